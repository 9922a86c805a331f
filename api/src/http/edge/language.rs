//! The language of texts, by `Accept-Language` (RFC 9110 §12.5.4).

use actix_web::HttpMessage;
use actix_web::http::header::{AcceptLanguage, Preference, Quality};
use domain::words::Language;
use std::cmp::Reverse;

/// The language that a request asks for; English where it asks for none of ours.
pub(super) fn of(request: &impl HttpMessage) -> Language {
    let wanted = request.get_header::<AcceptLanguage>();
    let weight = |language| {
        let wanted = wanted.as_ref();
        wanted.map_or(NONE, |wanted| weight(wanted, language))
    };
    if weight(Language::Fr) > weight(Language::En) {
        Language::Fr
    } else {
        Language::En
    }
}

/// Weight of a requested language; of two with equal quality the earlier wins.
type Weight = (Quality, Reverse<usize>);
const NONE: Weight = (Quality::ZERO, Reverse(usize::MAX));

/// The best of the ranges that name the language (`fr-CA` names French too), else that of `*`.
fn weight(wanted: &AcceptLanguage, language: Language) -> Weight {
    let (mut named, mut any) = (None, None);
    for (place, item) in wanted.iter().enumerate() {
        let weight = match item.quality {
            Quality::ZERO => NONE,
            quality => (quality, Reverse(place)),
        };
        match &item.item {
            Preference::Any => any = Some((weight.0, NONE.1)),
            Preference::Specific(tag) => {
                if tag
                    .primary_language()
                    .eq_ignore_ascii_case(language.as_str())
                {
                    named = named.max(Some(weight));
                }
            }
        }
    }
    named.or(any).unwrap_or(NONE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn the_best_weight_wins_then_the_first_named_then_english() {
        for (sent, language) in [
            ("fr", Language::Fr),
            ("FR-ca", Language::Fr),
            ("fr-CA, fr;q=0.9, en;q=0.8", Language::Fr),
            ("en;q=0.5, fr;q=0.6", Language::Fr),
            ("fr;q=0.5, en;q=0.6", Language::En),
            ("fr, en", Language::Fr),
            ("en, fr", Language::En),
            ("de, fr;q=0.1", Language::Fr),
            ("de", Language::En),
            ("*", Language::En),
            ("fr;q=0.5, *;q=0.1", Language::Fr),
            ("fr;q=0.5, *", Language::En),
            ("en;q=0, *", Language::Fr),
            ("fr;q=0", Language::En),
            ("fr;q=0, *;q=0.5", Language::En),
            ("fr;q=nonsense, ;;, fr_FR", Language::En),
            ("", Language::En),
        ] {
            let request = TestRequest::default().insert_header(("accept-language", sent));
            assert_eq!(of(&request.to_http_request()), language, "{sent}");
        }
        assert_eq!(of(&TestRequest::default().to_http_request()), Language::En);
    }
}
