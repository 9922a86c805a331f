//! Representation of an answer: with a validator, omitted if the caller has it already, and
//! compressed if the caller accepts that and it pays off.
//!
//! Each coding has an ETag of its own (`"3-9a3b"`, `"3-9a3b-gzip"`), since strong validators tell
//! bytes apart (RFC 9110 §8.8.3.3); `If-Match` reads the version at its beginning, so any of them
//! saves.

use crate::http::answer::{etag, none_match_names};
use actix_http::encoding::Encoder;
use actix_web::body::{self, BodySize, BoxBody, MessageBody};
use actix_web::http::header::{
    self, AcceptEncoding, ContentEncoding, Encoding, HeaderMap, HeaderValue,
};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpMessage, HttpRequest, HttpResponse};

/// Minimum size for compression in bytes: smaller bodies fit into one packet.
const WORTH_IT: u64 = 1_024;

/// Adapts an answer's representation to the request.
pub(super) fn represent(request: &HttpRequest, response: HttpResponse) -> HttpResponse {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD)
        && response.status() == StatusCode::OK;
    let mut response = if reads { validated(response) } else { response };
    let coding = is_compressible(&response).then(|| coding(request));
    if let Some(coding) = coding {
        mark_etag(response.headers_mut(), coding);
    }
    if reads && is_known(request, &response) {
        response = not_modified(response);
    }
    match coding {
        Some(coding) => encoded(response, coding),
        None => response,
    }
}

/// Adds an ETag unless the response has one or is `no-store`.
fn validated(response: HttpResponse) -> HttpResponse {
    let headers = response.headers();
    let cache = headers.get(header::CACHE_CONTROL);
    let kept = cache.is_none_or(|cache| cache != "no-store");
    if headers.contains_key(header::ETAG) || !kept {
        return response;
    }
    let (mut response, body) = response.into_parts();
    match body.try_into_bytes() {
        Ok(bytes) => {
            if let Ok(tag) = HeaderValue::from_str(&etag(0, &bytes)) {
                response.headers_mut().insert(header::ETAG, tag);
            }
            response.set_body(BoxBody::new(bytes))
        }
        Err(stream) => response.set_body(stream),
    }
}

fn is_known(request: &HttpRequest, response: &HttpResponse) -> bool {
    let tag = response.headers().get(header::ETAG);
    tag.and_then(|tag| tag.to_str().ok())
        .is_some_and(|tag| none_match_names(request.headers(), tag))
}

/// Builds a 304 with the headers a cache needs, without those of the absent body.
fn not_modified(response: HttpResponse) -> HttpResponse {
    let mut response = response.map_body(|_, _| BoxBody::new(body::None::new()));
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    for name in [header::CONTENT_TYPE, header::CONTENT_LANGUAGE] {
        response.headers_mut().remove(name);
    }
    response
}

/// Whether a response is a text long enough and not compressed yet.
fn is_compressible(response: &HttpResponse) -> bool {
    let long = match response.body().size() {
        BodySize::None => false,
        BodySize::Sized(length) => length >= WORTH_IT,
        BodySize::Stream => true,
    };
    let headers = response.headers();
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let text = kind.starts_with("text/")
        || ["json", "yaml", "javascript", "xml"]
            .iter()
            .any(|end| kind.ends_with(end));
    long && text && !headers.contains_key(header::CONTENT_ENCODING)
}

/// The best content coding that the client accepts, or identity.
fn coding(request: &HttpRequest) -> ContentEncoding {
    let ours = [
        Encoding::identity(),
        Encoding::brotli(),
        Encoding::zstd(),
        Encoding::gzip(),
    ];
    let wanted = request.get_header::<AcceptEncoding>();
    match wanted.and_then(|wanted| wanted.negotiate(ours.iter())) {
        Some(Encoding::Known(coding)) => coding,
        _ => ContentEncoding::Identity,
    }
}

fn mark_etag(headers: &mut HeaderMap, coding: ContentEncoding) {
    if coding == ContentEncoding::Identity {
        return;
    }
    let tag = headers.get(header::ETAG).and_then(|tag| tag.to_str().ok());
    let marked = tag.map(|tag| format!("{}-{}\"", tag.trim_end_matches('"'), coding.as_str()));
    if let Some(Ok(marked)) = marked.map(|tag| HeaderValue::from_str(&tag)) {
        headers.insert(header::ETAG, marked);
    }
}

/// Compresses the body, if any, and adds `Vary`.
fn encoded(mut response: HttpResponse, coding: ContentEncoding) -> HttpResponse {
    if coding == ContentEncoding::Identity || response.body().size().is_eof() {
        let vary = HeaderValue::from_static("Accept-Encoding");
        response.headers_mut().append(header::VARY, vary);
        return response;
    }
    // the encoder adds the same `Vary` by itself
    response.map_body(|head, body| BoxBody::new(Encoder::response(coding, head, body)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;
    use actix_web::web::Bytes;

    fn answer(kind: &'static str, bytes: usize) -> HttpResponse {
        let body = "x".repeat(bytes);
        HttpResponse::Ok().content_type(kind).body(body)
    }

    fn sent(response: HttpResponse) -> HttpResponse {
        let request = TestRequest::get().insert_header(("accept-encoding", "gzip"));
        represent(&request.to_http_request(), response)
    }

    fn header_of(response: &HttpResponse, name: header::HeaderName) -> &str {
        let value = response.headers().get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    #[test]
    fn only_texts_of_some_length_are_compressed() {
        for (kind, bytes, coding) in [
            ("application/json", 1_024, "gzip"),
            ("application/json", 1_023, ""),
            ("application/problem+json", 2_000, "gzip"),
            ("text/html; charset=utf-8", 2_000, "gzip"),
            ("application/pdf", 2_000, ""),
            ("image/png", 2_000, ""),
        ] {
            let response = sent(answer(kind, bytes));
            assert_eq!(
                header_of(&response, header::CONTENT_ENCODING),
                coding,
                "{kind} {bytes}"
            );
            let etag = header_of(&response, header::ETAG);
            assert_eq!(etag.ends_with("-gzip\""), !coding.is_empty(), "{etag}");
        }
    }

    #[test]
    fn a_stream_is_compressed_and_has_no_validator() {
        let chunks = [Ok::<_, actix_web::Error>(Bytes::from_static(b"a;b\n"))];
        let stream = futures_util::stream::iter(chunks);
        let response = HttpResponse::Ok()
            .content_type("text/csv")
            .streaming(stream);
        let response = sent(response);
        assert_eq!(header_of(&response, header::CONTENT_ENCODING), "gzip");
        assert_eq!(header_of(&response, header::ETAG), "");
    }

    #[test]
    fn what_nobody_may_keep_has_no_validator() {
        let mut response = answer("text/plain", 10);
        let no_store = HeaderValue::from_static("no-store");
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, no_store);
        assert_eq!(header_of(&sent(response), header::ETAG), "");
    }
}
