//! A message of the outbox as a letter: its reader's address and language, its words.

use super::texts::{Kind, render};
use super::transport::Letter;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::calendar::local_day;
use persistence::MessageRecord;
use serde_json::{Value, json};

/// Writes the mail of a message in its reader's language; `Err` holds the reason of a failure.
pub fn letter(
    message: MessageRecord,
    website: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Letter, String> {
    let kind = Kind::parse(&message.kind)
        .ok_or_else(|| format!("no mail of the kind {}", message.kind))?;
    let address = address(&message, now).ok_or("the person has no e-mail address")?;
    let mut data = message.payload;
    if let Value::Object(fields) = &mut data {
        fields.insert("to".to_owned(), json!(message.to.id));
        fields.insert("link".to_owned(), json!(website));
    }
    let mail = render(kind, message.to.language, &data).map_err(|error| error.to_string())?;
    let name = format!("{} {}", message.to.first_name, message.to.last_name);
    Ok(Letter {
        id: message.id,
        name: name.trim().to_owned(),
        address,
        mail,
    })
}

/// R37: once students have left School, their mail goes to the private address, where there is one.
fn address(message: &MessageRecord, now: DateTime<Utc>) -> Option<String> {
    let private = message.to.private_email.clone();
    let private = private.filter(|_| has_left(message, now).unwrap_or(false));
    private.or_else(|| message.to.email.clone())
}

/// Whether the mail goes to the student of its mentorship, after the last day of School.
fn has_left(message: &MessageRecord, now: DateTime<Utc>) -> Option<bool> {
    let said = |pointer: &str| message.payload.pointer(pointer)?.as_str();
    let to_student = said("/student/id")? == message.to.id.to_string();
    let last_day: NaiveDate = said("/student/leaves_school_on")?.parse().ok()?;
    let zone: Tz = said("/programme/time_zone")?.parse().ok()?;
    Some(to_student && local_day(now, zone) > last_day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::real;
    use domain::ids::PersonId;
    use domain::words::Language;
    use persistence::PersonRecord;
    use uuid::Uuid;

    fn message() -> MessageRecord {
        let to = PersonRecord {
            id: PersonId::new(),
            external_id: "zoe".into(),
            first_name: "Zoé".into(),
            last_name: "Le Goff".into(),
            email: Some("zoe@school.example".into()),
            private_email: None,
            phone: None,
            video_handle: None,
            language: Language::Fr,
            reminders: true,
            active: true,
            version: 1,
        };
        let payload = json!({
            "student": {"id": to.id, "first_name": "Zoé", "last_name": "Le Goff"},
            "mentor": {"id": PersonId::new(), "first_name": "Émile", "last_name": "Durand"},
            "by": "mentor",
            "programme": {"name": "Alumni Mentoring 2019", "time_zone": "Europe/Paris"},
            "appointment": {
                "step": "project",
                "starts_at": "2019-02-04T17:30:00Z",
                "duration_minutes": 45,
                "means": {"kind": "phone", "detail": "+33 1 99 00 01 02"},
            },
        });
        MessageRecord {
            id: Uuid::now_v7(),
            kind: Kind::AppointmentProposed.as_str().to_owned(),
            to,
            payload,
            attempts: 1,
            due_at: real(),
        }
    }

    #[test]
    fn a_mail_links_to_the_website_where_one_is_configured() {
        let website = Some("https://alumni.example.org/mentorat");
        let linked = letter(message(), website, real()).unwrap();
        let line = "Votre espace\u{a0}: https://alumni.example.org/mentorat";
        assert!(linked.mail.text.contains(line), "{}", linked.mail.text);
        let without = letter(message(), None, real()).unwrap();
        assert!(!without.mail.text.contains("Votre espace"));
    }
}
