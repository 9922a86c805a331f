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
use std::sync::Arc;
use std::time::Duration;

/// How long a request waits for a connection before it is answered 503.
const WAIT: Duration = Duration::from_secs(3);

/// The pool.
#[derive(Clone)]
pub(crate) struct Engine {
    pool: Pool<AsyncPgConnection>,
}

impl Engine {
    /// A pool for a `postgres://` address; connects on first use.
    pub(crate) fn start(url: &str, connections: usize) -> Result<Self> {
        let mut config = ManagerConfig::default();
        config.recycling_method = RecyclingMethod::Fast;
        config.custom_setup = Box::new(connect);
        let manager = AsyncDieselConnectionManager::new_with_config(url, config);
        let pool = Pool::builder(manager)
            .max_size(connections)
            .build()
            .map_err(|error| Error::Internal(error.to_string()))?;
        Ok(Self { pool })
    }

    /// A connection of the pool.
    pub(crate) async fn connection(&self) -> Result<Object<AsyncPgConnection>> {
        let connection = tokio::time::timeout(WAIT, self.pool.get()).await;
        let connection =
            connection.map_err(|_| Error::Unavailable("no connection was free in time".into()))?;
        connection.map_err(|error| Error::Unavailable(error.to_string()))
    }

    /// Connections in use and in all.
    pub(crate) fn load(&self) -> (usize, usize) {
        let status = self.pool.status();
        (status.size.saturating_sub(status.available), status.size)
    }

    pub(crate) fn close(&self) {
        self.pool.close();
    }
}

/// Connects, with TLS where `sslmode` asks for it.
pub(crate) fn connect(url: &str) -> BoxFuture<'_, ConnectionResult<AsyncPgConnection>> {
    async move {
        let bad = |error: &dyn std::fmt::Display| ConnectionError::BadConnection(error.to_string());
        let config: tokio_postgres::Config = url
            .parse()
            .map_err(|error: tokio_postgres::Error| bad(&error))?;
        let tls = tokio_postgres_rustls::MakeRustlsConnect::new(
            tls_config().map_err(|error| bad(&error))?,
        );
        let (client, connection) = config.connect(tls).await.map_err(|error| bad(&error))?;
        let mut connection =
            AsyncPgConnection::try_from_client_and_connection(client, connection).await?;
        connection.set_instrumentation(super::counting);
        Ok(connection)
    }
    .boxed()
}

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
