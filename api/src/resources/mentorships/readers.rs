//! Permissions on a mentorship, its interviews and its appointments.

use super::is_former;
use crate::access::{
    ANY, Access, AtStep, Audience, Caller, Grant, Mentor, MentorOrStaff, OpenTo, Participant,
    Reader,
};
use crate::http::problem::Problem;
use domain::ids::{AppointmentId, MentorshipId};
use domain::mentorship::Actor;
use domain::words::Party;
use persistence::{Acting, MentorshipHead, MentorshipRecord};
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
    async fn load(asked: &Grant<'_>, id: MentorshipId, acting: Acting) -> Result<Self, Problem> {
        let record = asked.app.store.mentorship(id, asked.now).await?;
        Ok(Self { record, acting })
    }

    /// Whether the caller is the mentor of a mentorship that has ended (R35).
    pub fn is_former(&self) -> bool {
        is_former(&self.record, self.acting.actor)
    }
}

/// Role of the caller towards these two people; 404 for everybody else.
fn acting(caller: &Caller, head: &MentorshipHead) -> Result<Acting, Problem> {
    let actor = caller.actor(head.student, head.mentor);
    Ok(caller.acting(actor.ok_or_else(Problem::not_found)?))
}

impl Access for MentorshipReader {
    const AUDIENCE: Audience = Audience {
        kinds: ANY,
        words: "The two people of the mentorship may call it, and staff.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let id = asked.path.id("mentorship_id")?;
        let head = asked.app.store.mentorship_head(id).await?;
        Self::load(asked, id, acting(asked.caller, &head)?).await
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
        let head = asked.app.store.head_of_appointment(id).await?;
        let acting = acting(asked.caller, &head)?;
        // decided before more is read: hidden and absent take the same time
        if acting.actor == Actor::Party(Party::Mentor) && !head.mentor_keeps_reading {
            return Err(Problem::not_found());
        }
        let mentorship = MentorshipReader::load(asked, head.id, acting).await?;
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
