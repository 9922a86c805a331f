//! The steps in words.

mod english;
mod french;

use super::NextStep;
use crate::mentorship::facts::Means;
use crate::spoken;
use crate::words::Language;

/// Most characters of a place that a sentence shows.
const PLACE_SHOWN: usize = 120;

impl NextStep {
    /// Instruction in one sentence.
    pub fn text(&self, language: Language) -> String {
        match language {
            Language::Fr => self.french(),
            Language::En => self.english(),
        }
    }

    /// The step's day after some words; nothing where it has none.
    fn day(&self, before: &str, language: Language) -> String {
        let said = |day| format!("{before}{}", spoken::day(day, language));
        self.due_on.map_or_else(String::new, said)
    }

    /// The same without the year.
    fn day_of_year(&self, before: &str, language: Language) -> String {
        let said = |day| format!("{before}{}", spoken::day_of_year(day, language));
        self.due_on.map_or_else(String::new, said)
    }

    /// The day of a meeting after some words.
    fn weekday(&self, before: &str, language: Language) -> String {
        let said = |day| format!("{before}{}", spoken::weekday_and_day(day, language));
        self.due_on.map_or_else(String::new, said)
    }

    /// Day and time of a meeting, each after some words.
    fn moment(&self, before: &str, at: &str, language: Language) -> String {
        let time = |time| format!("{at}{}", spoken::time(time, language));
        let time = self.at.map_or_else(String::new, time);
        format!("{}{time}", self.weekday(before, language))
    }

    /// Place of a meeting, or how the two talk, after a comma.
    fn place(&self, by_phone: &str, by_video: &str) -> String {
        let said = match &self.means {
            None => return String::new(),
            Some(Means::InPerson { place }) => shown(place.as_str()),
            Some(Means::Phone { .. }) => by_phone.to_owned(),
            Some(Means::Video { .. }) => by_video.to_owned(),
        };
        format!(", {said}")
    }
}

/// A place of usual length as it is, the beginning of a longer one.
fn shown(place: &str) -> String {
    if place.chars().count() <= PLACE_SHOWN {
        return place.to_owned();
    }
    let begin: String = place.chars().take(PLACE_SHOWN).collect();
    format!("{}…", begin.trim_end())
}
