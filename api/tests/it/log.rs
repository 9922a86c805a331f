//! The log of a story, at its most talkative: one flat object a line, and nothing that is nobody
//! else's business.

use crate::program::{Place, SECRET};
use reqwest::blocking::{Client, Response};
use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::{Value, json};
use std::fmt;
use std::io::Write;

/// The members of an object in their order, those that are named twice, too.
struct Members(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

/// A caller of the running demo.
struct Caller<'a> {
    client: &'a Client,
    url: &'a str,
    token: String,
}

impl Caller<'_> {
    fn send(&self, method: &str, path: &str, etag: Option<&str>, body: &str) -> Response {
        let url = format!("{}{path}", self.url);
        let mut request = self.client.request(method.parse().unwrap(), url);
        request = request.bearer_auth(&self.token);
        if let Some(etag) = etag {
            request = request.header("If-Match", etag);
        }
        if !body.is_empty() {
            request = request.header("Content-Type", "application/json");
        }
        request.body(body.to_owned()).send().unwrap()
    }

    fn call(&self, method: &str, path: &str, body: Value) -> Value {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let answer = self.send(method, path, None, &body);
        let status = answer.status();
        let text = answer.text().unwrap();
        assert!(status.is_success(), "{method} {path}: {status} {text}");
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Reads, then writes over what was read.
    fn save(&self, method: &str, path: &str, body: Value) {
        let read = self.send("GET", path, None, "");
        let etag = read.headers()["etag"].to_str().unwrap().to_owned();
        let answer = self.send(method, path, Some(&etag), &body.to_string());
        assert!(answer.status().is_success(), "{}", answer.text().unwrap());
    }
}

/// The first value of this name, anywhere.
fn first(value: &Value, name: &str) -> Option<String> {
    match value {
        Value::Object(members) => match members.get(name) {
            Some(Value::String(found)) => Some(found.clone()),
            _ => members.values().find_map(|value| first(value, name)),
        },
        Value::Array(values) => values.iter().find_map(|value| first(value, name)),
        _ => None,
    }
}

/// The token of an account.
fn token(value: &Value, name: &str) -> Option<String> {
    match value {
        Value::Object(members) if members.get("name") == Some(&name.into()) => {
            first(value, "token")
        }
        Value::Object(members) => members.values().find_map(|value| token(value, name)),
        Value::Array(values) => values.iter().find_map(|value| token(value, name)),
        _ => None,
    }
}

/// The README's year up to the first form, each text a canary.
fn play(client: &Client, url: &str) -> Vec<String> {
    let accounts: Value = client
        .get(format!("{url}/demo/accounts"))
        .send()
        .unwrap()
        .json()
        .unwrap();
    let caller = |name: &str| {
        let token = token(&accounts, name).unwrap_or_else(|| panic!("{name}: {accounts}"));
        Caller { client, url, token }
    };
    let (student, mentor) = (caller("Nathan Whitcombe"), caller("James Ashdown"));
    let me = student.call("GET", "/v1/me", Value::Null);
    let programme = first(&me, "programme_id").unwrap();
    let roadbook = format!("/v1/roadbooks/{}", first(&me, "roadbook_id").unwrap());
    let mentors = format!("/v1/programmes/{programme}/mentors");
    let found = student.call(
        "GET",
        &format!("{mentors}?available=true&q=ashdown"),
        Value::Null,
    );
    student.send("GET", &format!("{mentors}?q=canary-query"), None, "");
    let chosen = json!({ "mentor_id": first(&found, "id") });
    let mentorship = format!("/v1/programmes/{programme}/mentorships");
    let mentorship = first(&student.call("POST", &mentorship, chosen), "id").unwrap();
    let interview = format!("/v1/mentorships/{mentorship}/interviews/project");
    let proposal = json!({ "starts_at": "2027-03-02T17:00:00Z", "duration_minutes": 45,
        "means": { "kind": "phone", "number": "+33 1 98 76 54 32" } });
    let proposed = student.call("POST", &format!("{interview}/appointments"), proposal);
    let appointment = format!("/v1/appointments/{}", first(&proposed, "id").unwrap());
    mentor.call("POST", &format!("{appointment}/confirm"), Value::Null);
    student.save(
        "PATCH",
        &roadbook,
        json!({ "answers": {
        "school_path": "canary-answer", "project_idea": "canary-answer",
        "project_motivations": "canary-answer", "project_experience": "canary-answer",
        "project_foundations": "canary-answer" } }),
    );
    let sending = json!({ "step": "project", "message": "canary-message" });
    student.call("POST", &format!("{roadbook}/send"), sending);
    let evening = json!({ "now": "2027-03-02T18:00:00Z" });
    student.call("PUT", "/demo/clock", evening);
    mentor.call("POST", &format!("{appointment}/hold"), Value::Null);
    mentor.save(
        "PUT",
        &format!("{interview}/evaluation"),
        json!({
        "ratings": [{ "criterion_key": "clarity", "rating": "good", "comment": "canary-comment" }],
        "advice": "canary-advice", "career_department_recommended": false }),
    );
    for (method, path, body) in [
        ("POST", format!("{appointment}/confirm"), ""),
        ("POST", format!("{roadbook}/send"), "{\"canary-body"),
        (
            "POST",
            format!("{roadbook}/send"),
            "{\"step\": \"canary-body\", \"canary-member\": 1}",
        ),
        ("GET", "/v1/mentors/canary-path".to_owned(), ""),
        ("GET", "/canary-path?canary-query=1".to_owned(), ""),
    ] {
        let refused = student.send(method, &path, None, body);
        assert!(
            refused.status().is_client_error(),
            "{path}: {}",
            refused.status()
        );
    }
    // no HTTP
    let mut stream = std::net::TcpStream::connect(url.trim_start_matches("http://")).unwrap();
    stream.write_all(b"canary-head\r\n\r\n").unwrap();
    let forged = Caller {
        client,
        url,
        token: "canary-token".to_owned(),
    };
    assert_eq!(forged.send("GET", "/v1/me", None, "").status(), 401);
    vec![student.token, mentor.token]
}

