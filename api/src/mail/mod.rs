//! Mail: its content (`texts`, `letter`) and its delivery (`transport`).

mod letter;
pub mod texts;
mod transport;

pub use letter::letter;
pub use transport::{Correspondent, Letter, SendError, Transport};
