//! No answer's number of statements grows with its rows. A process of its own, since the count
//! is the process's.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of a test may panic as the test itself may"
)]

#[path = "it/school.rs"]
#[expect(
    dead_code,
    reason = "the school of all tests can more than this one needs"
)]
mod school;

use persistence::{MentorFilter, MentorshipFilter, StudentFilter, statements};
use school::{Kind, School, at};
use tokio::sync::Mutex;

/// One test counts at a time.
static COUNTING: Mutex<()> = Mutex::const_new(());

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_of_fifty_costs_what_a_list_of_five_costs_on_sqlite() {
    a_list_of_fifty_costs_what_a_list_of_five_costs(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_of_fifty_costs_what_a_list_of_five_costs_on_postgres() {
    a_list_of_fifty_costs_what_a_list_of_five_costs(Kind::Postgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_home_page_with_ten_mentorships_costs_what_one_with_one_costs_on_sqlite() {
    a_home_page_with_ten_mentorships_costs_what_one_with_one_costs(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_home_page_with_ten_mentorships_costs_what_one_with_one_costs_on_postgres() {
    a_home_page_with_ten_mentorships_costs_what_one_with_one_costs(Kind::Postgres).await;
}

async fn a_home_page_with_ten_mentorships_costs_what_one_with_one_costs(kind: Kind) {
    let _counting = COUNTING.lock().await;
    let school = School::open(kind, 11, 2, 10).await;
    for student in 0..11 {
        let mentor = usize::from(student > 0);
        school.choose(student, mentor, at(1, 5, 9)).await.unwrap();
    }
    let mut costs = Vec::new();
    for (mentor, mentees) in [(0, 1), (1, 10)] {
        let before = statements();
        let person = school.mentors[mentor];
        let home = school.store.home(person, at(2, 1, 9)).await.unwrap();
        costs.push(statements() - before);
        assert_eq!(home.mentorships.len(), mentees);
        for one in &home.mentorships {
            let id = one.record.facts.id;
            let alone = school.load(id, at(2, 1, 9)).await;
            assert_eq!(one.record, alone);
        }
    }
    assert_eq!(costs[0], costs[1]);
}

async fn a_list_of_fifty_costs_what_a_list_of_five_costs(kind: Kind) {
    let _counting = COUNTING.lock().await;
    let school = School::open(kind, 50, 50, 1).await;
    for one in 0..50 {
        school.choose(one, one, at(1, 5, 9)).await.unwrap();
    }
    for list in [students, mentors, mentorships] {
        let few = cost(&school, list, 5).await;
        let many = cost(&school, list, 50).await;
        assert_eq!((few, many), (1, 1));
    }
}

type List = fn(&School, i64) -> std::pin::Pin<Box<dyn Future<Output = usize> + '_>>;

async fn cost(school: &School, list: List, limit: i64) -> u64 {
    let before = statements();
    let rows = list(school, limit).await;
    assert_eq!(i64::try_from(rows).unwrap(), limit);
    statements() - before
}

fn students(school: &School, limit: i64) -> std::pin::Pin<Box<dyn Future<Output = usize> + '_>> {
    Box::pin(async move {
        school
            .store
            .students(school.programme, StudentFilter::default(), None, limit)
            .await
            .unwrap()
            .len()
    })
}

fn mentors(school: &School, limit: i64) -> std::pin::Pin<Box<dyn Future<Output = usize> + '_>> {
    Box::pin(async move {
        school
            .store
            .mentors(school.programme, MentorFilter::default(), None, limit)
            .await
            .unwrap()
            .len()
    })
}

fn mentorships(school: &School, limit: i64) -> std::pin::Pin<Box<dyn Future<Output = usize> + '_>> {
    Box::pin(async move {
        let zone = Some(chrono_tz::Europe::Paris);
        let filter = MentorshipFilter {
            programme: Some(school.programme),
            ..MentorshipFilter::default()
        };
        school
            .store
            .mentorships(filter, zone, at(2, 1, 9), None, limit)
            .await
            .unwrap()
            .len()
    })
}
