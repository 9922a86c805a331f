//! A whole school comes in at once.

use crate::school::{Kind, School, at, mentor, meta, silent, student};
use persistence::{ImportMode, StudentFilter};

on_both!(five_hundred_mentors_and_two_thousand_students_come_in_batches);

async fn five_hundred_mentors_and_two_thousand_students_come_in_batches(kind: Kind) {
    let school = School::open(kind, 1, 1, 1).await;
    let mode = ImportMode {
        dry_run: false,
        partial: false,
        bad_rows: 0,
    };
    let started = std::time::Instant::now();
    let rows = (1..=2_000).map(student).collect();
    school
        .store
        .import_students(
            meta("import_students", None, at(1, 2, 9)),
            school.programme,
            rows,
            mode,
            silent(),
        )
        .await
        .unwrap();
    let rows = (1..=500).map(|row| mentor(row, 3)).collect();
    school
        .store
        .import_mentors(
            meta("import_mentors", None, at(1, 2, 9)),
            school.programme,
            rows,
            mode,
            silent(),
        )
        .await
        .unwrap();
    // A statement a row would take many times as long, even where other tests share the machine.
    assert!(
        started.elapsed() < std::time::Duration::from_secs(15),
        "{:?}",
        started.elapsed()
    );
    let page = school
        .store
        .students(school.programme, StudentFilter::default(), None, 100)
        .await
        .unwrap();
    assert_eq!(page.len(), 100);
}
