//! PostgreSQL: a pool of pipelining connections without libpq, TLS by rustls.

use crate::error::{Error, Result};
use diesel::{ConnectionError, ConnectionResult};
use diesel_async::pooled_connection::deadpool::{Object, Pool};
use diesel_async::pooled_connection::{
    AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod,
};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use tokio::runtime::{Handle, RuntimeFlavor};

/// Connections for what nobody waits for: mails, what is due, and the start.
const SHARED: usize = 4;
/// How long a request waits for a connection before it is answered 503.
const WAIT: Duration = Duration::from_secs(3);

/// A pool for each serving thread, as many as the machine has processors, and one for the rest. A
/// connection is driven by the runtime that opened it; a thread that keeps to its own connections
/// wakes itself, which costs half of waking another one.
#[derive(Clone)]
pub(crate) struct Engine {
    serving: Arc<[Pool<AsyncPgConnection>]>,
    shared: Pool<AsyncPgConnection>,
}

thread_local! {
    /// Tells serving threads apart.
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
        let serving = (0..processors).map(|_| pool(url, each));
        Ok(Self {
            serving: serving.collect::<Result<_>>()?,
            shared: pool(url, SHARED)?,
        })
    }

    /// A connection of this thread's pool.
    pub(crate) async fn connection(&self) -> Result<Object<AsyncPgConnection>> {
        let connection = tokio::time::timeout(WAIT, self.pool().get()).await;
        let connection =
            connection.map_err(|_| Error::Unavailable("no connection was free in time".into()))?;
        connection.map_err(|error| Error::Unavailable(error.to_string()))
    }

    fn pool(&self) -> &Pool<AsyncPgConnection> {
        if Handle::current().runtime_flavor() == RuntimeFlavor::MultiThread {
            return &self.shared;
        }
        let home = HOME.with(|home| home.checked_rem(self.serving.len()));
        let pool = home.and_then(|home| self.serving.get(home));
        pool.unwrap_or(&self.shared)
    }

    /// Connections in use and in all.
    pub(crate) fn load(&self) -> (usize, usize) {
        let mut load = (0, 0);
        for status in self.pools().map(Pool::status) {
            load.0 += status.size.saturating_sub(status.available);
            load.1 += status.size;
        }
        load
    }

    pub(crate) fn close(&self) {
        self.pools().for_each(Pool::close);
    }

    fn pools(&self) -> impl Iterator<Item = &Pool<AsyncPgConnection>> {
        self.serving.iter().chain([&self.shared])
    }
}

fn pool(url: &str, connections: usize) -> Result<Pool<AsyncPgConnection>> {
    let mut config = ManagerConfig::default();
    config.recycling_method = RecyclingMethod::Fast;
    config.custom_setup = Box::new(connect);
    let manager = AsyncDieselConnectionManager::new_with_config(url, config);
    let pool = Pool::builder(manager).max_size(connections).build();
    pool.map_err(|error| Error::Internal(error.to_string()))
}

/// Connects, with TLS where `sslmode` asks for it.
pub(crate) fn connect(url: &str) -> BoxFuture<'_, ConnectionResult<AsyncPgConnection>> {
    async move {
        let config: tokio_postgres::Config = url.parse().map_err(|error| bad(&error))?;
        let tls = TLS.as_ref().map_err(bad)?;
        let tls = tokio_postgres_rustls::MakeRustlsConnect::new(tls.clone());
        let (client, connection) = config.connect(tls).await.map_err(|error| bad(&error))?;
        let mut connection =
            AsyncPgConnection::try_from_client_and_connection(client, connection).await?;
        connection.set_instrumentation(super::counting);
        Ok(connection)
    }
    .boxed()
}

/// The error with its causes: which server was tried and why it said no stands in the last one.
fn bad<E: std::error::Error>(error: &E) -> ConnectionError {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        words = format!("{words}: {error}");
        cause = error.source();
    }
    ConnectionError::BadConnection(words)
}

/// Read once: the machine's certificates are many.
static TLS: LazyLock<std::result::Result<rustls::ClientConfig, rustls::Error>> =
    LazyLock::new(tls_config);

fn tls_config() -> std::result::Result<rustls::ClientConfig, rustls::Error> {
    let mut roots = rustls::RootCertStore::empty();
    for certificate in rustls_native_certs::load_native_certs().certs {
        // A certificate of the machine that rustls can't read trusts nobody; the others do.
        let _ = roots.add(certificate);
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}
