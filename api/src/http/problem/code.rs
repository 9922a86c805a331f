//! Every problem code of the contract, with its status and its texts.

use super::refusals;
use actix_web::http::StatusCode;
use domain::refusal;
use domain::words::Language;

/// Title of a code, and its detail with the instruction.
pub type Text = (&'static str, &'static str);

/// The text of a code in each language.
pub struct Texts {
    /// English.
    pub en: Text,
    /// French.
    pub fr: Text,
}

macro_rules! codes {
    ($($variant:ident = $status:literal $word:literal { en: $en:expr, fr: $fr:expr $(,)? })+) => {
        /// Stable code of a problem, for clients to act on.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code {
            /// Refusal by a rule of the programme (409).
            Refused(refusal::Code),
            $(#[doc = concat!("`", $word, "`")] $variant),+
        }

        impl Code {
            const OWN: &'static [Self] = &[$(Self::$variant),+];

            /// The word in `code` and in the problem's address.
            pub const fn as_str(self) -> &'static str {
                match self {
                    Self::Refused(code) => code.as_str(),
                    $(Self::$variant => $word),+
                }
            }

            const fn number(self) -> u16 {
                match self {
                    Self::Refused(_) => 409,
                    $(Self::$variant => $status),+
                }
            }

            const fn texts(self) -> Texts {
                match self {
                    Self::Refused(code) => refusals::texts(code),
                    $(Self::$variant => Texts { en: $en, fr: $fr }),+
                }
            }
        }
    };
}

codes! {
    MalformedBody = 400 "malformed_body" {
        en: ("The body can’t be read",
             "Send one JSON value in UTF-8, without duplicate members, and all of it in time."),
        fr: ("Le corps n’est pas lisible",
             "Envoyez une seule valeur JSON en UTF-8, sans membre en double, et tout entière dans le temps imparti."),
    }
    MalformedHead = 400 "malformed_head" {
        en: ("The head of the request can't be read",
             "Send HTTP/1.1 with a well-formed head of at most 100 KiB."),
        fr: ("L’en-tête de la requête est illisible",
             "Envoyez du HTTP/1.1 avec un en-tête bien formé de 100 Kio au plus."),
    }
    TokenMissing = 401 "token_missing" {
        en: ("A token is needed",
             "Send `Authorization: Bearer <token>` with a token of the Alumni website."),
        fr: ("Il faut un jeton",
             "Envoyez `Authorization: Bearer <jeton>` avec un jeton du site des Alumni."),
    }
    TokenInvalid = 401 "token_invalid" {
        en: ("The token is not accepted",
             "Log in again on the Alumni website to get a new token; look at its issuer, audience and times if that doesn't help."),
        fr: ("Le jeton n’est pas accepté",
             "Reconnectez-vous sur le site des Alumni pour obtenir un nouveau jeton ; si cela ne suffit pas, vérifiez son émetteur, son audience et ses dates."),
    }
    TokenExpired = 401 "token_expired" {
        en: ("The token has expired",
             "Get a fresh token from the Alumni website and repeat the request."),
        fr: ("Le jeton a expiré",
             "Demandez un nouveau jeton au site des Alumni et répétez la requête."),
    }
    RoleForbidden = 403 "role_forbidden" {
        en: ("Your role doesn't allow this operation",
             "It is for people in another role; ask the programme's staff if you need it."),
        fr: ("Votre rôle ne permet pas cette opération",
             "Elle revient à des personnes d’un autre rôle ; adressez-vous à l’équipe du programme si vous en avez besoin."),
    }
    PersonUnknown = 403 "person_unknown" {
        en: ("This person isn't known here",
             "Ask the programme's staff to import this account into a programme."),
        fr: ("Cette personne n’est pas connue ici",
             "Demandez à l’équipe du programme d’importer ce compte dans un programme."),
    }
    PersonDeactivated = 403 "person_deactivated" {
        en: ("This person is deactivated",
             "Write to the programme's team, who can tell why."),
        fr: ("Cette personne est désactivée",
             "Écrivez à l’équipe du programme, qui peut dire pourquoi."),
    }
    NotFound = 404 "not_found" {
        en: ("This doesn't exist, or it isn't open to you",
             "Look at the address; what you may not read is answered like what does not exist."),
        fr: ("Cette page n’existe pas, ou elle ne vous est pas ouverte",
             "Vérifiez l’adresse ; ce que vous ne pouvez pas lire reçoit la même réponse que ce qui n’existe pas."),
    }
    MethodNotAllowed = 405 "method_not_allowed" {
        en: ("The method isn't offered at this address",
             "Use one of the methods that the `Allow` header names."),
        fr: ("Cette adresse n’offre pas cette méthode",
             "Utilisez une des méthodes que nomme l’en-tête `Allow`."),
    }
    RequestTimeout = 408 "request_timeout" {
        en: ("The request came too slowly",
             "Repeat the request on a new connection, and send all of it without a pause."),
        fr: ("La requête est arrivée trop lentement",
             "Répétez la requête sur une nouvelle connexion, et envoyez-la tout entière sans pause."),
    }
    IdempotencyInProgress = 409 "idempotency_in_progress" {
        en: ("The first request with this key is still running",
             "Wait a moment and repeat the request with the same key."),
        fr: ("La première requête avec cette clé est encore en cours",
             "Attendez un instant et répétez la requête avec la même clé."),
    }
    Stale = 412 "stale" {
        en: ("The resource has changed since",
             "Read it again, apply your change to what is there now, and send its new ETag in `If-Match`."),
        fr: ("La ressource a changé entre-temps",
             "Relisez-la, appliquez votre changement à ce qui s’y trouve maintenant, et envoyez son nouvel ETag dans `If-Match`."),
    }
    BodyTooLarge = 413 "body_too_large" {
        en: ("The body is too large",
             "Send at most 1 MiB (imports: 10 MiB)."),
        fr: ("Le corps est trop grand",
             "Envoyez au plus 1 Mio (imports : 10 Mio)."),
    }
    UnsupportedMediaType = 415 "unsupported_media_type" {
        en: ("The body's media type isn't supported",
             "Send `Content-Type: application/json`, and the body as it is, not compressed."),
        fr: ("Le type de contenu du corps n’est pas pris en charge",
             "Envoyez `Content-Type: application/json`, et le corps tel quel, non compressé."),
    }
    ValidationFailed = 422 "validation_failed" {
        en: ("The request doesn't follow its schema",
             "Mend what `errors` lists; each entry points to its place."),
        fr: ("La requête ne respecte pas son schéma",
             "Corrigez ce que liste `errors` ; chaque entrée indique sa place."),
    }
    CursorInvalid = 422 "cursor_invalid" {
        en: ("The cursor isn't of this list",
             "Start again without a cursor, or keep filters and order as they were."),
        fr: ("Le curseur n’est pas de cette liste",
             "Recommencez sans curseur, ou gardez les filtres et l’ordre tels qu’ils étaient."),
    }
    IdempotencyKeyReused = 422 "idempotency_key_reused" {
        en: ("The idempotency key was used for another request",
             "Use a new key for a new request."),
        fr: ("La clé d’idempotence a servi à une autre requête",
             "Utilisez une nouvelle clé pour une nouvelle requête."),
    }
    ImportRefused = 422 "import_refused" {
        en: ("Nothing was imported",
             "Mend the rows that the report lists, or import the good ones with `partial=true`."),
        fr: ("Rien n’a été importé",
             "Corrigez les lignes que liste le rapport, ou importez les bonnes avec `partial=true`."),
    }
    IfMatchRequired = 428 "if_match_required" {
        en: ("`If-Match` is needed",
             "Read the resource and send its ETag in `If-Match`, so that nobody's change is lost."),
        fr: ("Il faut `If-Match`",
             "Lisez la ressource et envoyez son ETag dans `If-Match`, afin qu’aucune modification ne se perde."),
    }
    RateLimited = 429 "rate_limited" {
        en: ("Too many requests",
             "Wait as many seconds as `Retry-After` says."),
        fr: ("Trop de requêtes",
             "Attendez autant de secondes que l’indique `Retry-After`."),
    }
    Internal = 500 "internal" {
        en: ("Something went wrong here",
             "Repeat the request later; tell us the `request_id` if it stays."),
        fr: ("Quelque chose s’est mal passé ici",
             "Répétez la requête plus tard ; si cela persiste, donnez-nous le `request_id`."),
    }
    DatabaseUnavailable = 503 "database_unavailable" {
        en: ("The database can't be reached",
             "Repeat the request after as many seconds as `Retry-After` says."),
        fr: ("La base de données est injoignable",
             "Répétez la requête après autant de secondes que l’indique `Retry-After`."),
    }
    Overloaded = 503 "overloaded" {
        en: ("The service is overloaded",
             "Repeat the request after as many seconds as `Retry-After` says."),
        fr: ("Le service est surchargé",
             "Répétez la requête après autant de secondes que l’indique `Retry-After`."),
    }
}

