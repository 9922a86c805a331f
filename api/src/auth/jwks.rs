//! Keys of an issuer, each pinned to one algorithm.

use crate::config::{ConfigError, Issuer, IssuerKeys};
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet};
use jsonwebtoken::{Algorithm, DecodingKey};
use secrecy::ExposeSecret;

/// Key with the only algorithm it is used for.
pub(super) struct Key {
    pub id: Option<String>,
    pub algorithm: Algorithm,
    pub key: DecodingKey,
}

/// Algorithms that keys of a set may be pinned to.
const ASYMMETRIC: &[(&str, Algorithm)] = &[
    ("RS256", Algorithm::RS256),
    ("PS256", Algorithm::PS256),
    ("ES256", Algorithm::ES256),
    ("EdDSA", Algorithm::EdDSA),
];

/// Reads the keys of a configured issuer.
pub(super) fn keys(issuer: &Issuer) -> Result<Vec<Key>, ConfigError> {
    let wrong = |message: String| ConfigError {
        name: format!("keys of the issuer {}", issuer.issuer),
        message,
    };
    match &issuer.keys {
        IssuerKeys::Hs256(secret) => Ok(vec![Key {
            id: None,
            algorithm: Algorithm::HS256,
            key: DecodingKey::from_secret(secret.expose_secret().as_bytes()),
        }]),
        IssuerKeys::JwksFile(path) => {
            let text = std::fs::read_to_string(path)
                .map_err(|error| wrong(format!("{}: {error}", path.display())))?;
            // Windows editors begin a file with a byte order mark.
            let text = text.trim_start_matches('\u{feff}');
            let set: JwkSet = serde_json::from_str(text)
                .map_err(|error| wrong(format!("{}: {error}", path.display())))?;
            let pinned = pinned(issuer.algorithm.as_deref()).map_err(wrong)?;
            of_set(&set, pinned).map_err(wrong)
        }
    }
}

fn pinned(name: Option<&str>) -> Result<Option<Algorithm>, String> {
    let Some(name) = name else { return Ok(None) };
    match ASYMMETRIC.iter().find(|(known, _)| *known == name) {
        Some((_, algorithm)) => Ok(Some(*algorithm)),
        None => Err(format!(
            "the algorithm `{name}` is none of RS256, PS256, ES256, EdDSA"
        )),
    }
}

fn of_set(set: &JwkSet, pinned: Option<Algorithm>) -> Result<Vec<Key>, String> {
    let mut keys = Vec::new();
    for jwk in &set.keys {
        let Some(algorithm) = own_algorithm(jwk) else {
            continue;
        };
        let algorithm = match (pinned, algorithm) {
            (Some(Algorithm::PS256), Algorithm::RS256) => Algorithm::PS256,
            (_, own) => own,
        };
        if pinned.is_some_and(|pinned| pinned != algorithm) {
            continue;
        }
        keys.push(Key {
            id: jwk.common.key_id.clone(),
            algorithm,
            key: DecodingKey::from_jwk(jwk).map_err(|error| error.to_string())?,
        });
    }
    if keys.is_empty() {
        return Err("the set has no key for signatures that is supported".to_owned());
    }
    Ok(keys)
}

/// Algorithm the key declares: an RSA key without `alg` is RS256.
fn own_algorithm(jwk: &Jwk) -> Option<Algorithm> {
    use jsonwebtoken::jwk::{KeyAlgorithm, PublicKeyUse};
    if matches!(jwk.common.public_key_use, Some(PublicKeyUse::Encryption)) {
        return None;
    }
    match (&jwk.algorithm, jwk.common.key_algorithm) {
        (AlgorithmParameters::RSA(_), None | Some(KeyAlgorithm::RS256)) => Some(Algorithm::RS256),
        (AlgorithmParameters::RSA(_), Some(KeyAlgorithm::PS256)) => Some(Algorithm::PS256),
        (AlgorithmParameters::EllipticCurve(key), _) if key.curve == EllipticCurve::P256 => {
            Some(Algorithm::ES256)
        }
        (AlgorithmParameters::OctetKeyPair(_), _) => Some(Algorithm::EdDSA),
        _ => None,
    }
}
