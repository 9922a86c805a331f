//! Programme and people of a mail.

use crate::ids::{MentorshipId, PersonId};
use crate::macros::words;
use crate::mentorship::Actor;
use crate::person::PersonRef;
use crate::programme::Programme;
use crate::words::Party;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

words! {
    /// Role in which somebody reads a mail: it decides how the others are named to them, and which
    /// address it goes to.
    Reader {
        /// The student of the mentorship.
        Student = "student",
        /// Its mentor.
        Mentor = "mentor",
        /// Staff, who are neither of the two.
        Staff = "staff",
    }
}
words! {
    /// Author of the change that a mail reports.
    MailActor {
        /// The student.
        Student = "student",
        /// The mentor.
        Mentor = "mentor",
        /// The programme's team.
        Staff = "staff",
    }
}

impl From<Actor> for MailActor {
    fn from(actor: Actor) -> Self {
        match actor {
            Actor::Party(Party::Student) => Self::Student,
            Actor::Party(Party::Mentor) => Self::Mentor,
            Actor::Staff | Actor::Service => Self::Staff,
        }
    }
}

/// Programme, people and actor of a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The programme.
    pub programme: MailProgramme,
    /// The mentorship, if it is about one.
    pub mentorship_id: Option<MentorshipId>,
    /// Its student.
    pub student: MailPerson,
    /// Its mentor, if it has to do with one.
    pub mentor: Option<MailPerson>,
    /// Author of the change.
    pub by: MailActor,
    /// Role of the reader; absent in rows of earlier versions, which knew only the two people.
    pub reader: Option<Reader>,
}

/// Programme of a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailProgramme {
    /// Its name.
    pub name: String,
    /// Its time zone, in which times are said.
    pub time_zone: Tz,
    /// Address of its team (R3).
    pub contact_email: Option<String>,
}

impl From<&Programme> for MailProgramme {
    fn from(programme: &Programme) -> Self {
        Self {
            name: programme.name.clone(),
            time_zone: programme.zone,
            contact_email: programme.contact_email.clone(),
        }
    }
}

/// Person of a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailPerson {
    /// Id of the person.
    pub id: PersonId,
    /// First name; either may be empty.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Last day of School, of a student (R37).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leaves_school_on: Option<NaiveDate>,
}

impl From<&PersonRef> for MailPerson {
    fn from(person: &PersonRef) -> Self {
        Self {
            id: person.id,
            first_name: person.first_name.clone(),
            last_name: person.last_name.clone(),
            leaves_school_on: None,
        }
    }
}

impl MailPerson {
    /// A person whom the mail doesn't name: it may be read on a screen that others see.
    pub const fn nameless(id: PersonId) -> Self {
        Self {
            id,
            first_name: String::new(),
            last_name: String::new(),
            leaves_school_on: None,
        }
    }

    /// First and last name.
    pub fn name(&self) -> String {
        let name = format!("{} {}", self.first_name, self.last_name);
        name.trim().to_owned()
    }

    /// The first name, or the only one.
    pub fn called(&self) -> &str {
        if self.first_name.is_empty() {
            &self.last_name
        } else {
            &self.first_name
        }
    }
}

impl About {
    /// Role of the person that the mail goes to, if they have one here.
    pub fn role_of(&self, person: PersonId) -> Option<Reader> {
        let mentor = self.mentor.as_ref();
        let known = [
            (Reader::Student, Some(&self.student)),
            (Reader::Mentor, mentor),
        ];
        let mut known = known.into_iter();
        let found = known.find(|(_, one)| one.is_some_and(|one| one.id == person));
        self.reader.or(found.map(|(role, _)| role))
    }

    /// The reader, and the person at the other end, if there is one; `None` for staff.
    pub fn seen_by(&self, reader: Reader) -> Option<(&MailPerson, Option<&MailPerson>)> {
        let mentor = self.mentor.as_ref();
        match reader {
            Reader::Student => Some((&self.student, mentor)),
            Reader::Mentor => mentor.map(|mentor| (mentor, Some(&self.student))),
            Reader::Staff => None,
        }
    }

    /// The person who acted; `None` is the team.
    pub const fn actor(&self) -> Option<&MailPerson> {
        match self.by {
            MailActor::Student => Some(&self.student),
            MailActor::Mentor => self.mentor.as_ref(),
            MailActor::Staff => None,
        }
    }

    /// Whether this reader is a student after their last day of School (R37).
    pub fn has_left(&self, reader: Reader, now: DateTime<Utc>) -> bool {
        let today = crate::calendar::local_day(now, self.programme.time_zone);
        let last_day = self.student.leaves_school_on;
        reader == Reader::Student && last_day.is_some_and(|last_day| today > last_day)
    }
}
