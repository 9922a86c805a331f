//! The document over HTTP.

use super::{api, yaml};
use crate::app::App;
use crate::problem::Problem;
use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Data;

/// `GET /openapi.json`.
pub async fn openapi_json(app: Data<App>) -> HttpResponse {
    let document = api().document_at(&app.public_url, &app.config);
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .content_type("application/json")
        .body(document.to_string())
}

/// `GET /openapi.yaml`.
///
/// # Errors
/// Never in practice.
pub async fn openapi_yaml(app: Data<App>) -> Result<HttpResponse, Problem> {
    let document = api().document_at(&app.public_url, &app.config);
    let text = yaml(&document).map_err(Problem::internal)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .content_type("application/yaml")
        .body(text))
}
