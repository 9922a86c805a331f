//! Who but the two reads a document (R31): what the student shares, and what an admin opens in an
//! emergency.

use crate::ids::{EmergencyAccessId, MentorshipId, RoadbookId, ShareId};
use crate::macros::words;
use crate::refusal::{Code, Refusal};
use crate::text::Note;
use crate::words::Step;
use chrono::{DateTime, TimeDelta, Utc};

/// Minutes for which an admin reads a document that they opened in an emergency.
const EMERGENCY: TimeDelta = TimeDelta::minutes(60);

words! {
    /// Kind of a document of an interview.
    DocumentKind {
        /// The editions of the road-book that were sent for it.
        Roadbook = "roadbook",
        /// The evaluation form that was given after it.
        Evaluation = "evaluation",
    }
}
words! {
    /// Who reads what a student shares.
    ShareWith {
        /// Advisers and admins, who neither are nor were a mentor of the student.
        Advisers = "advisers",
        /// The mentor with whom the student goes on.
        Mentor = "mentor",
    }
}

/// Document of an interview of one mentorship.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its kind.
    pub kind: DocumentKind,
    /// Its interview.
    pub step: Step,
}

impl std::fmt::Display for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.kind, self.step)
    }
}

/// Documents of a mentorship that its student lets somebody else read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Share {
    /// Its id.
    pub id: ShareId,
    /// The documents, which they read as long as the share is there.
    #[cfg_attr(feature = "openapi", schema(max_items = 6))]
    pub documents: Vec<Document>,
    /// Who reads them.
    pub with: ShareWith,
    /// When the student shared them.
    pub created_at: DateTime<Utc>,
}

/// New share.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ShareCreate {
    /// The documents; each is there.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 6))]
    pub documents: Vec<Document>,
    /// Who is to read them.
    pub with: ShareWith,
}

/// Document that is shared with the advisers.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharedDocument {
    /// Its kind.
    pub kind: DocumentKind,
    /// Its interview.
    pub step: Step,
    /// Mentorship of the interview.
    pub mentorship_id: MentorshipId,
    /// Path in this API under which it is read: of the form, or of the list of editions.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub link: String,
}

/// Opening of a document by an admin in an emergency.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmergencyAccess {
    /// Its id.
    pub id: EmergencyAccessId,
    /// Mentorship of the document.
    pub mentorship_id: MentorshipId,
    /// The document.
    pub document: DocumentKind,
    /// Its interview.
    pub step: Step,
    /// Why it is opened.
    pub reason: Note,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// The admin reads it before this moment.
    pub expires_at: DateTime<Utc>,
    /// Path in this API under which it is read: of the form, or of the list of editions.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub link: String,
}

/// Document to be opened in an emergency.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EmergencyAccessCreate {
    /// The document.
    pub document: DocumentKind,
    /// Its interview.
    pub step: Step,
    /// Why it has to be opened; the student and the author read it.
    pub reason: Note,
}

impl EmergencyAccessCreate {
    /// The document with its interview.
    pub const fn document(&self) -> Document {
        Document {
            kind: self.document,
            step: self.step,
        }
    }
}

/// End of what an admin opens now.
pub fn emergency_until(opened_at: DateTime<Utc>) -> DateTime<Utc> {
    opened_at + EMERGENCY
}

/// Refuses a document that isn't there: no edition was sent, no form is given, or it is retracted.
///
/// # Errors
/// `reference_unknown` with the pointer of the first one.
pub fn expect_there<'a>(
    wanted: impl IntoIterator<Item = (String, &'a Document)>,
    there: &[Document],
) -> Result<(), Refusal> {
    for (pointer, document) in wanted {
        if !there.contains(document) {
            return Err(Refusal::new(Code::ReferenceUnknown).pointer(pointer));
        }
    }
    Ok(())
}

