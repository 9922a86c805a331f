//! A mentorship with its whole cycle.

use super::{BlockedAction, Interview};
use crate::resources::appointments::Appointment;
use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AppointmentId, MentorshipId, PersonId, ProgrammeId, RoadbookId};
use domain::mentorship::facts::Extension;
use domain::mentorship::{Actor, Context, Mentorship as Typed};
use domain::person::{Contact, PersonRef};
use domain::text::Note;
use domain::words::{Action, EndReason, MentorshipState, Party, Step};
use persistence::{Acting, MentorshipRecord, PersonRecord};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Student with one mentor, and their cycle of three interviews.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Mentorship {
    /// Its id.
    pub id: MentorshipId,
    /// Its programme.
    pub programme_id: ProgrammeId,
    /// The student.
    pub student: PersonRef,
    /// The mentor.
    pub mentor: PersonRef,
    /// Active, completed or ended.
    pub state: MentorshipState,
    /// The last step that has opened, while it is active.
    pub current_step: Option<Step>,
    /// Time of the choice.
    pub chosen_at: DateTime<Utc>,
    /// The student's words to the mentor with the choice: for the two, not for a former mentor.
    #[schema(max_length = 2_000, value_type = Option<String>)]
    pub choice_message: Option<Note>,
    /// Time of the ending.
    pub ended_at: Option<DateTime<Utc>>,
    /// Reason of the ending.
    pub end_reason: Option<EndReason>,
    /// Note on the ending: for its author and staff.
    #[schema(max_length = 2_000, value_type = Option<String>)]
    pub end_note: Option<Note>,
    /// The mentorship that it continues.
    pub previous_mentorship_id: Option<MentorshipId>,
    /// Contact details of the two: for them while it is live, and for staff.
    pub contacts: Option<Contacts>,
    /// The student's road-book; null for a former mentor.
    pub roadbook_id: Option<RoadbookId>,
    /// Extensions of steps, oldest first.
    pub extensions: Vec<MentorshipExtension>,
    /// The three interviews, in order.
    #[schema(max_items = 3)]
    pub interviews: Vec<Interview>,
    /// Operation ids that would be accepted from this caller now.
    pub allowed_actions: Vec<Action>,
    /// Actions that belong to this caller but would be refused right now, each with the refusal's
    /// code.
    pub blocked_actions: Vec<BlockedAction>,
}

/// Contact details of the two.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Contacts {
    /// The student.
    pub student: Contact,
    /// The mentor.
    pub mentor: Contact,
}

/// Extension of a step.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MentorshipExtension {
    /// Step of the interview.
    pub step: Step,
    /// New first day, if it changes.
    pub from: Option<NaiveDate>,
    /// New last day.
    pub until_on: NaiveDate,
    /// `late_start`, or the staff's words.
    #[schema(max_length = 2_000)]
    pub reason: String,
    /// Time of the extension.
    pub given_at: DateTime<Utc>,
}

/// The choice of a mentor.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MentorshipCreate {
    /// The mentor's person id.
    pub mentor_id: PersonId,
    /// A word to the mentor, which stands in their mail.
    pub message: Option<Note>,
}

/// The end of a mentorship; staff give reason and note.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MentorshipEnding {
    /// Reason; implied for the two. Staff can give all but `programme_closed` and `reassigned`,
    /// which are set by closing and by reassigning.
    pub end_reason: Option<EndReason>,
    /// Free text; shown to its author and to staff.
    pub note: Option<Note>,
    /// Whether the mentor accepts no further students for now.
    pub pause: Option<bool>,
}

/// Viewer of a mentorship.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// Caller and their role.
    pub acting: Acting,
    /// The present.
    pub now: DateTime<Utc>,
}

/// Mentorship, ready to be shown to a viewer.
pub struct MentorshipView<'a> {
    record: &'a MentorshipRecord,
    typed: Typed,
    viewer: Viewer,
}

impl<'a> MentorshipView<'a> {
    /// Reads the record; `None` if its facts contradict each other, which a write would have
    /// refused.
    pub fn of(record: &'a MentorshipRecord, viewer: Viewer) -> Option<Self> {
        let typed = record.mentorship().ok()?;
        Some(Self {
            record,
            typed,
            viewer,
        })
    }

