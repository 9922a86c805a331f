//! Handlers: one file per noun, one function per operation, named as the operation. A handler is
//! a few lines: its signature says who may call it and what it takes, its body makes one call to
//! the store and renders the answer.

pub mod appointments;
pub mod charter;
pub mod evaluations;
pub mod health;
mod home;
pub mod imports;
pub mod me;
pub mod mentors;
pub mod mentorships;
pub mod programmes;
pub mod roadbooks;
pub mod students;
pub mod templates;
