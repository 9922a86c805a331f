//! Proposals and bookings (R11); their possible starts are in `start`.

use super::Mentorship;
use super::apply::Log;
use super::command::{Context, EventKind, Meeting, Move};
use super::cycle::Missed;
use super::facts::Appointment;
use super::interview::{Confirmed, Interview};
use super::start::expect_own_waiver;
use crate::ids::AppointmentId;
use crate::refusal::{Code, Refusal};
use crate::text::Note;
use crate::words::{AppointmentState, Party, Step};
use chrono::{DateTime, Utc};

impl Mentorship {
    pub(super) fn may_propose(&self, step: Step, context: &Context<'_>) -> Result<(), Refusal> {
        context.programme.expect_open()?;
        self.expect_active()?;
        context.as_party()?;
        self.may_book(step, context)
    }

    pub(super) fn propose(
        &mut self,
        step: Step,
        meeting: Meeting,
        waive_lead: bool,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        context.programme.expect_open()?;
        self.expect_active()?;
        let party = context.as_party()?;
        expect_own_waiver(waive_lead, context)?;
        let proposal = Appointment {
            proposed_by: Some(party),
            ..meeting.into_facts(step, context.now)
        };
        self.expect_start(&proposal, waive_lead, context)?;
        self.waive_lead(&proposal, waive_lead, context, log);
        log.appointment(EventKind::AppointmentProposed, &proposal);
        self.others.push(proposal);
        Ok(())
    }

    /// R11: finds an unanswered proposal of this party, which must be one of the two.
    fn expect_proposal(
        &self,
        id: AppointmentId,
        author: Option<Party>,
        context: &Context<'_>,
    ) -> Result<&Appointment, Refusal> {
        context.programme.expect_open()?;
        self.expect_active()?;
        let proposal = self.find_proposal(id, context.now)?;
        if author.is_some() && proposal.proposed_by == author {
            return Ok(proposal);
        }
        Err(Code::NotYourTurn.into())
    }

    pub(super) fn may_confirm(
        &self,
        id: AppointmentId,
        waive_lead: bool,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        let proposal = self.expect_proposal(id, context.party().map(Party::other), context)?;
        expect_own_waiver(waive_lead, context)?;
        self.expect_start(proposal, waive_lead, context)
    }

    pub(super) fn confirm(
        &mut self,
        id: AppointmentId,
        waive_lead: bool,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        self.may_confirm(id, waive_lead, context)?;
        let proposal = self.take_other(id)?;
        self.waive_lead(&proposal, waive_lead, context, log);
        // Confirming the new date cancels the old one, unless it has begun in the meantime.
        if let Some(old) = self.replaced_ahead(&proposal, context.now) {
            self.release_ahead(old, proposal.reason.clone(), context, log)?;
        }
        log.appointment(EventKind::AppointmentConfirmed, &proposal);
        let step = proposal.step;
        self.change(step, context, |interview| {
            interview.confirm(Confirmed::new(proposal))
        })
    }

    pub(super) fn may_decline(
        &self,
        id: AppointmentId,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        self.expect_proposal(id, context.party().map(Party::other), context)
            .map(drop)
    }

    pub(super) fn decline(
        &mut self,
        id: AppointmentId,
        reason: Option<Note>,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        self.may_decline(id, context)?;
        self.end_proposal(id, AppointmentState::Declined, reason, log);
        Ok(())
    }

    pub(super) fn may_withdraw(
        &self,
        id: AppointmentId,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        self.expect_proposal(id, context.party(), context).map(drop)
    }

    pub(super) fn withdraw(
        &mut self,
        id: AppointmentId,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        self.may_withdraw(id, context)?;
        self.end_proposal(id, AppointmentState::Withdrawn, None, log);
        Ok(())
    }

    pub(super) fn may_cancel(
        &self,
        id: AppointmentId,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        context.programme.expect_open()?;
        self.expect_active()?;
        let appointment = self.find(id)?;
        if appointment.state != AppointmentState::Confirmed || appointment.starts_at <= context.now
        {
            let state = appointment.state_at(context.now);
            return Err(Refusal::new(Code::WrongState).state(state.as_str()));
        }
        context.as_party().map(drop)
    }

    pub(super) fn cancel(
        &mut self,
        id: AppointmentId,
        reason: Note,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        self.may_cancel(id, context)?;
        self.release_ahead(id, Some(reason), context, log)
    }

    /// R11: finds an appointment that can move: a proposal, or a confirmed one ahead.
    fn movable(&self, id: AppointmentId, context: &Context<'_>) -> Result<&Appointment, Refusal> {
        context.programme.expect_open()?;
        self.expect_active()?;
        let old = self.find(id)?;
        let state = old.state_at(context.now);
        let ahead = old.starts_at > context.now;
        match state {
            AppointmentState::Proposed => {}
            AppointmentState::Confirmed if ahead => {}
            _ => return Err(Refusal::new(Code::WrongState).state(state.as_str())),
        }
        context.as_party()?;
        Ok(old)
    }

    pub(super) fn may_reschedule(
        &self,
        id: AppointmentId,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        let old = self.movable(id, context)?;
        self.may_book(old.step, context)
    }

