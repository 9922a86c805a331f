//! Applications of people who offer themselves as mentors of a programme (R45).

use crate::enrolment::{LanguageCode, MentorChange, MentorDetails};
use crate::ids::{MentorApplicationId, PersonId, ProgrammeId};
use crate::person::PersonRef;
use crate::programme::Programme;
use crate::refusal::{Code, Refusal};
use crate::text::{Line, Note};
use crate::words::{Action, MeansKind, MentorApplicationState, MentorApplications};
use chrono::{DateTime, Utc};

/// Profile that a person offers.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MentorProfile {
    /// Self-description in one line.
    pub headline: Option<Line>,
    /// Employer.
    pub company: Option<Line>,
    /// Job title.
    pub job_title: Option<Line>,
    /// Their sector.
    pub sector: Option<Line>,
    /// Place of residence or work.
    pub location: Option<Line>,
    /// Year in which they left School.
    #[cfg_attr(feature = "openapi", schema(minimum = 1900, maximum = 2100))]
    pub graduation_year: Option<u16>,
    /// Languages they speak, as ISO 639 codes.
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub languages: Vec<LanguageCode>,
    /// Preferred means of meeting.
    #[cfg_attr(feature = "openapi", schema(max_items = 3))]
    pub means: Vec<MeansKind>,
    /// Skills.
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub skills: Vec<Line>,
    /// More about themselves, in their own words.
    pub about: Option<Note>,
    /// Number of students they would take; null: the programme's number.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 20))]
    pub capacity: Option<u16>,
    /// Whether they would begin with the switch "no further students for now" on.
    pub paused: bool,
}

impl MentorProfile {
    /// The profile that a change makes of an empty one.
    pub fn of(change: MentorChange) -> Self {
        let details = MentorDetails::default().with(change);
        Self {
            headline: details.headline,
            company: details.company,
            job_title: details.job_title,
            sector: details.sector,
            location: details.location,
            graduation_year: details.graduation_year,
            languages: details.languages,
            means: details.means,
            skills: details.skills,
            about: details.about,
            capacity: details.capacity,
            paused: details.paused,
        }
    }

    /// The change that makes a new mentor of it: what it says stays theirs in imports (R37).
    pub fn change(self, listed: bool) -> MentorChange {
        MentorChange {
            headline: self.headline.map(Some),
            company: self.company.map(Some),
            job_title: self.job_title.map(Some),
            sector: self.sector.map(Some),
            location: self.location.map(Some),
            graduation_year: self.graduation_year.map(Some),
            languages: Some(self.languages).filter(|languages| !languages.is_empty()),
            means: Some(self.means).filter(|means| *means != MeansKind::ALL),
            skills: Some(self.skills).filter(|skills| !skills.is_empty()),
            about: self.about.map(Some),
            capacity: self.capacity.map(Some),
            paused: self.paused.then_some(true),
            listed: Some(listed),
            by_staff: true,
        }
    }
}

/// Application of a person to mentor in a programme, for themselves and staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentorApplication {
    /// Its id.
    pub id: MentorApplicationId,
    /// Programme in which they would mentor.
    pub programme_id: ProgrammeId,
    /// The person.
    pub person: PersonRef,
    /// Their profile.
    pub profile: MentorProfile,
    /// Their word to the team.
    pub message: Option<Note>,
    /// Where it stands.
    pub state: MentorApplicationState,
    /// When they applied.
    pub created_at: DateTime<Utc>,
    /// When it was accepted, refused or withdrawn.
    pub decided_at: Option<DateTime<Utc>>,
}

/// New application.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MentorApplicationCreate {
    /// The profile, as a mentor has it; `listed` is staff's.
    pub profile: MentorChange,
    /// A word to the programme's team.
    pub message: Option<Note>,
}

/// End of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Staff take the person as a mentor.
    Accept,
    /// Staff don't.
    Refuse,
    /// The person thinks better of it.
    Withdraw,
}

impl Decision {
    /// State in which it leaves the application.
    pub const fn state(self) -> MentorApplicationState {
        match self {
            Self::Accept => MentorApplicationState::Accepted,
            Self::Refuse => MentorApplicationState::Refused,
            Self::Withdraw => MentorApplicationState::Withdrawn,
        }
    }
}

impl MentorApplication {
    /// Whether somebody may end it so.
    ///
    /// # Errors
    /// `programme_not_open` where a closed programme would gain a mentor, `own_mentorship` for staff
    /// who decide on themselves (R38), `wrong_state` where it is decided.
    pub fn expect(
        &self,
        decision: Decision,
        by: PersonId,
        programme: &Programme,
    ) -> Result<(), Refusal> {
        if decision == Decision::Accept {
            programme.expect_not_closed()?;
        }
        if decision != Decision::Withdraw && by == self.person.id {
            return Err(Code::OwnMentorship.into());
        }
        match self.state {
            MentorApplicationState::Submitted => Ok(()),
            state => Err(Refusal::new(Code::WrongState).state(state.as_str())),
        }
    }

    /// Operations that would be accepted from this reader now, but for a programme that is closed.
    pub fn allowed_actions(&self, viewer: PersonId) -> Vec<Action> {
        if self.state != MentorApplicationState::Submitted {
            return Vec::new();
        }
        match viewer == self.person.id {
            true => vec![Action::WithdrawMentorApplication],
            false => vec![
                Action::AcceptMentorApplication,
                Action::RefuseMentorApplication,
            ],
        }
    }
}

