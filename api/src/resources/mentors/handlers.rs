//! Mentors of a programme (R4, R5).

use super::{Mentor, MentorImportRow};
use crate::access::{Admin, As, Caller, MentorOrStaff, Staff};
use crate::http::answer::{Created, Listed, NoContent, Paged, Resource};
use crate::http::call::{Call, Json, NoBody, Query};
use crate::http::problem::Problem;
use crate::resources::enrolments::Import;
use crate::resources::enrolments::ImportReport;
use crate::resources::enrolments::MentorReader;
use crate::resources::enrolments::imports::{self, ImportQuery};
use crate::resources::programmes::ProgrammeReader;
use domain::enrolment::{MentorChange, MentorFacets, search_words};
use domain::ids::PersonId;
use domain::words::{MeansKind, Party};
use persistence::{MentorFilter, MentorRecord, NO_VERSION};
use serde::Deserialize;
use utoipa::ToSchema;

type Result<T> = std::result::Result<T, Problem>;

/// Filters of the mentors' list and of its facets.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct MentorQuery {
    /// Words that must all stand in name, company, job, sector, location or skills, ignoring
    /// accents and case.
    #[schema(max_length = 200)]
    pub q: Option<String>,
    /// Only mentors of this sector, spelt as the facets have it.
    #[schema(min_length = 1, max_length = 200)]
    pub sector: Option<String>,
    /// Only mentors at this location, spelt as the facets have it.
    #[schema(min_length = 1, max_length = 200)]
    pub location: Option<String>,
    /// Only mentors who speak this language: an ISO 639 code, as `fr`.
    #[schema(max_length = 3, min_length = 2, pattern = "^[a-z]{2,3}$")]
    pub language: Option<String>,
    /// Only mentors who meet by these means.
    pub means: Option<MeansKind>,
    /// `true`: only mentors who can be chosen now; `false`: only those who
    /// are full or paused.
    pub available: Option<bool>,
    /// `true`: only mentors whose places are all taken; `false`: only those with places left.
    pub full: Option<bool>,
    /// `true`: only mentors without a live or completed mentorship; `false`: only mentors with one.
    pub without_student: Option<bool>,
}

impl MentorQuery {
    fn filter(&self, caller: &Caller, part: Option<Party>) -> MentorFilter {
        MentorFilter {
            words: search_words(self.q.as_deref().unwrap_or_default()),
            sector: self.sector.clone(),
            location: self.location.clone(),
            language: self.language.clone(),
            means: self.means,
            available: self.available,
            full: self.full,
            without_student: self.without_student,
            for_student: !caller.is_staff() && part == Some(Party::Student),
            viewer: Some(caller.id),
        }
    }
}

/// List mentors
///
/// Sorted by name, with the places left. Students see listed mentors and their own, `pinned` ones first,
/// and not those whom staff excluded for them; contact details show only to staff and to the students of
/// a live mentorship with that mentor (R5).
#[utoipa::path(get, path = "/v1/programmes/{programme_id}/mentors", tag = "mentors")]
pub async fn list_mentors(
    call: Call<ProgrammeReader, NoBody, Query<Paged<MentorQuery>>>,
) -> Result<Listed<Mentor>> {
    let part = call.part::<(bool, String, PersonId)>()?;
    let filter = call.query.filter(&call.caller, call.access.part);
    let after = part.after.clone().map(Into::into);
    let programme = call.access.id();
    let rows = call
        .app
        .store
        .mentors(programme, filter.clone(), after, part.rows())
        .await?;
    let pinned = |row: &MentorRecord| filter.for_student && row.entry == Some(true);
    let key = |row: &MentorRecord| (pinned(row), row.sort_key.clone(), row.person.id);
    let shape = |row| shape(row, &call.caller);
    Ok(call.page(&part, rows, key, shape))
}

/// Count mentors by filter
///
/// Sectors, locations, languages and means with the number of mentors for each, over the same
/// filters as the list: the refinements of a search page.
#[utoipa::path(
    get,
    path = "/v1/programmes/{programme_id}/mentor-facets",
    tag = "mentors",
    responses((status = 200, description = "How many mentors the list would hold for each filter")),
)]
pub async fn get_mentor_facets(
    call: Call<ProgrammeReader, NoBody, Query<MentorQuery>>,
) -> Result<Resource<MentorFacets>> {
    let filter = call.query.filter(&call.caller, call.access.part);
    let programme = call.access.id();
    let facets = call.app.store.mentor_facets(programme, filter).await?;
    Ok(Resource::of(NO_VERSION, &facets))
}

