//! Who calls, and what they can do: one verb per HTTP method.

use super::answer::Answer;
use super::contract::Contract;
use super::school::School;
use super::token;
use reqwest::Method;
use serde_json::Value;

/// A caller. Tokens are signed afresh for each request, by the demo's clock.
#[derive(Clone)]
pub struct Actor {
    school: School,
    external_id: Option<String>,
    roles: Vec<&'static str>,
}

/// A request in the making.
pub struct Ask {
    actor: Actor,
    method: Method,
    path: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
}

impl Actor {
    pub(super) fn new(school: School, external_id: Option<&str>, roles: &[&'static str]) -> Self {
        Self {
            school,
            external_id: external_id.map(str::to_owned),
            roles: roles.to_vec(),
        }
    }

    /// The `sub` of the token; empty for the anonymous.
    pub fn external_id(&self) -> &str {
        self.external_id.as_deref().unwrap_or_default()
    }

    /// A token of this caller that is good now.
    pub fn token(&self) -> Option<String> {
        let external_id = self.external_id.as_deref()?;
        Some(token::sign(external_id, &self.roles, self.school.now()))
    }

    /// A request to be given headers and a body, then sent.
    pub fn ask(&self, method: &str, path: impl Into<String>) -> Ask {
        Ask {
            actor: self.clone(),
            method: method.parse().unwrap(),
            path: path.into(),
            headers: Vec::new(),
            body: None,
        }
    }

    pub async fn get(&self, path: impl Into<String>) -> Answer {
        self.ask("GET", path).send().await
    }

    /// The first next step of a code on the caller's home page; null where it has none.
    pub async fn next_step(&self, code: &str) -> Value {
        let me = self.get("/v1/me").await.ok();
        let steps = me.at("/next_steps");
        let mut steps = steps.as_array().unwrap().iter();
        let found = steps.find(|step| step["code"] == code);
        found.cloned().unwrap_or_default()
    }

    pub async fn delete(&self, path: impl Into<String>) -> Answer {
        self.ask("DELETE", path).send().await
    }

    pub async fn post(&self, path: impl Into<String>, body: Value) -> Answer {
        self.ask("POST", path).json(&body).send().await
    }

    /// POST without a body: an action that has nothing to say.
    pub async fn act(&self, path: impl Into<String>) -> Answer {
        self.ask("POST", path).send().await
    }

    /// PUT of a resource that was read with this ETag.
    pub async fn put(&self, path: impl Into<String>, etag: &str, body: Value) -> Answer {
        let ask = self.ask("PUT", path).header("If-Match", etag);
        ask.json(&body).send().await
    }

    /// PATCH of a resource that was read with this ETag.
    pub async fn patch(&self, path: impl Into<String>, etag: &str, body: Value) -> Answer {
        let ask = self.ask("PATCH", path).header("If-Match", etag);
        ask.json(&body).send().await
    }

    /// Reads, then PATCHes what was read.
    pub async fn change(&self, path: &str, body: Value) -> Answer {
        let etag = self.get(path).await.ok().etag();
        self.patch(path, &etag, body).await
    }

    /// Reads, then PUTs over what was read.
    pub async fn replace(&self, path: &str, body: Value) -> Answer {
        let etag = self.get(path).await.ok().etag();
        self.put(path, &etag, body).await
    }
}

impl Ask {
    #[must_use]
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    #[must_use]
    pub fn json(self, body: &Value) -> Self {
        let mut ask = self.header("Content-Type", "application/json");
        ask.body = Some(serde_json::to_vec(body).unwrap());
        ask
    }

    /// Any bytes; the content type is the caller's to say.
    #[must_use]
    pub fn bytes(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Sends it; the answer must be one that the OpenAPI document has.
    pub async fn send(mut self) -> Answer {
        let school = self.actor.school.clone();
        let Some(relay) = school.relay() else {
            let answer = self.send_unchecked().await;
            Contract::get().check(&answer);
            return answer;
        };
        if self.method == Method::POST {
            let key = uuid::Uuid::now_v7().to_string();
            self = self.header("Idempotency-Key", key);
        }
        let before = relay.cost();
        let answer = self.send_unchecked().await;
        Contract::get().check(&answer);
        let operation = Contract::get().operation(answer.method.as_str(), &answer.path);
        relay.note(&operation.unwrap().id, before);
        answer
    }

    /// Sends it, whatever the document says.
    pub async fn send_unchecked(self) -> Answer {
        let url = format!("{}{}", self.actor.school.url(), self.path);
        let client = self.actor.school.client();
        let mut request = client.request(self.method.clone(), url);
        let own_token = self
            .headers
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case("authorization"));
        if let Some(token) = self.actor.token().filter(|_| !own_token) {
            request = request.bearer_auth(token);
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if let Some(body) = self.body.clone() {
            request = request.body(body);
        }
        let sent = self.body.map(|body| String::from_utf8_lossy(&body).into());
        let answer = request.send().await.unwrap();
        Answer::read(self.method, self.path, sent, answer).await
    }
}
