//! Feeds: what is in them, who reads them, and how an address ends.

use super::{calendar, feed_of, has, path};
use crate::harness::{Class, School, apply, each_database};
use serde_json::json;

#[apply(each_database)]
async fn a_feed_has_what_is_ahead_and_what_is_proposed(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let sam = class.person("sam");
    let feed = feed_of(&school, &sam).await;
    let anonymous = school.anonymous();
    let before = calendar(&anonymous.get(&feed).await.ok());
    has(
        &before,
        &[
            "SUMMARY:Alumni Mentoring 2019: last day to choose a mentor",
            "DTSTART;VALUE=DATE:20190331",
            "DTEND;VALUE=DATE:20190401",
        ],
    );
    let pair = class.pair("sam", "mia").await;
    let first = pair.meet("project", "2019-02-04T17:30:00Z").await;
    let moved = pair.mentor.reschedule(&first, "2019-02-06T17:30:00Z").await;
    let moved = moved.created().id();
    let answer = anonymous.get(&feed).await.ok();
    assert_eq!(
        answer.header("content-type"),
        "text/calendar; charset=utf-8"
    );
    assert_eq!(answer.header("cache-control"), "private, no-cache");
    let both = calendar(&answer);
    let deadline = "SUMMARY:Mentoring: last day to send the road-book for the first interview \
                    (professional project)";
    has(
        &both,
        &[
            "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
            "X-PUBLISHED-TTL:PT4H",
            &format!("UID:{first}@mentoring"),
            "DTSTART;TZID=Europe/Paris:20190204T183000",
            "STATUS:CONFIRMED",
            &format!("UID:{moved}-proposed@mentoring"),
            "DTSTART;TZID=Europe/Paris:20190206T183000",
            "STATUS:TENTATIVE",
            deadline,
            "DTSTART;VALUE=DATE:20190128",
            "DTSTART;VALUE=DATE:20190331",
            "DTSTART;VALUE=DATE:20191231",
        ],
    );
    assert!(
        !both.contains("choose a mentor") && !both.contains("METHOD"),
        "{both}"
    );
    let known = anonymous
        .ask("GET", &feed)
        .header("If-None-Match", answer.etag());
    assert_eq!(known.send().await.status(304).bytes, b"");
    pair.student.confirm(&moved).await.ok();
    let once = calendar(&anonymous.get(&feed).await.ok());
    has(&once, &[&format!("UID:{first}@mentoring"), "SEQUENCE:1"]);
    assert!(!once.contains("20190204T183000"), "{once}");
    let theirs = feed_of(&school, &pair.mentor).await;
    let theirs = calendar(&anonymous.get(&theirs).await.ok());
    has(&theirs, &[&format!("UID:{first}@mentoring")]);
    assert!(
        theirs.contains("dernier jour du premier entretien"),
        "{theirs}"
    );
    assert!(!theirs.contains("carnet de route"), "{theirs}");
}

#[apply(each_database)]
async fn a_feed_says_nothing_of_road_books_and_forms(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.conclude_project().await;
    for person in [&pair.student, &pair.mentor] {
        let feed = feed_of(&school, person).await;
        let text = calendar(&school.anonymous().get(&feed).await.ok());
        has(&text, &["DTSTART;TZID=Europe/Paris:20190205T180000"]);
        for told in [
            "What I think",
            "Here it is",
            "banks",
            "Curious",
            "Call Anna",
        ] {
            assert!(!text.contains(told), "{told}: {text}");
        }
    }
}

#[apply(each_database)]
async fn a_career_interview_is_in_the_feeds_of_both(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let sam = class.person("sam");
    let asked = sam.post(
        class.path("/career-interviews"),
        json!({ "message": "Which job?" }),
    );
    let id = asked.await.created().id();
    let date = json!({
        "starts_at": "2019-02-04T09:00:00Z",
        "duration_minutes": 45,
        "means": { "kind": "video", "link": "https://meet.example.org/room" },
    });
    let schedule = format!("/v1/career-interviews/{id}/schedule");
    let adviser = school.adviser();
    adviser.post(schedule, date).await.ok();
    let feed = feed_of(&school, &sam).await;
    let text = calendar(&school.anonymous().get(&feed).await.ok());
    has(
        &text,
        &[
            "SUMMARY:Interview with the Career Department",
            "DTSTART;TZID=Europe/Paris:20190204T100000",
            "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://meet.example.org/room",
        ],
    );
    let feed = feed_of(&school, &adviser).await;
    let text = calendar(&school.anonymous().get(&feed).await.ok());
    has(&text, &["DTSTART:20190204T090000Z"]);
    assert!(
        text.contains("First sam Last sam") && !text.contains("Which job"),
        "{text}"
    );
    let feed = feed_of(&school, &school.admin()).await;
    let text = calendar(&school.anonymous().get(&feed).await.ok());
    assert!(!text.contains("VEVENT"), "{text}");
}

#[apply(each_database)]
async fn another_address_ends_the_one_before(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let (sam, mia) = (class.person("sam"), class.person("mia"));
    let first = feed_of(&school, &sam).await;
    assert_eq!(first, feed_of(&school, &sam).await);
    assert_ne!(first, feed_of(&school, &mia).await);
    school.anonymous().get(&first).await.ok();
    let renew = || {
        let ask = sam.ask("POST", "/v1/me/calendar-feed");
        ask.header("Idempotency-Key", "once").send()
    };
    let renewed = renew().await.ok();
    let again = renew().await.ok();
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.body(), renewed.body());
    let second = path(&school, &renewed);
    assert_ne!(second, first);
    assert_eq!(feed_of(&school, &sam).await, second);
    school.anonymous().get(&second).await.ok();
    school
        .anonymous()
        .get(&first)
        .await
        .refused(404, "not_found");
    let audit = "/v1/audit-log?action=renew_calendar_feed";
    let audit = school.admin().get(audit).await.ok();
    assert_eq!(audit.at("/items/0/changed"), json!(["calendar_feed"]));
    // the secret is kept nowhere
    let secret = second.split('/').nth(3).unwrap().as_bytes();
    for file in std::fs::read_dir(school.folder()).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            assert!(
                !bytes.windows(secret.len()).any(|part| part == secret),
                "{path:?}"
            );
        }
    }
}

#[apply(each_database)]
async fn a_bent_secret_and_a_deactivated_person_have_no_feed(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let feed = feed_of(&school, &class.person("sam")).await;
    let anonymous = school.anonymous();
    for bent in [
        feed.replace("feeds/", "feeds/A"),
        feed.replace("/feed.ics", "A/feed.ics"),
        feed.to_lowercase(),
        "/v1/calendar-feeds/secret/feed.ics".to_owned(),
    ] {
        anonymous.get(bent).await.refused(404, "not_found");
    }
    let id = class.person_id("sam").await;
    let path = format!("/v1/people/{id}/deactivate");
    school.admin().act(path).await.ok();
    anonymous.get(feed).await.refused(404, "not_found");
}
