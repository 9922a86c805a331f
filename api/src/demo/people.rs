//! Makes the people of the demo's school.

use super::play::{at, meta, unread};
use super::school::{School, text};
use super::texts::{
    Mentor, Student, mentor_account, mentor_phone, people, student_account, student_phone,
};
use domain::enrolment::{LanguageCode, MentorChange, StudentChange};
use domain::ids::PersonId;
use domain::text::{Line, Note, fold};
use domain::words::Role;
use persistence::{ImportMode, ImportRow, NewPerson, Store};

const ALL_OR_NOTHING: ImportMode = ImportMode {
    dry_run: false,
    partial: false,
    bad_rows: 0,
};

/// Makes the staff; the admin's id.
pub(super) async fn staff(store: &Store) -> Result<PersonId, String> {
    let mut admin = None;
    for one in &people()?.staff {
        let staff = NewPerson {
            is_staff: true,
            external_id: one.external_id.clone(),
            first_name: one.first_name.clone(),
            last_name: one.last_name.clone(),
            email: Some(address(&one.first_name, &one.last_name, "alumni")),
            language: one.language,
        };
        let made = store
            .create_person(staff, at(1, 2, 8)?)
            .await
            .map_err(text)?;
        if one.role == Role::Admin {
            admin = Some(made.person_id);
        }
    }
    admin.ok_or_else(|| "nobody is admin".to_owned())
}

/// Enrols mentors and students by import.
pub(super) async fn enrol(school: &School<'_>) -> Result<(), String> {
    let people = people()?;
    let mentors = people
        .mentors
        .iter()
        .enumerate()
        .map(|(place, one)| mentor(place, one));
    let mentors = mentors.collect::<Result<_, String>>()?;
    let now = school.at(1, 2, 10)?;
    let imported = school.store.import_mentors(
        meta(school.admin, "import_mentors", now),
        school.programme,
        mentors,
        ALL_OR_NOTHING,
        unread(),
    );
    imported.await.map_err(text)?;
    let students = school.students.iter().copied();
    let students = students.map(|place| student(place, super::texts::student(place)?));
    let students = students.collect::<Result<_, String>>()?;
    let imported = school.store.import_students(
        meta(school.admin, "import_students", now),
        school.programme,
        students,
        ALL_OR_NOTHING,
        unread(),
    );
    imported.await.map(drop).map_err(text)
}

fn mentor(place: usize, one: &Mentor) -> Result<ImportRow<MentorChange>, String> {
    let skills = one.skills.iter().map(|skill| line(skill));
    let details = MentorChange {
        headline: Some(Some(line(&one.headline)?)),
        company: Some(Some(line(&one.company)?)),
        job_title: Some(Some(line(&one.job_title)?)),
        sector: Some(Some(line(&one.sector)?)),
        location: Some(Some(line(&one.location)?)),
        graduation_year: Some(Some(one.graduation_year)),
        languages: Some(
            one.languages
                .iter()
                .filter_map(|code| LanguageCode::parse(code))
                .collect(),
        ),
        skills: Some(skills.collect::<Result<_, String>>()?),
        means: Some(one.means()),
        about: Some(Some(Note::parse(one.about.as_str()).map_err(text)?)),
        capacity: one.capacity.map(Some),
        ..MentorChange::default()
    };
    Ok(ImportRow {
        row: number(place),
        external_id: mentor_account(place),
        first_name: Some(one.first_name.clone()),
        last_name: Some(one.last_name.clone()),
        email: address(&one.first_name, &one.last_name, "alumni"),
        language: Some(one.language),
        phone: Some(Some(mentor_phone(place))),
        details,
    })
}

fn student(place: usize, one: &Student) -> Result<ImportRow<StudentChange>, String> {
    let details = StudentChange {
        degree: Some(line(&one.degree)?),
        major: Some(Some(line(&one.major)?)),
        ..StudentChange::default()
    };
    Ok(ImportRow {
        row: number(place),
        external_id: student_account(place),
        first_name: Some(one.first_name.clone()),
        last_name: Some(one.last_name.clone()),
        email: address(&one.first_name, &one.last_name, "school"),
        language: Some(one.language),
        phone: Some(Some(student_phone(place))),
        details,
    })
}

fn line(text_: &str) -> Result<Line, String> {
    Line::parse(text_).map_err(text)
}

fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or_default() + 1
}

/// Unused address: `example` is reserved.
fn address(first: &str, last: &str, house: &str) -> String {
    let plain = |name: &str| fold(name).replace(' ', "-");
    format!("{}.{}@{house}.example", plain(first), plain(last))
}
