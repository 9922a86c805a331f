//! The environment variables that the service knows.

use super::{ConfigError, misspelt};
use std::collections::HashMap;

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

/// Content of the environment.
pub(super) struct Found {
    /// The settings, by their key in the file.
    pub settings: Vec<(&'static str, String)>,
    /// Variables that may be misspelt settings.
    pub doubts: Vec<ConfigError>,
}

/// The variables of this process. Another program's may be in any encoding.
pub(super) fn of_process() -> Result<HashMap<String, String>, ConfigError> {
    let known = names();
    let mut variables = HashMap::new();
    for (name, value) in std::env::vars_os() {
        match (name.into_string(), value.into_string()) {
            (Ok(name), Ok(value)) => {
                variables.insert(name, value);
            }
            (Ok(name), Err(_)) if known.contains(&name) => {
                return Err(ConfigError::new(name, "is not in UTF-8"));
            }
            (Ok(_) | Err(_), Ok(_) | Err(_)) => {}
        }
    }
    Ok(variables)
}

/// The settings found in the environment.
pub(super) fn settings(variables: &HashMap<String, String>) -> Result<Found, ConfigError> {
    let doubts = misspelt::look(variables, &names())?;
    let mut settings = Vec::new();
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
        settings.extend(value.map(|value| (*key, value)));
    }
    Ok(Found { settings, doubts })
}

/// Every known name.
pub(super) fn names() -> Vec<String> {
    let files = SECRETS.iter().map(|name| format!("{name}{FILE}"));
    let names = KNOWN.iter().map(|(name, _)| (*name).to_owned());
    names.chain(files).chain([CONFIG.to_owned()]).collect()
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
    // Editors begin a file with a byte order mark, and end it with a line end.
    let kept = kept
        .trim_start_matches('\u{feff}')
        .trim_end_matches(['\n', '\r']);
    match kept {
        "" => Err(ConfigError::new(variable, format!("{path} is empty"))),
        _ if kept.contains(char::is_control) => Err(ConfigError::new(
            variable,
            format!("{path} holds more than one line, or a control character"),
        )),
        secret => Ok(Some(secret.to_owned())),
    }
}
