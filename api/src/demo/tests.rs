//! The demo's school, made on a database of its own.

use super::{Wanted, play, prepare};
use crate::config::{Config, Mode};
use domain::mentorship::MentorshipSummary;
use domain::programme::Programme;
use domain::words::{CareerInterviewState, InterviewState, MentorshipState, Step};
use persistence::{CareerFilter, CareerViewer, ConcernFilter, MentorshipFilter, Store};
use std::collections::{BTreeSet, HashSet};
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

/// The programmes, newest year first.
async fn programmes(store: &Store) -> [Programme; 2] {
    let all = persistence::ProgrammesOf::All;
    let records = store.programmes(all, None, 10).await.unwrap();
    let programmes: Vec<_> = records.into_iter().map(|record| record.programme).collect();
    programmes.try_into().unwrap()
}

async fn listed(store: &Store, filter: MentorshipFilter) -> Vec<MentorshipSummary> {
    let now = super::school::present().unwrap();
    let zone = Some(chrono_tz::Europe::Paris);
    store
        .mentorships(filter, zone, now, None, 500)
        .await
        .unwrap()
}

async fn states(store: &Store) -> Vec<MentorshipState> {
    let [programme, _] = programmes(store).await;
    let load = |account: String| async move {
        let person = store.caller(account).await.unwrap().unwrap().person_id;
        let student = store.student(programme.id, person).await.unwrap();
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
async fn the_school_shows_every_state_and_gives_staff_work_of_every_kind() {
    in_a_folder("states", async |config| {
        let prepare::Prepared { store, .. } = prepare::prepare(config, WANTED).await.unwrap();
        every_state_of_the_cycle(&store).await;
        every_figure_of_the_desk(&store).await;
        careers_and_concerns(&store).await;
        many_wordings(&store).await;
        store.close();
    })
    .await;
}

async fn every_state_of_the_cycle(store: &Store) {
    let rows = listed(store, MentorshipFilter::default()).await;
    let states: BTreeSet<_> = rows.iter().map(|row| row.state.as_str()).collect();
    assert_eq!(states.len(), MentorshipState::ALL.len(), "{states:?}");
    use InterviewState::{Concluded, Excused, Held, Missed, Open, Scheduled, Waiting};
    for step in Step::ALL {
        let of = |row: &MentorshipSummary| row.steps[step.index()].state.as_str();
        let states: BTreeSet<_> = rows.iter().map(of).collect();
        let wanted: &[_] = match step {
            Step::Project => &[Open, Scheduled, Held, Concluded, Excused],
            Step::ActionPlan => &[Waiting, Open, Scheduled, Held, Concluded, Excused, Missed],
            Step::FollowUp => &[Waiting, Held, Concluded, Missed],
        };
        let seen = |state: &InterviewState| states.contains(state.as_str());
        assert!(wanted.iter().all(seen), "{step} {states:?}");
    }
}

async fn every_figure_of_the_desk(store: &Store) {
    let now = super::school::present().unwrap();
    let [this, before] = programmes(store).await;
    let figures = store.dashboard(this.id, this.zone, now).await.unwrap();
    assert_eq!((figures.students, figures.mentors), (120, 40));
    let places = [
        figures.without_mentor,
        figures.full,
        figures.without_student,
    ];
    assert!(
        places.iter().all(|count| (1..40).contains(count)),
        "{places:?}"
    );
    assert!(!figures.ratings.is_empty());
    let only = |programme: &Programme| MentorshipFilter {
        programme: Some(programme.id),
        ..MentorshipFilter::default()
    };
    let watched = figures.watched;
    for (counted, filter) in [
        (
            watched.disputed,
            MentorshipFilter {
                disputed: Some(true),
                ..only(&this)
            },
        ),
        (
            watched.silent,
            MentorshipFilter {
                silent: Some(true),
                ..only(&this)
            },
        ),
        (
            watched.forms_owed,
            MentorshipFilter {
                form_owed: Some(true),
                ..only(&this)
            },
        ),
        (
            watched.recommended,
            MentorshipFilter {
                recommended: Some(true),
                ..only(&this)
            },
        ),
        (
            watched.outcomes_unrecorded,
            MentorshipFilter {
                outcome_unrecorded: Some(true),
                ..only(&this)
            },
        ),
    ] {
        let rows = listed(store, filter.clone()).await;
        assert!(counted > 0, "{filter:?}");
        assert_eq!(u64::try_from(rows.len()).unwrap(), counted, "{filter:?}");
    }
    let overdue = MentorshipFilter {
        overdue: Some(true),
        ..only(&before)
    };
    assert!(!listed(store, overdue).await.is_empty(), "of last year");
    let ended = MentorshipFilter {
        state: Some(MentorshipState::Ended),
        ..only(&this)
    };
    assert!(
        listed(store, ended).await.len() >= 3,
        "withdrawn, declined, reassigned"
    );
}

async fn careers_and_concerns(store: &Store) {
    let adviser = store.caller("demo-adviser".into()).await.unwrap().unwrap();
    let filter = CareerFilter {
        viewer: CareerViewer::Staff(adviser.person_id),
        state: None,
        programme: None,
        adviser: None,
        student: None,
    };
    let interviews = store.career_interviews(filter, None, 100).await.unwrap();
    let states: BTreeSet<_> = interviews.iter().map(|one| one.stage.state()).collect();
    assert_eq!(states.len(), CareerInterviewState::ALL.len(), "{states:?}");
    let filter = ConcernFilter {
        viewer: adviser.person_id,
        state: None,
        kind: None,
        programme: None,
    };
    let concerns = store.concerns(filter, None, 100).await.unwrap();
    let kinds: BTreeSet<_> = concerns.iter().map(|one| (one.kind, one.state)).collect();
    assert_eq!(
        kinds.len(),
        3,
        "two open ones and one that is resolved: {kinds:?}"
    );
}

async fn many_wordings(store: &Store) {
    let concluded = MentorshipFilter {
        step: Some(Step::Project),
        step_state: Some(InterviewState::Concluded),
        ..MentorshipFilter::default()
    };
    let mut forms = Vec::new();
    for row in listed(store, concluded).await {
        let given = store.evaluation_version(row.id, Step::Project, 1).await;
        let form = given.unwrap().form;
        if form.summary.is_some() {
            forms.push((form.summary, form.strengths, form.advice));
        }
    }
    let different: HashSet<_> = forms.iter().map(|form| format!("{form:?}")).collect();
    assert!(forms.len() >= 40, "{}", forms.len());
    assert!(
        different.len() * 2 > forms.len(),
        "{} of {}",
        different.len(),
        forms.len()
    );
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
