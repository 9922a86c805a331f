//! Settings as written, before the checks.

use super::{ConfigError, environment};
use config::{File, FileFormat};
use secrecy::SecretString;
use serde::Deserialize;
use std::collections::HashMap;
use std::path::Path;

/// Every setting, unchecked; the keys of `mentoring.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Raw {
    pub database_url: Option<SecretString>,
    pub data_dir: Option<String>,
    pub listen: Option<String>,
    pub metrics_listen: Option<String>,
    pub public_url: Option<String>,
    pub website_url: Option<String>,
    pub jwt: RawIssuer,
    pub issuers: Vec<RawIssuer>,
    pub openid: RawOpenId,
    pub smtp_url: Option<SecretString>,
    pub mail_dir: Option<String>,
    pub mail_from: Option<String>,
    pub cors_origins: Many,
    pub rate_limit: Option<String>,
    pub request_timeout: Option<String>,
    pub trusted_proxies: Many,
    pub log: Option<String>,
    pub log_format: Option<String>,
}

/// Trusted issuer, unchecked.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawIssuer {
    pub issuer: Option<String>,
    pub audience: Option<String>,
    pub roles_claim: Option<String>,
    pub max_minutes: Option<String>,
    pub algorithm: Option<String>,
    pub jwks_url: Option<String>,
    pub jwks_file: Option<String>,
    pub hs256_secret: Option<SecretString>,
}

/// The OpenID provider, unchecked.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawOpenId {
    pub url: Option<String>,
    pub client_id: Option<String>,
}

/// A list: an array in the file, or words separated by commas.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "expected a list of texts")]
pub(super) enum Many {
    /// Text of an environment variable.
    Words(String),
    /// List in the file.
    List(Vec<String>),
}

impl Default for Many {
    fn default() -> Self {
        Self::List(Vec::new())
    }
}

impl Many {
    /// The entries, without white space around them.
    pub fn into_entries(self) -> Vec<String> {
        let entries = match self {
            Self::Words(words) => words.split(',').map(str::to_owned).collect(),
            Self::List(list) => list,
        };
        let entries = entries.into_iter().map(|entry| entry.trim().to_owned());
        entries.filter(|entry| !entry.is_empty()).collect()
    }
}

/// Reads the file, then overrides it by the environment; returns the doubtful variables, too.
pub(super) fn read(
    variables: &HashMap<String, String>,
) -> Result<(Raw, Vec<ConfigError>), ConfigError> {
    let found = environment::settings(variables)?;
    let named = variables.get(environment::CONFIG);
    let named = named.filter(|path| !path.is_empty());
    let path = named.map_or("mentoring.toml", String::as_str);
    let mut builder = config::Config::builder();
    if named.is_some() || Path::new(path).exists() {
        let file = File::new(path, FileFormat::Toml).required(true);
        builder = builder.add_source(file);
    }
    for (key, value) in found.settings {
        builder = builder
            .set_override(key, value)
            .map_err(|error| ConfigError::new(key, error.to_string()))?;
    }
    let built = builder.build();
    let read = built.and_then(config::Config::try_deserialize);
    let read = read.map_err(|error| ConfigError::new(path, error.to_string()));
    Ok((read?, found.doubts))
}
