//! Columns of exports and their rows.

use crate::http::sheet::Cell;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::calendar::local_day;
use domain::text::{Line, Text};
use persistence::{
    ExportedAppointment, ExportedMentor, ExportedMentorship, ExportedName, ExportedPerson,
    ExportedStep, ExportedStudent,
};

/// Separator of the items of a list in a cell, as in imports.
const ITEMS: &str = "|";

/// Columns of students: an import's.
pub(super) const STUDENT: &[&str] = &[
    "external_id",
    "first_name",
    "last_name",
    "email",
    "language",
    "phone",
    "degree",
    "major",
    "leaves_school_on",
    "adviser_id",
];

/// Columns of mentors: an import's.
pub(super) const MENTOR: &[&str] = &[
    "external_id",
    "first_name",
    "last_name",
    "email",
    "language",
    "phone",
    "headline",
    "company",
    "job_title",
    "sector",
    "location",
    "graduation_year",
    "languages",
    "means",
    "skills",
    "about",
    "capacity",
    "paused",
    "listed",
];

/// Columns of mentorships.
pub(super) const MENTORSHIP: &[&str] = &[
    "mentorship_id",
    "student_external_id",
    "student_first_name",
    "student_last_name",
    "mentor_external_id",
    "mentor_first_name",
    "mentor_last_name",
    "state",
    "chosen_on",
    "ended_on",
    "end_reason",
    "project_state",
    "project_overdue",
    "project_last_held_on",
    "project_concluded_on",
    "project_extended_until",
    "action_plan_state",
    "action_plan_overdue",
    "action_plan_last_held_on",
    "action_plan_concluded_on",
    "action_plan_extended_until",
    "follow_up_state",
    "follow_up_overdue",
    "follow_up_last_held_on",
    "follow_up_concluded_on",
    "follow_up_extended_until",
];

/// Columns of appointments.
pub(super) const APPOINTMENT: &[&str] = &[
    "mentorship_id",
    "student_external_id",
    "student_first_name",
    "student_last_name",
    "mentor_external_id",
    "mentor_first_name",
    "mentor_last_name",
    "step",
    "state",
    "proposed_by",
    "starts_on",
    "starts_at",
    "duration_minutes",
    "means",
    "missed_by",
    "recorded_on",
    "disputed",
];

/// Columns of evaluation forms: their states.
pub(super) const EVALUATION: &[&str] = &[
    "mentorship_id",
    "student_external_id",
    "student_first_name",
    "student_last_name",
    "mentor_external_id",
    "mentor_first_name",
    "mentor_last_name",
    "step",
    "last_held_on",
    "form_state",
    "given_on",
    "read_on",
    "acknowledged_on",
    "retracted_on",
    "career_department_recommended",
];

pub(super) fn student(row: ExportedStudent) -> Vec<Cell> {
    let mut cells = person(row.person);
    cells.extend([
        Cell::Text(row.details.degree.into_string()),
        line(row.details.major),
        Cell::Date(row.details.leaves_school_on),
        row.details
            .adviser_id
            .map_or(Cell::Empty, |id| Cell::Text(id.to_string())),
    ]);
    cells
}

pub(super) fn mentor(row: ExportedMentor) -> Vec<Cell> {
    let details = row.details;
    let languages = details.languages.iter().map(|one| one.as_str());
    let means = details.means.iter().map(|one| one.as_str());
    let skills = details.skills.iter().map(|one| one.as_str());
    let lists = [
        list(languages.collect()),
        list(means.collect()),
        list(skills.collect()),
    ];
    let mut cells = person(row.person);
    cells.extend([
        line(details.headline),
        line(details.company),
        line(details.job_title),
        line(details.sector),
        line(details.location),
        details.graduation_year.into(),
    ]);
    cells.extend(lists);
    cells.extend([
        details.about.map(Text::into_string).into(),
        details.capacity.into(),
        Cell::Truth(details.paused),
        Cell::Truth(details.listed),
    ]);
    cells
}

