//! The file of an appointment.

use super::{calendar, has};
use crate::harness::{Class, School, apply, each_database};

#[apply(each_database)]
async fn the_file_is_there_once_the_date_is_set(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let at = "2019-02-04T17:30:00Z";
    let id = pair
        .propose(&pair.student, "project", at)
        .await
        .created()
        .id();
    let path = format!("/v1/appointments/{id}/invite.ics");
    pair.student.get(&path).await.refused(404, "not_found");
    pair.mentor.confirm(&id).await.ok();
    let answer = pair.mentor.get(&path).await.ok();
    assert_eq!(
        answer.header("content-type"),
        "text/calendar; charset=utf-8"
    );
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"invite.ics\""
    );
    let text = calendar(&answer);
    has(
        &text,
        &[
            "METHOD:PUBLISH",
            &format!("UID:{id}@mentoring"),
            "SEQUENCE:0",
            "DTSTART;TZID=Europe/Paris:20190204T183000",
            "SUMMARY:Mentorat\u{a0}: premier entretien (projet professionnel) avec First sam Last sam",
        ],
    );
    // RFC 5546 §3.2.1
    assert!(!text.contains("ATTENDEE"), "{text}");
    let known = pair.mentor.ask("GET", &path);
    let known = known.header("If-None-Match", answer.etag()).send().await;
    assert_eq!(known.status(304).bytes, b"");
    let both = calendar(&school.adviser().get(&path).await.ok());
    assert!(both.contains("First sam Last sam et First mia Last mia") || both.contains(" and "));
    pair.mentor.cancel(&id, "A journey.").await.ok();
    let gone = calendar(&pair.student.get(&path).await.ok());
    has(&gone, &["METHOD:CANCEL", "SEQUENCE:1", "STATUS:CANCELLED"]);
}

#[apply(each_database)]
async fn a_missed_appointment_has_none(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let id = pair.meet("project", "2019-02-04T17:30:00Z").await;
    pair.at("2019-02-04T18:30:00Z").await;
    pair.mentor.no_show(&id, "student").await.ok();
    let path = format!("/v1/appointments/{id}/invite.ics");
    pair.student.get(path).await.refused(404, "not_found");
}
