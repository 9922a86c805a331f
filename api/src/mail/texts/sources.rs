//! The embedded sources of all mail texts.

use domain::mail::{Content, MailKind};
use domain::words::Language;

/// Separator of subject, opening and closing in a file of words.
const SEPARATOR: &str = "\n===\n";

/// The parts of a file of words, in order.
pub(super) const PARTS: [&str; 3] = ["subject", "opening", "closing"];

/// Blocks and layouts, by name.
pub(super) const BLOCKS: &[(&str, &str)] = &[
    ("layout.txt", include_str!("blocks/layout.txt")),
    ("layout.html", include_str!("blocks/layout.html")),
    ("choice.txt", include_str!("blocks/choice.txt")),
    ("choice.html", include_str!("blocks/choice.html")),
    ("appointment.txt", include_str!("blocks/appointment.txt")),
    ("appointment.html", include_str!("blocks/appointment.html")),
    ("edition.txt", include_str!("blocks/edition.txt")),
    ("edition.html", include_str!("blocks/edition.html")),
    ("waiver.txt", include_str!("blocks/waiver.txt")),
    ("waiver.html", include_str!("blocks/waiver.html")),
    ("steering.txt", include_str!("blocks/steering.txt")),
    ("steering.html", include_str!("blocks/steering.html")),
    ("nudge.txt", include_str!("blocks/nudge.txt")),
    ("nudge.html", include_str!("blocks/nudge.html")),
    ("emergency.txt", include_str!("blocks/emergency.txt")),
    ("emergency.html", include_str!("blocks/emergency.html")),
    ("concern.txt", include_str!("blocks/concern.txt")),
    ("concern.html", include_str!("blocks/concern.html")),
    ("career.txt", include_str!("blocks/career.txt")),
    ("career.html", include_str!("blocks/career.html")),
    ("application.txt", include_str!("blocks/application.txt")),
    ("application.html", include_str!("blocks/application.html")),
    ("evaluation.txt", include_str!("blocks/evaluation.txt")),
    ("evaluation.html", include_str!("blocks/evaluation.html")),
];

/// The words of a kind in a language, as its file has them.
macro_rules! words {
    ($kind:expr, $language:expr, { $($variant:ident: $file:literal),+ $(,)? }) => {
        match ($kind, $language) {
            $((MailKind::$variant, Language::Fr) => include_str!(concat!("words/fr/", $file, ".txt")),
            (MailKind::$variant, Language::En) => include_str!(concat!("words/en/", $file, ".txt")),)+
        }
    };
}

const fn words(kind: MailKind, language: Language) -> &'static str {
    words!(kind, language, {
        MentorChosen: "mentor_chosen",
        ChoiceRecorded: "choice_recorded",
        StudentAssigned: "student_assigned",
        MentorAssigned: "mentor_assigned",
        MentorChanged: "mentor_changed",
        MentorshipEnded: "mentorship_ended",
        InterviewExtended: "interview_extended",
        InterviewExcused: "interview_excused",
        Nudge: "nudge",
        RoadbookSent: "roadbook_sent",
        RoadbookCopy: "roadbook_copy",
        RoadbookWaived: "roadbook_waived",
        AppointmentProposed: "appointment_proposed",
        AppointmentConfirmed: "appointment_confirmed",
        AppointmentDeclined: "appointment_declined",
        AppointmentWithdrawn: "appointment_withdrawn",
        AppointmentCancelled: "appointment_cancelled",
        AppointmentRescheduled: "appointment_rescheduled",
        AppointmentMissed: "appointment_missed",
        AppointmentDisputed: "appointment_disputed",
        EvaluationGiven: "evaluation_given",
        EvaluationCorrected: "evaluation_corrected",
        EvaluationGivenOutside: "evaluation_given_outside",
        EvaluationAcknowledged: "evaluation_acknowledged",
        EvaluationRetracted: "evaluation_retracted",
        DocumentOpened: "document_opened",
        ConcernRaised: "concern_raised",
        CareerInterviewRequested: "career_interview_requested",
        CareerInterviewScheduled: "career_interview_scheduled",
        CareerInterviewDeclined: "career_interview_declined",
        CareerInterviewCancelled: "career_interview_cancelled",
        CareerInterviewHandedOver: "career_interview_handed_over",
        CareerInterviewChanged: "career_interview_changed",
        MentorApplicationReceived: "mentor_application_received",
        MentorApplicationAccepted: "mentor_application_accepted",
        MentorApplicationRefused: "mentor_application_refused",
        RecommendationTakenUp: "recommendation_taken_up",
        RecommendationClosed: "recommendation_closed",
    })
}

/// The three parts of a kind's words, as templates.
pub(super) fn parts(
    kind: MailKind,
    language: Language,
) -> impl Iterator<Item = (String, &'static str)> {
    let texts = words(kind, language).split(SEPARATOR);
    PARTS
        .into_iter()
        .zip(texts)
        .map(move |(part, text)| (words_name(kind, part), text))
}

/// The name of the template of one part of a kind's words.
pub(super) fn words_name(kind: MailKind, part: &str) -> String {
    format!("{}/{part}", kind.as_str())
}

/// The name of the template of a mail's block in a format.
pub(super) fn block_name(content: &Content, format: &str) -> String {
    let block = match content {
        Content::Choice(_) => "choice",
        Content::Appointment(_) => "appointment",
        Content::Edition(_) => "edition",
        Content::Waiver(_) => "waiver",
        Content::Steering(_) => "steering",
        Content::Nudge(_) => "nudge",
        Content::Evaluation(_) => "evaluation",
        Content::Emergency(_) => "emergency",
        Content::Concern(_) => "concern",
        Content::Career(_) => "career",
        Content::Application(_) => "application",
    };
    format!("{block}.{format}")
}
