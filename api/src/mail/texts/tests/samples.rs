//! A mail of each kind, between Zoé and Émile.

use super::super::*;
use domain::evaluation::{AgreedAction, CriterionRating, Form, Template};
use domain::ids::{ActionId, MentorshipId, PersonId};
use domain::mail::{
    About, ApplicationPayload, AppointmentPayload, CalendarKey, CareerPayload, ChoicePayload,
    ConcernPayload, EditionPayload, EmergencyPayload, EvaluationPayload, MailActor,
    MailApplication, MailAppointment, MailCareer, MailChoice, MailConcern, MailEdition,
    MailEmergency, MailEvaluation, MailMeans, MailNudge, MailPerson, MailProgramme, MailSteering,
    MailWaiver, Meeting, NudgePayload, SteeringPayload, WaiverPayload,
};
use domain::roadbook::{EditionAnswer, EditionPart};
use domain::share::DocumentKind;
use domain::text::{FormText, Note};
use domain::window::Window;
use domain::words::{ConcernKind, EndReason, MeansKind, MissedBy, Rating, Situation, Step};
use uuid::Uuid;

pub(in crate::mail) const ZOE: PersonId = PersonId(Uuid::from_u128(1));
pub(in crate::mail) const EMILE: PersonId = PersonId(Uuid::from_u128(2));

pub(super) fn person(id: PersonId, first_name: &str, last_name: &str) -> MailPerson {
    MailPerson {
        id,
        first_name: first_name.into(),
        last_name: last_name.into(),
        leaves_school_on: None,
    }
}

pub(super) fn about() -> About {
    About {
        programme: MailProgramme {
            name: "Alumni Mentoring 2019".into(),
            time_zone: chrono_tz::Europe::Paris,
            contact_email: None,
        },
        mentorship_id: Some(MentorshipId::new()),
        student: person(ZOE, "Zoé", "Le Goff"),
        mentor: Some(person(EMILE, "Émile", "Durand")),
        by: MailActor::Mentor,
        reader: Some(Reader::Student),
    }
}

/// A mail about an appointment with everything that one may have.
pub(in crate::mail) fn appointment(kind: MailKind) -> Mail {
    let appointment = MailAppointment {
        step: Step::Project,
        starts_at: "2019-02-04T17:30:00Z".parse().unwrap(),
        duration_minutes: 45,
        means: MailMeans {
            kind: MeansKind::Video,
            detail: "https://meet.example.org/zoe".into(),
        },
        note: Some("À bientôt,\nÉmile".into()),
        reason: Some("Un imprévu".into()),
        missed_by: (kind == MailKind::AppointmentMissed).then_some(MissedBy::Student),
        dispute_reason: (kind == MailKind::AppointmentDisputed)
            .then(|| "I waited\nfor <half> an hour.".into()),
        replaced_starts_at: Some("2019-02-01T17:30:00Z".parse().unwrap()),
        replaced_stands: true,
        calendar: Some(CalendarKey {
            id: ZOE.0,
            sequence: 1,
        }),
    };
    Mail {
        kind,
        about: about(),
        content: Content::Appointment(AppointmentPayload { appointment }),
    }
}

pub(super) fn answer(key: &str, label: &str, text: &str) -> EditionAnswer {
    EditionAnswer {
        key: key.into(),
        label: label.into(),
        text: text.into(),
    }
}

pub(super) fn edition(kind: MailKind) -> Mail {
    let part = EditionPart {
        title: "My professional project".into(),
        questions: vec![
            answer("idea", "What is it?", "Banking.\n\nIn Lyon."),
            answer("why", "Why?", "I like people & numbers."),
        ],
    };
    let edition = MailEdition {
        step: Step::Project,
        number: 2,
        late: true,
        message: Some("Merci de votre lecture".into()),
        parts: vec![part],
    };
    let starts_at = "2019-02-04T17:30:00Z".parse().unwrap();
    Mail {
        kind,
        about: About {
            by: MailActor::Student,
            reader: Some(if kind == MailKind::RoadbookSent {
                Reader::Mentor
            } else {
                Reader::Student
            }),
            ..about()
        },
        content: Content::Edition(EditionPayload {
            edition,
            appointment: Some(Meeting { starts_at }),
        }),
    }
}