impl Code {
    /// Every code, by status.
    pub fn all() -> Vec<Self> {
        let refusals = refusal::Code::ALL.iter().map(|code| Self::Refused(*code));
        let mut all: Vec<_> = refusals.chain(Self::OWN.iter().copied()).collect();
        all.sort_by_key(|code| code.number());
        all
    }

    /// The code for a word, if there is one.
    pub fn parse(word: &str) -> Option<Self> {
        Self::all().into_iter().find(|code| code.as_str() == word)
    }

    /// The HTTP status that it comes with.
    pub fn status(self) -> StatusCode {
        StatusCode::from_u16(self.number()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Title and detail in a language.
    pub const fn text(self, language: Language) -> Text {
        let texts = self.texts();
        match language {
            Language::En => texts.en,
            Language::Fr => texts.fr,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_two_codes_share_a_word() {
        let words: HashSet<_> = Code::all().into_iter().map(Code::as_str).collect();
        assert_eq!(words.len(), Code::all().len());
    }

    #[test]
    fn every_title_and_detail_says_something_in_each_language() {
        for code in Code::all() {
            for language in Language::ALL {
                let (title, detail) = code.text(*language);
                assert!(!title.is_empty() && !title.ends_with('.'), "{title}");
                assert!(detail.ends_with('.'), "{detail}");
            }
            let Texts { en, fr } = code.texts();
            assert!(en.0 != fr.0 && en.1 != fr.1, "{en:?}");
        }
    }

    #[test]
    fn no_line_of_french_begins_with_its_punctuation() {
        for code in Code::all() {
            let (title, detail) = code.text(Language::Fr);
            for mark in [" :", " ;", " !", " ?"] {
                assert!(!title.contains(mark) && !detail.contains(mark), "{detail}");
            }
        }
    }

    #[test]
    fn a_text_marks_the_same_words_as_code_in_each_language() {
        let marked = |text: &str| -> Vec<String> {
            let words = text.split('`').skip(1).step_by(2);
            let mut words: Vec<_> = words.map(str::to_owned).collect();
            words.sort();
            words
        };
        for code in Code::all() {
            if code == Code::TokenMissing {
                continue; // `<token>` is a word of its language
            }
            let Texts { en, fr } = code.texts();
            assert_eq!(marked(en.1), marked(fr.1), "{code:?}");
        }
    }
}
