//! The door between facts and the typed cycle.

use super::cycle::{Cycle, Missed};
use super::facts::{Appointment, InterviewFacts, Snapshot, window_of};
use super::interview::{Confirmed, Interview, Met};
use super::{Mentorship, Preparation, Standing};
use crate::programme::Programme;
use crate::words::{AppointmentState, MentorshipState, Step};

/// Error for facts that no sequence of commands could have made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the stored mentorship contradicts itself: {0}")]
pub struct Corrupt(&'static str);

impl Mentorship {
    /// Makes the typed mentorship from stored facts.
    pub fn restore(facts: Snapshot, programme: &Programme) -> Result<Self, Corrupt> {
        let windows = Step::ORDER.map(|step| {
            window_of(
                programme.calendar.of(step),
                step,
                facts.leaves_school_on,
                &facts.extensions,
            )
        });
        let (standing_on, others) = sorted(facts.appointments);
        let [project, action_plan, follow_up] = facts.interviews;
        let missed = action_plan.missed_at.map(Missed::restored);
        let mut by_step: [Vec<Appointment>; 3] = Default::default();
        for appointment in standing_on {
            let step = appointment.step;
            step.pick(by_step.each_mut()).push(appointment);
        }
        let [first, second, third] = by_step;
        let (first, project) = interview(first, project)?;
        let (second, action_plan) = interview(second, action_plan)?;
        let (third, follow_up) = interview(third, follow_up)?;
        Ok(Self {
            id: facts.id,
            programme_id: facts.programme_id,
            student: facts.student,
            mentor: facts.mentor,
            leaves_school_on: facts.leaves_school_on,
            chosen_at: facts.chosen_at,
            choice_message: facts.choice_message,
            previous: facts.previous,
            extensions: facts.extensions,
            windows,
            standing: match (facts.state, facts.ended) {
                (MentorshipState::Active, None) => Standing::Active,
                (MentorshipState::Completed, Some(ended)) => Standing::Completed(ended),
                (MentorshipState::Ended, Some(ended)) => Standing::Ended(ended),
                _ => return Err(Corrupt("its state and its end")),
            },
            cycle: Cycle::restored(first, second, third, missed)
                .ok_or(Corrupt("the order of its interviews"))?,
            preparations: [project, action_plan, follow_up],
            others,
        })
    }

    /// Its facts, as they are to be stored.
    pub fn snapshot(&self) -> Snapshot {
        let mut appointments: Vec<Appointment> = self.appointments().cloned().collect();
        appointments.sort_by_key(|appointment| (appointment.created_at, appointment.id));
        let ended = match &self.standing {
            Standing::Active => None,
            Standing::Completed(ended) | Standing::Ended(ended) => Some(ended.clone()),
        };
        Snapshot {
            id: self.id,
            programme_id: self.programme_id,
            student: self.student,
            mentor: self.mentor,
            leaves_school_on: self.leaves_school_on,
            state: self.standing.state(),
            chosen_at: self.chosen_at,
            ended,
            choice_message: self.choice_message.clone(),
            previous: self.previous,
            extensions: self.extensions.clone(),
            interviews: Step::ORDER.map(|step| self.interview_facts(step)),
            appointments,
        }
    }

    fn interview_facts(&self, step: Step) -> InterviewFacts {
        let interview = self.cycle.interview(step);
        let preparation = self.preparation(step);
        InterviewFacts {
            waiver: preparation.waiver.clone(),
            editions: preparation.editions.clone(),
            excused: interview.excuse_given().cloned(),
            concluded_at: interview.concluded_at(),
            missed_at: self.cycle.missed(step).map(Missed::at),
            form: preparation.form.clone(),
            carried: preparation.carried,
        }
    }
}

/// The appointments that interviews stand on, and the others.
fn sorted(appointments: Vec<Appointment>) -> (Vec<Appointment>, Vec<Appointment>) {
    appointments.into_iter().partition(|appointment| {
        matches!(
            appointment.state,
            AppointmentState::Confirmed | AppointmentState::Held
        )
    })
}

fn interview(
    appointments: Vec<Appointment>,
    facts: InterviewFacts,
) -> Result<(Interview, Preparation), Corrupt> {
    let (confirmed, met): (Vec<_>, Vec<_>) = appointments
        .into_iter()
        .partition(|appointment| appointment.state == AppointmentState::Confirmed);
    let confirmed: Vec<Confirmed> = confirmed.into_iter().map(Confirmed::new).collect();
    let met: Vec<Met> = met.into_iter().map(Met::new).collect();
    let preparation = Preparation {
        waiver: facts.waiver,
        editions: facts.editions,
        form: facts.form,
        carried: facts.carried,
    };
    if preparation.carried.is_some() {
        if !confirmed.is_empty() || !met.is_empty() {
            return Err(Corrupt("a carried interview with appointments of its own"));
        }
        let carried = Interview::carried(facts.excused, facts.concluded_at);
        return Ok((carried, preparation));
    }
    let interview = match (facts.excused, facts.concluded_at) {
        (Some(_), _) if !confirmed.is_empty() => {
            return Err(Corrupt("an excused interview with an appointment ahead"));
        }
        (Some(excuse), _) => Interview::excused(met, excuse),
        (None, Some(at)) => Interview::concluded(confirmed, met, at)
            .ok_or(Corrupt("a form without a held appointment"))?,
        (None, None) => Interview::of(confirmed, met),
    };
    Ok((interview, preparation))
}
