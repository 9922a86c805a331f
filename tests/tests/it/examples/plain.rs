//! What differs from run to run, made alike: ids, instants, addresses, cursors.

use chrono::{DateTime, SecondsFormat, SubsecRound, Timelike, Utc};
use serde_json::Value;
use std::sync::Mutex;
use uuid::Uuid;

/// Secret of an example's feed.
const SECRET: &str = "An-example-of-a-secret_it-leads-to-no-feed_and-shows-what-one-looks-l1";
/// Length of an id as text.
const ID: usize = 36;

/// The ids met so far, in order.
#[derive(Default)]
pub struct Plain {
    ids: Mutex<Vec<Uuid>>,
}

impl Plain {
    /// A body with stable words for what differs.
    pub fn value(&self, value: Value) -> Value {
        match value {
            Value::String(text) => self.text(&text).into(),
            Value::Array(items) => items.into_iter().map(|item| self.value(item)).collect(),
            Value::Object(members) => {
                let plain = |(name, value): (String, Value)| match name.as_str() {
                    "next_cursor" if value.is_string() => (name, "eyJhZnRlciI6MX0".into()),
                    _ => (name, self.value(value)),
                };
                Value::Object(members.into_iter().map(plain).collect())
            }
            other => other,
        }
    }

    /// A text with stable ids; whole texts that are instants or this server's addresses too.
    pub fn text(&self, text: &str) -> String {
        if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
            return rounded(instant.to_utc());
        }
        if let Some(stamped) = text.strip_prefix("BEGIN:VCALENDAR") {
            let lines = stamped
                .split("\r\n")
                .map(|line| match line.split_once(':') {
                    Some(("DTSTAMP", at)) => format!("DTSTAMP:{}", stamp(at)),
                    _ => self.ids_in(line),
                });
            return format!("BEGIN:VCALENDAR{}", lines.collect::<Vec<_>>().join("\r\n"));
        }
        let text = match text.split_once("/calendar-feeds/") {
            Some((before, rest)) => {
                let (_, file) = rest.split_once('/').unwrap_or_default();
                let host = match before.contains("://") {
                    true => "https://mentoring.example.org",
                    false => "",
                };
                format!("{host}/v1/calendar-feeds/{SECRET}/{file}")
            }
            None => text.to_owned(),
        };
        let text = match text.split_once("/problems/") {
            Some((_, code)) => format!("https://mentoring.example.org/problems/{code}"),
            None => text,
        };
        self.ids_in(&text)
    }

    /// A text with stable ids.
    fn ids_in(&self, text: &str) -> String {
        let (mut plain, mut rest) = (String::new(), text);
        while let Some(next) = rest.chars().next() {
            let id = rest.get(..ID).filter(|id| id.contains('-'));
            if let Some(id) = id.and_then(|id| Uuid::try_parse(id).ok()) {
                plain.push_str(&self.id(id));
                rest = &rest[ID..];
            } else {
                plain.push(next);
                rest = &rest[next.len_utf8()..];
            }
        }
        plain
    }

    /// An id that looks like a UUIDv7 and counts up in order of appearance.
    fn id(&self, id: Uuid) -> String {
        let mut ids = self.ids.lock().unwrap();
        let known = ids.iter().position(|known| *known == id);
        let number = known.unwrap_or_else(|| {
            ids.push(id);
            ids.len() - 1
        });
        format!("01930d3a-7c00-7000-8000-{:012x}", number + 1)
    }
}

/// The story sets the clock to quarters of an hour; how far it has run since then is chance, but
/// less than a story may take.
fn rounded(instant: DateTime<Utc>) -> String {
    let whole = instant.trunc_subsecs(0).with_second(0).unwrap();
    let whole = whole.with_minute(whole.minute() / 5 * 5).unwrap();
    whole.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// An instant of a calendar, likewise.
fn stamp(at: &str) -> String {
    let at = chrono::NaiveDateTime::parse_from_str(at, "%Y%m%dT%H%M%SZ").unwrap();
    let at: DateTime<Utc> = rounded(at.and_utc()).parse().unwrap();
    at.format("%Y%m%dT%H%M%SZ").to_string()
}
