//! What one of the two tells staff in private: a concern, or that they want to stop (R32). The other
//! never learns of it.

use crate::ids::{ConcernId, MentorshipId, PersonId, ProgrammeId};
use crate::person::PersonRef;
use crate::refusal::{Code, Refusal};
use crate::text::Note;
use crate::words::{ConcernKind, ConcernState, MentorshipState, Party};
use chrono::{DateTime, Utc};

/// Word to the programme's team, for its author and staff only.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Concern {
    /// Its id.
    pub id: ConcernId,
    /// Programme of the mentorship.
    pub programme_id: ProgrammeId,
    /// The mentorship.
    pub mentorship_id: MentorshipId,
    /// Its student.
    pub student: PersonRef,
    /// Its mentor.
    pub mentor: PersonRef,
    /// Which of the two tells it.
    pub raised_by: Party,
    /// Kind of concern.
    pub kind: ConcernKind,
    /// What they say.
    pub text: Note,
    /// Whether it waits for staff.
    pub state: ConcernState,
    /// When it was told.
    pub created_at: DateTime<Utc>,
    /// When staff have dealt with it.
    pub resolved_at: Option<DateTime<Utc>>,
    /// Staff person who has: for staff.
    pub resolved_by: Option<PersonId>,
    /// Their note: for staff.
    pub note: Option<Note>,
}

/// A new concern.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ConcernCreate {
    /// Kind of concern.
    pub kind: ConcernKind,
    /// What there is to say, for staff only.
    pub text: Note,
}

/// End of a concern.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ConcernResolve {
    /// What was done, for staff only.
    pub note: Option<Note>,
}

impl Concern {
    /// Whether the person is one of the two: then they aren't staff here (R38).
    pub fn is_of(&self, person: PersonId) -> bool {
        self.student.id == person || self.mentor.id == person
    }

    /// Person who told it.
    pub const fn author(&self) -> PersonId {
        match self.raised_by {
            Party::Student => self.student.id,
            Party::Mentor => self.mentor.id,
        }
    }

    /// The concern as its author sees it: what staff note is their own.
    pub fn for_author(self) -> Self {
        Self {
            resolved_by: None,
            note: None,
            ..self
        }
    }

    /// Whether staff may resolve it.
    ///
    /// # Errors
    /// `own_mentorship` for one of the two (R38), `wrong_state` where it is resolved.
    pub fn expect_resolvable(&self, by: Option<PersonId>) -> Result<(), Refusal> {
        if by.is_some_and(|by| self.is_of(by)) {
            return Err(Code::OwnMentorship.into());
        }
        match self.state {
            ConcernState::Open => Ok(()),
            state => Err(Refusal::new(Code::WrongState).state(state.as_str())),
        }
    }
}

/// A concern may be told at any time, also of a mentorship or programme that is over; only a live
/// mentorship can be stopped.
///
/// # Errors
/// `wrong_state` where there is nothing to stop.
pub fn expect_raisable(kind: ConcernKind, state: MentorshipState) -> Result<(), Refusal> {
    if kind == ConcernKind::WantsToStop && state != MentorshipState::Active {
        return Err(Refusal::new(Code::WrongState).state(state.as_str()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str) -> PersonRef {
        PersonRef {
            id: PersonId::new(),
            first_name: name.to_owned(),
            last_name: String::new(),
        }
    }

    fn concern() -> Concern {
        Concern {
            id: ConcernId::new(),
            programme_id: ProgrammeId::new(),
            mentorship_id: MentorshipId::new(),
            student: person("Zoé"),
            mentor: person("Émile"),
            raised_by: Party::Student,
            kind: ConcernKind::Concern,
            text: Note::parse("He doesn't listen.").unwrap(),
            state: ConcernState::Open,
            created_at: DateTime::UNIX_EPOCH,
            resolved_at: None,
            resolved_by: None,
            note: Note::parse("We talked.").ok(),
        }
    }

    #[test]
    fn staff_resolve_once_and_never_their_own() {
        let open = concern();
        let code =
            |concern: &Concern, by| concern.expect_resolvable(Some(by)).map_err(|it| it.code);
        assert_eq!(code(&open, PersonId::new()), Ok(()));
        assert_eq!(open.author(), open.student.id);
        for one in [open.student.id, open.mentor.id] {
            assert_eq!(code(&open, one), Err(Code::OwnMentorship));
        }
        let resolved = Concern {
            state: ConcernState::Resolved,
            ..open
        };
        assert_eq!(code(&resolved, PersonId::new()), Err(Code::WrongState));
        assert_eq!(resolved.for_author().note, None);
    }

    #[test]
    fn only_a_live_mentorship_can_be_stopped() {
        for state in MentorshipState::ALL {
            assert_eq!(expect_raisable(ConcernKind::Concern, *state), Ok(()));
            let stop = expect_raisable(ConcernKind::WantsToStop, *state);
            assert_eq!(stop.is_ok(), *state == MentorshipState::Active);
        }
    }
}
