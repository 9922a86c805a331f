//! Next steps of a person: the home page of the personal area. Computed with the same checks that
//! the commands run, so that a step's action would be accepted.

mod cycle;
mod mentor;
mod staff;
mod student;
mod texts;
mod waiting;

pub use mentor::MentorDesk;
pub use staff::{StaffDesk, Watched};
pub use student::{CareerDesk, StudentDesk};

use crate::ids::{AppointmentId, MentorshipId, PersonId, ProgrammeId};
use crate::macros::words;
use crate::mentorship::facts::Means;
use crate::mentorship::{Circumstances, Mentorship};
use crate::programme::Programme;
use crate::words::{Action, Party, ProgrammeStatus, Role, Step};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

words! {
    /// Kind of a next step.
    NextStepCode {
        /// Read the charter and accept it.
        AcceptCharter = "accept_charter",
        /// Choose a mentor from the list.
        ChooseMentor = "choose_mentor",
        /// Confirm or decline the other party's proposal.
        AnswerProposal = "answer_proposal",
        /// Propose an appointment.
        ProposeAppointment = "propose_appointment",
        /// Answer the road-book's required questions.
        FillRoadbook = "fill_roadbook",
        /// Send the road-book to the mentor.
        SendRoadbook = "send_roadbook",
        /// Read the student's road-book.
        ReadRoadbook = "read_roadbook",
        /// Attend an appointment that is ahead.
        AttendAppointment = "attend_appointment",
        /// Say whether the appointment took place.
        RecordOutcome = "record_outcome",
        /// Fill in the form and give it to the student.
        GiveEvaluation = "give_evaluation",
        /// Read the form that was given.
        ReadEvaluation = "read_evaluation",
        /// Ask the Career Department, which a mentor recommends (R24).
        AskCareerDepartment = "ask_career_department",
        /// Attend a career interview that is ahead.
        AttendCareerInterview = "attend_career_interview",
        /// Give a private address, before the School's mailbox closes.
        GivePrivateEmail = "give_private_email",
        /// Wait until a window opens.
        WaitForWindow = "wait_for_window",
        /// Wait for the students' choice (mentor).
        WaitForChoice = "wait_for_choice",
        /// Wait for the other one's answer to a proposal.
        WaitForAnswer = "wait_for_answer",
        /// Wait for the mentor's form.
        WaitForEvaluation = "wait_for_evaluation",
        /// Ask the programme's team, which alone can help.
        ContactTeam = "contact_team",
        /// Nothing is left to do in this programme.
        YearOver = "year_over",
        /// Find mentors for students without one (staff).
        AssignMentors = "assign_mentors",
        /// Answer students who ask for a career interview (staff, R24).
        AnswerCareerRequests = "answer_career_requests",
        /// Answer people who offer themselves as mentors (staff, R45).
        AnswerMentorApplications = "answer_mentor_applications",
        /// See to concerns that were told in private (staff).
        SeeConcerns = "see_concerns",
        /// Review overdue interviews (staff).
        SeeOverdue = "see_overdue",
        /// Look after mentorships in which nobody answers or proposes anything (staff, R33).
        SeeSilence = "see_silence",
        /// Decide on disputed outcomes (staff, R15).
        SeeDisputes = "see_disputes",
        /// Review owed forms (staff).
        SeeOwedForms = "see_owed_forms",
        /// See whom mentors recommend to the Career Department (staff, R24).
        SeeRecommendations = "see_recommendations",
        /// Enrol the people whom a draft or open programme lacks (admin).
        FinishSetup = "finish_setup",
        /// Open a draft programme that is ready (admin).
        OpenProgramme = "open_programme",
    }
}

/// Next step of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// Kind of step.
    pub code: NextStepCode,
    /// Local day by which it is due, or on which it takes place.
    pub due_on: Option<NaiveDate>,
    /// Local time at which an appointment starts.
    pub at: Option<NaiveTime>,
    /// Programme of the step.
    pub programme_id: ProgrammeId,
    /// Name of the programme.
    pub programme: String,
    /// Mentorship of the step.
    pub mentorship_id: Option<MentorshipId>,
    /// Name of the other one of the two.
    pub other: Option<String>,
    /// Interview of the step.
    pub step: Option<Step>,
    /// Appointment of the step.
    pub appointment_id: Option<AppointmentId>,
    /// Number of waiting cases (staff).
    pub count: Option<u64>,
    /// Role that nobody has yet in a programme to be set up; none where it lacks both (admin).
    pub lacking: Option<Role>,
    /// The operation that does it, where one would be accepted now.
    pub action: Option<Action>,
    /// Place, number or link of a meeting.
    pub means: Option<Means>,
    /// Address of the programme's team.
    pub contact_email: Option<String>,
    /// Whether its last day is over (a road-book: only another date or the mentor's waiver helps,
    /// R20).
    pub too_late: bool,
}

