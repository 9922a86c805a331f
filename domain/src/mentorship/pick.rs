//! Picking one of the slots that the mentor has published (R11).

use super::Mentorship;
use super::apply::Log;
use super::command::{Context, EventKind, Meeting};
use super::facts::Appointment;
use super::interview::Confirmed;
use crate::availability::Availability;
use crate::refusal::{Code, Refusal};
use crate::words::{Party, Step};

impl Mentorship {
    /// Confirms a slot at once; the road-book's lead time binds as for any proposal of a student.
    pub(super) fn pick(
        &mut self,
        step: Step,
        meeting: Meeting,
        published: &Availability,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        context.programme.expect_open()?;
        self.expect_active()?;
        let party = context.as_party()?;
        if party != Party::Student {
            return Err(Refusal::new(Code::NotYourTurn).pointer("/from_slot"));
        }
        let is_offered = published.offers(&meeting);
        let picked = Appointment {
            proposed_by: Some(party),
            ..meeting.into_facts(step, context.now)
        };
        self.expect_start(&picked, false, context).map_err(taken)?;
        if !is_offered {
            return Err(Code::SlotTaken.into());
        }
        log.appointment(EventKind::AppointmentConfirmed, &picked);
        self.change(step, context, |interview| {
            interview.confirm(Confirmed::new(picked))
        })
    }
}

/// A slot that overlaps another appointment is one that is gone.
pub fn taken(refusal: Refusal) -> Refusal {
    match refusal.code {
        Code::Overlap => Code::SlotTaken.into(),
        _ => refusal,
    }
}
