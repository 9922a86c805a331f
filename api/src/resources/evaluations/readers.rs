//! Permissions on evaluation forms. A form that isn't given yet is absent to all but its author
//! (R21); staff see that one was given, not its content (R31).

use crate::access::{
    ANY, Access, Audience, Caller, Grant, Kind, Mentor, OpenTo, PathIds, Reader, Student,
};
use crate::auth::Staff;
use crate::http::problem::{Code, Problem};
use domain::mentorship::Actor;
use domain::words::{Party, Step};
use persistence::{Acting, Find, GivenRecord, MentorshipKey};

/// Reader of the form: its author, a former one included; student and staff once it is given.
#[derive(Clone, Copy, Debug)]
pub struct EvaluationReader {
    /// The mentorship.
    pub mentorship: MentorshipKey,
    /// Step of the interview.
    pub step: Step,
    /// The reader; who reads by a share only has no part, as staff.
    pub acting: Acting,
    /// Number of the version that is open to this reader, who is neither of the two (R31).
    pub opened: Option<u32>,
}

/// Author of the form, or an admin.
pub struct EvaluationRetractor(pub EvaluationReader);

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
        words: "Its author may call it; once the form is given the student too, and staff, who see that \
                it was given, and what it says where it is shared with them; and the mentor with whom \
                the student goes on, where it is shared with them.",
    };

    fn find(path: &PathIds) -> Result<Find, Problem> {
        Ok(Find::Form(path.id("mentorship_id")?, path.step()?))
    }

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let step = asked.path.step()?;
        let form = asked.form()?;
        let mentorship = form.mentorship.key;
        let actor = asked.caller.actor(mentorship.student, mentorship.mentor);
        let shared = form.disclosure.to_mentor.then_some(Actor::Staff);
        let actor = actor.or(shared).ok_or_else(Problem::not_found)?;
        let opened = form.disclosure.opens(asked.caller.reading(asked.now));
        let is_author = actor == Actor::Party(Party::Mentor);
        let may_write = form.mentorship.mentor_keeps_reading || form.is_owed;
        if !(form.is_given || is_author && may_write) {
            return Err(Problem::not_found());
        }
        Ok(Self {
            mentorship,
            step,
            acting: asked.caller.acting(actor),
            opened: form.current.filter(|_| opened),
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

    fn find(path: &PathIds) -> Result<Find, Problem> {
        EvaluationReader::find(path)
    }

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let form = EvaluationReader::grant(asked).await?;
        let number = asked.path.number("version")?;
        let store = &asked.app.store;
        let given = store
            .evaluation_version(form.mentorship.id, form.step, number)
            .await?;
        Ok(Self { form, given })
    }
}

impl Access for EvaluationRetractor {
    const AUDIENCE: Audience = Audience {
        kinds: &[Kind::Person, Kind::Admin],
        words: "Its author may call it, and admins.",
    };

    fn find(path: &PathIds) -> Result<Find, Problem> {
        EvaluationReader::find(path)
    }

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let read = EvaluationReader::grant(asked).await?;
        let may = match read.acting.actor {
            Actor::Party(party) => party == Party::Mentor,
            Actor::Staff => asked.caller.staff == Some(Staff::Admin),
            Actor::Service => false,
        };
        if may {
            return Ok(Self(read));
        }
        Err(Problem::new(Code::RoleForbidden))
    }
}
