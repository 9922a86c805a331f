//! Permissions on a mentorship, its interviews and its appointments.

use crate::access::{
    ANY, Access, AtStep, Audience, Caller, Grant, Mentor, MentorOrStaff, OpenTo, Participant,
    PathIds, Reader, Student,
};
use crate::http::problem::Problem;
use domain::ids::AppointmentId;
use domain::mentorship::Actor;
use domain::words::Party;
use persistence::{Acting, Find, MentorshipHead};
use std::ops::Deref;

const THE_TWO: &str = "The two people of the mentorship may call it.";

/// Permission to read a mentorship: its two people and staff.
pub struct MentorshipReader {
    /// The mentorship.
    pub head: MentorshipHead,
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
    fn of(asked: &Grant<'_>) -> Result<Self, Problem> {
        let head = asked.mentorship()?;
        let actor = asked.caller.actor(head.key.student, head.key.mentor);
        let acting = asked.caller.acting(actor.ok_or_else(Problem::not_found)?);
        Ok(Self { head, acting })
    }

    /// Whether the caller is the mentor of a mentorship that has ended (R35).
    pub fn is_former(&self) -> bool {
        self.acting.actor == Actor::Party(Party::Mentor) && !self.head.mentor_keeps_reading
    }
}

impl Access for MentorshipReader {
    const AUDIENCE: Audience = Audience {
        kinds: ANY,
        words: "The two people of the mentorship may call it, and staff.",
    };

    fn find(path: &PathIds) -> Result<Find, Problem> {
        Ok(Find::Mentorship(path.id("mentorship_id")?))
    }

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        Self::of(asked)
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

impl OpenTo<Participant> for MentorshipReader {
    const WORDS: &'static str = THE_TWO;
}

impl OpenTo<Student> for MentorshipReader {
    const WORDS: &'static str = "The student of the mentorship may call it.";
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

    fn find(path: &PathIds) -> Result<Find, Problem> {
        Ok(Find::Appointment(path.id("appointment_id")?))
    }

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let id: AppointmentId = asked.path.id("appointment_id")?;
        let mentorship = MentorshipReader::of(asked)?;
        if mentorship.is_former() {
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
