//! Random moves, and the commands that they make.

use chrono::{DateTime, Duration, Utc};
use domain::ids::{AppointmentId, PersonId};
use domain::mentorship::facts::{Means, Snapshot};
use domain::mentorship::{Actor, Command, Meeting, Move};
use domain::text::Note;
use domain::words::{MeansKind, MissedBy, Outcome, Party, Step};
use proptest::prelude::*;

/// One random move: who, what, to which of the things there are, and how many days pass before.
#[derive(Clone, Debug)]
pub struct Turn {
    pub days: i64,
    pub actor: usize,
    pub what: usize,
    pub which: usize,
    pub ahead: i64,
    pub waive: bool,
}

pub fn turn() -> impl Strategy<Value = Turn> {
    (
        0..20i64,
        0..3usize,
        0..22usize,
        0..6usize,
        0..40i64,
        any::<bool>(),
    )
        .prop_map(|(days, actor, what, which, ahead, waive)| Turn {
            days,
            actor,
            what,
            which,
            ahead,
            waive,
        })
}

pub const ACTORS: [Actor; 3] = [
    Actor::Party(Party::Student),
    Actor::Party(Party::Mentor),
    Actor::Staff,
];

pub fn person(facts: &Snapshot, actor: Actor) -> PersonId {
    match actor {
        Actor::Party(Party::Student) => facts.student,
        Actor::Party(Party::Mentor) => facts.mentor,
        Actor::Staff | Actor::Service => PersonId(uuid::Uuid::nil()),
    }
}

pub fn note(text: &str) -> Note {
    Note::parse(text).unwrap()
}

pub fn meeting(starts_at: DateTime<Utc>) -> Meeting {
    Meeting {
        id: AppointmentId::new(),
        starts_at,
        duration_minutes: 45,
        means: Means::restored(MeansKind::Phone, "+33 1"),
        note: None,
    }
}

pub fn command(facts: &Snapshot, turn: &Turn, now: DateTime<Utc>) -> Command {
    let step = Step::ALL[turn.which % 3];
    let id = match facts.appointments.len() {
        0 => AppointmentId::new(),
        count => facts.appointments[count - 1 - turn.which % count].id,
    };
    let later = now + Duration::days(turn.ahead) + Duration::minutes(7 * turn.ahead + 1);
    let waive_lead = turn.waive && ACTORS[turn.actor] == Actor::Party(Party::Mentor);
    let reason = Some(note("because"));
    match turn.what {
        0..=2 => Command::Propose {
            step,
            meeting: meeting(later),
            waive_lead,
        },
        3..=5 => Command::Confirm { id, waive_lead },
        6 => Command::Decline { id, reason },
        7 => Command::Withdraw { id },
        8 => Command::Cancel {
            id,
            reason: note("ill"),
        },
        9 => {
            let to = Move {
                id: AppointmentId::new(),
                starts_at: later,
                duration_minutes: None,
                means: None,
                note: None,
                reason: None,
            };
            Command::Reschedule { id, to, waive_lead }
        }
        10 | 11 => Command::Hold { id, reason },
        12 => Command::NoShow {
            id,
            missed_by: MissedBy::Both,
            reason,
        },
        13 => {
            let outcome = if turn.waive {
                Outcome::Held
            } else {
                Outcome::MissedByMentor
            };
            Command::Correct {
                id,
                outcome,
                reason: note("slip"),
            }
        }
        14 => Command::Dispute {
            id,
            reason: note("not so"),
        },
        15 => Command::Record {
            step,
            meeting: meeting(now - Duration::days(turn.ahead)),
            reason,
        },
        16 => Command::SendRoadbook { step, number: 1 },
        17 => Command::WaiveRoadbook { step, reason },
        18 => Command::GiveEvaluation { step },
        20 => Command::Extend {
            step,
            from: turn.waive.then(|| now.date_naive()),
            until_on: (now + Duration::days(turn.ahead)).date_naive(),
            reason: note("abroad until then"),
        },
        21 if turn.ahead % 3 == 0 => Command::Reassign {
            reason: note("moves abroad"),
        },
        21 => Command::Excuse {
            step,
            reason: note("ill"),
        },
        _ => match turn.ahead {
            0 => Command::End {
                reason: None,
                note: None,
                pause: false,
            },
            5..=8 => Command::RetractEvaluation { step },
            _ => Command::AcknowledgeEvaluation { step },
        },
    }
}
