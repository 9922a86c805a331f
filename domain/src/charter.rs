//! The charter: the guide's rules of behaviour, accepted once per programme (R32).

use crate::programme::Programme;
use crate::refusal::{Code, Refusal};
use crate::text::Text;
use chrono::{DateTime, Utc};

/// Longest charter, in characters, in each language.
pub const TEXT_MAX: usize = 10_000;

/// The version that a programme's first charter has.
pub const FIRST_VERSION: u32 = 1;

/// The charter's text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CharterText {
    /// French text.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 10_000, value_type = String))]
    pub fr: Text<TEXT_MAX>,
    /// English text.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 10_000, value_type = String))]
    pub en: Text<TEXT_MAX>,
}

/// The programme's rules of behaviour, as one person sees them.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(
    feature = "openapi",
    derive(utoipa::ToSchema),
    schema(description = "The programme's rules of behaviour.")
)]
pub struct Charter {
    /// Its version, from 1.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub version: u32,
    /// Its text.
    pub text: CharterText,
    /// Time of this caller's acceptance; null for staff and before.
    pub accepted_at: Option<DateTime<Utc>>,
}

/// Acceptance of a programme's charter by a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// Version they accepted.
    pub version: u32,
    /// Time.
    pub accepted_at: DateTime<Utc>,
}

/// Accepts the charter. Once is enough: an earlier acceptance stays, whichever version is named
/// now, since a later version blocks nothing (R32).
///
/// # Errors
/// `programme_not_open`; `reference_unknown` at `/version` for a version that doesn't exist, and at
/// the first acceptance for all but the current one, so that outdated charters aren't accepted.
pub fn accept(
    programme: &Programme,
    current: u32,
    before: Option<Acceptance>,
    version: u32,
    now: DateTime<Utc>,
) -> Result<Acceptance, Refusal> {
    programme.expect_open()?;
    let unknown = Refusal::new(Code::ReferenceUnknown).pointer("/version");
    match before {
        _ if !(FIRST_VERSION..=current).contains(&version) => return Err(unknown),
        Some(acceptance) => return Ok(acceptance),
        None if version != current => return Err(unknown),
        None => {}
    }
    Ok(Acceptance {
        version,
        accepted_at: now,
    })
}

/// The charter of a programme that has written none of its own.
pub fn default_text() -> CharterText {
    CharterText {
        fr: Text::restored(FRENCH.to_owned()),
        en: Text::restored(ENGLISH.to_owned()),
    }
}

const FRENCH: &str = "\
Charte du mentorat

Le mentorat réunit une personne qui termine ses études à l’École et une autre qui connaît déjà \
le chemin. Le but est d’aider l’étudiant à construire son projet professionnel, à préparer sa \
recherche d’emploi et à réussir ses premiers mois. En y prenant part, chacun fait siennes ces \
quelques règles.

Bienveillance
Le mentor est bienveillant et à l’écoute des idées et des convictions de l’étudiant. L’étudiant \
parle avec franchise et reçoit les questions pour ce qu’elles sont\u{a0}: une aide.

Sans jugement
Les choix professionnels de l’étudiant ne sont pas à juger. Le but est de comprendre ses \
motivations, de s’assurer que son parcours et son projet sont cohérents, et de l’aider à les \
présenter avec justesse, arguments à l’appui.

Disponibilité
Pendant l’entretien, on est disponible\u{a0}: du temps, de l’écoute, le téléphone de côté. Un \
rendez-vous pris est un rendez-vous tenu\u{a0}; en cas d’empêchement, on prévient dès que possible.

Demander pourquoi et comment
Le mentor pose des questions plutôt qu’il ne donne des réponses toutes faites. Pourquoi ce choix\u{a0}? \
Comment s’y prendre\u{a0}? L’étudiant peut en poser autant.

Reformuler
Chacun redit avec ses mots ce qu’il a entendu, jusqu’à ce que tout soit parfaitement clair pour \
les deux.

Si quelque chose ne va pas, l’un comme l’autre peut en parler à tout moment, en confidence, à \
l’équipe du programme.";

const ENGLISH: &str = "\
Mentoring charter

Mentoring brings together someone who is finishing School and someone who already knows the way. \
The goal is to help the student shape a professional project, prepare the job hunt and succeed in \
the first months of work. By taking part, each of the two makes these few rules their own.

Kindness
The mentor is kind, listens, and is ready to hear the student’s opinions and beliefs. The student \
speaks openly and takes questions for what they are: help.

No judgement
There is no judgement to make about the student’s professional choices. The goal is to understand \
their motivations, to make sure that their path is coherent with their project, and to help them \
present it in a relevant and well-argued way.

Availability
During the interview, be available: with time, an open ear, and the phone put away. An appointment \
made is an appointment kept; if something comes up, say so as early as you can.

Ask why and how
The mentor asks questions rather than giving ready-made answers. Why this choice? How would you go \
about it? The student may ask just as many.

Rephrase
Each says in their own words what they have heard, until everything is crystal clear to both.

If something does not feel right, either of the two may tell the programme’s team at any time, \
in confidence.";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ProgrammeId;
    use crate::programme::ProgrammeChange;
    use crate::text::Name;

    fn now() -> DateTime<Utc> {
        "2026-01-10T09:00:00Z".parse().unwrap()
    }

    fn draft() -> Programme {
        let name = Name::parse("Mentoring").unwrap();
        Programme::create(ProgrammeId::new(), 2026, &name, &ProgrammeChange::default()).unwrap()
    }

    #[test]
    fn the_default_charter_names_every_rule_of_behaviour_in_both_languages() {
        let text = default_text();
        for (fr, en) in [
            ("Bienveillance", "Kindness"),
            ("jugement", "judgement"),
            ("Disponibilité", "Availability"),
            ("pourquoi et comment", "why and how"),
            ("Reformuler", "Rephrase"),
            ("à l’écoute", "listens"),
            ("Le but est de comprendre", "The goal is to understand"),
        ] {
            assert!(text.fr.as_str().contains(fr), "{fr}");
            assert!(text.en.as_str().contains(en), "{en}");
        }
        for text in [text.fr, text.en] {
            assert_eq!(Text::parse(text.as_str()), Ok(text));
        }
    }

    #[test]
    fn the_current_version_is_accepted_and_no_other() {
        let open = draft().open(now()).unwrap();
        let acceptance = accept(&open, 2, None, 2, now()).unwrap();
        assert_eq!((acceptance.version, acceptance.accepted_at), (2, now()));
        for version in [1, 3] {
            let refusal = accept(&open, 2, None, version, now()).unwrap_err();
            assert_eq!(refusal.code, Code::ReferenceUnknown);
            assert_eq!(refusal.pointer.as_deref(), Some("/version"));
        }
    }

    #[test]
    fn one_acceptance_holds_for_the_whole_programme() {
        let open = draft().open(now()).unwrap();
        let first = accept(&open, 1, None, 1, now()).unwrap();
        let later = "2026-02-01T09:00:00Z".parse().unwrap();
        assert_eq!(accept(&open, 2, Some(first), 2, later), Ok(first));
    }

    #[test]
    fn nothing_is_accepted_in_a_draft() {
        let refusal = accept(&draft(), 1, None, 1, now()).unwrap_err();
        assert_eq!(refusal.code, Code::ProgrammeNotOpen);
    }
}