pub(super) fn form(kind: MailKind) -> Mail {
    let text = |text: &str| Some(FormText::parse(text).unwrap());
    let form = Form {
        ratings: vec![CriterionRating {
            criterion_key: "quality_of_thinking".into(),
            rating: Some(Rating::Good),
            comment: text("You ask good questions."),
        }],
        situation: Some(Situation::JobHunting),
        advice: text("Call three people.\nThen write."),
        agreed_actions: vec![AgreedAction {
            id: ActionId::new(),
            text: Note::parse("Write to <Anna>.").unwrap(),
            due_on: "2019-11-30".parse().ok(),
        }],
        career_department_recommended: true,
        ..Form::default()
    };
    let evaluation = MailEvaluation {
        step: Step::FollowUp,
        form: Template::guide(Step::FollowUp).worded(&form),
        correction_reason: Some("A typing error".into()),
        retraction_reason: (kind == MailKind::EvaluationRetracted).then(|| "A slip".into()),
        given_on: (kind == MailKind::EvaluationGivenOutside).then(|| "2019-11-05".parse().unwrap()),
        note: matches!(
            kind,
            MailKind::EvaluationGivenOutside | MailKind::EvaluationAcknowledged
        )
        .then(|| "On paper".into()),
    };
    Mail {
        kind,
        about: about(),
        content: Content::Evaluation(EvaluationPayload { evaluation }),
    }
}

pub(super) fn choice(kind: MailKind) -> Mail {
    let reader = match kind {
        MailKind::MentorChosen => Reader::Mentor,
        _ => Reader::Student,
    };
    let choice = MailChoice {
        message: Some("You left a bank\nfor a <school>.".into()),
    };
    Mail {
        kind,
        about: About {
            by: MailActor::Student,
            reader: Some(reader),
            ..about()
        },
        content: Content::Choice(ChoicePayload { choice }),
    }
}

pub(super) fn waiver(by: MailActor, reason: Option<&str>) -> Mail {
    let waiver = MailWaiver {
        step: Step::Project,
        reason: reason.map(str::to_owned),
    };
    Mail {
        kind: MailKind::RoadbookWaived,
        about: About { by, ..about() },
        content: Content::Waiver(WaiverPayload { waiver }),
    }
}

pub(super) fn steering(kind: MailKind, by: MailActor, reader: Reader) -> Mail {
    let of_an_interview = matches!(
        kind,
        MailKind::InterviewExtended | MailKind::InterviewExcused
    );
    let steering = MailSteering {
        step: of_an_interview.then_some(Step::ActionPlan),
        window: (kind == MailKind::InterviewExtended).then(|| Window {
            from: "2019-04-01".parse().unwrap(),
            to: "2019-07-20".parse().unwrap(),
        }),
        reason: of_an_interview.then(|| "An internship in Lima until July.".to_owned()),
        end_reason: (kind == MailKind::MentorshipEnded).then_some(EndReason::Other),
        message: None,
    };
    Mail {
        kind,
        about: About {
            by,
            reader: Some(reader),
            ..about()
        },
        content: Content::Steering(SteeringPayload { steering }),
    }
}

fn nudge() -> Mail {
    let nudge = MailNudge {
        step: Some(Step::Project),
        fr: "Proposez un rendez-vous.".into(),
        en: "Propose a meeting.".into(),
        message: Some("We are here if you need us.".into()),
    };
    Mail {
        kind: MailKind::Nudge,
        about: About {
            by: MailActor::Staff,
            ..about()
        },
        content: Content::Nudge(NudgePayload { nudge }),
    }
}

fn concern() -> Mail {
    let concern = MailConcern {
        kind: ConcernKind::WantsToStop,
    };
    Mail {
        kind: MailKind::ConcernRaised,
        about: About {
            by: MailActor::Staff,
            reader: Some(Reader::Staff),
            ..about()
        },
        content: Content::Concern(ConcernPayload { concern }),
    }
}

