//! Writes of a form: saved, given, corrected, acknowledged.

use super::cycle::{self, Outcome, mails};
use super::{Conn, RunQueryDsl, facts, of, programmes, templates};
use crate::error::{Error, Result};
use crate::records::EvaluationRecord;
use crate::schema::{evaluation_versions, evaluations};
use crate::types::{Id, Instant, Json, Word};
use crate::unit::{Acting, Meta};
use diesel::prelude::*;
use domain::evaluation::{Form, GivenForm, Template};
use domain::ids::{MentorshipId, PersonId};
use domain::mail::{Content, EvaluationPayload, MailActor, MailEvaluation, MailKind, Reader};
use domain::mentorship::Command;
use domain::refusal::Refusal;
use domain::words::Step;

/// Saves the author's draft, which may be incomplete.
pub(crate) async fn save(
    conn: &mut Conn,
    meta: &Meta,
    id: MentorshipId,
    step: Step,
    acting: Acting,
    form: Form,
) -> Result<EvaluationRecord> {
    let version = lock(conn, id, step).await?;
    meta.expect(version)?;
    let done = cycle::apply(conn, meta, id, acting, Command::DraftEvaluation { step }).await?;
    template(conn, &done, step).await?.check(&form)?;
    let writing = Writing {
        id,
        step,
        author: acting.person,
        version,
    };
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
    let version = lock(conn, id, step).await?;
    meta.expect(version)?;
    let done = cycle::apply(conn, meta, id, acting, Command::GiveEvaluation { step }).await?;
    let draft: Option<Option<Json<Form>>> = evaluations::table
        .find((Id::from(id), Word(step)))
        .select(evaluations::draft)
        .first(conn)
        .await
        .optional()?;
    let form = draft.flatten().map(|draft| draft.0).unwrap_or_default();
    let writing = Writing {
        id,
        step,
        author: acting.person,
        version,
    };
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
    let version = lock(conn, id, step).await?;
    meta.expect(version)?;
    let done = cycle::apply(conn, meta, id, acting, Command::CorrectEvaluation { step }).await?;
    let writing = Writing {
        id,
        step,
        author: acting.person,
        version,
    };
    publish(conn, meta, done, writing, form, Some(reason)).await
}

/// Acknowledges the latest version for the student (R21).
pub(crate) async fn acknowledge(
    conn: &mut Conn,
    meta: &Meta,
    id: MentorshipId,
    step: Step,
    acting: Acting,
    comment: Option<String>,
) -> Result<EvaluationRecord> {
    let version = lock(conn, id, step).await?;
    meta.expect(version)?;
    let done = cycle::apply(
        conn,
        meta,
        id,
        acting,
        Command::AcknowledgeEvaluation { step },
    )
    .await?;
    let number = latest_number(conn, id, step).await?;
    diesel::update(evaluation_versions::table.find((Id::from(id), Word(step), number)))
        .set((
            evaluation_versions::acknowledged_at.eq(Some(Instant::from(meta.now))),
            evaluation_versions::acknowledgement.eq(comment),
        ))
        .execute(conn)
        .await?;
    diesel::update(evaluations::table.find((Id::from(id), Word(step))))
        .set(evaluations::version.eq(version.wrapping_add(1)))
        .execute(conn)
        .await?;
    of(conn, done.record, step).await
}

/// Locks the mentorship; returns the form's version.
async fn lock(conn: &mut Conn, id: MentorshipId, step: Step) -> Result<i32> {
    let programme = cycle::head(conn, id).await?.programme_id;
    programmes::share(conn, programme).await?;
    cycle::lock(conn, id).await?;
    let version: Option<i32> = evaluations::table
        .find((Id::from(id), Word(step)))
        .select(evaluations::version)
        .first(conn)
        .await
        .optional()?;
    Ok(version.unwrap_or(0))
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
struct Writing {
    id: MentorshipId,
    step: Step,
    author: PersonId,
    version: i32,
}

async fn write(
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

/// Freezes a form in the template's wording and mails it to the student.
async fn publish(
    conn: &mut Conn,
    meta: &Meta,
    done: Outcome,
    writing: Writing,
    form: Form,
    reason: Option<String>,
) -> Result<EvaluationRecord> {
    let Writing {
        id, step, author, ..
    } = writing;
    let template = template(conn, &done, step).await?;
    let complete = template.complete(&form);
    complete.map_err(|refusal| titled(refusal, &template))?;
    let number = latest_number(conn, id, step).await?.wrapping_add(1);
    write(conn, meta, writing, None, Some(number)).await?;
    let worded = template.worded(&form);
    let facts = facts(conn, &done.record, step).await?;
    diesel::insert_into(evaluation_versions::table)
        .values((
            evaluation_versions::mentorship_id.eq(Id::from(id)),
            evaluation_versions::step.eq(Word(step)),
            evaluation_versions::number.eq(number),
            evaluation_versions::author_id.eq(Id::from(author)),
            evaluation_versions::form.eq(Json(worded.clone())),
            evaluation_versions::facts.eq(Json(facts)),
            evaluation_versions::career_department_recommended
                .eq(form.career_department_recommended),
            evaluation_versions::correction_reason.eq(&reason),
            evaluation_versions::given_at.eq(Instant::from(meta.now)),
        ))
        .execute(conn)
        .await?;
    mail(conn, meta, &done, step, worded, reason).await?;
    of(conn, done.record, step).await
}

async fn mail(
    conn: &mut Conn,
    meta: &Meta,
    done: &Outcome,
    step: Step,
    form: GivenForm,
    reason: Option<String>,
) -> Result<()> {
    let Some((_, event)) = done.happened.iter().find(|(one, _)| {
        use domain::mentorship::EventKind::{EvaluationCorrected, EvaluationGiven};
        matches!(one.kind, EvaluationGiven | EvaluationCorrected)
    }) else {
        return Err(Error::Internal(
            "nothing happened when a form was given".into(),
        ));
    };
    let kind = if reason.is_some() {
        MailKind::EvaluationCorrected
    } else {
        MailKind::EvaluationGiven
    };
    let evaluation = MailEvaluation {
        step,
        form,
        correction_reason: reason,
    };
    let post = mails::Post {
        record: &done.record,
        by: MailActor::Mentor,
        event: *event,
        resource: Some(done.record.facts.id.into()),
        content: Content::Evaluation(EvaluationPayload { evaluation }),
    };
    post.send(conn, meta, kind, Reader::Student).await
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
