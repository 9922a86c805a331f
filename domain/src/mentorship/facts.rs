//! Facts of a mentorship: stored by `persistence`, read by `restore`. Facts hold no rules and don't
//! depend on today; the typed cycle does both.

pub use super::means::Means;

use crate::ids::{AppointmentId, MentorshipId, PersonId, ProgrammeId};
use crate::text::Note;
use crate::window::Window;
use crate::words::{AppointmentState, EndReason, MentorshipState, MissedBy, Party, Step};
use chrono::{DateTime, NaiveDate, Utc};

/// A mentorship and its whole cycle, as facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The mentorship.
    pub id: MentorshipId,
    /// Its programme.
    pub programme_id: ProgrammeId,
    /// The student.
    pub student: PersonId,
    /// The mentor.
    pub mentor: PersonId,
    /// Last day of School of the student (R16).
    pub leaves_school_on: NaiveDate,
    /// Active, completed or ended.
    pub state: MentorshipState,
    /// Time of the choice.
    pub chosen_at: DateTime<Utc>,
    /// Ending, unless it is active.
    pub ended: Option<Ended>,
    /// The student's words to the mentor with the choice (R44).
    pub choice_message: Option<Note>,
    /// The mentorship it continues (R35).
    pub previous: Option<MentorshipId>,
    /// Extensions of steps (R7), oldest first.
    pub extensions: Vec<Extension>,
    /// The three interviews, in order.
    pub interviews: [InterviewFacts; 3],
    /// Every appointment ever proposed or recorded, oldest first.
    pub appointments: Vec<Appointment>,
}

/// Ending of a mentorship (completed ones have no reason).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Time.
    pub at: DateTime<Utc>,
    /// Reason; `None` when completed.
    pub reason: Option<EndReason>,
    /// Note by the person who ended it.
    pub note: Option<Note>,
    /// Person who ended it.
    pub by: Option<PersonId>,
}

/// Extension of one step (R7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// Step of the interview.
    pub step: Step,
    /// New first day, if it changes.
    pub from: Option<NaiveDate>,
    /// New last day.
    pub until_on: NaiveDate,
    /// `late_start` or the staff's words.
    pub reason: String,
    /// Time of the extension.
    pub given_at: DateTime<Utc>,
}

/// The reason word of the extension that a late start gets by itself (R7).
pub const LATE_START: &str = "late_start";

/// Facts of an interview.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct InterviewFacts {
    /// Waiver of the road-book (R20).
    pub waiver: Option<Waiver>,
    /// The first edition sent to this mentor for this step, and the latest one (R14, R19).
    pub editions: Option<Editions>,
    /// Excused by staff (R8).
    pub excused: Option<Excuse>,
    /// Time of giving the form for the first time (R21).
    pub concluded_at: Option<DateTime<Utc>>,
    /// Written with the first follow-up appointment: this interview was missed (R8).
    pub missed_at: Option<DateTime<Utc>>,
    /// The evaluation form (R21).
    pub form: FormFacts,
    /// Its settlement in a former mentorship (R35).
    pub carried: Option<Carry>,
}

/// Former mentorship in which an interview was settled, and its meetings there (R35).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carry {
    /// The mentorship that holds its appointments and its form.
    pub from: MentorshipId,
    /// Starts of the first and of the last meeting that was held.
    pub held: Option<(DateTime<Utc>, DateTime<Utc>)>,
}

/// Facts of an interview's form: its draft, and its latest given version (R21).
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct FormFacts {
    /// Whether the mentor has saved a draft that is not given yet.
    pub drafted: bool,
    /// Time of giving the latest version.
    pub given_at: Option<DateTime<Utc>>,
    /// Time of the student's opening it first.
    pub read_at: Option<DateTime<Utc>>,
    /// Time of the student's first acknowledgement of it.
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// Time of its retraction; until another is given.
    pub retracted_at: Option<DateTime<Utc>>,
}

/// Waiver of the road-book, by the mentor or by staff (R20).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// Time.
    pub given_at: DateTime<Utc>,
    /// Reason, if one was given; staff always give one.
    pub reason: Option<Note>,
}

/// Editions sent for a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editions {
    /// Time of sending the first.
    pub first_sent_at: DateTime<Utc>,
    /// Time of sending the latest.
    pub last_sent_at: DateTime<Utc>,
    /// Number of the latest.
    pub last_number: u32,
}

/// Staff's excuse of an interview (R8).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excuse {
    /// Time.
    pub at: DateTime<Utc>,
    /// Reason.
    pub reason: Note,
}

/// Facts of an appointment (R11–R15).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// Its id.
    pub id: AppointmentId,
    /// Its interview.
    pub step: Step,
    /// Stored state; `proposed` may already have lapsed (R15).
    pub state: AppointmentState,
    /// Party that proposed; `None` when recorded without a booking.
    pub proposed_by: Option<Party>,
    /// Start.
    pub starts_at: DateTime<Utc>,
    /// Duration in minutes, 15–180.
    pub duration_minutes: u16,
    /// Means of the meeting.
    pub means: Means,
    /// The proposer's note.
    pub note: Option<Note>,
    /// Reason why it was declined, cancelled, moved or corrected.
    pub reason: Option<Note>,
    /// The appointment that this one replaces.
    pub replaces: Option<AppointmentId>,
    /// First appointment of the chain: its iCalendar UID (R11).
    pub chain: AppointmentId,
    /// iCalendar sequence, rising along the chain.
    pub sequence: u32,
    /// Party that did not come.
    pub missed_by: Option<MissedBy>,
    /// Person who recorded the outcome.
    pub recorded_by: Option<PersonId>,
    /// Time of recording the outcome.
    pub recorded_at: Option<DateTime<Utc>>,
    /// Other party's dispute of the outcome, in their words (R15).
    pub disputed: Option<Note>,
    /// Time of the proposal or record.
    pub created_at: DateTime<Utc>,
}

impl Appointment {
    /// Its end.
    pub fn ends_at(&self) -> DateTime<Utc> {
        self.starts_at
            .checked_add_signed(chrono::Duration::minutes(i64::from(self.duration_minutes)))
            .unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    /// Whether it takes its time from the two, so that no other may overlap it: a confirmed one, and
    /// one that was held (R13).
    pub const fn takes_time(&self) -> bool {
        matches!(
            self.state,
            AppointmentState::Confirmed | AppointmentState::Held
        )
    }

    /// Whether one starts before the other ends; touching is no overlap (R13).
    pub fn overlaps(&self, other: &Self) -> bool {
        self.starts_at < other.ends_at() && other.starts_at < self.ends_at()
    }
}

/// The window of a step for this mentorship: the programme's, the day after School (R16), and
/// the latest extension (R7), in that order. An extension gives more time, never less.
pub fn window_of(
    calendar: Window,
    step: Step,
    leaves_school_on: NaiveDate,
    extensions: &[Extension],
) -> Window {
    let mut window = calendar;
    if step == Step::FollowUp {
        window.from = window
            .from
            .max(crate::calendar::plus_days(leaves_school_on, 1));
    }
    if let Some(extension) = extensions.iter().rfind(|extension| extension.step == step) {
        window.from = extension.from.unwrap_or(window.from);
        window.to = window.to.max(extension.until_on);
    }
    window
}
