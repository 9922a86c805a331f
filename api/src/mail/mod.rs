//! Mail: its content (`texts`, `letter`, `invitation`) and its delivery (`transport`).

mod invitation;
mod letter;
mod letterhead;
mod parts;
pub mod texts;
mod transport;

pub use invitation::Invitation;
pub use letter::letter;
pub use letterhead::Letterhead;
pub use transport::{Correspondent, Letter, SendError, Transport};