pub(super) fn emergency(document: DocumentKind) -> Mail {
    let emergency = MailEmergency {
        document,
        step: Step::Project,
        reason: "We fear for <somebody>.".into(),
    };
    Mail {
        kind: MailKind::DocumentOpened,
        about: About {
            by: MailActor::Staff,
            ..about()
        },
        content: Content::Emergency(EmergencyPayload { emergency }),
    }
}

fn career(kind: MailKind) -> Mail {
    let reader = match kind {
        MailKind::CareerInterviewRequested
        | MailKind::CareerInterviewHandedOver
        | MailKind::CareerInterviewChanged => Reader::Staff,
        MailKind::RecommendationTakenUp | MailKind::RecommendationClosed => Reader::Mentor,
        _ => Reader::Student,
    };
    let career = match reader {
        Reader::Student => MailCareer {
            starts_at: "2019-05-06T12:00:00Z".parse().ok(),
            duration_minutes: Some(45),
            means: Some(MailMeans {
                kind: MeansKind::InPerson,
                detail: "Room <12>".into(),
            }),
            note: Some("Bring your CV.".into()),
            reason: (kind != MailKind::CareerInterviewScheduled).then(|| "We are ill.".into()),
            replaced_starts_at: None,
            calendar: None,
        },
        Reader::Mentor | Reader::Staff => MailCareer::default(),
    };
    Mail {
        kind,
        about: About {
            by: MailActor::Staff,
            reader: Some(reader),
            ..about()
        },
        content: Content::Career(CareerPayload { career }),
    }
}

fn application(kind: MailKind, reader: Reader) -> Mail {
    Mail {
        kind,
        about: About {
            by: MailActor::Staff,
            reader: Some(reader),
            ..about()
        },
        content: Content::Application(ApplicationPayload {
            application: MailApplication { listed: false },
        }),
    }
}

pub(super) fn of(kind: MailKind) -> Mail {
    match kind {
        MailKind::CareerInterviewRequested
        | MailKind::CareerInterviewScheduled
        | MailKind::CareerInterviewDeclined
        | MailKind::CareerInterviewCancelled
        | MailKind::CareerInterviewHandedOver
        | MailKind::CareerInterviewChanged
        | MailKind::RecommendationTakenUp
        | MailKind::RecommendationClosed => career(kind),
        MailKind::MentorApplicationReceived => application(kind, Reader::Staff),
        MailKind::MentorApplicationAccepted | MailKind::MentorApplicationRefused => {
            application(kind, Reader::Mentor)
        }
        MailKind::Nudge => nudge(),
        MailKind::StudentAssigned
        | MailKind::MentorAssigned
        | MailKind::MentorChanged
        | MailKind::MentorshipEnded
        | MailKind::InterviewExtended
        | MailKind::InterviewExcused => steering(kind, MailActor::Staff, Reader::Student),
        MailKind::DocumentOpened => emergency(DocumentKind::Evaluation),
        MailKind::ConcernRaised => concern(),
        MailKind::MentorChosen | MailKind::ChoiceRecorded => choice(kind),
        MailKind::RoadbookWaived => waiver(MailActor::Mentor, Some("We know each other.")),
        MailKind::RoadbookSent | MailKind::RoadbookCopy => edition(kind),
        MailKind::EvaluationGiven
        | MailKind::EvaluationCorrected
        | MailKind::EvaluationGivenOutside
        | MailKind::EvaluationAcknowledged
        | MailKind::EvaluationRetracted => form(kind),
        _ => appointment(kind),
    }
}

pub(super) fn appointment_in(mail: &mut Mail) -> &mut MailAppointment {
    match &mut mail.content {
        Content::Appointment(payload) => &mut payload.appointment,
        other => panic!("{other:?}"),
    }
}

pub(super) fn edition_in(mail: &mut Mail) -> &mut MailEdition {
    match &mut mail.content {
        Content::Edition(payload) => &mut payload.edition,
        other => panic!("{other:?}"),
    }
}

pub(super) fn evaluation_in(mail: &mut Mail) -> &mut MailEvaluation {
    match &mut mail.content {
        Content::Evaluation(payload) => &mut payload.evaluation,
        other => panic!("{other:?}"),
    }
}

pub(super) fn written(mail: &Mail, language: Language) -> Texts {
    render(mail, mail.about.reader.unwrap(), language, None).unwrap()
}
