//! People of an import: those already known, and the rows to write.

use super::plan::Enrolled;
use super::{Conn, Later, RunQueryDsl, dialect, rename};
use crate::error::Result;
use crate::records::{ImportMode, ImportOutcome, ImportRow};
use crate::rows::{FIRST_GENERATION, PersonRow};
use crate::schema::{enrolments, persons};
use crate::types::{Id, Json, Word};
use crate::unit::Meta;
use diesel::prelude::*;
use domain::ids::{PersonId, ProgrammeId};
use domain::words::{Language, Role};
use std::collections::{HashMap, HashSet};

/// Parameters that one statement takes at the most, with room to spare.
pub(super) const CHUNK: usize = 5_000;

/// Existing data on the people in the rows.
pub(super) struct Known {
    persons: HashMap<String, PersonRow>,
    roles: HashMap<Id, Role>,
    advisers: HashSet<Id>,
}

impl Known {
    /// Whether a person can be the adviser of the student with this account: active staff, and
    /// somebody else (R38).
    pub(super) fn advises(&self, adviser: PersonId, account: &str) -> bool {
        let adviser = Id::from(adviser);
        let student = self.persons.get(account).map(|person| person.id);
        self.advisers.contains(&adviser) && student != Some(adviser)
    }

    /// Those of the rows who take part in the programme, in the order in which they are locked.
    pub(super) fn enrolled(&self) -> Vec<Id> {
        let mut enrolled: Vec<Id> = self.roles.keys().copied().collect();
        enrolled.sort_unstable();
        enrolled
    }
}

/// Rows to write about people.
#[derive(Default)]
pub(super) struct People {
    fresh: Vec<PersonRow>,
    changed: Vec<PersonRow>,
    renamed: HashSet<Id>,
}

/// Standing of a row's person.
pub(super) enum Standing {
    /// Unknown or not enrolled yet: needs enrolling.
    New(PersonRow),
    /// Enrolled in the import's role.
    Enrolled(PersonRow, bool),
}

pub(super) async fn known<E: Enrolled>(
    conn: &mut Conn,
    programme: ProgrammeId,
    rows: &[ImportRow<E::Change>],
    mode: ImportMode,
) -> Result<Known> {
    if !mode.dry_run {
        dialect::lock_imports(conn).await?;
    }
    let are_named = rows.iter().any(|row| E::adviser(&row.details).is_some());
    let mut known = Known {
        persons: HashMap::new(),
        roles: HashMap::new(),
        advisers: advisers(conn, are_named).await?,
    };
    for chunk in rows.chunks(CHUNK) {
        let accounts: Vec<&str> = chunk.iter().map(|row| row.external_id.as_str()).collect();
        // Locked, so that a change of somebody's own profile isn't overwritten (R37).
        let theirs = persons::table
            .filter(persons::external_id.eq_any(&accounts))
            .order(persons::id)
            .select(PersonRow::as_select());
        let roles = enrolments::table
            .inner_join(persons::table.on(persons::id.eq(enrolments::person_id)))
            .filter(enrolments::programme_id.eq(Id::from(programme)))
            .filter(persons::external_id.eq_any(&accounts))
            .select((enrolments::person_id, enrolments::role));
        let (found, enrolled): (Vec<PersonRow>, Vec<(Id, Word<Role>)>) = if mode.dry_run {
            dialect::together!(conn; theirs, roles)?
        } else {
            dialect::together!(conn; dialect::locked!(theirs), roles)?
        };
        known.persons.extend(
            found
                .into_iter()
                .map(|person| (person.external_id.clone(), person)),
        );
        let roles = enrolled.into_iter().map(|(person, role)| (person, role.0));
        known.roles.extend(roles);
    }
    Ok(known)
}

/// Active staff, where a row names an adviser.
async fn advisers(conn: &mut Conn, are_named: bool) -> Result<HashSet<Id>> {
    if !are_named {
        return Ok(HashSet::new());
    }
    let staff: Vec<Id> = persons::table
        .filter(persons::staff.eq(true))
        .filter(persons::active.eq(true))
        .select(persons::id)
        .load(conn)
        .await?;
    Ok(staff.into_iter().collect())
}

