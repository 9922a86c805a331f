//! Random years of one mentorship: whatever the two and the staff do, the facts can be read
//! back, and what is listed as allowed is what is accepted.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of a test may panic as the test itself may"
)]

use chrono::{DateTime, Duration, NaiveDate, TimeZone, Utc};
use domain::calendar::Calendar;
use domain::ids::{AppointmentId, MentorshipId, PersonId, ProgrammeId};
use domain::mentorship::facts::{InterviewFacts, Means, Snapshot};
use domain::mentorship::{Actor, Circumstances, Command, Context, Meeting, Mentorship, Move};
use domain::programme::{Policies, Programme};
use domain::refusal::Code;
use domain::text::Note;
use domain::words::{
    Action, AppointmentState, EndReason, InterviewState, LateRoadbook, MeansKind, MentorshipState,
    MissedBy, Outcome, Party, ProgrammeStatus, Step,
};
use proptest::prelude::*;

fn programme(late_roadbook: LateRoadbook) -> Programme {
    Programme {
        id: ProgrammeId::new(),
        year: 2019,
        name: "Alumni Mentoring 2019".into(),
        zone: chrono_tz::Europe::Paris,
        status: ProgrammeStatus::Open,
        calendar: Calendar::default_for(2019).unwrap(),
        policies: Policies {
            late_roadbook,
            ..Policies::default()
        },
        retention_months: 24,
        contact_email: None,
        opened_at: None,
        closed_at: None,
    }
}

fn fresh(programme: &Programme) -> Snapshot {
    Snapshot {
        id: MentorshipId::new(),
        programme_id: programme.id,
        student: PersonId::new(),
        mentor: PersonId::new(),
        leaves_school_on: NaiveDate::from_ymd_opt(2019, 6, 30).unwrap(),
        state: MentorshipState::Active,
        chosen_at: day(3),
        ended: None,
        choice_message: None,
        previous: None,
        extensions: vec![],
        interviews: [
            InterviewFacts::default(),
            InterviewFacts::default(),
            InterviewFacts::default(),
        ],
        appointments: vec![],
    }
}

fn day(number: i64) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2019, 1, 1, 9, 0, 0).unwrap() + Duration::days(number)
}

fn circumstances() -> Circumstances {
    Circumstances {
        student_accepted: true,
        mentor_accepted: true,
        ..Circumstances::default()
    }
}

/// One random move: who, what, to which of the things there are, and how many days pass before.
#[derive(Clone, Debug)]
struct Turn {
    days: i64,
    actor: usize,
    what: usize,
    which: usize,
    ahead: i64,
    waive: bool,
}

