//! The page behind a problem's `type`.

use super::{Code, Problem, english};
use actix_web::{HttpResponse, http::header, web};

/// `GET /problems/{code}`: what the code means and what to do, for people.
///
/// # Errors
/// 404 for a word that is no code.
pub async fn problem_page(code: web::Path<String>) -> Result<HttpResponse, Problem> {
    let code = Code::parse(&code).ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"))
        .insert_header((
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'",
        ))
        .body(html(code)))
}

fn html(code: Code) -> String {
    let (title, detail) = english(code);
    let (code, status) = (code.as_str(), code.status());
    let (detail, title) = (marked(detail), marked(title));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{code} · Alumni Mentoring API</title>\
         <style>body{{font:1.05rem/1.6 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem;color:#222}}\
         code{{background:#f2f2f2;padding:.1em .3em;border-radius:.2em}}small{{color:#666}}</style></head>\n\
         <body><p><small>Alumni Mentoring API · problem</small></p>\
         <h1>{title}</h1>\n<p><code>{code}</code> comes with status <strong>{status}</strong>.</p>\n\
         <h2>What to do</h2>\n<p>{detail}</p>\n\
         <p>The <code>code</code> never changes; titles and details may. \
         Tell the operators the <code>request_id</code> of the answer when you need help.</p>\
         </body>\n</html>\n"
    )
}

/// The texts are ours: only the code marks in them need to become HTML.
fn marked(text: &str) -> String {
    let parts = text.replace('<', "&lt;");
    let parts = parts.split('`').enumerate();
    parts
        .map(|(index, part)| match index % 2 {
            0 => part.to_owned(),
            _ => format!("<code>{part}</code>"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_page_that_names_it() {
        for code in Code::ALL {
            let page = html(*code);
            assert!(
                page.contains(code.as_str()) && !page.contains('`'),
                "{page}"
            );
        }
    }
}
