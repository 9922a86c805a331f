//! Next steps of a person: the home page of the personal area. Computed with the same checks that
//! the commands run, so that a step's action would be accepted.

mod cycle;
mod mentor;
mod staff;
mod student;
mod texts;

pub use mentor::MentorDesk;
pub use staff::StaffDesk;
pub use student::StudentDesk;

use crate::ids::{AppointmentId, MentorshipId, ProgrammeId};
use crate::macros::words;
use crate::mentorship::{Circumstances, Mentorship};
use crate::words::{Action, Step};
use chrono::{NaiveDate, NaiveTime};

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
        /// Give a private address, before the School's mailbox closes.
        GivePrivateEmail = "give_private_email",
        /// Find mentors for students without one (staff).
        AssignMentors = "assign_mentors",
        /// Review overdue interviews (staff).
        SeeOverdue = "see_overdue",
        /// Finish a draft programme: people are missing (admin).
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
    /// Mentorship of the step.
    pub mentorship_id: Option<MentorshipId>,
    /// Name of the student, for a mentor, who may have several.
    pub student: Option<String>,
    /// Interview of the step.
    pub step: Option<Step>,
    /// Appointment of the step.
    pub appointment_id: Option<AppointmentId>,
    /// Number of waiting cases (staff).
    pub count: Option<u64>,
    /// The operation that does it, where one would be accepted now.
    pub action: Option<Action>,
    /// Link of a video meeting.
    pub link: Option<String>,
    /// Whether its last day is over (a road-book: only another date or the mentor's waiver helps,
    /// R20).
    pub too_late: bool,
}

impl NextStep {
    const fn new(code: NextStepCode, programme_id: ProgrammeId) -> Self {
        Self {
            code,
            due_on: None,
            at: None,
            programme_id,
            mentorship_id: None,
            student: None,
            step: None,
            appointment_id: None,
            count: None,
            action: None,
            link: None,
            too_late: false,
        }
    }

    const fn due(mut self, on: NaiveDate) -> Self {
        self.due_on = Some(on);
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
}

/// Sorts steps by due date; those without a day come last, in the order of the year.
pub fn in_order(mut steps: Vec<NextStep>) -> Vec<NextStep> {
    steps.sort_by_key(|step| {
        let due_on = step.due_on.unwrap_or(NaiveDate::MAX);
        (due_on, step.code, step.step, step.appointment_id)
    });
    steps
}

#[cfg(test)]
mod tests;
