//! The service's own key: signs the demo's ready tokens and those of `mentoring token`.

use super::claims::Staff;
use crate::config::{Issuer, IssuerKeys};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header};
use serde_json::json;
use std::time::Duration;

/// Ed25519 key pair with the issuer name of its tokens.
pub struct OwnKey {
    issuer: String,
    id: String,
    signing: EncodingKey,
    pub(super) verifying: DecodingKey,
}

/// Subject and lifetime of a token to make.
#[derive(Clone, Copy, Debug)]
pub struct TokenFor<'a> {
    /// The person's `external_id`.
    pub subject: &'a str,
    /// Staff role, if any.
    pub staff: Option<Staff>,
    /// First and last name, for a person seen for the first time.
    pub name: Option<(&'a str, &'a str)>,
    /// Start of its validity.
    pub from: DateTime<Utc>,
    /// End of its validity.
    pub until: DateTime<Utc>,
}

impl OwnKey {
    /// A new key pair, as PKCS #8.
    ///
    /// # Errors
    /// The machine has no randomness to give.
    pub fn fresh() -> Result<Vec<u8>, String> {
        let pair = Ed25519KeyPair::generate_pkcs8(&aws_lc_rs::rand::SystemRandom::new());
        pair.map(|pair| pair.as_ref().to_vec())
            .map_err(|error| error.to_string())
    }

    /// Reads a PKCS #8 key pair; `issuer` is this API's public address.
    ///
    /// # Errors
    /// The bytes are no Ed25519 key pair.
    pub fn read(pkcs8: &[u8], issuer: &str) -> Result<Self, String> {
        let pair = Ed25519KeyPair::from_pkcs8(pkcs8).map_err(|error| error.to_string())?;
        let public = pair.public_key().as_ref();
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, public);
        let id: String = URL_SAFE_NO_PAD
            .encode(digest.as_ref())
            .chars()
            .take(16)
            .collect();
        let verifying = DecodingKey::from_ed_components(&URL_SAFE_NO_PAD.encode(public));
        Ok(Self {
            issuer: issuer.to_owned(),
            id,
            signing: EncodingKey::from_ed_der(pkcs8),
            verifying: verifying.map_err(|error| error.to_string())?,
        })
    }

    /// The key as a trusted issuer whose tokens are for this API itself.
    pub(super) fn as_issuer(&self) -> Issuer {
        Issuer {
            issuer: self.issuer.clone(),
            audience: self.issuer.clone(),
            roles_claim: "roles".to_owned(),
            max_life: Duration::from_secs(3_600),
            algorithm: None,
            // Never read: the key is this one.
            keys: IssuerKeys::Hs256(String::new().into()),
        }
    }

    /// Signs a token.
    ///
    /// # Errors
    /// The key can't sign.
    pub fn sign(&self, wanted: TokenFor<'_>) -> Result<String, String> {
        let role = wanted.staff.map(|staff| match staff {
            Staff::Adviser => "adviser",
            Staff::Admin => "admin",
        });
        let mut claims = json!({
            "iss": self.issuer,
            "aud": self.issuer,
            "sub": wanted.subject,
            "iat": wanted.from.timestamp(),
            "nbf": wanted.from.timestamp(),
            "exp": wanted.until.timestamp(),
            "roles": role.into_iter().collect::<Vec<_>>(),
        });
        if let (Some((first, last)), Some(claims)) = (wanted.name, claims.as_object_mut()) {
            claims.insert("given_name".to_owned(), first.into());
            claims.insert("family_name".to_owned(), last.into());
        }
        let mut header = Header::new(Algorithm::EdDSA);
        header.kid = Some(self.id.clone());
        jsonwebtoken::encode(&header, &claims, &self.signing).map_err(|error| error.to_string())
    }
}
