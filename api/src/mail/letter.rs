//! A message of the outbox as a letter: its reader's address and language, its words, and where
//! answers go.

use super::invitation::{self, People};
use super::letterhead::Letterhead;
use super::texts::render;
use super::transport::{Correspondent, Letter};
use chrono::{DateTime, Utc};
use domain::mail::{About, Reader};
use persistence::{MessageRecord, PersonRecord};

/// Writes the mail of a message in its reader's language; `Err` holds the reason of a failure.
pub fn letter(
    message: MessageRecord,
    letterhead: &Letterhead,
    now: DateTime<Utc>,
) -> Result<Letter, String> {
    let mail = message.mail?;
    let reader = mail.about.role_of(message.to.id);
    let reader = reader.ok_or("the person is none of the mail's readers")?;
    let address = address(&message.to, mail.about.has_left(reader, now));
    let address = address.ok_or("the person has no e-mail address")?;
    let language = message.to.language;
    let texts = render(&mail, reader, language, letterhead.website.as_deref());
    let other = message
        .reply_to
        .filter(|_| answers(&mail.about, reader, now));
    let other = other.and_then(|other| {
        let address = other.email.clone()?;
        Some(correspondent(&other, address))
    });
    let to = correspondent(&message.to, address);
    let people = People {
        to: &to,
        other: other.as_ref(),
    };
    let at = message.due_at;
    let invitation = invitation::of(&mail, (reader, language), &people, letterhead, at);
    Ok(Letter {
        id: message.id,
        reply_to: other.or_else(|| team(&mail.about)),
        to,
        texts: texts.map_err(|error| error.to_string())?,
        invitation,
    })
}

/// R37: once students have left School, their mail goes to the private address, where there is one.
fn address(person: &PersonRecord, has_left: bool) -> Option<String> {
    let private = person.private_email.clone().filter(|_| has_left);
    private.or_else(|| person.email.clone())
}

/// Whether the other's mailbox still answers: the School's one of a student who has left doesn't,
/// and the private one is not shown (R5, R37).
fn answers(about: &About, reader: Reader, now: DateTime<Utc>) -> bool {
    match reader {
        Reader::Student => true,
        Reader::Mentor => !about.has_left(Reader::Student, now),
        Reader::Staff => false,
    }
}

/// The programme's team, who reads what no person can answer.
fn team(about: &About) -> Option<Correspondent> {
    let address = about.programme.contact_email.clone()?;
    let name = about.programme.name.clone();
    Some(Correspondent { name, address })
}

