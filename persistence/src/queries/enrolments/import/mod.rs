//! Import of students and mentors (R37): everything is read first, decided in one pass, and
//! written in batches; a bad row without `partial` writes nothing.

use super::{Conn, RunQueryDsl, dialect, journal, programmes};
use crate::error::Result;
use domain::programme::Programme;
use domain::words::ProgrammeStatus;

mod mentors;
mod people;
mod plan;
mod students;

pub(crate) use mentors::mentors;
pub(crate) use students::students;

/// R2: nobody is enrolled in a closed programme.
fn expect_not_closed(programme: &Programme) -> Result<()> {
    match programme.status {
        ProgrammeStatus::Closed => Ok(programme.expect_open()?),
        ProgrammeStatus::Draft | ProgrammeStatus::Open => Ok(()),
    }
}