/// Person of a row after the import; values that a person set themselves stay (R37).
fn person_of<T>(row: &ImportRow<T>, known: Option<&PersonRow>, meta: &Meta) -> PersonRow {
    let fresh = || PersonRow {
        id: Id::new(),
        external_id: row.external_id.clone(),
        first_name: String::new(),
        last_name: String::new(),
        email: None,
        private_email: None,
        phone: None,
        video_handle: None,
        language: Word(Language::Fr),
        reminders: true,
        active: true,
        own_fields: Json(Vec::new()),
        sort_key: String::new(),
        search_key: String::new(),
        staff_key: String::new(),
        staff: false,
        version: 1,
        created_at: meta.now.into(),
        updated_at: meta.now.into(),
        calendar_generation: FIRST_GENERATION,
    };
    let mut person = known.cloned().unwrap_or_else(fresh);
    let own: HashSet<String> = person.own_fields.0.iter().cloned().collect();
    person.first_name = row.first_name.clone().unwrap_or(person.first_name);
    person.last_name = row.last_name.clone().unwrap_or(person.last_name);
    person.email = Some(row.email.clone());
    if let Some(language) = row.language.filter(|_| !own.contains("language")) {
        person.language = Word(language);
    }
    if let Some(phone) = row.phone.clone().filter(|_| !own.contains("phone")) {
        person.phone = phone;
    }
    person.with_keys()
}

pub(super) fn standing<T>(
    row: &ImportRow<T>,
    known: &Known,
    seen: &mut HashSet<String>,
    role: Role,
    meta: &Meta,
) -> std::result::Result<Standing, ImportOutcome> {
    let failed = |code, column| ImportOutcome::Failed { code, column };
    if !seen.insert(row.external_id.clone()) {
        return Err(failed("duplicate_row", "external_id"));
    }
    let before = known.persons.get(&row.external_id);
    let person = person_of(row, before, meta);
    if person.first_name.is_empty() && person.last_name.is_empty() {
        return Err(failed("required", "last_name"));
    }
    match before.and_then(|before| known.roles.get(&before.id)) {
        Some(enrolled) if *enrolled == role => {
            let changed = before.is_some_and(|before| differs(before, &person));
            Ok(Standing::Enrolled(person, changed))
        }
        Some(_) => Err(failed("already_enrolled", "external_id")),
        None => Ok(Standing::New(person)),
    }
}

fn differs(before: &PersonRow, after: &PersonRow) -> bool {
    let told = |row: &PersonRow| {
        let names = (
            row.first_name.clone(),
            row.last_name.clone(),
            row.email.clone(),
        );
        (names, row.phone.clone(), row.language)
    };
    told(before) != told(after)
}

impl People {
    pub(super) fn take(&mut self, person: &PersonRow, known: &Known, meta: &Meta) {
        match known.persons.get(&person.external_id) {
            None => self.fresh.push(person.clone()),
            Some(before) if differs(before, person) => {
                if names(before) != names(person) {
                    self.renamed.insert(person.id);
                }
                let version = before.version.wrapping_add(1);
                self.changed.push(PersonRow {
                    version,
                    updated_at: meta.now.into(),
                    ..person.clone()
                });
            }
            Some(_) => {}
        }
    }

    pub(super) async fn write(&self, conn: &mut Conn) -> Result<()> {
        dialect::insert_all!(conn, persons::table, self.fresh.clone());
        for person in &self.changed {
            diesel::update(persons::table.find(person.id))
                .set((
                    persons::first_name.eq(person.first_name.clone()),
                    persons::last_name.eq(person.last_name.clone()),
                    persons::email.eq(person.email.clone()),
                    persons::phone.eq(person.phone.clone()),
                    persons::language.eq(person.language),
                    persons::sort_key.eq(person.sort_key.clone()),
                    persons::search_key.eq(person.search_key.clone()),
                    persons::staff_key.eq(person.staff_key.clone()),
                    persons::version.eq(person.version),
                    persons::updated_at.eq(person.updated_at),
                ))
                .later(conn)
                .await?;
            if self.renamed.contains(&person.id) {
                rename::everywhere(conn, person).await?;
            }
        }
        Ok(())
    }
}

fn names(row: &PersonRow) -> (&str, &str) {
    (&row.first_name, &row.last_name)
}

pub(super) async fn enrol(
    conn: &mut Conn,
    programme: ProgrammeId,
    role: Role,
    fresh: &[Id],
) -> Result<()> {
    for chunk in fresh.chunks(CHUNK) {
        let rows: Vec<_> = chunk
            .iter()
            .map(|person| {
                (
                    enrolments::programme_id.eq(Id::from(programme)),
                    enrolments::person_id.eq(*person),
                    enrolments::role.eq(Word(role)),
                )
            })
            .collect();
        dialect::insert_all!(conn, enrolments::table, rows);
    }
    Ok(())
}
