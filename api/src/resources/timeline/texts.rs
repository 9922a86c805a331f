//! Sentences of a timeline.

use domain::mentorship::EventKind;
use domain::words::{Language, Step};

/// Event to be told.
pub(super) struct Said<'a> {
    pub(super) kind: EventKind,
    /// Name of the actor.
    pub(super) actor: &'a str,
    pub(super) step: Option<Step>,
}

/// The event in a sentence.
pub(super) fn said(said: &Said<'_>, language: Language) -> String {
    let (french, english) = sentence(said.kind);
    let pattern = match language {
        Language::Fr => french,
        Language::En => english,
    };
    let step = said.step.map_or("", |step| step.label(language));
    pattern
        .replace("{actor}", said.actor)
        .replace("{step}", step)
}

/// The sentence in French and in English.
const fn sentence(kind: EventKind) -> (&'static str, &'static str) {
    match kind {
        EventKind::ProgrammeOpened => ("Le programme est ouvert.", "The programme opened."),
        EventKind::ProgrammeClosed => ("Le programme est clos.", "The programme closed."),
        EventKind::ProgrammeReopened => (
            "Le programme est rouvert.",
            "The programme was opened again.",
        ),
        EventKind::MentorshipCreated => (
            "{actor} a commencé le mentorat.",
            "{actor} began the mentorship.",
        ),
        EventKind::MentorshipEnded => (
            "{actor} a mis fin au mentorat.",
            "{actor} ended the mentorship.",
        ),
        EventKind::MentorshipCompleted => {
            ("Le mentorat est achevé.", "The mentorship is completed.")
        }
        EventKind::MentorshipNudged => ("{actor} a envoyé un rappel.", "{actor} sent a reminder."),
        EventKind::InterviewOpened => ("Le {step} est ouvert.", "The {step} opened."),
        EventKind::InterviewExcused => (
            "{actor} a accordé une dispense pour le {step}.",
            "{actor} excused the {step}.",
        ),
        EventKind::InterviewExtended => (
            "{actor} a donné plus de temps pour le {step}.",
            "{actor} gave more time for the {step}.",
        ),
        EventKind::AppointmentProposed => (
            "{actor} a proposé un rendez-vous pour le {step}.",
            "{actor} proposed a meeting for the {step}.",
        ),
        EventKind::AppointmentConfirmed => (
            "{actor} a confirmé le rendez-vous pour le {step}.",
            "{actor} confirmed the meeting for the {step}.",
        ),
        EventKind::AppointmentDeclined => (
            "{actor} a décliné le rendez-vous proposé pour le {step}.",
            "{actor} declined the meeting proposed for the {step}.",
        ),
        EventKind::AppointmentWithdrawn => (
            "{actor} a retiré le rendez-vous proposé pour le {step}.",
            "{actor} took back the meeting proposed for the {step}.",
        ),
        EventKind::AppointmentLapsed => (
            "Un rendez-vous proposé pour le {step} est resté sans réponse.",
            "A meeting proposed for the {step} went unanswered.",
        ),
        EventKind::AppointmentCancelled => (
            "{actor} a annulé le rendez-vous pour le {step}.",
            "{actor} cancelled the meeting for the {step}.",
        ),
        EventKind::AppointmentHeld => (
            "{actor} a noté que le rendez-vous pour le {step} a eu lieu.",
            "{actor} recorded that the meeting for the {step} took place.",
        ),
        EventKind::AppointmentMissed => (
            "{actor} a noté que le rendez-vous pour le {step} n’a pas eu lieu.",
            "{actor} recorded that the meeting for the {step} did not take place.",
        ),
        EventKind::AppointmentCorrected => (
            "{actor} a corrigé l’issue du rendez-vous pour le {step}.",
            "{actor} corrected the outcome of the meeting for the {step}.",
        ),
        EventKind::AppointmentDisputed => (
            "{actor} a contesté l’issue du rendez-vous pour le {step}.",
            "{actor} contested the outcome of the meeting for the {step}.",
        ),
        EventKind::RoadbookSent => (
            "{actor} a envoyé le carnet de route pour le {step}.",
            "{actor} sent the road-book for the {step}.",
        ),
        EventKind::RoadbookWaived => (
            "{actor} a accordé une dispense de carnet de route pour le {step}.",
            "{actor} waived the road-book for the {step}.",
        ),
        EventKind::EvaluationGiven => (
            "{actor} a remis la fiche d’évaluation du {step}.",
            "{actor} gave the evaluation form of the {step}.",
        ),
        EventKind::EvaluationCorrected => (
            "{actor} a corrigé la fiche d’évaluation du {step}.",
            "{actor} corrected the evaluation form of the {step}.",
        ),
        EventKind::EvaluationRetracted => (
            "{actor} a repris la fiche d’évaluation du {step}.",
            "{actor} took back the evaluation form of the {step}.",
        ),
        EventKind::RoadbookOpened => (
            "{actor} a ouvert en urgence le carnet de route pour le {step}.",
            "{actor} opened the road-book for the {step} in an emergency.",
        ),
        EventKind::EvaluationOpened => (
            "{actor} a ouvert en urgence la fiche d’évaluation du {step}.",
            "{actor} opened the evaluation form of the {step} in an emergency.",
        ),
        EventKind::ShareCreated => (
            "{actor} a partagé des documents.",
            "{actor} shared documents.",
        ),
        EventKind::ShareRevoked => (
            "{actor} a mis fin à un partage de documents.",
            "{actor} stopped sharing documents.",
        ),
        EventKind::CareerInterviewRequested => (
            "{actor} a demandé un entretien carrière.",
            "{actor} asked for a career interview.",
        ),
        EventKind::CareerInterviewTaken => (
            "{actor} a pris en charge un entretien carrière.",
            "{actor} took a career interview.",
        ),
        EventKind::CareerInterviewScheduled => (
            "{actor} a fixé la date d’un entretien carrière.",
            "{actor} scheduled a career interview.",
        ),
        EventKind::CareerInterviewHeld => (
            "Un entretien carrière a eu lieu.",
            "A career interview was held.",
        ),
        EventKind::CareerInterviewMissed => (
            "Un entretien carrière a été manqué.",
            "A career interview was missed.",
        ),
        EventKind::CareerInterviewDeclined => (
            "{actor} a décliné un entretien carrière.",
            "{actor} declined a career interview.",
        ),
        EventKind::CareerInterviewCancelled => (
            "{actor} a annulé un entretien carrière.",
            "{actor} cancelled a career interview.",
        ),
        EventKind::MentorApplicationSubmitted => (
            "{actor} a proposé d’être mentor.",
            "{actor} offered to be a mentor.",
        ),
        EventKind::MentorApplicationAccepted => (
            "{actor} a accepté une candidature de mentor.",
            "{actor} accepted an application as a mentor.",
        ),
        EventKind::MentorApplicationRefused => (
            "{actor} a décliné une candidature de mentor.",
            "{actor} declined an application as a mentor.",
        ),
        EventKind::MentorApplicationWithdrawn => (
            "{actor} a retiré sa candidature de mentor.",
            "{actor} withdrew an application as a mentor.",
        ),
        EventKind::EvaluationAcknowledged => (
            "{actor} a accusé réception de la fiche d’évaluation du {step}.",
            "{actor} acknowledged the evaluation form of the {step}.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_is_told_with_its_actor_and_interview() {
        for kind in EventKind::ALL {
            for language in Language::ALL {
                let event = Said {
                    kind: *kind,
                    actor: "Zoé Le Goff",
                    step: Some(Step::Project),
                };
                let text = said(&event, *language);
                assert!(text.ends_with('.') && !text.contains('{'), "{text}");
            }
        }
    }
}
