//! The environment variables that the service knows.

use super::ConfigError;
use std::collections::HashMap;

/// Prefix of every variable but `DATABASE_URL`.
const PREFIX: &str = "MENTORING_";

/// Each known variable with its key in `mentoring.toml`.
const KNOWN: &[(&str, &str)] = &[
    ("DATABASE_URL", "database_url"),
    ("MENTORING_DATA_DIR", "data_dir"),
    ("MENTORING_LISTEN", "listen"),
    ("MENTORING_METRICS_LISTEN", "metrics_listen"),
    ("MENTORING_PUBLIC_URL", "public_url"),
    ("MENTORING_WEBSITE_URL", "website_url"),
    ("MENTORING_JWT_ISSUER", "jwt.issuer"),
    ("MENTORING_JWT_AUDIENCE", "jwt.audience"),
    ("MENTORING_JWT_ROLES_CLAIM", "jwt.roles_claim"),
    ("MENTORING_JWT_MAX_MINUTES", "jwt.max_minutes"),
    ("MENTORING_JWT_JWKS_URL", "jwt.jwks_url"),
    ("MENTORING_JWT_JWKS_FILE", "jwt.jwks_file"),
    ("MENTORING_JWT_HS256_SECRET", "jwt.hs256_secret"),
    ("MENTORING_OPENID_URL", "openid.url"),
    ("MENTORING_OPENID_CLIENT_ID", "openid.client_id"),
    ("MENTORING_SMTP_URL", "smtp_url"),
    ("MENTORING_MAIL_DIR", "mail_dir"),
    ("MENTORING_MAIL_FROM", "mail_from"),
    ("MENTORING_CORS_ORIGINS", "cors_origins"),
    ("MENTORING_RATE_LIMIT", "rate_limit"),
    ("MENTORING_REQUEST_TIMEOUT", "request_timeout"),
    ("MENTORING_TRUSTED_PROXIES", "trusted_proxies"),
    ("MENTORING_LOG", "log"),
    ("MENTORING_LOG_FORMAT", "log_format"),
];

/// Variables that hold a secret: each may name a file instead, with this suffix.
const SECRETS: &[&str] = &[
    "DATABASE_URL",
    "MENTORING_JWT_HS256_SECRET",
    "MENTORING_SMTP_URL",
];
const FILE: &str = "_FILE";

/// The variable that names the file.
pub(super) const CONFIG: &str = "MENTORING_CONFIG";

/// The settings found in the environment, by their key in the file.
pub(super) fn settings(
    variables: &HashMap<String, String>,
) -> Result<Vec<(&'static str, String)>, ConfigError> {
    refuse_unknown(variables)?;
    let mut found = Vec::new();
    for (name, key) in KNOWN {
        let written = variables.get(*name).filter(|value| !value.is_empty());
        let value = match from_file(name, variables)? {
            Some(_) if written.is_some() => {
                let message = format!("set it or {name}{FILE}, not both");
                return Err(ConfigError::new(*name, message));
            }
            Some(kept) => Some(kept),
            None => written.cloned(),
        };
        found.extend(value.map(|value| (*key, value)));
    }
    Ok(found)
}

/// A secret from the file that its variable names, as Docker and Kubernetes hand secrets over.
fn from_file(
    name: &str,
    variables: &HashMap<String, String>,
) -> Result<Option<String>, ConfigError> {
    let variable = format!("{name}{FILE}");
    let path = variables.get(&variable).filter(|path| !path.is_empty());
    let Some(path) = path.filter(|_| SECRETS.contains(&name)) else {
        return Ok(None);
    };
    let kept = std::fs::read_to_string(path);
    let kept = kept.map_err(|error| ConfigError::new(&variable, format!("{path}: {error}")))?;
    match kept.trim_end_matches(['\n', '\r']) {
        "" => Err(ConfigError::new(variable, format!("{path} is empty"))),
        secret => Ok(Some(secret.to_owned())),
    }
}

/// Refuses unknown variables: a misspelt one would silently have no effect.
fn refuse_unknown(variables: &HashMap<String, String>) -> Result<(), ConfigError> {
    let unknown = |name: &&String| {
        name.starts_with(PREFIX)
            && !name.starts_with("MENTORING_TEST_")
            && name.as_str() != CONFIG
            && !KNOWN.iter().any(|(known, _)| known == name)
            && !SECRETS
                .iter()
                .any(|secret| name.strip_suffix(FILE) == Some(*secret))
    };
    match variables.keys().filter(unknown).min() {
        None => Ok(()),
        Some(name) => Err(ConfigError::new(
            name,
            "unknown setting; README.md lists the known ones",
        )),
    }
}