    pub(super) fn reschedule(
        &mut self,
        id: AppointmentId,
        to: Move,
        waive_lead: bool,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        let old = self.movable(id, context)?;
        let party = context.as_party()?;
        expect_own_waiver(waive_lead, context)?;
        let (step, chain) = (old.step, old.chain);
        let meeting = Meeting {
            id: to.id,
            starts_at: to.starts_at,
            duration_minutes: to.duration_minutes.unwrap_or(old.duration_minutes),
            means: to.means.unwrap_or_else(|| old.means.clone()),
            note: to.note,
        };
        let proposal = Appointment {
            proposed_by: Some(party),
            replaces: Some(id),
            chain,
            sequence: self.next_sequence(chain),
            reason: to.reason,
            ..meeting.into_facts(step, context.now)
        };
        self.expect_start(&proposal, waive_lead, context)?;
        self.waive_lead(&proposal, waive_lead, context, log);
        // A replaced proposal ends at once; so does an earlier proposal to move the same
        // appointment.
        self.drop_proposals(|other| other.chain == chain, context.now, log);
        log.appointment(EventKind::AppointmentProposed, &proposal);
        self.others.push(proposal);
        Ok(())
    }

    pub(super) fn lapse(
        &mut self,
        id: AppointmentId,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        let appointment = self.find(id)?;
        if appointment.state != AppointmentState::Proposed || appointment.starts_at > context.now {
            return Err(Refusal::new(Code::WrongState).state(appointment.state.as_str()));
        }
        self.end_proposal(id, AppointmentState::Lapsed, None, log);
        Ok(())
    }

    /// Confirmed appointment ahead that is cancelled when the proposal is confirmed: the one at the
    /// head of its chain, however many proposals came between (R11).
    pub(super) fn replaced_ahead(
        &self,
        proposal: &Appointment,
        now: DateTime<Utc>,
    ) -> Option<AppointmentId> {
        let mut chain = self.appointments().filter(|old| {
            old.chain == proposal.chain
                && old.id != proposal.id
                && old.state == AppointmentState::Confirmed
                && old.starts_at > now
        });
        chain.next().map(|old| old.id)
    }

    /// Cancels a confirmed appointment that lies ahead.
    pub(super) fn release_ahead(
        &mut self,
        id: AppointmentId,
        reason: Option<Note>,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        let appointment = self.find(id)?;
        let (step, chain) = (appointment.step, appointment.chain);
        let mut cancelled = self.release(id, step, context)?;
        cancelled.state = AppointmentState::Cancelled;
        cancelled.reason = reason;
        if context.party().is_some() {
            cancelled.recorded_by = context.person;
            cancelled.recorded_at = Some(context.now);
        }
        cancelled.sequence = self
            .next_sequence(chain)
            .max(cancelled.sequence.saturating_add(1));
        log.appointment(EventKind::AppointmentCancelled, &cancelled);
        self.others.push(cancelled);
        Ok(())
    }

    /// Removes a confirmed appointment from its interview.
    pub(super) fn release(
        &mut self,
        id: AppointmentId,
        step: Step,
        context: &Context<'_>,
    ) -> Result<Appointment, Refusal> {
        let mut released = None;
        self.change(step, context, |interview| {
            let (confirmed, rest) = interview.release(id)?;
            released = Some(confirmed.into_facts());
            Ok(rest)
        })?;
        released.ok_or(Code::WrongState.into())
    }

    /// Applies an event to an interview of the cycle.
    pub(super) fn change(
        &mut self,
        step: Step,
        context: &Context<'_>,
        event: impl FnOnce(Interview) -> Result<Interview, Refusal>,
    ) -> Result<(), Refusal> {
        let missed = Missed::proven(self.window(Step::ActionPlan), context.today(), context.now);
        self.cycle = std::mem::take(&mut self.cycle).change(step, missed, event)?;
        Ok(())
    }

    /// Ends every proposal of a kind: withdrawn, by either party, or lapsed if its start passed.
    pub(super) fn drop_proposals(
        &mut self,
        which: impl Fn(&Appointment) -> bool,
        now: DateTime<Utc>,
        log: &mut Log,
    ) {
        for other in &mut self.others {
            if other.state == AppointmentState::Proposed && which(other) {
                let lapsed = other.starts_at <= now;
                let (state, kind) = if lapsed {
                    (AppointmentState::Lapsed, EventKind::AppointmentLapsed)
                } else {
                    (AppointmentState::Withdrawn, EventKind::AppointmentWithdrawn)
                };
                other.state = state;
                log.appointment(kind, other);
            }
        }
    }

    fn end_proposal(
        &mut self,
        id: AppointmentId,
        state: AppointmentState,
        reason: Option<Note>,
        log: &mut Log,
    ) {
        if let Some(proposal) = self.others.iter_mut().find(|other| other.id == id) {
            proposal.state = state;
            // A declined proposal keeps no reason of its author's, which would read as the
            // decliner's.
            proposal.reason = match state {
                AppointmentState::Declined => reason,
                _ => reason.or_else(|| proposal.reason.take()),
            };
            let kind = match state {
                AppointmentState::Declined => EventKind::AppointmentDeclined,
                AppointmentState::Lapsed => EventKind::AppointmentLapsed,
                _ => EventKind::AppointmentWithdrawn,
            };
            log.appointment(kind, proposal);
        }
    }

    pub(super) fn take_other(&mut self, id: AppointmentId) -> Result<Appointment, Refusal> {
        let index = self.others.iter().position(|other| other.id == id);
        Ok(self
            .others
            .remove(index.ok_or(Refusal::new(Code::WrongState))?))
    }

    fn next_sequence(&self, chain: AppointmentId) -> u32 {
        let chained = self
            .appointments()
            .filter(|appointment| appointment.chain == chain);
        chained
            .map(|appointment| appointment.sequence)
            .max()
            .map_or(0, |last| last.saturating_add(1))
    }
}
