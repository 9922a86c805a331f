//! ETags: `"<version>-<digest>"`. The version counts the resource's own writes; the digest covers
//! the rest of this caller's answer. `If-None-Match` compares the whole, `If-Match` the version.

use actix_web::http::header::{HeaderMap, HeaderName};
use aws_lc_rs::digest::{SHA256, digest};

/// The most characters of `If-Match` and of `If-None-Match`, as the document says.
pub const LONGEST_CONDITION: usize = 4_000;

/// Condition of `If-Match`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IfMatch {
    /// `*`: any version.
    Any,
    /// One of these versions; empty when no entry was an ETag of ours.
    Versions(Vec<i64>),
}

impl IfMatch {
    /// Reads the header, if it was sent.
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        let entries = entries(headers, &actix_web::http::header::IF_MATCH)?;
        if entries.iter().any(|entry| entry == "*") {
            return Some(Self::Any);
        }
        Some(Self::Versions(
            entries.iter().filter_map(|entry| version(entry)).collect(),
        ))
    }

    /// The versions asked for, as the database compares them; `None`: any.
    pub fn into_versions(self) -> Option<Vec<i64>> {
        match self {
            Self::Any => None,
            Self::Versions(versions) => Some(versions),
        }
    }
}

/// The ETag of a body at a version: its digest is the first 64 bits of SHA-256, so that replicas
/// and releases agree on it.
pub fn etag(version: i64, body: &[u8]) -> String {
    let digest = digest(&SHA256, body);
    let first = digest.as_ref().iter().take(8);
    let number = first.fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    format!("\"{version}-{number:016x}\"")
}

/// Whether `If-None-Match` names this ETag (weak comparison, RFC 9110 §13.1.2).
pub fn none_match_names(headers: &HeaderMap, etag: &str) -> bool {
    let entries = entries(headers, &actix_web::http::header::IF_NONE_MATCH);
    entries
        .unwrap_or_default()
        .iter()
        .any(|entry| entry == "*" || entry.strip_prefix("W/").unwrap_or(entry) == etag)
}

/// A strong comparison: weak entries never match.
fn version(entry: &str) -> Option<i64> {
    let inner = entry.strip_prefix('"')?.strip_suffix('"')?;
    inner.split_once('-')?.0.parse().ok()
}

fn entries(headers: &HeaderMap, name: &HeaderName) -> Option<Vec<String>> {
    let mut found = headers.get_all(name).peekable();
    found.peek()?;
    let texts = found.filter_map(|value| value.to_str().ok());
    let entries = texts.flat_map(|text| text.split(','));
    let entries: Vec<_> = entries.map(|entry| entry.trim().to_owned()).collect();
    // A client that has lost the ETag sends none: it gets 428, not a claim that it is stale.
    let named = entries.iter().any(|entry| !entry.is_empty());
    named.then_some(entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header;

    fn headers(name: HeaderName, value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().unwrap());
        headers
    }

    #[test]
    fn every_release_gives_the_same_answer_the_same_etag() {
        assert_eq!(etag(3, b"abc"), "\"3-ba7816bf8f01cfea\"");
    }

    #[test]
    fn if_match_compares_the_version_only() {
        let sent = |value: &str| IfMatch::of(&headers(header::IF_MATCH, value));
        let versions = |value: &str| sent(value).and_then(IfMatch::into_versions);
        assert_eq!(versions(&etag(7, b"as the mentor sees it")), Some(vec![7]));
        assert_eq!(versions("\"1-a\", \"2-b\""), Some(vec![1, 2]));
        assert_eq!(versions("W/\"7-a\""), Some(vec![]));
        assert_eq!(versions("nonsense"), Some(vec![]));
        assert_eq!(sent("*"), Some(IfMatch::Any));
        assert_eq!(versions("*"), None);
        assert_eq!(sent(""), None);
    }

    #[test]
    fn if_none_match_compares_the_whole() {
        let now = etag(7, b"a");
        let names = |value: &str| none_match_names(&headers(header::IF_NONE_MATCH, value), &now);
        assert!(names(&now) && names(&format!("W/{now}")) && names("*"));
        assert!(!names(&etag(7, b"b")) && !names(&etag(8, b"a")));
    }
}
