//! Templates of the road-book and of the evaluation forms (R17, R22, R23).

use super::{
    EvaluationTemplate, EvaluationTemplateUpdate, RoadbookTemplate, RoadbookTemplateUpdate,
};
use crate::access::{Admin, As, AtStep};
use crate::http::answer::Resource;
use crate::http::call::{Call, Json};
use crate::http::problem::Problem;
use crate::resources::programmes::ProgrammeReader;

type Result<T> = std::result::Result<T, Problem>;

/// Read the road-book's template
///
/// Parts and questions that the programme's students answer, in both languages, each with the
/// interviews that it prepares.
#[utoipa::path(
    get,
    path = "/v1/programmes/{programme_id}/roadbook-template",
    tag = "templates"
)]
pub async fn get_roadbook_template(
    call: Call<ProgrammeReader>,
) -> Result<Resource<RoadbookTemplate>> {
    let programme = call.access.id();
    let record = call.app.store.roadbook_template(programme).await?;
    Ok(Resource::of(
        record.version,
        &RoadbookTemplate::from(&record.template),
    ))
}

/// Read an evaluation form's template
///
/// Criteria and fields of the mentor's form after that interview, in both languages.
#[utoipa::path(
    get,
    path = "/v1/programmes/{programme_id}/evaluation-templates/{step}",
    tag = "templates"
)]
pub async fn get_evaluation_template(
    call: Call<AtStep<ProgrammeReader>>,
) -> Result<Resource<EvaluationTemplate>> {
    let programme = call.access.id();
    let record = call
        .app
        .store
        .evaluation_template(programme, call.access.step)
        .await?;
    Ok(Resource::of(
        record.version,
        &EvaluationTemplate::from(&record.template),
    ))
}

/// Replace the road-book's template
///
/// Read the template first, change what its answer says, and send all of it back with its ETag as
/// `If-Match`. Until a student of the programme saves an answer or sends a road-book, anything may
/// change. From then on students have written under it, so that parts, questions, their keys and
/// their `steps` stay: titles, labels, helps and the order within a part or of the parts may change,
/// a question may become optional (`required` false) or take a longer answer. All else is refused
/// with `template_in_use`, and waits for next year's programme. Editions that were sent keep the
/// wording they were written under; drafts show the new one. A template that is the same changes
/// nothing.
#[utoipa::path(
    put,
    path = "/v1/programmes/{programme_id}/roadbook-template",
    tag = "templates"
)]
pub async fn put_roadbook_template(
    call: Call<As<Admin, ProgrammeReader>, Json<RoadbookTemplateUpdate>>,
) -> Result<Resource<RoadbookTemplate>> {
    let (programme, template) = (call.access.id(), call.body.0.clone().into());
    call.save(
        |store, meta, render| store.put_roadbook_template(meta, programme, template, render),
        |record| (record.version, RoadbookTemplate::from(&record.template)),
    )
    .await
}

/// Replace an evaluation form's template
///
/// Read the template first, change what its answer says, and send all of it back with its ETag as
/// `If-Match`. Until a mentor of the programme saves or gives a form of this interview, anything may
/// change. From then on criteria, fields and their keys stay: labels, helps and the order may change,
/// a field may become optional (`required` false). All else is refused with `template_in_use`, and
/// waits for next year's programme. Forms that were given keep the wording they were written under;
/// drafts show the new one. A template that is the same changes nothing.
#[utoipa::path(
    put,
    path = "/v1/programmes/{programme_id}/evaluation-templates/{step}",
    tag = "templates"
)]
pub async fn put_evaluation_template(
    call: Call<As<Admin, AtStep<ProgrammeReader>>, Json<EvaluationTemplateUpdate>>,
) -> Result<Resource<EvaluationTemplate>> {
    let (programme, step) = (call.access.id(), call.access.step);
    let template = call.body.0.clone().template(step);
    call.save(
        |store, meta, render| {
            store.put_evaluation_template(meta, programme, step, template, render)
        },
        |record| (record.version, EvaluationTemplate::from(&record.template)),
    )
    .await
}
