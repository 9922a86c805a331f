//! Meetings in people's own calendars: invitations by mail and as files, and feeds (R26).

mod feed;
mod invitations;
mod invite;

use crate::harness::{Actor, Answer, School};

/// A calendar without its folds.
fn unfolded(text: &str) -> String {
    text.replace("\r\n ", "").replace("\r\n", "\n")
}

/// Whether a calendar has these lines.
#[track_caller]
fn has(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(text.lines().any(|one| one == *line), "no {line}: {text}");
    }
}

/// The calendar of a file.
#[track_caller]
fn calendar(answer: &Answer) -> String {
    let text = String::from_utf8(answer.bytes.clone()).unwrap();
    for line in text.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains('\n'), "{line}");
    }
    unfolded(&text)
}

/// The path of somebody's feed.
async fn feed_of(school: &School, person: &Actor) -> String {
    let feed = person.get("/v1/me/calendar-feed").await.ok();
    path(school, &feed)
}

#[track_caller]
fn path(school: &School, feed: &Answer) -> String {
    let url = feed.text("/url");
    url.strip_prefix(school.url()).unwrap().to_owned()
}
