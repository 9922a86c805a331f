//! What JSON looks like: answers (`Noun`) and bodies (`NounCreate`, `NounUpdate`), one file per
//! noun. Answers are made `From` the store's records; bodies become the domain's values.

mod health;

pub use health::Health;
