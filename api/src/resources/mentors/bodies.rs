//! Request bodies about mentors: changes and rows of an import.

use super::LanguageTag;
use crate::http::json::{Change, Patch};
use crate::resources::enrolments::{Account, OptionalName, name};
use domain::enrolment::{LanguageCode, MentorChange};
use domain::text::{Line, Name, Note};
use domain::words::{Language, MeansKind};
use persistence::{ImportRow, MentorImport};
use serde::Deserialize;
use utoipa::ToSchema;

macro_rules! mentor_body {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[$meta:meta])* $field:ident: $type:ty),* $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, Deserialize, ToSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$meta])* pub $field: $type,)*
            /// Self-description in one line.
            #[serde(default)]
            #[schema(value_type = Option<Line>)]
            pub headline: Patch<Line>,
            /// Employer.
            #[serde(default)]
            #[schema(value_type = Option<Line>)]
            pub company: Patch<Line>,
            /// Their job there.
            #[serde(default)]
            #[schema(value_type = Option<Line>)]
            pub job_title: Patch<Line>,
            /// Their sector.
            #[serde(default)]
            #[schema(value_type = Option<Line>)]
            pub sector: Patch<Line>,
            /// Place of residence or work.
            #[serde(default)]
            #[schema(value_type = Option<Line>)]
            pub location: Patch<Line>,
            /// The year in which they left School.
            #[serde(default)]
            #[schema(value_type = Option<u16>, minimum = 1900, maximum = 2100)]
            pub graduation_year: Patch<u16>,
            /// The languages they speak, as ISO 639 codes.
            #[serde(default)]
            #[schema(value_type = Vec<LanguageTag>, max_items = 100)]
            pub languages: Change<Vec<LanguageCode>>,
            /// Preferred means of meeting.
            #[serde(default)]
            #[schema(value_type = Vec<MeansKind>, max_items = 3)]
            pub means: Change<Vec<MeansKind>>,
            /// Skills.
            #[serde(default)]
            #[schema(value_type = Vec<Line>, max_items = 100)]
            pub skills: Change<Vec<Line>>,
            /// More about themselves, in their own words.
            #[serde(default)]
            #[schema(value_type = Option<Note>)]
            pub about: Patch<Note>,
            /// Number of students they take; null: the programme's number.
            #[serde(default)]
            #[schema(value_type = Option<u16>, minimum = 1, maximum = 20)]
            pub capacity: Patch<u16>,
            /// Accepts no further students for now: the mentor's own switch.
            #[serde(default)]
            #[schema(value_type = bool)]
            pub paused: Change<bool>,
            /// Whether students see them on the list; set by staff only.
            #[serde(default)]
            #[schema(value_type = bool)]
            pub listed: Change<bool>,
        }

        impl $name {
            /// The change as the domain takes it.
            pub fn change(self) -> MentorChange {
                MentorChange {
                    headline: self.headline.into_change(),
                    company: self.company.into_change(),
                    job_title: self.job_title.into_change(),
                    sector: self.sector.into_change(),
                    location: self.location.into_change(),
                    graduation_year: self.graduation_year.into_change(),
                    languages: self.languages.0,
                    means: self.means.0,
                    skills: self.skills.0,
                    about: self.about.into_change(),
                    capacity: self.capacity.into_change(),
                    paused: self.paused.0,
                    listed: self.listed.0,
                    by_staff: false,
                }
            }
        }
    };
}

mentor_body! {
    /// Changes to a mentor; omitted fields stay, null clears.
    MentorUpdate {}
}

mentor_body! {
    /// Mentor of an import; one of `first_name` and `last_name` is needed, for people with one
    /// name. Omitted fields stay, null clears.
    MentorImportRow {
        /// The account on the Alumni website.
        #[schema(value_type = Account)]
        external_id: String,
        /// First name; empty or null: none.
        #[serde(default)]
        #[schema(value_type = Option<OptionalName>)]
        first_name: Patch<String>,
        /// Last name; empty or null: none.
        #[serde(default)]
        #[schema(value_type = Option<OptionalName>)]
        last_name: Patch<String>,
        /// E-mail address.
        #[schema(max_length = 254, format = "email")]
        email: String,
        /// Language of mails.
        language: Option<Language>,
        /// Phone number.
        #[serde(default)]
        #[schema(value_type = Option<Name>)]
        phone: Patch<Name>,
    }
}

impl MentorImportRow {
    /// The row as the store takes it.
    pub fn into_import(self, row: u32) -> MentorImport {
        let phone = self.phone.clone().into_change();
        ImportRow {
            row,
            external_id: self.external_id.clone(),
            first_name: name(self.first_name.clone()),
            last_name: name(self.last_name.clone()),
            email: self.email.clone(),
            language: self.language,
            phone: phone.map(|phone| phone.map(Name::into_string)),
            details: self.change(),
        }
    }
}
