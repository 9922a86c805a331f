//! Possible starts of an appointment, and the lead time that the mentor may waive (R13, R14).

use super::Mentorship;
use super::apply::Log;
use super::command::{Context, EventKind};
use super::facts::{Appointment, Waiver};
use crate::ids::AppointmentId;
use crate::refusal::{Code, Refusal};
use crate::words::{AppointmentState, Party, Step};
use chrono::{DateTime, NaiveDate, Utc};

impl Mentorship {
    /// First local day of an appointment that the caller may propose now (R13, R14); `None` if they
    /// may propose none. The road-book's lead time doesn't bind the mentor, who may waive it in the
    /// same call.
    pub(super) fn proposable_from(&self, step: Step, context: &Context<'_>) -> Option<NaiveDate> {
        let may = self.may_propose(step, context).is_ok();
        may.then(|| self.earliest_on(step, context, context.is(Party::Mentor)))
    }

    /// R32, R8, R9: the caller may book, and some start is left.
    pub(super) fn may_book(&self, step: Step, context: &Context<'_>) -> Result<(), Refusal> {
        context.expect_charter()?;
        self.expect_bookable(step, context)?;
        let window = self.window(step);
        if window.to < context.today() {
            return Err(Refusal::new(Code::OutsideWindow).window(window));
        }
        let earliest = self.earliest_on(step, context, context.is(Party::Mentor));
        if earliest > window.to {
            return Err(Refusal::new(Code::TooEarly)
                .earliest_on(earliest)
                .window(window));
        }
        Ok(())
    }

    /// Checks a start against all rules, in the contract's order.
    pub(super) fn expect_start(
        &self,
        proposal: &Appointment,
        waive_lead: bool,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        context.expect_charter()?;
        self.expect_bookable(proposal.step, context)?;
        let start = context.programme.day(proposal.starts_at);
        self.expect_in_window(proposal.step, start, context)?;
        if proposal.starts_at <= context.now {
            return Err(Refusal::new(Code::InThePast).earliest_on(self.earliest_on(
                proposal.step,
                context,
                waive_lead,
            )));
        }
        let earliest = self.earliest_on(proposal.step, context, waive_lead);
        if start < earliest {
            return Err(Refusal::new(Code::TooEarly).earliest_on(earliest));
        }
        self.expect_free(proposal, context)
    }

    /// R13: no overlap with a confirmed appointment of either; touching is allowed.
    fn expect_free(&self, proposal: &Appointment, context: &Context<'_>) -> Result<(), Refusal> {
        let (starts_at, ends_at) = (proposal.starts_at, proposal.ends_at());
        let replaced = self.replaced_ahead(proposal, context.now);
        let clashes = |id: AppointmentId, start: DateTime<Utc>, end: DateTime<Utc>| {
            Some(id) != replaced && start < ends_at && starts_at < end
        };
        let busy = context
            .circumstances
            .busy
            .iter()
            .any(|busy| clashes(busy.appointment, busy.starts_at, busy.ends_at));
        let own = self
            .appointments()
            .filter(|other| other.state == AppointmentState::Confirmed)
            .any(|other| clashes(other.id, other.starts_at, other.ends_at()));
        if busy || own {
            Err(Code::Overlap.into())
        } else {
            Ok(())
        }
    }

    /// R14: the mentor waives the lead time in the same call, if there is one.
    pub(super) fn waive_lead(
        &mut self,
        proposal: &Appointment,
        waive_lead: bool,
        context: &Context<'_>,
        log: &mut Log,
    ) {
        let step = proposal.step;
        let nearer =
            context.programme.day(proposal.starts_at) < self.earliest_on(step, context, false);
        if waive_lead && nearer {
            self.preparation_mut(step).waiver = Some(Waiver {
                given_at: context.now,
                reason: None,
            });
            log.step(EventKind::RoadbookWaived, step);
        }
    }
}

/// Refuses a waiver of the lead time by anybody but the mentor (R14).
pub(super) fn expect_own_waiver(waive_lead: bool, context: &Context<'_>) -> Result<(), Refusal> {
    if waive_lead && !context.is(Party::Mentor) {
        return Err(Refusal::new(Code::NotYourTurn).pointer("/waive_roadbook_lead"));
    }
    Ok(())
}
