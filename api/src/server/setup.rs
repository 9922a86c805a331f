//! Setup of a server before it can answer: folder, database, keys.

use super::StartError;
use crate::app::App;
use crate::auth::{Issuers, OwnKey};
use crate::calendar::FeedKey;
use crate::clock::Clock;
use crate::config::Config;
use crate::http::answer::CursorKey;
use crate::http::edge::prometheus;
use crate::jobs::Worker;
use crate::limit::Limiter;
use crate::load::Load;
use crate::mail::{Letterhead, Transport};
use actix_web::web::Data;
use persistence::{DatabaseConfig, Store};
use secrecy::ExposeSecret;
use std::fs::DirBuilder;
use std::net::SocketAddr;
use std::os::unix::fs::DirBuilderExt;

/// Connections to PostgreSQL for requests; the most reading threads on SQLite.
const CONNECTIONS: usize = 16;

/// Opens the database, reads the keys, and puts the service together.
pub(super) async fn app(config: Config, address: SocketAddr) -> Result<Data<App>, StartError> {
    prometheus();
    let public_url = config.public_url.clone();
    let public_url = public_url.unwrap_or_else(|| format!("http://{address}"));
    let store = open(&config).await?;
    let own_key = own_key(&store, &public_url).await?;
    let issuers = Issuers::read(&config.issuers, &own_key, config.is_demo())?;
    let cursors = CursorKey::new(&random(&store, "cursor").await?);
    let feeds = FeedKey::new(&random(&store, "calendar").await?);
    let clock = if config.is_demo() {
        let clock = Clock::demo(store.clone());
        clock.learn(store.clock_offset().await?);
        clock
    } else {
        Clock::Real
    };
    let transport = Transport::of(&config).map_err(StartError::Mail)?;
    Ok(Data::new(App {
        worker: Worker::new(
            store.clone(),
            clock.clone(),
            transport,
            Letterhead::of(&config),
        ),
        limiter: Limiter::new(config.rate_limit),
        load: Load::new(CONNECTIONS),
        cursors,
        feeds,
        config,
        base_path: path_of(&public_url).into(),
        public_url,
        store,
        clock,
        issuers,
        own_key,
    }))
}

/// The path of an address that ends without a slash.
fn path_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or("", |(_, rest)| rest);
    rest.find('/')
        .and_then(|at| rest.get(at..))
        .unwrap_or_default()
}

/// Opens the configured database, bringing it up to date.
///
/// # Errors
/// The folder or the database, in words.
pub async fn open(config: &Config) -> Result<Store, StartError> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&config.data_dir)
        .map_err(|error| StartError::Folder(config.data_dir.display().to_string(), error))?;
    let database = DatabaseConfig {
        url: config.database_url.expose_secret().to_owned(),
        connections: CONNECTIONS,
    };
    Ok(Store::open(&database).await?)
}

/// The service's own key, for tokens it signs itself.
///
/// # Errors
/// The database or the key, in words.
pub async fn own_key(store: &Store, public_url: &str) -> Result<OwnKey, StartError> {
    let pkcs8 = secret(store, "jwt", OwnKey::fresh).await?;
    OwnKey::read(&pkcs8, public_url).map_err(StartError::Keys)
}

/// The random secret of a name.
async fn random(store: &Store, name: &'static str) -> Result<Vec<u8>, StartError> {
    let fresh = || {
        let mut fresh = vec![0; 32];
        let filled = aws_lc_rs::rand::fill(&mut fresh);
        filled.map(|()| fresh).map_err(|error| error.to_string())
    };
    secret(store, name, fresh).await
}

/// The secret that is kept under a name; only the very first start makes one, as collecting its
/// randomness takes longer than the rest of a start.
async fn secret(
    store: &Store,
    name: &'static str,
    fresh: impl Fn() -> Result<Vec<u8>, String>,
) -> Result<Vec<u8>, StartError> {
    if let Some(kept) = store.secret(name).await? {
        return Ok(kept);
    }
    let fresh = fresh().map_err(StartError::Keys)?;
    Ok(store.keep_secret(name, fresh).await?)
}
