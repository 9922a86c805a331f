//! Staff's switches on the rail: more time for an interview, an excuse, another mentor (R7, R8, R35).

use super::Mentorship;
use super::apply::Log;
use super::command::{Actor, Context, EventKind};
use super::facts::{Carry, Excuse, Extension, InterviewFacts, Snapshot, window_of};
use super::interview::Interview;
use crate::calendar::plus_days;
use crate::choice::late_start;
use crate::ids::{MentorshipId, PersonId};
use crate::programme::Programme;
use crate::refusal::{Code, Refusal};
use crate::text::Note;
use crate::window::Window;
use crate::words::{AppointmentState, EndReason, InterviewState, MentorshipState, Step};
use chrono::{DateTime, NaiveDate, Utc};

/// Most days between the calendar's last day and that of an extension: a slip in the year is more
/// likely.
const EXTENSION_DAYS: i64 = 366;

impl Mentorship {
    fn expect_staff(&self, context: &Context<'_>) -> Result<(), Refusal> {
        context.programme.expect_open()?;
        self.expect_active()?;
        match context.actor {
            Actor::Staff => Ok(()),
            Actor::Party(_) | Actor::Service => Err(context.staff_only()),
        }
    }

    /// Staff change an interview that is neither concluded nor excused.
    fn expect_steered(&self, step: Step, context: &Context<'_>) -> Result<(), Refusal> {
        self.expect_staff(context)?;
        self.expect_own(step)?;
        match self.cycle.interview(step).state() {
            InterviewState::Concluded | InterviewState::Excused => Err(self.settled(step)),
            _ => Ok(()),
        }
    }

    /// R9: unless a later interview has a confirmed or held appointment.
    pub(super) fn may_extend(&self, step: Step, context: &Context<'_>) -> Result<(), Refusal> {
        self.expect_steered(step, context)?;
        if self.cycle.step() > step {
            return Err(self.settled(step));
        }
        Ok(())
    }

    /// R7: the last day, and the first where it changes; the latest extension counts.
    pub(super) fn extend(
        &mut self,
        step: Step,
        (from, until_on): (Option<NaiveDate>, NaiveDate),
        reason: Note,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        self.may_extend(step, context)?;
        let extension = Extension {
            step,
            from,
            until_on,
            reason: reason.into_string(),
            given_at: context.now,
        };
        let window = self.extended(&extension, context)?;
        *step.pick(self.windows.each_mut()) = window;
        self.extensions.push(extension);
        log.step(EventKind::InterviewExtended, step);
        Ok(())
    }

    /// The window with an extension, which ends in the future and changes something.
    fn extended(&self, extension: &Extension, context: &Context<'_>) -> Result<Window, Refusal> {
        let Extension { step, from, .. } = *extension;
        let until_on = extension.until_on;
        let refused = |code, pointer| Err(Refusal::new(code).pointer(pointer));
        let calendar = context.programme.calendar;
        if from.is_some_and(|from| from > until_on) {
            return refused(Code::WindowOrder, "/from");
        }
        let possible = Window {
            from: context.today(),
            to: plus_days(calendar.last_day(), EXTENSION_DAYS),
        };
        if until_on < possible.from {
            return refused(Code::InThePast, "/until_on")
                .map_err(|refusal: Refusal| refusal.earliest_on(possible.from));
        }
        if until_on > possible.to {
            return refused(Code::OutsideWindow, "/until_on")
                .map_err(|refusal: Refusal| refusal.window(possible));
        }
        let window = window_of(
            calendar.of(step),
            step,
            self.leaves_school_on,
            std::slice::from_ref(extension),
        );
        if window == self.window(step) {
            let longer = Window {
                from: plus_days(window.to, 1).max(possible.from),
                ..possible
            };
            return refused(Code::OutsideWindow, "/until_on")
                .map_err(|refusal: Refusal| refusal.window(longer));
        }
        Ok(window)
    }

