//! What JSON looks like: answers (`Noun`) and bodies (`NounCreate`, `NounUpdate`), one file per
//! noun. Answers are made of the store's records; bodies become the domain's values.
//!
//! Say in `#[schema(…)]` what a text or number is limited to; the document and the parser take it
//! from there. `min_length = 1` means: not only white space.

mod charter;
mod health;
mod person;
mod programme;
mod template;

pub use charter::{Charter, CharterAcceptance, CharterText, CharterUpdate};
pub use health::{Health, HealthStatus};
pub use person::{Person, PersonRef, ProfileUpdate};
pub use programme::{
    Calendar, CalendarUpdate, Policies, PoliciesUpdate, Programme, ProgrammeClose, ProgrammeCreate,
    ProgrammeUpdate, Window, WindowUpdate,
};
pub use template::{EvaluationTemplate, RoadbookTemplate, Wording};