fn turn() -> impl Strategy<Value = Turn> {
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

const ACTORS: [Actor; 3] = [
    Actor::Party(Party::Student),
    Actor::Party(Party::Mentor),
    Actor::Staff,
];

fn person(facts: &Snapshot, actor: Actor) -> PersonId {
    match actor {
        Actor::Party(Party::Student) => facts.student,
        Actor::Party(Party::Mentor) => facts.mentor,
        Actor::Staff | Actor::Service => PersonId(uuid::Uuid::nil()),
    }
}

fn note(text: &str) -> Note {
    Note::parse(text).unwrap()
}

fn meeting(starts_at: DateTime<Utc>) -> Meeting {
    Meeting {
        id: AppointmentId::new(),
        starts_at,
        duration_minutes: 45,
        means: Means::restored(MeansKind::Phone, "+33 1"),
        note: None,
    }
}

fn command(facts: &Snapshot, turn: &Turn, now: DateTime<Utc>) -> Command {
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

/// Commands that stand for an action: it counts as accepted if one of them is.
fn attempts(
    action: Action,
    step: Step,
    id: AppointmentId,
    context: &Context<'_>,
    window_days: &[DateTime<Utc>],
) -> Vec<Command> {
    let waive_lead = context.actor == Actor::Party(Party::Mentor);
    let reason = Some(note("because"));
    match action {
        Action::ProposeAppointment => window_days
            .iter()
            .map(|start| Command::Propose {
                step,
                meeting: meeting(*start),
                waive_lead,
            })
            .collect(),
        Action::RescheduleAppointment => window_days
            .iter()
            .map(|start| {
                let to = Move {
                    id: AppointmentId::new(),
                    starts_at: *start,
                    duration_minutes: None,
                    means: None,
                    note: None,
                    reason: None,
                };
                Command::Reschedule { id, to, waive_lead }
            })
            .collect(),
        Action::RecordAppointment => window_days
            .iter()
            .map(|start| Command::Record {
                step,
                meeting: meeting(*start),
                reason: reason.clone(),
            })
            .collect(),
        Action::EndMentorship => {
            let staff = context.actor == Actor::Staff;
            vec![Command::End {
                reason: staff.then_some(EndReason::Other),
                note: staff.then(|| note("x")),
                pause: false,
            }]
        }
        Action::ReassignMentorship => vec![Command::Reassign {
            reason: note("ill"),
        }],
        Action::ExcuseInterview => vec![Command::Excuse {
            step,
            reason: note("ill"),
        }],
        Action::ExtendInterview => [40, 41]
            .map(|days| Command::Extend {
                step,
                from: None,
                until_on: context
                    .programme
                    .day(context.now + Duration::days(days))
                    .max(context.programme.calendar.of(step).to + Duration::days(days)),
                reason: note("ill"),
            })
            .to_vec(),
        Action::SendRoadbook => vec![Command::SendRoadbook { step, number: 9 }],
        Action::WaiveRoadbook => vec![Command::WaiveRoadbook { step, reason }],
        Action::ConfirmAppointment => vec![Command::Confirm { id, waive_lead }],
        Action::DeclineAppointment => vec![Command::Decline { id, reason }],
        Action::WithdrawAppointment => vec![Command::Withdraw { id }],
        Action::CancelAppointment => vec![Command::Cancel {
            id,
            reason: note("ill"),
        }],
        Action::HoldAppointment => vec![Command::Hold { id, reason }],
        Action::RecordNoShow => vec![Command::NoShow {
            id,
            missed_by: MissedBy::Both,
            reason,
        }],
        Action::CorrectOutcome => [Outcome::Held, Outcome::MissedByBoth]
            .map(|outcome| Command::Correct {
                id,
                outcome,
                reason: note("slip"),
            })
            .to_vec(),
        Action::DisputeOutcome => vec![Command::Dispute {
            id,
            reason: note("no"),
        }],
        Action::UpdateEvaluation => vec![Command::DraftEvaluation { step }],
        Action::GiveEvaluation => vec![Command::GiveEvaluation { step }],
        Action::GiveEvaluationOutside => vec![Command::GiveEvaluationOutside {
            step,
            given_on: context.programme.day(context.now),
        }],
        Action::RetractEvaluation => vec![Command::RetractEvaluation { step }],
        Action::MarkEvaluationRead => vec![Command::ReadEvaluation { step }],
        Action::CorrectEvaluation => vec![Command::CorrectEvaluation { step }],
        Action::AcknowledgeEvaluation => vec![Command::AcknowledgeEvaluation { step }],
        _ => vec![],
    }
}

fn accepted(facts: &Snapshot, context: &Context<'_>, commands: Vec<Command>) -> bool {
    commands.into_iter().any(|command| {
        let copy = Mentorship::restore(facts.clone(), context.programme).unwrap();
        copy.apply(command, context).is_ok()
    })
}

/// What is listed is accepted, and what is not is refused, for one caller at one moment.
fn check_actions(facts: &Snapshot, context: &Context<'_>) {
    let mentorship = Mentorship::restore(facts.clone(), context.programme).unwrap();
    let dummy = AppointmentId::new();
    let (allowed, blocked) = mentorship.actions(context);
    for action in allowed
        .iter()
        .copied()
        .chain(blocked.iter().map(|blocked| blocked.action))
    {
        let tried = attempts(action, Step::Project, dummy, context, &[]);
        assert_eq!(
            accepted(facts, context, tried),
            allowed.contains(&action),
            "{action} for {:?}",
            context.actor
        );
    }
    for step in Step::ALL.iter().copied() {
        let window = mentorship.window(step);
        let days: Vec<DateTime<Utc>> = window
            .from
            .iter_days()
            .take_while(|day| *day <= window.to)
            .flat_map(|day| [7, 21].map(|hour| day.and_hms_opt(hour, 59, 0).unwrap().and_utc()))
            .collect();
        let (allowed, blocked) = mentorship.interview_actions(step, context);
        for action in allowed
            .iter()
            .copied()
            .chain(blocked.iter().map(|blocked| blocked.action))
        {
            let tried = attempts(action, step, dummy, context, &days);
            let listed = allowed.contains(&action);
            assert_eq!(
                accepted(facts, context, tried),
                listed,
                "{action} {step} for {:?}: {blocked:?}",
                context.actor
            );
        }
        let listed = mentorship.evaluation_actions(step, context);
        for action in [
            Action::UpdateEvaluation,
            Action::GiveEvaluation,
            Action::GiveEvaluationOutside,
            Action::CorrectEvaluation,
            Action::RetractEvaluation,
            Action::MarkEvaluationRead,
            Action::AcknowledgeEvaluation,
        ] {
            let tried = attempts(action, step, dummy, context, &days);
            assert_eq!(
                accepted(facts, context, tried),
                listed.contains(&action),
                "{action} {step} for {:?}",
                context.actor
            );
        }
        for appointment in facts
            .appointments
            .iter()
            .filter(|appointment| appointment.step == step)
        {
            let listed = mentorship.appointment_actions(appointment.id, context);
            for action in [
                Action::ConfirmAppointment,
                Action::DeclineAppointment,
                Action::WithdrawAppointment,
                Action::CancelAppointment,
                Action::RescheduleAppointment,
                Action::HoldAppointment,
                Action::RecordNoShow,
                Action::CorrectOutcome,
                Action::DisputeOutcome,
            ] {
                let tried = attempts(action, step, appointment.id, context, &days);
                assert_eq!(
                    accepted(facts, context, tried),
                    listed.contains(&action),
                    "{action} of {:?} {:?} for {:?}",
                    appointment.state,
                    appointment.proposed_by,
                    context.actor
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn facts_survive_and_lists_of_actions_tell_the_truth(
        turns in prop::collection::vec(turn(), 1..60),
        mark in any::<bool>(),
    ) {
        let programme = programme(if mark { LateRoadbook::Mark } else { LateRoadbook::Refuse });
        let circumstances = circumstances();
        let mut facts = fresh(&programme);
        let mut now = day(3);
        for (number, turn) in turns.iter().enumerate() {
            now += Duration::days(turn.days / 2);
            let actor = ACTORS[turn.actor];
            let context = Context { person: Some(person(&facts, actor)), actor, also_staff: false, now, programme: &programme, circumstances: &circumstances };
            let mentorship = Mentorship::restore(facts.clone(), &programme).unwrap();
            prop_assert_eq!(&mentorship.snapshot(), &facts);
            if let Ok(applied) = mentorship.apply(command(&facts, turn, now), &context) {
                let after = applied.mentorship.snapshot();
                let again = Mentorship::restore(after.clone(), &programme).unwrap();
                prop_assert_eq!(&again.snapshot(), &after);
                prop_assert!(!applied.happened.is_empty());
                facts = after;
                let reason = facts.ended.as_ref().and_then(|ended| ended.reason);
                if reason == Some(EndReason::Reassigned) {
                    let mentor = PersonId::new();
                    facts = again.continued(MentorshipId::new(), mentor, &programme, now);
                    expect_carried(&again, &facts, &programme);
                }
            }
            if number % 5 == 0 {
                for actor in ACTORS {
                    check_actions(&facts, &Context { person: Some(person(&facts, actor)), actor, ..context });
                }
            }
            expect_order(&facts);
        }
    }
}

/// R35: settled interviews are carried over as they are, the others begin afresh with the windows that
/// the student had, at least.
fn expect_carried(former: &Mentorship, facts: &Snapshot, programme: &Programme) {
    let next = Mentorship::restore(facts.clone(), programme).unwrap();
    assert_eq!(&next.snapshot(), facts);
    let today = programme.day(facts.chosen_at);
    for step in Step::ALL.iter().copied() {
        let (was, is) = (former.state(step, today), next.state(step, today));
        let carried = facts.interviews[step.index()].carried.is_some();
        let settled = matches!(
            was,
            InterviewState::Concluded | InterviewState::Held | InterviewState::Excused
        );
        assert_eq!(carried, settled, "{step} was {was}");
        assert!(!settled || was == is, "{step} was {was} and is {is}");
        assert!(former.window(step).to <= next.window(step).to);
    }
    let current = next.current_step(today).unwrap();
    let left = next.window(current).to - next.window(current).from.max(today);
    assert!(left.num_days() >= 27, "{current} has {left} left");
}

/// R8 on the bare facts: nothing is agreed or held at a step before the one before it is settled.
fn expect_order(facts: &Snapshot) {
    let stands = |step: Step| {
        facts.appointments.iter().any(|appointment| {
            appointment.step == step
                && matches!(
                    appointment.state,
                    AppointmentState::Confirmed | AppointmentState::Held
                )
        })
    };
    let settled = |step: Step| {
        let interview = &facts.interviews[step.index()];
        let confirmed = facts
            .appointments
            .iter()
            .any(|a| a.step == step && a.state == AppointmentState::Confirmed);
        interview.concluded_at.is_some()
            || interview.carried.is_some()
            || interview.excused.is_some()
            || (!confirmed
                && facts
                    .appointments
                    .iter()
                    .any(|a| a.step == step && a.state == AppointmentState::Held))
    };
    assert!(
        !stands(Step::ActionPlan) || settled(Step::Project),
        "{facts:#?}"
    );
    let missed = facts.interviews[Step::ActionPlan.index()]
        .missed_at
        .is_some();
    assert!(
        !stands(Step::FollowUp) || settled(Step::ActionPlan) || missed,
        "{facts:#?}"
    );
}

#[test]
fn a_student_cannot_lift_the_lead_time() {
    let programme = programme(LateRoadbook::Refuse);
    let circumstances = circumstances();
    let facts = fresh(&programme);
    let context = Context {
        person: Some(facts.student),
        actor: Actor::Party(Party::Student),
        also_staff: false,
        now: day(10),
        programme: &programme,
        circumstances: &circumstances,
    };
    let mentorship = Mentorship::restore(facts, &programme).unwrap();
    let command = Command::Propose {
        step: Step::Project,
        meeting: meeting(day(12)),
        waive_lead: true,
    };
    assert_eq!(
        mentorship.apply(command, &context).unwrap_err().code,
        Code::NotYourTurn
    );
}
