//! A failover under load: it only reads, sessions are ended, it is back, and writers go on all the while.

use super::faults::{create, is_unavailable};
use super::pooler::script;
use super::{empty, end_sessions, name, value};
use crate::harness::{Kind, School, administrative_url, execute, fresh_folder, run};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

const WRITERS: usize = 6;
const FAILOVERS: usize = 3;

/// What the writers have got so far.
#[derive(Default)]
struct Load {
    is_over: AtomicBool,
    /// Names of the programmes that were acknowledged, by writer.
    acknowledged: Mutex<[Vec<String>; WRITERS]>,
}

impl Load {
    /// Writes until it is over; an answer is 201, or 503 with `Retry-After`.
    async fn write(&self, school: &School, writer: usize) {
        let mut number = 0;
        while !self.is_over.load(Ordering::Relaxed) {
            number += 1;
            let name = format!("load {writer} {number}");
            let answer = create(school, &name).await;
            match answer.status {
                201 => self.acknowledged.lock().unwrap()[writer].push(name),
                _ => is_unavailable(answer),
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    fn counts(&self) -> [usize; WRITERS] {
        let acknowledged = self.acknowledged.lock().unwrap();
        std::array::from_fn(|writer| acknowledged[writer].len())
    }

    /// Until each writer has written since now.
    async fn all_write_again_within_five_seconds(&self) {
        let (since, before) = (Instant::now(), self.counts());
        let writes = || {
            self.counts()
                .iter()
                .zip(before)
                .all(|(now, old)| *now > old)
        };
        while !writes() {
            let now = self.counts();
            assert!(
                since.elapsed() < Duration::from_secs(5),
                "{before:?} {now:?}"
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

async fn fail_over(school: &School, load: &Load) {
    let (database, server) = (name(school.database_url()), administrative_url());
    let only = format!("ALTER DATABASE {database} SET default_transaction_read_only = on");
    let reset = format!("ALTER DATABASE {database} RESET default_transaction_read_only");
    for _ in 0..FAILOVERS {
        load.all_write_again_within_five_seconds().await;
        execute(&server, &only).await;
        end_sessions(school).await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        for _ in 0..3 {
            is_unavailable(school.anonymous().get("/health/ready").await);
            school.admin().get("/v1/programmes?limit=1").await.ok();
            school.anonymous().get("/health/live").await.ok();
        }
        execute(&server, &reset).await;
        // what became the primary has no session of before
        end_sessions(school).await;
        load.all_write_again_within_five_seconds().await;
    }
    load.is_over.store(true, Ordering::Relaxed);
}

async fn loses_nothing(school: School, direct: &str) {
    let load = Load::default();
    let writers = (0..WRITERS).map(|writer| load.write(&school, writer));
    let writers = futures_util::future::join_all(writers);
    tokio::join!(writers, fail_over(&school, &load));
    let kept = "SELECT coalesce(string_agg(name, ','), '') FROM programmes";
    let kept = value(direct, kept).await;
    let kept = kept.split(',').collect::<Vec<_>>();
    let acknowledged = load.acknowledged.into_inner().unwrap().concat();
    assert!(acknowledged.len() > WRITERS * FAILOVERS);
    for name in &acknowledged {
        assert!(kept.contains(&name.as_str()), "{name} is lost");
    }
    school.anonymous().get("/health/ready").await.ok();
}

#[test]
fn a_failover_under_load_loses_no_acknowledged_write_and_answers_no_500() {
    run(Kind::Postgres, |school| async move {
        let url = school.database_url().to_owned();
        loses_nothing(school, &url).await;
    });
}

#[test]
fn behind_pgbouncer_too_a_failover_under_load_loses_no_acknowledged_write() {
    run(Kind::Postgres, |_| async move {
        let folder = std::env::temp_dir().join(super::fresh_name("pooled"));
        let database = empty("").await;
        let url = script(&["pooler", folder.to_str().unwrap(), &database]);
        let school = School::open_on(Kind::Postgres, fresh_folder(), url, &[]).await;
        loses_nothing(school, &database).await;
        script(&["stop", folder.to_str().unwrap()]);
    });
}
