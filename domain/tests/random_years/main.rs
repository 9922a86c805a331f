//! Random years of one mentorship: whatever the two and the staff do, the facts can be read
//! back, and what is listed as allowed is what is accepted.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of a test may panic as the test itself may"
)]

mod lists;
mod moves;

use chrono::{DateTime, Duration, NaiveDate, TimeZone, Utc};
use domain::calendar::Calendar;
use domain::ids::{MentorshipId, PersonId, ProgrammeId};
use domain::mentorship::facts::{InterviewFacts, Snapshot};
use domain::mentorship::{Actor, Circumstances, Command, Context, Mentorship};
use domain::programme::{Policies, Programme};
use domain::refusal::Code;
use domain::words::{
    AppointmentState, EndReason, InterviewState, LateRoadbook, MentorshipState, Party,
    ProgrammeStatus, Step,
};
use lists::check_actions;
use moves::{ACTORS, command, meeting, person, turn};
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
