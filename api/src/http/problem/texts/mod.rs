//! Texts of a problem beside its code's own, in French and English.

mod characters;
mod details;
mod findings;
mod values;

pub use values::{filled, named};

/// Number with its noun, whose plural takes an `s` in both languages.
fn counted(number: u64, noun: &str) -> String {
    let ending = if number > 1 { "s" } else { "" };
    format!("{number} {noun}{ending}")
}