fn correspondent(person: &PersonRecord, address: String) -> Correspondent {
    let name = format!("{} {}", person.first_name, person.last_name);
    Correspondent {
        name: name.trim().to_owned(),
        address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::real;
    use crate::mail::texts::tests::{EMILE, ZOE, appointment};
    use domain::mail::MailKind;
    use domain::words::Language;
    use uuid::Uuid;

    fn person(id: domain::ids::PersonId, name: &str) -> PersonRecord {
        PersonRecord {
            id,
            external_id: name.into(),
            first_name: name.into(),
            last_name: "Le Goff".into(),
            email: Some(format!("{name}@school.example")),
            private_email: Some(format!("{name}@home.example")),
            phone: None,
            video_handle: None,
            language: Language::Fr,
            reminders: true,
            active: true,
            version: 1,
            calendar_generation: 1,
        }
    }

    fn message(reader: Reader) -> MessageRecord {
        let mut mail = appointment(MailKind::AppointmentProposed);
        mail.about.reader = None;
        mail.about.student.leaves_school_on = Some("2019-06-30".parse().unwrap());
        let (zoe, emile) = (person(ZOE, "zoe"), person(EMILE, "emile"));
        let (to, other) = match reader {
            Reader::Student => (zoe, emile),
            Reader::Mentor | Reader::Staff => (emile, zoe),
        };
        MessageRecord {
            id: Uuid::now_v7(),
            to,
            mail: Ok(mail),
            reply_to: Some(other),
            attempts: 1,
            due_at: real(),
        }
    }

    fn letterhead(website: Option<&str>) -> Letterhead {
        Letterhead {
            website: website.map(str::to_owned),
            sender: "mentoring@example.org".to_owned(),
            host: "mentoring.example.org".to_owned(),
        }
    }

    fn in_spring() -> DateTime<Utc> {
        "2019-04-01T08:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_mail_links_to_the_website_where_one_is_configured() {
        let website = Some("https://alumni.example.org/mentorat");
        let linked = letter(message(Reader::Student), &letterhead(website), in_spring()).unwrap();
        let line = "Votre espace\u{a0}: https://alumni.example.org/mentorat";
        assert!(linked.texts.text.contains(line), "{}", linked.texts.text);
        let without = letter(message(Reader::Student), &letterhead(None), in_spring()).unwrap();
        assert!(!without.texts.text.contains("Votre espace"));
    }

    #[test]
    fn answers_go_to_the_other_while_the_schools_mailbox_lives() {
        let reply_to = |reader, now| {
            letter(message(reader), &letterhead(None), now)
                .unwrap()
                .reply_to
        };
        let address = |to: Option<Correspondent>| to.map(|to| to.address);
        let after = "2019-07-01T08:00:00Z".parse().unwrap();
        for now in [in_spring(), after] {
            let to = reply_to(Reader::Student, now);
            assert_eq!(address(to).as_deref(), Some("emile@school.example"));
        }
        let to = reply_to(Reader::Mentor, in_spring());
        assert_eq!(address(to).as_deref(), Some("zoe@school.example"));
        assert_eq!(reply_to(Reader::Mentor, after), None);
    }

    #[test]
    fn answers_go_to_the_team_where_no_person_reads_them() {
        let answered = |reply_to| {
            let mut message = message(Reader::Student);
            message.reply_to = reply_to;
            let mail = message.mail.as_mut().unwrap();
            mail.about.programme.contact_email = Some("team@school.example".to_owned());
            let letter = letter(message, &letterhead(None), in_spring()).unwrap();
            letter.reply_to.unwrap().address
        };
        assert_eq!(answered(None), "team@school.example");
        let emile = person(EMILE, "emile");
        assert_eq!(answered(Some(emile)), "emile@school.example");
    }

    #[test]
    fn students_who_have_left_read_at_home() {
        let to = |reader, now| {
            letter(message(reader), &letterhead(None), now)
                .unwrap()
                .to
                .address
        };
        let after = "2019-07-01T08:00:00Z".parse().unwrap();
        assert_eq!(to(Reader::Student, in_spring()), "zoe@school.example");
        assert_eq!(to(Reader::Student, after), "zoe@home.example");
        assert_eq!(to(Reader::Mentor, after), "emile@school.example");
    }

    /// The invitation of a mail of a kind to Zoé, without its folds.
    fn invitation(kind: MailKind) -> Option<String> {
        let mut message = message(Reader::Student);
        let mail = message.mail.as_mut().unwrap();
        mail.kind = kind;
        let letter = letter(message, &letterhead(None), in_spring()).unwrap();
        Some(letter.invitation?.text.replace("\r\n ", ""))
    }

    #[test]
    fn a_date_that_is_set_or_gone_comes_with_an_invitation() {
        let set = invitation(MailKind::AppointmentConfirmed).unwrap();
        for line in [
            "METHOD:REQUEST",
            "UID:00000000-0000-0000-0000-000000000001@mentoring.example.org",
            "SEQUENCE:1",
            "STATUS:CONFIRMED",
            "ORGANIZER;CN=\"Alumni Mentoring 2019\":mailto:mentoring@example.org",
        ] {
            assert!(set.contains(&format!("\r\n{line}\r\n")), "{line}: {set}");
        }
        let come = "PARTSTAT=ACCEPTED;RSVP=FALSE;CN=\"zoe Le Goff\":mailto:zoe@school.example";
        assert!(set.contains(come) && set.contains(":mailto:emile@school.example"));
        let gone = invitation(MailKind::AppointmentCancelled).unwrap();
        assert!(gone.contains("METHOD:CANCEL") && gone.contains("STATUS:CANCELLED"));
        assert_eq!(invitation(MailKind::AppointmentProposed), None);
        assert_eq!(invitation(MailKind::AppointmentRescheduled), None);
    }

    #[test]
    fn an_address_that_is_not_shown_is_not_in_the_invitation() {
        let mut message = message(Reader::Mentor);
        message.mail.as_mut().unwrap().kind = MailKind::AppointmentConfirmed;
        let after = "2019-07-01T08:00:00Z".parse().unwrap();
        let letter = letter(message, &letterhead(None), after).unwrap();
        let text = letter.invitation.unwrap().text.replace("\r\n ", "");
        assert_eq!(text.matches("ATTENDEE").count(), 1, "{text}");
        assert!(!text.contains("zoe@"), "{text}");
    }

    #[test]
    fn a_row_of_an_earlier_version_has_no_invitation() {
        let mut message = message(Reader::Student);
        let mail = message.mail.as_mut().unwrap();
        mail.kind = MailKind::AppointmentConfirmed;
        let domain::mail::Content::Appointment(payload) = &mut mail.content else {
            panic!("no appointment")
        };
        payload.appointment.calendar = None;
        let letter = letter(message, &letterhead(None), in_spring()).unwrap();
        assert_eq!(letter.invitation, None);
    }
}
