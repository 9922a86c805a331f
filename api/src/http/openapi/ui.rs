//! Swagger UI over HTTP: its files (`build.rs`), started by a page of our own (`ui/`).

use crate::app::App;
use crate::config::OpenId;
use crate::http::problem::Problem;
use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{Data, Path};
use flate2::read::GzDecoder;
use std::borrow::Cow;
use std::io::Read;

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

/// A packed file of Swagger UI's.
macro_rules! packed {
    ($name:literal, $content_type:literal) => {
        (
            $name,
            $content_type,
            include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".gz")),
        )
    };
}

/// The files of Swagger UI that the page needs, packed, with their types.
const VENDORED: &[(&str, &str, &[u8])] = &[
    packed!("swagger-ui-bundle.js", "text/javascript"),
    packed!("swagger-ui.css", "text/css"),
    packed!("favicon-32x32.png", "image/png"),
    packed!("oauth2-redirect.html", "text/html"),
    packed!("oauth2-redirect.js", "text/javascript"),
];

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

type Found = (&'static str, Cow<'static, [u8]>);

fn find(file: &str) -> Result<Option<Found>, Problem> {
    let file = if file == "index.html" { "" } else { file };
    let own = OWN.iter().find(|(name, ..)| *name == file);
    if let Some((_, content_type, text)) = own {
        return Ok(Some((content_type, text.as_bytes().into())));
    }
    let vendored = VENDORED.iter().find(|(name, ..)| *name == file);
    let Some((_, content_type, packed)) = vendored else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    let unpacked = GzDecoder::new(*packed).read_to_end(&mut bytes);
    unpacked.map_err(Problem::internal)?;
    Ok(Some((content_type, bytes.into())))
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
