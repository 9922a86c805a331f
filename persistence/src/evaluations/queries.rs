//! Evaluation forms: the author's draft, and the versions that were given (R21–R23).

pub(crate) mod actions;
mod mails;
mod receive;
mod retract;
mod write;

pub(crate) use receive::{acknowledge, mark_read};
pub(crate) use retract::retract;
pub(crate) use write::{correct, give, give_outside, save};

use super::{Conn, Later, RunQueryDsl, cycle, dialect, journal};
use crate::error::{Error, Result};
use crate::records::{
    AgreedActionRecord, EvaluationRecord, GivenRecord, MentorshipKey, MentorshipRecord,
};
use crate::schema::{
    agreed_actions, evaluation_templates, evaluation_versions, evaluations, roadbook_editions,
};
use crate::types::{Id, Instant, Json, Word, int, small};
use actions::ActionRow;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::evaluation::{Facts, Form, GivenForm, Preparation, Template};
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

/// Rows of a form, empty before its first save.
struct Rows {
    step: Step,
    version: i32,
    draft: Option<Form>,
    given: Option<GivenRecord>,
    template: Template,
    preparation: Preparation,
    /// Every action that the form ever named, those in force first.
    actions: Vec<AgreedActionRecord>,
}

type Kept = (i32, Option<Json<Form>>);
type Edition = (Instant, bool, i32, i32);

type All = (
    Vec<(Json<Template>, Option<Kept>, Option<GivenRow>)>,
    Vec<Edition>,
    Vec<ActionRow>,
);

/// Loads the rows of a form in one flight.
async fn rows(conn: &mut Conn, of: MentorshipKey, step: Step) -> Result<Rows> {
    let id = Id::from(of.id);
    let programme = Id::from(of.programme_id);
    let all: All = dialect::together!(conn;
        evaluation_templates::table
            .left_join(
                evaluations::table.on(evaluations::mentorship_id
                    .eq(id)
                    .and(evaluations::step.eq(evaluation_templates::step))),
            )
            .left_join(
                evaluation_versions::table.on(evaluation_versions::mentorship_id
                    .eq(id)
                    .and(evaluation_versions::step.eq(evaluation_templates::step))),
            )
            .filter(evaluation_templates::programme_id.eq(programme))
            .filter(evaluation_templates::step.eq(Word(step)))
            .order(evaluation_versions::number.desc())
            .limit(1)
            .select((
                evaluation_templates::template,
                (evaluations::version, evaluations::draft).nullable(),
                Option::<GivenRow>::as_select(),
            )),
        roadbook_editions::table
            .filter(roadbook_editions::mentorship_id.eq(id))
            .filter(roadbook_editions::step.eq(Word(step)))
            .order(roadbook_editions::number)
            .select((
                roadbook_editions::sent_at,
                roadbook_editions::late,
                roadbook_editions::answered,
                roadbook_editions::questions,
            )),
        agreed_actions::table
            .filter(agreed_actions::mentorship_id.eq(id))
            .filter(agreed_actions::step.eq(Word(step)))
            .order((agreed_actions::in_force.desc(), agreed_actions::id))
            .select(ActionRow::as_select()),
    )?;
    let (form, editions, known) = all;
    let (template, kept, given) = form.into_iter().next().ok_or(Error::NotFound)?;
    let (version, draft) = kept.unwrap_or((0, None));
    let known: Vec<_> = known.into_iter().map(Into::into).collect();
    let given = given.map(|row| record(row, &known));
    Ok(Rows {
        step,
        version,
        draft: draft.map(|draft| draft.0),
        given,
        template: template.0,
        preparation: preparation(&editions),
        actions: known,
    })
}

impl Rows {
    fn record(self, mentorship: MentorshipRecord) -> EvaluationRecord {
        EvaluationRecord {
            facts: self.facts(&mentorship),
            mentorship,
            step: self.step,
            version: self.version,
            draft: self.draft,
            template: self.template,
            given: self.given,
        }
    }

    /// Facts on the interview's organisation and preparation so far (R21).
    fn facts(&self, mentorship: &MentorshipRecord) -> Facts {
        let facts = &mentorship.facts;
        let appointments = facts.appointments.iter();
        let appointments: Vec<_> = appointments.filter(|one| one.step == self.step).collect();
        Facts::of(
            &appointments,
            facts.student,
            facts.mentor,
            self.preparation.clone(),
            &mentorship.programme.programme,
        )
    }
}

/// The form of an interview.
pub(crate) async fn get(
    conn: &mut Conn,
    of: MentorshipKey,
    step: Step,
    now: DateTime<Utc>,
) -> Result<EvaluationRecord> {
    let rows = rows(conn, of, step).await?;
    Ok(rows.record(cycle::load(conn, of, now).await?))
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

fn preparation(editions: &[Edition]) -> Preparation {
    let first = editions.first();
    let latest = editions.last();
    Preparation {
        sent_at: first.map(|(sent_at, ..)| (*sent_at).into()),
        days_before: None,
        late: first.is_some_and(|(_, late, ..)| *late),
        answered: latest.map_or(0, |(.., answered, _)| small(*answered)),
        questions: latest.map_or(0, |(.., questions)| small(*questions)),
    }
}
