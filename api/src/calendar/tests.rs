use super::*;
use domain::words::{Language, MeansKind, Step};

fn meeting() -> Meeting<'static> {
    Meeting {
        step: Some(Step::Project),
        with: With::Other("Émile; \"Durand\", Jr"),
        starts_at: "2019-02-04T17:30:00Z".parse().unwrap(),
        minutes: 45,
        means: MeansKind::Video,
        detail: "https://meet.example.org/zoe?a=b;c,d",
        note: Some("Un café ?\r\nEND:VCALENDAR"),
        page: Page {
            zone: Tz::Europe__Paris,
            language: Language::Fr,
            website: None,
        },
    }
}

fn event() -> Event {
    let at = "2019-01-10T09:00:00Z".parse().unwrap();
    let mailbox = |name: &str, address: &str| Mailbox {
        name: name.to_owned(),
        address: address.to_owned(),
    };
    Event {
        organizer: Some(mailbox("Alumni, 2019", "mentoring@example.org")),
        attendees: vec![mailbox("Zoé \"Z\" Le Goff", "zoe+a@school.example")],
        ..meeting().event(Status::Confirmed, ("7@example.org".to_owned(), 2), at)
    }
}

fn unfolded(text: &str) -> String {
    text.replace("\r\n ", "")
}

#[test]
fn an_invitation_says_who_when_and_where() {
    let text = unfolded(&invitation(Method::Request, &event()));
    for line in [
        "METHOD:REQUEST",
        "UID:7@example.org",
        "SEQUENCE:2",
        "DTSTAMP:20190110T090000Z",
        "DTSTART;TZID=Europe/Paris:20190204T183000",
        "DTEND;TZID=Europe/Paris:20190204T191500",
        "LOCATION:https://meet.example.org/zoe?a=b\\;c\\,d",
        "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://meet.example.org/zoe?a=b;c,d",
        "ORGANIZER;CN=\"Alumni, 2019\":mailto:mentoring@example.org",
        "STATUS:CONFIRMED",
        "TRIGGER:-P1D",
    ] {
        assert!(text.contains(&format!("\r\n{line}\r\n")), "{line}: {text}");
    }
    assert!(text.contains(";CN=\"Zoé 'Z' Le Goff\":mailto:zoe+a@school.example\r\n"));
    assert!(
        text.contains("avec Émile\\; \"Durand\"\\, Jr\r\n"),
        "{text}"
    );
    assert!(text.contains("DESCRIPTION:Un café ?\\nEND:VCALENDAR\\n\\nVisio\u{a0}: https"));
    assert_eq!(text.matches("\r\nEND:VCALENDAR").count(), 1);
    assert_eq!(text.matches("\r\nBEGIN:VTIMEZONE").count(), 1);
}

#[test]
fn a_cancellation_reminds_of_nothing() {
    let cancelled = Event {
        status: Status::Cancelled,
        ..event()
    };
    let text = unfolded(&invitation(Method::Cancel, &cancelled));
    assert!(text.contains("METHOD:CANCEL") && text.contains("STATUS:CANCELLED"));
    assert!(!text.contains("VALARM"));
}

#[test]
fn a_time_that_comes_twice_is_told_by_utc() {
    let mut meeting = meeting();
    meeting.starts_at = "2019-10-27T01:30:00Z".parse().unwrap();
    let at = meeting.starts_at;
    let text = feed(
        "x",
        &[meeting.event(Status::Confirmed, (String::new(), 0), at)],
    );
    assert!(text.contains("DTSTART:20191027T013000Z"), "{text}");
    assert!(!text.contains("VTIMEZONE"), "{text}");
}

#[test]
fn a_whole_day_ends_where_the_next_begins() {
    let day = Event {
        time: Time::Day("2019-12-31".parse().unwrap()),
        ..event()
    };
    let text = feed("Mentorat", &[day]);
    assert!(text.contains("DTSTART;VALUE=DATE:20191231\r\nDTEND;VALUE=DATE:20200101\r\n"));
    assert!(text.contains("REFRESH-INTERVAL;VALUE=DURATION:PT4H\r\nX-PUBLISHED-TTL:PT4H\r\n"));
    assert!(!text.contains("METHOD") && !text.contains("VALARM"));
}

#[test]
fn a_feed_without_events_is_a_calendar_still() {
    let text = feed("Mentorat", &[]);
    assert!(
        text.contains("BEGIN:VTIMEZONE\r\nTZID:Etc/UTC\r\nBEGIN:STANDARD"),
        "{text}"
    );
}
