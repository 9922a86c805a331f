//! People as others see them, the changes that they make to their own profile, those that staff make,
//! and their deactivation (R36).

use crate::ids::{MentorshipId, PersonId, ProgrammeId};
use crate::patch::nullable;
use crate::refusal::{Code, Refusal};
use crate::text::{Line, Name};
use crate::words::{Language, Party};

/// Live mentorships that a refusal names at the most.
const NAMED_MAX: usize = 100;

/// A person's id and name.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonRef {
    /// The person's id.
    pub id: PersonId,
    /// First name; empty for a person with only a last name.
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub first_name: String,
    /// Last name; empty likewise.
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub last_name: String,
}

/// Changes to one's own person; omitted fields stay, null clears.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ProfileUpdate))]
#[serde(deny_unknown_fields)]
pub struct ProfileChange {
    /// Language of mails.
    #[cfg_attr(feature = "openapi", schema(value_type = Language, required = false))]
    pub language: Option<Language>,
    /// Whether the person gets reminders.
    #[cfg_attr(feature = "openapi", schema(value_type = bool, required = false))]
    pub reminders: Option<bool>,
    /// Phone number.
    #[serde(default, deserialize_with = "nullable")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Name>))]
    pub phone: Option<Option<Name>>,
    /// Name or link for video calls, as `skype:name`.
    #[serde(default, deserialize_with = "nullable")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Line>))]
    pub video_handle: Option<Option<Line>>,
    /// Mail address after the last day of School, when the School's mailbox is gone.
    #[serde(default, deserialize_with = "nullable")]
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 254, format = "email", value_type = Option<String>)
    )]
    pub private_email: Option<Option<String>>,
}

/// Contact details of a person: for staff and the two people of a live mentorship.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    /// E-mail address.
    #[cfg_attr(feature = "openapi", schema(max_length = 254))]
    pub email: String,
    /// Phone number.
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub phone: Option<String>,
    /// Name or link for video calls, as `skype:name`.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub video_handle: Option<String>,
}

/// Part of a person in a programme, as staff see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonEnrolment {
    /// The programme.
    pub programme_id: ProgrammeId,
    /// Student or mentor.
    #[serde(rename = "role")]
    pub part: Party,
    /// Whether they still take part.
    pub active: bool,
}

/// Changes to a person by staff; omitted fields stay, null clears. Clearing one of the two names needs
/// the other one beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PersonUpdate))]
#[serde(deny_unknown_fields)]
pub struct PersonChange {
    /// First name; null for a person with only a last name.
    #[serde(default, deserialize_with = "nullable")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Name>))]
    pub first_name: Option<Option<Name>>,
    /// Last name; null likewise.
    #[serde(default, deserialize_with = "nullable")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Name>))]
    pub last_name: Option<Option<Name>>,
    /// E-mail address.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 254, format = "email", value_type = String, required = false)
    )]
    pub email: Option<String>,
    /// Language of mails.
    #[cfg_attr(feature = "openapi", schema(value_type = Language, required = false))]
    pub language: Option<Language>,
    /// Whether the person gets reminders.
    #[cfg_attr(feature = "openapi", schema(value_type = bool, required = false))]
    pub reminders: Option<bool>,
    /// Phone number.
    #[serde(default, deserialize_with = "nullable")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Name>))]
    pub phone: Option<Option<Name>>,
    /// Name or link for video calls, as `skype:name`.
    #[serde(default, deserialize_with = "nullable")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Line>))]
    pub video_handle: Option<Option<Line>>,
    /// Mail address after the last day of School, when the School's mailbox is gone.
    #[serde(default, deserialize_with = "nullable")]
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 254, format = "email", value_type = Option<String>)
    )]
    pub private_email: Option<Option<String>>,
}

/// Name of a person, of which one part may be empty, and their address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameChange {
    /// First name; empty clears it.
    pub first_name: Option<String>,
    /// Last name; empty clears it.
    pub last_name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
}

impl PersonChange {
    /// The name that is cleared without the other one beside it, as a JSON pointer to that one: nobody is
    /// left without a name, whatever they had before.
    pub fn missing_name(&self) -> Option<&'static str> {
        let is_given = |name: &Option<Option<Name>>| matches!(name, Some(Some(_)));
        let is_cleared = |name: &Option<Option<Name>>| matches!(name, Some(None));
        if is_cleared(&self.first_name) && !is_given(&self.last_name) {
            return Some("/last_name");
        }
        if is_cleared(&self.last_name) && !is_given(&self.first_name) {
            return Some("/first_name");
        }
        None
    }

    /// Name and address, which only staff and imports set, and what the person may set, too.
    pub fn into_parts(self) -> (NameChange, ProfileChange) {
        let name = |name: Option<Option<Name>>| {
            name.map(|name| name.map(Name::into_string).unwrap_or_default())
        };
        let names = NameChange {
            first_name: name(self.first_name),
            last_name: name(self.last_name),
            email: self.email,
        };
        let profile = ProfileChange {
            language: self.language,
            reminders: self.reminders,
            phone: self.phone,
            video_handle: self.video_handle,
            private_email: self.private_email,
        };
        (names, profile)
    }
}

/// Refuses to deactivate a person who has live mentorships (R36).
///
/// # Errors
/// `live_mentorships` with their number and ids.
pub fn expect_deactivatable(live: &[MentorshipId]) -> Result<(), Refusal> {
    if live.is_empty() {
        return Ok(());
    }
    let named = live.iter().take(NAMED_MAX).map(ToString::to_string);
    let count = u64::try_from(live.len()).unwrap_or(u64::MAX);
    Err(Refusal::new(Code::LiveMentorships)
        .count(count)
        .items(named.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(body: &str) -> PersonChange {
        serde_json::from_str(body).unwrap()
    }

    #[test]
    fn nobody_is_left_without_a_name() {
        for (body, missing) in [
            ("{}", None),
            (r#"{"email":"a@b.fr"}"#, None),
            (r#"{"first_name":"Zoé"}"#, None),
            (r#"{"first_name":null}"#, Some("/last_name")),
            (r#"{"last_name":null}"#, Some("/first_name")),
            (
                r#"{"first_name":null,"last_name":null}"#,
                Some("/last_name"),
            ),
            (r#"{"first_name":null,"last_name":"Sukarno"}"#, None),
            (r#"{"first_name":"Suharto","last_name":null}"#, None),
        ] {
            assert_eq!(change(body).missing_name(), missing, "{body}");
        }
    }

    #[test]
    fn a_cleared_name_is_empty_and_an_absent_one_stays() {
        let (names, profile) =
            change(r#"{"first_name":null,"last_name":"Sukarno","phone":null}"#).into_parts();
        assert_eq!(names.first_name.as_deref(), Some(""));
        assert_eq!(names.last_name.as_deref(), Some("Sukarno"));
        assert_eq!(names.email, None);
        assert_eq!(profile.phone, Some(None));
        assert_eq!(profile.language, None);
    }

    #[test]
    fn live_mentorships_are_counted_and_named() {
        assert_eq!(expect_deactivatable(&[]), Ok(()));
        let live: Vec<_> = (0..120).map(|_| MentorshipId::new()).collect();
        let refusal = expect_deactivatable(&live).unwrap_err();
        assert_eq!(refusal.code, Code::LiveMentorships);
        assert_eq!(refusal.count, Some(120));
        assert_eq!(refusal.items.len(), 100);
        assert_eq!(refusal.items.first(), Some(&live[0].to_string()));
    }
}
