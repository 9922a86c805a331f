//! The store on both databases. Tests on PostgreSQL need `MENTORING_TEST_POSTGRES_URL`.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of a test may panic as the test itself may"
)]

mod school;

/// The same tests on each database.
macro_rules! on_both {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $test() {
                super::$test(crate::school::Kind::Sqlite).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $test() {
                super::$test(crate::school::Kind::Postgres).await;
            })+
        }
    };
}

mod concurrency;
mod keys;
mod open;
mod people;
mod scale;
mod schema;
mod states;
mod year;
