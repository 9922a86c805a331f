//! `X-Request-Id`: taken if well-formed, else made.

use actix_web::http::header::HeaderMap;

/// The id of a request: 1–128 letters, digits and `-_.:/=+@`.
pub(super) fn of(headers: &HeaderMap) -> String {
    let sent = headers.get("x-request-id").and_then(|id| id.to_str().ok());
    match sent.filter(|id| is_well_formed(id)) {
        Some(id) => id.to_owned(),
        None => uuid::Uuid::now_v7().to_string(),
    }
}

fn is_well_formed(id: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:/=+@".contains(&byte);
    (1..=128).contains(&id.len()) && id.bytes().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_could_bend_a_log_line_is_replaced() {
        assert!(is_well_formed("a1-b_c.d:e"));
        for bad in ["", "a b", "a\"b", &"x".repeat(129)] {
            assert!(!is_well_formed(bad), "{bad}");
        }
    }
}