impl NextStep {
    /// Link of a video meeting.
    pub fn link(&self) -> Option<&str> {
        match self.means.as_ref()? {
            Means::Video { link } => Some(link.as_str()),
            Means::InPerson { .. } | Means::Phone { .. } => None,
        }
    }

    /// The team's address in brackets, behind its name.
    fn team(&self) -> String {
        let address = self.contact_email.as_deref();
        address.map_or_else(String::new, |address| format!(" ({address})"))
    }

    fn new(code: NextStepCode, programme: &Programme) -> Self {
        Self {
            code,
            due_on: None,
            at: None,
            programme_id: programme.id,
            programme: programme.name.clone(),
            mentorship_id: None,
            other: None,
            step: None,
            appointment_id: None,
            count: None,
            lacking: None,
            action: None,
            means: None,
            contact_email: programme.contact_email.clone(),
            too_late: false,
        }
    }

    const fn due(mut self, on: NaiveDate) -> Self {
        self.due_on = Some(on);
        self
    }

    const fn too_late(mut self, too_late: bool) -> Self {
        self.too_late = too_late;
        self
    }

    const fn by(mut self, action: Action) -> Self {
        self.action = Some(action);
        self
    }
}

/// Mentorship of the person, with the data for its checks.
#[derive(Clone, Copy, Debug)]
pub struct Involved<'a> {
    /// The mentorship.
    pub mentorship: &'a Mentorship,
    /// Circumstances of its two people.
    pub circumstances: &'a Circumstances,
    /// Steps whose latest edition its mentor has not opened yet.
    pub unread: [bool; 3],
    /// Its student's name.
    pub student: &'a str,
    /// Its mentor's name.
    pub mentor: &'a str,
}

words! {
    /// Step about which staff remind people.
    NudgeCode {
        /// Confirm or decline the other party's proposal.
        AnswerProposal = "answer_proposal",
        /// Propose an appointment.
        ProposeAppointment = "propose_appointment",
        /// Send the road-book to the mentor, or answer its questions first.
        SendRoadbook = "send_roadbook",
        /// Say whether the appointment took place.
        RecordOutcome = "record_outcome",
        /// Fill in the form and give it to the student.
        GiveEvaluation = "give_evaluation",
        /// Read the form that was given.
        ReadEvaluation = "read_evaluation",
    }
}

impl NudgeCode {
    const fn is_about(self, code: NextStepCode) -> bool {
        matches!(
            (self, code),
            (Self::AnswerProposal, NextStepCode::AnswerProposal)
                | (Self::ProposeAppointment, NextStepCode::ProposeAppointment)
                | (
                    Self::SendRoadbook,
                    NextStepCode::SendRoadbook | NextStepCode::FillRoadbook
                )
                | (Self::RecordOutcome, NextStepCode::RecordOutcome)
                | (Self::GiveEvaluation, NextStepCode::GiveEvaluation)
                | (Self::ReadEvaluation, NextStepCode::ReadEvaluation)
        )
    }
}

/// First step of that kind that one of the two has now in a live mentorship, if any.
pub fn nudged(
    involved: Involved<'_>,
    (party, person): (Party, PersonId),
    about: NudgeCode,
    programme: &Programme,
    now: DateTime<Utc>,
) -> Option<NextStep> {
    if programme.status != ProgrammeStatus::Open || !involved.mentorship.is_live() {
        return None;
    }
    let steps = cycle::steps(involved, party, person, programme, now);
    let mut steps = in_order(steps).into_iter();
    steps.find(|step| about.is_about(step.code))
}

/// Steps of a person in all their programmes, newest programme first, by due date. That a year is
/// over is said only to somebody who has nothing else to read.
pub fn of_all(steps: Vec<NextStep>) -> Vec<NextStep> {
    let is_over = |step: &NextStep| step.code == NextStepCode::YearOver;
    let (over, mut steps): (Vec<_>, Vec<_>) = steps.into_iter().partition(is_over);
    if steps.is_empty() {
        steps.extend(over.into_iter().next());
    }
    in_order(steps)
}

/// Sorts steps by due date; those without a day come last, in the order of the year.
fn in_order(mut steps: Vec<NextStep>) -> Vec<NextStep> {
    steps.sort_by_key(|step| {
        let due_on = step.due_on.unwrap_or(NaiveDate::MAX);
        (due_on, step.code, step.step, step.appointment_id)
    });
    steps
}

#[cfg(test)]
mod tests;
