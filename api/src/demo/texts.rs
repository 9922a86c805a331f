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
    /// Students of the year before; their places come behind those of this year.
    pub(super) former: Vec<Student>,
}

/// Further students, whose places come behind those of [`People`].
#[derive(Debug, Deserialize)]
pub(super) struct Crowd {
    pub(super) students: Vec<Student>,
    /// Students of the year before; the first of them repeats it.
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
    /// What this account shows, in a few words.
    #[serde(default)]
    shows: Option<String>,
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
    /// Number of students they take; none: the programme's.
    #[serde(default)]
    pub(super) capacity: Option<u16>,
    #[serde(default)]
    pub(super) paused: bool,
    #[serde(default)]
    pub(super) unlisted: bool,
    #[serde(default)]
    shows: Option<String>,
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
    #[serde(default = "main_degree")]
    pub(super) degree: String,
    pub(super) major: String,
    /// Voice of their answers: one of those of their language.
    #[serde(default)]
    pub(super) voice: usize,
    /// Town and firm that their answers tell of.
    #[serde(flatten)]
    pub(super) past: Option<Past>,
    #[serde(default)]
    shows: Option<String>,
}

/// What answers of the crowd tell of.
#[derive(Debug, Deserialize)]
pub(super) struct Past {
    pub(super) town: String,
    pub(super) firm: String,
}

fn main_degree() -> String {
    "Programme Grande École".to_owned()
}

/// Variants to choose from.
pub(super) type Variants = HashMap<Language, Vec<String>>;

/// Texts of the people. Answers have one text per voice, so that a road-book reads as one person's.
#[derive(Debug, Deserialize)]
pub(super) struct Words {
    pub(super) answers: HashMap<Language, HashMap<String, Vec<String>>>,
    /// Notes by means of the appointment.
    pub(super) notes: HashMap<Language, HashMap<MeansKind, Vec<String>>>,
    /// Words to the mentor who is chosen.
    pub(super) choices: Variants,
    pub(super) declines: Variants,
    pub(super) cancels: Variants,
    pub(super) moves: Variants,
    pub(super) disputes: Variants,
    pub(super) retractions: Variants,
    pub(super) excuses: Variants,
    pub(super) endings: Variants,
    pub(super) forms: HashMap<Language, FormWords>,
    pub(super) thanks: Variants,
    pub(super) messages: Variants,
}

/// Mentors' texts in forms.
#[derive(Debug, Deserialize)]
pub(super) struct FormWords {
    /// Comments by criterion key.
    pub(super) comments: HashMap<String, Comments>,
    pub(super) summaries: HashMap<Step, Vec<String>>,
    pub(super) actions: HashMap<Step, Vec<String>>,
    pub(super) introductions: Vec<String>,
    pub(super) strengths: Vec<String>,
    pub(super) advice: HashMap<Step, Vec<String>>,
    pub(super) opportunities: Vec<String>,
    pub(super) problems: Vec<String>,
}

/// Comments on ratings.
#[derive(Debug, Deserialize)]
pub(super) struct Comments {
    /// Comments on good and excellent.
    praise: Vec<String>,
    /// Comments on progress still to make.
    hint: Vec<String>,
}

impl Comments {
    pub(super) fn beside(&self, rating: Rating, place: usize) -> Option<String> {
        match rating {
            Rating::Good | Rating::Excellent => pick(&self.praise, place),
            Rating::NotYet | Rating::Developing => pick(&self.hint, place),
        }
    }
}

static PEOPLE: LazyLock<Result<People, String>> =
    LazyLock::new(|| read(include_str!("texts/people.json")));
static CROWD: LazyLock<Result<Crowd, String>> =
    LazyLock::new(|| read(include_str!("texts/crowd.json")));
static WORDS: LazyLock<Result<Words, String>> =
    LazyLock::new(|| read(include_str!("texts/words.json")));

pub(super) fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

/// All people of the demo.
pub(super) fn people() -> Result<&'static People, String> {
    PEOPLE.as_ref().map_err(Clone::clone)
}

/// Further students of the demo.
pub(super) fn crowd() -> Result<&'static Crowd, String> {
    CROWD.as_ref().map_err(Clone::clone)
}

/// Texts of the people.
pub(super) fn words() -> Result<&'static Words, String> {
    WORDS.as_ref().map_err(Clone::clone)
}

