use super::*;
use crate::ids::ProgrammeId;
use crate::words::ProgrammeStatus;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn programme() -> Programme {
    let name = Name::parse("Mentoring").unwrap();
    Programme::create(ProgrammeId::new(), 2026, &name, &ProgrammeChange::default()).unwrap()
}

fn project_until(to: &str) -> ProgrammeChange {
    ProgrammeChange {
        calendar: CalendarChange {
            project: WindowChange {
                from: None,
                to: Some(day(to)),
            },
            ..CalendarChange::default()
        },
        ..ProgrammeChange::default()
    }
}

fn held_on(instant: &str, extensions: Vec<Extension>) -> Held {
    Held {
        appointment: AppointmentId::new(),
        step: Step::Project,
        starts_at: instant.parse().unwrap(),
        leaves_school_on: day("2026-06-30"),
        extensions,
    }
}

#[test]
fn an_empty_change_changes_nothing() {
    let programme = programme();
    assert_eq!(
        programme.change(&ProgrammeChange::default(), true),
        Ok(programme)
    );
}

#[test]
fn policies_change_one_by_one_and_steps_are_put_in_order() {
    let change = ProgrammeChange {
        policies: PoliciesChange {
            roadbook_required_for: Some(vec![Step::FollowUp, Step::Project, Step::FollowUp]),
            max_withdrawals: Some(0),
            ..PoliciesChange::default()
        },
        ..ProgrammeChange::default()
    };
    let policies = programme().change(&change, true).unwrap().policies;
    assert_eq!(
        policies.roadbook_required_for,
        [Step::Project, Step::FollowUp]
    );
    assert_eq!(policies.max_withdrawals, 0);
    assert_eq!(policies.roadbook_lead_days, 7);
}

#[test]
fn year_and_zone_stay_once_a_mentorship_exists() {
    let year = ProgrammeChange {
        year: Some(2027),
        ..ProgrammeChange::default()
    };
    let zone = ProgrammeChange {
        time_zone: Some("Europe/London".to_owned()),
        ..ProgrammeChange::default()
    };
    assert_eq!(programme().change(&year, false).unwrap().year, 2027);
    let refusal = programme().change(&year, true).unwrap_err();
    assert_eq!(refusal.code, Code::WrongState);
    assert_eq!(refusal.pointer.as_deref(), Some("/year"));
    let refusal = programme().change(&zone, true).unwrap_err();
    assert_eq!(refusal.pointer.as_deref(), Some("/time_zone"));
}

#[test]
fn the_year_that_it_already_has_is_no_change() {
    let same = ProgrammeChange {
        year: Some(2026),
        ..ProgrammeChange::default()
    };
    assert!(programme().change(&same, true).is_ok());
}

#[test]
fn a_closed_programme_does_not_change() {
    let mut closed = programme();
    closed.status = ProgrammeStatus::Closed;
    let refusal = closed
        .change(&ProgrammeChange::default(), false)
        .unwrap_err();
    assert_eq!(refusal.code, Code::ProgrammeNotOpen);
    assert_eq!(refusal.state, Some("closed"));
}

#[test]
fn windows_keep_their_order() {
    let refusal = programme()
        .change(&project_until("2025-12-31"), false)
        .unwrap_err();
    assert_eq!(refusal.code, Code::WindowOrder);
    assert_eq!(refusal.pointer.as_deref(), Some("/calendar/project"));
    let refusal = programme()
        .change(&project_until("2026-07-01"), false)
        .unwrap_err();
    assert_eq!(refusal.pointer.as_deref(), Some("/calendar/action_plan"));
}

#[test]
fn a_held_appointment_never_falls_out_of_its_window() {
    let before = programme();
    let after = before.change(&project_until("2026-03-15"), true).unwrap();
    let inside = held_on("2026-03-15T18:00:00Z", vec![]);
    assert_eq!(
        after.expect_held_within(&before, std::slice::from_ref(&inside)),
        Ok(())
    );
    // Half past midnight on the 16th in Paris.
    let outside = held_on("2026-03-15T23:30:00Z", vec![]);
    let refusal = after
        .expect_held_within(&before, &[inside, outside.clone()])
        .unwrap_err();
    assert_eq!(refusal.code, Code::CalendarConflict);
    assert_eq!(refusal.count, Some(1));
    assert_eq!(refusal.items, [outside.appointment.to_string()]);
}

#[test]
fn an_appointment_held_in_an_extension_does_not_bind_the_calendar() {
    let before = programme();
    let after = before.change(&project_until("2026-03-15"), true).unwrap();
    let extension = Extension {
        step: Step::Project,
        from: None,
        until_on: day("2026-04-20"),
        reason: "late_start".into(),
        given_at: "2026-03-20T09:00:00Z".parse().unwrap(),
    };
    let held = held_on("2026-04-10T09:00:00Z", vec![extension]);
    assert_eq!(after.expect_held_within(&before, &[held]), Ok(()));
}

#[test]
fn many_conflicts_are_counted_and_the_first_are_named() {
    let before = programme();
    let after = before.change(&project_until("2026-03-15"), true).unwrap();
    let held: Vec<_> = (0..25)
        .map(|_| held_on("2026-03-20T09:00:00Z", vec![]))
        .collect();
    let refusal = after.expect_held_within(&before, &held).unwrap_err();
    assert_eq!(refusal.count, Some(25));
    assert_eq!(refusal.items.len(), 10);
}

proptest! {
    #[test]
    fn whatever_is_accepted_has_its_windows_in_order(
        days in prop::array::uniform8(prop::option::of(0_i64..500)),
    ) {
        let at = |offset: Option<i64>| {
            offset.map(|days| crate::calendar::plus_days(day("2026-01-01"), days))
        };
        let [a, b, c, d, e, f, g, h] = days.map(at);
        let change = ProgrammeChange {
            calendar: CalendarChange {
                choice: WindowChange { from: a, to: b },
                project: WindowChange { from: c, to: d },
                action_plan: WindowChange { from: e, to: f },
                follow_up: WindowChange { from: g, to: h },
            },
            ..ProgrammeChange::default()
        };
        if let Ok(changed) = programme().change(&change, false) {
            let Calendar { choice, project, action_plan, follow_up } = changed.calendar;
            prop_assert!(choice.from <= choice.to);
            prop_assert!(project.from <= project.to);
            prop_assert!(project.from < action_plan.from && project.to < action_plan.to);
            prop_assert!(action_plan.from < follow_up.from && action_plan.to < follow_up.to);
        }
    }
}

#[test]
fn the_teams_address_is_set_stays_and_is_cleared() {
    let set = |contact_email| ProgrammeChange {
        contact_email,
        ..ProgrammeChange::default()
    };
    let team = Line::parse("mentoring@school.example.org").unwrap();
    let programme = programme().change(&set(Some(Some(team))), true).unwrap();
    assert_eq!(
        programme.contact_email.as_deref(),
        Some("mentoring@school.example.org")
    );
    let unchanged = programme.change(&set(None), true).unwrap();
    assert_eq!(unchanged.contact_email, programme.contact_email);
    let cleared = programme.change(&set(Some(None)), true).unwrap();
    assert_eq!(cleared.contact_email, None);
}
