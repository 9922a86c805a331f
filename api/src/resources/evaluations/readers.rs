//! Permissions on evaluation forms. A form that isn't given yet is absent to all but its author
//! (R21); staff see that one was given, not its content (R31).

use crate::access::{ANY, Access, Audience, Caller, Grant, Mentor, OpenTo, Reader, Student};
use crate::http::problem::Problem;
use domain::ids::MentorshipId;
use domain::mentorship::Actor;
use domain::words::{AppointmentState, Party, Step};
use persistence::{Acting, GivenRecord, MentorshipRecord};

/// Reader of the form: its author, a former one included; student and staff once it is given.
#[derive(Clone, Copy, Debug)]
pub struct EvaluationReader {
    /// The mentorship.
    pub mentorship: MentorshipId,
    /// Step of the interview.
    pub step: Step,
    /// The reader.
    pub acting: Acting,
}

/// Reader of a given version of the form.
pub struct EvaluationVersionReader {
    /// The form.
    pub form: EvaluationReader,
    /// The version.
    pub given: GivenRecord,
}

impl Access for EvaluationReader {
    const AUDIENCE: Audience = Audience {
        kinds: ANY,
        words: "Its author may call it; once the form is given the student too, and staff, who \
                see that it was given but not what it says.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let id: MentorshipId = asked.path.id("mentorship_id")?;
        let step = asked.path.step()?;
        let head = asked.app.store.mentorship_head(id).await?;
        let actor = asked.caller.actor(head.student, head.mentor);
        let actor = actor.ok_or_else(Problem::not_found)?;
        let is_author = actor == Actor::Party(Party::Mentor);
        let readable = is_given(asked, id, step).await?
            || is_author && (head.mentor_keeps_reading || is_owed(asked, id, step).await?);
        if !readable {
            return Err(Problem::not_found());
        }
        Ok(Self {
            mentorship: id,
            step,
            acting: asked.caller.acting(actor),
        })
    }
}

impl Reader for EvaluationReader {
    fn actor(&self, _: &Caller) -> Option<Actor> {
        Some(self.acting.actor)
    }
}

impl OpenTo<Mentor> for EvaluationReader {
    const WORDS: &'static str = "The mentor of the mentorship may call it.";
}

impl OpenTo<Student> for EvaluationReader {
    const WORDS: &'static str =
        "The student of the mentorship may call it, once the form is given.";
}

impl Access for EvaluationVersionReader {
    const AUDIENCE: Audience = EvaluationReader::AUDIENCE;

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let form = EvaluationReader::grant(asked).await?;
        let number = asked.path.number("version")?;
        let store = &asked.app.store;
        let given = store
            .evaluation_version(form.mentorship, form.step, number)
            .await?;
        Ok(Self { form, given })
    }
}

async fn is_owed(asked: &Grant<'_>, id: MentorshipId, step: Step) -> Result<bool, Problem> {
    let now = asked.now;
    let record: MentorshipRecord = asked.app.store.mentorship(id, now).await?;
    let mut appointments = record.facts.appointments.iter();
    Ok(appointments.any(|one| one.step == step && one.state == AppointmentState::Held))
}

async fn is_given(asked: &Grant<'_>, id: MentorshipId, step: Step) -> Result<bool, Problem> {
    let versions = asked.app.store.evaluation_versions(id, step, 0, 1).await?;
    Ok(!versions.is_empty())
}
