//! Permissions on evaluation forms. A form that isn't given yet is absent to all but its author
//! (R21); staff see that one was given, not its content (R31).

use crate::access::{Access, Audience, Grant, Kind};
use crate::auth::Staff;
use crate::http::problem::{Code, Problem};
use domain::ids::MentorshipId;
use domain::mentorship::Actor;
use domain::words::{AppointmentState, Party, Step};
use persistence::{Acting, GivenRecord, MentorshipHead, MentorshipRecord};

/// Mentor who writes the form, former ones included.
pub struct EvaluationAuthor {
    /// The mentorship.
    pub mentorship: MentorshipId,
    /// Step of the interview.
    pub step: Step,
    /// The mentor.
    pub acting: Acting,
}

/// Student who received the form.
pub struct EvaluationReceiver {
    /// The mentorship.
    pub mentorship: MentorshipId,
    /// Step of the interview.
    pub step: Step,
    /// The student.
    pub acting: Acting,
}

/// Reader of the form: its author, and student and staff once it is given.
pub struct EvaluationReader {
    /// The mentorship.
    pub mentorship: MentorshipId,
    /// Step of the interview.
    pub step: Step,
    /// The reader.
    pub acting: Acting,
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
        kinds: &[Kind::Person, Kind::Adviser, Kind::Admin],
        words: "Its author may call it; once the form is given the student too, and staff, who \
                see that it was given but not what it says.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let id: MentorshipId = asked.path.id("mentorship_id")?;
        let step = asked.path.step()?;
        let head = asked.app.store.mentorship_head(id).await?;
        let actor = reader(&head, asked).ok_or_else(Problem::not_found)?;
        let given = is_given(asked, id, step).await?;
        let readable = match actor {
            Actor::Party(Party::Mentor) => {
                given || head.mentor_keeps_reading || is_owed(asked, id, step).await?
            }
            Actor::Party(Party::Student) | Actor::Staff => given,
        };
        if !readable {
            return Err(Problem::not_found());
        }
        let acting = Acting {
            person: asked.caller.id,
            actor,
            also_staff: asked.caller.is_staff(),
        };
        Ok(Self {
            mentorship: id,
            step,
            acting,
        })
    }
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

impl Access for EvaluationAuthor {
    const AUDIENCE: Audience = Audience {
        kinds: &[Kind::Person],
        words: "The mentor of the mentorship may call it.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let EvaluationReader {
            mentorship,
            step,
            acting,
        } = party(asked, Party::Mentor).await?;
        Ok(Self {
            mentorship,
            step,
            acting,
        })
    }
}

impl Access for EvaluationReceiver {
    const AUDIENCE: Audience = Audience {
        kinds: &[Kind::Person],
        words: "The student of the mentorship may call it, once the form is given.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let EvaluationReader {
            mentorship,
            step,
            acting,
        } = party(asked, Party::Student).await?;
        Ok(Self {
            mentorship,
            step,
            acting,
        })
    }
}

impl Access for EvaluationRetractor {
    const AUDIENCE: Audience = Audience {
        kinds: &[Kind::Person, Kind::Admin],
        words: "Its author may call it, and admins.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let read = EvaluationReader::grant(asked).await?;
        let may = match read.acting.actor {
            Actor::Party(party) => party == Party::Mentor,
            Actor::Staff => asked.caller.staff == Some(Staff::Admin),
        };
        if may {
            return Ok(Self(read));
        }
        Err(Problem::new(Code::RoleForbidden))
    }
}

/// Reader who is that party; other parts are refused.
async fn party(asked: &Grant<'_>, wanted: Party) -> Result<EvaluationReader, Problem> {
    let read = EvaluationReader::grant(asked).await?;
    if read.acting.actor == Actor::Party(wanted) {
        return Ok(read);
    }
    Err(Problem::new(Code::RoleForbidden))
}

async fn is_owed(asked: &Grant<'_>, id: MentorshipId, step: Step) -> Result<bool, Problem> {
    let now = asked.now;
    let record: MentorshipRecord = asked.app.store.mentorship(id, now).await?;
    let mut appointments = record.facts.appointments.iter();
    Ok(appointments.any(|one| one.step == step && one.state == AppointmentState::Held))
}

fn reader(head: &MentorshipHead, asked: &Grant<'_>) -> Option<Actor> {
    if head.mentor == asked.caller.id {
        Some(Actor::Party(Party::Mentor))
    } else if head.student == asked.caller.id {
        Some(Actor::Party(Party::Student))
    } else {
        asked.caller.is_staff().then_some(Actor::Staff)
    }
}

async fn is_given(asked: &Grant<'_>, id: MentorshipId, step: Step) -> Result<bool, Problem> {
    let versions = asked.app.store.evaluation_versions(id, step, 0, 1).await?;
    Ok(!versions.is_empty())
}
