//! Rendering of a problem. A handler's answer carries the problem itself; the edge, which alone
//! knows request id, path and language, writes the body.

use super::texts::{filled, named};
use super::{Code, Problem, ToldError};
use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpResponse, ResponseError};
use domain::refusal::Refusal;
use domain::words::Language;
use serde::Serialize;
use serde_json::{Map, Value};

/// The media type of every error.
pub const MEDIA_TYPE: &str = "application/problem+json";

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.code.status()
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        let mut response = HttpResponse::new(self.status_code());
        response.extensions_mut().insert(self.clone());
        response
    }
}

/// The problem of an error that actix made by itself.
pub fn of_error(error: &actix_web::Error) -> Problem {
    if let Some(problem) = error.as_error::<Problem>() {
        return problem.clone();
    }
    of_status(error.as_response_error().status_code())
}

/// The problem of a status that came without one.
pub fn of_status(status: StatusCode) -> Problem {
    Problem::new(match status.as_u16() {
        404 => Code::NotFound,
        405 => Code::MethodNotAllowed,
        408 => Code::RequestTimeout,
        413 => Code::BodyTooLarge,
        415 => Code::UnsupportedMediaType,
        400..=499 => Code::MalformedBody,
        503 => Code::Overloaded,
        _ => Code::Internal,
    })
}

/// Facts of a problem known only to the edge.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// This API's address.
    pub base: &'a str,
    /// Path of the request.
    pub instance: &'a str,
    /// Id of the request.
    pub request_id: &'a str,
    /// The language that the caller reads.
    pub language: Language,
}

/// Body of a problem.
#[derive(Clone, Debug, Serialize)]
pub struct ProblemBody<'a> {
    #[serde(rename = "type")]
    kind: String,
    title: &'static str,
    status: u16,
    detail: String,
    instance: &'a str,
    code: &'static str,
    request_id: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<ToldError>,
    #[serde(flatten)]
    refusal: Option<&'a Refusal>,
    #[serde(flatten)]
    members: &'a Map<String, Value>,
}

/// The whole answer of a problem.
pub fn finish(problem: &Problem, place: &Place<'_>) -> HttpResponse {
    let body = rendered(problem, place);
    let mut response = HttpResponse::build(problem.code.status());
    response.insert_header((header::CONTENT_TYPE, MEDIA_TYPE));
    response.insert_header((header::CONTENT_LANGUAGE, place.language.as_str()));
    response.insert_header((header::VARY, "Accept-Language"));
    response.insert_header((header::CACHE_CONTROL, "no-store"));
    if let Some(seconds) = problem.retry_after {
        response.insert_header((header::RETRY_AFTER, seconds));
    }
    if let Some(allow) = problem
        .allow
        .as_deref()
        .and_then(|allow| HeaderValue::from_str(allow).ok())
    {
        response.insert_header((header::ALLOW, allow));
    }
    if problem.code.status() == StatusCode::UNAUTHORIZED {
        response.insert_header((header::WWW_AUTHENTICATE, challenge(problem)));
    }
    response.body(serde_json::to_string(&body).unwrap_or_default())
}

impl Problem {
    /// Instruction for the client, with the values that it carries.
    pub fn said(&self, language: Language) -> String {
        let (_, detail) = self.code.text(language);
        let filled = || match self.refusal.as_deref() {
            Some(refusal) => {
                named(refusal, language).unwrap_or_else(|| filled(detail, refusal, language))
            }
            None => detail.to_owned(),
        };
        let special = self.detail.map(|detail| detail.text(language));
        special.unwrap_or_else(filled)
    }
}

/// Renders the body of a problem.
pub fn rendered<'a>(problem: &'a Problem, place: &Place<'a>) -> ProblemBody<'a> {
    let (title, _) = problem.code.text(place.language);
    let code = problem.code.as_str();
    let errors = problem.errors.iter();
    ProblemBody {
        kind: format!("{}/problems/{code}", place.base),
        title,
        status: problem.code.status().as_u16(),
        detail: problem.said(place.language),
        instance: place.instance,
        code,
        request_id: place.request_id,
        errors: errors.map(|error| error.told(place.language)).collect(),
        refusal: problem.refusal.as_deref(),
        members: &problem.members,
    }
}

/// RFC 6750 §3: no error code where no token was sent.
fn challenge(problem: &Problem) -> String {
    let mut challenge = "Bearer realm=\"mentoring\"".to_owned();
    if problem.code != Code::TokenMissing {
        challenge.push_str(", error=\"invalid_token\"");
    }
    if let Some(reason) = &problem.reason {
        challenge.push_str(&format!(", error_description=\"{reason}\""));
    }
    challenge
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::problem::{FieldError, Finding};

    const PLACE: Place<'_> = Place {
        base: "https://m.example",
        instance: "/v1/x",
        request_id: "r1",
        language: Language::En,
    };

    fn body(problem: &Problem, place: &Place<'_>) -> Map<String, Value> {
        let body = serde_json::to_value(rendered(problem, place)).unwrap();
        body.as_object().unwrap().clone()
    }

    #[test]
    fn a_body_has_every_member_that_the_contract_names() {
        let problem = Problem::new(Code::NotFound);
        let body = body(&problem, &PLACE);
        let names: Vec<_> = body.keys().map(String::as_str).collect();
        let expected = [
            "type",
            "title",
            "status",
            "detail",
            "instance",
            "code",
            "request_id",
        ];
        assert_eq!(names, expected);
        assert_eq!(body["type"], "https://m.example/problems/not_found");
    }

    #[test]
    fn texts_follow_the_language_and_codes_do_not() {
        let problem = Problem::invalid(vec![FieldError::new("/name", Finding::TooLong(100))]);
        let french = Place {
            language: Language::Fr,
            ..PLACE
        };
        let (english, french) = (body(&problem, &PLACE), body(&problem, &french));
        for member in ["title", "detail"] {
            assert_ne!(english[member], french[member]);
        }
        assert_eq!(english["code"], french["code"]);
        assert_eq!(english["errors"][0]["code"], french["errors"][0]["code"]);
        assert_eq!(
            french["errors"][0]["detail"],
            "Envoyez au plus 100 caractères."
        );
    }

    #[test]
    fn a_detail_says_the_date_that_the_problem_carries() {
        let day = chrono::NaiveDate::from_ymd_opt(2027, 9, 21).unwrap();
        let refusal = Refusal::new(domain::refusal::Code::TooEarly).earliest_on(day);
        let problem = Problem::from(refusal);
        let body = body(&problem, &PLACE);
        let detail = body["detail"].as_str().unwrap();
        assert!(detail.contains("21 September 2027"), "{detail}");
        assert_eq!(body["earliest_on"], "2027-09-21");
        assert!(!body.contains_key("deadline_on") && !body.contains_key("items"));
    }

    #[test]
    fn a_401_carries_its_challenge() {
        let answer = finish(&Problem::new(Code::TokenExpired), &PLACE);
        let challenge = answer.headers().get(header::WWW_AUTHENTICATE).unwrap();
        assert!(challenge.to_str().unwrap().starts_with("Bearer "));
    }
}
