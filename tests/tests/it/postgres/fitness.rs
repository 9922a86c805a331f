//! Databases and roles that can't serve are refused at the start, in words.

use super::{empty, fresh_name, name};
use crate::harness::{Kind, School, administrative_url, execute, fresh_folder, run};
use persistence::{DatabaseConfig, Store};
use serde_json::json;

/// The words of `migrate`, of the start and of `check` alike.
async fn refusal(url: &str) -> String {
    let migrate = Store::migrate(url).await.unwrap_err().to_string();
    let check = Store::is_up_to_date(url).await.unwrap_err().to_string();
    let config = DatabaseConfig {
        url: url.to_owned(),
        connections: 2,
    };
    let start = Store::open(&config).await.err().unwrap().to_string();
    assert_eq!(migrate, start);
    assert_eq!(migrate, check);
    assert!(!migrate.contains("geheim"), "{migrate}");
    migrate
}

/// A role of its own, and the address with it; its password isn't asked for.
async fn role(url: &str) -> (String, String) {
    let role = fresh_name("role");
    execute(&administrative_url(), &format!("CREATE ROLE {role} LOGIN")).await;
    let (_, place) = url.split_once('@').unwrap();
    let url = format!("postgres://{role}:geheim@{place}");
    (role, url)
}

/// How many migrations an empty database needs.
fn migrations() -> usize {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations/postgres");
    std::fs::read_dir(folder).unwrap().count()
}

#[test]
fn a_database_that_is_not_in_utf_8_is_refused() {
    run(Kind::Postgres, |_| async move {
        for encoding in ["SQL_ASCII", "LATIN1"] {
            let words = format!("ENCODING '{encoding}' TEMPLATE template0 LOCALE 'C'");
            let words = refusal(&empty(&words).await).await;
            assert!(words.contains(encoding), "{words}");
            assert!(words.contains("UTF-8"), "{words}");
        }
    });
}

#[test]
fn a_role_that_may_only_read_and_write_data_serves_what_another_has_migrated() {
    run(Kind::Postgres, |owners| async move {
        let (role, url) = role(owners.database_url()).await;
        let words = refusal(&url).await;
        assert!(words.contains(&role), "{words}");
        assert!(words.contains("__diesel_schema_migrations"), "{words}");
        owners
            .execute(&format!(
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}"
            ))
            .await;
        let words = refusal(&url).await;
        assert!(words.contains("lacks DELETE on"), "{words}");
        owners
            .execute(&format!(
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"
            ))
            .await;
        let school = School::open_on(Kind::Postgres, fresh_folder(), url, &[]).await;
        let programme = json!({ "year": 2031, "name": "by hand" });
        let created = school.admin().post("/v1/programmes", programme).await;
        created.status(201);
        school.anonymous().get("/health/ready").await.ok();
        drop(school);
    });
}

#[test]
fn a_role_that_may_not_make_tables_is_told_who_must_migrate() {
    run(Kind::Postgres, |_| async move {
        let url = empty("").await;
        let (role, url) = role(&url).await;
        let words = refusal(&url).await;
        assert!(words.contains(&role), "{words}");
        assert!(words.contains("mentoring migrate"), "{words}");
    });
}

#[test]
fn an_owner_who_is_no_superuser_migrates() {
    run(Kind::Postgres, |_| async move {
        let url = empty("").await;
        let (role, url) = role(&url).await;
        let own = format!("ALTER DATABASE {} OWNER TO {role}", name(&url));
        execute(&administrative_url(), &own).await;
        assert!(!Store::is_up_to_date(&url).await.unwrap());
        assert_eq!(Store::migrate(&url).await.unwrap().len(), migrations());
        assert!(Store::is_up_to_date(&url).await.unwrap());
        assert!(Store::migrate(&url).await.unwrap().is_empty());
    });
}

#[test]
fn replicas_that_start_together_on_an_empty_database_of_postgres_migrate_once() {
    run(Kind::Postgres, |_| async move {
        let url = empty("").await;
        let starts = (0..4).map(|_| Store::migrate(&url));
        let applied = futures_util::future::join_all(starts).await;
        let applied: usize = applied.iter().map(|one| one.as_ref().unwrap().len()).sum();
        assert_eq!(applied, migrations());
    });
}

#[test]
fn a_database_that_a_newer_version_has_migrated_is_refused() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        run(kind, |school| async move {
            school
                .execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('9999')")
                .await;
            let words = refusal(school.database_url()).await;
            assert!(words.contains("newer version"), "{words}");
        });
    }
}

#[test]
fn an_address_without_a_server_or_a_database_is_refused_without_its_secret() {
    run(Kind::Postgres, |school| async move {
        let (_, place) = school.database_url().split_once('@').unwrap();
        let (server, _) = place.split_once('/').unwrap();
        refusal("postgres://u:geheim@127.0.0.1:1/x").await;
        let words = refusal(&format!("postgres://mentoring:geheim@{server}/none")).await;
        assert!(words.contains("does not exist"), "{words}");
        let words = refusal(&format!("postgres://nobody_here:geheim@{place}")).await;
        assert!(words.contains("nobody_here"), "{words}");
        refusal("postgres://u:geh@geheim?eim=geheim").await;
    });
}
