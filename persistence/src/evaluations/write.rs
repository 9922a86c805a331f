//! Writes of a form by its author: saved, given, corrected.

use super::cycle::{self, Outcome};
use super::{Conn, RunQueryDsl, actions, facts, mails, of, templates};
use crate::error::Result;
use crate::records::EvaluationRecord;
use crate::schema::{evaluation_versions, evaluations};
use crate::types::{Id, Instant, Json, Word};
use crate::unit::{Acting, Meta};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::evaluation::{Form, GivenForm, Template};
use domain::ids::{MentorshipId, PersonId};
use domain::mentorship::Command;
use domain::refusal::Refusal;
use domain::words::{Medium, Step};

/// Saves the author's draft, which may be incomplete.
pub(crate) async fn save(
    conn: &mut Conn,
    meta: &Meta,
    id: MentorshipId,
    step: Step,
    acting: Acting,
    mut form: Form,
) -> Result<EvaluationRecord> {
    let writing = begin(conn, meta, id, step, acting).await?;
    let done =
        cycle::apply_locked(conn, meta, id, acting, Command::DraftEvaluation { step }).await?;
    template(conn, &done, step).await?.check(&form)?;
    let before = draft(conn, id, step).await?.agreed_actions.into_iter();
    form.recognise(&before.map(|one| (one.id, one.text)).collect::<Vec<_>>());
    write(conn, meta, writing, Some(form), None).await?;
    of(conn, done.record, step).await
}

/// Gives the draft to the student (R21).
pub(crate) async fn give(
    conn: &mut Conn,
    meta: &Meta,
    id: MentorshipId,
    step: Step,
    acting: Acting,
) -> Result<EvaluationRecord> {
    let writing = begin(conn, meta, id, step, acting).await?;
    let done =
        cycle::apply_locked(conn, meta, id, acting, Command::GiveEvaluation { step }).await?;
    let form = draft(conn, id, step).await?;
    publish(conn, meta, done, writing, form, None).await
}

/// Gives a new version of a given form, with a reason (R21).
pub(crate) async fn correct(
    conn: &mut Conn,
    meta: &Meta,
    id: MentorshipId,
    step: Step,
    acting: Acting,
    (form, reason): (Form, String),
) -> Result<EvaluationRecord> {
    let writing = begin(conn, meta, id, step, acting).await?;
    let done =
        cycle::apply_locked(conn, meta, id, acting, Command::CorrectEvaluation { step }).await?;
    publish(conn, meta, done, writing, form, Some(reason)).await
}

/// Records a form that was handed over outside the service (R21).
pub(crate) async fn give_outside(
    conn: &mut Conn,
    meta: &Meta,
    id: MentorshipId,
    step: Step,
    acting: Acting,
    (given_on, note): (NaiveDate, Option<String>),
) -> Result<EvaluationRecord> {
    let writing = begin(conn, meta, id, step, acting).await?;
    let command = Command::GiveEvaluationOutside { step, given_on };
    let done = cycle::apply_locked(conn, meta, id, acting, command).await?;
    let given = Version {
        form: GivenForm::default(),
        reason: None,
        outside: Some((given_on, note)),
    };
    freeze(conn, meta, done, writing, given).await
}

/// The author's draft; empty before its first save.
async fn draft(conn: &mut Conn, id: MentorshipId, step: Step) -> Result<Form> {
    let draft: Option<Option<Json<Form>>> = evaluations::table
        .find((Id::from(id), Word(step)))
        .select(evaluations::draft)
        .first(conn)
        .await
        .optional()?;
    Ok(draft.flatten().map(|draft| draft.0).unwrap_or_default())
}

/// Begins a unit of work on a form: locks its mentorship, and compares the version of the form.
pub(super) async fn begin(
    conn: &mut Conn,
    meta: &Meta,
    id: MentorshipId,
    step: Step,
    acting: Acting,
) -> Result<Writing> {
    cycle::share(conn, id).await?;
    cycle::lock(conn, id).await?;
    let version: Option<i32> = evaluations::table
        .find((Id::from(id), Word(step)))
        .select(evaluations::version)
        .first(conn)
        .await
        .optional()?;
    let version = version.unwrap_or(0);
    meta.expect(version)?;
    Ok(Writing {
        id,
        step,
        author: acting.person,
        version,
    })
}