/// Enrol a mentor
///
/// Enrols one person, as a row of an import would; one of the two names is needed. A mentor who was
/// taken out and has mentorships in the past takes part again (R36).
#[utoipa::path(post, path = "/v1/programmes/{programme_id}/mentors", tag = "mentors")]
pub async fn create_mentor(
    call: Call<As<Staff, ProgrammeReader>, Json<MentorImportRow>>,
) -> Result<Created<Mentor>> {
    let (programme, caller) = (call.access.id(), call.caller.clone());
    let row = call.body.0.clone().into_import(1);
    imports::expect_complete(&row, false)?;
    call.create(
        |store, meta, render| store.create_mentor(meta, programme, row, render),
        move |record| {
            let (programme, person) = (record.programme_id, record.person.id);
            let location = format!("/v1/programmes/{programme}/mentors/{person}");
            (record.version, location, shape(record.clone(), &caller))
        },
    )
    .await
}

/// Import mentors
///
/// Enrols mentors and brings those already enrolled up to date, found by `external_id`. Mentors not
/// in it stay untouched, and so do values people set themselves. One bad row stops the whole
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
    path = "/v1/programmes/{programme_id}/mentors/import",
    tag = "mentors",
    responses((status = 200, description = "What became of each row")),
)]
pub async fn import_mentors(
    call: Call<As<Admin, ProgrammeReader>, Import<MentorImportRow>, Query<ImportQuery>>,
) -> Result<Resource<ImportReport>> {
    let programme = call.access.id();
    imports::run(
        &call,
        MentorImportRow::into_import,
        |store, meta, rows, mode, render| store.import_mentors(meta, programme, rows, mode, render),
    )
    .await
}

/// Read a mentor
///
/// Profile, places left, and contact details for callers who may see them (R5).
#[utoipa::path(
    get,
    path = "/v1/programmes/{programme_id}/mentors/{person_id}",
    tag = "mentors"
)]
pub async fn get_mentor(call: Call<MentorReader>) -> Result<Resource<Mentor>> {
    let record = call.access.mentor;
    Ok(Resource::of(record.version, &shape(record, &call.caller)))
}

/// Change a mentor
///
/// Omitted fields stay, null clears. A mentor changes their profile, `capacity` and `paused`; only
/// staff set `listed`. A lower capacity ends no mentorship, it only stops new ones.
#[utoipa::path(
    patch,
    path = "/v1/programmes/{programme_id}/mentors/{person_id}",
    tag = "mentors"
)]
pub async fn update_mentor(
    call: Call<As<MentorOrStaff, MentorReader>, Json<MentorChange>>,
) -> Result<Resource<Mentor>> {
    let record = &call.access.mentor;
    let (programme, person) = (record.programme_id, record.person.id);
    let (caller, mut change) = (call.caller.clone(), call.body.0.clone());
    change.by_staff = caller.is_staff();
    call.save(
        |store, meta, render| store.change_mentor(meta, programme, person, change, render),
        move |record| (record.version, shape(record.clone(), &caller)),
    )
    .await
}

/// Take a mentor out
///
/// Mentors may take themselves out. Refused with a live mentorship. A mentor with mentorships in the
/// past stays as their history, and nobody can choose them; one without is gone, and may be imported
/// again. The person stays where they are enrolled elsewhere (R36).
#[utoipa::path(
    delete,
    path = "/v1/programmes/{programme_id}/mentors/{person_id}",
    tag = "mentors"
)]
pub async fn remove_mentor(call: Call<As<MentorOrStaff, MentorReader>>) -> Result<NoContent> {
    let record = &call.access.mentor;
    let (programme, person) = (record.programme_id, record.person.id);
    let store = &call.app.store;
    store.remove_mentor(call.meta(), programme, person).await?;
    Ok(NoContent)
}

fn shape(record: MentorRecord, caller: &Caller) -> Mentor {
    Mentor::of(record, caller.is_staff(), caller.id)
}
