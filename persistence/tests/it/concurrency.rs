//! What must hold whoever is faster.

use crate::school::{Kind, School, answer, at, meeting, meta, open, refused};
use chrono::Utc;
use domain::ids::MentorshipId;
use domain::mentorship::Command;
use domain::refusal::Code;
use domain::words::{Party, Step};
use persistence::{Error, Idempotency, MentorFilter};
use std::sync::Arc;

on_both!(
    fifty_students_take_the_last_place_and_one_gets_it,
    one_person_is_never_in_two_places_in_different_programmes_too,
    one_key_a_hundred_times_at_once_has_one_effect,
);

async fn fifty_students_take_the_last_place_and_one_gets_it(kind: Kind) {
    let school = Arc::new(School::open(kind, 50, 2, 1).await);
    let tries = (0..50).map(|student| {
        let school = school.clone();
        tokio::spawn(async move { school.choose(student, 0, at(1, 5, 9)).await })
    });
    let tries: Vec<_> = tries.collect();
    let mut taken = 0;
    for one in tries {
        let done = one.await.unwrap();
        match refused(&done) {
            None => {
                done.unwrap();
                taken += 1;
            }
            Some(code) => assert_eq!(code, Code::MentorFull),
        }
    }
    assert_eq!(taken, 1);
    let mentor = school
        .store
        .mentor(school.programme, school.mentors[0], None)
        .await
        .unwrap();
    assert_eq!(mentor.places_taken, 1);
}

async fn one_person_is_never_in_two_places_in_different_programmes_too(kind: Kind) {
    let store = open(kind).await;
    let one = School::open_in(store.clone(), 2, 2, 3).await;
    let other = Arc::new(School::open_in(store, 2, 2, 3).await);
    let one = Arc::new(one);
    for round in 0..5_u32 {
        // The same mentor in both programmes, at overlapping times.
        let now = at(1, 5, 9);
        let starts_at = at(2, 3 + round, 10);
        let mut proposals = Vec::new();
        for school in [&one, &other] {
            let student = usize::from(round > 0);
            let mentorship = match round {
                0 | 1 => school.choose(student, 0, now).await.unwrap(),
                _ => latest(school, student).await,
            };
            proposals.push((
                school.clone(),
                mentorship,
                school
                    .propose(mentorship, Step::Project, now, starts_at)
                    .await
                    .unwrap(),
            ));
        }
        let tries: Vec<_> = proposals
            .into_iter()
            .map(|(school, mentorship, id)| {
                tokio::spawn(async move {
                    school
                        .run(
                            mentorship,
                            Party::Mentor,
                            now,
                            Command::Confirm {
                                id,
                                waive_lead: true,
                            },
                        )
                        .await
                })
            })
            .collect();
        let mut confirmed = 0;
        for one in tries {
            let done = one.await.unwrap();
            match refused(&done) {
                None => {
                    done.unwrap();
                    confirmed += 1;
                }
                Some(code) => assert_eq!(code, Code::Overlap),
            }
        }
        assert_eq!(confirmed, 1, "round {round}");
    }
}

async fn latest(school: &School, student: usize) -> MentorshipId {
    let filter = persistence::MentorshipFilter {
        student: Some(school.students[student]),
        programme: Some(school.programme),
        ..Default::default()
    };
    let found = school
        .store
        .mentorships(filter, Some(chrono_tz::Europe::Paris), at(1, 6, 9), None, 1)
        .await
        .unwrap();
    found[0].id
}

async fn one_key_a_hundred_times_at_once_has_one_effect(kind: Kind) {
    let school = Arc::new(School::open(kind, 1, 1, 3).await);
    let mentorship = school.choose(0, 0, at(1, 5, 9)).await.unwrap();
    let key = school.key(mentorship).await;
    let tries: Vec<_> = (0..100)
        .map(|_| {
            let school = school.clone();
            tokio::spawn(async move {
                let student = school.students[0];
                let mut meta = meta("propose_appointment", Some(student), at(1, 5, 10));
                meta.idempotency = Some(Idempotency {
                    caller: "s-1".into(),
                    key: "a key".into(),
                    fingerprint: vec![1; 32],
                    real_now: Utc::now(),
                });
                let acting = persistence::Acting {
                    person: student,
                    actor: domain::mentorship::Actor::Party(Party::Student),
                    also_staff: false,
                };
                let command = Command::Propose {
                    step: Step::Project,
                    meeting: meeting(at(2, 3, 10)),
                    waive_lead: false,
                };
                let render: persistence::Render<persistence::MentorshipRecord> =
                    Arc::new(|record| answer(record.facts.appointments[0].id.to_string()));
                school
                    .store
                    .transition(meta, key, acting, command, render)
                    .await
            })
        })
        .collect();
    let mut answers = Vec::new();
    for one in tries {
        match one.await.unwrap() {
            Ok(answer) => answers.push(answer),
            Err(Error::IdempotencyInProgress) => {}
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!(answers.iter().filter(|answer| !answer.replayed).count(), 1);
    assert!(answers.iter().all(|answer| answer.body == answers[0].body));
    assert_eq!(
        school
            .load(mentorship, at(1, 5, 11))
            .await
            .facts
            .appointments
            .len(),
        1
    );
    let mentors = school
        .store
        .mentors(school.programme, MentorFilter::default(), None, 10)
        .await
        .unwrap();
    assert_eq!(mentors[0].places_taken, 1);
}