/// The student at a place, of this year or the year before.
pub(super) fn student(place: usize) -> Result<&'static Student, String> {
    let (people, crowd) = (people()?, crowd()?);
    let named = people.students.iter().chain(&people.former);
    let mut all = named.chain(&crowd.students).chain(&crowd.former);
    all.nth(place).ok_or_else(|| "no such student".to_owned())
}

/// Accounts of which each shows something, with the words for it.
pub(super) fn shows() -> Result<HashMap<String, &'static str>, String> {
    let (people, crowd) = (people()?, crowd()?);
    let staff = people.staff.iter();
    let staff = staff.map(|one| (one.external_id.clone(), &one.shows));
    let mentors = people.mentors.iter().enumerate();
    let mentors = mentors.map(|(place, one)| (mentor_account(place), &one.shows));
    let students = people.students.iter().chain(&people.former);
    let students = students.chain(&crowd.students).chain(&crowd.former);
    let students = students.enumerate();
    let students = students.map(|(place, one)| (student_account(place), &one.shows));
    let all = staff.chain(mentors).chain(students);
    Ok(all
        .filter_map(|(account, words)| Some((account, words.as_deref()?)))
        .collect())
}

/// Whether an account is one that the demo made.
pub(super) fn is_own(account: &str) -> bool {
    account.starts_with("demo-")
}

/// The account of the mentor at a place in the list.
pub(super) fn mentor_account(index: usize) -> String {
    format!("demo-mentor-{:02}", index + 1)
}

/// The place of an account in the list of mentors.
pub(super) fn mentor_at(account: &str) -> Option<usize> {
    let mentors = people().ok()?.mentors.len();
    (0..mentors).find(|place| mentor_account(*place) == account)
}

/// The phone number of the student at a place in the list.
pub(super) fn student_phone(index: usize) -> String {
    format!("+33 6 39 98 {:02} {:02}", 2 + index / 100, index % 100)
}

/// The phone number of the mentor at a place in the list.
pub(super) fn mentor_phone(index: usize) -> String {
    format!("+33 1 99 00 01 {index:02}")
}

/// The account of the student at a place in the list.
pub(super) fn student_account(index: usize) -> String {
    format!("demo-student-{:02}", index + 1)
}

/// One of several texts in a language, always the same for the same place.
pub(super) fn said(of: &Variants, language: Language, place: usize) -> Note {
    let text = of.get(&language).and_then(|texts| pick(texts, place));
    Note::restored(text.unwrap_or_default())
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
    use std::collections::HashSet;

    /// Voices of each language.
    const VOICES: usize = 4;

    #[test]
    fn the_demo_has_a_full_school_and_staff() {
        let (people, crowd) = (people().unwrap(), crowd().unwrap());
        let students = people.students.len() + crowd.students.len();
        let repeats = 1;
        assert_eq!((people.mentors.len(), students + repeats), (40, 120));
        assert!(people.staff.iter().any(|one| one.role == Role::Admin));
    }

    #[test]
    fn people_differ_in_name_house_and_town() {
        let (people, crowd) = (people().unwrap(), crowd().unwrap());
        let distinct = |texts: Vec<&String>| texts.into_iter().collect::<HashSet<_>>().len();
        let mentors =
            |of: fn(&Mentor) -> &String| distinct(people.mentors.iter().map(of).collect());
        assert_eq!(mentors(|one| &one.company), 40);
        assert_eq!(mentors(|one| &one.about), 40);
        assert!(mentors(|one| &one.sector) >= 15 && mentors(|one| &one.location) >= 20);
        let students = crowd.students.iter().chain(&crowd.former);
        let names = students.map(|one| format!("{} {}", one.first_name, one.last_name));
        let names: HashSet<_> = names.collect();
        assert_eq!(names.len(), crowd.students.len() + crowd.former.len());
        let accounts = shows().unwrap();
        let words: HashSet<_> = accounts.values().collect();
        assert_eq!(words.len(), accounts.len(), "each shows something else");
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
                    let (praise, hint) = (Rating::Excellent, Rating::Developing);
                    let said = [comments.beside(praise, 0), comments.beside(hint, 0)];
                    assert!(said.iter().all(Option::is_some) && said[0] != said[1]);
                    assert_ne!(comments.beside(praise, 1), said[0]);
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
