//! Mail: what it says (`texts`, `letter`) and how it leaves (`transport`).

mod letter;
pub mod texts;
mod transport;

pub use letter::letter;
pub use transport::{Letter, SendError, Transport};
