//! A student of a programme.

use super::keys::search_key;
use crate::ids::PersonId;
use crate::patch::nullable;
use crate::text::Line;
use chrono::NaiveDate;

/// Details of a student in a programme, apart from the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StudentDetails {
    /// The degree that they work for.
    pub degree: Line,
    /// Their major.
    pub major: Option<Line>,
    /// Last day of School; the follow-up begins on the day after (R16).
    pub leaves_school_on: NaiveDate,
    /// Their own last day to choose a mentor (R4).
    pub choice_until: Option<NaiveDate>,
    /// Their own adviser of the Career Department (R47).
    pub adviser_id: Option<PersonId>,
}

/// Changes to a student by staff; omitted fields stay, null clears.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = StudentUpdate))]
#[serde(deny_unknown_fields)]
pub struct StudentChange {
    /// The degree that the student prepares.
    #[cfg_attr(feature = "openapi", schema(value_type = Line, required = false))]
    pub degree: Option<Line>,
    /// The major.
    #[serde(default, deserialize_with = "nullable")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Line>))]
    pub major: Option<Option<Line>>,
    /// Last day of School.
    #[cfg_attr(feature = "openapi", schema(value_type = NaiveDate, required = false))]
    pub leaves_school_on: Option<NaiveDate>,
    /// Last day on which the student may choose after the window.
    #[serde(default, deserialize_with = "nullable")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<NaiveDate>))]
    pub choice_until: Option<Option<NaiveDate>>,
    /// The student's own adviser, a person of staff, who gets staff's mails about them (R47).
    #[serde(default, deserialize_with = "nullable")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<PersonId>))]
    pub adviser_id: Option<Option<PersonId>>,
}

impl StudentDetails {
    /// Builds the details of a student from the degree alone, in a programme of that year.
    pub fn new(degree: Line, year: i32) -> Self {
        Self {
            degree,
            major: None,
            leaves_school_on: default_leaves_school_on(year),
            choice_until: None,
            adviser_id: None,
        }
    }

    /// The details with a change applied.
    pub fn with(self, change: StudentChange) -> Self {
        Self {
            degree: change.degree.unwrap_or(self.degree),
            major: change.major.unwrap_or(self.major),
            leaves_school_on: change.leaves_school_on.unwrap_or(self.leaves_school_on),
            choice_until: change.choice_until.unwrap_or(self.choice_until),
            adviser_id: change.adviser_id.unwrap_or(self.adviser_id),
        }
    }

    /// Search key: names, degree and major.
    pub fn search_key(&self, first_name: &str, last_name: &str) -> String {
        let major = self.major.as_ref().map_or("", Line::as_str);
        search_key([first_name, last_name, self.degree.as_str(), major])
    }
}

/// Last day of School unless said otherwise: 30 June of the programme's year (R16).
pub fn default_leaves_school_on(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 6, 30).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line::parse(text).unwrap()
    }

    #[test]
    fn school_ends_on_the_30th_of_june_unless_said_otherwise() {
        let student = StudentDetails::new(line("MSc"), 2026);
        assert_eq!(student.leaves_school_on, "2026-06-30".parse().unwrap());
    }

    #[test]
    fn a_change_keeps_what_it_does_not_name_and_clears_what_it_empties() {
        let student = StudentDetails {
            major: Some(line("Finance")),
            ..StudentDetails::new(line("MSc"), 2026)
        };
        assert_eq!(
            student.clone().with(StudentChange::default()),
            student.clone()
        );
        let changed = student.with(StudentChange {
            degree: Some(line("MBA")),
            major: Some(None),
            ..StudentChange::default()
        });
        assert_eq!(changed.degree, line("MBA"));
        assert_eq!(changed.major, None);
    }

    #[test]
    fn a_student_is_found_by_name_degree_and_major() {
        let student = StudentDetails {
            major: Some(line("Économie")),
            ..StudentDetails::new(line("Master"), 2026)
        };
        assert_eq!(
            student.search_key("Zoé", "Le Goff"),
            "zoe le goff master economie"
        );
    }
}
