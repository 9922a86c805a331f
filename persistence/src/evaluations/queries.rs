//! Evaluation forms: the author's draft, and the versions that were given (R21–R23).

pub(crate) mod actions;
mod mails;
mod receive;
mod retract;
mod write;

pub(crate) use receive::{acknowledge, mark_read};
pub(crate) use retract::retract;
pub(crate) use write::{correct, give, give_outside, save};

use super::{Conn, RunQueryDsl, cycle, journal, templates};
use crate::error::Result;
use crate::records::{AgreedActionRecord, EvaluationRecord, GivenRecord, MentorshipRecord};
use crate::schema::{evaluation_versions, evaluations, roadbook_editions};
use crate::types::{Id, Instant, Json, Word, int, small};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::evaluation::{Facts, Form, GivenForm, Preparation};
use domain::ids::MentorshipId;
use domain::words::{Medium, Step};

#[derive(Queryable, Selectable)]
#[diesel(table_name = evaluation_versions)]
struct GivenRow {
    number: i32,
    form: Json<GivenForm>,
    facts: Json<Facts>,
    correction_reason: Option<String>,
    given_at: Instant,
    acknowledged_at: Option<Instant>,
    acknowledgement: Option<String>,
    read_at: Option<Instant>,
    retracted_at: Option<Instant>,
    medium: Word<Medium>,
    given_on: Option<NaiveDate>,
    note: Option<String>,
}

macro_rules! given {
    ($id:expr, $step:expr) => {
        evaluation_versions::table
            .filter(evaluation_versions::mentorship_id.eq(Id::from($id)))
            .filter(evaluation_versions::step.eq(Word($step)))
            .select(GivenRow::as_select())
    };
}

/// The form of an interview: empty before its first save.
pub(crate) async fn get(
    conn: &mut Conn,
    id: MentorshipId,
    step: Step,
    now: DateTime<Utc>,
) -> Result<EvaluationRecord> {
    let mentorship = cycle::load(conn, id, now).await?;
    of(conn, mentorship, step).await
}

async fn of(conn: &mut Conn, mentorship: MentorshipRecord, step: Step) -> Result<EvaluationRecord> {
    let id = mentorship.facts.id;
    let kept: Option<(i32, Option<Json<Form>>)> = evaluations::table
        .find((Id::from(id), Word(step)))
        .select((evaluations::version, evaluations::draft))
        .first(conn)
        .await
        .optional()?;
    let (version, draft) = kept.unwrap_or((0, None));
    let given: Option<GivenRow> = given!(id, step)
        .order(evaluation_versions::number.desc())
        .first(conn)
        .await
        .optional()?;
    let template = templates::evaluation(conn, mentorship.facts.programme_id, step)
        .await?
        .template;
    let facts = facts(conn, &mentorship, step).await?;
    let known = actions::of_form(conn, id, step).await?;
    Ok(EvaluationRecord {
        mentorship,
        step,
        version,
        draft: draft.map(|draft| draft.0),
        template,
        given: given.map(|row| record(row, &known)),
        facts,
    })
}

fn record(row: GivenRow, known: &[AgreedActionRecord]) -> GivenRecord {
    GivenRecord {
        agreed_actions: actions::marked(&row.form.0.agreed_actions, known),
        number: small(row.number),
        form: row.form.0,
        facts: row.facts.0,
        correction_reason: row.correction_reason,
        given_at: row.given_at.into(),
        acknowledged_at: row.acknowledged_at.map(Into::into),
        acknowledgement: row.acknowledgement,
        read_at: row.read_at.map(Into::into),
        retracted_at: row.retracted_at.map(Into::into),
        medium: row.medium.0,
        given_on: row.given_on,
        note: row.note,
    }
}

/// A page of given versions, oldest first, after a number.
pub(crate) async fn versions(
    conn: &mut Conn,
    id: MentorshipId,
    step: Step,
    after: u32,
    limit: i64,
) -> Result<Vec<GivenRecord>> {
    let rows: Vec<GivenRow> = given!(id, step)
        .filter(evaluation_versions::number.gt(int(after)))
        .order(evaluation_versions::number)
        .limit(limit)
        .load(conn)
        .await?;
    let known = actions::of_form(conn, id, step).await?;
    Ok(rows.into_iter().map(|row| record(row, &known)).collect())
}

/// Loads a given version of a form.
pub(crate) async fn version(
    conn: &mut Conn,
    id: MentorshipId,
    step: Step,
    number: u32,
) -> Result<GivenRecord> {
    let row: GivenRow = given!(id, step)
        .filter(evaluation_versions::number.eq(int(number)))
        .first(conn)
        .await?;
    let known = actions::of_form(conn, id, step).await?;
    Ok(record(row, &known))
}

/// Facts on the interview's organisation and preparation so far (R21).
async fn facts(conn: &mut Conn, mentorship: &MentorshipRecord, step: Step) -> Result<Facts> {
    let facts = &mentorship.facts;
    let editions: Vec<(Instant, bool, i32, i32)> = roadbook_editions::table
        .filter(roadbook_editions::mentorship_id.eq(Id::from(facts.id)))
        .filter(roadbook_editions::step.eq(Word(step)))
        .order(roadbook_editions::number)
        .select((
            roadbook_editions::sent_at,
            roadbook_editions::late,
            roadbook_editions::answered,
            roadbook_editions::questions,
        ))
        .load(conn)
        .await?;
    let first = editions.as_slice().first().copied();
    let latest = editions.as_slice().last().copied();
    let preparation = Preparation {
        sent_at: first.map(|(sent_at, ..)| sent_at.into()),
        days_before: None,
        late: first.is_some_and(|(_, late, ..)| late),
        answered: latest.map_or(0, |(.., answered, _)| small(answered)),
        questions: latest.map_or(0, |(.., questions)| small(questions)),
    };
    let appointments = facts.appointments.iter();
    let appointments: Vec<_> = appointments.filter(|one| one.step == step).collect();
    Ok(Facts::of(
        &appointments,
        facts.student,
        facts.mentor,
        preparation,
        &mentorship.programme.programme,
    ))
}
