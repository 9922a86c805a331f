//! PostgreSQL: a pool of pipelining connections without libpq, TLS by rustls.

mod address;
mod certificate;
mod fault;
mod manager;
mod session;
mod tls;
mod trust;
mod wire;

pub(crate) use address::Address;

use super::outage::Outage;
use crate::error::{Error, Result};
use crate::pg::Conn;
use crate::store::PoolLoad;
use deadpool::managed::{Object, PoolError};
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use fault::Fault;
use manager::{Manager, Pool};
use session::Session;
use std::num::NonZero;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;
use tokio::runtime::{Handle, RuntimeFlavor};

/// Connections for background work: mails, due jobs, and the start.
const SHARED: usize = 4;
/// Connections for readiness alone.
const PROBES: usize = 1;
/// Time a request waits for its turn to have a connection: as long as it may take by default, since
/// turns come in order and a burst is soon over.
const WAIT: Duration = Duration::from_secs(10);
/// A write that needs room on the disk, and leaves nothing: pages in hand take a few rows although
/// the disk is full.
const WRITE: &str = "INSERT INTO settings (name, value) \
    SELECT 'readiness ' || number, repeat('x', 200) FROM generate_series(1, 400) AS number \
    ON CONFLICT DO NOTHING; \
    DELETE FROM settings WHERE name LIKE 'readiness %'";

/// A pool for each serving thread, as many as the machine has processors, and one for the rest. A
/// connection is driven by the runtime that opened it; a thread with its own connections wakes
/// itself, which costs half of waking another one.
#[derive(Clone)]
pub(crate) struct Engine {
    serving: Arc<[Pool]>,
    shared: Pool,
    probe: Pool,
    changes: Arc<AtomicU64>,
    outage: Arc<Outage>,
    background: Handle,
}

thread_local! {
    /// Index of a serving thread.
    static HOME: usize = {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        NEXT.fetch_add(1, Ordering::Relaxed)
    };
}

impl Engine {
    /// Pools for a `postgres://` address, with so many connections for serving; connects on first
    /// use.
    pub(crate) fn start(url: &str, connections: usize) -> Result<Self> {
        let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
        let each = connections.div_ceil(processors);
        let manager = Manager::new(Address::parse(url)?);
        let serving = (0..processors).map(|_| manager.pool(each));
        Ok(Self {
            serving: serving.collect::<Result<_>>()?,
            shared: manager.pool(SHARED)?,
            probe: manager.pool(PROBES)?,
            changes: manager.changes,
            outage: Arc::default(),
            background: Handle::current(),
        })
    }

    /// A connection of this thread's pool, to read on.
    pub(crate) async fn to_read(&self) -> Result<Lease> {
        Ok(self.lease().await?.reading())
    }

    /// …of the pool for readiness.
    pub(crate) async fn to_probe(&self) -> Result<Lease> {
        Ok(self.lease_of(&self.probe).await?.reading())
    }

    /// …with a transaction begun, at first on a connection that is leased already.
    pub(crate) async fn to_write(&self, first: Option<Lease>) -> Result<Lease> {
        let mut lease = match first {
            Some(lease) => lease,
            None => self.lease().await?,
        };
        lease.begin();
        Ok(lease)
    }

    /// A connection of this thread's pool.
    pub(crate) async fn lease(&self) -> Result<Lease> {
        self.lease_of(self.pool()).await
    }

    async fn lease_of(&self, pool: &Pool) -> Result<Lease> {
        let session = tokio::time::timeout(WAIT, pool.get()).await;
        let session =
            session.map_err(|_| Error::Unavailable("no connection was free in time".into()))?;
        let mut session = session.map_err(|error| match error {
            PoolError::Backend(error) => {
                self.outage.failed(&error.to_string());
                error
            }
            error => Error::Unavailable(error.to_string()),
        })?;
        session.heard.take_state();
        session.in_use = true;
        Ok(Lease {
            session,
            changes: self.changes.clone(),
            outage: self.outage.clone(),
        })
    }

    /// Writes for the sake of readiness while an outage lasts, and ends it with its success.
    pub(crate) async fn try_to_write(&self) -> Result<()> {
        if !self.outage.lasts() {
            return Ok(());
        }
        let mut lease = self.lease_of(&self.probe).await?;
        lease.begin();
        let written = lease.batch_execute(WRITE).await.map_err(Error::from);
        lease.end(written).await
    }

