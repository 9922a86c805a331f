//! Records that the store returns: plain values of the domain, never rows.

pub use crate::applications::records::*;
pub use crate::audit::records::*;
pub use crate::availability::records::*;
pub use crate::career::records::*;
pub use crate::concerns::records::*;
pub use crate::dashboard::records::*;
pub use crate::enrolments::records::*;
pub use crate::evaluations::records::*;
pub use crate::exports::records::*;
pub use crate::home::records::*;
pub use crate::mentorships::records::*;
pub use crate::outbox::records::*;
pub use crate::people::records::*;
pub use crate::programmes::records::*;
pub use crate::roadbooks::records::*;
pub use crate::timeline::records::*;
