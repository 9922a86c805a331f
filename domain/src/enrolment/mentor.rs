//! A mentor of a programme.

use super::MentorChange;
use super::keys::search_key;
use crate::programme::Policies;
use crate::text::{Line, Note};
use crate::words::MeansKind;

/// First accepted graduation year.
pub const GRADUATION_YEAR_MIN: u16 = 1900;
/// Last accepted graduation year.
pub const GRADUATION_YEAR_MAX: u16 = 2100;
/// Most entries of a mentor's languages or skills.
pub const LIST_MAX: usize = 100;

/// A language that a mentor speaks: an ISO 639 code in lower case (`fr`, `en`, `gsw`).
#[derive(
    Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct LanguageCode(String);

impl LanguageCode {
    /// The pattern that a code follows, for the schema.
    pub const PATTERN: &'static str = "^[a-z]{2,3}$";

    /// The code, if it is one.
    pub fn parse(code: &str) -> Option<Self> {
        is_code(code).then(|| Self(code.to_owned()))
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for LanguageCode {
    type Error = String;

    fn try_from(code: String) -> Result<Self, Self::Error> {
        if is_code(&code) {
            return Ok(Self(code));
        }
        Err(format!("{code:?} is no language code"))
    }
}

fn is_code(text: &str) -> bool {
    matches!(text.len(), 2 | 3) && text.bytes().all(|byte| byte.is_ascii_lowercase())
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for LanguageCode {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::schema::Object::builder()
            .schema_type(utoipa::openapi::schema::Type::String)
            .min_length(Some(2))
            .max_length(Some(3))
            .pattern(Some(Self::PATTERN))
            .examples(["fr"])
            .into()
    }
}

/// `Inline…`: the document writes it where it is used.
#[cfg(feature = "openapi")]
impl utoipa::ToSchema for LanguageCode {
    fn name() -> std::borrow::Cow<'static, str> {
        "InlineLanguageCode".into()
    }
}

impl From<LanguageCode> for String {
    fn from(code: LanguageCode) -> Self {
        code.0
    }
}

/// Details of a mentor in a programme, apart from the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentorDetails {
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
    pub graduation_year: Option<u16>,
    /// The languages they speak.
    pub languages: Vec<LanguageCode>,
    /// Preferred means of meeting.
    pub means: Vec<MeansKind>,
    /// Skills.
    pub skills: Vec<Line>,
    /// A longer word about themselves.
    pub about: Option<Note>,
    /// Number of students they take; `None` is the programme's number (R3).
    pub capacity: Option<u16>,
    /// Whether they accept no further students for now: the mentor's own switch (R4).
    pub paused: bool,
    /// Whether they are on the list: the staff's switch (R4).
    pub listed: bool,
}

impl Default for MentorDetails {
    /// Details of a new mentor: listed, not paused, any means.
    fn default() -> Self {
        Self {
            headline: None,
            company: None,
            job_title: None,
            sector: None,
            location: None,
            graduation_year: None,
            languages: Vec::new(),
            means: MeansKind::ALL.to_vec(),
            skills: Vec::new(),
            about: None,
            capacity: None,
            paused: false,
            listed: true,
        }
    }
}

impl MentorDetails {
    /// Applies a change to the details; lists keep duplicates once.
    pub fn with(self, change: MentorChange) -> Self {
        Self {
            headline: change.headline.unwrap_or(self.headline),
            company: change.company.unwrap_or(self.company),
            job_title: change.job_title.unwrap_or(self.job_title),
            sector: change.sector.unwrap_or(self.sector),
            location: change.location.unwrap_or(self.location),
            graduation_year: change.graduation_year.unwrap_or(self.graduation_year),
            languages: once(change.languages.unwrap_or(self.languages)),
            means: once(change.means.unwrap_or(self.means)),
            skills: once(change.skills.unwrap_or(self.skills)),
            about: change.about.unwrap_or(self.about),
            capacity: change.capacity.unwrap_or(self.capacity),
            paused: change.paused.unwrap_or(self.paused),
            listed: change.listed.unwrap_or(self.listed),
        }
    }

    /// The number of students they take: their own, or the programme's (R3).
    pub fn capacity_in(&self, policies: &Policies) -> u16 {
        self.capacity.unwrap_or(policies.mentor_capacity)
    }

    /// Search key: name, company, job, sector, location and skills (R5).
    pub fn search_key(&self, first_name: &str, last_name: &str) -> String {
        let optional = [&self.company, &self.job_title, &self.sector, &self.location];
        let known = optional.into_iter().flatten().chain(&self.skills);
        search_key(
            [first_name, last_name]
                .into_iter()
                .chain(known.map(Line::as_str)),
        )
    }
}

/// Places left; never below 0, since a capacity may be lowered below the load (R3).
pub const fn places_left(capacity: u16, taken: u16) -> u16 {
    capacity.saturating_sub(taken)
}

/// Whether a listed mentor can be chosen now (R4).
pub const fn available(paused: bool, places_left: u16) -> bool {
    !paused && places_left > 0
}

fn once<T: PartialEq>(list: Vec<T>) -> Vec<T> {
    let mut kept = Vec::with_capacity(list.len());
    for item in list {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line::parse(text).unwrap()
    }

    fn mentor() -> MentorDetails {
        MentorDetails {
            company: Some(line("Crédit Agricole")),
            skills: vec![line("Négociation"), line("Data")],
            headline: Some(line("Product manager")),
            ..MentorDetails::default()
        }
    }

    #[test]
    fn a_new_mentor_is_listed_not_paused_and_meets_by_any_means() {
        let mentor = MentorDetails::default();
        assert!(mentor.listed && !mentor.paused);
        assert_eq!(mentor.means, MeansKind::ALL);
    }

    #[test]
    fn an_own_capacity_goes_before_the_programmes() {
        let policies = Policies::default();
        assert_eq!(mentor().capacity_in(&policies), 3);
        let own = MentorDetails {
            capacity: Some(5),
            ..mentor()
        };
        assert_eq!(own.capacity_in(&policies), 5);
    }

    #[test]
    fn places_left_never_fall_below_zero() {
        assert_eq!(places_left(3, 1), 2);
        assert_eq!(places_left(1, 3), 0);
        assert!(available(false, 1));
        assert!(!available(true, 1));
        assert!(!available(false, 0));
    }

    #[test]
    fn a_mentor_is_found_by_what_the_rule_names_and_nothing_else() {
        let key = mentor().search_key("Émile", "Durand");
        assert_eq!(key, "emile durand credit agricole negociation data");
    }

    #[test]
    fn a_change_clears_keeps_and_names_each_thing_once() {
        let changed = mentor().with(MentorChange {
            company: Some(None),
            means: Some(vec![MeansKind::Video, MeansKind::Phone, MeansKind::Video]),
            paused: Some(true),
            ..MentorChange::default()
        });
        assert_eq!(changed.company, None);
        assert_eq!(changed.means, [MeansKind::Video, MeansKind::Phone]);
        assert_eq!(changed.skills, mentor().skills);
        assert!(changed.paused);
        assert_eq!(mentor().with(MentorChange::default()), mentor());
    }

    #[test]
    fn a_language_code_is_two_or_three_small_letters() {
        for code in ["fr", "en", "gsw"] {
            assert_eq!(
                LanguageCode::parse(code).map(String::from).as_deref(),
                Some(code)
            );
        }
        for wrong in ["", "f", "FR", "fr-FR", "fran", "é"] {
            assert_eq!(LanguageCode::parse(wrong), None, "{wrong}");
        }
    }
}
