//! What the stories are told with: a school (a running service), its actors and their answers.

mod actions;
mod actor;
mod answer;
mod class;
mod contract;
mod database;
mod mail;
mod pair;
mod relay;
mod school;
mod smtp;
mod token;
mod verbs;

pub use actor::{Actor, Ask};
pub use answer::Answer;
pub use class::{Class, mentor_row, student_row};
pub use contract::{Contract, Operation};
pub use database::{Kind, administrative_url, beside, execute};
pub use mail::Mail;
pub use pair::{Pair, cafe};
pub use relay::{Cost, Relay};
pub use rstest_reuse::apply;
pub use school::{STORY, School, fresh_folder, run};
pub use smtp::MailServer;
pub use token::sign_claims;

/// Tells a story on SQLite and on PostgreSQL (`name::case_1_sqlite`, `name::case_2_postgres`), each
/// time in a school of its own and bounded in time.
#[rstest_reuse::template]
#[rstest::rstest]
#[case::sqlite(crate::harness::School::open(crate::harness::Kind::Sqlite))]
#[case::postgres(crate::harness::School::open(crate::harness::Kind::Postgres))]
#[timeout(crate::harness::STORY)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_database(
    #[case]
    #[future(awt)]
    school: School,
) {
}
