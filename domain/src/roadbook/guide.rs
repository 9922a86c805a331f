//! The road-book that every programme begins with, from the guide (R17).

use super::{Part, Question, Template};
use crate::bilingual::Wording;
use crate::words::Step;

struct DefaultPart {
    key: &'static str,
    title: Wording,
    steps: &'static [Step],
    questions: &'static [DefaultQuestion],
}

struct DefaultQuestion {
    key: &'static str,
    label: Wording,
    help: Wording,
    required: bool,
    max_length: u32,
}

impl Template {
    /// The guide's road-book: the years in the School, the professional project, the action
    /// plan, the first months.
    pub fn guide() -> Self {
        Self {
            parts: PARTS.iter().map(DefaultPart::part).collect(),
        }
    }
}

impl DefaultPart {
    fn part(&self) -> Part {
        let question = |question: &DefaultQuestion| Question {
            key: question.key.to_owned(),
            label: question.label.into(),
            help: Some(question.help.into()),
            steps: self.steps.to_vec(),
            required: question.required,
            max_length: question.max_length,
        };
        Part {
            key: self.key.to_owned(),
            title: self.title.into(),
            questions: self.questions.iter().map(question).collect(),
        }
    }
}

const PARTS: &[DefaultPart] = &[
    DefaultPart {
        key: "my_years_in_the_school",
        title: ("Mes années à l’École", "My years in the School"),
        steps: &[Step::Project],
        questions: SCHOOL,
    },
    DefaultPart {
        key: "my_professional_project",
        title: ("Mon projet professionnel", "My professional project"),
        steps: &[Step::Project, Step::ActionPlan],
        questions: PROJECT,
    },
    DefaultPart {
        key: "my_action_plan",
        title: ("Mon plan d’action", "My action plan"),
        steps: &[Step::ActionPlan],
        questions: PLAN,
    },
    DefaultPart {
        key: "my_first_months",
        title: ("Mes premiers mois", "My first months"),
        steps: &[Step::FollowUp],
        questions: MONTHS,
    },
];

const SCHOOL: &[DefaultQuestion] = &[
    DefaultQuestion {
        key: "school_path",
        label: (
            "Quel a été votre parcours à l’École, et pourquoi l’avez-vous choisi ?",
            "What path did you take through the School, and why did you choose it?",
        ),
        help: (
            "Votre formation antérieure, votre spécialité, vos échanges, vos stages. Dites surtout ce \
             qui vous a fait choisir.",
            "What you studied before, your major, exchanges, internships. Above all, say what \
             made you choose.",
        ),
        required: true,
        max_length: 3_000,
    },
    DefaultQuestion {
        key: "school_proud",
        label: (
            "De quoi êtes-vous le plus fier ou la plus fière, dans ces années ?",
            "What are you most proud of from these years?",
        ),
        help: (
            "Un projet, une association, un travail, une difficulté surmontée : un exemple \
             précis vaut mieux qu’une liste.",
            "A project, a society, a job, a difficulty overcome: one precise example says more \
             than a list.",
        ),
        required: false,
        max_length: 2_000,
    },
    DefaultQuestion {
        key: "school_discoveries",
        label: (
            "Quels cours, rencontres ou expériences ont changé votre façon de voir l’avenir ?",
            "Which courses, people or experiences changed how you see your future?",
        ),
        help: (
            "Y compris ce que vous êtes désormais sûr ou sûre de ne pas vouloir faire.",
            "Including what you now know you do not want to do.",
        ),
        required: false,
        max_length: 2_000,
    },
];

