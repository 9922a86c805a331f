//! Instructions about findings.

use super::{characters, counted};
use crate::http::problem::{Finding, TextFormat};
use domain::words::Language;

impl Finding {
    /// Instruction in a language.
    pub fn text(&self, language: Language) -> String {
        match language {
            Language::En => english(self),
            Language::Fr => french(self),
        }
    }
}

fn english(finding: &Finding) -> String {
    let count = |number: &u64, noun| counted(*number, noun);
    match finding {
        Finding::Missing => "This field is required.".to_owned(),
        Finding::UnknownField => "Remove it; the schema doesn't know it.".to_owned(),
        Finding::UnknownParameter => {
            "Remove it; the operation doesn't know this parameter.".to_owned()
        }
        Finding::RepeatedParameter => "Send each parameter once.".to_owned(),
        Finding::Null => "Leave it out, or give it a value.".to_owned(),
        Finding::NotOfType(types) => {
            let types: Vec<_> = types.iter().map(|one| english_type(one)).collect();
            format!("Send {}.", types.join(" or "))
        }
        Finding::NotOneOf(words) => format!("Send one of {}.", words.join(", ")),
        Finding::NulCharacter => "Remove the character U+0000.".to_owned(),
        Finding::TooShort(least) => format!("Send at least {}.", count(least, "character")),
        Finding::TooLong(most) => format!("Send at most {}.", count(most, "character")),
        Finding::Blank => "This field can't stay empty.".to_owned(),
        Finding::Unseen(c) => characters::english(*c),
        Finding::TooFewItems(least) => format!("Send at least {}.", count(least, "item")),
        Finding::TooManyItems(most) => format!("Send at most {}.", count(most, "item")),
        Finding::TooManyRows(most) => format!("Send at most {}.", count(most, "row")),
        Finding::RepeatedItem => "Send each item once.".to_owned(),
        Finding::TooManyMembers => "Send fewer members.".to_owned(),
        Finding::OutOfRange(Some(least), Some(most)) => {
            format!("Send a number from {least} to {most}.")
        }
        Finding::OutOfRange(Some(least), None) => format!("Send a number of at least {least}."),
        Finding::OutOfRange(None, Some(most)) => format!("Send a number of at most {most}."),
        Finding::OutOfRange(None, None) | Finding::TooBig => "Send a smaller number.".to_owned(),
        Finding::EndsBeforeStart => "Send a last day that isn't before the first.".to_owned(),
        Finding::TooManyDays(most) => format!("Ask for at most {most} days at a time."),
        Finding::NotFormatted(form) => form.english().to_owned(),
        Finding::NoPresent(_) => {
            "Send the present as {\"now\": \"2027-02-15T09:00:00Z\"}.".to_owned()
        }
        Finding::Unfit => "Send a value that the document allows here.".to_owned(),
        Finding::AlreadyEnrolled => {
            "Leave this row out; the person is enrolled in the other role of this programme."
                .to_owned()
        }
        Finding::DuplicateRow => {
            "Remove this row; an earlier one has the same external_id.".to_owned()
        }
        Finding::NoAdviser => {
            "Give the id of a staff person who has signed in once, as list_people has it."
                .to_owned()
        }
        Finding::SameMailbox(row) => {
            format!("Check this address; row {row} has it too, and its mails go to both.")
        }
        Finding::LikeColumn(like) => {
            format!("Name this column {like} if that is what it holds; otherwise remove it.")
        }
        Finding::UnknownColumn(all) => {
            format!("Remove this column or give it one of these names: {}.", all.join(", "))
        }
        Finding::RepeatedColumn(name) => format!("Keep one column for {name}; several have it."),
        Finding::CellWithoutColumn => "Put a text that holds the separator in quotation marks; \
            this row has more cells than there are columns."
            .to_owned(),
        Finding::OpenQuote(row) => {
            format!("Close the quotation mark that opens in row {row}, and double those in a text.")
        }
        Finding::ShortenedNumber => {
            "Make the column a text in the spreadsheet and enter it again; the number was shortened."
                .to_owned()
        }
    }
}

