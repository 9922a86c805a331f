//! Mentors: list, facets, one, change.

use super::journal::{Changed, Field, Subject, Target, audit};
use super::{Conn, Later, RunQueryDsl, containing, dialect, holds, matching};
use crate::error::{Error, Result};
use crate::records::{AfterMentor, AfterName, MentorFilter, MentorRecord, ProgrammeRecord};
use crate::rows::{AccountRow, MentorRow, PersonRefRow, ProgrammeRow, ShownMentor};
use crate::schema::{
    mentor_list_entries as entries, mentors, mentorships, persons, programmes as programme_table,
};
use crate::types::{Id, Instant, Json, Word, int, small};
use crate::unit::Meta;
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel::sql_types::{Integer, Nullable};
use domain::enrolment::{Facet, LanguageCode, MeansFacet, MentorChange, MentorFacets, search_key};
use domain::ids::{PersonId, ProgrammeId};
use domain::words::{MeansKind, MentorshipState};
use std::collections::BTreeMap;

diesel::alias!(pub(crate) const ENGAGED: Alias<Engaged> = mentorships as engaged);

type Row = (
    ShownMentor,
    PersonRefRow,
    AccountRow,
    bool,
    i32,
    Option<bool>,
    Option<bool>,
);

/// Mentors with the person, and their entry in the viewer's mentor list.
macro_rules! joined {
    ($viewer:expr) => {
        mentors::table
            .inner_join(persons::table.on(persons::id.eq(mentors::person_id)))
            .left_join(
                entries::table.on(entries::student_id
                    .eq(viewer($viewer))
                    .and(entries::programme_id.eq(mentors::programme_id))
                    .and(entries::mentor_id.eq(mentors::person_id))),
            )
    };
}

/// The mentor's number of students: their own, or the programme's, which is looked up once for all
/// rows.
macro_rules! capacity {
    ($programme:expr) => {{
        let default = $crate::schema::programmes::table
            .find(Id::from($programme))
            .select($crate::schema::programmes::mentor_capacity)
            .single_value();
        own_or(mentors::capacity, default)
    }};
}

/// The mentor's mentorships that are live or completed.
macro_rules! engaged {
    () => {
        ENGAGED
            .filter(
                ENGAGED
                    .field(mentorships::programme_id)
                    .eq(mentors::programme_id),
            )
            .filter(ENGAGED.field(mentorships::mentor_id).eq(mentors::person_id))
            .filter(
                ENGAGED
                    .field(mentorships::state)
                    .eq(Word(MentorshipState::Active))
                    .or(ENGAGED
                        .field(mentorships::state)
                        .eq(Word(MentorshipState::Completed))),
            )
    };
}

/// Whether the viewer's live mentorship, of which there is one at most, is with the mentor; looked up
/// once for all rows.
macro_rules! is_mine {
    ($programme:expr, $viewer:expr) => {
        mentors::person_id.nullable().eq(mentorships::table
            .filter(mentorships::programme_id.eq(Id::from($programme)))
            .filter(mentorships::student_id.eq(viewer($viewer)))
            .filter(mentorships::state.eq(Word(MentorshipState::Active)))
            .select(mentorships::mentor_id)
            .single_value())
    };
}

/// Columns of a [`Row`].
macro_rules! selection {
    ($programme:expr, $viewer:expr) => {
        (
            ShownMentor::as_select(),
            PersonRefRow::as_select(),
            AccountRow::as_select(),
            persons::active,
            capacity!($programme),
            is_mine!($programme, $viewer),
            entries::pinned.nullable(),
        )
    };
}

