use super::*;
use crate::refusal::Code;
use crate::text::Line;
use crate::words::{Action, CareerInterviewState};
use chrono::TimeDelta;

fn person(name: &str) -> PersonRef {
    PersonRef {
        id: PersonId::new(),
        first_name: name.to_owned(),
        last_name: String::new(),
    }
}

fn now() -> DateTime<Utc> {
    "2019-05-01T09:00:00Z".parse().unwrap()
}

fn meeting(hours: i64) -> CareerMeeting {
    CareerMeeting {
        starts_at: now() + TimeDelta::hours(hours),
        duration_minutes: 45,
        means: Means::InPerson {
            place: Line::parse("Room 12").unwrap(),
        },
        note: None,
    }
}

fn interview(stage: Stage) -> CareerInterview {
    CareerInterview {
        id: CareerInterviewId::new(),
        programme_id: ProgrammeId::new(),
        mentorship_id: None,
        student: person("Zoé"),
        message: Note::parse("I look for my first job.").unwrap(),
        recommended_by_mentor: false,
        shared: Vec::new(),
        stage,
        created_at: now(),
    }
}

fn reason() -> Note {
    Note::parse("Another time.").unwrap()
}

/// Every state, a scheduled one ahead and one that has begun.
fn stages() -> Vec<Stage> {
    let adviser = person("Ana");
    let begun = |hours| Scheduled {
        adviser: adviser.clone(),
        meeting: meeting(hours),
    };
    let settled = || Settled {
        adviser: adviser.clone(),
        meeting: meeting(-1),
    };
    vec![
        Stage::Requested(Requested { adviser: None }),
        Stage::Requested(Requested {
            adviser: Some(adviser.clone()),
        }),
        Stage::Scheduled(begun(1)),
        Stage::Scheduled(begun(0)),
        Stage::Held(settled()),
        Stage::Missed(settled()),
        Stage::Declined(Declined {
            adviser: None,
            reason: reason(),
        }),
        Stage::Cancelled(Cancelled {
            adviser: None,
            meeting: None,
            reason: reason(),
        }),
    ]
}

fn commands() -> [(Action, CareerCommand); 6] {
    let other = person("Max");
    [
        (
            Action::TakeCareerInterview,
            CareerCommand::Take(other.clone()),
        ),
        (
            Action::ScheduleCareerInterview,
            CareerCommand::Schedule(other, meeting(24)),
        ),
        (Action::HoldCareerInterview, CareerCommand::Hold),
        (Action::RecordCareerNoShow, CareerCommand::RecordNoShow),
        (
            Action::DeclineCareerInterview,
            CareerCommand::Decline(reason()),
        ),
        (
            Action::CancelCareerInterview,
            CareerCommand::Cancel(reason()),
        ),
    ]
}

#[test]
fn what_is_listed_is_accepted_and_all_else_refused() {
    for stage in stages() {
        for actor in [CareerActor::Student, CareerActor::Staff] {
            let one = interview(stage.clone());
            let listed = one.allowed_actions(actor, now());
            for (action, command) in commands() {
                let done = one.clone().apply(command, actor, now());
                assert_eq!(done.is_ok(), listed.contains(&action), "{action} {stage:?}");
            }
        }
    }
}

#[test]
fn staff_who_are_the_student_act_as_the_student_only() {
    let one = interview(Stage::Requested(Requested { adviser: None }));
    assert_eq!(one.actor(one.student.id), CareerActor::Student);
    assert_eq!(one.actor(PersonId::new()), CareerActor::Staff);
    for (action, command) in commands() {
        let done = one.clone().apply(command, CareerActor::Student, now());
        let code = done.map_err(|refusal| refusal.code).map(|_| ());
        match action {
            Action::CancelCareerInterview => assert_eq!(code, Ok(())),
            _ => assert_eq!(code, Err(Code::OwnMentorship), "{action}"),
        }
    }
}

#[test]
fn whoever_schedules_first_owns_it_and_a_move_changes_no_owner() {
    let (ana, max) = (person("Ana"), person("Max"));
    let one = interview(Stage::Requested(Requested { adviser: None }));
    let run = |one: CareerInterview, command| {
        let (one, _) = one.apply(command, CareerActor::Staff, now()).unwrap();
        one
    };
    let one = run(one, CareerCommand::Schedule(ana.clone(), meeting(2)));
    assert_eq!(one.stage.adviser(), Some(&ana));
    let one = run(one, CareerCommand::Schedule(max.clone(), meeting(3)));
    assert_eq!(one.stage.adviser(), Some(&ana));
    assert_eq!(one.stage.meeting(), Some(&meeting(3)));
    let one = run(one, CareerCommand::Take(max.clone()));
    assert_eq!(one.stage.adviser(), Some(&max));
    let past = one
        .clone()
        .apply(
            CareerCommand::Schedule(max, meeting(0)),
            CareerActor::Staff,
            now(),
        )
        .unwrap_err();
    assert_eq!(past.code, Code::InThePast);
    let early = one
        .apply(CareerCommand::Hold, CareerActor::Staff, now())
        .unwrap_err();
    assert_eq!(early.code, Code::NotStarted);
}

#[test]
fn a_stored_stage_is_restored_or_refused() {
    for stage in stages() {
        let restored = Stage::restored(
            stage.state(),
            stage.adviser().cloned(),
            stage.meeting().cloned(),
            stage.reason().cloned(),
        );
        assert_eq!(restored, Some(stage));
    }
    let none = Stage::restored(CareerInterviewState::Scheduled, None, None, None);
    assert_eq!(none, None);
}

#[test]
fn a_student_may_ask_for_a_year_after_the_calendars_end() {
    use crate::programme::{Programme, ProgrammeChange};
    let name = crate::text::Name::parse("Alumni Mentoring 2019").unwrap();
    let draft = Programme::create(ProgrammeId::new(), 2019, &name, &ProgrammeChange::default());
    let draft = draft.unwrap();
    let code = |programme: &Programme, on: &str| {
        let at = format!("{on}T12:00:00Z").parse().unwrap();
        expect_period(programme, at).map_err(|refusal| refusal.code)
    };
    assert_eq!(code(&draft, "2019-02-01"), Err(Code::ProgrammeNotOpen));
    let open = draft.open("2019-01-01T08:00:00Z".parse().unwrap()).unwrap();
    assert_eq!(code(&open, "2019-02-01"), Ok(()));
    assert_eq!(code(&open, "2020-12-31"), Ok(()));
    assert_eq!(code(&open, "2021-01-01"), Err(Code::CareerPeriodOver));
}
