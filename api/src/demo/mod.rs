//! The demo: a clock that can be set and ready accounts. Not in the document.

use actix_web::web::ServiceConfig;

/// The demo's own routes.
pub fn routes(_config: &mut ServiceConfig) {}
