//! Session on one connection: its set-up, and facts that diesel doesn't know.

use super::address::{Address, is_socket};
use super::tls::Connector;
use super::wire::{Heard, Overheard};
use crate::error::{Error, Result};
use crate::pg::Conn;
use diesel::connection::CacheSize;
use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::UnixStream;
use tokio_postgres::config::Host;
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, Connection, NoTls, SimpleQueryMessage};

/// Longest wait for a lock, and longest statement, in PostgreSQL's syntax.
const LOCK: &str = "4s";
const STATEMENT: &str = "10s";
/// Time a read-only session is kept before another one is tried.
const READ_ONLY: Duration = Duration::from_secs(2);

pub(crate) struct Session {
    pub(super) connection: Conn,
    pub(super) heard: Arc<Heard>,
    /// Whether a pooler like PgBouncer stands between: each transaction may have another server
    /// process, so none may leave state behind.
    pub(super) pooled: bool,
    /// Whether it could write when it began.
    pub(super) writes: bool,
    since: Instant,
}

impl Session {
    /// Connects; `limited`: with time limits for locks and statements.
    pub(super) async fn open(address: &Address, limited: bool) -> Result<Self> {
        let (client, heard) = dial(address).await?;
        let unavailable = |error: tokio_postgres::Error| Error::Unavailable(words(&error));
        let greeting = greeting(heard.process(), limited);
        let told = client.simple_query(&greeting).await.map_err(unavailable)?;
        let row = told.iter().find_map(|message| match message {
            SimpleQueryMessage::Row(row) => Some(row),
            _ => None,
        });
        let is = |name: &str| row.and_then(|row| row.get(name)) == Some("t");
        let (pooled, writes) = (is("pooled"), is("writes"));
        if pooled {
            client.batch_execute("BEGIN").await.map_err(unavailable)?;
        }
        let connection = AsyncPgConnection::try_from(client).await;
        let mut connection = connection.map_err(|error| Error::Unavailable(error.to_string()))?;
        if pooled {
            connection.batch_execute("COMMIT").await?;
            connection.set_prepared_statement_cache_size(CacheSize::Disabled);
        }
        connection.set_instrumentation(crate::engine::counting);
        Ok(Self {
            connection: Conn::new(connection, !pooled),
            heard,
            pooled,
            writes,
            since: Instant::now(),
        })
    }

    /// Whether it is no longer usable.
    pub(super) fn is_spent(&mut self) -> bool {
        self.connection.is_broken() || (!self.writes && self.since.elapsed() > READ_ONLY)
    }

    /// SQL that begins a transaction. Behind a pooler it sets the limits for the transaction alone,
    /// as the process serves others, too.
    pub(super) fn begin(&self) -> String {
        if self.pooled {
            format!(
                "BEGIN; SET LOCAL lock_timeout = '{LOCK}'; SET LOCAL statement_timeout = '{STATEMENT}'"
            )
        } else {
            "BEGIN".to_owned()
        }
    }
}

/// SQL that reads the session's facts and sets the limits in one round trip: for the session, but
/// behind a pooler for this statement only, so without effect.
fn greeting(process: i32, limited: bool) -> String {
    let pooled = format!("pg_backend_pid() <> {process}");
    let limits = format!(
        ", set_config('lock_timeout', '{LOCK}', {pooled}), \
         set_config('statement_timeout', '{STATEMENT}', {pooled})"
    );
    let limits = if limited { limits.as_str() } else { "" };
    format!(
        "SELECT {pooled} AS pooled, current_setting('transaction_read_only') = 'off' AS writes{limits}"
    )
}

/// Connects in the first of the address's ways that the server takes.
pub(super) async fn dial(address: &Address) -> Result<(Client, Arc<Heard>)> {
    let mut refused = None;
    for way in address.ways {
        let heard = Arc::new(Heard::default());
        let connector = Connector::new(address, *way, heard.clone());
        let dialled = if is_socket(&address.config) {
            on_socket(address, &heard).await
        } else {
            on_network(address, connector.clone()).await
        };
        match dialled {
            Ok(client) => {
                heard.take_state();
                return Ok((client, heard));
            }
            Err(error) => {
                // as libpq: tries the other way if this one is the cause
                let other = connector.has_failed()
                    || error.code() == Some(&SqlState::INVALID_AUTHORIZATION_SPECIFICATION);
                refused = Some(Error::Unavailable(words(&error)));
                if !other {
                    break;
                }
            }
        }
    }
    Err(refused.unwrap_or_else(|| Error::Internal("no way to connect".into())))
}

async fn on_network(
    address: &Address,
    connector: Connector,
) -> std::result::Result<Client, tokio_postgres::Error> {
    let (client, connection) = address.config.connect(connector).await?;
    drive(connection);
    Ok(client)
}

async fn on_socket(
    address: &Address,
    heard: &Arc<Heard>,
) -> std::result::Result<Client, tokio_postgres::Error> {
    let config = &address.config;
    let folder = match config.get_hosts().first() {
        Some(Host::Unix(folder)) => folder.as_path(),
        _ => Path::new("/var/run/postgresql"),
    };
    let port = config.get_ports().first().copied().unwrap_or(5432);
    let socket = folder.join(format!(".s.PGSQL.{port}"));
    match UnixStream::connect(socket).await {
        Ok(stream) => {
            let stream = Overheard::new(stream, heard.clone());
            let (client, connection) = config.connect_raw(stream, NoTls).await?;
            drive(connection);
            Ok(client)
        }
        // which gives its own reason
        Err(_) => {
            let (client, connection) = config.connect(NoTls).await?;
            drive(connection);
            Ok(client)
        }
    }
}

/// Drives a connection until the client or the server ends it.
fn drive<S, T>(connection: Connection<S, T>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(error = words(&error), "a connection to the database ended");
        }
    });
}

/// Formats the error with its source chain; the innermost source names the server and the reason.
pub(super) fn words(error: &tokio_postgres::Error) -> String {
    let mut words = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        words = format!("{words}: {error}");
        cause = error.source();
    }
    words
}
