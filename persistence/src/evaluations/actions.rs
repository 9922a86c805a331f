//! Agreed actions: named by forms, marked by their student (R40).

use super::journal::{Changed, Field, Subject, Target, audit};
use super::{Conn, Later, RunQueryDsl, cycle};
use crate::error::Result;
use crate::records::{AgreedActionChange, AgreedActionRecord, MentorshipKey};
use crate::schema::agreed_actions;
use crate::types::{Id, Instant, Word};
use crate::unit::Meta;
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::evaluation::{AgreedAction, Form};
use domain::ids::{ActionId, MentorshipId};
use domain::text::Note;
use domain::words::{AgreedActionState, Step};

#[derive(Queryable, Selectable)]
#[diesel(table_name = agreed_actions)]
pub(super) struct ActionRow {
    id: Id,
    step: Word<Step>,
    text: String,
    due_on: Option<NaiveDate>,
    state: Word<AgreedActionState>,
    note: Option<String>,
    version: i32,
}

impl From<ActionRow> for AgreedActionRecord {
    fn from(row: ActionRow) -> Self {
        Self {
            id: row.id.into(),
            step: row.step.0,
            text: row.text,
            due_on: row.due_on,
            state: row.state.0,
            note: row.note,
            version: row.version,
        }
    }
}

/// A page of a mentorship's actions in force, oldest first, after one of them.
pub(crate) async fn list(
    conn: &mut Conn,
    id: MentorshipId,
    after: Option<ActionId>,
    limit: i64,
) -> Result<Vec<AgreedActionRecord>> {
    let after = after.unwrap_or(ActionId(uuid::Uuid::nil()));
    let rows: Vec<ActionRow> = agreed_actions::table
        .filter(agreed_actions::mentorship_id.eq(Id::from(id)))
        .filter(agreed_actions::in_force.eq(true))
        .filter(agreed_actions::id.gt(Id::from(after)))
        .order(agreed_actions::id)
        .limit(limit)
        .select(ActionRow::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Loads an action in force.
pub(crate) async fn get(
    conn: &mut Conn,
    id: MentorshipId,
    action: ActionId,
) -> Result<AgreedActionRecord> {
    let row: ActionRow = agreed_actions::table
        .filter(agreed_actions::mentorship_id.eq(Id::from(id)))
        .filter(agreed_actions::in_force.eq(true))
        .filter(agreed_actions::id.eq(Id::from(action)))
        .select(ActionRow::as_select())
        .first(conn)
        .await?;
    Ok(row.into())
}

/// Marks an action for its student, at any time.
pub(crate) async fn mark(
    conn: &mut Conn,
    meta: &Meta,
    of: MentorshipKey,
    action: ActionId,
    change: AgreedActionChange,
) -> Result<AgreedActionRecord> {
    cycle::lock(conn, of.id).await?;
    let before = get(conn, of.id, action).await?;
    meta.expect(before.version)?;
    let after = AgreedActionRecord {
        state: change.state.unwrap_or(before.state),
        note: change.note.unwrap_or(before.note),
        version: before.version.wrapping_add(1),
        ..before
    };
    diesel::update(agreed_actions::table.find(Id::from(action)))
        .set((
            agreed_actions::state.eq(Word(after.state)),
            agreed_actions::note.eq(after.note.clone()),
            agreed_actions::version.eq(after.version),
            agreed_actions::updated_at.eq(Instant::from(meta.now)),
        ))
        .beside(conn)
        .await?;
    let target = Target::new(Subject::AgreedAction, action);
    audit(conn, meta, target, Changed::Fields(&[Field::Mark])).await?;
    Ok(after)
}

/// Every action that a form ever named.
pub(super) async fn of_form(
    conn: &mut Conn,
    id: MentorshipId,
    step: Step,
) -> Result<Vec<AgreedActionRecord>> {
    let rows: Vec<ActionRow> = agreed_actions::table
        .filter(agreed_actions::mentorship_id.eq(Id::from(id)))
        .filter(agreed_actions::step.eq(Word(step)))
        .select(ActionRow::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The actions of a version, as they are marked now.
pub(super) fn marked(
    named: &[AgreedAction],
    known: &[AgreedActionRecord],
) -> Vec<AgreedActionRecord> {
    let named = named.iter();
    let marked = named.filter_map(|action| {
        let known = known.iter().find(|one| one.id == action.id)?;
        Some(AgreedActionRecord {
            due_on: action.due_on,
            ..known.clone()
        })
    });
    marked.collect()
}

/// Finds the actions again that a form named before.
pub(super) fn recognise(known: &[AgreedActionRecord], form: &mut Form) {
    let known = known.iter();
    let known = known.filter_map(|one| Some((one.id, Note::parse(&one.text).ok()?)));
    form.recognise(&known.collect::<Vec<_>>());
}

/// Puts a form's actions in force in place of those of the version before; none, when it is
/// retracted. Returns them as they are marked.
pub(super) async fn enforce(
    conn: &mut Conn,
    meta: &Meta,
    (id, step): (MentorshipId, Step),
    known: &[AgreedActionRecord],
    actions: &[AgreedAction],
) -> Result<Vec<AgreedActionRecord>> {
    let named: Vec<Id> = actions.iter().map(|action| action.id.into()).collect();
    let former = agreed_actions::table
        .filter(agreed_actions::mentorship_id.eq(Id::from(id)))
        .filter(agreed_actions::step.eq(Word(step)))
        .filter(agreed_actions::id.ne_all(named));
    diesel::update(former)
        .set(agreed_actions::in_force.eq(false))
        .beside(conn)
        .await?;
    let now = Instant::from(meta.now);
    for action in actions {
        diesel::insert_into(agreed_actions::table)
            .values((
                agreed_actions::id.eq(Id::from(action.id)),
                agreed_actions::mentorship_id.eq(Id::from(id)),
                agreed_actions::step.eq(Word(step)),
                agreed_actions::text.eq(action.text.as_str().to_owned()),
                agreed_actions::due_on.eq(action.due_on),
                agreed_actions::state.eq(Word(AgreedActionState::Open)),
                agreed_actions::in_force.eq(true),
                agreed_actions::version.eq(1),
                agreed_actions::updated_at.eq(now),
            ))
            .on_conflict(agreed_actions::id)
            .do_update()
            .set((
                agreed_actions::due_on.eq(action.due_on),
                agreed_actions::in_force.eq(true),
                agreed_actions::version.eq(agreed_actions::version + 1),
                agreed_actions::updated_at.eq(now),
            ))
            .beside(conn)
            .await?;
    }
    let enforced = actions.iter().map(|action| enforced(action, step, known));
    Ok(enforced.collect())
}

fn enforced(action: &AgreedAction, step: Step, known: &[AgreedActionRecord]) -> AgreedActionRecord {
    match known.iter().find(|one| one.id == action.id) {
        Some(known) => AgreedActionRecord {
            due_on: action.due_on,
            version: known.version.wrapping_add(1),
            ..known.clone()
        },
        None => AgreedActionRecord {
            id: action.id,
            step,
            text: action.text.as_str().to_owned(),
            due_on: action.due_on,
            state: AgreedActionState::Open,
            note: None,
            version: 1,
        },
    }
}
