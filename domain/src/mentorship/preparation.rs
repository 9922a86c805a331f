//! The road-book on its way to the mentor: sending in time, and doing without it (R19, R20).

use super::Mentorship;
use super::apply::Log;
use super::command::{Context, EventKind, Sent};
use super::facts::{Appointment, Editions, Waiver};
use crate::calendar::plus_days;
use crate::refusal::{Code, Refusal};
use crate::text::Note;
use crate::words::{AppointmentState, InterviewState, LateRoadbook, Party, Step};
use chrono::{DateTime, NaiveDate, Utc};

impl Mentorship {
    /// R20: the last day to send: the earliest confirmed appointment's less the lead time; `None`
    /// if no road-book is required, it is waived, the two have met, or nothing is confirmed.
    pub(super) fn deadline_on(&self, step: Step, context: &Context<'_>) -> Option<NaiveDate> {
        if !self.lead_time_holds(step, context) {
            return None;
        }
        let start = context.programme.day(self.earliest_confirmed(step)?);
        Some(plus_days(
            start,
            -i64::from(context.programme.policies.roadbook_lead_days),
        ))
    }

    /// Start of the earliest confirmed appointment.
    pub fn earliest_confirmed(&self, step: Step) -> Option<DateTime<Utc>> {
        let appointments = self.cycle.interview(step).appointments();
        let confirmed = appointments
            .iter()
            .filter(|appointment| appointment.state == AppointmentState::Confirmed);
        confirmed.map(|appointment| appointment.starts_at).min()
    }

    /// R19, R20: whether an edition sent now is accepted, and its timeliness. One that was completed
    /// after the meeting, or after the form, reaches the mentor too.
    pub(super) fn may_send(&self, step: Step, context: &Context<'_>) -> Result<Sent, Refusal> {
        context.programme.expect_open()?;
        self.expect_active()?;
        context.only(Party::Student)?;
        self.expect_own(step)?;
        let state = self.state(step, context.today());
        match state {
            InterviewState::Open
            | InterviewState::Scheduled
            | InterviewState::Held
            | InterviewState::Concluded => {}
            InterviewState::Waiting => {
                return Err(Refusal::new(Code::InterviewNotOpen).state(state.as_str()));
            }
            InterviewState::Missed => {
                return Err(Refusal::new(Code::WindowOver)
                    .state(state.as_str())
                    .window(self.window(step))
                    .contact_email(context.programme.contact_email.as_deref()));
            }
            InterviewState::Excused => {
                return Err(Refusal::new(Code::InterviewSettled).state(state.as_str()));
            }
        }
        // Too late: completing it would not help.
        let sent = self.timeliness(step, context)?;
        let missing = step.pick(context.circumstances.missing_answers);
        if missing > 0 {
            return Err(Refusal::new(Code::RoadbookIncomplete).count(u64::from(missing)));
        }
        Ok(sent)
    }

    fn timeliness(&self, step: Step, context: &Context<'_>) -> Result<Sent, Refusal> {
        let today = context.today();
        let start = self.earliest_confirmed(step);
        let days_before = start
            .map(|start| {
                context
                    .programme
                    .day(start)
                    .signed_duration_since(today)
                    .num_days()
            })
            .and_then(|days| i32::try_from(days).ok());
        let Some(deadline) = self
            .deadline_on(step, context)
            .filter(|deadline| today > *deadline)
        else {
            return Ok(Sent {
                late: false,
                days_before,
            });
        };
        let first = self
            .preparation(step)
            .editions
            .as_ref()
            .map(|editions| editions.first_sent_at);
        if first.is_some_and(|sent_at| context.programme.day(sent_at) <= deadline) {
            return Ok(Sent {
                late: false,
                days_before,
            });
        }
        let begun = start.is_some_and(|start| start <= context.now);
        match context.programme.policies.late_roadbook {
            LateRoadbook::Mark if !begun => Ok(Sent {
                late: true,
                days_before,
            }),
            _ => {
                let lead = i64::from(context.programme.policies.roadbook_lead_days);
                let earliest = plus_days(today, lead).max(self.window(step).from);
                Err(Refusal::new(Code::RoadbookLate)
                    .deadline_on(deadline)
                    .earliest_on(earliest))
            }
        }
    }

    pub(super) fn send_roadbook(
        &mut self,
        step: Step,
        number: u32,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        log.effects.sent = Some(self.may_send(step, context)?);
        let preparation = self.preparation_mut(step);
        let first_sent_at = preparation
            .editions
            .as_ref()
            .map_or(context.now, |editions| editions.first_sent_at);
        preparation.editions = Some(Editions {
            first_sent_at,
            last_sent_at: context.now,
            last_number: number,
        });
        log.step(EventKind::RoadbookSent, step);
        Ok(())
    }

    /// R20: until the form is given, by the mentor or by staff.
    pub(super) fn may_waive(&self, step: Step, context: &Context<'_>) -> Result<(), Refusal> {
        context.expect_begun()?;
        self.expect_waivable(step)?;
        let required = context.programme.requires_roadbook(step);
        if self.preparation(step).waiver.is_some() || !required {
            let state = if required { "waived" } else { "not_required" };
            return Err(Refusal::new(Code::WrongState).state(state));
        }
        if context.is(Party::Student) {
            return Err(Code::NotYourTurn.into());
        }
        self.expect_own(step)?;
        let state = self.state(step, context.today());
        match state {
            InterviewState::Concluded | InterviewState::Excused => {
                Err(Refusal::new(Code::InterviewSettled).state(state.as_str()))
            }
            _ => Ok(()),
        }
    }

    /// A meeting that took place can always be recorded, so its road-book can be waived as long as
    /// it may turn out to be held, also when the mentorship is over.
    fn expect_waivable(&self, step: Step) -> Result<(), Refusal> {
        let may_have_met = |one: &Appointment| {
            let state = one.state;
            matches!(
                state,
                AppointmentState::Confirmed | AppointmentState::Missed
            )
        };
        let mut theirs = self.appointments().filter(|one| one.step == step);
        if theirs.any(may_have_met) {
            return Ok(());
        }
        self.expect_recordable()
    }

    pub(super) fn waive_roadbook(
        &mut self,
        step: Step,
        reason: Option<Note>,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        self.may_waive(step, context)?;
        context.staff_reason(reason.as_ref())?;
        self.preparation_mut(step).waiver = Some(Waiver {
            given_at: context.now,
            reason,
        });
        log.step(EventKind::RoadbookWaived, step);
        Ok(())
    }
}
