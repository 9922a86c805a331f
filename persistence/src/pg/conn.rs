//! Connection on which a unit of work waits as seldom as it can: what it need not wait for is
//! queued, and sent in one flight with the next statement whose answer it needs.
//!
//! The server runs statements in the order in which they arrive, and they arrive in the order in
//! which they are polled first: each takes the cache of prepared statements in its turn, and is sent
//! before the next one gets it. COMMIT ends a flight, too: what fails before it on the server makes
//! it a rollback there, and what fails on this side keeps it from being sent.

use crate::kept::Kept;
use diesel::QueryResult;
use diesel::pg::Pg;
use diesel::query_builder::{AsQuery, AstPass, QueryFragment, QueryId};
use diesel_async::pooled_connection::PoolableConnection;
use diesel_async::{AsyncConnectionCore, AsyncPgConnection, SimpleAsyncConnection};
use futures_util::FutureExt;
use futures_util::future::{BoxFuture, join};
use std::future::poll_fn;
use std::task::Poll;

/// Most statements of a flight.
const MOST: usize = 64;
/// Most writes that leave as one statement.
const WRITES: usize = 16;

pub(crate) struct Conn {
    session: AsyncPgConnection,
    queue: Vec<Queued>,
    /// Whether several statements may be under way; behind a pooler each waits for the one before.
    pipelines: bool,
    in_transaction: bool,
}

enum Queued {
    /// SQL without parameters that may be several statements.
    Text(String),
    Statement(Statement),
    /// A statement that fails where it finds no row.
    Finding(Statement),
    Writes(Writes),
}

type Fragment = Box<dyn QueryFragment<Pg> + Send>;
type Statement = Kept<Fragment>;

/// Writes that don't depend on each other, as one statement. All of them find the database as it was
/// before; what they refer to in each other is checked at the end.
struct Writes(Vec<Fragment>);

impl QueryFragment<Pg> for Writes {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let Some((last, others)) = self.0.split_last() else {
            return Ok(());
        };
        for (number, other) in others.iter().enumerate() {
            let begin = if number == 0 { "WITH w" } else { ", w" };
            pass.push_sql(&format!("{begin}{number} AS ("));
            other.walk_ast(pass.reborrow())?;
            pass.push_sql(")");
        }
        if !others.is_empty() {
            pass.push_sql(" ");
        }
        last.walk_ast(pass)
    }
}

impl Queued {
    fn send(self, session: &AsyncPgConnection) -> BoxFuture<'_, QueryResult<usize>> {
        let mut session = session;
        match self {
            Self::Text(sql) => async move {
                session.batch_execute(&sql).await?;
                Ok(0)
            }
            .boxed(),
            Self::Statement(statement) => session.execute_returning_count(statement),
            Self::Writes(writes) => session.execute_returning_count(Kept(writes)),
            Self::Finding(statement) => async move {
                match session.execute_returning_count(statement).await? {
                    0 => Err(diesel::NotFound),
                    found => Ok(found),
                }
            }
            .boxed(),
        }
    }
}

impl Conn {
    pub(crate) fn new(session: AsyncPgConnection, pipelines: bool) -> Self {
        Self {
            session,
            queue: Vec::new(),
            pipelines,
            in_transaction: false,
        }
    }

    pub(crate) fn into_session(self) -> AsyncPgConnection {
        self.session
    }

    /// Begins a transaction with the next flight.
    pub(crate) fn begin(&mut self, sql: String) {
        self.in_transaction = true;
        self.queue.push(Queued::Text(sql));
    }

    pub(crate) const fn is_in_transaction(&self) -> bool {
        self.in_transaction
    }

