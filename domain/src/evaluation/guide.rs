//! The forms as the guide describes them (R22): kind wording, without judging the choice of a
//! career.

use super::{Criterion, Field, Template};
use crate::bilingual::Wording;
use crate::words::{FormField, Step};

/// Built-in criterion: key, label, help.
type Worded = (&'static str, Wording, Wording);

/// Built-in field: key, label, whether required.
type Asked = (FormField, Wording, bool);

impl Template {
    /// The guide's form for a step.
    pub fn guide(step: Step) -> Self {
        let own = match step {
            Step::Project => PROJECT,
            Step::ActionPlan => ACTION_PLAN,
            Step::FollowUp => &[],
        };
        let own_fields = match step {
            Step::Project => &[],
            Step::ActionPlan => INTRODUCTIONS,
            Step::FollowUp => FOLLOW_UP,
        };
        Self {
            step,
            criteria: own.iter().chain(EVERY_STEP).map(criterion).collect(),
            fields: [SUMMARY, own_fields, EVERY_FORM]
                .concat()
                .iter()
                .map(field)
                .collect(),
        }
    }
}

fn criterion((key, label, help): &Worded) -> Criterion {
    Criterion {
        key: (*key).to_owned(),
        label: (*label).into(),
        help: Some((*help).into()),
    }
}

fn field((key, label, required): &Asked) -> Field {
    Field {
        key: *key,
        label: (*label).into(),
        required: *required,
    }
}

const PROJECT: &[Worded] = &[
    (
        "credibility",
        ("Crédibilité du projet", "Credibility of the project"),
        (
            "Le projet tient-il compte de la réalité du métier, du marché et des étapes pour y \
             arriver ?",
            "Does the project take account of what the job, the market and the way there are \
             really like?",
        ),
    ),
    (
        "relevance",
        ("Pertinence du projet", "Relevance of the project"),
        (
            "Le projet répond-il aux envies, aux atouts et à la formation de l’étudiant ?",
            "Does the project answer to the student’s wishes, strengths and training?",
        ),
    ),
    (
        "clarity",
        ("Clarté du projet", "Clarity of the project"),
        (
            "Après la présentation, pourriez-vous redire le projet en deux phrases ?",
            "After the presentation, could you sum up the project in two sentences?",
        ),
    ),
    (
        "foundations",
        ("Construction du projet", "How far the project is built"),
        (
            "Sur quoi le projet s’appuie-t-il déjà : rencontres, stages, recherches ?",
            "What does the project rest on already: people met, internships, research?",
        ),
    ),
    (
        "choices_and_motivations",
        ("Choix et motivations", "Choices and motivations"),
        (
            "L’étudiant sait-il ce qui le motive, et à quoi il renonce ?",
            "Does the student know what drives them, and what they leave aside?",
        ),
    ),
    (
        "coherence_of_path",
        ("Cohérence du parcours", "Coherence of the path"),
        (
            "L’École, les stages et les autres expériences mènent-ils au projet, ou l’étudiant \
             sait-il expliquer le virage ?",
            "Do School, internships and other experience lead to the project, or can the student \
             explain the turn?",
        ),
    ),
];

const ACTION_PLAN: &[Worded] = &[
    (
        "readiness_for_job_hunt",
        (
            "Préparation à la recherche d’emploi",
            "Readiness for the job hunt",
        ),
        (
            "CV, présentation, entretiens, réseau : l’étudiant pourrait-il commencer demain ?",
            "CV, pitch, interviews, network: could the student start tomorrow?",
        ),
    ),
    (
        "smart_strategy",
        ("Une stratégie bien pensée", "A smart strategy"),
        (
            "Les cibles et les moyens de les atteindre sont-ils bien choisis ?",
            "Are the targets, and the ways to reach them, well chosen?",
        ),
    ),
    (
        "efficient_plan",
        ("Un plan d’action efficace", "An efficient action plan"),
        (
            "Les étapes sont-elles concrètes, datées et réalistes ?",
            "Are the steps concrete, dated and realistic?",
        ),
    ),
];

const EVERY_STEP: &[Worded] = &[
    (
        "quality_of_thinking",
        ("Qualité de la réflexion", "Quality of the thinking"),
        (
            "L’étudiant se pose-t-il de bonnes questions, et va-t-il au bout de ses idées ?",
            "Does the student ask good questions and think ideas through?",
        ),
    ),
    (
        "organising_interviews",
        (
            "Implication dans l’organisation des entretiens",
            "Involvement in organising the interviews",
        ),
        (
            "Prise de contact, propositions de dates, ponctualité.",
            "Getting in touch, suggesting dates, being on time.",
        ),
    ),
    (
        "writing_roadbook",
        (
            "Implication dans le carnet de route",
            "Involvement in writing the road-book",
        ),
        (
            "Est-il arrivé à temps, et aide-t-il à comprendre où en est l’étudiant ?",
            "Did it come in time, and does it help to understand where the student stands?",
        ),
    ),
    (
        "explaining_choices",
        (
            "Capacité à expliquer ses choix",
            "Ability to explain choices",
        ),
        (
            "Non pas le choix lui-même, mais la façon de le présenter et de l’argumenter.",
            "Not the choice itself, but how it is presented and argued for.",
        ),
    ),
];

const SUMMARY: &[Asked] = &[(
    FormField::Summary,
    ("L’essentiel de l’entretien", "Essential of the interview"),
    false,
)];

const INTRODUCTIONS: &[Asked] = &[(
    FormField::Introductions,
    (
        "Expériences et contacts partagés (avec l’accord de chacun)",
        "Experiences and contacts shared (with each person’s agreement)",
    ),
    false,
)];

const FOLLOW_UP: &[Asked] = &[
    (
        FormField::Situation,
        ("Situation actuelle", "Present situation"),
        false,
    ),
    (
        FormField::Opportunities,
        ("Opportunités rencontrées", "Opportunities met"),
        false,
    ),
    (
        FormField::Problems,
        ("Difficultés rencontrées", "Problems met"),
        false,
    ),
];

const EVERY_FORM: &[Asked] = &[
    (FormField::Strengths, ("Points forts", "Strengths"), false),
    (
        FormField::Advice,
        ("Conseils pour la suite", "Advice for what comes next"),
        true,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn keys(step: Step) -> Vec<String> {
        let template = Template::guide(step);
        template.criteria.into_iter().map(|it| it.key).collect()
    }

    #[test]
    fn each_step_rates_what_the_guide_names() {
        assert_eq!(keys(Step::Project).len(), 10);
        assert_eq!(keys(Step::ActionPlan).len(), 7);
        assert_eq!(keys(Step::FollowUp).len(), 4);
        for step in Step::ALL {
            let keys = keys(*step);
            for (common, ..) in EVERY_STEP {
                assert!(keys.iter().any(|key| key == common), "{step} {common}");
            }
            assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
        }
    }

    #[test]
    fn only_the_follow_up_asks_for_situation_opportunities_and_problems() {
        for step in Step::ALL {
            let template = Template::guide(*step);
            for (key, ..) in FOLLOW_UP {
                assert_eq!(template.field(*key).is_some(), *step == Step::FollowUp);
            }
            let shares = template.field(FormField::Introductions).is_some();
            assert_eq!(shares, *step == Step::ActionPlan);
            assert_eq!(template.fields[0].key, FormField::Summary);
            assert!(template.field(FormField::Strengths).is_some());
            assert!(template.field(FormField::Advice).unwrap().required);
        }
    }

    #[test]
    fn keys_are_plain_words_and_labels_differ_by_language() {
        for step in Step::ALL {
            for criterion in Template::guide(*step).criteria {
                let plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
                assert!(criterion.key.bytes().all(plain), "{}", criterion.key);
                assert_ne!(criterion.label.fr, criterion.label.en);
            }
        }
    }
}
