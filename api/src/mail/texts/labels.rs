//! Words shared by blocks and layout, in both languages.

use domain::words::Language;
use minijinja::Value;

/// Key, French, English.
const LABELS: &[(&str, &str, &str)] = &[
    ("hello", "Bonjour", "Hello"),
    ("colon", "\u{a0}:", ":"),
    ("when", "Quand\u{a0}:", "When:"),
    ("duration", "Durée\u{a0}:", "Duration:"),
    ("minutes", "minutes", "minutes"),
    ("in_person", "Où\u{a0}:", "Where:"),
    ("phone", "Téléphone\u{a0}:", "Phone:"),
    ("video", "Visio\u{a0}:", "Video call:"),
    ("former", "Au lieu du\u{a0}:", "Instead of:"),
    ("reason", "Motif\u{a0}:", "Reason:"),
    ("appointment", "Rendez-vous\u{a0}:", "Meeting:"),
    ("edition", "Édition\u{a0}:", "Edition:"),
    (
        "late",
        "Envoyée après la date prévue.",
        "Sent after its due date.",
    ),
    ("not_assessed", "Non évalué", "Not assessed"),
    (
        "correction_reason",
        "Pourquoi cette correction",
        "Why it was corrected",
    ),
    (
        "agreed_actions",
        "Ce que vous avez convenu",
        "What you agreed on",
    ),
    ("until", "jusqu’au", "until"),
    ("given_on", "Remise le\u{a0}:", "Given on:"),
    (
        "recommended",
        "Votre mentor vous recommande un entretien individuel avec le service Carrières des \
         Alumni. Vous êtes libre de le demander\u{a0}: il est là pour vous aider.",
        "Your mentor recommends an individual interview with the Alumni Career Department. You \
         are free to ask for it: it is there to help you.",
    ),
    ("on_website", "Votre espace\u{a0}:", "Your personal area:"),
    (
        "open_website",
        "Ouvrir votre espace",
        "Open your personal area",
    ),
    (
        "team",
        "L’équipe du programme\u{a0}:",
        "The programme’s team:",
    ),
    (
        "why_this_mail",
        "Vous recevez ce message parce que vous participez au programme de mentorat.",
        "You receive this mail because you take part in the mentoring programme.",
    ),
    (
        "why_staff",
        "Vous recevez ce message parce que vous êtes de l’équipe du programme.",
        "You receive this mail because you are of the programme’s team.",
    ),
];

/// The labels of a language, by key.
pub(super) fn of(language: Language) -> Value {
    let label = |&(key, fr, en): &(&'static str, &'static str, &'static str)| match language {
        Language::Fr => (key, fr),
        Language::En => (key, en),
    };
    Value::from_pairs(LABELS.iter().map(label))
}
