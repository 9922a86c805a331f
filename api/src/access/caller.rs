//! Caller: a person with enrolments, and the staff role of the token.

use crate::app::App;
use crate::auth::{Claims, Staff};
use crate::http::context::Context;
use crate::http::json::format::is_email;
use crate::http::problem::{Code, Problem};
use chrono::{DateTime, Utc};
use domain::enrolment::Enrolment;
use domain::ids::{PersonId, ProgrammeId};
use domain::mentorship::Actor;
use domain::share::Reading;
use domain::text::Name;
use domain::words::{Language, Party, ProgrammeStatus, Role};
use persistence::{Acting, CallerRecord, Find, Found, NewPerson};
use uuid::Uuid;

/// Person who calls.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The person.
    pub id: PersonId,
    /// The staff role that the token gives.
    pub staff: Option<Staff>,
    /// Enrolments of the person.
    pub enrolments: Vec<Enrolment>,
    /// The person's language.
    pub language: Language,
}

impl Caller {
    /// Finds the person of a token, and the thing that their permission looks at; at the first token
    /// with a staff role, makes the person, or notes it of one who was imported. An operation that admits
    /// strangers makes any person.
    ///
    /// # Errors
    /// `person_unknown`, `person_deactivated`, or the database is unavailable.
    pub async fn load(
        app: &App,
        claims: &Claims,
        context: &Context,
        (find, admits_strangers): (Find, bool),
    ) -> Result<(Self, Found), Problem> {
        let (known, found) = app.store.admit(claims.subject.clone(), find).await?;
        let record = match known {
            Some(record) => record,
            // a stranger who asks for nothing that exists stays one
            None if claims.staff.is_some() || (admits_strangers && found != Found::Nothing) => {
                app.store
                    .create_person(new_person(claims), context.now)
                    .await?
            }
            None if admits_strangers => return Err(Problem::not_found()),
            None => return Err(Problem::new(Code::PersonUnknown)),
        };
        if !record.active {
            return Err(Problem::new(Code::PersonDeactivated));
        }
        if claims.staff.is_some() && !record.is_staff {
            app.store.note_staff(record.person_id).await?;
        }
        Ok((Self::of(record, claims.staff), found))
    }

    fn of(record: CallerRecord, staff: Option<Staff>) -> Self {
        Self {
            id: record.person_id,
            staff,
            enrolments: record.enrolments,
            language: record.language,
        }
    }

    /// The enrolments that the caller may know of.
    pub fn visible_enrolments(&self) -> Vec<Enrolment> {
        let visible = self.enrolments.iter().filter(|one| self.sees(one));
        visible.cloned().collect()
    }

    /// Whether the programme is a draft hidden from this caller, who is enrolled in it (R2).
    pub fn waits_for(&self, programme: ProgrammeId) -> bool {
        let mut hidden = self.enrolments.iter().filter(|one| !self.sees(one));
        hidden.any(|one| one.programme_id == programme)
    }

    /// Whether the caller sees drafts: staff only (R2).
    fn sees(&self, enrolment: &Enrolment) -> bool {
        self.is_staff() || enrolment.programme_status != ProgrammeStatus::Draft
    }

    /// Key of the caller for idempotency keys and cursors: another role is another caller.
    pub fn key(&self) -> String {
        match self.staff {
            None => self.id.to_string(),
            Some(Staff::Adviser) => format!("{}:adviser", self.id),
            Some(Staff::Admin) => format!("{}:admin", self.id),
        }
    }

    /// The caller's part in a programme.
    pub fn part_in(&self, programme: ProgrammeId) -> Option<Party> {
        let mut enrolments = self.enrolments.iter();
        let found = enrolments.find(|enrolment| enrolment.programme_id == programme);
        found.map(|enrolment| enrolment.part)
    }

    /// The caller's role towards these two people: one of them, where they are (R38).
    pub fn actor(&self, student: PersonId, mentor: PersonId) -> Option<Actor> {
        if self.id == student {
            Some(Actor::Party(Party::Student))
        } else if self.id == mentor {
            Some(Actor::Party(Party::Mentor))
        } else {
            self.is_staff().then_some(Actor::Staff)
        }
    }

    /// The caller at work in this role.
    pub const fn acting(&self, actor: Actor) -> Acting {
        Acting {
            person: self.id,
            actor,
            also_staff: self.is_staff(),
        }
    }

    /// A person that a filter names by id or as `me`; the filter's pattern has no third word.
    pub fn named(&self, word: &str) -> PersonId {
        word.parse::<Uuid>().map_or(self.id, PersonId::from)
    }

    /// The caller as a reader of a document of others (R31).
    pub fn reading(&self, now: DateTime<Utc>) -> Reading {
        Reading {
            is_staff: self.is_staff(),
            is_admin: self.staff == Some(Staff::Admin),
            now,
        }
    }

    /// Whether the token gives a staff role.
    pub const fn is_staff(&self) -> bool {
        self.staff.is_some()
    }

    /// Roles of the caller, in the contract's words.
    pub fn roles(&self) -> Vec<Role> {
        let has = |part| {
            self.enrolments
                .iter()
                .any(|enrolment| enrolment.part == part)
        };
        let roles = [
            (has(Party::Student), Role::Student),
            (has(Party::Mentor), Role::Mentor),
            (self.staff == Some(Staff::Adviser), Role::Adviser),
            (self.staff == Some(Staff::Admin), Role::Admin),
        ];
        roles
            .into_iter()
            .filter_map(|(is, role)| is.then_some(role))
            .collect()
    }
}

fn new_person(claims: &Claims) -> NewPerson {
    let english = claims
        .locale
        .as_deref()
        .is_some_and(|locale| locale.to_ascii_lowercase().starts_with("en"));
    NewPerson {
        is_staff: claims.staff.is_some(),
        external_id: claims.subject.clone(),
        first_name: name(&claims.given_name),
        last_name: name(&claims.family_name),
        email: claims.email.clone().filter(|email| is_email(email)),
        language: if english { Language::En } else { Language::Fr },
    }
}

/// A name of a token; staff may have none.
fn name(claim: &Option<String>) -> String {
    let name = claim.clone().and_then(|name| Name::parse(name).ok());
    name.map(Name::into_string).unwrap_or_default()
}