fn french(finding: &Finding) -> String {
    let count = |number: &u64, noun| counted(*number, noun);
    match finding {
        Finding::Missing => "Ce champ est obligatoire.".to_owned(),
        Finding::UnknownField => "Retirez-le, le schéma ne le connaît pas.".to_owned(),
        Finding::UnknownParameter => {
            "Retirez-le, l’opération ne connaît pas ce paramètre.".to_owned()
        }
        Finding::RepeatedParameter => "Envoyez chaque paramètre une seule fois.".to_owned(),
        Finding::Null => "Omettez-le ou donnez-lui une valeur.".to_owned(),
        Finding::NotOfType(types) => {
            let types: Vec<_> = types.iter().map(|one| french_type(one)).collect();
            format!("Envoyez {}.", types.join(" ou "))
        }
        Finding::NotOneOf(words) => format!("Envoyez une de ces valeurs : {}.", words.join(", ")),
        Finding::NulCharacter => "Retirez le caractère U+0000.".to_owned(),
        Finding::TooShort(least) => format!("Envoyez au moins {}.", count(least, "caractère")),
        Finding::TooLong(most) => format!("Envoyez au plus {}.", count(most, "caractère")),
        Finding::Blank => "Ce champ ne peut pas rester vide.".to_owned(),
        Finding::Unseen(c) => characters::french(*c),
        Finding::TooFewItems(least) => format!("Envoyez au moins {}.", count(least, "élément")),
        Finding::TooManyItems(most) => format!("Envoyez au plus {}.", count(most, "élément")),
        Finding::TooManyRows(most) => format!("Envoyez au plus {}.", count(most, "ligne")),
        Finding::RepeatedItem => "Envoyez chaque élément une seule fois.".to_owned(),
        Finding::TooManyMembers => "Envoyez moins de membres.".to_owned(),
        Finding::OutOfRange(Some(least), Some(most)) => {
            format!("Envoyez un nombre de {least} à {most}.")
        }
        Finding::OutOfRange(Some(least), None) => {
            format!("Envoyez un nombre supérieur ou égal à {least}.")
        }
        Finding::OutOfRange(None, Some(most)) => {
            format!("Envoyez un nombre inférieur ou égal à {most}.")
        }
        Finding::OutOfRange(None, None) | Finding::TooBig => {
            "Envoyez un nombre plus petit.".to_owned()
        }
        Finding::TooManyDays(most) => format!("Demandez au plus {most} jours à la fois."),
        Finding::EndsBeforeStart => {
            "Envoyez un dernier jour qui ne précède pas le premier.".to_owned()
        }
        Finding::NotFormatted(form) => form.french().to_owned(),
        Finding::NoPresent(_) => {
            "Envoyez le présent sous la forme {\"now\": \"2027-02-15T09:00:00Z\"}.".to_owned()
        }
        Finding::Unfit => "Envoyez une valeur que le document permet ici.".to_owned(),
        Finding::AlreadyEnrolled => {
            "Omettez cette ligne ; la personne est inscrite dans l’autre rôle de ce programme."
                .to_owned()
        }
        Finding::DuplicateRow => {
            "Retirez cette ligne ; une ligne précédente a le même external_id.".to_owned()
        }
        Finding::NoAdviser => {
            "Donnez l’identifiant d’un membre de l’équipe qui s’est déjà connecté, tel que list_people l’affiche."
                .to_owned()
        }
        Finding::SameMailbox(row) => format!(
            "Vérifiez cette adresse ; la ligne {row} a la même, et ses courriels iront aux deux."
        ),
        Finding::LikeColumn(like) => {
            format!("Nommez cette colonne {like} si c’est ce qu’elle contient, sinon retirez-la.")
        }
        Finding::UnknownColumn(all) => format!(
            "Retirez cette colonne ou donnez-lui un de ces noms : {}.",
            all.join(", ")
        ),
        Finding::RepeatedColumn(name) => format!("Gardez une seule colonne pour {name}."),
        Finding::CellWithoutColumn => "Mettez entre guillemets un texte qui contient le \
            séparateur ; cette ligne a plus de cellules qu’il n’y a de colonnes."
            .to_owned(),
        Finding::OpenQuote(row) => {
            format!("Fermez le guillemet qui s’ouvre à la ligne {row}, et doublez ceux d’un texte.")
        }
        Finding::ShortenedNumber => "Mettez la colonne au format texte dans le tableur et \
            saisissez le numéro à nouveau ; il a été abrégé."
            .to_owned(),
    }
}