    /// Commits once all that is queued has succeeded.
    ///
    /// # Errors
    /// The first statement's that failed; whether the commit stays is unknown where none was told
    /// by the server.
    pub(crate) async fn commit(&mut self) -> QueryResult<()> {
        let finding = |one: &Queued| matches!(one, Queued::Finding(_));
        if self.queue.iter().any(finding) {
            // to the server a row that isn't found is no failure
            self.flush().await?;
        }
        let commit = diesel::sql_query("COMMIT");
        self.queue.push(if self.pipelines {
            Queued::Statement(Kept(Box::new(commit)))
        } else {
            Queued::Text("COMMIT".to_owned())
        });
        self.flush().await?;
        self.in_transaction = false;
        Ok(())
    }

    /// Rolls back; what is queued is forgotten.
    pub(crate) async fn rollback(&mut self) -> QueryResult<()> {
        let not_sent = matches!(self.queue.first(), Some(Queued::Text(_)));
        self.queue.clear();
        if !not_sent {
            self.session.batch_execute("ROLLBACK").await?;
        }
        self.in_transaction = false;
        Ok(())
    }

    /// Whether it is of no more use: gone, or left by a unit that didn't come to its end.
    pub(crate) fn is_broken(&mut self) -> bool {
        self.in_transaction || !self.queue.is_empty() || self.session.is_broken()
    }

    async fn queue(&mut self, statement: Queued) -> QueryResult<()> {
        self.queue.push(statement);
        if self.queue.len() < MOST {
            return Ok(());
        }
        self.flush().await
    }

    async fn join(&mut self, write: Fragment) -> QueryResult<()> {
        match self.queue.last_mut() {
            Some(Queued::Writes(Writes(beside))) if beside.len() < WRITES => {
                beside.push(write);
                Ok(())
            }
            _ => self.queue(Queued::Writes(Writes(vec![write]))).await,
        }
    }

    /// Sends what is queued, and waits for its success.
    ///
    /// # Errors
    /// The first statement's that failed.
    pub(crate) async fn flush(&mut self) -> QueryResult<()> {
        self.depart().0.await
    }

    /// What is queued, to be polled before anything else is sent in the same flight; and the session
    /// for that.
    pub(crate) fn depart(&mut self) -> (BoxFuture<'_, QueryResult<()>>, &AsyncPgConnection) {
        let session = &self.session;
        let queue = std::mem::take(&mut self.queue);
        let pipelines = self.pipelines;
        let sent = async move {
            if !pipelines {
                for one in queue {
                    one.send(session).await?;
                }
                return Ok(());
            }
            in_turn(queue.into_iter().map(|one| one.send(session)).collect()).await
        };
        (sent.boxed(), session)
    }

    pub(crate) const fn pipelines(&self) -> bool {
        self.pipelines
    }

    fn with_queue<'a, T: Send + 'a>(
        &'a mut self,
        last: impl FnOnce(&'a AsyncPgConnection) -> BoxFuture<'a, QueryResult<T>>,
    ) -> BoxFuture<'a, QueryResult<T>> {
        if self.queue.is_empty() {
            return last(&self.session);
        }
        let pipelines = self.pipelines;
        let (queued, session) = self.depart();
        let last = last(session);
        async move {
            if !pipelines {
                queued.await?;
                return last.await;
            }
            let (queued, last) = join(queued, last).await;
            queued?;
            last
        }
        .boxed()
    }
}

/// Sends statements one behind the other without waiting; returns the first error in their order.
/// None is sent behind one that could not be.
async fn in_turn(statements: Vec<BoxFuture<'_, QueryResult<usize>>>) -> QueryResult<()> {
    let mut under_way: Vec<_> = statements.into_iter().map(Some).collect();
    let mut failed = None;
    poll_fn(|cx| {
        let (mut pending, mut end) = (false, None);
        for (at, one) in under_way.iter_mut().enumerate() {
            match one.as_mut().map(|one| one.poll_unpin(cx)) {
                None => {}
                Some(Poll::Pending) => pending = true,
                Some(Poll::Ready(Ok(_))) => *one = None,
                Some(Poll::Ready(Err(error))) => {
                    failed = Some(error);
                    end = Some(at);
                    break;
                }
            }
        }
        if let Some(end) = end {
            under_way.truncate(end);
        }
        if pending {
            return Poll::Pending;
        }
        Poll::Ready(failed.take().map_or(Ok(()), Err))
    })
    .await
}

