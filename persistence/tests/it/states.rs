//! What SQL says of a mentorship's interviews is what the domain says, at any time of the year.

use crate::school::{Kind, School, answer, at, days, meeting, meta};
use chrono::{DateTime, Duration, Utc};
use domain::ids::{AppointmentId, MentorshipId};
use domain::mentorship::{Actor, Command, MentorshipSummary, StepSummary};
use domain::text::Note;
use domain::words::{AppointmentState, InterviewState, MissedBy, Party, Step};
use persistence::{Acting, Error, MentorshipFilter, MentorshipRecord, Render};
use std::sync::{Arc, Mutex};

on_both!(sql_tells_the_states_that_the_domain_tells);

const PARIS: chrono_tz::Tz = chrono_tz::Europe::Paris;

/// A row of numbers that looks random and is the same each time (Knuth's MMIX).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

async fn sql_tells_the_states_that_the_domain_tells(kind: Kind) {
    let school = School::open(kind, 6, 2, 3).await;
    let mut dice = Dice(2019);
    let mut seen = std::collections::BTreeSet::new();
    for student in 0..6 {
        let id = school
            .choose(student, student % 2, at(1, 4, 9))
            .await
            .unwrap();
        let mut now = at(1, 5, 9);
        while now < at(12, 20, 9) {
            play(&school, id, &mut dice, now).await;
            now += Duration::hours(i64::try_from(24 + dice.below(300)).unwrap());
            for look in [now, now + days(40)] {
                seen.extend(compare(&school, id, look).await);
            }
        }
    }
    assert_eq!(
        seen.len(),
        InterviewState::ALL.len(),
        "every state came up: {seen:?}"
    );
}

/// Tries something; that it is refused is as good.
async fn play(school: &School, id: MentorshipId, dice: &mut Dice, now: DateTime<Utc>) {
    for _ in 0..4 {
        let record = school.load(id, now).await;
        let (actor, command) = turn(&record, dice, now);
        let person = match actor {
            Actor::Party(Party::Student) => record.facts.student,
            Actor::Party(Party::Mentor) => record.facts.mentor,
            Actor::Staff | Actor::Service => school.mentors[1],
        };
        let acting = Acting {
            person,
            actor,
            also_staff: false,
        };
        let told = Arc::new(Mutex::new(None));
        let heard = told.clone();
        let rendered: Render<MentorshipRecord> = Arc::new(move |record| {
            *heard.lock().unwrap() = Some(by_appointment(record.clone()));
            answer(String::new())
        });
        let done = school
            .store
            .transition(
                meta("test", Some(person), now),
                record.key(),
                acting,
                command,
                rendered.clone(),
            )
            .await;
        assert!(matches!(done, Ok(_) | Err(Error::Refused(_))), "{done:?}");
        if done.is_ok() {
            let told = told.lock().unwrap().take().unwrap();
            assert_eq!(told, by_appointment(school.load(id, now).await));
        }
    }
}

/// The record with the bookings of either person once and in order.
fn by_appointment(mut record: MentorshipRecord) -> MentorshipRecord {
    let busy = &mut record.circumstances.busy;
    busy.sort_by_key(|busy| (busy.starts_at, busy.appointment));
    busy.dedup();
    record
}

fn turn(record: &MentorshipRecord, dice: &mut Dice, now: DateTime<Utc>) -> (Actor, Command) {
    let step = Step::ALL[usize::try_from(dice.below(3)).unwrap()];
    let of = |state| {
        record
            .facts
            .appointments
            .iter()
            .rev()
            .find(move |one| one.state == state)
            .map(|one| one.id)
    };
    let proposed = of(AppointmentState::Proposed).unwrap_or_else(AppointmentId::new);
    let confirmed = of(AppointmentState::Confirmed).unwrap_or_else(AppointmentId::new);
    let reason = Some(Note::parse("because").unwrap());
    let (student, mentor) = (Actor::Party(Party::Student), Actor::Party(Party::Mentor));
    let ahead = now + days(i64::try_from(1 + dice.below(20)).unwrap());
    match dice.below(12) {
        0..=2 => (
            mentor,
            Command::Propose {
                step,
                meeting: meeting(ahead),
                waive_lead: true,
            },
        ),
        3..=5 => (
            student,
            Command::Confirm {
                id: proposed,
                waive_lead: false,
            },
        ),
        6 => (
            mentor,
            Command::Hold {
                id: confirmed,
                reason,
            },
        ),
        7 => (
            student,
            Command::NoShow {
                id: confirmed,
                missed_by: MissedBy::Mentor,
                reason,
            },
        ),
        8 => (
            student,
            Command::Cancel {
                id: confirmed,
                reason: Note::parse("ill").unwrap(),
            },
        ),
        9 => (mentor, Command::GiveEvaluation { step }),
        10 => (
            mentor,
            Command::Record {
                step,
                meeting: meeting(now - days(2)),
                reason,
            },
        ),
        _ if dice.below(4) == 0 => (
            Actor::Staff,
            Command::Excuse {
                step,
                reason: Note::parse("ill").unwrap(),
            },
        ),
        _ => (mentor, Command::WaiveRoadbook { step, reason }),
    }
}

/// Compares the list's row with the domain, and the filters with the row.
async fn compare(school: &School, id: MentorshipId, now: DateTime<Utc>) -> Vec<&'static str> {
    let record = school.load(id, now).await;
    let mentorship = record.mentorship().unwrap();
    let today = now.with_timezone(&PARIS).date_naive();
    let student = Some(record.facts.student);
    let of = MentorshipFilter {
        student,
        ..MentorshipFilter::default()
    };
    let row = list(school, of.clone(), now).await.unwrap();
    assert_eq!(row, record.summary(now).unwrap());
    for StepSummary {
        step,
        state,
        overdue,
    } in row.steps
    {
        assert_eq!(
            state,
            mentorship.state(step, today),
            "{step} at {now}: {:?}",
            record.facts
        );
        assert_eq!(overdue, mentorship.overdue(step, today), "{step} at {now}");
        let alike = MentorshipFilter {
            step: Some(step),
            step_state: Some(state),
            ..of.clone()
        };
        assert!(
            list(school, alike, now).await.is_some(),
            "{step} is {state}"
        );
    }
    assert_eq!(
        row.current_step,
        mentorship.current_step(today),
        "{:?}",
        row.steps
    );
    assert_eq!(row.next_appointment_at, mentorship.next_appointment_at(now));
    let at = MentorshipFilter {
        step: row.current_step.or(Some(Step::Project)),
        ..of.clone()
    };
    assert_eq!(
        list(school, at, now).await.is_some(),
        row.current_step.is_some()
    );
    let late = row.steps.iter().any(|step| step.overdue);
    let overdue = MentorshipFilter {
        overdue: Some(late),
        ..of.clone()
    };
    assert!(list(school, overdue, now).await.is_some());
    let begun = record
        .facts
        .appointments
        .iter()
        .any(|one| one.state == AppointmentState::Confirmed && one.starts_at <= now);
    let unrecorded = MentorshipFilter {
        outcome_unrecorded: Some(begun),
        ..of
    };
    assert!(list(school, unrecorded, now).await.is_some());
    row.steps.iter().map(|step| step.state.as_str()).collect()
}

async fn list(
    school: &School,
    filter: MentorshipFilter,
    now: DateTime<Utc>,
) -> Option<MentorshipSummary> {
    school
        .store
        .mentorships(filter, None, now, None, 10)
        .await
        .unwrap()
        .pop()
}