    fn context(&self) -> Context<'_> {
        self.record.context(self.viewer.acting, self.viewer.now)
    }

    /// Whether the viewer is a former mentor: of an ended mentorship, not of a completed one, nor of
    /// one that ended with its programme. They see states and dates only (R2, R35).
    fn is_former(&self) -> bool {
        let facts = &self.record.facts;
        let reason = facts.ended.as_ref().and_then(|ended| ended.reason);
        self.is(Party::Mentor) && !facts.state.mentor_keeps_reading(reason)
    }

    fn is(&self, party: Party) -> bool {
        self.viewer.acting.actor == Actor::Party(party)
    }

    /// The two people.
    fn people(&self) -> (PersonRef, PersonRef) {
        (
            self.record.student.reference(),
            self.record.mentor.reference(),
        )
    }

    /// Appointment with this id.
    pub fn appointment(&self, id: AppointmentId) -> Option<Appointment> {
        let step = self
            .record
            .facts
            .appointments
            .iter()
            .find(|one| one.id == id)?
            .step;
        self.interview(step)
            .appointments
            .into_iter()
            .find(|one| one.id == id)
    }

    /// The appointments of all three interviews, each interview rendered once.
    pub fn appointments(&self) -> impl Iterator<Item = Appointment> {
        let interviews = Step::ALL.iter().map(|step| self.interview(*step));
        interviews.flat_map(|interview| interview.appointments)
    }

    /// Interview of this step.
    pub fn interview(&self, step: Step) -> Interview {
        let context = self.context();
        let view = self.typed.interview(step, &context);
        let shown = view.appointments.iter().filter(|_| !self.is_former());
        let appointments = shown.map(|one| {
            let allowed = self.typed.appointment_actions(one.id, &context);
            let dispute = one.disputed.clone();
            Appointment {
                dispute_reason: dispute.filter(|_| self.viewer.acting.actor == Actor::Staff),
                ..Appointment::of(one, self.record.facts.id, self.people(), allowed)
            }
        });
        let appointments = appointments.collect();
        let actions = self.typed.interview_actions(step, &context);
        let mut interview = Interview::of(&view, appointments, self.is(Party::Mentor), &actions);
        if self.is_former() {
            interview.roadbook.sent_edition = None;
            interview.roadbook.sent_at = None;
            interview.roadbook.waiver = None;
            interview.excused_reason = None;
        }
        if interview.carried_from.is_some() && self.is(Party::Mentor) {
            // R35: states and dates only
            interview.excused_reason = None;
        }
        interview
    }

    /// The whole mentorship.
    pub fn mentorship(&self) -> Mentorship {
        let facts = &self.record.facts;
        let context = self.context();
        let (allowed, blocked) = self.typed.actions(&context);
        let (student, mentor) = self.people();
        let ended = facts.ended.as_ref();
        let reads_note = |by: Option<PersonId>| {
            self.viewer.acting.actor == Actor::Staff || by == Some(self.viewer.acting.person)
        };
        let note = ended.filter(|ended| reads_note(ended.by));
        Mentorship {
            id: facts.id,
            programme_id: facts.programme_id,
            student,
            mentor,
            state: facts.state,
            current_step: self
                .typed
                .current_step(self.record.programme.programme.day(self.viewer.now)),
            chosen_at: facts.chosen_at,
            choice_message: self.choice_message(),
            ended_at: ended.map(|ended| ended.at),
            end_reason: ended.and_then(|ended| ended.reason),
            end_note: note.and_then(|ended| ended.note.clone()),
            previous_mentorship_id: facts.previous,
            contacts: self.contacts(),
            roadbook_id: (!self.is_former()).then_some(self.record.roadbook_id),
            extensions: facts.extensions.iter().map(Into::into).collect(),
            interviews: Step::ALL.iter().map(|step| self.interview(*step)).collect(),
            allowed_actions: allowed,
            blocked_actions: blocked.iter().map(Into::into).collect(),
        }
    }

    /// R44: for the two, not for a former mentor.
    fn choice_message(&self) -> Option<Note> {
        let reads = self.viewer.acting.actor != Actor::Staff && !self.is_former();
        self.record.facts.choice_message.clone().filter(|_| reads)
    }

    /// R5: for the two of a live mentorship, and for staff.
    fn contacts(&self) -> Option<Contacts> {
        let shows = self.viewer.acting.actor == Actor::Staff || self.typed.is_live();
        shows.then(|| Contacts {
            student: contact(&self.record.student),
            mentor: contact(&self.record.mentor),
        })
    }
}

fn contact(person: &PersonRecord) -> Contact {
    Contact {
        email: person.email.clone().unwrap_or_default(),
        phone: person.phone.clone(),
        video_handle: person.video_handle.clone(),
    }
}

impl From<&Extension> for MentorshipExtension {
    fn from(extension: &Extension) -> Self {
        Self {
            step: extension.step,
            from: extension.from,
            until_on: extension.until_on,
            reason: extension.reason.clone(),
            given_at: extension.given_at,
        }
    }
}
