//! Writes of a form by its author: saved, given, corrected.

use super::cycle::{self, Outcome};
use super::{Conn, Later, Rows, actions, mails, rows};
use crate::error::Result;
use crate::records::{EvaluationRecord, GivenRecord, MentorshipKey};
use crate::schema::{evaluation_versions, evaluations};
use crate::types::{Id, Instant, Json, Word, int};
use crate::unit::{Acting, Meta};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::evaluation::{Form, GivenForm, Template};
use domain::mentorship::Command;
use domain::refusal::Refusal;
use domain::words::{Medium, Step};

/// Saves the author's draft, which may be incomplete.
pub(crate) async fn save(
    conn: &mut Conn,
    meta: &Meta,
    of: MentorshipKey,
    step: Step,
    acting: Acting,
    mut form: Form,
) -> Result<EvaluationRecord> {
    let mut rows = begin(conn, meta, of, step).await?;
    let command = Command::DraftEvaluation { step };
    let done = cycle::apply_locked(conn, meta, of, acting, command).await?;
    rows.template.check(&form)?;
    let before = rows.draft.take().unwrap_or_default().agreed_actions;
    let before = before.into_iter().map(|one| (one.id, one.text));
    form.recognise(&before.collect::<Vec<_>>());
    write(conn, meta, of, &mut rows, Some(form), None).await?;
    Ok(rows.record(done.record))
}

/// Gives the draft to the student (R21).
pub(crate) async fn give(
    conn: &mut Conn,
    meta: &Meta,
    of: MentorshipKey,
    step: Step,
    acting: Acting,
) -> Result<EvaluationRecord> {
    let mut rows = begin(conn, meta, of, step).await?;
    let command = Command::GiveEvaluation { step };
    let done = cycle::apply_locked(conn, meta, of, acting, command).await?;
    let form = rows.draft.take().unwrap_or_default();
    publish(conn, meta, done, rows, form, None).await
}

/// Gives a new version of a given form, with a reason (R21).
pub(crate) async fn correct(
    conn: &mut Conn,
    meta: &Meta,
    of: MentorshipKey,
    step: Step,
    acting: Acting,
    (form, reason): (Form, String),
) -> Result<EvaluationRecord> {
    let rows = begin(conn, meta, of, step).await?;
    let command = Command::CorrectEvaluation { step };
    let done = cycle::apply_locked(conn, meta, of, acting, command).await?;
    publish(conn, meta, done, rows, form, Some(reason)).await
}

/// Records a form that was handed over outside the service (R21).
pub(crate) async fn give_outside(
    conn: &mut Conn,
    meta: &Meta,
    of: MentorshipKey,
    step: Step,
    acting: Acting,
    (given_on, note): (NaiveDate, Option<String>),
) -> Result<EvaluationRecord> {
    let rows = begin(conn, meta, of, step).await?;
    let command = Command::GiveEvaluationOutside { step, given_on };
    let done = cycle::apply_locked(conn, meta, of, acting, command).await?;
    let given = Version {
        form: GivenForm::default(),
        reason: None,
        outside: Some((given_on, note)),
    };
    freeze(conn, meta, done, rows, given).await
}

/// Begins a unit of work on a form: locks its mentorship, and compares the version of the form.
pub(super) async fn begin(
    conn: &mut Conn,
    meta: &Meta,
    of: MentorshipKey,
    step: Step,
) -> Result<Rows> {
    cycle::lock(conn, of.id).await?;
    let rows = rows(conn, of, step).await?;
    meta.expect(rows.version)?;
    Ok(rows)
}

/// Writes the form's row: the author's draft, and the number of the version that is given.
pub(super) async fn write(
    conn: &mut Conn,
    meta: &Meta,
    of: MentorshipKey,
    rows: &mut Rows,
    draft: Option<Form>,
    given: Option<i32>,
) -> Result<()> {
    rows.version = rows.version.wrapping_add(1);
    rows.draft.clone_from(&draft);
    let written = (
        evaluations::version.eq(rows.version),
        evaluations::draft.eq(draft.map(Json)),
        evaluations::given_version.eq(given),
        evaluations::updated_at.eq(Instant::from(meta.now)),
    );
    diesel::insert_into(evaluations::table)
        .values((
            evaluations::mentorship_id.eq(Id::from(of.id)),
            evaluations::step.eq(Word(rows.step)),
            evaluations::author_id.eq(Id::from(of.mentor)),
            written.clone(),
        ))
        .on_conflict((evaluations::mentorship_id, evaluations::step))
        .do_update()
        .set(written)
        .beside(conn)
        .await?;
    Ok(())
}

