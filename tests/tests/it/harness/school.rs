//! A running service with a database of its own.

use super::actor::Actor;
use super::contract::Contract;
use super::database::Kind;
use super::relay::Relay;
use super::token;
use api::config::{Config, Mode};
use api::demo;
use api::server::{self, Running};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};
use tokio::runtime::Handle;

/// How long one story may take.
pub const STORY: Duration = Duration::from_secs(180);

/// A running service in demo mode: its clock can be set. Cheap to clone; the last one stops it.
#[derive(Clone)]
pub struct School {
    inner: Arc<Inner>,
}

struct Inner {
    kind: Kind,
    url: String,
    database_url: String,
    folder: PathBuf,
    client: reqwest::Client,
    clock: Mutex<(DateTime<Utc>, Instant)>,
    running: Option<Running>,
    relay: OnceLock<Arc<Relay>>,
}

impl Drop for Inner {
    /// Stops the service and removes what it wrote.
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            tokio::task::block_in_place(|| Handle::current().block_on(running.stop()));
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Tells a story that concerns one database only.
pub fn run<F: Future<Output = ()>>(kind: Kind, story: impl FnOnce(School) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let told = async { story(School::open(kind).await).await };
        tokio::time::timeout(STORY, told)
            .await
            .expect("a story in time");
    });
}

impl School {
    /// Starts the service with a fresh database, its clock on a morning of January 2019.
    pub async fn open(kind: Kind) -> Self {
        Self::open_with(kind, &[]).await
    }

    /// …with further settings.
    pub async fn open_with(kind: Kind, settings: &[(&str, &str)]) -> Self {
        let folder = fresh_folder();
        let database_url = kind.fresh(&folder).await;
        Self::open_on(kind, folder, database_url, settings).await
    }

    /// …on a database that is there.
    pub async fn open_on(
        kind: Kind,
        folder: PathBuf,
        database_url: String,
        settings: &[(&str, &str)],
    ) -> Self {
        let running = start(&database_url, &folder, settings).await;
        let school = Self {
            inner: Arc::new(Inner {
                kind,
                url: running.url(),
                database_url,
                folder,
                client: reqwest::Client::builder()
                    .no_proxy()
                    .timeout(Duration::from_secs(60))
                    .redirect(reqwest::redirect::Policy::none())
                    .build()
                    .unwrap(),
                clock: Mutex::new((Utc::now(), Instant::now())),
                running: Some(running),
                relay: OnceLock::new(),
            }),
        };
        school.learn_contract().await;
        school.at("2019-01-10T09:00:00Z").await;
        school
    }

    /// Stops the service; returns its folder and database, which stay. Nobody else holds it.
    pub async fn stop(self) -> (PathBuf, String) {
        let mut inner = Arc::into_inner(self.inner).expect("the last holder");
        inner.running.take().unwrap().stop().await;
        let folder = std::mem::take(&mut inner.folder);
        (folder, inner.database_url.clone())
    }

    /// Which database it runs on.
    pub fn kind(&self) -> Kind {
        self.inner.kind
    }

    /// Its address, without a slash at the end.
    pub fn url(&self) -> &str {
        &self.inner.url
    }

    /// The database's address, to look behind the scenes.
    pub fn database_url(&self) -> &str {
        &self.inner.database_url
    }

    /// Its metrics, where the settings give them an address.
    pub async fn scrape(&self) -> String {
        let running = self.inner.running.as_ref().unwrap();
        let url = format!("http://{}/metrics", running.metrics_addr.unwrap());
        let answer = self.client().get(url).send().await.unwrap();
        answer.text().await.unwrap()
    }

    /// The folder of its data; mails are under `mail`.
    pub fn folder(&self) -> &Path {
        &self.inner.folder
    }

    /// Has the costs of all further requests noted by the relay before its database. Requests that
    /// may be repeated have a key then. Mails leave only when the clock is set: their statements
    /// would count as those of a request.
    pub fn listen(&self, relay: Arc<Relay>) {
        self.inner.running.as_ref().unwrap().work_by_the_clock();
        assert!(self.inner.relay.set(relay).is_ok());
    }

    pub(super) fn relay(&self) -> Option<&Relay> {
        self.inner.relay.get().map(|relay| &**relay)
    }

    pub(super) fn client(&self) -> &reqwest::Client {
        &self.inner.client
    }

    /// The present by the demo's clock.
    pub fn now(&self) -> DateTime<Utc> {
        let (at, set) = *self.inner.clock.lock().unwrap();
        at + TimeDelta::from_std(set.elapsed()).unwrap()
    }

    async fn learn_contract(&self) {
        let asked = self.client().get(format!("{}/openapi.json", self.url()));
        Contract::learn(asked.send().await.unwrap().json().await.unwrap());
    }

    /// Sets the demo's clock, as `2026-04-10T14:00:00Z`.
    pub async fn at(&self, now: &str) {
        let answer = self
            .client()
            .put(format!("{}/demo/clock", self.url()))
            .json(&json!({ "now": now }))
            .send()
            .await
            .unwrap();
        let status = answer.status();
        assert_eq!(status, 200, "{}", answer.text().await.unwrap());
        let at = DateTime::parse_from_rfc3339(now).unwrap().to_utc();
        *self.inner.clock.lock().unwrap() = (at, Instant::now());
    }

    /// Somebody without a token.
    pub fn anonymous(&self) -> Actor {
        Actor::new(self.clone(), None, &[])
    }

    /// Somebody with a token of the website and no staff role.
    pub fn person(&self, external_id: &str) -> Actor {
        Actor::new(self.clone(), Some(external_id), &[])
    }

    /// Staff of the Career Department.
    pub fn adviser(&self) -> Actor {
        Actor::new(self.clone(), Some("staff-adviser"), &["adviser"])
    }

    /// Staff who run the programme.
    pub fn admin(&self) -> Actor {
        Actor::new(self.clone(), Some("staff-admin"), &["admin"])
    }

    /// Somebody with the given staff roles.
    pub fn staff(&self, external_id: &str, roles: &[&'static str]) -> Actor {
        Actor::new(self.clone(), Some(external_id), roles)
    }
}

pub(super) async fn start(database_url: &str, folder: &Path, settings: &[(&str, &str)]) -> Running {
    let fixed = [
        ("DATABASE_URL", database_url),
        ("MENTORING_DATA_DIR", folder.to_str().unwrap()),
        ("MENTORING_LISTEN", "127.0.0.1:0"),
        ("MENTORING_METRICS_LISTEN", "off"),
        ("MENTORING_JWT_ISSUER", token::ISSUER),
        ("MENTORING_JWT_AUDIENCE", token::AUDIENCE),
        ("MENTORING_JWT_HS256_SECRET", token::SECRET),
    ];
    let variables: HashMap<String, String> = fixed
        .iter()
        .chain(settings)
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let config = Config::from_environment(Mode::Demo, variables).unwrap();
    let running = server::start(config, demo::routes).await;
    running.expect("the service starts")
}

static FOLDERS: AtomicU32 = AtomicU32::new(0);

/// A folder of its own.
pub fn fresh_folder() -> PathBuf {
    let number = FOLDERS.fetch_add(1, Ordering::Relaxed);
    let name = format!("mentoring-it-{}-{number}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
