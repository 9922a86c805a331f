//! Answers of the road-book: voices of the named students, and of the crowd a mix that tells of the
//! town and the firm of each.

use super::texts::{Past, Student, pick, read, student, words};
use domain::words::Language;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Answers of the crowd in one language.
#[derive(Debug, Deserialize)]
struct Pool {
    /// Answers of whatever major, by question key.
    shared: HashMap<String, Vec<String>>,
    by_major: Vec<Majors>,
}

/// Answers of some majors, by question key.
#[derive(Debug, Deserialize)]
struct Majors {
    majors: Vec<String>,
    answers: HashMap<String, Vec<String>>,
}

static POOLS: LazyLock<Result<HashMap<Language, Pool>, String>> =
    LazyLock::new(|| read(include_str!("texts/crowd_words.json")));

/// The answer of the student at a place to a question, by its key.
pub(super) fn answer(place: usize, key: &str) -> Result<Option<String>, String> {
    let student = student(place)?;
    if let Some(past) = &student.past
        && let Some(texts) = of_the_crowd(student, key)?
    {
        // questions move on at a pace of their own, so that no two students have the same mix
        let turn = place + (place / 7) * key.len();
        return Ok(pick(texts, turn).map(|text| filled(&text, past)));
    }
    let all = words()?.answers.get(&student.language);
    let all = all.ok_or("no answers in this language")?;
    let voice = match student.past {
        Some(_) => place,
        None => student.voice,
    };
    Ok(all.get(key).and_then(|texts| pick(texts, voice)))
}

fn of_the_crowd(student: &Student, key: &str) -> Result<Option<&'static [String]>, String> {
    let pools = POOLS.as_ref().map_err(Clone::clone)?;
    let pool = pools.get(&student.language);
    let pool = pool.ok_or("no crowd in this language")?;
    let of_major = |majors: &&Majors| majors.majors.contains(&student.major);
    let own = pool.by_major.iter().find(of_major);
    let own = own.and_then(|majors| majors.answers.get(key));
    Ok(own.or_else(|| pool.shared.get(key)).map(Vec::as_slice))
}

/// A text with the student's town and firm in it.
fn filled(text: &str, past: &Past) -> String {
    let town = text.replace("de {town}", &of(&past.town));
    let town = town.replace("{town}", &past.town);
    let firm = town.replace("de {firm}", &of(&past.firm));
    firm.replace("{firm}", &past.firm)
}

/// The name behind the French “de”, which loses its vowel before another.
fn of(name: &str) -> String {
    let before_vowel = name.starts_with(['A', 'E', 'É', 'I', 'O', 'U']);
    match before_vowel {
        true => format!("d’{name}"),
        false => format!("de {name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::texts::crowd;
    use domain::roadbook::Template;
    use domain::words::Step;
    use std::collections::HashSet;

    /// Places of the crowd: behind 24 named students and 8 of the year before.
    const FIRST: usize = 32;

    #[test]
    fn no_two_students_of_the_crowd_write_the_same_road_book() {
        let crowd = crowd().unwrap();
        let places = FIRST..FIRST + crowd.students.len() + crowd.former.len();
        let template = Template::guide();
        let roadbook = |place: usize| {
            let questions = template.questions_for(Step::Project);
            let written = questions.map(|one| {
                let text = answer(place, &one.key).unwrap().unwrap();
                let most = usize::try_from(one.max_length).unwrap();
                assert!(text.chars().count() <= most);
                assert!(!text.contains(['{', '}']), "{text}");
                text
            });
            written.collect::<Vec<_>>()
        };
        let all: Vec<_> = places.map(roadbook).collect();
        let different: HashSet<_> = all.iter().collect();
        assert_eq!(different.len(), all.len());
        let mut counts = HashMap::new();
        for text in all.iter().flatten() {
            *counts.entry(text).or_insert(0) += 1;
        }
        let (text, most) = counts.into_iter().max_by_key(|(_, count)| *count).unwrap();
        assert!(most * 6 <= all.len(), "{most} students write: {text}");
    }

    #[test]
    fn french_names_lose_the_vowel_of_de() {
        let past = Past {
            town: "Albi".into(),
            firm: "Voltalys".into(),
        };
        let text = filled("les gens de {town}, à {town}, de {firm}", &past);
        assert_eq!(text, "les gens d’Albi, à Albi, de Voltalys");
    }
}
