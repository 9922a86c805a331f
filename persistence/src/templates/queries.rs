//! The programme's templates.

use super::{Conn, Later, RunQueryDsl};
use crate::error::Result;
use crate::records::TemplateRecord;
use crate::schema::{evaluation_templates, roadbook_templates};
use crate::templates::{keep, kept};
use crate::types::{Id, Json, Word};
use diesel::prelude::*;
use domain::ids::ProgrammeId;
use domain::words::Step;
use domain::{evaluation, roadbook};
use std::sync::Arc;

/// Writes the guide's templates for a new programme, so that later wording doesn't affect it (R23).
pub(crate) async fn create_defaults(conn: &mut Conn, programme: ProgrammeId) -> Result<()> {
    diesel::insert_into(roadbook_templates::table)
        .values((
            roadbook_templates::programme_id.eq(Id::from(programme)),
            roadbook_templates::version.eq(1),
            roadbook_templates::template.eq(Json(roadbook::Template::guide())),
        ))
        .beside(conn)
        .await?;
    for step in Step::ALL.iter().copied() {
        diesel::insert_into(evaluation_templates::table)
            .values((
                evaluation_templates::programme_id.eq(Id::from(programme)),
                evaluation_templates::step.eq(Word(step)),
                evaluation_templates::version.eq(1),
                evaluation_templates::template.eq(Json(evaluation::Template::guide(step))),
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