async fn template(conn: &mut Conn, done: &Outcome, step: Step) -> Result<Template> {
    Ok(
        templates::evaluation(conn, done.record.facts.programme_id, step)
            .await?
            .template,
    )
}

async fn latest_number(conn: &mut Conn, id: MentorshipId, step: Step) -> Result<i32> {
    let latest: Option<i32> = evaluation_versions::table
        .filter(evaluation_versions::mentorship_id.eq(Id::from(id)))
        .filter(evaluation_versions::step.eq(Word(step)))
        .select(diesel::dsl::max(evaluation_versions::number))
        .first(conn)
        .await?;
    Ok(latest.unwrap_or(0))
}

/// Form being written, its author, and the version it builds on.
#[derive(Clone, Copy)]
pub(super) struct Writing {
    pub(super) id: MentorshipId,
    pub(super) step: Step,
    pub(super) author: PersonId,
    pub(super) version: i32,
}

pub(super) async fn write(
    conn: &mut Conn,
    meta: &Meta,
    writing: Writing,
    draft: Option<Form>,
    given: Option<i32>,
) -> Result<()> {
    let Writing {
        id,
        step,
        author,
        version,
    } = writing;
    let draft = draft.map(Json);
    let next = version.wrapping_add(1);
    let now = Instant::from(meta.now);
    diesel::insert_into(evaluations::table)
        .values((
            evaluations::mentorship_id.eq(Id::from(id)),
            evaluations::step.eq(Word(step)),
            evaluations::author_id.eq(Id::from(author)),
            evaluations::version.eq(next),
            evaluations::draft.eq(&draft),
            evaluations::given_version.eq(given),
            evaluations::updated_at.eq(now),
        ))
        .on_conflict((evaluations::mentorship_id, evaluations::step))
        .do_update()
        .set((
            evaluations::version.eq(next),
            evaluations::draft.eq(&draft),
            evaluations::given_version.eq(given),
            evaluations::updated_at.eq(now),
        ))
        .execute(conn)
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
    writing: Writing,
    mut form: Form,
    reason: Option<String>,
) -> Result<EvaluationRecord> {
    let template = template(conn, &done, writing.step).await?;
    template
        .complete(&form)
        .map_err(|refusal| titled(refusal, &template))?;
    actions::recognise(conn, writing.id, writing.step, &mut form).await?;
    let version = Version {
        form: template.worded(&form),
        reason,
        outside: None,
    };
    freeze(conn, meta, done, writing, version).await
}

/// Writes a version that no longer changes, and mails it to the student.
async fn freeze(
    conn: &mut Conn,
    meta: &Meta,
    done: Outcome,
    writing: Writing,
    version: Version,
) -> Result<EvaluationRecord> {
    let Writing {
        id, step, author, ..
    } = writing;
    let number = latest_number(conn, id, step).await?.wrapping_add(1);
    write(conn, meta, writing, None, Some(number)).await?;
    let facts = facts(conn, &done.record, step).await?;
    let (medium, given_on, note) = match &version.outside {
        Some((on, note)) => (Medium::Outside, Some(*on), note.as_ref()),
        None => (Medium::Here, None, None),
    };
    diesel::insert_into(evaluation_versions::table)
        .values((
            evaluation_versions::mentorship_id.eq(Id::from(id)),
            evaluation_versions::step.eq(Word(step)),
            evaluation_versions::number.eq(number),
            evaluation_versions::author_id.eq(Id::from(author)),
            evaluation_versions::form.eq(Json(version.form.clone())),
            evaluation_versions::facts.eq(Json(facts)),
            evaluation_versions::career_department_recommended
                .eq(version.form.career_department_recommended),
            evaluation_versions::correction_reason.eq(&version.reason),
            evaluation_versions::given_at.eq(Instant::from(meta.now)),
            evaluation_versions::medium.eq(Word(medium)),
            evaluation_versions::given_on.eq(given_on),
            evaluation_versions::note.eq(note),
        ))
        .execute(conn)
        .await?;
    actions::enforce(conn, meta, id, step, &version.form.agreed_actions).await?;
    mails::given(conn, meta, &done, step, version).await?;
    of(conn, done.record, step).await
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