/// Given version of a form.
pub(super) struct Version {
    pub(super) form: GivenForm,
    /// Reason of a correction.
    pub(super) reason: Option<String>,
    /// Day and note of one given outside.
    pub(super) outside: Option<(NaiveDate, Option<String>)>,
}

/// Gives a form in the template's wording.
async fn publish(
    conn: &mut Conn,
    meta: &Meta,
    done: Outcome,
    rows: Rows,
    mut form: Form,
    reason: Option<String>,
) -> Result<EvaluationRecord> {
    let template = &rows.template;
    template
        .complete(&form)
        .map_err(|refusal| titled(refusal, template))?;
    actions::recognise(&rows.actions, &mut form);
    let version = Version {
        form: template.worded(&form),
        reason,
        outside: None,
    };
    freeze(conn, meta, done, rows, version).await
}

/// Writes a version that no longer changes, and mails it to the student.
async fn freeze(
    conn: &mut Conn,
    meta: &Meta,
    done: Outcome,
    mut rows: Rows,
    version: Version,
) -> Result<EvaluationRecord> {
    let (of, step) = (done.record.key(), rows.step);
    let last = rows.given.as_ref().map_or(0, |given| given.number);
    let number = last.saturating_add(1);
    write(conn, meta, of, &mut rows, None, Some(int(number))).await?;
    let (medium, given_on, note) = match version.outside.clone() {
        Some((on, note)) => (Medium::Outside, Some(on), note),
        None => (Medium::Here, None, None),
    };
    let given = GivenRecord {
        number,
        form: version.form.clone(),
        facts: rows.facts(&done.record),
        correction_reason: version.reason.clone(),
        given_at: meta.now,
        acknowledged_at: None,
        acknowledgement: None,
        read_at: None,
        retracted_at: None,
        medium,
        given_on,
        note,
        agreed_actions: Vec::new(),
    };
    insert(conn, of, step, &given).await?;
    let (form, known) = ((of.id, step), &rows.actions);
    let agreed_actions =
        actions::enforce(conn, meta, form, known, &given.form.agreed_actions).await?;
    rows.given = Some(GivenRecord {
        agreed_actions,
        ..given
    });
    mails::given(conn, meta, &done, step, version).await?;
    Ok(rows.record(done.record))
}

async fn insert(conn: &mut Conn, of: MentorshipKey, step: Step, given: &GivenRecord) -> Result<()> {
    let recommended = given.form.career_department_recommended;
    diesel::insert_into(evaluation_versions::table)
        .values((
            evaluation_versions::mentorship_id.eq(Id::from(of.id)),
            evaluation_versions::step.eq(Word(step)),
            evaluation_versions::number.eq(int(given.number)),
            evaluation_versions::author_id.eq(Id::from(of.mentor)),
            evaluation_versions::form.eq(Json(given.form.clone())),
            evaluation_versions::facts.eq(Json(given.facts.clone())),
            evaluation_versions::career_department_recommended.eq(recommended),
            evaluation_versions::correction_reason.eq(given.correction_reason.clone()),
            evaluation_versions::given_at.eq(Instant::from(given.given_at)),
            evaluation_versions::medium.eq(Word(given.medium)),
            evaluation_versions::given_on.eq(given.given_on),
            evaluation_versions::note.eq(given.note.clone()),
        ))
        .beside(conn)
        .await?;
    Ok(())
}

/// The refusal with the labels of the fields that it names.
fn titled(refusal: Refusal, template: &Template) -> Refusal {
    let of = |item: &String| {
        let mut fields = template.fields.iter();
        fields.find(|field| field.key.as_str() == item)
    };
    let fields: Vec<_> = refusal.items.iter().filter_map(of).collect();
    let labels = fields.into_iter().map(|field| &field.label);
    refusal.titles(labels)
}
