//! New programme, with the guide's values as defaults (R1–R3).

use super::{Policies, Programme, ProgrammeChange, limits};
use crate::calendar::Calendar;
use crate::ids::ProgrammeId;
use crate::refusal::{Code, Refusal};
use crate::text::Name;
use crate::words::ProgrammeStatus;
use chrono_tz::Tz;

impl Programme {
    /// A draft programme for a year: the guide's calendar and policies, Europe/Paris, overridden by
    /// `wishes` (whose `year` and `name` win over the two given).
    ///
    /// # Errors
    /// `window_order` if the wished windows run backwards, or for a year that no calendar has.
    pub fn create(
        id: ProgrammeId,
        year: i32,
        name: &Name,
        wishes: &ProgrammeChange,
    ) -> Result<Self, Refusal> {
        let calendar = Calendar::default_for(year)
            .ok_or_else(|| Refusal::new(Code::WindowOrder).pointer("/year"))?;
        let draft = Self {
            id,
            year,
            name: name.as_str().to_owned(),
            zone: limits::DEFAULT_ZONE,
            status: ProgrammeStatus::Draft,
            calendar,
            policies: Policies::default(),
            retention_months: limits::RETENTION_MONTHS_DEFAULT,
            contact_email: None,
            opened_at: None,
            closed_at: None,
        };
        draft.change(wishes, false)
    }
}

/// The time zone of an IANA name such as `Europe/Paris`.
///
/// # Errors
/// `reference_unknown` at `/time_zone` for a name that the time zone database doesn't have.
pub fn zone(name: &str) -> Result<Tz, Refusal> {
    name.parse()
        .map_err(|_| Refusal::new(Code::ReferenceUnknown).pointer("/time_zone"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::{CalendarChange, WindowChange};
    use crate::window::Window;
    use crate::words::{LateRoadbook, Step};
    use chrono::NaiveDate;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn create(year: i32, wishes: &ProgrammeChange) -> Result<Programme, Refusal> {
        let name = Name::parse("Alumni Mentoring 2019").unwrap();
        Programme::create(ProgrammeId::new(), year, &name, wishes)
    }

    #[test]
    fn a_year_and_a_name_give_the_guides_programme() {
        let programme = create(2019, &ProgrammeChange::default()).unwrap();
        assert_eq!(programme.status, ProgrammeStatus::Draft);
        assert_eq!(programme.name, "Alumni Mentoring 2019");
        assert_eq!(programme.zone, chrono_tz::Europe::Paris);
        assert_eq!(programme.retention_months, 24);
        let january_to_march = Window {
            from: day("2019-01-01"),
            to: day("2019-03-31"),
        };
        assert_eq!(programme.calendar.choice, january_to_march);
        assert_eq!(programme.calendar.project, january_to_march);
        assert_eq!(programme.calendar.action_plan.from, day("2019-04-01"));
        assert_eq!(programme.calendar.follow_up.to, day("2019-12-31"));
        assert_eq!(programme.policies.roadbook_lead_days, 7);
        assert_eq!(programme.policies.late_roadbook, LateRoadbook::Refuse);
        assert!(programme.requires_roadbook(Step::Project));
        assert!(!programme.requires_roadbook(Step::FollowUp));
        assert!(programme.policies.charter_required);
    }

    #[test]
    fn wishes_replace_the_defaults_one_by_one() {
        let wishes = ProgrammeChange {
            calendar: CalendarChange {
                choice: WindowChange {
                    from: Some(day("2018-12-01")),
                    to: None,
                },
                ..CalendarChange::default()
            },
            ..ProgrammeChange::default()
        };
        let programme = create(2019, &wishes).unwrap();
        assert_eq!(programme.calendar.choice.from, day("2018-12-01"));
        assert_eq!(programme.calendar.choice.to, day("2019-03-31"));
    }

    #[test]
    fn a_year_beyond_every_calendar_is_refused() {
        assert_eq!(
            create(i32::MAX, &ProgrammeChange::default())
                .unwrap_err()
                .code,
            Code::WindowOrder
        );
    }

    #[test]
    fn an_unknown_time_zone_is_an_unknown_reference() {
        assert_eq!(zone("Europe/Paris"), Ok(chrono_tz::Europe::Paris));
        let refusal = zone("Europe/Atlantis").unwrap_err();
        assert_eq!(refusal.code, Code::ReferenceUnknown);
        assert_eq!(refusal.pointer.as_deref(), Some("/time_zone"));
    }
}
