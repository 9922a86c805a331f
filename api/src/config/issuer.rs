//! Trusted issuers of people's tokens.

use super::ConfigError;
use super::raw::RawIssuer;
use secrecy::{ExposeSecret, SecretString};
use std::path::PathBuf;
use std::time::Duration;

/// Issuer that may sign tokens, with its audience and keys.
#[derive(Clone, Debug)]
pub struct Issuer {
    /// `iss` of its tokens.
    pub issuer: String,
    /// `aud` of its tokens.
    pub audience: String,
    /// Claim that holds the staff roles.
    pub roles_claim: String,
    /// Maximum lifetime of a token.
    pub max_life: Duration,
    /// Algorithm that every key is pinned to; `None`: each key's own.
    pub algorithm: Option<String>,
    /// Its keys.
    pub keys: IssuerKeys,
}

/// Source of the keys.
#[derive(Clone, Debug)]
pub enum IssuerKeys {
    /// Shared secret, HS256.
    Hs256(SecretString),
    /// A JSON Web Key Set in a file.
    JwksFile(PathBuf),
}

/// Shortest HS256 secret, in bytes (RFC 7518 §3.2).
const SECRET_BYTES: usize = 32;

/// The issuer of the environment (or `[jwt]`), then those of `[[issuers]]`.
pub(super) fn read(one: RawIssuer, many: Vec<RawIssuer>) -> Result<Vec<Issuer>, ConfigError> {
    let mut issuers: Vec<Issuer> = Vec::new();
    if let Some(issuer) = check(one, &|key| format!("MENTORING_JWT_{}", key.to_uppercase()))? {
        issuers.push(issuer);
    }
    for (index, raw) in many.into_iter().enumerate() {
        let name = |key: &str| format!("issuers[{index}].{key}");
        let issuer = check(raw, &name)?;
        let issuer = issuer.ok_or_else(|| ConfigError::new(name("issuer"), "is missing"))?;
        if issuers.iter().any(|other| other.issuer == issuer.issuer) {
            return Err(ConfigError::new(name("issuer"), "is named twice"));
        }
        issuers.push(issuer);
    }
    Ok(issuers)
}

fn check(raw: RawIssuer, name: &dyn Fn(&str) -> String) -> Result<Option<Issuer>, ConfigError> {
    let Some(issuer) = raw.issuer else {
        return refuse_rest(&raw, name).map(|()| None);
    };
    let audience = raw.audience.filter(|audience| !audience.is_empty());
    let audience = audience.ok_or_else(|| ConfigError::new(name("audience"), "is missing"))?;
    if raw.jwks_url.is_some() {
        return Err(ConfigError::new(
            name("jwks_url"),
            "keys by URL are not supported in this version; use a JWKS file or an HS256 secret",
        ));
    }
    let keys = match (raw.jwks_file, raw.hs256_secret) {
        (Some(path), None) => IssuerKeys::JwksFile(PathBuf::from(path)),
        (None, Some(secret)) => hs256(secret, name)?,
        _ => {
            return Err(ConfigError::new(
                name("jwks_file"),
                "exactly one of a JWKS file and an HS256 secret is needed",
            ));
        }
    };
    Ok(Some(Issuer {
        issuer,
        audience,
        roles_claim: raw.roles_claim.unwrap_or_else(|| "roles".to_owned()),
        max_life: max_life(raw.max_minutes, name)?,
        algorithm: raw.algorithm,
        keys,
    }))
}

/// Refuses keys or an audience without an issuer.
fn refuse_rest(raw: &RawIssuer, name: &dyn Fn(&str) -> String) -> Result<(), ConfigError> {
    let set = [
        ("audience", raw.audience.is_some()),
        ("jwks_url", raw.jwks_url.is_some()),
        ("jwks_file", raw.jwks_file.is_some()),
        ("hs256_secret", raw.hs256_secret.is_some()),
    ];
    match set.into_iter().find(|(_, is_set)| *is_set) {
        None => Ok(()),
        Some((key, _)) => Err(ConfigError::new(
            name("issuer"),
            format!("is missing, though {} is set", name(key)),
        )),
    }
}

fn hs256(secret: SecretString, name: &dyn Fn(&str) -> String) -> Result<IssuerKeys, ConfigError> {
    if secret.expose_secret().len() < SECRET_BYTES {
        let message = format!("is shorter than {SECRET_BYTES} bytes");
        return Err(ConfigError::new(name("hs256_secret"), message));
    }
    Ok(IssuerKeys::Hs256(secret))
}

fn max_life(
    minutes: Option<String>,
    name: &dyn Fn(&str) -> String,
) -> Result<Duration, ConfigError> {
    let minutes = minutes.as_deref().unwrap_or("60").parse::<u32>();
    match minutes {
        Ok(minutes @ 1..=1_440) => Ok(Duration::from_secs(u64::from(minutes) * 60)),
        _ => Err(ConfigError::new(
            name("max_minutes"),
            "is not a number of minutes from 1 to 1440",
        )),
    }
}
