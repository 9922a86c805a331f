//! The two schemas are twins, and their words are the domain's.

use crate::school::{Kind, address};
use domain::share::{DocumentKind, ShareWith};
use domain::words;
use persistence::Store;
use std::collections::{BTreeMap, BTreeSet};

const SQLITE: &str = concat!(
    include_str!("../../../migrations/sqlite/0001_init/up.sql"),
    include_str!("../../../migrations/sqlite/0002_texts/up.sql"),
    include_str!("../../../migrations/sqlite/0003_mentors_own_fields/up.sql"),
    include_str!("../../../migrations/sqlite/0004_forms/up.sql"),
    include_str!("../../../migrations/sqlite/0005_held_bookings/up.sql"),
    include_str!("../../../migrations/sqlite/0006_letter/up.sql"),
    include_str!("../../../migrations/sqlite/0007_lengths/up.sql"),
    include_str!("../../../migrations/sqlite/0008_search/up.sql"),
    include_str!("../../../migrations/sqlite/0009_steering/up.sql"),
    include_str!("../../../migrations/sqlite/0010_mentor_lists/up.sql"),
    include_str!("../../../migrations/sqlite/0011_audit_list/up.sql"),
    include_str!("../../../migrations/sqlite/0012_concerns/up.sql"),
    include_str!("../../../migrations/sqlite/0013_people/up.sql"),
    include_str!("../../../migrations/sqlite/0014_career/up.sql"),
    include_str!("../../../migrations/sqlite/0015_shares/up.sql"),
    include_str!("../../../migrations/sqlite/0016_programme_names/up.sql"),
    include_str!("../../../migrations/sqlite/0017_advisers/up.sql"),
    include_str!("../../../migrations/sqlite/0018_applications/up.sql"),
    include_str!("../../../migrations/sqlite/0019_calendar_feed/up.sql"),
    include_str!("../../../migrations/sqlite/0020_availability/up.sql"),
);
const POSTGRES: &str = concat!(
    include_str!("../../../migrations/postgres/0001_init/up.sql"),
    include_str!("../../../migrations/postgres/0002_texts/up.sql"),
    include_str!("../../../migrations/postgres/0003_mentors_own_fields/up.sql"),
    include_str!("../../../migrations/postgres/0004_forms/up.sql"),
    include_str!("../../../migrations/postgres/0005_held_bookings/up.sql"),
    include_str!("../../../migrations/postgres/0006_letter/up.sql"),
    include_str!("../../../migrations/postgres/0007_lengths/up.sql"),
    include_str!("../../../migrations/postgres/0008_search/up.sql"),
    include_str!("../../../migrations/postgres/0009_steering/up.sql"),
    include_str!("../../../migrations/postgres/0010_mentor_lists/up.sql"),
    include_str!("../../../migrations/postgres/0011_audit_list/up.sql"),
    include_str!("../../../migrations/postgres/0012_concerns/up.sql"),
    include_str!("../../../migrations/postgres/0013_people/up.sql"),
    include_str!("../../../migrations/postgres/0014_career/up.sql"),
    include_str!("../../../migrations/postgres/0015_shares/up.sql"),
    include_str!("../../../migrations/postgres/0016_programme_names/up.sql"),
    include_str!("../../../migrations/postgres/0017_advisers/up.sql"),
    include_str!("../../../migrations/postgres/0018_applications/up.sql"),
    include_str!("../../../migrations/postgres/0019_calendar_feed/up.sql"),
    include_str!("../../../migrations/postgres/0020_availability/up.sql"),
);

/// Table → its columns, by the text of a migration.
fn tables(sql: &str) -> BTreeMap<String, Vec<String>> {
    let mut tables = BTreeMap::new();
    for part in sql.split("CREATE TABLE ").skip(1) {
        let (name, rest) = part.split_once(" (\n").unwrap();
        let (body, _) = rest.split_once("\n)").unwrap();
        let words = body
            .lines()
            .map(|line| line.trim().split(' ').next().unwrap());
        let column = |word: &&str| {
            word.chars()
                .all(|letter| letter.is_ascii_lowercase() || letter == '_')
        };
        tables.insert(
            name.to_owned(),
            words.filter(column).map(str::to_owned).collect(),
        );
    }
    tables
}

/// The names after a keyword, such as `CONSTRAINT`.
fn named(sql: &str, keyword: &str) -> BTreeSet<String> {
    let name = |rest: &str| {
        rest.split(|c: char| !(c.is_alphanumeric() || c == '_'))
            .next()
            .unwrap()
            .to_owned()
    };
    sql.split(keyword).skip(1).map(name).collect()
}

