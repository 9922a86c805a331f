//! People as others see them, and the changes that they make to their own profile.

use crate::ids::PersonId;
use crate::patch::nullable;
use crate::text::{Line, Name};
use crate::words::Language;

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
