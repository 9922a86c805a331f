//! Mentorships and their cycle: one unit of work for every command.

use super::{Conn, Later, RunQueryDsl, dialect, journal};

mod gather;
mod load;
pub(crate) mod mails;
mod nudge;
mod save;
mod steer;
mod transition;

pub(crate) use gather::gather;
pub(crate) use load::{
    HEAD, Head, HeadRow, KEYS, Keys, Known, People, ahead, answered, head, heads, into_head,
    joined, key, keys, load, lock, mentor_reads_student, people, slot, string_agg,
};
pub(crate) use nudge::nudge;
pub(crate) use save::insert;
pub(crate) use steer::steer;
pub(crate) use transition::{
    Outcome, apply_locked, close_with_programme, lapse_due, run_on, transition,
};
