//! Permissions on a mentorship, its interviews and its appointments.

use super::is_former;
use crate::access::{
    ANY, Access, AtStep, Audience, Caller, Grant, Mentor, MentorOrStaff, OpenTo, Participant,
    Reader,
};
use crate::http::problem::Problem;
use domain::ids::{AppointmentId, MentorshipId};
use domain::mentorship::Actor;
use persistence::{Acting, MentorshipRecord};
use std::ops::Deref;

const THE_TWO: &str = "The two people of the mentorship may call it.";

/// Permission to read a mentorship: its two people and staff.
pub struct MentorshipReader {
    /// The mentorship.
    pub record: MentorshipRecord,
    /// Role in which the caller reads and acts (R38: one of the two, where they are).
    pub acting: Acting,
}

/// Permission to read an interview: the two and staff.
pub type InterviewReader = AtStep<MentorshipReader>;

/// Permission to read an appointment: the two and staff; not a former mentor.
pub struct AppointmentReader {
    mentorship: MentorshipReader,
    /// The appointment of the path.
    pub id: AppointmentId,
}

impl MentorshipReader {
    async fn load(asked: &Grant<'_>, id: MentorshipId) -> Result<Self, Problem> {
        let (store, caller) = (&asked.app.store, asked.caller);
        let head = store.mentorship_head(id).await?;
        let actor = caller.actor(head.student, head.mentor);
        let acting = caller.acting(actor.ok_or_else(Problem::not_found)?);
        let record = store.mentorship(id, asked.now).await?;
        Ok(Self { record, acting })
    }
}

impl Access for MentorshipReader {
    const AUDIENCE: Audience = Audience {
        kinds: ANY,
        words: "The two people of the mentorship may call it, and staff.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        Self::load(asked, asked.path.id("mentorship_id")?).await
    }
}

impl Reader for MentorshipReader {
    fn actor(&self, _: &Caller) -> Option<Actor> {
        Some(self.acting.actor)
    }
}

impl AsRef<Self> for MentorshipReader {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl OpenTo<Participant> for InterviewReader {
    const WORDS: &'static str = THE_TWO;
}

impl OpenTo<Mentor> for InterviewReader {
    const WORDS: &'static str = "The mentor may call it.";
}

impl OpenTo<MentorOrStaff> for InterviewReader {
    const WORDS: &'static str = "The mentor and staff may call it.";
}

impl Access for AppointmentReader {
    const AUDIENCE: Audience = MentorshipReader::AUDIENCE;

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let id: AppointmentId = asked.path.id("appointment_id")?;
        let (mentorship, _) = asked.app.store.appointment_of(id).await?;
        let mentorship = MentorshipReader::load(asked, mentorship).await?;
        if is_former(&mentorship.record, mentorship.acting.actor) {
            return Err(Problem::not_found());
        }
        Ok(Self { mentorship, id })
    }
}

impl Reader for AppointmentReader {
    fn actor(&self, _: &Caller) -> Option<Actor> {
        Some(self.acting.actor)
    }
}

impl OpenTo<Participant> for AppointmentReader {
    const WORDS: &'static str = THE_TWO;
}

impl Deref for AppointmentReader {
    type Target = MentorshipReader;

    fn deref(&self) -> &MentorshipReader {
        &self.mentorship
    }
}

impl AsRef<MentorshipReader> for AppointmentReader {
    fn as_ref(&self) -> &MentorshipReader {
        &self.mentorship
    }
}
