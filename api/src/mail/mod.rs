//! Mail: what it says (`texts`), how it leaves (`transport`), and who carries it (`worker`).

pub mod texts;
mod transport;
pub mod worker;

pub use transport::{Letter, SendError, Transport};
