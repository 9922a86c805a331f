//! Swagger UI over HTTP: the vendored files, started by a page of our own (`ui/`).

use crate::app::App;
use crate::config::OpenId;
use crate::http::problem::Problem;
use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{Data, Path};
use std::borrow::Cow;
use std::sync::Arc;

/// The files of our own, with their types.
const OWN: &[(&str, &str, &str)] = &[
    (
        "",
        "text/html; charset=utf-8",
        include_str!("ui/index.html"),
    ),
    (
        "page.css",
        "text/css; charset=utf-8",
        include_str!("ui/page.css"),
    ),
    ("start.js", SCRIPT, include_str!("ui/start.js")),
    ("document.js", SCRIPT, include_str!("ui/document.js")),
    ("ids.js", SCRIPT, include_str!("ui/ids.js")),
    ("plugin.js", SCRIPT, include_str!("ui/plugin.js")),
    ("demo.js", SCRIPT, include_str!("ui/demo.js")),
];
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// `GET /swagger-ui/{file}`: serves only embedded files.
///
/// # Errors
/// 404 for an unknown file.
pub async fn swagger_ui(app: Data<App>, file: Path<String>) -> Result<HttpResponse, Problem> {
    let (content_type, bytes) = find(&file)?.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok()
        .insert_header((
            header::CONTENT_SECURITY_POLICY,
            policy(app.config.openid.as_ref()),
        ))
        // the redirect from the provider has a code in its address
        .insert_header((header::REFERRER_POLICY, "no-referrer"))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .content_type(content_type)
        .body(bytes.into_owned()))
}

type Found = (String, Cow<'static, [u8]>);

fn find(file: &str) -> Result<Option<Found>, Problem> {
    let own = OWN.iter().find(|(name, ..)| *name == file);
    if let Some((_, content_type, text)) = own {
        return Ok(Some(((*content_type).to_owned(), text.as_bytes().into())));
    }
    let vendored = utoipa_swagger_ui::serve(file, Arc::default());
    let vendored = vendored.map_err(Problem::internal)?;
    Ok(vendored.map(|file| (file.content_type, file.bytes)))
}

/// Content policy: this server's own files, and calls to the sign-in provider.
fn policy(openid: Option<&OpenId>) -> String {
    let provider = openid.map(|openid| format!(" {}", openid.origin()));
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
         connect-src 'self'{}; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
        provider.unwrap_or_default()
    )
}