/// Filter shared by the list and its facets.
macro_rules! filtered {
    ($query:expr, $programme:expr, $filter:expr, $rare:expr) => {
        filtered!($query, $programme, $filter, $rare, false)
    };
    // `$few`: what is asked besides finds few rows
    ($query:expr, $programme:expr, $filter:expr, $rare:expr, $few:expr) => {{
        let (filter, programme) = ($filter, Id::from($programme));
        let mut query = $query
            .filter(mentors::active.eq(true))
            .filter(persons::active.eq(true))
            .into_boxed();
        query = match $rare {
            None if $few => query.filter(dialect::unindexed!(mentors::programme_id.eq(programme))),
            None => query.filter(mentors::programme_id.eq(programme)),
            Some(rare) => query
                .filter(dialect::indexed!("mentors", rare))
                .filter(dialect::unindexed!(mentors::programme_id.eq(programme))),
        };
        for word in &filter.words {
            let has = |text: &str| mentors::search_key.like(containing(text)).escape('\\');
            query = matching!(query, word, has);
        }
        if let Some(sector) = filter.sector.clone() {
            query = query.filter(mentors::sector.eq(sector));
        }
        if let Some(location) = filter.location.clone() {
            query = query.filter(mentors::location.eq(location));
        }
        if let Some(language) = &filter.language {
            query = query.filter(holds!("mentors.languages", language));
        }
        if let Some(means) = filter.means {
            query = query.filter(holds!("mentors.means", means.as_str()));
        }
        if filter.for_student {
            let proposed = entries::pinned.is_null().or(entries::pinned.eq(true));
            let shown = mentors::listed.eq(true).and(proposed);
            query = query.filter(shown.or(is_mine!($programme, filter.viewer)));
        }
        let capacity = capacity!($programme);
        match filter.available {
            Some(true) => {
                query = query
                    .filter(mentors::paused.eq(false))
                    .filter(mentors::places_taken.lt(capacity))
            }
            Some(false) => {
                query = query.filter(
                    mentors::paused
                        .eq(true)
                        .or(mentors::places_taken.ge(capacity)),
                )
            }
            None => {}
        }
        match filter.full {
            Some(true) => query = query.filter(mentors::places_taken.ge(capacity!($programme))),
            Some(false) => query = query.filter(mentors::places_taken.lt(capacity!($programme))),
            None => {}
        }
        match filter.without_student {
            Some(true) => query = query.filter(not(exists(engaged!()))),
            Some(false) => query = query.filter(exists(engaged!())),
            None => {}
        }
        query
    }};
}

pub(crate) use {capacity, engaged};

fn record((row, person, account, active, capacity, is_mine, entry): Row) -> MentorRecord {
    let record = row.record(
        person.into(),
        account.into_parts(),
        small(capacity),
        is_mine.unwrap_or(false),
        entry,
    );
    MentorRecord {
        active: record.active && active,
        ..record
    }
}

fn viewer(viewer: Option<PersonId>) -> Id {
    viewer.map_or(Id(uuid::Uuid::nil()), Id::from)
}

/// A page of mentors, by name; a student's pinned ones first.
///
/// These are few, found by the student's list; the others are found in the order of names. Each of the
/// two is bounded by the page, so that it costs the same however many mentors there are.
pub(crate) async fn list(
    conn: &mut Conn,
    programme: ProgrammeId,
    filter: MentorFilter,
    after: Option<AfterMentor>,
    limit: i64,
) -> Result<Vec<MentorRecord>> {
    let rare = dialect::Rare::among(conn, "mentors", &filter.words).await?;
    macro_rules! part {
        ($few:expr, $after:expr) => {{
            let selected = joined!(filter.viewer).select(selection!(programme, filter.viewer));
            let mut query = filtered!(selected, programme, &filter, rare.clone(), $few);
            if let Some(AfterName { sort_key, id }) = $after {
                query = query.filter(behind!(
                    (mentors::sort_key, mentors::person_id),
                    (sort_key, Id::from(id))
                ));
            }
            query
                .order((mentors::sort_key, mentors::person_id))
                .limit(limit)
        }};
    }
    let is_pinned = after.as_ref().is_none_or(|after| after.pinned);
    let name = after.map(|after| after.name);
    let not_pinned = || entries::pinned.is_null().or(entries::pinned.eq(false));
    let mut rows: Vec<Row> = if !filter.for_student {
        part!(false, name).load(conn).await?
    } else if is_pinned {
        let pinned = part!(true, name).filter(entries::pinned.eq(true));
        let others = part!(false, None::<AfterName>).filter(not_pinned());
        pinned.union_all(others).load(conn).await?
    } else {
        part!(false, name).filter(not_pinned()).load(conn).await?
    };
    if filter.for_student {
        let place = |(row, person, .., entry): &Row| {
            (*entry != Some(true), row.sort_key.clone(), person.id)
        };
        rows.sort_by_cached_key(place);
    }
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    Ok(rows.into_iter().take(most).map(record).collect())
}

type FacetRow = (
    Option<String>,
    Option<String>,
    Json<Vec<LanguageCode>>,
    Json<Vec<MeansKind>>,
    bool,
    i32,
    i32,
);

