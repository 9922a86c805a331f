//! What JSON looks like: answers (`Noun`) and bodies (`NounCreate`, `NounUpdate`), one file per
//! noun. Answers are made of the store's records; bodies become the domain's values.
//!
//! Say in `#[schema(…)]` what a text or number is limited to; the document and the parser take it
//! from there. `min_length = 1` means: not only white space.

mod appointment;
mod charter;
mod contact;
mod evaluation;
mod health;
mod import;
mod interview;
mod me;
mod means;
mod mentor;
mod mentor_body;
mod mentorship;
mod person;
mod programme;
mod roadbook;
mod student;
mod summary;
mod template;

pub use appointment::{
    Appointment, AppointmentConfirm, AppointmentCreate, AppointmentNoShow, AppointmentRecord,
    AppointmentReschedule, OptionalReason, OutcomeCorrection, Reason,
};
pub use charter::{Charter, CharterAcceptance, CharterText, CharterUpdate};
pub use contact::{Contact, LanguageTag};
pub use evaluation::{
    Evaluation, EvaluationAcknowledge, EvaluationCorrect, EvaluationUpdate, EvaluationView,
};
pub use health::{Health, HealthStatus};
pub use import::{BadRow, ImportReport, ImportReportRow, RowError, RowOutcome};
pub use interview::{BlockedAction, Interview, InterviewRoadbook, Waiver};
pub use me::{Enrolment, Me, NextStep};
pub use means::Means;
pub use mentor::{Facet, MeansFacet, Mentor, MentorFacets};
pub use mentor_body::{MentorImportRow, MentorUpdate};
pub use mentorship::{
    Contacts, Mentorship, MentorshipCreate, MentorshipEnd, MentorshipExtension, Shown, Viewer,
    is_former,
};
pub use person::{Person, PersonRef, ProfileUpdate};
pub use programme::{
    Calendar, CalendarUpdate, Policies, PoliciesUpdate, Programme, ProgrammeClose, ProgrammeCreate,
    ProgrammeUpdate, Window, WindowUpdate,
};
pub use roadbook::{Roadbook, RoadbookEdition, RoadbookSend, RoadbookUpdate};
pub use student::{Student, StudentImportRow, StudentUpdate};
pub use summary::{MentorshipSummary, StepSummary};
pub use template::{EvaluationTemplate, RoadbookTemplate, Wording};
