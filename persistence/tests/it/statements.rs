//! No answer's number of statements grows with its rows. A process of its own would count
//! better; here the two counts are compared while other tests may run, so the least of many
//! tries is taken.

use crate::school::{Kind, School, at};
use persistence::{MentorFilter, MentorshipFilter, StudentFilter, statements};

on_both!(a_list_of_fifty_costs_what_a_list_of_five_costs);

async fn a_list_of_fifty_costs_what_a_list_of_five_costs(kind: Kind) {
    let school = School::open(kind, 50, 50, 1).await;
    for one in 0..50 {
        school.choose(one, one, at(1, 5, 9)).await.unwrap();
    }
    for list in [students, mentors, mentorships] {
        let few = least(&school, list, 5).await;
        let many = least(&school, list, 50).await;
        assert_eq!((few, many), (1, 1));
    }
}

type List = fn(&School, i64) -> std::pin::Pin<Box<dyn Future<Output = usize> + '_>>;

async fn least(school: &School, list: List, limit: i64) -> u64 {
    let mut least = u64::MAX;
    for _ in 0..200 {
        let before = statements();
        let rows = list(school, limit).await;
        assert_eq!(i64::try_from(rows).unwrap(), limit);
        least = least.min(statements() - before);
    }
    least
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
