//! The document and its Swagger UI over HTTP.

use super::{api, yaml};
use crate::app::App;
use crate::problem::Problem;
use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{Data, Path};
use std::sync::Arc;

/// Only what this server itself serves; the UI sets styles on elements.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
                      img-src 'self' data:; connect-src 'self'; form-action 'none'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// `GET /openapi.json`.
pub async fn openapi_json(app: Data<App>) -> HttpResponse {
    let document = api().document_at(&app.public_url, app.config.is_demo());
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
    let document = api().document_at(&app.public_url, app.config.is_demo());
    let text = yaml(&document).map_err(Problem::internal)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .content_type("application/yaml")
        .body(text))
}

/// `GET /swagger-ui/{file}`: the vendored UI, nothing from outside.
///
/// # Errors
/// 404 for a file that it doesn't have.
pub async fn swagger_ui(file: Path<String>) -> Result<HttpResponse, Problem> {
    let config = utoipa_swagger_ui::Config::from("/openapi.json")
        .deep_linking(true)
        .display_request_duration(true)
        .filter(true)
        .persist_authorization(true)
        .validator_url("none");
    let found = utoipa_swagger_ui::serve(&file, Arc::new(config));
    let found = found
        .map_err(Problem::internal)?
        .ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .content_type(found.content_type)
        .body(found.bytes.into_owned()))
}
