//! Next year's programme, made from this one (R34).

use super::Programme;
use crate::calendar::Calendar;
use crate::ids::ProgrammeId;
use crate::refusal::{Code, Refusal};
use crate::text::{Name, fold};
use crate::window::Window;
use crate::words::ProgrammeStatus;
use chrono::{Datelike, NaiveDate};

/// The form of a name by which two programmes of one year are the same: without case, accents,
/// punctuation and the number of spaces.
pub fn name_key(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<_> = folded.split_whitespace().collect();
    words.join(" ")
}

impl Programme {
    /// A draft of another year with this one's policies, zone, retention and address, its calendar
    /// moved by the years between. Without a name it has this one's, with the other year in it.
    ///
    /// # Errors
    /// `window_order` at `/year` for a year that no calendar has.
    pub fn successor(
        &self,
        id: ProgrammeId,
        year: i32,
        name: Option<&Name>,
    ) -> Result<Self, Refusal> {
        let years = year.saturating_sub(self.year);
        let calendar = self.calendar.moved(years);
        let calendar = calendar.ok_or_else(|| Refusal::new(Code::WindowOrder).pointer("/year"))?;
        calendar.check()?;
        Ok(Self {
            id,
            year,
            name: match name {
                Some(name) => name.as_str().to_owned(),
                None => renamed(&self.name, self.year, year),
            },
            status: ProgrammeStatus::Draft,
            calendar,
            opened_at: None,
            closed_at: None,
            ..self.clone()
        })
    }
}

impl Calendar {
    /// The calendar some years later, or earlier where they are negative. A 29 February becomes the
    /// 28th where there is none; where two ends then fall together, the later step's moves on by a
    /// day, so that they rise as before (R1).
    fn moved(self, years: i32) -> Option<Self> {
        let moved = |window: Window| {
            Some(Window {
                from: in_year(window.from, years)?,
                to: in_year(window.to, years)?,
            })
        };
        let project = moved(self.project)?;
        let action_plan = after(project, moved(self.action_plan)?)?;
        Some(Self {
            choice: moved(self.choice)?,
            project,
            action_plan,
            follow_up: after(action_plan, moved(self.follow_up)?)?,
        })
    }
}

fn in_year(day: NaiveDate, years: i32) -> Option<NaiveDate> {
    let year = day.year().checked_add(years)?;
    let same = day.with_year(year);
    same.or_else(|| NaiveDate::from_ymd_opt(year, 2, 28))
}

/// A window with both ends behind those of the one before.
fn after(before: Window, window: Window) -> Option<Window> {
    Some(Window {
        from: window.from.max(before.from.succ_opt()?),
        to: window.to.max(before.to.succ_opt()?),
    })
}

/// A name with another year in it: of "Mentorat 2025", "Mentorat 2025-2026" and "Mentorat 2025/26"
/// every year moves. A name without its year gets the new one at its end.
fn renamed(name: &str, before: i32, after: i32) -> String {
    let mut renamed = String::with_capacity(name.len());
    let mut last = None;
    let mut found = false;
    for (run, is_number) in runs(name) {
        let moved = is_number
            .then(|| moved_year(run, &renamed, last, (before, after)))
            .flatten();
        if is_number {
            last = moved;
        }
        match moved {
            Some(year) if run.len() == 2 => {
                renamed.push_str(&format!("{:02}", year.rem_euclid(100)));
            }
            Some(year) => renamed.push_str(&year.to_string()),
            None => renamed.push_str(run),
        }
        found |= moved.is_some();
    }
    if found {
        return renamed;
    }
    let year = format!(" {after}");
    let room = Name::MAX.saturating_sub(year.len());
    let kept: String = name.chars().take(room).collect();
    format!("{}{year}", kept.trim_end())
}

/// The number as a year moved along, where it is the programme's or one beside it, or the short form
/// of the one that follows `last`, from which a dash or stroke divides it.
fn moved_year(run: &str, so_far: &str, last: Option<i32>, years: (i32, i32)) -> Option<i32> {
    let (before, after) = years;
    let number: i32 = run.parse().ok()?;
    match run.len() {
        4 if (number - before).abs() <= 1 => Some(number - before + after),
        2 if so_far.ends_with(['/', '-', '–']) => {
            let next = last?.checked_add(1)?;
            let was = next - after + before;
            (was.rem_euclid(100) == number).then_some(next)
        }
        _ => None,
    }
}

