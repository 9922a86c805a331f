//! Mail: what it says (`texts`).

pub mod texts;
