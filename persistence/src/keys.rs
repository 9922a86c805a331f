//! Search and sort keys of people, and the keys of programmes' names, rebuilt if an older version
//! folded differently.

use crate::error::Result;
use crate::migrate::Postgres;
use crate::rows::{MentorRow, PersonRow, StudentRow};
use crate::schema::{mentors, persons, programmes, settings, students};
use crate::types::Id;
use diesel::SqliteConnection;
use diesel::prelude::*;
use domain::enrolment::sort_key;
use domain::programme::name_key;
use domain::text::FOLD_VERSION;

/// Setting with the version of the keys' folding.
pub(crate) const SETTING: &str = "fold_version";

macro_rules! keys {
    ($module:ident, $connection:ty) => {
        pub(crate) mod $module {
            use super::*;

            /// Whether the keys are folded by this version.
            pub(crate) fn are_current(connection: &mut $connection) -> Result<bool> {
                let query = settings::table.find(SETTING).select(settings::value);
                let kept: Option<String> = query.first(connection).optional()?;
                Ok(kept.is_some_and(|version| version == FOLD_VERSION.to_string()))
            }

            /// Rebuilds the keys, in the caller's transaction.
            pub(crate) fn renew(connection: &mut $connection) -> Result<()> {
                let current = are_current(connection)?;
                if !current {
                    let none: Option<String> = None;
                    diesel::update(programmes::table)
                        .set(programmes::name_key.eq(none))
                        .execute(connection)?;
                }
                programmes(connection)?;
                if current {
                    return Ok(());
                }
                persons(connection)?;
                students(connection)?;
                mentors(connection)?;
                let version = FOLD_VERSION.to_string();
                diesel::insert_into(settings::table)
                    .values((settings::name.eq(SETTING), settings::value.eq(&version)))
                    .on_conflict(settings::name)
                    .do_update()
                    .set(settings::value.eq(&version))
                    .execute(connection)?;
                Ok(())
            }

            /// Programmes without a key, oldest first: a later one of the same year and name keeps
            /// its id in the key, so that it stays as it is until somebody renames it.
            fn programmes(connection: &mut $connection) -> Result<()> {
                let unnamed: Vec<(Id, i32, String)> = programmes::table
                    .filter(programmes::name_key.is_null())
                    .order(programmes::id)
                    .select((programmes::id, programmes::year, programmes::name))
                    .load(connection)?;
                for (id, year, name) in unnamed {
                    let key = name_key(&name);
                    let same = programmes::table
                        .filter(programmes::year.eq(year))
                        .filter(programmes::name_key.eq(&key));
                    let taken: Option<Id> =
                        same.select(programmes::id).first(connection).optional()?;
                    let key = match taken {
                        Some(_) => format!("{key} {}", id.0),
                        None => key,
                    };
                    diesel::update(programmes::table.find(id))
                        .set(programmes::name_key.eq(key))
                        .execute(connection)?;
                }
                Ok(())
            }

            fn persons(connection: &mut $connection) -> Result<()> {
                let rows: Vec<PersonRow> = persons::table
                    .select(PersonRow::as_select())
                    .load(connection)?;
                for row in rows {
                    let row = row.with_keys();
                    diesel::update(persons::table.find(row.id))
                        .set((
                            persons::sort_key.eq(row.sort_key),
                            persons::search_key.eq(row.search_key),
                            persons::staff_key.eq(row.staff_key),
                        ))
                        .execute(connection)?;
                }
                Ok(())
            }

            fn students(connection: &mut $connection) -> Result<()> {
                let rows: Vec<(StudentRow, String, String)> = students::table
                    .inner_join(persons::table.on(persons::id.eq(students::person_id)))
                    .select((
                        StudentRow::as_select(),
                        persons::first_name,
                        persons::last_name,
                    ))
                    .load(connection)?;
                for (row, first, last) in rows {
                    let sort = students::sort_key.eq(sort_key(&first, &last));
                    let search = students::search_key.eq(row.details().search_key(&first, &last));
                    diesel::update(students::table.find((row.programme_id, row.person_id)))
                        .set((sort, search))
                        .execute(connection)?;
                }
                Ok(())
            }

            fn mentors(connection: &mut $connection) -> Result<()> {
                let rows: Vec<(MentorRow, String, String)> = mentors::table
                    .inner_join(persons::table.on(persons::id.eq(mentors::person_id)))
                    .select((
                        MentorRow::as_select(),
                        persons::first_name,
                        persons::last_name,
                    ))
                    .load(connection)?;
                for (row, first, last) in rows {
                    let sort = mentors::sort_key.eq(sort_key(&first, &last));
                    let search = mentors::search_key.eq(row.details().search_key(&first, &last));
                    diesel::update(mentors::table.find((row.programme_id, row.person_id)))
                        .set((sort, search))
                        .execute(connection)?;
                }
                Ok(())
            }
        }
    };
}

keys!(sqlite, SqliteConnection);
keys!(postgres, Postgres);
