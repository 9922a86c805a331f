//! Tokens whose signature was found good.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Most tokens that are known.
pub(super) const MOST: usize = 1_024;
/// Longest token that is known, in bytes: so all of them take a few megabytes.
pub(super) const LONGEST: usize = 4_096;

/// What was read from tokens, by the whole token: nobody finds one by less than knowing it.
pub(super) struct Known<T>(Mutex<HashMap<String, Arc<T>>>);

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Known<T> {
    pub(super) fn get(&self, token: &str) -> Option<Arc<T>> {
        self.tokens().get(token).cloned()
    }

    /// Keeps a token, unless it is too long; when there is no room, all others are forgotten.
    pub(super) fn keep(&self, token: &str, read: T) -> Arc<T> {
        let read = Arc::new(read);
        if token.len() <= LONGEST {
            let mut tokens = self.tokens();
            if tokens.len() >= MOST {
                tokens.clear();
            }
            tokens.insert(token.to_owned(), read.clone());
        }
        read
    }

    pub(super) fn forget(&self, token: &str) {
        self.tokens().remove(token);
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.tokens().len()
    }

    fn tokens(&self) -> MutexGuard<'_, HashMap<String, Arc<T>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
