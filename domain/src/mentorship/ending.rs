//! Ending of a mentorship (R2, R6).

use super::apply::Log;
use super::command::{Actor, Context, EventKind};
use super::facts::Ended;
use super::{Mentorship, Standing};
use crate::calendar::plus_days;
use crate::refusal::{Code, Refusal};
use crate::text::Note;
use crate::words::{AppointmentState, EndReason, Party, Step};

/// Days that a student gets to choose again when the mentor declines or leaves (R4).
const CHOICE_DAYS: i64 = 14;

impl Mentorship {
    /// R6: until these two have held an appointment, either may; then staff only.
    pub(super) fn may_end(&self, context: &Context<'_>) -> Result<(), Refusal> {
        context.programme.expect_open()?;
        self.expect_active()?;
        let Some(party) = context.party() else {
            return Ok(());
        };
        if Step::ALL.iter().any(|step| self.has_met(*step)) {
            return Err(context.staff_only());
        }
        let withdrawals = context.circumstances.withdrawals;
        if party == Party::Student && withdrawals >= context.programme.policies.max_withdrawals {
            return Err(Refusal::new(Code::TooManyChoices)
                .count(u64::from(withdrawals))
                .contact_email(context.programme.contact_email.as_deref()));
        }
        Ok(())
    }

    pub(super) fn end(
        &mut self,
        reason: Option<EndReason>,
        note: Option<Note>,
        pause: bool,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        self.may_end(context)?;
        if pause && !context.is(Party::Mentor) {
            return Err(Refusal::new(Code::NotYourTurn).pointer("/pause"));
        }
        let reason = match (context.actor, reason) {
            (Actor::Party(_), Some(_)) | (Actor::Service, _) => {
                return Err(context.staff_only().pointer("/end_reason"));
            }
            (Actor::Party(Party::Student), None) => EndReason::StudentWithdrew,
            (Actor::Party(Party::Mentor), None) => EndReason::MentorDeclined,
            // These two reasons are set by closing and by reassigning, never sent by a client.
            (Actor::Staff, None | Some(EndReason::ProgrammeClosed | EndReason::Reassigned)) => {
                return Err(Refusal::new(Code::ReasonRequired).pointer("/end_reason"));
            }
            (Actor::Staff, Some(_)) if note.is_none() => {
                return Err(Refusal::new(Code::ReasonRequired).pointer("/note"));
            }
            (Actor::Staff, Some(reason)) => reason,
        };
        log.effects.withdrew = reason == EndReason::StudentWithdrew && context.is(Party::Student);
        log.effects.pause = pause;
        if matches!(reason, EndReason::MentorDeclined | EndReason::MentorLeft) {
            log.effects.choice_until = Some(plus_days(context.today(), CHOICE_DAYS));
        }
        self.terminate(reason, note, context, log)
    }

    /// R2: the programme closes with this mentorship still live.
    pub(super) fn close_with_programme(
        &mut self,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        self.expect_active()?;
        self.terminate(EndReason::ProgrammeClosed, None, context, log)
    }

    /// Proposals are withdrawn, appointments ahead cancelled; one that has begun waits for its
    /// outcome.
    pub(super) fn terminate(
        &mut self,
        reason: EndReason,
        note: Option<Note>,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        self.drop_proposals(|_| true, context.now, log);
        let ahead: Vec<_> = self
            .appointments()
            .filter(|appointment| {
                appointment.state == AppointmentState::Confirmed
                    && appointment.starts_at > context.now
            })
            .map(|appointment| appointment.id)
            .collect();
        // The note is for its author and staff, so the cancelled appointments don't tell it.
        for id in ahead {
            self.release_ahead(id, None, context, log)?;
        }
        // Closing the programme ends every mentorship, so no person is recorded for this one.
        let by_person = reason != EndReason::ProgrammeClosed;
        let ended = Ended {
            at: context.now,
            reason: Some(reason),
            note,
            by: context.person.filter(|_| by_person),
        };
        self.standing = Standing::Ended(ended);
        log.effects.frees_place = true;
        log.mentorship(EventKind::MentorshipEnded);
        Ok(())
    }
}
