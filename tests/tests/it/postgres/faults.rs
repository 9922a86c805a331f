//! Faults that pass: 503 while they last, and work again by itself.

use super::{end_sessions, name, value};
use crate::harness::{Answer, Kind, School, administrative_url, execute, run};
use serde_json::json;
use std::time::{Duration, Instant};

pub(super) async fn create(school: &School, name: &str) -> Answer {
    let programme = json!({ "year": 2031, "name": name });
    school.admin().post("/v1/programmes", programme).await
}

/// Makes a programme whose name no other has: one of an answer that was lost may be there.
pub(super) async fn create_another(school: &School) -> Answer {
    create(school, &format!("another {}", uuid::Uuid::now_v7())).await
}

#[track_caller]
pub(super) fn is_unavailable(answer: Answer) {
    let answer = answer.refused(503, "database_unavailable");
    assert_eq!(answer.header("retry-after"), "5");
}

/// Until it succeeds, and from then on.
async fn works_again_within_five_seconds(school: &School) {
    let since = Instant::now();
    while create_another(school).await.status != 201 {
        assert!(since.elapsed() < Duration::from_secs(5));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    for _ in 0..30 {
        create_another(school).await.status(201);
    }
    school.anonymous().get("/health/ready").await.ok();
}

#[test]
fn a_database_that_only_reads_answers_503_and_takes_writes_again_by_itself() {
    run(Kind::Postgres, |school| async move {
        let database = name(school.database_url()).to_owned();
        let server = administrative_url();
        create(&school, "before").await.status(201);
        let only = format!("ALTER DATABASE {database} SET default_transaction_read_only = on");
        execute(&server, &only).await;
        end_sessions(&school).await;
        for _ in 0..20 {
            is_unavailable(create(&school, "meanwhile").await);
            is_unavailable(school.anonymous().get("/health/ready").await);
        }
        school.admin().get("/v1/programmes").await.ok();
        school.anonymous().get("/health/live").await.ok();
        let reset = format!("ALTER DATABASE {database} RESET default_transaction_read_only");
        execute(&server, &reset).await;
        works_again_within_five_seconds(&school).await;
    });
}

#[test]
fn sessions_that_are_ended_under_load_lose_no_acknowledged_write() {
    run(Kind::Postgres, |school| async move {
        let writers = (0..6).map(|writer| {
            let school = school.clone();
            async move {
                let mut acknowledged = 0_usize;
                for number in 0..25 {
                    let answer = create(&school, &format!("load {writer} {number}")).await;
                    match answer.status {
                        201 => acknowledged += 1,
                        _ => is_unavailable(answer),
                    }
                }
                acknowledged
            }
        });
        let writing = futures_util::future::join_all(writers);
        let ending = async {
            loop {
                end_sessions(&school).await;
                tokio::time::sleep(Duration::from_millis(150)).await;
            }
        };
        let acknowledged: usize = tokio::select! {
            acknowledged = writing => acknowledged.iter().sum(),
            () = ending => 0,
        };
        let kept = "SELECT count(*) FROM programmes WHERE name LIKE 'load %'";
        let kept: usize = value(school.database_url(), kept).await.parse().unwrap();
        assert!(acknowledged > 0);
        assert!(kept >= acknowledged, "{kept} of {acknowledged}");
        works_again_within_five_seconds(&school).await;
    });
}

#[test]
fn nobody_waits_longer_than_five_seconds_for_a_lock() {
    run(Kind::Postgres, |school| async move {
        let (client, connection) =
            tokio_postgres::connect(school.database_url(), tokio_postgres::NoTls)
                .await
                .unwrap();
        tokio::spawn(connection);
        let lock = "BEGIN; LOCK TABLE programmes IN ACCESS EXCLUSIVE MODE";
        client.batch_execute(lock).await.unwrap();
        let since = Instant::now();
        is_unavailable(create(&school, "waiting").await);
        let waited = since.elapsed();
        assert!(waited < Duration::from_secs(5), "{waited:?}");
        client.batch_execute("ROLLBACK").await.unwrap();
        create(&school, "free").await.status(201);
    });
}

/// A trigger that raises the error whose code stands in a table, so often.
const RAISE: &str = "
    CREATE TABLE faults (state text); CREATE SEQUENCE raised;
    CREATE FUNCTION raise_fault() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE wanted text := (SELECT state FROM faults); times integer := split_part(wanted, ' ', 2);
    BEGIN
        IF wanted IS NOT NULL AND nextval('raised') <= times THEN
            RAISE EXCEPTION 'quelque chose' USING ERRCODE = split_part(wanted, ' ', 1);
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER raise_fault BEFORE INSERT ON programmes
    FOR EACH ROW EXECUTE FUNCTION raise_fault()";

async fn raise(school: &School, state: &str, times: u32) {
    let next = format!(
        "DELETE FROM faults; INSERT INTO faults VALUES ('{state} {times}'); \
         SELECT setval('raised', 1, false)"
    );
    school.execute(&next).await;
}

#[test]
fn errors_are_sorted_by_their_code_and_not_by_their_words() {
    run(Kind::Postgres, |school| async move {
        school.execute(RAISE).await;
        for state in [
            "25006", "40001", "40P01", "53100", "53200", "53300", "55P03", "57014", "57P01",
            "57P02", "57P03", "08006", "58030",
        ] {
            raise(&school, state, 1_000).await;
            is_unavailable(create(&school, state).await);
        }
        for state in ["42703", "22021", "XX000"] {
            raise(&school, state, 1_000).await;
            create(&school, state).await.refused(500, "internal");
        }
        // what another try can mend is mended before anybody sees it
        for state in ["25006", "40001", "40P01", "57P01", "08006"] {
            raise(&school, state, 1).await;
            create(&school, state).await.status(201);
        }
    });
}

/// A full disk takes what fits on pages in hand, so that readiness writes more than that, once a write
/// has failed.
#[test]
fn readiness_means_that_writes_succeed() {
    run(Kind::Postgres, |school| async move {
        school.execute(RAISE).await;
        let ready = "CREATE TRIGGER raise_fault BEFORE INSERT ON settings
            FOR EACH ROW EXECUTE FUNCTION raise_fault()";
        school.execute(ready).await;
        school.anonymous().get("/health/ready").await.ok();
        for state in ["53100", "53200", "58030"] {
            raise(&school, state, 1_000_000).await;
            is_unavailable(create(&school, "full").await);
            is_unavailable(school.anonymous().get("/health/ready").await);
            let list = school.admin().get("/v1/programmes?limit=100").await.ok();
            assert!(!list.each("/items", "name").contains(&"full".to_owned()));
            school.execute("DELETE FROM faults").await;
            let since = Instant::now();
            while school.anonymous().get("/health/ready").await.status != 200 {
                assert!(since.elapsed() < Duration::from_secs(5));
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            works_again_within_five_seconds(&school).await;
        }
        let left = "SELECT count(*) FROM settings WHERE name LIKE 'readiness%'";
        assert_eq!(value(school.database_url(), left).await, "0");
    });
}
