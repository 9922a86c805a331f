//! SQLite: one writer thread and a few reader threads. A whole unit of work crosses to its thread
//! once and back once, and always runs to completion: a client that disconnects can't leave a
//! transaction open.
//!
//! The writer takes all units that are waiting into one transaction, each in its savepoint, so that
//! many share one `fsync` (group commit); answers are sent after the commit. A unit whose request is
//! over before it began doesn't run. When writes pause, the write-ahead log is taken into the file
//! and emptied.

mod file;
pub(crate) mod restore;

pub(crate) use file::{back_up, open, prepare};

use super::framing;
use super::outage::Outage;
use crate::error::{Error, Result};
use crate::kept::Kept;
use crate::store::PoolLoad;
use diesel::SqliteConnection;
use diesel::connection::SimpleConnection;
use diesel::query_dsl::methods::ExecuteDsl;
use futures_util::FutureExt;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::oneshot;

/// Units that may wait for the writer; more are answered `Overloaded`.
const WRITE_QUEUE: usize = 1024;
/// Units that may wait for a reader.
const READ_QUEUE: usize = 4096;
/// Units that share one commit at the most.
const GROUP: usize = 64;

/// Pause of the writes after which the write-ahead log is emptied.
const PAUSE: Duration = Duration::from_millis(300);
/// Takes the write-ahead log into the file and empties it, unless a reader still needs it.
const EMPTY_LOG: &str =
    "PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA busy_timeout = 5000";

const BEGIN: &str = "BEGIN";
const END: &str = "COMMIT";

/// Setting of the connection for readiness, which doesn't wait for the writer.
const IMPATIENT: &str = "PRAGMA busy_timeout = 100";
/// Result of a unit of work: whether its writes stay, and the sending of its answer.
struct Finished {
    keep: bool,
    deliver: Box<dyn FnOnce(&Committed) + Send>,
}

/// Whether a unit's writes were committed, and why not.
type Committed = std::result::Result<(), String>;

type Job = Box<dyn FnOnce(&mut SqliteConnection) -> Finished + Send>;

/// The running threads.
#[derive(Clone)]
pub(crate) struct Engine {
    write: flume::Sender<Job>,
    read: flume::Sender<Job>,
    probe: flume::Sender<Job>,
    threads: Arc<Mutex<Vec<JoinHandle<()>>>>,
    outage: Arc<Outage>,
    path: Arc<str>,
}

impl Engine {
    /// Starts the threads on a database file: readers enough to keep the processors busy.
    pub(crate) fn start(path: &str, readers: usize) -> Result<Self> {
        let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
        let readers = readers.min(processors.saturating_mul(2));
        let (write, writes) = flume::bounded::<Job>(WRITE_QUEUE);
        let (read, reads) = flume::bounded::<Job>(READ_QUEUE);
        let (probe, probes) = flume::bounded::<Job>(READ_QUEUE);
        let outage: Arc<Outage> = Arc::default();
        let writer = Worker::open(path, false, &outage)?;
        let mut prober = Worker::open(path, false, &outage)?;
        prober.execute(IMPATIENT).map_err(Error::Unavailable)?;
        let mut threads = vec![
            spawn("database-writer", writer, move |worker| {
                worker.serve_writes(&writes);
            })?,
            spawn("database-probe", prober, move |worker| {
                worker.serve_reads(&probes);
            })?,
        ];
        for number in 0..readers {
            let reads = reads.clone();
            let reader = Worker::open(path, true, &outage)?;
            let name = format!("database-reader-{number}");
            threads.push(spawn(&name, reader, move |worker| {
                worker.serve_reads(&reads);
            })?);
        }
        Ok(Self {
            write,
            read,
            probe,
            threads: Arc::new(Mutex::new(threads)),
            outage,
            path: path.into(),
        })
    }

    /// Reads in one visit to a reader thread.
    pub(crate) async fn read<T: Send + 'static, F>(&self, unit: F) -> Result<T>
    where
        F: AsyncFnOnce(&mut SqliteConnection) -> Result<T> + Send + 'static,
    {
        run(&self.read, unit).await
    }

    /// Writes in one transaction on the writer thread.
    pub(crate) async fn write<T: Send + 'static, F>(&self, unit: F) -> Result<T>
    where
        F: AsyncFnOnce(&mut SqliteConnection) -> Result<T> + Send + 'static,
    {
        run(&self.write, unit).await
    }

