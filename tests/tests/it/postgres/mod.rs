//! PostgreSQL as it is found: servers that fail over, poolers, certificates, roles and encodings.

mod counted;
mod failover;
mod faults;
mod fitness;
mod pooler;
mod silence;
mod tls;
mod waits;

use crate::harness::{School, administrative_url, beside, execute};
use std::sync::atomic::{AtomicU32, Ordering};

static NAMES: AtomicU32 = AtomicU32::new(0);

/// A name that no other test has, for a database or a role.
fn fresh_name(what: &str) -> String {
    let number = NAMES.fetch_add(1, Ordering::Relaxed);
    format!("{what}_{}_{number}", std::process::id())
}

/// Makes an empty database, with such words behind `CREATE DATABASE x`.
async fn empty(words: &str) -> String {
    let (url, name) = (administrative_url(), fresh_name("empty"));
    execute(&url, &format!("CREATE DATABASE {name} {words}")).await;
    beside(&url, &name)
}

/// The database's name in an address.
fn name(url: &str) -> &str {
    url.rsplit_once('/').unwrap().1
}

/// Ends all sessions of the school's service.
async fn end_sessions(school: &School) {
    let database = name(school.database_url());
    let end = format!(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'"
    );
    execute(&administrative_url(), &end).await;
}

/// The first column of the only row.
async fn value(url: &str, query: &str) -> String {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls)
        .await
        .unwrap();
    tokio::spawn(connection);
    let rows = client.simple_query(query).await.unwrap();
    let row = rows.iter().find_map(|message| match message {
        tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0),
        _ => None,
    });
    row.unwrap().to_owned()
}
