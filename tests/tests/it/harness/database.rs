//! A fresh database for each test.

use super::school::{self, School};
use diesel::connection::SimpleConnection;
use diesel::{Connection, QueryableByName, RunQueryDsl, SqliteConnection};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::Mutex;
use tokio_postgres::NoTls;

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

impl Kind {
    /// Makes an empty database (on PostgreSQL a copy of a migrated one) and returns its URL.
    pub async fn fresh(self, folder: &Path) -> String {
        match self {
            Self::Sqlite => format!("sqlite://{}/mentoring.db", folder.display()),
            Self::Postgres => copy_of_template(folder).await,
        }
    }
}

/// The server for tests: a role that may create databases.
pub fn administrative_url() -> String {
    std::env::var("MENTORING_TEST_POSTGRES_URL")
        .expect("MENTORING_TEST_POSTGRES_URL is not set: run the tests by scripts/test, or without PostgreSQL by scripts/test quick")
}

/// The name of the migrated template once it stands; also the lock under which copies are made,
/// since PostgreSQL copies a database only while nobody else uses it.
static TEMPLATE: Mutex<Option<String>> = Mutex::const_new(None);
static COPIES: AtomicU32 = AtomicU32::new(0);

async fn copy_of_template(folder: &Path) -> String {
    let url = administrative_url();
    let mut template = TEMPLATE.lock().await;
    if template.is_none() {
        *template = Some(migrated_template(&url, folder).await);
    }
    let copy = format!(
        "test_{}_{}",
        std::process::id(),
        COPIES.fetch_add(1, Ordering::Relaxed)
    );
    let source = template.as_deref().unwrap();
    execute(&url, &format!("CREATE DATABASE {copy} TEMPLATE {source}")).await;
    beside(&url, &copy)
}

/// A database that a service has brought up to date, and that nobody uses any more.
async fn migrated_template(url: &str, folder: &Path) -> String {
    let name = format!("template_{}", std::process::id());
    execute(url, &format!("CREATE DATABASE {name}")).await;
    let running = school::start(&beside(url, &name), folder, &[]).await;
    running.stop().await;
    wait_until_unused(url, &name).await;
    name
}

async fn wait_until_unused(url: &str, name: &str) {
    let end =
        format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
    execute(url, &end).await;
}

impl School {
    /// Runs one statement behind the service's back: for what no route does.
    pub async fn execute(&self, statement: &str) {
        let url = self.database_url();
        match self.kind() {
            Kind::Postgres => execute(url, statement).await,
            Kind::Sqlite => {
                let file = url.trim_start_matches("sqlite://");
                let mut connection = SqliteConnection::establish(file).unwrap();
                let patient = format!("PRAGMA busy_timeout = 5000; {statement}");
                connection.batch_execute(&patient).unwrap();
            }
        }
    }
}

/// Text of one column.
#[derive(QueryableByName)]
struct Told {
    #[diesel(sql_type = diesel::sql_types::Text)]
    told: String,
}

impl School {
    /// Every row of a table of the database, as one text.
    pub async fn rows(&self, table: &str) -> String {
        let url = self.database_url();
        match self.kind() {
            Kind::Postgres => {
                let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
                let connection = tokio::spawn(connection);
                let query = format!("SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t");
                let told = client.query_one(&query, &[]).await.unwrap().get(0);
                drop(client);
                connection.await.unwrap().unwrap();
                told
            }
            Kind::Sqlite => {
                let file = url.trim_start_matches("sqlite://");
                let mut connection = SqliteConnection::establish(file).unwrap();
                let patient = "PRAGMA busy_timeout = 5000";
                connection.batch_execute(patient).unwrap();
                let columns = format!("SELECT name AS told FROM pragma_table_info('{table}')");
                let columns: Vec<Told> = diesel::sql_query(columns).load(&mut connection).unwrap();
                let columns = columns
                    .iter()
                    .map(|one| format!("iif(typeof({0}) = 'text', {0}, '')", one.told));
                let row = columns.collect::<Vec<_>>().join(" || ' ' || ");
                let rows = format!("SELECT CAST({row} AS text) AS told FROM {table}");
                let rows: Vec<Told> = diesel::sql_query(rows).load(&mut connection).unwrap();
                rows.into_iter().map(|row| row.told).collect()
            }
        }
    }
}

/// Runs one statement on a PostgreSQL database.
pub async fn execute(url: &str, statement: &str) {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    let connection = tokio::spawn(connection);
    client.batch_execute(statement).await.unwrap();
    drop(client);
    connection.await.unwrap().unwrap();
}

/// The address of another database on the same server.
pub fn beside(url: &str, database: &str) -> String {
    let (server, _) = url.rsplit_once('/').unwrap();
    format!("{server}/{database}")
}
