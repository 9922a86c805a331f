//! The programme's templates (R17, R22, R23).

use super::journal::{Changed, Field, Subject, Target, audit};
use super::{Conn, Later, RunQueryDsl, dialect};
use crate::error::{Error, Result};
use crate::records::{ProgrammeRecord, TemplateRecord};
use crate::rows::ProgrammeRow;
use crate::schema::{
    evaluation_templates, evaluations, mentorships, programmes, roadbook_answers,
    roadbook_editions, roadbook_templates, roadbooks,
};
use crate::templates::{keep, kept};
use crate::types::{Id, Json, Word};
use crate::unit::Meta;
use diesel::dsl::exists;
use diesel::prelude::*;
use domain::ids::ProgrammeId;
use domain::words::Step;
use domain::{evaluation, roadbook};
use std::sync::Arc;

/// Writes the guide's templates for a new programme, so that later wording doesn't affect it (R23).
pub(crate) async fn create_defaults(conn: &mut Conn, programme: ProgrammeId) -> Result<()> {
    let forms = Step::ALL.iter().copied().map(evaluation::Template::guide);
    create(
        conn,
        programme,
        roadbook::Template::guide(),
        forms.collect(),
    )
    .await
}

/// Writes the templates of a new programme, as their first versions.
pub(crate) async fn create(
    conn: &mut Conn,
    programme: ProgrammeId,
    roadbook: roadbook::Template,
    forms: Vec<evaluation::Template>,
) -> Result<()> {
    diesel::insert_into(roadbook_templates::table)
        .values((
            roadbook_templates::programme_id.eq(Id::from(programme)),
            roadbook_templates::version.eq(1),
            roadbook_templates::template.eq(Json(roadbook)),
        ))
        .beside(conn)
        .await?;
    for form in forms {
        diesel::insert_into(evaluation_templates::table)
            .values((
                evaluation_templates::programme_id.eq(Id::from(programme)),
                evaluation_templates::step.eq(Word(form.step)),
                evaluation_templates::version.eq(1),
                evaluation_templates::template.eq(Json(form)),
            ))
            .beside(conn)
            .await?;
    }
    Ok(())
}

/// The road-book's template.
pub(crate) async fn roadbook(
    conn: &mut Conn,
    programme: ProgrammeId,
) -> Result<TemplateRecord<roadbook::Template>> {
    let (template, version): (Json<roadbook::Template>, i32) = roadbook_templates::table
        .find(Id::from(programme))
        .select((roadbook_templates::template, roadbook_templates::version))
        .first(conn)
        .await?;
    Ok(TemplateRecord {
        template: template.0,
        version,
    })
}

/// This version of the road-book's template, which is read and parsed once.
pub(crate) async fn roadbook_at(
    conn: &mut Conn,
    programme: Id,
    version: i32,
) -> Result<Arc<roadbook::Template>> {
    if let Some(kept) = kept((programme, version)) {
        return Ok(kept);
    }
    let read = roadbook(conn, programme.into()).await?;
    Ok(keep((programme, read.version), read.template))
}

/// The evaluation form's template for a step.
pub(crate) async fn evaluation(
    conn: &mut Conn,
    programme: ProgrammeId,
    step: Step,
) -> Result<TemplateRecord<evaluation::Template>> {
    let (template, version): (Json<evaluation::Template>, i32) = evaluation_templates::table
        .find((Id::from(programme), Word(step)))
        .select((
            evaluation_templates::template,
            evaluation_templates::version,
        ))
        .first(conn)
        .await?;
    Ok(TemplateRecord {
        template: template.0,
        version,
    })
}

/// A template, its version, and whether it was used; the second flag is of the other kind of use.
type Asked<T> = (Vec<ProgrammeRow>, Vec<(Json<T>, i32, bool, bool)>);

