//! Instructions about a problem's special cases.

use crate::http::problem::Detail;
use domain::words::Language;

impl Detail {
    /// Instruction in a language.
    pub fn text(&self, language: Language) -> String {
        match language {
            Language::En => self.english(),
            Language::Fr => self.french(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Unreadable { line, column } => format!(
                "Send one JSON value in UTF-8; reading stopped at line {line}, column {column}."
            ),
            Self::DuplicateMember { line, column } => format!(
                "Send each member of an object once; at line {line}, column {column} one comes twice."
            ),
            Self::NotUtf8 => {
                "Send the table as CSV in UTF-8: in Excel choose File, Save As, and the \
                type “CSV UTF-8 (Comma delimited)”; in LibreOffice tick “Edit filter settings” and \
                choose the character set Unicode (UTF-8)."
                    .to_owned()
            }
            Self::SlowBody(patience) => {
                format!("Send the whole body within {} seconds.", patience.as_secs())
            }
            Self::TookTooLong => "The request took too long. A write may still come through: \
                repeat it with its `Idempotency-Key` after as many seconds as `Retry-After` says."
                .to_owned(),
        }
    }

    fn french(&self) -> String {
        match self {
            Self::Unreadable { line, column } => format!(
                "Envoyez une seule valeur JSON en UTF-8 ; la lecture s’est arrêtée à la ligne {line}, colonne {column}."
            ),
            Self::DuplicateMember { line, column } => format!(
                "Envoyez chaque membre d’un objet une seule fois ; à la ligne {line}, colonne {column}, un membre revient."
            ),
            Self::NotUtf8 => "Envoyez le tableau au format CSV en UTF-8 : dans Excel, \
                choisissez Fichier, Enregistrer sous, puis le type « CSV UTF-8 (délimité par des \
                virgules) » ; dans LibreOffice, cochez « Éditer les paramètres du filtre » \
                et choisissez le jeu de caractères Unicode (UTF-8)."
                .to_owned(),
            Self::SlowBody(patience) => format!(
                "Envoyez tout le corps en {} secondes au plus.",
                patience.as_secs()
            ),
            Self::TookTooLong => "La requête a duré trop longtemps. Une écriture peut encore \
                aboutir : répétez-la avec son `Idempotency-Key` après autant de secondes que \
                l’indique `Retry-After`."
                .to_owned(),
        }
    }
}
