//! The document over HTTP.

use super::{deployment, yaml};
use crate::app::App;
use crate::http::problem::Problem;
use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{Bytes, Data};
use std::sync::OnceLock;

/// Document of this deployment, made on first request.
#[derive(Debug, Default)]
pub struct Documents {
    json: OnceLock<Bytes>,
    yaml: OnceLock<Bytes>,
}

/// `GET /openapi.json`.
pub async fn openapi_json(app: Data<App>, made: Data<Documents>) -> HttpResponse {
    let json = made.json.get_or_init(|| {
        let document = deployment::document_at(&app.public_url, &app.config);
        document.to_string().into()
    });
    answer("application/json", json)
}

/// `GET /openapi.yaml`.
///
/// # Errors
/// Never in practice.
pub async fn openapi_yaml(app: Data<App>, made: Data<Documents>) -> Result<HttpResponse, Problem> {
    if let Some(yaml) = made.yaml.get() {
        return Ok(answer("application/yaml", yaml));
    }
    let document = deployment::document_at(&app.public_url, &app.config);
    let text = yaml(&document).map_err(Problem::internal)?;
    let yaml = made.yaml.get_or_init(|| text.into());
    Ok(answer("application/yaml", yaml))
}

fn answer(media_type: &str, document: &Bytes) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .content_type(media_type)
        .body(document.clone())
}
