//! Key of a meeting in the calendars of those who come (R26).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Key of a meeting: the same for a whole chain of moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarKey {
    /// First appointment of the chain, or career interview.
    pub id: Uuid,
    /// Rises with each change: a calendar passes over what is older than what it has.
    pub sequence: u32,
}