    /// Runs a unit on the connection for readiness. That the writer is busy is no failure while its
    /// work succeeds.
    pub(crate) async fn probe<T: Default + Send + 'static, F>(&self, unit: F) -> Result<T>
    where
        F: AsyncFnOnce(&mut SqliteConnection) -> Result<T> + Send + 'static,
    {
        match run(&self.probe, unit).await {
            Err(Error::Unavailable(cause)) if cause.contains("locked") && !self.outage.lasts() => {
                Ok(T::default())
            }
            probed => probed,
        }
    }

    /// Whether the last work failed for want of the database.
    pub(crate) fn outage_lasts(&self) -> bool {
        self.outage.lasts()
    }

    /// Empties the write-ahead log, at the end of work.
    pub(crate) fn empty_log(&self) -> Result<()> {
        let mut connection = open(&self.path, false)?;
        connection.batch_execute(EMPTY_LOG)?;
        Ok(())
    }

    /// Number of threads, and of the units of work that wait for one.
    pub(crate) fn load(&self) -> PoolLoad {
        let threads = self.threads.lock().map_or(0, |threads| threads.len());
        PoolLoad {
            limit: threads,
            open: threads,
            in_use: None,
            waiting: self.write.len() + self.read.len(),
        }
    }

    /// Finishes queued work and ends the threads.
    pub(crate) fn close(self) {
        let Self {
            write,
            read,
            probe,
            threads,
            ..
        } = self;
        drop((write, read, probe));
        let threads = threads
            .lock()
            .map(|mut threads| std::mem::take(&mut *threads))
            .unwrap_or_default();
        for thread in threads {
            let _ = thread.join();
        }
    }
}

async fn run<T: Send + 'static, F>(queue: &flume::Sender<Job>, unit: F) -> Result<T>
where
    F: AsyncFnOnce(&mut SqliteConnection) -> Result<T> + Send + 'static,
{
    let (answer, answered) = oneshot::channel::<Result<T>>();
    let job: Job = Box::new(move |connection| {
        if answer.is_closed() {
            return Finished {
                keep: false,
                deliver: Box::new(|_| ()),
            };
        }
        // Every future in a unit is ready on SQLite, so one poll completes it; a foreign await
        // would make it `None`.
        let outcome = catch_unwind(AssertUnwindSafe(|| unit(connection).now_or_never()));
        let result = match outcome {
            Ok(Some(result)) => result,
            Ok(None) => Err(Error::Internal(
                "a unit of work waited for something foreign".into(),
            )),
            Err(_) => Err(Error::Internal("a unit of work panicked".into())),
        };
        let keep = result.is_ok();
        let deliver = Box::new(move |committed: &Committed| {
            let _ = answer.send(match committed {
                Err(cause) if keep => {
                    Err(Error::Unavailable(format!("the commit failed: {cause}")))
                }
                _ => result,
            });
        });
        Finished { keep, deliver }
    });
    match queue.try_send(job) {
        Ok(()) => {}
        Err(flume::TrySendError::Full(_)) => return Err(Error::Overloaded),
        Err(flume::TrySendError::Disconnected(_)) => {
            return Err(Error::Unavailable("shutting down".into()));
        }
    }
    answered
        .await
        .map_err(|_| Error::Unavailable("shutting down".into()))?
}

struct Worker {
    connection: SqliteConnection,
    path: String,
    reader: bool,
    outage: Arc<Outage>,
}

fn spawn(
    name: &str,
    worker: Worker,
    serve: impl FnOnce(Worker) + Send + 'static,
) -> Result<JoinHandle<()>> {
    let thread = std::thread::Builder::new().name(name.to_owned());
    let spawned = thread.spawn(move || serve(worker));
    spawned.map_err(|error| Error::Internal(error.to_string()))
}

impl Worker {
    fn open(path: &str, reader: bool, outage: &Arc<Outage>) -> Result<Self> {
        Ok(Self {
            connection: open(path, reader)?,
            path: path.to_owned(),
            reader,
            outage: outage.clone(),
        })
    }

