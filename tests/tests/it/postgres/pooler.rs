//! PgBouncer in transaction mode: each transaction may have another server process.

use super::{empty, value};
use crate::harness::{Kind, School, administrative_url, fresh_folder, run};
use serde_json::json;
use std::process::Command;

pub(super) fn script(arguments: &[&str]) -> String {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../scripts/postgres");
    let done = Command::new(script).args(arguments).output().unwrap();
    let errors = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{errors}");
    String::from_utf8(done.stdout).unwrap().trim().to_owned()
}

async fn work(school: School, worker: usize) {
    let admin = school.admin();
    for number in 0..10 {
        let name = format!("programme {worker} {number}");
        let created = admin
            .post("/v1/programmes", json!({ "year": 2031, "name": name }))
            .await
            .status(201);
        let id = created.text("/id");
        admin.get(format!("/v1/programmes/{id}")).await.ok();
        admin.get("/v1/programmes?limit=3").await.ok();
        let import = json!({ "rows": [{
            "external_id": format!("m-{worker}-{number}"), "first_name": "Ada",
            "last_name": "Lovelace", "email": "ada@example.org", "company": "Engines",
            "headline": "Mathematics", "capacity": 2,
        }] });
        let import = admin
            .post(format!("/v1/programmes/{id}/mentors/import"), import)
            .await;
        import.status(200);
        let mentors = admin.get(format!("/v1/programmes/{id}/mentors")).await;
        assert_eq!(mentors.ok().at("/items/0/capacity"), 2);
        school.anonymous().get("/health/ready").await.ok();
    }
}

#[test]
fn two_replicas_behind_pgbouncer_in_transaction_mode_migrate_serve_and_leave_nothing_behind() {
    run(Kind::Postgres, |_| async move {
        let folder = std::env::temp_dir().join(super::fresh_name("pooler"));
        let database = empty("").await;
        let url = script(&["pooler", folder.to_str().unwrap(), &database]);
        let open = || School::open_on(Kind::Postgres, fresh_folder(), url.clone(), &[]);
        let schools = [open().await, open().await];
        let workers = (0..12).map(|worker| work(schools[worker % 2].clone(), worker));
        futures_util::future::join_all(workers).await;
        for _ in 0..5 {
            assert_eq!(value(&url, "SHOW lock_timeout").await, "0");
            assert_eq!(value(&url, "SHOW statement_timeout").await, "0");
        }
        for school in schools {
            drop(school);
        }
        script(&["stop", folder.to_str().unwrap()]);
        assert_eq!(value(&administrative_url(), "SHOW lock_timeout").await, "0");
    });
}
