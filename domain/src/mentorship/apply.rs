//! Dispatch of commands by one `match`.

use super::command::{Applied, Command, Context, Effects, EventKind, Happened};
use super::facts::{Appointment, Ended};
use super::start::expect_own_waiver;
use super::{Mentorship, Standing};
use crate::refusal::Refusal;
use crate::words::{InterviewState, Step};
use chrono::{DateTime, NaiveDate, Utc};

/// Events so far while a command is applied.
#[derive(Default)]
pub(super) struct Log {
    pub(super) happened: Vec<Happened>,
    pub(super) effects: Effects,
}

impl Log {
    pub(super) fn appointment(&mut self, kind: EventKind, appointment: &Appointment) {
        self.happened.push(Happened {
            kind,
            step: Some(appointment.step),
            appointment: Some(appointment.id),
        });
    }

    pub(super) fn step(&mut self, kind: EventKind, step: Step) {
        self.happened.push(Happened {
            kind,
            step: Some(step),
            appointment: None,
        });
    }

    pub(super) fn mentorship(&mut self, kind: EventKind) {
        self.happened.push(Happened {
            kind,
            step: None,
            appointment: None,
        });
    }
}

impl Mentorship {
    /// Applies one command.
    ///
    /// # Errors
    /// The first rule that refuses it, in the contract's order.
    pub fn apply(mut self, command: Command, context: &Context<'_>) -> Result<Applied, Refusal> {
        let mut log = Log::default();
        let waiting = self.waiting(context.today());
        match command {
            Command::Propose {
                step,
                meeting,
                waive_lead,
            } => self.propose(step, meeting, waive_lead, context, &mut log),
            Command::Pick {
                step,
                meeting,
                published,
                waive_lead,
            } => {
                expect_own_waiver(waive_lead, context)?;
                self.pick(step, meeting, &published, context, &mut log)
            }
            Command::Confirm { id, waive_lead } => self.confirm(id, waive_lead, context, &mut log),
            Command::Decline { id, reason } => self.decline(id, reason, context, &mut log),
            Command::Withdraw { id } => self.withdraw(id, context, &mut log),
            Command::Cancel { id, reason } => self.cancel(id, reason, context, &mut log),
            Command::Reschedule { id, to, waive_lead } => {
                self.reschedule(id, to, waive_lead, context, &mut log)
            }
            Command::Hold { id, reason } => self.hold(id, reason, context, &mut log),
            Command::NoShow {
                id,
                missed_by,
                reason,
            } => self.no_show(id, missed_by, reason, context, &mut log),
            Command::Correct {
                id,
                outcome,
                reason,
            } => self.correct(id, outcome, reason, context, &mut log),
            Command::Dispute { id, reason } => self.dispute(id, reason, context, &mut log),
            Command::Record {
                step,
                meeting,
                reason,
            } => self.record(step, meeting, reason, context, &mut log),
            Command::WaiveRoadbook { step, reason } => {
                self.waive_roadbook(step, reason, context, &mut log)
            }
            Command::SendRoadbook { step, number } => {
                self.send_roadbook(step, number, context, &mut log)
            }
            Command::DraftEvaluation { step } => self.draft_evaluation(step, context),
            Command::GiveEvaluation { step } => self.give_evaluation(step, context, &mut log),
            Command::GiveEvaluationOutside { step, given_on } => {
                self.give_evaluation_outside(step, given_on, context, &mut log)
            }
            Command::CorrectEvaluation { step } => self.correct_evaluation(step, context, &mut log),
            Command::RetractEvaluation { step } => self.retract_evaluation(step, context, &mut log),
            Command::ReadEvaluation { step } => self.read_evaluation(step, context),
            Command::AcknowledgeEvaluation { step } => {
                self.acknowledge_evaluation(step, context, &mut log)
            }
            Command::Excuse { step, reason } => self.excuse(step, reason, context, &mut log),
            Command::Extend {
                step,
                from,
                until_on,
                reason,
            } => self.extend(step, (from, until_on), reason, context, &mut log),
            Command::Reassign { reason } => self.reassign(reason, context, &mut log),
            Command::End {
                reason,
                note,
                pause,
            } => self.end(reason, note, pause, context, &mut log),
            Command::CloseProgramme => self.close_with_programme(context, &mut log),
            Command::Lapse { id } => self.lapse(id, context, &mut log),
        }?;
        self.complete(context.now, &mut log);
        self.tell_opened(waiting, context.today(), &mut log);
        Ok(Applied {
            mentorship: self,
            happened: log.happened,
            effects: log.effects,
        })
    }

    /// R10: with the third interview concluded or excused the mentorship is completed.
    fn complete(&mut self, now: DateTime<Utc>, log: &mut Log) {
        let last = self.cycle.interview(Step::FollowUp).state();
        if self.standing == Standing::Active
            && matches!(last, InterviewState::Concluded | InterviewState::Excused)
        {
            self.drop_proposals(|_| true, now, log);
            self.standing = Standing::Completed(Ended {
                at: now,
                reason: None,
                note: None,
                by: None,
            });
            log.effects.frees_place = true;
            log.mentorship(EventKind::MentorshipCompleted);
        }
    }

    fn waiting(&self, today: NaiveDate) -> [bool; 3] {
        Step::ORDER.map(|step| self.state(step, today) == InterviewState::Waiting)
    }

    fn tell_opened(&self, waiting: [bool; 3], today: NaiveDate, log: &mut Log) {
        if self.standing != Standing::Active {
            return;
        }
        for (step, waited) in Step::ALL.iter().zip(waiting) {
            if waited && self.state(*step, today) == InterviewState::Open {
                log.step(EventKind::InterviewOpened, *step);
            }
        }
    }
}
