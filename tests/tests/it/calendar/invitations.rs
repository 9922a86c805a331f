//! Mails about a date that is set or gone.

use super::{has, unfolded};
use crate::harness::{Class, Pair, School, apply, cafe, each_database};
use serde_json::json;

const SAM: &str = "sam@school.example.org";
const MIA: &str = "mia@alumni.example.org";

async fn pair(school: &School) -> Pair {
    let class = Class::open(school, &["mia"], &["sam"]).await;
    class.pair("sam", "mia").await
}

/// The mail to somebody with this line in its calendar, as that calendar.
async fn invited(school: &School, address: &str, line: &str) -> String {
    unfolded(&school.mail(address, line).await.text)
}

#[apply(each_database)]
async fn a_chain_of_moves_is_one_event_until_it_is_cancelled(school: School) {
    let pair = pair(&school).await;
    let first = pair.meet("project", "2019-02-04T17:30:00Z").await;
    let uid = format!("UID:{first}@mentoring");
    let set = invited(&school, SAM, "METHOD:REQUEST").await;
    let come = "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE";
    has(
        &set,
        &[
            &uid,
            "SEQUENCE:0",
            "STATUS:CONFIRMED",
            "DTSTART;TZID=Europe/Paris:20190204T183000",
            "DTEND;TZID=Europe/Paris:20190204T193000",
            "LOCATION:Café de la Gare\\, Lyon",
            "SUMMARY:Mentoring: first interview (professional project) with First mia Last mia",
            "ORGANIZER;CN=\"Alumni Mentoring 2019\":mailto:mentoring@localhost",
            &format!("{come};CN=\"First sam Last sam\":mailto:{SAM}"),
            &format!("{come};CN=\"First mia Last mia\":mailto:{MIA}"),
            "TRIGGER:-P1D",
        ],
    );
    let moved = pair.mentor.reschedule(&first, "2019-02-05T17:30:00Z").await;
    let moved = moved.created().id();
    pair.student.confirm(&moved).await.ok();
    // whoever confirms is invited, too
    let set = invited(&school, MIA, "METHOD:REQUEST").await;
    has(&set, &[&uid, "SEQUENCE:0"]);
    let moved_for = |address| invited(&school, address, "SEQUENCE:1");
    let set = moved_for(MIA).await;
    let at = "DTSTART;TZID=Europe/Paris:20190205T183000";
    has(&set, &[&uid, "SEQUENCE:1", at]);
    has(
        &set,
        &[
            "SUMMARY:Mentorat\u{a0}: premier entretien (projet professionnel) avec First sam Last sam",
        ],
    );
    has(&moved_for(SAM).await, &[&uid, "METHOD:REQUEST", at]);
    pair.mentor.cancel(&moved, "A journey.").await.ok();
    for address in [SAM, MIA] {
        let gone = invited(&school, address, "METHOD:CANCEL").await;
        has(&gone, &[&uid, "SEQUENCE:2", "STATUS:CANCELLED", at]);
        assert!(!gone.contains("VALARM"), "{gone}");
    }
}

#[apply(each_database)]
async fn a_proposal_invites_nobody(school: School) {
    let pair = pair(&school).await;
    let at = "2019-02-04T17:30:00Z";
    let proposed = pair.propose(&pair.student, "project", at).await.created();
    pair.mentor.decline(&proposed.id()).await.ok();
    for (address, said) in [(MIA, "propose"), (SAM, "declined")] {
        let mail = school.mail(address, said).await;
        assert!(!mail.text.contains("VCALENDAR"), "{mail:?}");
    }
}

#[apply(each_database)]
async fn what_people_write_stays_in_its_place(school: School) {
    let pair = pair(&school).await;
    let body = json!({
        "note": "Tea;\r\nEND:VEVENT\r\nATTENDEE:mailto:eve@example.org\n\\n \"so\"",
        "means": { "kind": "in_person", "place": "\"Le Train\", quai 2; ORGANIZER:x" },
    });
    let at = "2019-02-04T17:30:00Z";
    let proposed = pair.propose_with(&pair.student, "project", at, body).await;
    pair.mentor.confirm(&proposed.created().id()).await.ok();
    let set = invited(&school, SAM, "METHOD:REQUEST").await;
    has(&set, &["LOCATION:\"Le Train\"\\, quai 2\\; ORGANIZER:x"]);
    let note =
        "DESCRIPTION:Tea\\;\\nEND:VEVENT\\nATTENDEE:mailto:eve@example.org\\n\\\\n \"so\"\\n\\n";
    assert!(set.contains(note), "{set}");
    // in the form of the text, and in the file
    assert_eq!(set.matches("\nEND:VEVENT").count(), 2, "{set}");
    assert!(!set.contains("\nATTENDEE:"), "{set}");
}

#[apply(each_database)]
async fn the_end_of_a_mentorship_takes_its_dates_out(school: School) {
    let pair = pair(&school).await;
    let met = pair.meet("project", "2019-02-04T17:30:00Z").await;
    pair.mentor
        .end(&pair.id, json!({ "note": "A new job." }))
        .await
        .ok();
    let gone = invited(&school, SAM, "METHOD:CANCEL").await;
    has(&gone, &[&format!("UID:{met}@mentoring"), "SEQUENCE:1"]);
    let theirs = pair.class.pair("sam", "mia").await;
    theirs.meet("project", "2019-02-06T17:30:00Z").await;
    let staff = json!({ "end_reason": "other", "note": "Both agreed." });
    school.adviser().end(&theirs.id, staff).await.ok();
    for address in [SAM, MIA] {
        let gone = invited(&school, address, "20190206T183000").await;
        assert!(!gone.is_empty());
    }
    let gone = invited(&school, MIA, "METHOD:CANCEL").await;
    // the other's address is shown to the two of a live mentorship only (R5)
    assert!(!gone.contains(SAM), "{gone}");
}

#[apply(each_database)]
async fn a_career_interview_is_invited_to_and_moved_under_one_name(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let (sam, adviser) = (class.person("sam"), school.adviser());
    let path = class.path("/career-interviews");
    let asked = sam.post(path, json!({ "message": "Which job?" })).await;
    let id = asked.created().id();
    let uid = format!("UID:{id}@mentoring");
    let schedule = async |starts_at: &str| {
        let body = json!({ "starts_at": starts_at, "duration_minutes": 45, "means": cafe() });
        let path = format!("/v1/career-interviews/{id}/schedule");
        adviser.post(path, body).await.ok();
    };
    let sequence = |text: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix("SEQUENCE:"));
        line.unwrap().parse::<u32>().unwrap()
    };
    school.at("2019-01-11T09:00:00Z").await;
    schedule("2019-02-04T09:00:00Z").await;
    let set = invited(&school, SAM, "20190204T100000").await;
    let said = "SUMMARY:Interview with the Career Department";
    has(&set, &["METHOD:REQUEST", &uid, said]);
    school.at("2019-01-12T09:00:00Z").await;
    schedule("2019-02-05T09:00:00Z").await;
    let moved = invited(&school, SAM, "20190205T100000").await;
    has(&moved, &["METHOD:REQUEST", &uid]);
    school.at("2019-01-13T09:00:00Z").await;
    let path = format!("/v1/career-interviews/{id}/cancel");
    adviser.post(path, json!({ "reason": "Ill." })).await.ok();
    let gone = invited(&school, SAM, "METHOD:CANCEL").await;
    has(&gone, &[&uid, "STATUS:CANCELLED"]);
    assert!(sequence(&set) < sequence(&moved) && sequence(&moved) < sequence(&gone));
}