    fn serve_reads(mut self, jobs: &flume::Receiver<Job>) {
        while let Ok(job) = jobs.recv() {
            // in one transaction, a unit reads one state of the database; what can't begin fails below
            let framed = self.reader && framing(|| self.run(BEGIN)).is_ok();
            let done = job(&mut self.connection);
            if framed && framing(|| self.run(END)).is_err() {
                // else the next unit would read this one's state
                self.reopen();
            }
            (done.deliver)(&Ok(()));
        }
    }

    fn serve_writes(mut self, jobs: &flume::Receiver<Job>) {
        loop {
            let first = match jobs.recv_timeout(PAUSE) {
                Ok(job) => Ok(job),
                Err(flume::RecvTimeoutError::Disconnected) => break,
                Err(flume::RecvTimeoutError::Timeout) if self.has_log() => {
                    // tried again at the next pause where it fails
                    let _ = self.execute(EMPTY_LOG);
                    continue;
                }
                Err(flume::RecvTimeoutError::Timeout) => jobs.recv(),
            };
            let Ok(first) = first else { break };
            let group = std::iter::once(first)
                .chain(jobs.try_iter().take(GROUP - 1))
                .collect();
            self.commit_together(group);
        }
    }

    /// Whether the write-ahead log holds anything.
    fn has_log(&self) -> bool {
        std::fs::metadata(format!("{}-wal", self.path)).is_ok_and(|log| log.len() > 0)
    }

    fn commit_together(&mut self, group: Vec<Job>) {
        let begun = self.run("BEGIN IMMEDIATE");
        let mut delivers = Vec::with_capacity(group.len());
        for job in group {
            if begun.is_err() || self.run("SAVEPOINT unit").is_err() {
                // Without a transaction nothing may run: its answer is lost with its channel.
                drop(job);
                continue;
            }
            let done = job(&mut self.connection);
            let ended = if done.keep {
                self.run("RELEASE unit")
            } else {
                self.execute("ROLLBACK TO unit; RELEASE unit")
            };
            delivers.push((done.deliver, ended));
        }
        let committed = begun.and_then(|()| self.run(END));
        match &committed {
            Ok(()) => _ = self.outage.worked(),
            Err(cause) => {
                self.outage.failed(cause);
                let _ = self.execute("ROLLBACK");
                self.reopen();
            }
        }
        for (deliver, ended) in delivers {
            deliver(&committed.clone().and(ended));
        }
    }

    /// Runs one statement, which stays prepared.
    fn run(&mut self, statement: &'static str) -> Committed {
        let statement = Kept(diesel::sql_query(statement));
        let run = ExecuteDsl::execute(statement, &mut self.connection);
        run.map(drop).map_err(|error| error.to_string())
    }

    fn execute(&mut self, statement: &str) -> Committed {
        let executed = self.connection.batch_execute(statement);
        executed.map_err(|error| error.to_string())
    }

    fn reopen(&mut self) {
        match open(&self.path, self.reader) {
            Ok(connection) => self.connection = connection,
            Err(error) => tracing::error!(%error, "the database file can't be opened again"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn execute(engine: &Engine, statement: &'static str) -> Result<()> {
        let unit = async move |connection: &mut SqliteConnection| {
            connection.batch_execute(statement)?;
            Ok(())
        };
        engine.write(unit).await
    }

    #[tokio::test]
    async fn a_full_disk_refuses_writes_and_ends_by_itself() {
        let path = std::env::temp_dir().join(format!("mentoring-{}.db", uuid::Uuid::now_v7()));
        let engine = Engine::start(path.to_str().unwrap(), 1).unwrap();
        let table = "CREATE TABLE filled AS SELECT randomblob(10) AS bytes";
        execute(&engine, table).await.unwrap();
        execute(&engine, "PRAGMA max_page_count = 3").await.unwrap();
        let full = "INSERT INTO filled VALUES (randomblob(1000000))";
        let refused = execute(&engine, full).await.unwrap_err();
        assert!(matches!(refused, Error::Unavailable(_)), "{refused}");
        execute(&engine, "PRAGMA max_page_count = 1000")
            .await
            .unwrap();
        execute(&engine, full).await.unwrap();
        assert!(!engine.outage.lasts());
        engine.empty_log().unwrap();
        let log = std::fs::metadata(format!("{}-wal", path.display()));
        assert_eq!(log.map_or(0, |log| log.len()), 0);
        std::fs::remove_file(path).unwrap();
    }
}