#[test]
fn the_log_of_a_story_holds_no_token_secret_or_text() {
    let place = Place::new();
    let demo = place.start(
        &["demo", "--fresh"],
        &[
            ("MENTORING_LOG", "trace"),
            ("MENTORING_METRICS_LISTEN", "off"),
            ("MENTORING_SMTP_URL", "smtp://u:canary-password@127.0.0.1:9"),
        ],
    );
    let client = Client::builder().no_proxy().build().unwrap();
    let tokens = play(&client, &format!("http://{}", demo.address));
    let lines = demo.stop();
    let mut canaries = vec![
        "canary".to_owned(),
        "98 76 54 32".to_owned(),
        SECRET.to_owned(),
    ];
    canaries.extend(
        tokens
            .iter()
            .map(|token| token.rsplit('.').next().unwrap().to_owned()),
    );
    let (mut refusals, mut mails) = (0, 0);
    for line in &lines {
        let Members(members) = serde_json::from_str(line).expect(line);
        let mut keys: Vec<_> = members.iter().map(|(key, _)| key).collect();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), members.len(), "{line}");
        assert!(
            !members
                .iter()
                .any(|(_, value)| value.is_object() || value.is_array()),
            "{line}"
        );
        let of = |key: &str| {
            members
                .iter()
                .find(|(name, _)| name == key)
                .map(|(_, value)| value)
        };
        for key in ["timestamp", "level", "target", "message"] {
            assert!(of(key).is_some(), "{line}");
        }
        assert_ne!(of("level"), Some(&json!("ERROR")), "{line}");
        let leaked = canaries
            .iter()
            .find(|canary| line.contains(canary.as_str()));
        assert_eq!(leaked, None, "{line}");
        mails += u32::from(of("message") == Some(&json!("a mail did not leave")));
        let refused = of("status")
            .and_then(Value::as_u64)
            .is_some_and(|status| status >= 400);
        let route = of("route").and_then(Value::as_str).unwrap_or_default();
        if refused && route.ends_with("/confirm") {
            refusals += 1;
            assert_eq!(of("level"), Some(&json!("INFO")));
            assert!(of("code").is_some() && of("actor").is_some(), "{line}");
            assert!(of("request_id").is_some() && of("ms").is_some(), "{line}");
        }
    }
    assert_eq!(
        refusals, 1,
        "the refusal of an appointment confirmed before"
    );
    assert!(mails > 0, "mails that could not leave");
}
