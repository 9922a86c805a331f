//! Liveness and readiness of the service.

use super::Health;
use crate::http::answer::Resource;
use crate::http::operation::PublicCall;
use crate::http::problem::Problem;

/// Check liveness
///
/// Answers as long as the process runs, independent of the database: for the supervisor that
/// restarts a dead process.
#[utoipa::path(
    get,
    path = "/health/live",
    tag = "health",
    responses((status = 200, description = "The process is alive")),
)]
pub async fn check_liveness(_: PublicCall) -> Result<Resource<Health>, Problem> {
    Ok(Resource::of(0, &Health::OK))
}

/// Check readiness
///
/// Answers 200 while the database is reachable and accepts writes, else 503: for the load balancer.
///
/// # Errors
/// 503 `database_unavailable`.
#[utoipa::path(
    get,
    path = "/health/ready",
    tag = "health",
    responses((status = 200, description = "The service can work")),
)]
pub async fn check_readiness(visit: PublicCall) -> Result<Resource<Health>, Problem> {
    visit.app.store.ready().await?;
    Ok(Resource::of(0, &Health::OK))
}
