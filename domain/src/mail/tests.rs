use super::*;
use crate::ids::PersonId;
use crate::words::Rating;
use serde_json::{Value, json};

const ZOE: &str = "0190b7c2-0000-7000-8000-000000000001";
const EMILE: &str = "0190b7c2-0000-7000-8000-000000000002";

/// A payload as the outbox of version 0.2.0 holds it.
fn old(more: Value) -> Value {
    let mut payload = json!({
        "programme": {"name": "Alumni Mentoring 2019", "time_zone": "Europe/Paris"},
        "mentorship_id": "0190b7c2-0000-7000-8000-000000000003",
        "student": {
            "id": ZOE, "first_name": "Zoé", "last_name": "Le Goff",
            "leaves_school_on": "2019-06-30",
        },
        "mentor": {"id": EMILE, "first_name": "Émile", "last_name": "Durand"},
        "by": "mentor",
    });
    let fields = payload.as_object_mut().unwrap();
    fields.extend(more.as_object().unwrap().clone());
    payload
}

fn appointment() -> Value {
    old(json!({"appointment": {
        "step": "project",
        "starts_at": "2019-02-04T17:30:00Z",
        "duration_minutes": 45,
        "means": {"kind": "video", "detail": "https://meet.example.org/zoe"},
        "note": null,
        "reason": "Un imprévu",
        "replaced_starts_at": null,
        "replaced_stands": false,
    }}))
}

fn edition() -> Value {
    old(json!({
        "edition": {
            "number": 1, "step": "project", "sent_at": "2019-01-28T09:00:00Z", "late": false,
            "message": null,
            "parts": [{"title": "Projet", "questions": [{"key": "idea", "label": "?", "text": "!"}]}],
        },
        "appointment": {"starts_at": "2019-02-04T17:30:00Z"},
    }))
}

fn choice() -> Value {
    old(json!({"choice": {"message": "You left a bank for a school."}}))
}

fn waiver() -> Value {
    old(json!({"waiver": {"step": "project", "reason": null}}))
}

fn steering() -> Value {
    old(json!({"steering": {
        "step": "project", "window": {"from": "2019-01-01", "to": "2019-04-30"},
        "reason": "Ill in March.", "end_reason": null, "message": null,
    }}))
}

fn nudge() -> Value {
    old(json!({"nudge": {
        "step": "project", "fr": "Proposez.", "en": "Propose.", "message": null,
    }}))
}

fn evaluation() -> Value {
    let label = json!({"fr": "Réflexion", "en": "Thinking"});
    old(json!({"evaluation": {
        "step": "project",
        "form": {
            "ratings": [{"criterion_key": "t", "label": label, "rating": "good", "comment": null}],
            "fields": [], "situation": null, "opportunities": null, "problems": null,
            "strengths": null, "advice": "Call.", "career_department_recommended": false,
        },
        "correction_reason": null,
    }}))
}

fn emergency() -> Value {
    old(json!({"emergency": {
        "document": "evaluation", "step": "project", "reason": "We fear for somebody.",
    }}))
}

fn concern() -> Value {
    old(json!({"concern": {"kind": "wants_to_stop"}}))
}

fn career() -> Value {
    old(json!({"career": {
        "starts_at": null, "duration_minutes": null, "means": null, "note": null,
        "reason": "Ill.", "replaced_starts_at": null,
    }}))
}

fn application() -> Value {
    old(json!({"application": {"listed": false}}))
}

#[test]
fn rows_of_earlier_versions_are_read() {
    let mail = MailKind::AppointmentDeclined.read(appointment()).unwrap();
    let Content::Appointment(payload) = &mail.content else {
        panic!("{mail:?}");
    };
    assert_eq!(payload.appointment.reason.as_deref(), Some("Un imprévu"));
    let mail = MailKind::RoadbookSent.read(edition()).unwrap();
    let Content::Edition(payload) = &mail.content else {
        panic!("{mail:?}");
    };
    assert!(payload.appointment.is_some());
    let mail = MailKind::EvaluationGiven.read(evaluation()).unwrap();
    let Content::Evaluation(payload) = &mail.content else {
        panic!("{mail:?}");
    };
    let rated = &payload.evaluation.form.ratings[0];
    assert_eq!(rated.rating, Some(Rating::Good));
}

#[test]
fn readers_of_earlier_versions_are_told_by_their_id() {
    let id = |text: &str| PersonId(text.parse().unwrap());
    let mut mail = MailKind::AppointmentDeclined.read(appointment()).unwrap();
    assert_eq!(mail.about.role_of(id(ZOE)), Some(Reader::Student));
    assert_eq!(mail.about.role_of(id(EMILE)), Some(Reader::Mentor));
    assert_eq!(mail.about.role_of(PersonId::new()), None);
    mail.about.reader = Some(Reader::Mentor);
    assert_eq!(mail.about.role_of(PersonId::new()), Some(Reader::Mentor));
}

#[test]
fn payloads_are_written_as_they_are_read() {
    for kind in MailKind::ALL {
        let payload = [
            choice(),
            appointment(),
            edition(),
            waiver(),
            steering(),
            nudge(),
            evaluation(),
            emergency(),
            concern(),
            career(),
            application(),
        ];
        let read: Vec<_> = payload
            .into_iter()
            .filter_map(|it| kind.read(it).ok())
            .collect();
        assert_eq!(read.len(), 1, "{kind} shows one thing");
        let written = serde_json::to_value(&read[0]).unwrap();
        assert_eq!(kind.read(written).unwrap(), read[0]);
    }
}

#[test]
fn missing_fields_and_unknown_words_are_errors() {
    let kind = MailKind::AppointmentProposed;
    let mut payload = appointment();
    payload["appointment"]["step"] = json!("dinner");
    let error = kind.read(payload).unwrap_err().to_string();
    assert!(error.contains("dinner"), "{error}");
    for missing in ["step", "starts_at", "means"] {
        let mut payload = appointment();
        payload["appointment"]
            .as_object_mut()
            .unwrap()
            .remove(missing);
        assert!(kind.read(payload).is_err(), "{missing}");
    }
    assert_eq!(MailKind::parse("newsletter"), None);
}

#[test]
fn students_have_left_from_the_day_after_their_last() {
    let about = MailKind::RoadbookCopy.read(edition()).unwrap().about;
    let left = |reader, now: &str| about.has_left(reader, now.parse().unwrap());
    assert!(!left(Reader::Student, "2019-06-30T21:59:00Z"));
    assert!(left(Reader::Student, "2019-06-30T22:01:00Z"));
    assert!(!left(Reader::Mentor, "2019-07-30T22:01:00Z"));
}