    /// Whether the last work failed for want of the database.
    pub(crate) fn outage_lasts(&self) -> bool {
        self.outage.lasts()
    }

    /// The runtime of background work.
    pub(crate) fn background(&self) -> &Handle {
        &self.background
    }

    fn pool(&self) -> &Pool {
        if Handle::current().runtime_flavor() == RuntimeFlavor::MultiThread {
            return &self.shared;
        }
        let home = HOME.with(|home| home.checked_rem(self.serving.len()));
        let pool = home.and_then(|home| self.serving.get(home));
        pool.unwrap_or(&self.shared)
    }

    /// Use of the connections of all pools.
    pub(crate) fn load(&self) -> PoolLoad {
        let (mut load, mut in_use) = (PoolLoad::default(), 0);
        for status in self.pools().map(Pool::status) {
            load.limit += status.max_size;
            load.open += status.size;
            load.waiting += status.waiting;
            in_use += status.size.saturating_sub(status.available);
        }
        load.in_use = Some(in_use);
        load
    }

    pub(crate) fn close(&self) {
        self.pools().for_each(Pool::close);
    }

    fn pools(&self) -> impl Iterator<Item = &Pool> {
        self.serving.iter().chain([&self.shared, &self.probe])
    }
}

/// Connection in use by one unit of work.
pub(crate) struct Lease {
    session: Object<Manager>,
    changes: Arc<AtomicU64>,
    outage: Arc<Outage>,
}

impl Deref for Lease {
    type Target = Conn;

    fn deref(&self) -> &Self::Target {
        &self.session.connection
    }
}

impl DerefMut for Lease {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.session.connection
    }
}

impl Lease {
    /// To read on; behind a pooler in a transaction, too.
    fn reading(mut self) -> Self {
        if self.session.pooled {
            self.begin();
        }
        self
    }

    fn begin(&mut self) {
        let begin = self.session.begin();
        Conn::begin(self, begin);
    }

    /// Commits a success and rolls back a failure; classifies the database's error and drops a
    /// connection that is no longer usable.
    pub(crate) async fn end<T>(mut self, done: Result<T>) -> Result<T> {
        let begun = self.is_in_transaction();
        let committing = begun && done.is_ok();
        let done = match done {
            Ok(value) if begun => self.commit().await.map(|()| value).map_err(Error::from),
            Ok(value) => self.flush().await.map(|()| value).map_err(Error::from),
            failed => failed,
        };
        if begun && done.is_err() {
            // A connection whose rollback fails is broken, and the pool discards it.
            let _ = self.rollback().await;
        }
        self.session.in_use = false;
        if committing && done.is_ok() {
            self.outage.worked();
        }
        done.map_err(|error| self.sort(error, committing))
    }

    fn sort(self, error: Error, committing: bool) -> Error {
        let outage = self.outage.clone();
        let error = self.sorted(error, committing);
        if let Error::Unavailable(cause) = &error {
            outage.failed(cause);
        }
        error
    }

    fn sorted(self, error: Error, committing: bool) -> Error {
        let state = self.session.heard.take_state();
        let fault = match (&state, &error) {
            (Some(state), _) => Fault::of(state),
            // no error was sent, and the connection is gone
            (None, Error::Unavailable(_)) => Fault::Lost,
            _ => return error,
        };
        let state = state.unwrap_or_default();
        match fault {
            Fault::ReadOnly if self.session.writes => {
                // Connections opened before may be read-only, too.
                self.changes.fetch_add(1, Ordering::Relaxed);
            }
            // nothing new: the session began read-only, and another one will be tried soon
            Fault::ReadOnly => return Fault::Passing.error(error, &state, committing),
            Fault::Lost => drop(Object::take(self.session)),
            Fault::Contention | Fault::Passing | Fault::Ours => {}
        }
        fault.error(error, &state, committing)
    }
}

/// A connection for bringing the schema up to date, without limits of time.
pub(crate) async fn connect(address: &Address) -> Result<AsyncPgConnection> {
    Ok(Session::open(address, false)
        .await?
        .connection
        .into_session())
}

/// Connects a plain client, to inspect the database.
pub(crate) async fn client(address: &Address) -> Result<tokio_postgres::Client> {
    Ok(session::dial(address).await?.0)
}

/// Converts the error of a plain client.
pub(crate) fn unavailable(error: &tokio_postgres::Error) -> Error {
    Error::Unavailable(session::words(error))
}
