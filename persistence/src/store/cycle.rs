//! Mentorships and their commands.

use super::{Store, answered, read, write};
use crate::error::Result;
use crate::records::{MentorshipHead, MentorshipRecord};
use crate::unit::{Acting, Meta, Render, StoredAnswer};
use chrono::{DateTime, Utc};
use domain::ids::{AppointmentId, MentorshipId};
use domain::mentorship::Command;
use domain::words::Step;

impl Store {
    /// What access to a mentorship is decided by.
    pub async fn mentorship_head(&self, id: MentorshipId) -> Result<MentorshipHead> {
        read!(self, cycle::head(id))
    }

    /// The mentorship and step of an appointment.
    pub async fn appointment_of(&self, id: AppointmentId) -> Result<(MentorshipId, Step)> {
        read!(self, cycle::appointment_of(id))
    }

    /// A mentorship with its whole cycle.
    pub async fn mentorship(
        &self,
        id: MentorshipId,
        now: DateTime<Utc>,
    ) -> Result<MentorshipRecord> {
        read!(self, cycle::load(id, now))
    }

    /// Runs a command on a mentorship: appointments, outcomes, waiver, acknowledgement, end.
    /// Sending the road-book and the forms have doors of their own.
    pub async fn transition(
        &self,
        meta: Meta,
        id: MentorshipId,
        acting: Acting,
        command: Command,
        render: Render<MentorshipRecord>,
    ) -> Result<StoredAnswer> {
        answered!(self, meta, render, cycle::transition(id, acting, command))
    }

    /// Writes down proposals that went unanswered past their start, the oldest first; how many.
    pub async fn lapse_due(&self, now: DateTime<Utc>, limit: i64) -> Result<usize> {
        write!(self, cycle::lapse_due(now, limit))
    }
}
