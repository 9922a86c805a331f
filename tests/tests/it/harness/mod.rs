//! What the stories are told with: a school (a running service), its actors and their answers.
#![allow(
    dead_code,
    unused_imports,
    reason = "some words wait for the stories that use them"
)]

mod actions;
mod actor;
mod answer;
mod class;
mod contract;
mod database;
mod mail;
mod pair;
mod school;
mod token;

pub use actor::{Actor, Ask};
pub use answer::Answer;
pub use class::{Class, mentor_row, student_row};
pub use contract::{Contract, Operation};
pub use database::{Kind, administrative_url, beside, execute};
pub use mail::Mail;
pub use pair::{Pair, cafe};
pub use school::{School, fresh_folder, run};
pub use token::sign_claims;

/// Makes two tests of each story, `name::sqlite` and `name::postgres`.
macro_rules! stories {
    ($($(#[$meta:meta])* async fn $name:ident($school:ident: $School:ty) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports, reason = "not every story needs all of its file's names")]
            use super::*;

            async fn story($school: $School) $body

            #[test]
            fn sqlite() {
                $crate::harness::run($crate::harness::Kind::Sqlite, story);
            }

            #[test]
            fn postgres() {
                $crate::harness::run($crate::harness::Kind::Postgres, story);
            }
        }
    )+};
}
pub(crate) use stories;