const PROJECT: &[DefaultQuestion] = &[
    DefaultQuestion {
        key: "project_idea",
        label: (
            "En quelques phrases, quel est votre projet professionnel ?",
            "In a few sentences, what is your professional project?",
        ),
        help: (
            "Le métier, le secteur, le type d’organisation, le lieu. Si vous hésitez encore entre \
             deux voies, décrivez les deux.",
            "The job, the sector, the kind of organisation, the place. If you still hesitate \
             between two paths, describe both.",
        ),
        required: true,
        max_length: 3_000,
    },
    DefaultQuestion {
        key: "project_motivations",
        label: (
            "Pourquoi ce projet ? Qu’est-ce qui vous motive ?",
            "Why this project? What motivates you?",
        ),
        help: (
            "Ce qui vous plaît dans ce métier, ce qui compte pour vous dans un travail, ce que vous \
             voudriez y apporter.",
            "What you like about this work, what matters to you in a job, what you would like to \
             bring to it.",
        ),
        required: true,
        max_length: 3_000,
    },
    DefaultQuestion {
        key: "project_choices",
        label: (
            "Quelles autres voies avez-vous envisagées, et pourquoi les avoir écartées ?",
            "What other paths did you consider, and why did you set them aside?",
        ),
        help: (
            "Savoir défendre un choix, c’est aussi savoir dire à quoi l’on renonce.",
            "Defending a choice also means being able to say what you give up for it.",
        ),
        required: false,
        max_length: 2_000,
    },
    DefaultQuestion {
        key: "project_experience",
        label: (
            "Comment l’École, vos stages et vos autres expériences mènent-ils à ce projet ?",
            "How do the School, your internships and your other experience lead to this project?",
        ),
        help: (
            "Reliez deux ou trois expériences à ce que le métier demande. Qu’y avez-vous appris, et \
             comment pouvez-vous le montrer ?",
            "Connect two or three experiences to what the job asks for. What did you learn there, \
             and how can you show it?",
        ),
        required: true,
        max_length: 4_000,
    },
    DefaultQuestion {
        key: "project_foundations",
        label: (
            "Qu’est-ce qui rend votre projet clair, construit et pertinent ?",
            "What makes your project clear, well built and relevant?",
        ),
        help: (
            "À qui en avez-vous parlé ? Qu’avez-vous lu ou vérifié sur le métier, le marché, les \
             débouchés ? Quels sont vos atouts, que vous manque-t-il encore ?",
            "Whom have you talked to? What have you read or checked about the job, the market, \
             the openings? What are your assets, what do you still lack?",
        ),
        required: true,
        max_length: 3_000,
    },
    DefaultQuestion {
        key: "project_questions",
        label: (
            "Sur quoi aimeriez-vous que votre mentor vous questionne ou vous éclaire ?",
            "What would you like your mentor to challenge or shed light on?",
        ),
        help: (
            "Vos doutes sont les bienvenus : c’est souvent là que l’entretien aide le plus.",
            "Doubts are welcome: that is often where the interview helps most.",
        ),
        required: false,
        max_length: 2_000,
    },
];

const PLAN: &[DefaultQuestion] = &[
    DefaultQuestion {
        key: "plan_targets",
        label: (
            "Quels postes, quelles entreprises et quels lieux visez-vous ?",
            "Which jobs, employers and places are you aiming for?",
        ),
        help: (
            "Des noms, si possible : une dizaine d’employeurs, trois intitulés de poste, et ce \
             qui vous ferait dire oui ou non.",
            "Names if you can: about ten employers, three job titles, and what would make you say \
             yes or no.",
        ),
        required: true,
        max_length: 3_000,
    },
    DefaultQuestion {
        key: "plan_strategy",
        label: (
            "Quelle est votre stratégie pour y arriver ?",
            "What is your strategy for getting there?",
        ),
        help: (
            "Annonces, candidatures spontanées, forums, cabinets, réseau : par quoi \
             commencez-vous, et pourquoi cela devrait-il marcher pour vous ?",
            "Advertisements, direct applications, fairs, recruiters, network: what comes first, \
             and why should it work for you?",
        ),
        required: true,
        max_length: 3_000,
    },
    DefaultQuestion {
        key: "plan_network",
        label: (
            "Qui peut vous aider, et comment allez-vous vers ces personnes ?",
            "Who can help you, and how do you approach them?",
        ),
        help: (
            "Alumni, maîtres de stage, professeurs, proches. Avec qui avez-vous déjà parlé, et à \
             qui aimeriez-vous être présenté ou présentée ?",
            "Alumni, internship supervisors, teachers, family and friends. With whom have you \
             talked already, and to whom would you like an introduction?",
        ),
        required: false,
        max_length: 2_000,
    },
    DefaultQuestion {
        key: "plan_tools",
        label: (
            "Où en sont vos outils : CV, lettre, profil en ligne, présentation en deux minutes ?",
            "How ready are your tools: CV, letter, online profile, two-minute pitch?",
        ),
        help: (
            "Ce qui est prêt, ce qui reste à faire, ce sur quoi vous voudriez un regard extérieur.",
            "What is ready, what is still to be done, where you would like another pair of eyes.",
        ),
        required: false,
        max_length: 2_000,
    },
    DefaultQuestion {
        key: "plan_timetable",
        label: (
            "Quel est votre calendrier pour les trois prochains mois ?",
            "What is your timetable for the next three months?",
        ),
        help: (
            "Semaine par semaine ou étape par étape : combien d’heures, combien de contacts, et \
             à quoi vous saurez que vous avancez.",
            "Week by week or stage by stage: how many hours, how many contacts, and how you will \
             know that you are making progress.",
        ),
        required: true,
        max_length: 3_000,
    },
    DefaultQuestion {
        key: "plan_readiness",
        label: (
            "Vous sentez-vous prêt ou prête pour la recherche d’emploi ?",
            "Do you feel ready for the job hunt?",
        ),
        help: (
            "Ce qui vous rassure, ce qui vous inquiète : les entretiens, le salaire, la langue, \
             l’attente. Dites-le simplement.",
            "What gives you confidence and what worries you: interviews, salary, language, \
             waiting. Just say it.",
        ),
        required: true,
        max_length: 2_000,
    },
];

