//! People of the demo's school and their texts: fictional, and read once.

use domain::text::Note;
use domain::words::{Language, MeansKind, Rating, Role, Step};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// All people.
#[derive(Debug, Deserialize)]
pub(super) struct People {
    pub(super) staff: Vec<Staff>,
    pub(super) mentors: Vec<Mentor>,
    pub(super) students: Vec<Student>,
    /// Students of the year before; their places come behind the others.
    pub(super) former: Vec<Student>,
}

/// Member of the Career Department.
#[derive(Debug, Deserialize)]
pub(super) struct Staff {
    pub(super) external_id: String,
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) role: Role,
    pub(super) language: Language,
}

/// An alumnus or alumna.
#[derive(Debug, Deserialize)]
pub(super) struct Mentor {
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) headline: String,
    pub(super) company: String,
    pub(super) job_title: String,
    pub(super) sector: String,
    pub(super) location: String,
    pub(super) graduation_year: u16,
    pub(super) language: Language,
    pub(super) languages: Vec<String>,
    pub(super) skills: Vec<String>,
    pub(super) about: String,
    /// Meeting place in their own town; none: remote only.
    pub(super) meets_at: Option<String>,
    #[serde(default)]
    pub(super) paused: bool,
}

impl Mentor {
    /// The means they take.
    pub(super) fn means(&self) -> Vec<MeansKind> {
        let from_afar = |kind: &&MeansKind| **kind != MeansKind::InPerson;
        let all = MeansKind::ALL.iter();
        all.filter(|kind| from_afar(kind) || self.meets_at.is_some())
            .copied()
            .collect()
    }
}

/// Student in their last year.
#[derive(Debug, Deserialize)]
pub(super) struct Student {
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) language: Language,
    pub(super) major: String,
    /// Voice of their answers: one of those of their language.
    pub(super) voice: usize,
}

/// A text in each language.
pub(super) type Said = HashMap<Language, String>;
/// Variants to choose from.
pub(super) type Variants = HashMap<Language, Vec<String>>;

/// Texts of the people. Answers have one text per voice, so that a road-book reads as one person's.
#[derive(Debug, Deserialize)]
pub(super) struct Words {
    pub(super) answers: HashMap<Language, HashMap<String, Vec<String>>>,
    /// Notes by means of the appointment.
    pub(super) notes: HashMap<Language, HashMap<MeansKind, Vec<String>>>,
    pub(super) declines: Said,
    pub(super) cancels: Said,
    pub(super) moves: Said,
    pub(super) endings: Said,
    pub(super) forms: HashMap<Language, FormWords>,
    pub(super) thanks: Variants,
    pub(super) messages: Variants,
}

/// Mentors' texts in forms.
#[derive(Debug, Deserialize)]
pub(super) struct FormWords {
    /// Comments by criterion key.
    pub(super) comments: HashMap<String, Comments>,
    pub(super) strengths: Vec<String>,
    pub(super) advice: HashMap<Step, Vec<String>>,
    pub(super) opportunities: Vec<String>,
    pub(super) problems: Vec<String>,
}

/// Comments on ratings.
#[derive(Debug, Deserialize)]
pub(super) struct Comments {
    /// Comment on good and excellent.
    praise: String,
    /// Comment on progress still to make.
    hint: String,
}

impl Comments {
    pub(super) fn beside(&self, rating: Rating) -> &str {
        match rating {
            Rating::Good | Rating::Excellent => &self.praise,
            Rating::NotYet | Rating::Developing => &self.hint,
        }
    }
}

static PEOPLE: LazyLock<Result<People, String>> =
    LazyLock::new(|| read(include_str!("texts/people.json")));
static WORDS: LazyLock<Result<Words, String>> =
    LazyLock::new(|| read(include_str!("texts/words.json")));

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

/// All people of the demo.
pub(super) fn people() -> Result<&'static People, String> {
    PEOPLE.as_ref().map_err(Clone::clone)
}

/// Texts of the people.
pub(super) fn words() -> Result<&'static Words, String> {
    WORDS.as_ref().map_err(Clone::clone)
}

/// The student at a place, of this year or the year before.
pub(super) fn student(place: usize) -> Result<&'static Student, String> {
    let people = people()?;
    let mut all = people.students.iter().chain(&people.former);
    all.nth(place).ok_or_else(|| "no such student".to_owned())
}

/// Whether an account is one that the demo made.
pub(super) fn is_own(account: &str) -> bool {
    account.starts_with("demo-")
}

/// The account of the mentor at a place in the list.
pub(super) fn mentor_account(index: usize) -> String {
    format!("demo-mentor-{:02}", index + 1)
}

/// The phone number of the mentor at a place in the list.
pub(super) fn mentor_phone(index: usize) -> String {
    format!("+33 1 99 00 01 {index:02}")
}

/// The account of the student at a place in the list.
pub(super) fn student_account(index: usize) -> String {
    format!("demo-student-{:02}", index + 1)
}

/// Text in a language; one of several, always the same for the same place.
pub(super) fn said(of: &Said, language: Language) -> Note {
    Note::restored(of.get(&language).cloned().unwrap_or_default())
}

/// One of several texts, always the same for the same place.
pub(super) fn pick(of: &[String], place: usize) -> Option<String> {
    let index = place.checked_rem(of.len())?;
    of.get(index).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::roadbook::Template;

    /// Voices of each language.
    const VOICES: usize = 4;

    #[test]
    fn the_demo_has_a_dozen_mentors_two_dozen_students_and_staff() {
        let people = people().unwrap();
        assert_eq!((people.mentors.len(), people.students.len()), (12, 24));
        assert!(people.staff.iter().any(|one| one.role == Role::Admin));
    }

    #[test]
    fn every_question_of_the_road_book_is_answered_in_both_languages() {
        let words = words().unwrap();
        for question in Template::guide().questions() {
            for language in Language::ALL {
                let answers = &words.answers[language][&question.key];
                for answer in answers {
                    let most = usize::try_from(question.max_length).unwrap();
                    assert!(answer.chars().count() <= most);
                }
                assert_eq!(answers.len(), VOICES, "{}", question.key);
            }
        }
        let students = &people().unwrap().students;
        assert!(students.iter().all(|student| student.voice < VOICES));
    }

    #[test]
    fn every_criterion_has_its_own_comments_in_both_languages() {
        for step in Step::ALL {
            for criterion in domain::evaluation::Template::guide(*step).criteria {
                for language in Language::ALL {
                    let comments = &words().unwrap().forms[language].comments[&criterion.key];
                    assert_ne!(
                        comments.beside(Rating::Excellent),
                        comments.beside(Rating::Developing)
                    );
                }
            }
        }
    }

    #[test]
    fn who_meets_in_person_does_so_in_their_own_town() {
        for mentor in &people().unwrap().mentors {
            if let Some(place) = &mentor.meets_at {
                assert!(place.ends_with(&mentor.location), "{place}");
            }
            let notes = &words().unwrap().notes;
            for kind in mentor.means() {
                assert!(Language::ALL.iter().all(|it| !notes[it][&kind].is_empty()));
            }
        }
    }
}
