//! Agreed actions: named by forms, marked by their student (R40).

use super::journal::{Changed, Field, Subject, Target, audit};
use super::{Conn, RunQueryDsl, cycle};
use crate::error::Result;
use crate::records::{AgreedActionChange, AgreedActionRecord};
use crate::schema::agreed_actions;
use crate::types::{Id, Instant, Word};
use crate::unit::Meta;
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::evaluation::{AgreedAction, Form};
use domain::ids::{ActionId, MentorshipId};
use domain::text::Note;
use domain::words::{AgreedActionState, Step};

type Row = (
    Id,
    Word<Step>,
    String,
    Option<NaiveDate>,
    Word<AgreedActionState>,
    Option<String>,
    i32,
);

macro_rules! select {
    ($id:expr) => {
        agreed_actions::table
            .filter(agreed_actions::mentorship_id.eq(Id::from($id)))
            .select((
                agreed_actions::id,
                agreed_actions::step,
                agreed_actions::text,
                agreed_actions::due_on,
                agreed_actions::state,
                agreed_actions::note,
                agreed_actions::version,
            ))
    };
}

/// A page of a mentorship's actions in force, oldest first, after one of them.
pub(crate) async fn list(
    conn: &mut Conn,
    id: MentorshipId,
    after: Option<ActionId>,
    limit: i64,
) -> Result<Vec<AgreedActionRecord>> {
    let after = after.unwrap_or(ActionId(uuid::Uuid::nil()));
    let rows: Vec<Row> = select!(id)
        .filter(agreed_actions::in_force.eq(true))
        .filter(agreed_actions::id.gt(Id::from(after)))
        .order(agreed_actions::id)
        .limit(limit)
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(record).collect())
}

/// Loads an action in force.
pub(crate) async fn get(
    conn: &mut Conn,
    id: MentorshipId,
    action: ActionId,
) -> Result<AgreedActionRecord> {
    let row: Row = select!(id)
        .filter(agreed_actions::in_force.eq(true))
        .filter(agreed_actions::id.eq(Id::from(action)))
        .first(conn)
        .await?;
    Ok(record(row))
}

/// Marks an action for its student, at any time.
pub(crate) async fn mark(
    conn: &mut Conn,
    meta: &Meta,
    id: MentorshipId,
    action: ActionId,
    change: AgreedActionChange,
) -> Result<AgreedActionRecord> {
    cycle::share(conn, id).await?;
    cycle::lock(conn, id).await?;
    let before = get(conn, id, action).await?;
    meta.expect(before.version)?;
    diesel::update(agreed_actions::table.find(Id::from(action)))
        .set((
            agreed_actions::state.eq(Word(change.state.unwrap_or(before.state))),
            agreed_actions::note.eq(change.note.unwrap_or(before.note)),
            agreed_actions::version.eq(before.version.wrapping_add(1)),
            agreed_actions::updated_at.eq(Instant::from(meta.now)),
        ))
        .execute(conn)
        .await?;
    let target = Target::new(Subject::AgreedAction, action);
    audit(conn, meta, target, Changed::Fields(&[Field::Mark])).await?;
    get(conn, id, action).await
}

/// Every action that a form ever named, those in force first.
pub(super) async fn of_form(
    conn: &mut Conn,
    id: MentorshipId,
    step: Step,
) -> Result<Vec<AgreedActionRecord>> {
    let rows: Vec<Row> = select!(id)
        .filter(agreed_actions::step.eq(Word(step)))
        .order((agreed_actions::in_force.desc(), agreed_actions::id))
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(record).collect())
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
pub(super) async fn recognise(
    conn: &mut Conn,
    id: MentorshipId,
    step: Step,
    form: &mut Form,
) -> Result<()> {
    let known = of_form(conn, id, step).await?.into_iter();
    let known = known.filter_map(|one| Some((one.id, Note::parse(&one.text).ok()?)));
    form.recognise(&known.collect::<Vec<_>>());
    Ok(())
}

/// Puts a form's actions in force in place of those of the version before; none, when it is
/// retracted.
pub(super) async fn enforce(
    conn: &mut Conn,
    meta: &Meta,
    id: MentorshipId,
    step: Step,
    actions: &[AgreedAction],
) -> Result<()> {
    let former = agreed_actions::table
        .filter(agreed_actions::mentorship_id.eq(Id::from(id)))
        .filter(agreed_actions::step.eq(Word(step)));
    diesel::update(former)
        .set(agreed_actions::in_force.eq(false))
        .execute(conn)
        .await?;
    let now = Instant::from(meta.now);
    for action in actions {
        diesel::insert_into(agreed_actions::table)
            .values((
                agreed_actions::id.eq(Id::from(action.id)),
                agreed_actions::mentorship_id.eq(Id::from(id)),
                agreed_actions::step.eq(Word(step)),
                agreed_actions::text.eq(action.text.as_str()),
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
            .execute(conn)
            .await?;
    }
    Ok(())
}

fn record((id, step, text, due_on, state, note, version): Row) -> AgreedActionRecord {
    AgreedActionRecord {
        id: id.into(),
        step: step.0,
        text,
        due_on,
        state: state.0,
        note,
        version,
    }
}