const MONTHS: &[DefaultQuestion] = &[
    DefaultQuestion {
        key: "months_today",
        label: (
            "Où en êtes-vous aujourd’hui, et comment cela se passe-t-il ?",
            "Where are you today, and how is it going?",
        ),
        help: (
            "En poste, en recherche, en création d’entreprise, en études : racontez vos premiers \
             mois depuis l’École.",
            "In a job, looking for one, starting a business, in further study: tell us about your \
             first months after the School.",
        ),
        required: true,
        max_length: 3_000,
    },
    DefaultQuestion {
        key: "months_opportunities",
        label: (
            "Quelles opportunités avez-vous rencontrées ?",
            "What opportunities have you come across?",
        ),
        help: (
            "Offres, rencontres, missions, bonnes surprises ; celles que vous avez saisies et \
             celles que vous avez laissées passer.",
            "Offers, people, assignments, pleasant surprises; those you took and those you let go.",
        ),
        required: false,
        max_length: 3_000,
    },
    DefaultQuestion {
        key: "months_problems",
        label: (
            "Quelles difficultés avez-vous rencontrées ?",
            "What problems have you come across?",
        ),
        help: (
            "Ce qui a été plus dur que prévu, et ce que vous avez essayé.",
            "What was harder than expected, and what you have tried.",
        ),
        required: false,
        max_length: 3_000,
    },
    DefaultQuestion {
        key: "months_needs",
        label: (
            "De quoi auriez-vous besoin maintenant ?",
            "What do you need now?",
        ),
        help: (
            "Un conseil, un contact, un entretien avec le service Carrières : votre mentor peut \
             vous orienter.",
            "Advice, a contact, an interview with the Career Department: your mentor can point \
             the way.",
        ),
        required: false,
        max_length: 2_000,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadbook::ANSWER_MAX;
    use std::collections::BTreeSet;

    #[test]
    fn the_parts_prepare_the_steps_that_the_guide_names() {
        let guide = Template::guide();
        let prepared: Vec<_> = guide
            .parts
            .iter()
            .map(|part| part.questions.first().unwrap().steps.clone())
            .collect();
        assert_eq!(
            prepared,
            [
                vec![Step::Project],
                vec![Step::Project, Step::ActionPlan],
                vec![Step::ActionPlan],
                vec![Step::FollowUp],
            ]
        );
    }

    #[test]
    fn keys_are_unique_plain_words() {
        let guide = Template::guide();
        let plain = |key: &str| {
            !key.is_empty()
                && key
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        };
        let mut seen = BTreeSet::new();
        for question in guide.questions() {
            assert!(plain(&question.key), "{}", question.key);
            assert!(seen.insert(question.key.clone()), "{} twice", question.key);
        }
        assert!(guide.parts.iter().all(|part| plain(&part.key)));
    }

    #[test]
    fn every_step_needs_something_and_every_length_is_within_the_maximum() {
        let guide = Template::guide();
        for step in Step::ALL {
            assert!(guide.questions_for(*step).any(|question| question.required));
        }
        for question in guide.questions() {
            assert!((1..=ANSWER_MAX).contains(&question.max_length));
            assert_ne!(question.label.fr, question.label.en);
        }
    }
}
