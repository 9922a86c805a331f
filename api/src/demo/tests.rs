//! The demo's school, made on a database of its own.

use super::{Wanted, play, prepare};
use crate::config::{Config, Mode};
use domain::mentorship::MentorshipSummary;
use domain::words::{InterviewState, MentorshipState, Step};
use persistence::{MentorshipFilter, Store};
use std::collections::BTreeSet;
use std::path::Path;

const WANTED: Wanted = Wanted {
    empty: false,
    fresh: false,
};

fn config(folder: &Path) -> Config {
    let folder = folder.display().to_string();
    let variables = [("MENTORING_DATA_DIR".to_owned(), folder)];
    Config::from_environment(Mode::Demo, variables.into()).unwrap()
}

async fn in_a_folder<F: AsyncFnOnce(&Config)>(name: &str, test: F) {
    let folder = std::env::temp_dir().join(format!("mentoring-{name}-{}", std::process::id()));
    test(&config(&folder)).await;
    std::fs::remove_dir_all(&folder).unwrap();
}

async fn states(store: &Store) -> Vec<MentorshipState> {
    let load = |account: String| async move {
        let person = store.caller(account).await.unwrap().unwrap().person_id;
        let programmes = store
            .programmes(persistence::ProgrammesOf::All, None, 10)
            .await
            .unwrap();
        let programme = programmes[0].programme.id;
        let student = store.student(programme, person).await.unwrap();
        let head = store.mentorship_head(student.mentorship_id?).await;
        Some(head.unwrap().state)
    };
    let mut states = Vec::new();
    for place in 0..24 {
        states.extend(load(super::texts::student_account(place)).await);
    }
    states
}

#[tokio::test]
async fn the_school_is_made_by_commands_that_are_all_accepted() {
    in_a_folder("school", async |config| {
        let prepare::Prepared { store, found } = prepare::prepare(config, WANTED).await.unwrap();
        assert!(!found);
        let states = states(&store).await;
        let live = states
            .iter()
            .filter(|state| **state == MentorshipState::Active);
        assert_eq!(live.count(), 22, "two have no mentor");
        let desks = store
            .desks(chrono::Utc::now(), domain::ids::PersonId::new())
            .await
            .unwrap();
        let mut teams = desks.iter().map(|desk| &desk.programme.contact_email);
        assert!(!desks.is_empty() && teams.all(Option::is_some));
        let now = store.clock_offset().await.unwrap();
        assert_ne!(
            now,
            0,
            "the clock stands in the school's year {}",
            play::YEAR
        );
        store.close();
        let again = prepare::prepare(config, WANTED).await.unwrap();
        assert!(again.found, "existing data is kept, and told");
        again.store.close();
    })
    .await;
}

#[tokio::test]
async fn every_state_of_the_cycle_is_there_to_be_seen() {
    in_a_folder("states", async |config| {
        let prepare::Prepared { store, .. } = prepare::prepare(config, WANTED).await.unwrap();
        let now = super::school::present().unwrap();
        let all = MentorshipFilter::default();
        let zone = Some(chrono_tz::Europe::Paris);
        let rows = store.mentorships(all, zone, now, None, 100).await.unwrap();
        let states: BTreeSet<_> = rows.iter().map(|row| row.state.as_str()).collect();
        assert_eq!(states.len(), MentorshipState::ALL.len(), "{states:?}");
        for step in Step::ALL {
            let of = |row: &MentorshipSummary| row.steps[step.index()].state.as_str();
            let states: BTreeSet<_> = rows.iter().map(of).collect();
            let seen = |state: InterviewState| states.contains(state.as_str());
            assert!(seen(InterviewState::Concluded), "{step} {states:?}");
            // nothing is excused in the demo: no operation does it yet
            let wanted: &[_] = match step {
                Step::Project => &[InterviewState::Open, InterviewState::Scheduled],
                Step::ActionPlan => &[InterviewState::Waiting, InterviewState::Missed],
                Step::FollowUp => &[InterviewState::Waiting, InterviewState::Missed],
            };
            assert!(wanted.iter().all(|state| seen(*state)), "{step} {states:?}");
        }
        assert!(
            rows.iter()
                .any(|row| row.steps.iter().any(|step| step.overdue))
        );
        store.close();
    })
    .await;
}

#[test]
fn a_second_run_tells_of_what_it_found_and_how_to_begin_anew() {
    let told = super::found_in_words("2027-02-09T10:00:00Z", &[], WANTED);
    assert!(told.contains("0 mentors, 0 students"), "{told}");
    assert!(
        told.contains("2027-02-09") && told.contains("demo --fresh`"),
        "{told}"
    );
}

#[tokio::test]
async fn a_database_that_is_not_a_demos_is_left_alone() {
    in_a_folder("foreign", async |config| {
        let store = crate::server::open(config).await.unwrap();
        super::people::staff(&store).await.unwrap();
        store.close();
        for fresh in [false, true] {
            let refused = prepare::prepare(config, Wanted { fresh, ..WANTED }).await;
            assert!(refused.err().unwrap().contains("isn't a demo's"));
        }
    })
    .await;
}

#[tokio::test]
async fn a_fresh_demo_begins_without_the_mails_of_the_old_one() {
    in_a_folder("fresh", async |config| {
        let wanted = Wanted {
            empty: true,
            fresh: true,
        };
        let first = prepare::prepare(
            config,
            Wanted {
                fresh: false,
                ..wanted
            },
        );
        first.await.unwrap().store.close();
        std::fs::create_dir_all(&config.mail_dir).unwrap();
        let (old, other) = (
            config.mail_dir.join("old.eml"),
            config.mail_dir.join("notes.txt"),
        );
        std::fs::write(&old, "an old mail").unwrap();
        std::fs::write(&other, "not a mail").unwrap();
        let kept = prepare::prepare(
            config,
            Wanted {
                fresh: false,
                ..wanted
            },
        );
        kept.await.unwrap().store.close();
        assert!(old.exists(), "a demo that goes on keeps its mails");
        let fresh = prepare::prepare(config, wanted).await.unwrap();
        fresh.store.close();
        assert!(!old.exists() && other.exists());
    })
    .await;
}