    /// R8: an interview that has opened and isn't settled; a missed one, too.
    pub(super) fn may_excuse(&self, step: Step, context: &Context<'_>) -> Result<(), Refusal> {
        self.expect_steered(step, context)?;
        if self.has_opened(step, context.today()) {
            return Ok(());
        }
        let state = self.state(step, context.today());
        Err(Refusal::new(Code::InterviewNotOpen).state(state.as_str()))
    }

    pub(super) fn excuse(
        &mut self,
        step: Step,
        reason: Note,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        self.may_excuse(step, context)?;
        let mut cancelled = Vec::new();
        let excuse = Excuse {
            at: context.now,
            reason: reason.clone(),
        };
        self.change(step, context, |interview: Interview| {
            let (confirmed, excused) = interview.excuse(excuse)?;
            cancelled = confirmed;
            Ok(excused)
        })?;
        for appointment in cancelled {
            let mut facts = appointment.into_facts();
            facts.state = AppointmentState::Cancelled;
            facts.reason = Some(reason.clone());
            facts.sequence = facts.sequence.saturating_add(1);
            log.appointment(EventKind::AppointmentCancelled, &facts);
            self.others.push(facts);
        }
        self.drop_proposals(|proposal| proposal.step == step, context.now, log);
        log.step(EventKind::InterviewExcused, step);
        Ok(())
    }

    /// R35: as long as an interview is left for the new mentor.
    pub(super) fn may_reassign(&self, context: &Context<'_>) -> Result<(), Refusal> {
        self.expect_staff(context)?;
        if self.settlement(Step::FollowUp).is_some() {
            return Err(self.settled(Step::FollowUp));
        }
        Ok(())
    }

    pub(super) fn reassign(
        &mut self,
        reason: Note,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        self.may_reassign(context)?;
        self.terminate(EndReason::Reassigned, Some(reason), context, log)
    }

    /// The facts of an interview that is settled: what a new mentorship carries over (R35).
    fn settlement(&self, step: Step) -> Option<InterviewFacts> {
        let interview = self.cycle.interview(step);
        match interview {
            Interview::Open(_) | Interview::Scheduled(_) => return None,
            Interview::Held(_)
            | Interview::Concluded(_)
            | Interview::Excused(_)
            | Interview::Carried(_) => {}
        }
        let appointments = interview.appointments();
        let held = appointments
            .iter()
            .filter(|appointment| appointment.state == AppointmentState::Held)
            .map(|appointment| appointment.starts_at);
        let here = Carry {
            from: self.id,
            held: held.clone().min().zip(held.max()),
        };
        Some(InterviewFacts {
            excused: interview.excuse_given().cloned(),
            concluded_at: interview.concluded_at(),
            carried: Some(self.preparation(step).carried.unwrap_or(here)),
            ..InterviewFacts::default()
        })
    }

    /// The mentorship with another mentor that continues this one (R35): its settled interviews are
    /// carried over, the first unsettled one starts afresh, with 28 days at least (R7).
    pub fn continued(
        &self,
        id: MentorshipId,
        mentor: PersonId,
        programme: &Programme,
        now: DateTime<Utc>,
    ) -> Snapshot {
        let today = programme.day(now);
        let mut opened = Step::ALL.iter().rev().copied();
        let current = opened.find(|step| self.has_opened(*step, today));
        let mut extensions = self.extensions.clone();
        extensions.extend(current.and_then(|step| {
            let leaves_school_on = self.leaves_school_on;
            late_start(programme, step, leaves_school_on, &self.extensions, now)
        }));
        Snapshot {
            id,
            programme_id: self.programme_id,
            student: self.student,
            mentor,
            leaves_school_on: self.leaves_school_on,
            state: MentorshipState::Active,
            chosen_at: now,
            ended: None,
            choice_message: None,
            previous: Some(self.id),
            extensions,
            interviews: Step::ORDER.map(|step| self.settlement(step).unwrap_or_default()),
            appointments: Vec::new(),
        }
    }
}
