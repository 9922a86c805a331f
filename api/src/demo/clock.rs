//! `GET·PUT /demo/clock`: the demo's present.

use crate::app::App;
use crate::clock::real;
use crate::http::call::{Json, Nothing, RequestBody};
use crate::http::problem::{FieldError, FieldErrorCode, Finding, Problem};
use actix_web::http::header;
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, Datelike, SecondsFormat, SubsecRound, Utc};
use serde_json::json;

/// `GET /demo/clock`.
///
/// # Errors
/// A database that is away.
pub async fn get(app: Data<App>) -> Result<HttpResponse, Problem> {
    Ok(shown(app.clock.now().await?, None))
}

/// `PUT /demo/clock {now}`: sets the clock forwards or backwards; answers once all work due by then
/// is done and every mail has left, or was tried. A step back is told in the answer's `note` and in
/// the log.
///
/// # Errors
/// A body without a time, or the database is unavailable.
pub async fn put(
    app: Data<App>,
    request: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let mut room = app.load.room("demo".to_owned());
    let bytes = Json::<Nothing>::bytes(&request, payload, &mut room).await?;
    let now = read(&bytes)?;
    let offset = now.signed_duration_since(real()).num_microseconds();
    let offset = offset.ok_or_else(|| wrong(FieldErrorCode::Format))?;
    let before = app.clock.now().await?;
    app.store.set_clock_offset(offset).await?;
    app.clock.learn(offset);
    app.worker.settle_with_others(now).await?;
    Ok(shown(now, (now < before).then_some(before)))
}

fn read(bytes: &[u8]) -> Result<DateTime<Utc>, Problem> {
    let body = crate::http::json::from_slice(bytes)
        .map_err(|error| crate::http::json::malformed(&error))?;
    let now = body
        .get("now")
        .ok_or_else(|| wrong(FieldErrorCode::Required))?;
    let now = now.as_str().ok_or_else(|| wrong(FieldErrorCode::Type))?;
    let now = DateTime::parse_from_rfc3339(now).map_err(|_| wrong(FieldErrorCode::Format))?;
    let now = now.with_timezone(&Utc).trunc_subsecs(6);
    if (1_970..=9_999).contains(&now.year()) {
        Ok(now)
    } else {
        Err(wrong(FieldErrorCode::OutOfRange))
    }
}

fn wrong(code: FieldErrorCode) -> Problem {
    Problem::invalid(vec![FieldError::new("/now", Finding::NoPresent(code))])
}

/// The present; `back_from`: the present before a step back.
fn shown(now: DateTime<Utc>, back_from: Option<DateTime<Utc>>) -> HttpResponse {
    let body = match back_from {
        None => json!({ "now": now }),
        Some(before) => {
            let before = before.to_rfc3339_opts(SecondsFormat::Secs, true);
            tracing::warn!(%now, before, "the demo's clock was set back");
            let note = format!(
                "The clock went back from {before}. What happened after the new present stays, \
                 and now lies in the future; `mentoring demo --fresh` begins anew."
            );
            json!({ "now": now, "note": note })
        }
    };
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(body)
}
