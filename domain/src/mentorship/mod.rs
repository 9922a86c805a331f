//! A mentorship: one student with one mentor, and their cycle of three interviews.
//!
//! `restore` is the only way in from the database and `snapshot` the only way out. In between,
//! `apply` runs a [`Command`] on the typed cycle: every rule is checked in `rules`, every change of
//! state goes through a transition that exists only where it is legal.

mod actions;
mod apply;
mod booking;
pub mod command;
pub mod cycle;
mod ending;
pub mod facts;
mod forms;
pub mod interview;
mod means;
mod outcome;
mod pick;
mod preparation;
mod restore;
mod rules;
mod start;
mod steering;
mod summary;
mod view;

pub use actions::Blocked;
pub use command::{
    Actor, Applied, Busy, Circumstances, Command, Context, Effects, EventKind, Happened, Meeting,
    Move, Sent,
};
pub use forms::owed_since;
pub use pick::taken;
pub use restore::Corrupt;
pub use summary::{MentorshipSummary, StepSummary};
pub use view::{InterviewView, RoadbookStanding};

use crate::ids::{AppointmentId, MentorshipId, PersonId, ProgrammeId};
use crate::text::Note;
use crate::window::Window;
use crate::words::{MentorshipState, Step};
use chrono::{DateTime, NaiveDate, Utc};
use cycle::Cycle;
use facts::{Appointment, Carry, Editions, Ended, Extension, FormFacts, Waiver};
use interview::Interview;

/// A mentorship with its typed cycle.
#[derive(Debug, PartialEq, Eq)]
pub struct Mentorship {
    id: MentorshipId,
    programme_id: ProgrammeId,
    student: PersonId,
    mentor: PersonId,
    leaves_school_on: NaiveDate,
    chosen_at: DateTime<Utc>,
    choice_message: Option<Note>,
    previous: Option<MentorshipId>,
    extensions: Vec<Extension>,
    windows: [Window; 3],
    standing: Standing,
    cycle: Cycle,
    preparations: [Preparation; 3],
    /// Appointments outside the interviews' states: proposals, and those without a
    /// meeting.
    others: Vec<Appointment>,
}

/// Whether the mentorship is live.
#[derive(Debug, PartialEq, Eq)]
enum Standing {
    Active,
    Completed(Ended),
    Ended(Ended),
}

impl Standing {
    const fn state(&self) -> MentorshipState {
        match self {
            Self::Active => MentorshipState::Active,
            Self::Completed(_) => MentorshipState::Completed,
            Self::Ended(_) => MentorshipState::Ended,
        }
    }
}

/// Preparation and form of an interview besides its appointments.
#[derive(Debug, Default, PartialEq, Eq)]
struct Preparation {
    waiver: Option<Waiver>,
    editions: Option<Editions>,
    form: FormFacts,
    carried: Option<Carry>,
}

impl Mentorship {
    /// Its id.
    pub const fn id(&self) -> MentorshipId {
        self.id
    }

    /// Active, completed or ended.
    pub const fn standing(&self) -> MentorshipState {
        self.standing.state()
    }

    /// The window of a step for these two: the programme's, moved by R16 and extensions (R7).
    pub fn window(&self, step: Step) -> Window {
        step.pick(self.windows)
    }

    fn preparation(&self, step: Step) -> &Preparation {
        step.pick(self.preparations.each_ref())
    }

    /// Whether it was settled in a former mentorship (R35).
    const fn is_carried(&self, step: Step) -> bool {
        matches!(self.cycle.interview(step), Interview::Carried(_))
    }

    fn preparation_mut(&mut self, step: Step) -> &mut Preparation {
        step.pick(self.preparations.each_mut())
    }

    /// Every appointment, standing or not, in no order.
    fn appointments(&self) -> impl Iterator<Item = &Appointment> {
        let standing = Step::ALL
            .iter()
            .flat_map(|step| self.cycle.interview(*step).appointments());
        standing.chain(&self.others)
    }

    fn appointment(&self, id: AppointmentId) -> Option<&Appointment> {
        self.appointments().find(|appointment| appointment.id == id)
    }
}