pub(super) fn mentorship(row: &ExportedMentorship, zone: Tz) -> Vec<Cell> {
    let mut cells = people(row);
    cells.extend([
        word(row.state.as_str()),
        Cell::Date(local_day(row.chosen_at, zone)),
        day(row.ended_at, zone),
        row.end_reason.map_or(Cell::Empty, |it| word(it.as_str())),
    ]);
    for step in &row.steps {
        cells.extend([
            word(step.state.as_str()),
            Cell::Truth(step.overdue),
            day(step.last_held_at, zone),
            day(step.concluded_at, zone),
            step.extended_until.into(),
        ]);
    }
    cells
}

pub(super) fn appointments(row: &ExportedMentorship, zone: Tz) -> Vec<Vec<Cell>> {
    let one = |appointment| [people(row), of_appointment(appointment, zone)].concat();
    row.appointments.iter().map(one).collect()
}

fn of_appointment(appointment: &ExportedAppointment, zone: Tz) -> Vec<Cell> {
    let time = appointment.starts_at.with_timezone(&zone);
    vec![
        word(appointment.step.as_str()),
        word(appointment.state.as_str()),
        appointment
            .proposed_by
            .map_or(Cell::Empty, |it| word(it.as_str())),
        Cell::Date(time.date_naive()),
        Cell::Text(time.format("%H:%M").to_string()),
        Cell::Number(appointment.duration_minutes.into()),
        word(appointment.means.as_str()),
        appointment
            .missed_by
            .map_or(Cell::Empty, |it| word(it.as_str())),
        day(appointment.recorded_at, zone),
        Cell::Truth(appointment.disputed),
    ]
}

pub(super) fn evaluations(row: &ExportedMentorship, zone: Tz) -> Vec<Vec<Cell>> {
    let told = |step: &&ExportedStep| {
        !step.carried && (step.last_held_at.is_some() || step.form_given_at.is_some())
    };
    let one = |step| [people(row), of_form(step, zone)].concat();
    row.steps.iter().filter(told).map(one).collect()
}

fn of_form(step: &ExportedStep, zone: Tz) -> Vec<Cell> {
    let state = match (step.form_given_at, step.form_retracted_at) {
        (_, Some(_)) => "retracted",
        (Some(_), None) => "given",
        (None, None) => "none",
    };
    vec![
        word(step.step.as_str()),
        day(step.last_held_at, zone),
        word(state),
        day(step.form_given_at, zone),
        day(step.form_read_at, zone),
        day(step.acknowledged_at, zone),
        day(step.form_retracted_at, zone),
        Cell::Truth(step.recommended),
    ]
}

fn person(person: ExportedPerson) -> Vec<Cell> {
    let text = |text: String| Some(text).filter(|text| !text.is_empty()).into();
    vec![
        Cell::Text(person.external_id),
        text(person.first_name),
        text(person.last_name),
        person.email.into(),
        word(person.language.as_str()),
        person.phone.into(),
    ]
}

/// The mentorship's id, and its two people.
fn people(row: &ExportedMentorship) -> Vec<Cell> {
    let name = |name: &ExportedName| {
        [&name.external_id, &name.first_name, &name.last_name]
            .map(|text| Some(text.clone()).filter(|text| !text.is_empty()).into())
    };
    let mut cells = vec![Cell::Text(row.id.to_string())];
    cells.extend(name(&row.student));
    cells.extend(name(&row.mentor));
    cells
}

fn line(line: Option<Line>) -> Cell {
    line.map(Line::into_string).into()
}

fn list(items: Vec<&str>) -> Cell {
    Some(items.join(ITEMS))
        .filter(|items| !items.is_empty())
        .into()
}

fn word(word: &str) -> Cell {
    Cell::Text(word.to_owned())
}

fn day(at: Option<DateTime<Utc>>, zone: Tz) -> Cell {
    let day: Option<NaiveDate> = at.map(|at| local_day(at, zone));
    day.into()
}
