//! Templates of the road-book and of the evaluation forms (R17, R22).

use super::{EvaluationTemplate, RoadbookTemplate};
use crate::access::AtStep;
use crate::http::answer::Resource;
use crate::http::call::Call;
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
