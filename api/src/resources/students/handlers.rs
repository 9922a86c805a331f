//! Students of a programme.

use super::{Student, StudentImportRow};
use crate::access::{Admin, As, Staff};
use crate::http::answer::{Created, Listed, NoContent, Paged, Resource};
use crate::http::call::{Call, Json, NoBody, Query};
use crate::http::problem::Problem;
use crate::resources::enrolments::Import;
use crate::resources::enrolments::ImportReport;
use crate::resources::enrolments::StudentReader;
use crate::resources::enrolments::imports::{self, ImportQuery};
use crate::resources::programmes::ProgrammeReader;
use domain::enrolment::{StudentChange, search_words};
use domain::ids::PersonId;
use persistence::{StudentFilter, StudentRecord};
use serde::Deserialize;
use utoipa::ToSchema;

type Result<T> = std::result::Result<T, Problem>;

/// Filters of the students' list.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct StudentQuery {
    /// Words that must all stand in name, degree or major, ignoring accents and case.
    #[schema(max_length = 200)]
    pub q: Option<String>,
    /// `true`: only students without a live or completed mentorship; `false`: only students with
    /// one.
    pub without_mentor: Option<bool>,
    /// Only students of this adviser; `me` is the caller.
    #[schema(
        max_length = 36,
        pattern = "^(me|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})$"
    )]
    pub adviser: Option<String>,
}

/// List students
///
/// Sorted by name, ignoring accents and case. `without_mentor=true` finds students without a
/// mentor, `adviser=me` those whose own adviser the caller is (R47).
#[utoipa::path(get, path = "/v1/programmes/{programme_id}/students", tag = "students")]
pub async fn list_students(
    call: Call<As<Staff, ProgrammeReader>, NoBody, Query<Paged<StudentQuery>>>,
) -> Result<Listed<Student>> {
    let part = call.part::<(String, PersonId)>()?;
    let filter = StudentFilter {
        words: search_words(call.query.q.as_deref().unwrap_or_default()),
        without_mentor: call.query.without_mentor,
        adviser: call
            .query
            .adviser
            .as_deref()
            .map(|word| call.caller.named(word)),
    };
    let after = part.after.clone().map(Into::into);
    let programme = call.access.id();
    let rows = call
        .app
        .store
        .students(programme, filter, after, part.rows())
        .await?;
    let key = |row: &StudentRecord| (row.sort_key.clone(), row.person.id);
    let shape = |row| Student::of(row, true, call.caller.id);
    Ok(call.page(&part, rows, key, shape))
}

/// Enrol a student
///
/// Enrols one person, as a row of an import would; `degree` is needed, and one of the two names. A
/// student who was taken out and has mentorships in the past takes part again (R36).
#[utoipa::path(
    post,
    path = "/v1/programmes/{programme_id}/students",
    tag = "students"
)]
pub async fn create_student(
    call: Call<As<Staff, ProgrammeReader>, Json<StudentImportRow>>,
) -> Result<Created<Student>> {
    let programme = call.access.id();
    let row = call.body.0.clone().into_import(1);
    imports::expect_complete(&row, row.details.degree.is_none())?;
    let caller = call.caller.id;
    call.create(
        |store, meta, render| store.create_student(meta, programme, row, render),
        move |record| {
            let (programme, person) = (record.programme_id, record.person.id);
            let location = format!("/v1/programmes/{programme}/students/{person}");
            (
                record.version,
                location,
                Student::of(record.clone(), true, caller),
            )
        },
    )
    .await
}

/// Import students
///
/// Enrols students and brings those already enrolled up to date, found by `external_id`. Students
/// not in it stay untouched, and so do values people set themselves. One bad row stops the whole
/// import, unless `partial=true`; `dry_run=true` only reports.
///
/// Takes JSON or, as `text/csv`, a table as spreadsheets save it: UTF-8 with or without a byte order
/// mark, columns separated by comma, semicolon or tab, their names in the first row as in JSON or as
/// people call them in French and English ("Prénom", "First name"; case and accents don't count),
/// lists joined by `|`, dates as 2027-06-30 or, day first, 30/06/2027. A column that isn't there
/// leaves its values unchanged, an empty cell clears. Rows are reported by the number that the
/// spreadsheet shows, the header being 1.
///
/// To send a file from Swagger UI, choose `text/csv` above the body, then the file: a row a person,
/// columns as in the JSON example. `dry_run=true` shows first what would become of each row.
#[utoipa::path(
    post,
    path = "/v1/programmes/{programme_id}/students/import",
    tag = "students",
    responses((status = 200, description = "What became of each row")),
)]
pub async fn import_students(
    call: Call<As<Admin, ProgrammeReader>, Import<StudentImportRow>, Query<ImportQuery>>,
) -> Result<Resource<ImportReport>> {
    let programme = call.access.id();
    imports::run(
        &call,
        StudentImportRow::into_import,
        |store, meta, rows, mode, render| {
            store.import_students(meta, programme, rows, mode, render)
        },
    )
    .await
}

/// Read a student
///
/// Degree, last day of School, and links to road-book and live mentorship; contact details for staff
/// and the mentor of a live mentorship (R5).
#[utoipa::path(
    get,
    path = "/v1/programmes/{programme_id}/students/{person_id}",
    tag = "students"
)]
pub async fn get_student(call: Call<StudentReader>) -> Result<Resource<Student>> {
    let record = call.access.student;
    let version = record.version;
    let student = Student::of(record, call.caller.is_staff(), call.caller.id);
    Ok(Resource::of(version, &student))
}

/// Change a student
///
/// Omitted fields stay, null clears. `choice_until` gives this student more time to choose after
/// the window (R4); `leaves_school_on` moves the first day of the follow-up (R16).
#[utoipa::path(
    patch,
    path = "/v1/programmes/{programme_id}/students/{person_id}",
    tag = "students"
)]
pub async fn update_student(
    call: Call<As<Staff, StudentReader>, Json<StudentChange>>,
) -> Result<Resource<Student>> {
    let record = &call.access.student;
    let (programme, person) = (record.programme_id, record.person.id);
    let (change, caller) = (call.body.0.clone(), call.caller.id);
    call.save(
        |store, meta, render| store.change_student(meta, programme, person, change, render),
        move |record| (record.version, Student::of(record.clone(), true, caller)),
    )
    .await
}

/// Take a student out
///
/// Refused with a live mentorship. A student with mentorships in the past stays as their history,
/// with `active: false`; one without is gone with road-book and acceptance, and may be imported
/// again. The person stays where they are enrolled elsewhere (R36).
#[utoipa::path(
    delete,
    path = "/v1/programmes/{programme_id}/students/{person_id}",
    tag = "students"
)]
pub async fn remove_student(call: Call<As<Staff, StudentReader>>) -> Result<NoContent> {
    let record = &call.access.student;
    let (programme, person) = (record.programme_id, record.person.id);
    let store = &call.app.store;
    store.remove_student(call.meta(), programme, person).await?;
    Ok(NoContent)
}
