//! Figures of a programme (R28).

use super::Dashboard;
use crate::access::{As, Staff};
use crate::http::answer::Resource;
use crate::http::call::Call;
use crate::http::problem::Problem;
use crate::resources::programmes::ProgrammeReader;
use persistence::NO_VERSION;

/// Read the dashboard
///
/// How the programme is going, in figures, each with the `link` of the list that it counts: the list
/// has as many rows, page by page. The figures of `steps` count each student once, by the current
/// mentorship (the live one, else the completed one; ended ones count nowhere), so that the seven
/// states of a step add up to the students with a mentor. Ratings are distributions over at least 5
/// students, never anybody's (R28).
#[utoipa::path(
    get,
    path = "/v1/programmes/{programme_id}/dashboard",
    tag = "dashboard"
)]
pub async fn get_dashboard(
    call: Call<As<Staff, ProgrammeReader>>,
) -> Result<Resource<Dashboard>, Problem> {
    let programme = &call.access.programme.programme;
    let figures = call
        .app
        .store
        .dashboard(programme.id, programme.zone, call.now)
        .await?;
    let dashboard = Dashboard::of(programme.id, &figures);
    Ok(Resource::of(NO_VERSION, &dashboard))
}
