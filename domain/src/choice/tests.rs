use super::*;
use crate::ids::ProgrammeId;
use crate::programme::ProgrammeChange;
use crate::text::Name;
use crate::words::ProgrammeStatus;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Nine o'clock in the morning in UTC.
fn morning(text: &str) -> DateTime<Utc> {
    format!("{text}T09:00:00Z").parse().unwrap()
}

fn programme() -> Programme {
    let name = Name::parse("Mentoring").unwrap();
    Programme::create(ProgrammeId::new(), 2026, &name, &ProgrammeChange::default())
        .unwrap()
        .open(morning("2026-01-01"))
        .unwrap()
}

fn student() -> Chooser {
    Chooser {
        person: PersonId::new(),
        leaves_school_on: day("2026-06-30"),
        choice_until: None,
        charter_accepted: true,
        has_mentor: false,
    }
}

fn mentor() -> Chosen {
    Chosen {
        person: PersonId::new(),
        enrolled: true,
        excluded: false,
        listed: true,
        paused: false,
        places_left: 1,
    }
}

fn attempt(student: &Chooser, mentor: Option<&Chosen>, on: &str) -> Result<Snapshot, Refusal> {
    choose(
        MentorshipId::new(),
        &programme(),
        student,
        mentor,
        None,
        morning(on),
    )
}

#[test]
fn a_choice_in_january_begins_an_empty_cycle_with_the_calendars_windows() {
    let (student, mentor) = (student(), mentor());
    let begun = attempt(&student, Some(&mentor), "2026-01-15").unwrap();
    assert_eq!(begun.state, MentorshipState::Active);
    assert_eq!(
        (begun.student, begun.mentor),
        (student.person, mentor.person)
    );
    assert_eq!(begun.chosen_at, morning("2026-01-15"));
    assert_eq!(begun.extensions, []);
    assert!(begun.appointments.is_empty());
    assert_eq!(begun.ended, None);
}

#[test]
fn the_students_words_to_the_mentor_are_kept_with_the_choice() {
    let words = Note::parse("I would like to work with data, as you do.").unwrap();
    let begun = choose(
        MentorshipId::new(),
        &programme(),
        &student(),
        Some(&mentor()),
        Some(&words),
        morning("2026-02-01"),
    )
    .unwrap();
    assert_eq!(begun.choice_message, Some(words));
}

#[test]
fn the_choice_window_includes_both_its_days_in_local_time() {
    let try_at = |instant: &str| {
        let now = instant.parse().unwrap();
        choose(
            MentorshipId::new(),
            &programme(),
            &student(),
            Some(&mentor()),
            None,
            now,
        )
    };
    // Paris is one hour ahead in winter, two in summer time.
    assert!(try_at("2025-12-31T22:59:59Z").is_err());
    assert!(try_at("2025-12-31T23:00:00Z").is_ok());
    assert!(try_at("2026-03-31T21:59:59Z").is_ok());
    let refusal = try_at("2026-03-31T22:00:00Z").unwrap_err();
    assert_eq!(refusal.code, Code::ChoiceClosed);
    assert_eq!(refusal.window, Some(programme().calendar.choice));
}

#[test]
fn a_students_own_last_day_allows_a_later_choice() {
    let student = Chooser {
        choice_until: Some(day("2026-04-10")),
        ..student()
    };
    assert!(attempt(&student, Some(&mentor()), "2026-04-10").is_ok());
    let refusal = attempt(&student, Some(&mentor()), "2026-04-11").unwrap_err();
    assert_eq!(refusal.code, Code::ChoiceClosed);
    assert_eq!(
        refusal.window.map(|window| window.to),
        Some(day("2026-04-10"))
    );
}

#[test]
fn an_own_last_day_within_the_window_does_not_shorten_it() {
    let student = Chooser {
        choice_until: Some(day("2026-02-01")),
        ..student()
    };
    assert!(attempt(&student, Some(&mentor()), "2026-03-31").is_ok());
}