fn english_type(name: &str) -> &str {
    match name {
        "string" => "a text",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "true or false",
        "array" => "a list",
        "object" => "an object",
        other => other,
    }
}

fn french_type(name: &str) -> &str {
    match name {
        "string" => "un texte",
        "integer" => "un nombre entier",
        "number" => "un nombre",
        "boolean" => "vrai ou faux (true, false)",
        "array" => "une liste",
        "object" => "un objet",
        other => other,
    }
}

impl TextFormat {
    const fn english(self) -> &'static str {
        match self {
            Self::Id => "Send an id as the service gave it.",
            Self::Date => "Send a date as 2027-03-31.",
            Self::Instant => "Send an instant as 2027-03-31T08:30:00Z.",
            Self::Email => "Send an e-mail address as camille@example.org.",
            Self::Link => "Send a link as https://example.org/.",
            Self::Key => "Send a key as my_project.",
            Self::TimeZone => "Send a time zone as Europe/Paris.",
            Self::TimeOfDay => "Send a time of day as 17:30.",
            Self::Language => "Send a language as fr.",
            Self::Visible => "Send visible ASCII characters only.",
            Self::IdempotencyKey => "Send one key of 1 to 255 visible ASCII characters.",
        }
    }

    const fn french(self) -> &'static str {
        match self {
            Self::Id => "Envoyez un identifiant tel que le service l’a donné.",
            Self::Date => "Envoyez une date comme 2027-03-31.",
            Self::Instant => "Envoyez un instant comme 2027-03-31T08:30:00Z.",
            Self::Email => "Envoyez une adresse électronique comme camille@example.org.",
            Self::Link => "Envoyez un lien comme https://example.org/.",
            Self::Key => "Envoyez une clé comme my_project.",
            Self::TimeZone => "Envoyez un fuseau horaire comme Europe/Paris.",
            Self::TimeOfDay => "Envoyez une heure comme 17:30.",
            Self::Language => "Envoyez une langue comme fr.",
            Self::Visible => "Envoyez seulement des caractères ASCII visibles.",
            Self::IdempotencyKey => "Envoyez une seule clé de 1 à 255 caractères ASCII visibles.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_its_values_in_each_language() {
        for (finding, values) in [
            (Finding::TooLong(10_000), vec!["10000"]),
            (Finding::TooManyItems(100), vec!["100"]),
            (
                Finding::OutOfRange(Some(15.0), Some(180.0)),
                vec!["15", "180"],
            ),
            (Finding::OutOfRange(None, Some(20.0)), vec!["20"]),
            (
                Finding::NotOneOf(vec!["fr".to_owned(), "en".to_owned()]),
                vec!["fr, en"],
            ),
        ] {
            for language in Language::ALL {
                let text = finding.text(*language);
                assert!(values.iter().all(|value| text.contains(value)), "{text}");
                assert!(text.ends_with('.'), "{text}");
            }
        }
    }

    #[test]
    fn types_are_said_in_words() {
        let finding = Finding::NotOfType(vec!["integer".to_owned(), "null".to_owned()]);
        assert_eq!(finding.text(Language::En), "Send a whole number or null.");
        let french = finding.text(Language::Fr);
        assert_eq!(french, "Envoyez un nombre entier ou null.");
    }

    #[test]
    fn one_is_not_several() {
        let text = |most, language| Finding::TooLong(most).text(language);
        assert_eq!(text(1, Language::En), "Send at most 1 character.");
        assert_eq!(text(2, Language::En), "Send at most 2 characters.");
        assert_eq!(text(1, Language::Fr), "Envoyez au plus 1 caractère.");
        assert_eq!(text(2, Language::Fr), "Envoyez au plus 2 caractères.");
    }
}