/// Begins a change: the version is the caller's, and the programme is not closed. Who saves an answer
/// or a form, or sends an edition, shares the programme's lock: whether the template is in use can't
/// change until the transaction ends.
fn begin<T: std::fmt::Debug>(meta: &Meta, (of, kept): Asked<T>) -> Result<(T, i32, bool)> {
    let of = ProgrammeRecord::try_from(of.into_iter().next().ok_or(Error::NotFound)?)?;
    let (template, version, one, other) = kept.into_iter().next().ok_or(Error::NotFound)?;
    meta.expect(version)?;
    of.programme.expect_not_closed()?;
    Ok((template.0, version, one || other))
}

/// Replaces the road-book's template, in use once an answer or an edition is there. One that is the
/// same is no change: the version stays.
pub(crate) async fn put_roadbook(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    new: roadbook::Template,
) -> Result<TemplateRecord<roadbook::Template>> {
    let id = Id::from(programme);
    let of = programmes::table.find(id).select(ProgrammeRow::as_select());
    let answers = roadbook_answers::table
        .inner_join(roadbooks::table.on(roadbooks::id.eq(roadbook_answers::roadbook_id)))
        .filter(roadbooks::programme_id.eq(id))
        .select(roadbooks::id);
    let editions = roadbook_editions::table
        .inner_join(roadbooks::table.on(roadbooks::id.eq(roadbook_editions::roadbook_id)))
        .filter(roadbooks::programme_id.eq(id))
        .select(roadbooks::id);
    let asked: Asked<roadbook::Template> = dialect::together!(conn;
        dialect::locked!(of),
        roadbook_templates::table.find(id).select((
            roadbook_templates::template,
            roadbook_templates::version,
            exists(answers),
            exists(editions),
        )),
    )?;
    let (before, version, in_use) = begin(meta, asked)?;
    let template = before.replaced(new, in_use)?;
    if template == before {
        return Ok(TemplateRecord { template, version });
    }
    let version = version.wrapping_add(1);
    diesel::update(roadbook_templates::table.find(id))
        .set((
            roadbook_templates::version.eq(version),
            roadbook_templates::template.eq(Json(template.clone())),
        ))
        .beside(conn)
        .await?;
    let target = Target::new(Subject::RoadbookTemplate, programme);
    audit(conn, meta, target, Changed::Fields(&[Field::Text])).await?;
    Ok(TemplateRecord { template, version })
}

/// Replaces the template of a form, in use once a form of its interview is saved or given.
pub(crate) async fn put_evaluation(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    step: Step,
    new: evaluation::Template,
) -> Result<TemplateRecord<evaluation::Template>> {
    let id = Id::from(programme);
    let of = programmes::table.find(id).select(ProgrammeRow::as_select());
    let forms = evaluations::table
        .inner_join(mentorships::table.on(mentorships::id.eq(evaluations::mentorship_id)))
        .filter(mentorships::programme_id.eq(id))
        .filter(evaluations::step.eq(Word(step)))
        .select(mentorships::id);
    let asked: Asked<evaluation::Template> = dialect::together!(conn;
        dialect::locked!(of),
        evaluation_templates::table.find((id, Word(step))).select((
            evaluation_templates::template,
            evaluation_templates::version,
            exists(forms),
            false.into_sql::<diesel::sql_types::Bool>(),
        )),
    )?;
    let (before, version, in_use) = begin(meta, asked)?;
    let template = before.replaced(new, in_use)?;
    if template == before {
        return Ok(TemplateRecord { template, version });
    }
    let version = version.wrapping_add(1);
    diesel::update(evaluation_templates::table.find((id, Word(step))))
        .set((
            evaluation_templates::version.eq(version),
            evaluation_templates::template.eq(Json(template.clone())),
        ))
        .beside(conn)
        .await?;
    let target = Target::new(Subject::EvaluationTemplate, programme);
    audit(conn, meta, target, Changed::Fields(&[Field::Text])).await?;
    Ok(TemplateRecord { template, version })
}
