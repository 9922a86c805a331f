//! Mentorships and their cycle: one unit of work for every command.

use super::{Conn, RunQueryDsl, dialect, journal, programmes, templates};

mod gather;
mod load;
pub(crate) mod mails;
mod save;
mod transition;

pub(crate) use gather::of_person;
pub(crate) use load::{head, head_of_appointment, load, lock, mentor_reads_student};
pub(crate) use save::insert;
pub(crate) use transition::{
    Outcome, apply_locked, close_with_programme, lapse_due, share, transition,
};
