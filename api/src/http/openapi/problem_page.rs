//! The page behind a problem's `type`.

use crate::http::context::Context;
use crate::http::problem::{Code, Problem};
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use domain::words::Language;

/// `GET /problems/{code}`: the code's meaning and instruction for people, in their language.
///
/// # Errors
/// 404 for an unknown code.
pub async fn problem_page(
    code: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let code = Code::parse(&code).ok_or_else(Problem::not_found)?;
    let language = Context::language_of(&request);
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((header::CONTENT_LANGUAGE, language.as_str()))
        .insert_header((header::VARY, "Accept-Language"))
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"))
        .insert_header((
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'",
        ))
        .body(html(code, language)))
}

/// The words of the page around the code's own.
struct Words {
    kind: &'static str,
    status: &'static str,
    heading: &'static str,
    help: &'static str,
}

const ENGLISH: Words = Words {
    kind: "problem",
    status: "comes with status",
    heading: "What to do",
    help: "The `code` never changes; titles and details may. Tell the operators the `request_id` \
           of the answer when you need help.",
};

const FRENCH: Words = Words {
    kind: "problème",
    status: "vient avec le statut",
    heading: "Que faire",
    help: "Le `code` ne change jamais, les titres et les détails peuvent changer. Donnez le \
           `request_id` de la réponse aux responsables du service si vous avez besoin d’aide.",
};

fn html(code: Code, language: Language) -> String {
    let (title, detail) = code.text(language);
    let words = match language {
        Language::En => ENGLISH,
        Language::Fr => FRENCH,
    };
    let (code, status, language) = (code.as_str(), code.status(), language.as_str());
    let (detail, title, help) = (marked(detail), marked(title), marked(words.help));
    let (kind, heading, comes_with) = (words.kind, words.heading, words.status);
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{code} · Alumni Mentoring API</title>\
         <style>body{{font:1.05rem/1.6 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem;color:#222}}\
         code{{background:#f2f2f2;padding:.1em .3em;border-radius:.2em}}small{{color:#666}}</style></head>\n\
         <body><p><small>Alumni Mentoring API · {kind}</small></p>\
         <h1>{title}</h1>\n<p><code>{code}</code> {comes_with} <strong>{status}</strong>.</p>\n\
         <h2>{heading}</h2>\n<p>{detail}</p>\n<p>{help}</p></body>\n</html>\n"
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
    fn every_code_has_a_page_that_names_it_in_each_language() {
        for code in Code::all() {
            for language in Language::ALL {
                let page = html(code, *language);
                assert!(
                    page.contains(code.as_str()) && !page.contains('`'),
                    "{page}"
                );
                assert!(page.contains(&format!("lang=\"{language}\"")), "{page}");
            }
        }
    }
}
