//! Deactivated people (R36): they are in no live mentorship, whoever is faster, and get no mail.

use crate::school::{Kind, School, at, meta, refused, silent};
use chrono::Utc;
use domain::ids::PersonId;
use domain::mentorship::Command;
use domain::refusal::Code;
use domain::words::{MentorshipState, Party};
use persistence::{MentorshipFilter, Result};
use std::sync::Arc;

on_both!(
    a_choice_and_a_deactivation_at_once_leave_nobody_deactivated_with_a_mentorship,
    waiting_mails_to_a_deactivated_person_are_suppressed,
);

async fn deactivate(school: &School, person: PersonId) -> Result<()> {
    let meta = meta("deactivate_person", None, at(1, 6, 9));
    let done = school.store.deactivate_person(meta, person, silent());
    done.await.map(drop)
}

async fn reactivate(school: &School, person: PersonId) {
    let meta = meta("reactivate_person", None, at(1, 6, 9));
    let done = school.store.reactivate_person(meta, person, silent());
    done.await.unwrap();
}

async fn live(school: &School, person: PersonId) -> usize {
    let filter = MentorshipFilter {
        programme: Some(school.programme),
        party: Some(person),
        state: Some(MentorshipState::Active),
        ..MentorshipFilter::default()
    };
    let found = school
        .store
        .mentorships(filter, None, at(1, 6, 9), None, 100);
    found.await.unwrap().len()
}

async fn a_choice_and_a_deactivation_at_once_leave_nobody_deactivated_with_a_mentorship(
    kind: Kind,
) {
    let school = Arc::new(School::open(kind, 40, 40, 1).await);
    let mut outcomes = [0; 2];
    for round in 0..40 {
        // in turn the one who chooses and the one who is chosen
        let person = match round % 2 {
            0 => school.mentors[round],
            _ => school.students[round],
        };
        let chooser = {
            let school = school.clone();
            tokio::spawn(async move {
                tokio::time::sleep(std::time::Duration::from_micros(
                    u64::try_from(round % 5).unwrap() * 400,
                ))
                .await;
                school.choose(round, round, at(1, 6, 9)).await
            })
        };
        let other = {
            let school = school.clone();
            tokio::spawn(async move { deactivate(&school, person).await })
        };
        let (chosen, deactivated) = (chooser.await.unwrap(), other.await.unwrap());
        let active = school.store.known_person(person).await.unwrap();
        match (refused(&chosen), refused(&deactivated)) {
            (None, Some(code)) => {
                chosen.unwrap();
                assert_eq!(code, Code::LiveMentorships);
                assert!(active.person.active);
                assert_eq!(live(&school, person).await, 1);
                outcomes[0] += 1;
            }
            (Some(code), None) => {
                deactivated.unwrap();
                assert_eq!(code, Code::ReferenceUnknown);
                assert!(!active.person.active);
                assert_eq!(live(&school, person).await, 0);
                outcomes[1] += 1;
            }
            both => panic!("round {round}: {both:?} {chosen:?} {deactivated:?}"),
        }
    }
    assert_eq!(outcomes.iter().sum::<i32>(), 40, "{outcomes:?}");
}

async fn waiting_mails_to_a_deactivated_person_are_suppressed(kind: Kind) {
    let school = School::open(kind, 1, 1, 1).await;
    let (student, mentor) = (school.students[0], school.mentors[0]);
    let mentorship = school.choose(0, 0, at(1, 5, 9)).await.unwrap();
    let refusal = deactivate(&school, mentor).await;
    let Err(persistence::Error::Refused(refusal)) = refusal else {
        panic!("{refusal:?}");
    };
    assert_eq!(
        (refusal.code, refusal.count),
        (Code::LiveMentorships, Some(1))
    );
    assert_eq!(refusal.items, [mentorship.to_string()]);
    let ending = Command::End {
        reason: None,
        note: None,
        pause: false,
    };
    school
        .run(mentorship, Party::Student, at(1, 5, 10), ending)
        .await
        .unwrap();
    let queued = async || school.store.outbox_load().await.unwrap().queued;
    // the choice to both, and its end to the mentor
    assert_eq!(queued().await, 3);
    deactivate(&school, mentor).await.unwrap();
    assert_eq!(queued().await, 1);
    // twice is once, and nothing comes back
    deactivate(&school, mentor).await.unwrap();
    reactivate(&school, mentor).await;
    let claimed = school.store.claim_messages(Utc::now(), 10).await.unwrap();
    let to: Vec<_> = claimed.iter().map(|message| message.to.id).collect();
    assert_eq!(to, [student]);
    // also those that a worker has taken, and not sent yet
    let waits = async || school.store.message_waits(claimed[0].id).await.unwrap();
    assert!(waits().await);
    deactivate(&school, student).await.unwrap();
    assert!(!waits().await);
}
