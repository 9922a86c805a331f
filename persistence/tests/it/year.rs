//! A year of one mentorship, as it is kept.

use crate::school::{Kind, School, at, meta, silent};
use domain::evaluation::{CriterionRating, Form};
use domain::mentorship::{Actor, Command};
use domain::text::{FormText, Note};
use domain::words::{InterviewState, MailState, Party, Rating, Step};
use persistence::{Acting, Error, MentorshipFilter, Meta, Store};
use std::collections::BTreeMap;

on_both!(
    the_first_interview_is_kept_whole,
    two_devices_never_overwrite_each_other
);

const PARIS: chrono_tz::Tz = chrono_tz::Europe::Paris;

async fn the_first_interview_is_kept_whole(kind: Kind) {
    let school = School::open(kind, 2, 1, 3).await;
    let store = &school.store;
    let id = school.choose(0, 0, at(1, 5, 9)).await.unwrap();
    let (student, mentor) = (school.students[0], school.mentors[0]);
    let roadbook = school.load(id, at(1, 5, 9)).await.roadbook_id;
    answer_all(store, &school, roadbook).await;
    let key = school.key(id).await;
    let head = school.roadbook(roadbook).await;
    let send = meta("send_roadbook", Some(student), at(1, 6, 10));
    let note = Some(Note::parse("Voici mon parcours").unwrap());
    store
        .send_roadbook(send, head, Step::Project, note, silent())
        .await
        .unwrap();
    let edition = store.edition(roadbook, 1, mentor).await.unwrap();
    assert_eq!(edition.mail_state, MailState::Queued);
    assert_eq!(edition.message.as_deref(), Some("Voici mon parcours"));
    assert!(!edition.late);
    let read = meta("mark_read", Some(mentor), at(1, 6, 12));
    store
        .mark_read(read, roadbook, 1, mentor, silent())
        .await
        .unwrap();
    let appointment = school
        .propose(id, Step::Project, at(1, 6, 10), at(2, 3, 10))
        .await
        .unwrap();
    let confirm = Command::Confirm {
        id: appointment,
        waive_lead: false,
    };
    school
        .run(id, Party::Mentor, at(1, 7, 10), confirm)
        .await
        .unwrap();
    let hold = Command::Hold {
        id: appointment,
        reason: None,
    };
    school
        .run(id, Party::Mentor, at(2, 3, 12), hold)
        .await
        .unwrap();
    give(store, &school, id).await;
    let comment = Some("Merci".to_owned());
    let acting = Acting {
        person: student,
        actor: Actor::Party(Party::Student),
        also_staff: false,
    };
    let acknowledge = meta("acknowledge_evaluation", Some(student), at(2, 5, 9));
    store
        .acknowledge_evaluation(acknowledge, key, Step::Project, acting, comment, silent())
        .await
        .unwrap();
    let form = store
        .evaluation(key, Step::Project, at(2, 5, 9))
        .await
        .unwrap();
    let given = form.given.unwrap();
    assert_eq!(
        (given.number, given.acknowledgement.as_deref()),
        (1, Some("Merci"))
    );
    assert_eq!((form.version, form.draft), (3, None));
    assert_eq!(given.facts.proposed_by_student, 1);
    assert!(given.facts.roadbook.days_before.is_some());
    let filter = MentorshipFilter {
        programme: Some(school.programme),
        ..MentorshipFilter::default()
    };
    let summaries = store
        .mentorships(filter, Some(PARIS), at(2, 5, 9), None, 10)
        .await
        .unwrap();
    let states: Vec<_> = summaries[0].steps.iter().map(|step| step.state).collect();
    assert_eq!(
        states,
        [
            InterviewState::Concluded,
            InterviewState::Open,
            InterviewState::Waiting
        ]
    );
    assert_eq!(summaries[0].current_step, Some(Step::ActionPlan));
    mails_leave_once(store).await;
}

async fn answer_all(store: &Store, school: &School, roadbook: domain::ids::RoadbookId) {
    let head = school.roadbook(roadbook).await;
    let record = store.roadbook(head).await.unwrap();
    let change: BTreeMap<_, _> = record
        .template
        .questions()
        .map(|question| (question.key.clone(), Some("Réponse".to_owned())))
        .collect();
    let save = Meta {
        versions: Some(vec![record.version.into()]),
        ..meta("update_roadbook", Some(school.students[0]), at(1, 6, 9))
    };
    store
        .save_roadbook(save, head, change, silent())
        .await
        .unwrap();
}

