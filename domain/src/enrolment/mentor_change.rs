//! A change to a mentor's details, by the mentor or by staff.

use super::LanguageCode;
use crate::patch::nullable;
use crate::programme::Programme;
use crate::refusal::{Code, Refusal};
use crate::text::{Line, Note};
use crate::words::MeansKind;

/// Changes to a mentor; omitted fields stay, null clears.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = MentorUpdate))]
#[serde(deny_unknown_fields)]
pub struct MentorChange {
    /// Self-description in one line.
    #[serde(default, deserialize_with = "nullable")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Line>))]
    pub headline: Option<Option<Line>>,
    /// Employer.
    #[serde(default, deserialize_with = "nullable")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Line>))]
    pub company: Option<Option<Line>>,
    /// Their job there.
    #[serde(default, deserialize_with = "nullable")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Line>))]
    pub job_title: Option<Option<Line>>,
    /// Their sector.
    #[serde(default, deserialize_with = "nullable")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Line>))]
    pub sector: Option<Option<Line>>,
    /// Place of residence or work.
    #[serde(default, deserialize_with = "nullable")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Line>))]
    pub location: Option<Option<Line>>,
    /// The year in which they left School.
    #[serde(default, deserialize_with = "nullable")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<u16>, minimum = 1900, maximum = 2100))]
    pub graduation_year: Option<Option<u16>>,
    /// The languages they speak, as ISO 639 codes.
    #[cfg_attr(
        feature = "openapi",
        schema(value_type = Vec<LanguageCode>, max_items = 100, required = false)
    )]
    pub languages: Option<Vec<LanguageCode>>,
    /// Preferred means of meeting.
    #[cfg_attr(
        feature = "openapi",
        schema(value_type = Vec<MeansKind>, max_items = 3, required = false)
    )]
    pub means: Option<Vec<MeansKind>>,
    /// Skills.
    #[cfg_attr(
        feature = "openapi",
        schema(value_type = Vec<Line>, max_items = 100, required = false)
    )]
    pub skills: Option<Vec<Line>>,
    /// More about themselves, in their own words.
    #[serde(default, deserialize_with = "nullable")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Note>))]
    pub about: Option<Option<Note>>,
    /// Number of students they take; null: the programme's number.
    #[serde(default, deserialize_with = "nullable")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<u16>, minimum = 1, maximum = 20))]
    pub capacity: Option<Option<u16>>,
    /// Accepts no further students for now: the mentor's own switch.
    #[cfg_attr(feature = "openapi", schema(value_type = bool, required = false))]
    pub paused: Option<bool>,
    /// Whether students see them on the list; set by staff only.
    #[cfg_attr(feature = "openapi", schema(value_type = bool, required = false))]
    pub listed: Option<bool>,
    /// Whether staff make the change.
    #[serde(skip)]
    pub by_staff: bool,
}

impl MentorChange {
    /// The names of the fields that it sets.
    pub fn fields(&self) -> impl Iterator<Item = &'static str> {
        let sets = [
            ("headline", self.headline.is_some()),
            ("company", self.company.is_some()),
            ("job_title", self.job_title.is_some()),
            ("sector", self.sector.is_some()),
            ("location", self.location.is_some()),
            ("graduation_year", self.graduation_year.is_some()),
            ("languages", self.languages.is_some()),
            ("means", self.means.is_some()),
            ("skills", self.skills.is_some()),
            ("about", self.about.is_some()),
            ("capacity", self.capacity.is_some()),
            ("paused", self.paused.is_some()),
        ];
        let set = sets.into_iter().filter(|(_, set)| *set);
        set.map(|(name, _)| name)
    }

    /// The change without the fields that mentors have set themselves (R37).
    pub fn without(self, own: &[String]) -> Self {
        fn keep<T>(own: &[String], name: &str, value: Option<T>) -> Option<T> {
            value.filter(|_| !own.iter().any(|field| field == name))
        }
        Self {
            headline: keep(own, "headline", self.headline),
            company: keep(own, "company", self.company),
            job_title: keep(own, "job_title", self.job_title),
            sector: keep(own, "sector", self.sector),
            location: keep(own, "location", self.location),
            graduation_year: keep(own, "graduation_year", self.graduation_year),
            languages: keep(own, "languages", self.languages),
            means: keep(own, "means", self.means),
            skills: keep(own, "skills", self.skills),
            about: keep(own, "about", self.about),
            capacity: keep(own, "capacity", self.capacity),
            paused: keep(own, "paused", self.paused),
            listed: self.listed,
            by_staff: self.by_staff,
        }
    }

    /// Refuses a mentor who sets a staff-only field.
    ///
    /// # Errors
    /// `staff_only` at `/listed`.
    pub fn expect_own(&self, programme: &Programme) -> Result<(), Refusal> {
        match self.listed {
            Some(_) if !self.by_staff => Err(Refusal::new(Code::StaffOnly)
                .pointer("/listed")
                .contact_email(programme.contact_email.as_deref())),
            _ => Ok(()),
        }
    }
}
