//! Wording of the vocabulary for people, in French and English: for mails and documents.

use crate::words::{Language, Rating, Situation, Step};

/// Gives every variant of a word its wording: French, then English.
macro_rules! labels {
    ($name:ident, $doc:literal, { $($variant:ident: $fr:literal, $en:literal;)+ }) => {
        impl $name {
            #[doc = $doc]
            pub const fn label(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$variant, Language::Fr) => $fr,
                    (Self::$variant, Language::En) => $en,)+
                }
            }
        }
    };
}

labels!(Step, "The interview's name in a sentence.", {
    Project: "premier entretien (projet professionnel)", "first interview (professional project)";
    ActionPlan: "deuxième entretien (plan d’action)", "second interview (action plan)";
    FollowUp: "troisième entretien (suivi)", "third interview (follow-up)";
});
labels!(Rating, "The rating in kind words.", {
    NotYet: "Pas encore", "Not yet";
    Developing: "En progrès", "Developing";
    Good: "Bien", "Good";
    Excellent: "Excellent", "Excellent";
});
labels!(Situation, "The situation, after \"situation:\".", {
    Employed: "en poste", "in a job";
    JobHunting: "en recherche d’emploi", "looking for a job";
    FurtherStudy: "en poursuite d’études", "studying further";
    Entrepreneur: "en création d’entreprise", "starting a business";
    Other: "autre", "other";
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_ratings_sound_alike() {
        for language in Language::ALL {
            let mut labels: Vec<_> = Rating::ALL.iter().map(|r| r.label(*language)).collect();
            labels.dedup();
            assert_eq!(labels.len(), Rating::ALL.len());
        }
    }
}