/// What a document is open for, towards one reader who is not one of its two people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Disclosure {
    /// The student shares it with the advisers.
    pub to_advisers: bool,
    /// The student shares it with this reader, as the mentor with whom they go on.
    pub to_mentor: bool,
    /// End of this reader's emergency access, the latest.
    pub opened_until: Option<DateTime<Utc>>,
    /// Whether the reader is or was a mentor of the student: then they aren't staff here (R38).
    pub mentors_student: bool,
}

/// Staff role of somebody who reads a document of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Whether their token gives a staff role.
    pub is_staff: bool,
    /// Whether it is that of an admin.
    pub is_admin: bool,
    /// The present.
    pub now: DateTime<Utc>,
}

impl Disclosure {
    /// Whether the reader may read the content (R31).
    pub fn opens(&self, to: Reading) -> bool {
        if self.to_mentor {
            return true;
        }
        if self.mentors_student || !to.is_staff {
            return false;
        }
        // The demo's clock may go back behind the opening.
        let in_time = |until: DateTime<Utc>| to.now < until && until - EMERGENCY <= to.now;
        self.to_advisers || (to.is_admin && self.opened_until.is_some_and(in_time))
    }
}

/// Path under which a document is read.
pub fn link(document: Document, mentorship: MentorshipId, roadbook: RoadbookId) -> String {
    match document.kind {
        DocumentKind::Roadbook => format!("/v1/roadbooks/{roadbook}/editions"),
        DocumentKind::Evaluation => {
            let step = document.step;
            format!("/v1/mentorships/{mentorship}/interviews/{step}/evaluation")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> DateTime<Utc> {
        format!("2019-03-01T{time}Z").parse().unwrap()
    }

    fn reading(is_staff: bool, is_admin: bool) -> Reading {
        Reading {
            is_staff,
            is_admin,
            now: at("10:00:00"),
        }
    }

    #[test]
    fn nobody_reads_what_is_neither_shared_nor_opened() {
        let none = Disclosure::default();
        for (staff, admin) in [(false, false), (true, false), (true, true)] {
            assert!(!none.opens(reading(staff, admin)));
        }
    }

    #[test]
    fn staff_read_what_is_shared_with_them_unless_they_mentor_the_student() {
        let shared = Disclosure {
            to_advisers: true,
            ..Disclosure::default()
        };
        assert!(shared.opens(reading(true, false)) && shared.opens(reading(true, true)));
        assert!(!shared.opens(reading(false, false)));
        let own = Disclosure {
            mentors_student: true,
            opened_until: Some(at("10:30:00")),
            ..shared
        };
        assert!(!own.opens(reading(true, true)));
        let next = Disclosure {
            to_mentor: true,
            ..own
        };
        assert!(next.opens(reading(false, false)));
    }

    #[test]
    fn an_emergency_lasts_an_hour_and_is_an_admins() {
        let opened = |from: &str| Disclosure {
            opened_until: Some(emergency_until(at(from))),
            ..Disclosure::default()
        };
        for (from, open) in [
            ("09:00:00", false),
            ("09:00:01", true),
            ("10:00:00", true),
            ("10:00:01", false),
        ] {
            assert_eq!(opened(from).opens(reading(true, true)), open, "{from}");
            assert!(!opened(from).opens(reading(true, false)));
        }
    }

    #[test]
    fn the_first_document_that_is_absent_is_named() {
        let form = |step| Document {
            kind: DocumentKind::Evaluation,
            step,
        };
        let wanted = [form(Step::Project), form(Step::ActionPlan)];
        let named = || (0..).map(|at| format!("/documents/{at}")).zip(&wanted);
        let refused = expect_there(named(), &wanted[..1]).unwrap_err();
        assert_eq!(refused.pointer.as_deref(), Some("/documents/1"));
        assert_eq!(expect_there(named(), &wanted), Ok(()));
        assert_eq!(form(Step::Project).to_string(), "evaluation:project");
    }
}