/// Values and counts over the same filters, in one statement.
pub(crate) async fn facets(
    conn: &mut Conn,
    programme: ProgrammeId,
    filter: MentorFilter,
) -> Result<MentorFacets> {
    let selected = joined!(filter.viewer).select((
        mentors::sector,
        mentors::location,
        mentors::languages,
        mentors::means,
        mentors::paused,
        mentors::places_taken,
        capacity!(programme),
    ));
    let rare = dialect::Rare::among(conn, "mentors", &filter.words).await?;
    let rows: Vec<FacetRow> = filtered!(selected, programme, &filter, rare)
        .load(conn)
        .await?;
    let mut sectors = BTreeMap::new();
    let mut locations = BTreeMap::new();
    let mut languages = BTreeMap::new();
    let mut means = BTreeMap::new();
    let mut available = 0;
    for (sector, location, spoken, by, paused, taken, capacity) in rows {
        sector
            .into_iter()
            .for_each(|sector| count(&mut sectors, as_sorted(sector)));
        location
            .into_iter()
            .for_each(|location| count(&mut locations, as_sorted(location)));
        spoken
            .0
            .into_iter()
            .for_each(|language| count(&mut languages, language.as_str().to_owned()));
        by.0.into_iter().for_each(|kind| count(&mut means, kind));
        available += u32::from(!paused && taken < capacity);
    }
    Ok(MentorFacets {
        sectors: sectors.into_iter().map(as_written).collect(),
        locations: locations.into_iter().map(as_written).collect(),
        languages: languages.into_iter().map(facet).collect(),
        means: means
            .into_iter()
            .map(|(value, count)| MeansFacet { value, count })
            .collect(),
        available,
    })
}

/// Values are ordered as names are: without accents and case.
fn as_sorted(value: String) -> (String, String) {
    (search_key([value.as_str()]), value)
}

fn as_written(((_, value), count): ((String, String), u32)) -> Facet {
    facet((value, count))
}

fn facet((value, count): (String, u32)) -> Facet {
    Facet { value, count }
}

fn count<K: Ord>(counts: &mut BTreeMap<K, u32>, value: K) {
    *counts.entry(value).or_default() += 1;
}

/// A mentor as `viewed_by` somebody.
pub(crate) async fn get(
    conn: &mut Conn,
    programme: ProgrammeId,
    person: PersonId,
    viewed_by: Option<PersonId>,
) -> Result<MentorRecord> {
    let row: Row = joined!(viewed_by)
        .filter(mentors::programme_id.eq(Id::from(programme)))
        .filter(mentors::person_id.eq(Id::from(person)))
        .select(selection!(programme, viewed_by))
        .first(conn)
        .await?;
    Ok(record(row))
}

/// The mentor, or staff, change a mentor.
pub(crate) async fn change(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    person: PersonId,
    change: MentorChange,
) -> Result<MentorRecord> {
    let key = (Id::from(programme), Id::from(person));
    let of = programme_table::table
        .find(key.0)
        .select(ProgrammeRow::as_select());
    let own = mentors::table.find(key).select(MentorRow::as_select());
    let (of, row, name): (Vec<ProgrammeRow>, Vec<MentorRow>, Vec<(String, String)>) = dialect::together!(conn;
        dialect::shared!(of),
        dialect::locked!(own),
        persons::table
            .find(key.1)
            .select((persons::first_name, persons::last_name)),
    )?;
    let missing = || Error::NotFound;
    let of = ProgrammeRecord::try_from(of.into_iter().next().ok_or_else(missing)?)?;
    let row = row.into_iter().next().ok_or_else(missing)?;
    let (first_name, last_name) = name.into_iter().next().ok_or_else(missing)?;
    meta.expect(row.version)?;
    of.programme.expect_not_closed()?;
    change.expect_own(&of.programme)?;
    let mut own_fields = row.own_fields.clone();
    if meta.person == Some(person) {
        let set = change.fields().map(str::to_owned);
        own_fields.0.extend(set);
        own_fields.0.sort_unstable();
        own_fields.0.dedup();
    }
    let details = row.details().with(change);
    let mut row = row.with(details, &first_name, &last_name);
    row.own_fields = own_fields;
    row.version = row.version.wrapping_add(1);
    row.updated_at = Instant::from(meta.now);
    diesel::update(mentors::table.find(key))
        .set(row)
        .beside(conn)
        .await?;
    audit(
        conn,
        meta,
        Target::new(Subject::Mentor, person),
        Changed::Fields(&[Field::Details]),
    )
    .await?;
    get(conn, programme, person, meta.person).await
}

/// Takes a place of a mentor, if one is left: of fifty concurrent calls one gets the last (R4); the
/// others `NotFound`.
pub(crate) async fn take_place(
    conn: &mut Conn,
    programme: ProgrammeId,
    person: PersonId,
    default_capacity: u16,
) -> Result<()> {
    let capacity = coalesce(mentors::capacity, int(default_capacity));
    let place = diesel::update(
        mentors::table
            .find((Id::from(programme), Id::from(person)))
            .filter(mentors::places_taken.lt(capacity)),
    );
    place
        .set(mentors::places_taken.eq(mentors::places_taken + 1))
        .later_found(conn)
        .await?;
    Ok(())
}

diesel::define_sql_function! {
    fn coalesce(own: Nullable<Integer>, default: Integer) -> Integer;
}
diesel::define_sql_function! {
    #[sql_name = "coalesce"]
    fn own_or(own: Nullable<Integer>, default: Nullable<Integer>) -> Integer;
}