impl SimpleAsyncConnection for Conn {
    async fn batch_execute(&mut self, query: &str) -> QueryResult<()> {
        self.flush().await?;
        self.session.batch_execute(query).await
    }
}

impl AsyncConnectionCore for Conn {
    type LoadFuture<'conn, 'query> = BoxFuture<'conn, QueryResult<Self::Stream<'conn, 'query>>>;
    type ExecuteFuture<'conn, 'query> = BoxFuture<'conn, QueryResult<usize>>;
    type Stream<'conn, 'query> = <AsyncPgConnection as AsyncConnectionCore>::Stream<'conn, 'query>;
    type Row<'conn, 'query> = <AsyncPgConnection as AsyncConnectionCore>::Row<'conn, 'query>;
    type Backend = Pg;

    fn load<'conn, 'query, T>(&'conn mut self, source: T) -> Self::LoadFuture<'conn, 'query>
    where
        T: AsQuery + 'query,
        T::Query: QueryFragment<Pg> + QueryId + 'query,
    {
        self.with_queue(|mut session| session.load(source))
    }

    fn execute_returning_count<'conn, 'query, T>(
        &'conn mut self,
        source: T,
    ) -> Self::ExecuteFuture<'conn, 'query>
    where
        T: QueryFragment<Pg> + QueryId + 'query,
    {
        self.with_queue(|mut session| session.execute_returning_count(source))
    }
}

/// Statements whose answer is not needed.
pub(crate) trait Later {
    /// Queues it; it fails where the next one is waited for.
    fn later(self, conn: &mut Conn) -> impl Future<Output = QueryResult<()>> + Send;

    /// Queues it likewise; `NotFound` where it finds no row.
    fn later_found(self, conn: &mut Conn) -> impl Future<Output = QueryResult<()>> + Send;

    /// Queues a write that leaves in one statement with those queued so beside it. None may change a
    /// row that another one changes, look for what another one writes, or number its parameters itself,
    /// as a text of SQL does.
    fn beside(self, conn: &mut Conn) -> impl Future<Output = QueryResult<()>> + Send;
}

impl<T: QueryFragment<Pg> + Send + 'static> Later for T {
    fn later(self, conn: &mut Conn) -> impl Future<Output = QueryResult<()>> + Send {
        conn.queue(Queued::Statement(Kept(Box::new(self))))
    }

    fn later_found(self, conn: &mut Conn) -> impl Future<Output = QueryResult<()>> + Send {
        conn.queue(Queued::Finding(Kept(Box::new(self))))
    }

    fn beside(self, conn: &mut Conn) -> impl Future<Output = QueryResult<()>> + Send {
        conn.join(Box::new(self))
    }
}

/// Results of statements of one flight: all values, or the first error in their order. Later ones
/// say only that the transaction has failed.
pub(crate) trait InOrder {
    type All;

    fn in_order(self) -> QueryResult<Self::All>;
}

macro_rules! in_order {
    ($($one:ident)+) => {
        impl<$($one),+> InOrder for (QueryResult<()>, $(QueryResult<$one>),+) {
            type All = ($($one,)+);

            #[expect(non_snake_case, reason = "named as their types")]
            fn in_order(self) -> QueryResult<Self::All> {
                let (queued, $($one),+) = self;
                queued?;
                Ok(($($one?,)+))
            }
        }
    };
}
in_order!(A B);
in_order!(A B C);
in_order!(A B C D);
in_order!(A B C D E);
in_order!(A B C D E F);
in_order!(A B C D E F G);
in_order!(A B C D E F G H);
in_order!(A B C D E F G H I);
in_order!(A B C D E F G H I J);

#[cfg(test)]
mod tests;
