//! Addresses of lists with the filters under which they hold as many rows as a figure says.

use domain::ids::ProgrammeId;
use domain::next_steps::{NextStep, NextStepCode};

/// Address of a list of a programme with filters, as `overdue=true`.
pub(super) fn of_list(programme: ProgrammeId, list: &str, filters: &str) -> String {
    let query = if filters.is_empty() { "" } else { "?" };
    format!("/v1/programmes/{programme}/{list}{query}{filters}")
}

/// Address of the mentorships with filters.
pub fn of_mentorships(programme: ProgrammeId, filters: &str) -> String {
    of_list(programme, "mentorships", filters)
}

/// Address of the list that a step of the staff counts.
pub fn of_step(step: &NextStep) -> Option<String> {
    let filters = match step.code {
        NextStepCode::AssignMentors => {
            return Some(of_list(
                step.programme_id,
                "students",
                "without_mentor=true",
            ));
        }
        NextStepCode::SeeConcerns => {
            let programme = step.programme_id;
            return Some(format!("/v1/concerns?state=open&programme_id={programme}"));
        }
        NextStepCode::AnswerMentorApplications => {
            let programme = step.programme_id;
            return Some(format!(
                "/v1/programmes/{programme}/mentor-applications?state=submitted"
            ));
        }
        NextStepCode::AnswerCareerRequests => {
            let programme = step.programme_id;
            return Some(format!(
                "/v1/career-interviews?state=requested&programme_id={programme}"
            ));
        }
        NextStepCode::SeeOverdue => "overdue=true",
        NextStepCode::SeeSilence => "silent=true",
        NextStepCode::SeeDisputes => "disputed=true",
        NextStepCode::SeeOwedForms => "form_owed=true",
        NextStepCode::SeeRecommendations => "recommended=true",
        NextStepCode::AcceptCharter
        | NextStepCode::ChooseMentor
        | NextStepCode::AnswerProposal
        | NextStepCode::ProposeAppointment
        | NextStepCode::FillRoadbook
        | NextStepCode::SendRoadbook
        | NextStepCode::ReadRoadbook
        | NextStepCode::AttendAppointment
        | NextStepCode::RecordOutcome
        | NextStepCode::GiveEvaluation
        | NextStepCode::ReadEvaluation
        | NextStepCode::AskCareerDepartment
        | NextStepCode::AttendCareerInterview
        | NextStepCode::GivePrivateEmail
        | NextStepCode::WaitForWindow
        | NextStepCode::WaitForChoice
        | NextStepCode::WaitForAnswer
        | NextStepCode::WaitForEvaluation
        | NextStepCode::ContactTeam
        | NextStepCode::YearOver
        | NextStepCode::FinishSetup
        | NextStepCode::OpenProgramme => return None,
    };
    Some(of_mentorships(step.programme_id, filters))
}
