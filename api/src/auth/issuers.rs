//! The issuers that are trusted, and the check of a token from first to last.

use super::BadToken;
use super::claims::{self, Claims};
use super::jwks::{self, Key};
use super::known::Known;
use super::own_key::OwnKey;
use super::token;
use crate::config::{ConfigError, Issuer};
use chrono::{DateTime, Utc};
use jsonwebtoken::Algorithm;
use serde_json::{Map, Value};
use std::sync::Arc;

/// Every trusted issuer with its keys.
pub struct Issuers {
    trusted: Vec<Arc<Trusted>>,
    /// Tokens with a good signature. They are gone with the keys, and once they have expired; all else
    /// about them is judged at each request.
    good: Known<Signed>,
}

/// Claims with their issuer's signature.
struct Signed {
    issuer: Arc<Trusted>,
    claims: Map<String, Value>,
}

struct Trusted {
    issuer: Issuer,
    keys: Vec<Key>,
    /// Longest life of a token in seconds; `None`: any (the demo's ready tokens).
    max_life: Option<i64>,
}

impl Issuers {
    /// Reads the keys of the configured issuers and adds the service's own.
    ///
    /// # Errors
    /// Keys that can't be read, with the issuer's name.
    pub fn read(configured: &[Issuer], own: &OwnKey, demo: bool) -> Result<Self, ConfigError> {
        let life = |issuer: &Issuer| i64::try_from(issuer.max_life.as_secs()).unwrap_or(i64::MAX);
        let own_issuer = own.as_issuer();
        let mut trusted = vec![Trusted {
            keys: vec![Key {
                id: None,
                algorithm: Algorithm::EdDSA,
                key: own.verifying.clone(),
            }],
            max_life: (!demo).then(|| life(&own_issuer)),
            issuer: own_issuer,
        }];
        for issuer in configured {
            trusted.push(Trusted {
                keys: jwks::keys(issuer)?,
                max_life: Some(life(issuer)),
                issuer: issuer.clone(),
            });
        }
        Ok(Self {
            trusted: trusted.into_iter().map(Arc::new).collect(),
            good: Known::default(),
        })
    }

    /// Checks a token: form, issuer, algorithm, signature, times, audience, subject.
    ///
    /// # Errors
    /// `token_invalid` or `token_expired`.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Claims, BadToken> {
        let signed = match self.good.get(token) {
            Some(signed) => signed,
            None => self.good.keep(token, self.read_signed(token)?),
        };
        let issuer = &signed.issuer;
        let claims = claims::check(&signed.claims, &issuer.issuer, issuer.max_life, now);
        if claims == Err(BadToken::EXPIRED) {
            self.good.forget(token);
        }
        claims
    }

    /// Checks form, issuer, algorithm and signature.
    fn read_signed(&self, token: &str) -> Result<Signed, BadToken> {
        let parts = token::take_apart(token)?;
        let name = parts.claims.get("iss").and_then(Value::as_str);
        let mut trusted = self.trusted.iter();
        let trusted = trusted.find(|trusted| Some(trusted.issuer.issuer.as_str()) == name);
        let trusted = trusted.ok_or_else(|| match name {
            Some(_) => BadToken::invalid("unknown issuer"),
            None => BadToken::invalid("iss is missing"),
        })?;
        if !trusted.keys.iter().any(|key| signed(&parts, key)) {
            return Err(BadToken::invalid(
                "the signature is not of this issuer's key and algorithm",
            ));
        }
        Ok(Signed {
            issuer: trusted.clone(),
            claims: parts.claims,
        })
    }
}

/// Whether this key made the signature, with the algorithm that the key is pinned to.
fn signed(parts: &token::Parts<'_>, key: &Key) -> bool {
    let named = match (&parts.key_id, &key.id) {
        (Some(wanted), Some(id)) => wanted == id,
        _ => true,
    };
    let same = parts.algorithm == format!("{:?}", key.algorithm);
    let verify =
        || jsonwebtoken::crypto::verify(parts.signature, parts.message, &key.key, key.algorithm);
    named && same && verify().unwrap_or(false)
}

#[cfg(test)]
mod tests;
