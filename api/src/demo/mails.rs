//! `GET /demo/mails` and `GET /demo/mails/{id}`: the mails that have left, to read in the browser.

use crate::app::App;
use crate::http::problem::Problem;
use crate::mail::{Correspondent, Letter, Letterhead, letter};
use actix_web::http::header;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, Utc};
use minijinja::HtmlEscape;
use persistence::MessageRecord;
use serde_json::{Value, json};
use std::ops::RangeInclusive;
use uuid::Uuid;

/// Most mails of the list.
const MOST: i64 = 200;
/// Content policy of the pages: they load nothing, and run nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// A mail that has left, and the time of the event it reports.
struct Mail {
    at: DateTime<Utc>,
    letter: Letter,
}

/// `GET /demo/mails`: the newest mails by the demo's clock, as a page, or as JSON where the caller
/// accepts that.
///
/// # Errors
/// The database is unavailable.
pub async fn list(app: Data<App>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    let mails = sent(&app, Uuid::nil()..=Uuid::max()).await?;
    if wants_json(&request) {
        return Ok(answer().json(mails.iter().map(Mail::json).collect::<Vec<_>>()));
    }
    let rows = mails.iter().map(Mail::row).collect::<String>();
    let body = match mails.len() {
        0 => "<p>No mail has left yet.</p>".to_owned(),
        _ => format!("<table><tr><th>When<th>To<th>Subject</tr>{rows}</table>"),
    };
    Ok(page("Mails of the demo", &body))
}

/// `GET /demo/mails/{id}`: one mail.
///
/// # Errors
/// 404 for an unknown mail, or the database is unavailable.
pub async fn show(
    app: Data<App>,
    id: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let id = Uuid::parse_str(&id).map_err(|_| Problem::not_found())?;
    let mails = sent(&app, id..=id).await?;
    let mail = mails.first().ok_or_else(Problem::not_found)?;
    if wants_json(&request) {
        return Ok(answer().json(mail.json()));
    }
    Ok(page(&mail.letter.texts.subject, &mail.body()))
}

async fn sent(app: &App, ids: RangeInclusive<Uuid>) -> Result<Vec<Mail>, Problem> {
    let letterhead = Letterhead::of(&app.config);
    let read = |message: MessageRecord| {
        let at = message.due_at;
        let letter = letter(message, &letterhead, at).ok()?;
        Some(Mail { at, letter })
    };
    let messages = app.store.sent_messages(ids, MOST).await?;
    Ok(messages.into_iter().filter_map(read).collect())
}

fn wants_json(request: &HttpRequest) -> bool {
    let accept = request.headers().get(header::ACCEPT);
    let accept = accept.and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.contains("application/json"))
}

impl Mail {
    fn json(&self) -> Value {
        let Letter { id, to, texts, .. } = &self.letter;
        let reply_to = self.letter.reply_to.as_ref().map(written);
        json!({ "id": id, "at": self.at, "to": written(to), "reply_to": reply_to,
                "subject": texts.subject, "text": texts.text, "html": texts.html,
                "invitation": self.letter.invitation.as_ref().map(|it| &it.text) })
    }

    fn row(&self) -> String {
        let Letter { id, to, texts, .. } = &self.letter;
        let (to, subject) = (written(to), HtmlEscape(&texts.subject).to_string());
        let (at, to) = (self.at.format("%Y-%m-%d %H:%M"), HtmlEscape(&to));
        format!("<tr><td>{at}<td>{to}<td><a href=\"mails/{id}\">{subject}</a></tr>")
    }

    /// The mail's own page stands in a frame that may do nothing.
    fn body(&self) -> String {
        let Letter {
            to,
            reply_to,
            texts,
            ..
        } = &self.letter;
        let reply_to = reply_to.as_ref().map(written);
        let reply_to = reply_to.map(|to| format!("<br>Reply-To: {}", HtmlEscape(&to)));
        let (to, reply_to) = (written(to), reply_to.unwrap_or_default());
        format!(
            "<p><a href=\"../mails\">All mails</a></p>\n\
             <p>When: {at} UTC, by the demo's clock<br>To: {to}{reply_to}</p>\n\
             <iframe sandbox title=\"The mail\" srcdoc=\"{html}\"></iframe>\n\
             <h2>As plain text</h2>\n<pre>{text}</pre>",
            at = self.at.format("%Y-%m-%d %H:%M"),
            to = HtmlEscape(&to),
            html = HtmlEscape(&texts.html),
            text = HtmlEscape(&texts.text),
        )
    }
}

fn written(to: &Correspondent) -> String {
    format!("{} <{}>", to.name, to.address)
}

fn answer() -> actix_web::HttpResponseBuilder {
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::VARY, "Accept"));
    answer
}

fn page(title: &str, body: &str) -> HttpResponse {
    let title = HtmlEscape(title);
    answer()
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .content_type("text/html; charset=utf-8")
        .body(format!(
            "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <title>{title}</title>\
             <style>body{{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}}\
             td,th{{text-align:left;vertical-align:top;padding:.15rem 1rem .15rem 0}}td:first-child{{white-space:nowrap}}\
             iframe{{width:100%;height:34rem;border:1px solid #ccc}}pre{{white-space:pre-wrap}}</style></head>\n\
             <body><h1>{title}</h1>\n{body}</body>\n</html>\n"
        ))
}