/// The text in runs of digits and of all else, each with whether it is of digits.
fn runs(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let is_number = rest.chars().next()?.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != is_number);
        let (run, behind) = rest.split_at(end.unwrap_or(rest.len()));
        rest = behind;
        Some((run, is_number))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::ProgrammeChange;
    use proptest::prelude::*;

    fn programme(year: i32, name: &str) -> Programme {
        let name = Name::parse(name).unwrap();
        Programme::create(ProgrammeId::new(), year, &name, &ProgrammeChange::default()).unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_calendar_moves_with_the_year_and_all_else_stays() {
        let mut before = programme(2019, "Alumni Mentoring 2019");
        before.calendar.choice.from = day("2018-12-01");
        before.policies.roadbook_lead_days = 3;
        before.retention_months = 12;
        before.contact_email = Some("team@school.example.org".into());
        let opened = before
            .open("2019-01-02T08:00:00Z".parse().unwrap())
            .unwrap();
        let id = ProgrammeId::new();
        let after = opened.successor(id, 2020, None).unwrap();
        assert_eq!(after.calendar.choice.from, day("2019-12-01"));
        assert_eq!(after.calendar.follow_up.to, day("2020-12-31"));
        let same = Programme {
            id,
            year: 2020,
            name: "Alumni Mentoring 2020".into(),
            calendar: after.calendar,
            ..before
        };
        assert_eq!(after, same);
    }

    #[test]
    fn the_leap_day_becomes_the_last_of_february_and_windows_still_rise() {
        let mut before = programme(2024, "Mentorat 2024");
        before.calendar.project.to = day("2024-02-28");
        before.calendar.action_plan = Window {
            from: day("2024-02-29"),
            to: day("2024-02-29"),
        };
        before.calendar.choice.to = day("2024-02-29");
        let after = before.successor(ProgrammeId::new(), 2025, None).unwrap();
        assert_eq!(after.calendar.choice.to, day("2025-02-28"));
        assert_eq!(after.calendar.action_plan.from, day("2025-02-28"));
        assert_eq!(after.calendar.action_plan.to, day("2025-03-01"));
        let leap = before.successor(ProgrammeId::new(), 2028, None).unwrap();
        assert_eq!(leap.calendar.choice.to, day("2028-02-29"));
    }

    #[test]
    fn the_name_says_the_new_year() {
        for (before, after) in [
            ("Alumni Mentoring 2025", "Alumni Mentoring 2026"),
            ("2025 – Mentorat", "2026 – Mentorat"),
            ("Mentorat 2025–2026", "Mentorat 2026–2027"),
            ("Mentorat 2024/2025", "Mentorat 2025/2026"),
            ("Mentorat 2025/26", "Mentorat 2026/27"),
            ("Mentorat 2025-30", "Mentorat 2026-30"),
            ("Mentorat des 1200 alumni", "Mentorat des 1200 alumni 2026"),
            ("Mentorat 12025", "Mentorat 12025 2026"),
            ("Mentorat ✨", "Mentorat ✨ 2026"),
        ] {
            let next = programme(2025, before);
            let next = next.successor(ProgrammeId::new(), 2026, None).unwrap();
            assert_eq!(next.name, after);
        }
        let long = programme(2025, &"é".repeat(100));
        let next = long.successor(ProgrammeId::new(), 2026, None).unwrap();
        assert_eq!(next.name, format!("{} 2026", "é".repeat(95)));
        let wished = Name::parse("Autre nom").unwrap();
        let next = long.successor(ProgrammeId::new(), 2026, Some(&wished));
        assert_eq!(next.unwrap().name, "Autre nom");
    }

    #[test]
    fn names_are_the_same_whatever_the_keyboard() {
        for same in [
            "mentorat  ete 2026",
            "MENTORAT ÉTÉ 2026",
            "Mentorat – Été 2026 ",
        ] {
            assert_eq!(name_key(same), "mentorat ete 2026", "{same}");
        }
        assert_ne!(name_key("Mentorat 2026"), name_key("Mentorat 2026 B"));
    }

    proptest! {
        #[test]
        fn a_calendar_in_order_stays_in_order(
            starts in prop::collection::btree_set(0_u64..800, 3),
            lengths in prop::collection::btree_set(0_u64..800, 3),
            choice in (0_u64..800, 0_u64..800),
            years in -20_i32..20,
        ) {
            let begin = day("2023-06-01");
            let window = |from: u64, to: u64| Window {
                from: begin + chrono::Days::new(from),
                to: begin + chrono::Days::new(to),
            };
            let starts: Vec<_> = starts.into_iter().collect();
            // Each window ends behind all starts, so that the ends rise, too.
            let ends: Vec<_> = lengths.into_iter().map(|length| 800 + length).collect();
            let calendar = Calendar {
                choice: window(choice.0, choice.0 + choice.1),
                project: window(starts[0], ends[0]),
                action_plan: window(starts[1], ends[1]),
                follow_up: window(starts[2], ends[2]),
            };
            prop_assert_eq!(calendar.check(), Ok(()));
            let moved = calendar.moved(years).unwrap();
            prop_assert_eq!(moved.check(), Ok(()));
            prop_assert_eq!(moved.project.from.year(), calendar.project.from.year() + years);
        }
    }
}
