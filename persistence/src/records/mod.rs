//! What the store answers with: plain values of the domain, never rows.

mod cycle;
mod enrolments;
mod forms;
mod home;
mod outbox;
mod people;
mod programmes;

pub use cycle::*;
pub use enrolments::*;
pub use forms::*;
pub use home::*;
pub use outbox::*;
pub use people::*;
pub use programmes::*;
