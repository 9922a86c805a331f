//! Evaluation forms: the author's draft, and the versions that were given (R21–R23).

mod write;

pub(crate) use write::{acknowledge, correct, give, save};

use super::{Conn, RunQueryDsl, cycle, programmes, templates};
use crate::error::Result;
use crate::records::{EvaluationRecord, GivenRecord, MentorshipRecord};
use crate::schema::{evaluation_versions, evaluations, roadbook_editions};
use crate::types::{Id, Instant, Json, Word, int, small};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::evaluation::{Facts, Form, GivenForm, Preparation};
use domain::ids::MentorshipId;
use domain::words::Step;

type GivenRow = (
    i32,
    Json<GivenForm>,
    Json<Facts>,
    Option<String>,
    Instant,
    Option<Instant>,
    Option<String>,
);

macro_rules! given {
    ($id:expr, $step:expr) => {
        evaluation_versions::table
            .filter(evaluation_versions::mentorship_id.eq(Id::from($id)))
            .filter(evaluation_versions::step.eq(Word($step)))
            .select((
                evaluation_versions::number,
                evaluation_versions::form,
                evaluation_versions::facts,
                evaluation_versions::correction_reason,
                evaluation_versions::given_at,
                evaluation_versions::acknowledged_at,
                evaluation_versions::acknowledgement,
            ))
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
    Ok(EvaluationRecord {
        mentorship,
        step,
        version,
        draft: draft.map(|draft| draft.0),
        template,
        given: given.map(record),
        facts,
    })
}

fn record(
    (number, form, facts, correction_reason, given_at, acknowledged_at, acknowledgement): GivenRow,
) -> GivenRecord {
    GivenRecord {
        number: small(number),
        form: form.0,
        facts: facts.0,
        correction_reason,
        given_at: given_at.into(),
        acknowledged_at: acknowledged_at.map(Into::into),
        acknowledgement,
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
    Ok(rows.into_iter().map(record).collect())
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
    Ok(record(row))
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
