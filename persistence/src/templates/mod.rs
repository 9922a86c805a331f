//! Templates of road-books that were read before.

use crate::types::Id;
use domain::roadbook::Template;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// Most templates that are kept.
const MOST: usize = 64;

/// Programme and version: a version of a template never changes, so that none here is ever stale.
type Key = (Id, i32);

static KEPT: LazyLock<Mutex<HashMap<Key, Arc<Template>>>> = LazyLock::new(Mutex::default);

/// The template, if it was read before.
pub(crate) fn kept(key: Key) -> Option<Arc<Template>> {
    let kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    kept.get(&key).cloned()
}

/// Keeps a template.
pub(crate) fn keep(key: Key, template: Template) -> Arc<Template> {
    let template = Arc::new(template);
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() >= MOST {
        kept.clear();
    }
    kept.insert(key, template.clone());
    template
}