#[test]
fn both_databases_have_the_same_tables_and_columns() {
    let (sqlite, postgres) = (tables(SQLITE), tables(POSTGRES));
    assert!(sqlite.len() > 20);
    assert_eq!(sqlite, postgres);
}

#[test]
fn both_databases_have_the_same_indexes() {
    let indexes = |sql| &named(sql, "CREATE INDEX ") | &named(sql, "CREATE UNIQUE INDEX ");
    assert_eq!(indexes(SQLITE), indexes(POSTGRES));
}

#[test]
fn each_constraint_of_postgresql_stands_in_sqlite_by_name() {
    let rules = |sql| &named(sql, "CONSTRAINT ") | &named(sql, "CREATE TRIGGER ");
    let missing: Vec<_> = rules(POSTGRES)
        .difference(&rules(SQLITE))
        .cloned()
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_words_of_the_checks_are_the_words_of_the_domain() {
    macro_rules! all {
        ($name:ident) => {
            words::$name::ALL
                .iter()
                .map(|word| word.as_str())
                .collect::<Vec<_>>()
        };
    }
    let documents: Vec<_> = DocumentKind::ALL.iter().map(|word| word.as_str()).collect();
    let with: Vec<_> = ShareWith::ALL.iter().map(|word| word.as_str()).collect();
    let mut checked = 0;
    for sql in [SQLITE, POSTGRES] {
        for (column, words) in [
            ("persons_language_check CHECK (language", all!(Language)),
            (
                "programmes_status_check CHECK (status",
                all!(ProgrammeStatus),
            ),
            (
                "programmes_late_roadbook_check CHECK (late_roadbook",
                all!(LateRoadbook),
            ),
            (
                "mentorships_state_check CHECK (state",
                all!(MentorshipState),
            ),
            (
                "mentorships_end_reason_check CHECK (end_reason",
                all!(EndReason),
            ),
            ("interviews_step_check CHECK (step", all!(Step)),
            (
                "career_interviews_state_check CHECK (state",
                all!(CareerInterviewState),
            ),
            (
                "career_interviews_means_kind_check CHECK (means_kind",
                all!(MeansKind),
            ),
            ("concerns_kind_check CHECK (kind", all!(ConcernKind)),
            ("concerns_raised_by_check CHECK (raised_by", all!(Party)),
            ("shared_documents_kind_check CHECK (kind", documents.clone()),
            (
                "shared_documents_audience_check CHECK (audience",
                with.clone(),
            ),
            ("shared_documents_step_check CHECK (step", all!(Step)),
            (
                "emergency_accesses_kind_check CHECK (kind",
                documents.clone(),
            ),
            ("emergency_accesses_step_check CHECK (step", all!(Step)),
            ("extensions_step_check CHECK (step", all!(Step)),
            ("evaluations_step_check CHECK (step", all!(Step)),
            ("agreed_actions_step_check CHECK (step", all!(Step)),
            (
                "agreed_actions_state_check CHECK (state",
                all!(AgreedActionState),
            ),
            (
                "evaluation_versions_medium_check CHECK (medium",
                all!(Medium),
            ),
            ("appointments_step_check CHECK (step", all!(Step)),
            (
                "appointments_state_check CHECK (state",
                all!(AppointmentState),
            ),
            (
                "appointments_proposed_by_check CHECK (proposed_by",
                all!(Party),
            ),
            (
                "appointments_means_kind_check CHECK (means_kind",
                all!(MeansKind),
            ),
            (
                "appointments_missed_by_check CHECK (missed_by",
                all!(MissedBy),
            ),
        ] {
            let (_, rest) = sql
                .split_once(column)
                .unwrap_or_else(|| panic!("no {column}"));
            let (list, _) = rest.trim_start_matches(" IN (").split_once("))").unwrap();
            let kept: Vec<_> = list
                .split(", ")
                .map(|word| word.trim_matches('\''))
                .collect();
            assert_eq!(kept, words, "{column}");
            checked += 1;
        }
    }
    assert_eq!(checked, 50);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn replicas_that_start_together_on_postgres_migrate_once() {
    for _ in 0..3 {
        let url = address(Kind::Postgres).await;
        let starts: Vec<_> = (0..4)
            .map(|_| {
                let url = url.clone();
                tokio::spawn(async move { Store::migrate(&url).await })
            })
            .collect();
        let mut applied = 0;
        for start in starts {
            applied += start.await.unwrap().unwrap().len();
        }
        assert_eq!(applied, 20);
        assert!(Store::migrate(&url).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn an_address_of_no_known_kind_is_refused_and_makes_no_file() {
    for url in ["mentoring.db", "mysql://localhost/x", "sqlite://", ""] {
        assert!(Store::migrate(url).await.is_err(), "{url:?}");
    }
    assert!(!std::path::Path::new("mentoring.db").exists());
}
