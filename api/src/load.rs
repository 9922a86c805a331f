//! Bounds of what is worked on at once, so that no caller's large bodies starve the others: bytes of
//! bodies in memory, in all and of one caller, imports, and reads.

use crate::http::problem::{Code, Problem};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};

/// Bytes of bodies in memory at the most.
const ALL: usize = 64 * 1_048_576;
/// …of one caller: two imports and some more.
const EACH: usize = 24 * 1_048_576;
/// Bytes of a body that are not counted: connections bound their number.
const SMALL: usize = 16 * 1_024;
/// Bytes by which a body of unknown length takes room.
const STEP: usize = 256 * 1_024;
/// Imports at once.
const IMPORTS: usize = 1;
/// Time an import waits for the one before it.
const WAIT: Duration = Duration::from_secs(3);

/// Work in progress.
pub struct Load {
    bodies: Arc<Mutex<Bodies>>,
    imports: Arc<Semaphore>,
    reads: Semaphore,
}

#[derive(Default)]
struct Bodies {
    all: usize,
    callers: HashMap<String, usize>,
}

/// Room for a caller's body, given back when dropped.
pub struct Room {
    bodies: Arc<Mutex<Bodies>>,
    caller: String,
    bytes: usize,
}

/// Turn of an import; the next one may begin when all its clones are dropped.
pub type Turn = Arc<OwnedSemaphorePermit>;

impl Load {
    /// No work in progress; so many reads at once.
    pub fn new(reads: usize) -> Self {
        Self {
            bodies: Arc::default(),
            imports: Arc::new(Semaphore::new(IMPORTS)),
            reads: Semaphore::new(reads),
        }
    }

    /// Waits for a read's turn, in the order of their coming: a burst that took its connections one
    /// statement at a time would end all at once, and late. Writes don't wait behind it.
    ///
    /// # Errors
    /// 503 `overloaded` after the patience of a request.
    pub async fn read(&self, patience: Duration) -> Result<SemaphorePermit<'_>, Problem> {
        match tokio::time::timeout(patience, self.reads.acquire()).await {
            Ok(Ok(turn)) => Ok(turn),
            _ => Err(Problem::new(Code::Overloaded)),
        }
    }

    /// Room for a body of this caller, none taken yet.
    pub fn room(&self, caller: String) -> Room {
        Room {
            bodies: self.bodies.clone(),
            caller,
            bytes: 0,
        }
    }

    /// Waits for an import's turn, but not for long.
    ///
    /// # Errors
    /// 503 `overloaded`.
    pub async fn import(&self) -> Result<Turn, Problem> {
        let turn = self.imports.clone().acquire_owned();
        match tokio::time::timeout(WAIT, turn).await {
            Ok(Ok(turn)) => Ok(Arc::new(turn)),
            _ => Err(overloaded()),
        }
    }
}

impl Room {
    /// Takes room for a body of known length.
    ///
    /// # Errors
    /// 503 `overloaded`.
    pub fn take(&mut self, bytes: usize) -> Result<(), Problem> {
        if bytes <= SMALL.max(self.bytes) {
            return Ok(());
        }
        let more = bytes.saturating_sub(self.bytes);
        let mut bodies = lock(&self.bodies);
        let own = bodies.callers.get(&self.caller).copied();
        let (all, own) = (
            bodies.all.saturating_add(more),
            own.unwrap_or(0).saturating_add(more),
        );
        if all > ALL || own > EACH {
            return Err(overloaded());
        }
        bodies.all = all;
        bodies.callers.insert(self.caller.clone(), own);
        self.bytes = bytes;
        Ok(())
    }

    /// Takes room for a body that has grown to this length.
    ///
    /// # Errors
    /// 503 `overloaded`.
    pub fn grow(&mut self, bytes: usize) -> Result<(), Problem> {
        if bytes <= SMALL.max(self.bytes) {
            return Ok(());
        }
        self.take(bytes.saturating_add(STEP))
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        if self.bytes == 0 {
            return;
        }
        let mut bodies = lock(&self.bodies);
        bodies.all = bodies.all.saturating_sub(self.bytes);
        let left = bodies.callers.get(&self.caller).copied().unwrap_or(0);
        match left.saturating_sub(self.bytes) {
            0 => _ = bodies.callers.remove(&self.caller),
            left => _ = bodies.callers.insert(self.caller.clone(), left),
        }
    }
}

fn lock(bodies: &Mutex<Bodies>) -> MutexGuard<'_, Bodies> {
    bodies.lock().unwrap_or_else(PoisonError::into_inner)
}

fn overloaded() -> Problem {
    let mut problem = Problem::new(Code::Overloaded);
    problem.retry_after = Some(5);
    problem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_caller_takes_some_room_only_and_all_of_them_no_more_than_there_is() {
        let load = Load::new(1);
        let room = |caller: &str| load.room(caller.to_owned());
        let (mut first, mut second) = (room("a"), room("a"));
        first.take(EACH).unwrap();
        assert_eq!(second.take(SMALL + 1).unwrap_err().code, Code::Overloaded);
        second.take(SMALL).unwrap();
        let (mut other, mut third) = (room("b"), room("c"));
        other.take(EACH).unwrap();
        third.take(ALL - 2 * EACH).unwrap();
        assert!(room("d").take(SMALL + 1).is_err());
        drop(first);
        second.take(EACH).unwrap();
    }

    #[test]
    fn room_is_given_back() {
        let load = Load::new(1);
        let mut room = load.room("a".to_owned());
        room.grow(SMALL).unwrap();
        assert_eq!(room.bytes, 0);
        room.grow(SMALL + 1).unwrap();
        room.grow(SMALL + STEP).unwrap();
        room.grow(STEP * 3).unwrap();
        assert_eq!(lock(&load.bodies).all, room.bytes);
        drop(room);
        let bodies = lock(&load.bodies);
        assert!(bodies.all == 0 && bodies.callers.is_empty());
    }
}