async fn give(store: &Store, school: &School, id: domain::ids::MentorshipId) {
    let mentor = school.mentors[0];
    let acting = Acting {
        person: mentor,
        actor: Actor::Party(Party::Mentor),
        also_staff: false,
    };
    let key = school.key(id).await;
    let empty = store
        .evaluation(key, Step::Project, at(2, 4, 9))
        .await
        .unwrap();
    let ratings = empty
        .template
        .criteria
        .iter()
        .map(|criterion| CriterionRating {
            criterion_key: criterion.key.clone(),
            rating: Some(Rating::Good),
            comment: None,
        });
    let advice = FormText::parse("Continuez").ok();
    let form = Form {
        ratings: ratings.collect(),
        strengths: advice.clone(),
        advice,
        ..Form::default()
    };
    let save = Meta {
        versions: Some(vec![0]),
        ..meta("save_evaluation", Some(mentor), at(2, 4, 9))
    };
    store
        .save_evaluation(
            save.clone(),
            key,
            Step::Project,
            acting,
            form.clone(),
            silent(),
        )
        .await
        .unwrap();
    let again = store
        .save_evaluation(save, key, Step::Project, acting, form, silent())
        .await;
    assert!(matches!(again, Err(Error::Stale)));
    let give = Meta {
        versions: Some(vec![1]),
        ..meta("give_evaluation", Some(mentor), at(2, 4, 10))
    };
    store
        .give_evaluation(give, key, Step::Project, acting, silent())
        .await
        .unwrap();
}

async fn mails_leave_once(store: &Store) {
    let now = chrono::Utc::now();
    let claimed = store.claim_messages(now, 100).await.unwrap();
    let mut kinds: Vec<_> = claimed
        .iter()
        .map(|message| message.mail.as_ref().unwrap().kind.as_str())
        .collect();
    kinds.sort_unstable();
    let expected = [
        "appointment_confirmed",
        "appointment_confirmed",
        "appointment_proposed",
        "choice_recorded",
        "evaluation_acknowledged",
        "evaluation_given",
        "mentor_chosen",
        "roadbook_copy",
        "roadbook_sent",
    ];
    assert_eq!(kinds, expected);
    assert!(store.claim_messages(now, 100).await.unwrap().is_empty());
    store.message_sent(claimed[0].id, now).await.unwrap();
    store
        .message_failed(claimed[1].id, "no route".to_owned(), false, now)
        .await
        .unwrap();
    assert_eq!(store.outbox_load().await.unwrap().queued, 8);
    let later = now + chrono::Duration::seconds(10);
    let again = store.claim_messages(later, 100).await.unwrap();
    assert_eq!(
        again.iter().map(|message| message.id).collect::<Vec<_>>(),
        [claimed[1].id]
    );
    let id = again[0].id;
    store.release_message(id, later).await.unwrap();
    let released = store.claim_messages(later, 100).await.unwrap();
    assert_eq!(released[0].attempts, again[0].attempts, "it was not tried");
    let why = "550 no such user".to_owned();
    store.message_failed(id, why, true, later).await.unwrap();
    let next_week = now + chrono::Duration::days(7);
    let others = store.claim_messages(next_week, 100).await.unwrap();
    assert!(others.iter().all(|message| message.id != id));
    assert_eq!(store.retry_messages(next_week).await.unwrap(), 1);
    let anew = store.claim_messages(next_week, 100).await.unwrap();
    assert_eq!((anew[0].id, anew[0].attempts), (id, 1));
}

async fn two_devices_never_overwrite_each_other(kind: Kind) {
    let school = School::open(kind, 1, 1, 3).await;
    let student = school.students[0];
    let id = school
        .store
        .student(school.programme, student)
        .await
        .unwrap()
        .roadbook_id;
    let head = school.roadbook(id).await;
    let record = school.store.roadbook(head).await.unwrap();
    let key = record.template.questions().next().unwrap().key.clone();
    let tries: Vec<_> = (0..20)
        .map(|device| {
            let (store, key) = (school.store.clone(), key.clone());
            tokio::spawn(async move {
                let save = Meta {
                    versions: Some(vec![1]),
                    ..meta("update_roadbook", Some(student), at(1, 6, 9))
                };
                let change = BTreeMap::from([(key, Some(format!("Device {device}")))]);
                store.save_roadbook(save, head, change, silent()).await
            })
        })
        .collect();
    let mut saved = 0;
    for one in tries {
        match one.await.unwrap() {
            Ok(_) => saved += 1,
            Err(error) => assert!(matches!(error, Error::Stale), "{error}"),
        }
    }
    assert_eq!(saved, 1);
    assert_eq!(school.store.roadbook(head).await.unwrap().version, 2);
}
