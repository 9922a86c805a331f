//! Runs a unit of work on its database: reads, writes, and writes whose answer is kept.

use crate::error::{Error, Result};
use std::future::Future;

/// Maximum of attempts of a conflicting write.
const ATTEMPTS: u32 = 3;

/// Runs a query of `queries` on a connection.
macro_rules! read {
    (method $(#[$doc:meta])* $name:ident($($arg:ident: $type:ty),*) -> $result:ty = $($path:ident)::+) => {
        $(#[$doc])*
        pub fn $name(&self, $($arg: $type),*) -> $crate::store::Work<'_, $result> {
            Box::pin(async move { $crate::store::run::read!(self, $($path)::+($($arg),*)) })
        }
    };
    ($store:expr, $($path:ident)::+ ( $($arg:ident),* $(,)? )) => {
        match &$store.backend {
            $crate::store::Backend::Postgres(engine) => {
                let mut connection = engine.to_read().await?;
                let done = $crate::pg::queries::$($path)::+(&mut connection, $($arg),*).await;
                connection.end(done).await
            }
            $crate::store::Backend::Sqlite { engine, .. } => {
                engine.read(async move |connection: &mut diesel::SqliteConnection| {
                    $crate::sqlite::queries::$($path)::+(connection, $($arg),*).await
                }).await
            }
        }
    };
}

/// Runs a query of `queries` on a connection of its own, which no other work keeps waiting.
macro_rules! probe {
    (method $(#[$doc:meta])* $name:ident() -> $result:ty = $($path:ident)::+) => {
        $(#[$doc])*
        pub async fn $name(&self) -> Result<$result> {
            match &self.backend {
                $crate::store::Backend::Postgres(engine) => {
                    let mut connection = engine.to_probe().await?;
                    let done = $crate::pg::queries::$($path)::+(&mut connection).await;
                    let done = connection.end(done).await?;
                    engine.try_to_write().await?;
                    Ok(done)
                }
                $crate::store::Backend::Sqlite { engine, .. } => {
                    engine.probe(async move |connection: &mut diesel::SqliteConnection| {
                        $crate::sqlite::queries::$($path)::+(connection).await
                    }).await
                }
            }
        }
    };
}

/// Runs a unit of work in a transaction of its own; `$conn` is its connection, `$q` the queries of
/// its database. A conflicting one is tried again, with clones of its arguments.
macro_rules! unit {
    ($store:expr, ($($arg:ident),*), |$conn:ident, $q:ident| $unit:expr) => {
        match &$store.backend {
            $crate::store::Backend::Postgres(engine) => {
                let engine = engine.clone();
                let mut first = Some(engine.lease().await?);
                $crate::store::run::to_its_end(async move {
                    let mut attempt = 1;
                    loop {
                        $(let $arg = $arg.clone();)*
                        let mut connection = engine.to_write(first.take()).await?;
                        let $conn = &mut *connection;
                        let done = async {
                            use $crate::pg::queries as $q;
                            $unit
                        }.await;
                        match connection.end(done).await {
                            Err(error) if $crate::store::run::again(&error, &mut attempt) => {}
                            done => return done,
                        }
                    }
                }).await
            }
            $crate::store::Backend::Sqlite { engine, .. } => {
                engine.write(async move |$conn: &mut diesel::SqliteConnection| {
                    use $crate::sqlite::queries as $q;
                    $unit
                }).await
            }
        }
    };
}

/// Runs a query of `queries` in a transaction of its own.
macro_rules! write {
    (method $(#[$doc:meta])* $name:ident($($arg:ident: $type:ty),*) -> $result:ty = $($path:ident)::+) => {
        $(#[$doc])*
        pub fn $name(&self, $($arg: $type),*) -> $crate::store::Work<'_, $result> {
            Box::pin(async move { $crate::store::run::write!(self, $($path)::+($($arg),*)) })
        }
    };
    ($store:expr, $($path:ident)::+ ( $($arg:ident),* $(,)? )) => {
        $crate::store::run::unit!($store, ($($arg),*), |conn, q| {
            q::$($path)::+(conn, $($arg),*).await
        })
    };
}

/// Runs a query of `queries` with `Meta` first, and keeps its rendered answer with the caller's
/// idempotency key, all in one transaction.
macro_rules! answered {
    (method $(#[$doc:meta])* $name:ident($($arg:ident: $type:ty),*) -> $result:ty = $($path:ident)::+) => {
        $(#[$doc])*
        pub fn $name(
            &self,
            meta: Meta,
            $($arg: $type,)*
            render: Render<$result>,
        ) -> $crate::store::Work<'_, StoredAnswer> {
            Box::pin(async move {
                $crate::store::run::unit!(self, ($($arg),*), |conn, q| {
                    if let Some(kept) = q::idempotency::before(conn, &meta).await? {
                        return Ok(kept);
                    }
                    let value = q::$($path)::+(conn, &meta, $($arg),*).await?;
                    let answer = render(&value);
                    q::idempotency::after(conn, &meta, &answer).await?;
                    Ok(answer)
                })
            })
        }
    };
}

/// Methods of [`Store`](super::Store), one line each: verb, name, arguments, result and query.
macro_rules! store {
    ($(
        $(#[$doc:meta])*
        $verb:ident $name:ident($($arg:ident: $type:ty),* $(,)?) -> $result:ty = $($path:ident)::+;
    )+) => {
        impl Store {
            $($crate::store::run::$verb! {
                method $(#[$doc])* $name($($arg: $type),*) -> $result = $($path)::+
            })+
        }
    };
}

pub(crate) use {answered, probe, read, store, unit, write};

/// Runs a write to completion even if the client disconnects or its time is over; until it has a
/// connection it is dropped with its request.
pub(crate) async fn to_its_end<T: Send + 'static>(
    unit: impl Future<Output = Result<T>> + Send + 'static,
) -> Result<T> {
    let done = tokio::spawn(unit).await;
    done.map_err(|error| Error::Internal(format!("a unit of work did not finish: {error}")))?
}

/// Whether a conflicting write is tried again.
pub(crate) const fn again(error: &Error, attempt: &mut u32) -> bool {
    let again = matches!(error, Error::Contention(_)) && *attempt < ATTEMPTS;
    *attempt += 1;
    again
}
