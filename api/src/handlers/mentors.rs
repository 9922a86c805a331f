//! Mentors of a programme (R4, R5).

use super::imports::{ImportQuery, report};
use crate::access::{Caller, MentorEditor, MentorReader, ProgrammeAdmin, ProgrammeReader};
use crate::answer::{Listed, Shown, shown};
use crate::call::{Call, Import, Json, NoBody, Query};
use crate::problem::{Code, Problem};
use crate::shapes::{ImportReport, Mentor, MentorFacets, MentorImportRow, MentorUpdate};
use domain::enrolment::search_words;
use domain::words::{MeansKind, Party};
use persistence::{AfterName, MentorFilter, MentorRecord};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

type Result<T> = std::result::Result<T, Problem>;

macro_rules! mentor_query {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[$meta:meta])* $field:ident: $type:ty),* $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, Default, Deserialize, ToSchema, Validate)]
        pub struct $name {
            /// Words that name, company, job, sector, location or skills contain.
            #[schema(max_length = 200)]
            pub q: Option<String>,
            /// In this sector.
            #[schema(max_length = 200)]
            pub sector: Option<String>,
            /// At this place.
            #[schema(max_length = 200)]
            pub location: Option<String>,
            /// Who speak this language, as `fr`.
            #[schema(max_length = 3, min_length = 2, pattern = "^[a-z]{2,3}$")]
            pub language: Option<String>,
            /// Who meet by these means.
            pub means: Option<MeansKind>,
            /// Who can be chosen now, or can't.
            pub available: Option<bool>,
            $($(#[$meta])* pub $field: $type,)*
        }

        impl $name {
            fn filter(&self, caller: &Caller, part: Option<Party>) -> MentorFilter {
                MentorFilter {
                    words: search_words(self.q.as_deref().unwrap_or_default()),
                    sector: self.sector.clone(),
                    location: self.location.clone(),
                    language: self.language.clone(),
                    means: self.means,
                    available: self.available,
                    listed_only: !caller.is_staff() && part == Some(Party::Student),
                    viewer: Some(caller.id),
                }
            }
        }
    };
}

mentor_query! {
    /// Filters of the facets.
    MentorFacetQuery {}
}

mentor_query! {
    /// Filters of the mentors' list.
    MentorQuery {
        /// Most rows of the page.
        #[schema(minimum = 1, maximum = 100, default = 50)]
        limit: Option<u16>,
        /// Where the page begins: `next_cursor` of the page before it.
        #[schema(max_length = 2000, min_length = 1, pattern = "^[!-~]+$")]
        cursor: Option<String>,
    }
}

/// List mentors
///
/// By name. Students see whom staff list; contact details show only to staff and to the students of
/// a live mentorship with them.
#[utoipa::path(get, path = "/v1/programmes/{programme_id}/mentors", tag = "mentors")]
pub async fn list_mentors(
    call: Call<ProgrammeReader, NoBody, Query<MentorQuery>>,
) -> Result<Listed<Mentor>> {
    let list = call.list();
    let part = list.part::<(String, _)>(call.query.limit, call.query.cursor.as_deref())?;
    let filter = call.query.filter(&call.caller, call.access.part);
    let after = part
        .after
        .clone()
        .map(|(sort_key, id)| AfterName { sort_key, id });
    let programme = call.access.programme.programme.id;
    let rows = call
        .app
        .store
        .mentors(programme, filter, after, part.rows())
        .await?;
    let key = |row: &MentorRecord| (row.sort_key.clone(), row.person.id);
    let shape = |row: &MentorRecord| shape(row, &call.caller);
    Ok(list.page(&part, &rows, key, shape).into())
}

/// Count mentors by filter
///
/// Sectors, locations, languages and means with their counts, over the same filters as the list.
#[utoipa::path(
    get,
    path = "/v1/programmes/{programme_id}/mentor-facets",
    tag = "mentors"
)]
pub async fn get_mentor_facets(
    call: Call<ProgrammeReader, NoBody, Query<MentorFacetQuery>>,
) -> Result<Shown<MentorFacets>> {
    let filter = call.query.filter(&call.caller, call.access.part);
    let programme = call.access.programme.programme.id;
    let record = call.app.store.mentor_facets(programme, filter).await?;
    Ok(Shown::of(0, &MentorFacets::from(&record)))
}

/// Import mentors
///
/// Enrols mentors and brings those enrolled up to date, found by `external_id`; whoever is not in
/// it stays untouched, and so does what people set themselves. One bad row and nothing is written,
/// unless `partial=true`.
#[utoipa::path(
    post,
    path = "/v1/programmes/{programme_id}/mentors/import",
    tag = "mentors"
)]
pub async fn import_mentors(
    call: Call<ProgrammeAdmin, Import<MentorImportRow>, Query<ImportQuery>>,
) -> Result<Shown<ImportReport>> {
    let (mode, render) = report(&call.query, &call.body.bad, call.language);
    let rows = call.body.good.iter().cloned();
    let rows = rows.map(|(number, row)| row.into_import(number)).collect();
    let programme = call.access.programme.programme.id;
    let store = &call.app.store;
    super::imports::answer(
        store
            .import_mentors(call.meta(), programme, rows, mode, render)
            .await?,
    )
}

/// Read a mentor
///
/// Profile, places left, and contact details for those who may see them.
#[utoipa::path(
    get,
    path = "/v1/programmes/{programme_id}/mentors/{person_id}",
    tag = "mentors"
)]
pub async fn get_mentor(call: Call<MentorReader>) -> Result<Shown<Mentor>> {
    let record = &call.access.mentor;
    Ok(Shown::of(record.version, &shape(record, &call.caller)))
}

/// Change a mentor
///
/// Mentors change their profile, capacity and pause; `listed` is the staff's. Lowering the capacity
/// ends nobody's mentorship.
#[utoipa::path(
    patch,
    path = "/v1/programmes/{programme_id}/mentors/{person_id}",
    tag = "mentors"
)]
pub async fn update_mentor(call: Call<MentorEditor, Json<MentorUpdate>>) -> Result<Shown<Mentor>> {
    let record = &call.access.mentor;
    let (programme, person) = (record.programme_id, record.person.id);
    let (expected, change) = (call.expected(record.version)?, call.body.0.clone().change());
    if change.listed.is_some() && !call.access.as_staff {
        return Err(Problem::new(Code::StaffOnly).with("pointer", "/listed"));
    }
    let caller = call.caller.clone();
    let render = shown(move |record: &MentorRecord| (record.version, shape(record, &caller)));
    let store = &call.app.store;
    let answer = store
        .change_mentor(call.meta(), programme, person, expected, change, render)
        .await?;
    Ok(answer.into())
}

/// Contact details show to staff and the mentor, and by the record to their students (R5).
fn shape(record: &MentorRecord, caller: &Caller) -> Mentor {
    Mentor::of(record, caller.is_staff() || caller.id == record.person.id)
}
