//! Permissions on a mentorship, its interviews and its appointments.

use super::is_former;
use crate::access::{Access, Audience, Caller, Grant, Kind};
use crate::http::problem::{Code, Problem};
use domain::ids::{AppointmentId, MentorshipId, PersonId};
use domain::mentorship::Actor;
use domain::words::{Party, Step};
use persistence::{Acting, MentorshipRecord};

const ANY: &[Kind] = &[Kind::Person, Kind::Adviser, Kind::Admin];
const READERS: Audience = Audience {
    kinds: ANY,
    words: "The two people of the mentorship may call it, and staff.",
};
const PARTIES: Audience = Audience {
    kinds: &[Kind::Person],
    words: "The two people of the mentorship may call it.",
};

/// Permission to read a mentorship: its two people and staff.
pub struct MentorshipReader {
    /// The mentorship.
    pub record: MentorshipRecord,
    /// Role in which the caller reads and acts (R38: one of the two, where they are).
    pub acting: Acting,
}

/// Party of a mentorship, at a step.
pub struct InterviewParty {
    /// The mentorship.
    pub record: MentorshipRecord,
    /// Acting caller.
    pub acting: Acting,
    /// The step of the path.
    pub step: Step,
}

/// The mentor of a mentorship, at a step.
pub struct InterviewMentor(pub InterviewParty);

/// The mentor of a mentorship or staff, at a step.
pub struct InterviewRecorder(pub InterviewParty);

/// Permission to read an interview: the two and staff.
pub struct InterviewReader(pub InterviewParty);

/// Permission to read an appointment: the two and staff; not a former mentor.
pub struct AppointmentReader {
    /// Its mentorship.
    pub record: MentorshipRecord,
    /// Acting caller.
    pub acting: Acting,
    /// The appointment of the path.
    pub id: AppointmentId,
}

/// Party of an appointment.
pub struct AppointmentParty(pub AppointmentReader);

/// Role of the caller towards these two people.
fn acting(caller: &Caller, student: PersonId, mentor: PersonId) -> Result<Acting, Problem> {
    let actor = if caller.id == student {
        Actor::Party(Party::Student)
    } else if caller.id == mentor {
        Actor::Party(Party::Mentor)
    } else if caller.is_staff() {
        Actor::Staff
    } else {
        return Err(Problem::not_found());
    };
    Ok(Acting {
        person: caller.id,
        actor,
        also_staff: caller.is_staff(),
    })
}

fn forbidden<T>() -> Result<T, Problem> {
    Err(Problem::new(Code::RoleForbidden))
}

async fn load(asked: &Grant<'_>, id: MentorshipId) -> Result<MentorshipReader, Problem> {
    let head = asked.app.store.mentorship_head(id).await?;
    let acting = acting(asked.caller, head.student, head.mentor)?;
    let record = asked.app.store.mentorship(id, asked.now).await?;
    Ok(MentorshipReader { record, acting })
}

impl Access for MentorshipReader {
    const AUDIENCE: Audience = READERS;

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        load(asked, asked.path.id("mentorship_id")?).await
    }
}

impl Access for InterviewReader {
    const AUDIENCE: Audience = READERS;

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let step = asked.path.step()?;
        let MentorshipReader { record, acting } = MentorshipReader::grant(asked).await?;
        Ok(Self(InterviewParty {
            record,
            acting,
            step,
        }))
    }
}

impl Access for InterviewParty {
    const AUDIENCE: Audience = PARTIES;

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let InterviewReader(party) = InterviewReader::grant(asked).await?;
        if party.acting.actor == Actor::Staff {
            return forbidden();
        }
        Ok(party)
    }
}

impl Access for InterviewMentor {
    const AUDIENCE: Audience = Audience {
        kinds: &[Kind::Person],
        words: "The mentor may call it.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let party = InterviewParty::grant(asked).await?;
        if party.acting.actor != Actor::Party(Party::Mentor) {
            return forbidden();
        }
        Ok(Self(party))
    }
}

impl Access for InterviewRecorder {
    const AUDIENCE: Audience = Audience {
        kinds: ANY,
        words: "The mentor and staff may call it.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let InterviewReader(party) = InterviewReader::grant(asked).await?;
        if party.acting.actor == Actor::Party(Party::Student) {
            return forbidden();
        }
        Ok(Self(party))
    }
}

impl Access for AppointmentReader {
    const AUDIENCE: Audience = READERS;

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let id: AppointmentId = asked.path.id("appointment_id")?;
        let (mentorship, _) = asked.app.store.appointment_of(id).await?;
        let MentorshipReader { record, acting } = load(asked, mentorship).await?;
        if is_former(&record, acting.actor) {
            return Err(Problem::not_found());
        }
        Ok(Self { record, acting, id })
    }
}

impl Access for AppointmentParty {
    const AUDIENCE: Audience = PARTIES;

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let reader = AppointmentReader::grant(asked).await?;
        if reader.acting.actor == Actor::Staff {
            return forbidden();
        }
        Ok(Self(reader))
    }
}
