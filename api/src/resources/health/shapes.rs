//! Health.

use serde::Serialize;
use utoipa::ToSchema;

/// State of the service.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Health {
    /// Always `ok`; anything else is a problem with status 503.
    pub status: HealthStatus,
}

/// Only value of a good answer.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HealthStatus {
    /// Working.
    Ok,
}

impl Health {
    /// Working.
    pub const OK: Self = Self {
        status: HealthStatus::Ok,
    };
}