#[test]
fn refusals_come_in_the_contracts_order() {
    let mut programme = programme();
    let mut student = Chooser {
        charter_accepted: false,
        has_mentor: true,
        ..student()
    };
    let mut mentor = Chosen {
        listed: false,
        paused: true,
        places_left: 0,
        ..mentor()
    };
    let mut day = "2026-04-01";
    programme.status = ProgrammeStatus::Draft;
    let refused = |programme: &Programme, student: &Chooser, mentor: &Chosen, day: &str| {
        let id = MentorshipId::new();
        choose(id, programme, student, Some(mentor), None, morning(day))
            .unwrap_err()
            .code
    };
    assert_eq!(
        refused(&programme, &student, &mentor, day),
        Code::ProgrammeNotOpen
    );
    programme.status = ProgrammeStatus::Open;
    assert_eq!(
        refused(&programme, &student, &mentor, day),
        Code::CharterNotAccepted
    );
    student.charter_accepted = true;
    assert_eq!(
        refused(&programme, &student, &mentor, day),
        Code::ChoiceClosed
    );
    day = "2026-03-01";
    assert_eq!(
        refused(&programme, &student, &mentor, day),
        Code::AlreadyHasMentor
    );
    student.has_mentor = false;
    assert_eq!(
        refused(&programme, &student, &mentor, day),
        Code::ReferenceUnknown
    );
    mentor.listed = true;
    assert_eq!(
        refused(&programme, &student, &mentor, day),
        Code::MentorNotAvailable
    );
    mentor.paused = false;
    assert_eq!(
        refused(&programme, &student, &mentor, day),
        Code::MentorFull
    );
}

#[test]
fn an_absent_and_an_unlisted_mentor_are_refused_alike() {
    let unlisted = Chosen {
        listed: false,
        ..mentor()
    };
    let absent = attempt(&student(), None, "2026-02-01").unwrap_err();
    assert_eq!(absent.pointer.as_deref(), Some("/mentor_id"));
    assert_eq!(
        attempt(&student(), Some(&unlisted), "2026-02-01"),
        Err(absent)
    );
}

#[test]
fn a_programme_may_do_without_the_charter() {
    let mut programme = programme();
    programme.policies.charter_required = false;
    let student = Chooser {
        charter_accepted: false,
        ..student()
    };
    let id = MentorshipId::new();
    assert!(
        choose(
            id,
            &programme,
            &student,
            Some(&mentor()),
            None,
            morning("2026-02-01")
        )
        .is_ok()
    );
}

#[test]
fn twenty_eight_days_are_enough_and_twenty_seven_become_twenty_eight() {
    // From 4 to 31 March there are 28 days, both counted.
    let enough = attempt(&student(), Some(&mentor()), "2026-03-04").unwrap();
    assert_eq!(enough.extensions, []);
    let late = attempt(&student(), Some(&mentor()), "2026-03-05").unwrap();
    let [extension] = late.extensions.as_slice() else {
        panic!("one extension expected");
    };
    assert_eq!(extension.step, Step::Project);
    assert_eq!(extension.from, None);
    assert_eq!(extension.until_on, day("2026-04-01"));
    assert_eq!(extension.reason, "late_start");
    assert_eq!(extension.given_at, morning("2026-03-05"));
}

#[test]
fn a_student_who_leaves_school_late_gets_four_weeks_for_the_follow_up() {
    let leaving = |on: &str| {
        let student = Chooser {
            leaves_school_on: day(on),
            ..student()
        };
        attempt(&student, Some(&mentor()), "2026-01-15")
            .unwrap()
            .extensions
    };
    // The follow-up then begins on 4 December: 28 days until the 31st.
    assert_eq!(leaving("2026-12-03"), []);
    let extensions = leaving("2026-12-20");
    let [extension] = extensions.as_slice() else {
        panic!("one extension expected");
    };
    assert_eq!(extension.step, Step::FollowUp);
    assert_eq!(extension.until_on, day("2027-01-17"));
}

proptest! {
    #[test]
    fn every_mentorship_begins_with_four_weeks_for_its_first_and_last_interview(
        chosen in 0_i64..90,
        leaves in 0_i64..500,
    ) {
        let programme = programme();
        let now = morning("2026-01-01") + chrono::Duration::days(chosen);
        let student = Chooser {
            leaves_school_on: plus_days(day("2026-01-01"), leaves),
            ..student()
        };
        let begun = choose(MentorshipId::new(), &programme, &student, Some(&mentor()), None, now).unwrap();
        for step in [Step::Project, Step::FollowUp] {
            let window = window_of(
                programme.calendar.of(step),
                step,
                student.leaves_school_on,
                &begun.extensions,
            );
            let begins = window.from.max(programme.day(now));
            prop_assert!((window.to - begins).num_days() + 1 >= LATE_START_DAYS);
        }
    }
}