/// Whether somebody may apply, and whether they are taken at once: where the programme says so, and
/// they have mentored before.
///
/// # Errors
/// `programme_not_open` for a closed programme, `already_enrolled`, `staff_only` where the profile
/// says whether students see them.
pub fn expect_applicant(
    programme: &Programme,
    new: &MentorApplicationCreate,
    is_enrolled: bool,
    has_mentored: bool,
) -> Result<MentorApplicationState, Refusal> {
    programme.expect_not_closed()?;
    new.profile.expect_own(programme).map_err(|refusal| {
        let pointer = "/profile/listed";
        refusal.pointer(pointer)
    })?;
    if is_enrolled {
        return Err(Code::AlreadyEnrolled.into());
    }
    let automatic = programme.policies.mentor_applications == MentorApplications::Automatic;
    Ok(match automatic && has_mentored {
        true => MentorApplicationState::Accepted,
        false => MentorApplicationState::Submitted,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::ProgrammeChange;
    use crate::text::Name;
    use crate::words::ProgrammeStatus;

    fn programme(mentor_applications: MentorApplications, status: ProgrammeStatus) -> Programme {
        let name = Name::parse("Mentoring").unwrap();
        let change = ProgrammeChange::default();
        let mut programme = Programme::create(ProgrammeId::new(), 2026, &name, &change).unwrap();
        programme.status = status;
        programme.policies.mentor_applications = mentor_applications;
        programme
    }

    fn applicant() -> MentorApplicationCreate {
        MentorApplicationCreate {
            profile: MentorChange::default(),
            message: None,
        }
    }

    #[test]
    fn only_former_mentors_are_taken_at_once_and_only_where_the_school_says_so() {
        use MentorApplications::{Automatic, Staff};
        for (policy, before, expected) in [
            (Staff, false, MentorApplicationState::Submitted),
            (Staff, true, MentorApplicationState::Submitted),
            (Automatic, false, MentorApplicationState::Submitted),
            (Automatic, true, MentorApplicationState::Accepted),
        ] {
            for status in [ProgrammeStatus::Draft, ProgrammeStatus::Open] {
                let programme = programme(policy, status);
                let state = expect_applicant(&programme, &applicant(), false, before);
                assert_eq!(state, Ok(expected), "{policy:?} {before}");
            }
        }
    }

    #[test]
    fn nobody_applies_to_a_closed_programme_where_they_are_or_as_listed() {
        let refused = |programme: &Programme, new: &MentorApplicationCreate, enrolled| {
            expect_applicant(programme, new, enrolled, false)
                .unwrap_err()
                .code
        };
        let open = programme(MentorApplications::Staff, ProgrammeStatus::Open);
        let closed = programme(MentorApplications::Staff, ProgrammeStatus::Closed);
        assert_eq!(
            refused(&closed, &applicant(), false),
            Code::ProgrammeNotOpen
        );
        assert_eq!(refused(&open, &applicant(), true), Code::AlreadyEnrolled);
        let mut listed = applicant();
        listed.profile.listed = Some(false);
        assert_eq!(refused(&open, &listed, false), Code::StaffOnly);
    }

    #[test]
    fn a_profile_makes_the_mentor_it_tells_of() {
        let line = |text| Some(Some(Line::parse(text).unwrap()));
        let said = MentorChange {
            company: line("Rail & Co"),
            means: Some(vec![MeansKind::Phone]),
            paused: Some(true),
            ..MentorChange::default()
        };
        let change = MentorProfile::of(said.clone()).change(false);
        let fields: Vec<_> = change.fields().collect();
        assert_eq!(fields, said.fields().collect::<Vec<_>>());
        let mentor = MentorDetails::default().with(change);
        assert_eq!(
            mentor,
            MentorDetails {
                listed: false,
                ..MentorDetails::default().with(said)
            }
        );
    }

    #[test]
    fn what_is_allowed_is_accepted_and_all_else_refused() {
        let open = programme(MentorApplications::Staff, ProgrammeStatus::Open);
        let (applicant, staff) = (PersonId::new(), PersonId::new());
        for state in MentorApplicationState::ALL.iter().copied() {
            let application = MentorApplication {
                id: MentorApplicationId::new(),
                programme_id: open.id,
                person: PersonRef {
                    id: applicant,
                    first_name: "Ana".to_owned(),
                    last_name: String::new(),
                },
                profile: MentorProfile::of(MentorChange::default()),
                message: None,
                state,
                created_at: DateTime::UNIX_EPOCH,
                decided_at: None,
            };
            for (decision, action) in [
                (Decision::Accept, Action::AcceptMentorApplication),
                (Decision::Refuse, Action::RefuseMentorApplication),
                (Decision::Withdraw, Action::WithdrawMentorApplication),
            ] {
                // others than the two never come so far
                let by = match decision {
                    Decision::Withdraw => applicant,
                    _ => staff,
                };
                let allowed = application.allowed_actions(by).contains(&action);
                let accepted = application.expect(decision, by, &open);
                assert_eq!(allowed, accepted.is_ok(), "{state:?} {decision:?}");
            }
            let own = application.expect(Decision::Accept, applicant, &open);
            assert_eq!(own.unwrap_err().code, Code::OwnMentorship);
        }
    }
}
