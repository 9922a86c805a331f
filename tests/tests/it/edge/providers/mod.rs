//! Access tokens in the shapes of the world's providers, each checked by a file of public keys.

mod forged;
mod shapes;
mod taken;

use crate::harness::{Answer, Kind, School, fresh_folder};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey};
use serde_json::{Value, json};
use shapes::{Provider, providers};
use std::path::{Path, PathBuf};
use std::process::Command;

const ME: &str = "/v1/me";
const KEYS: &str = "
    openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.pem
    openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec.pem
    openssl genpkey -algorithm ED25519 -out ed.pem
    openssl pkey -in rsa.pem -pubout -out rsa.pub
    openssl pkey -in ec.pem -pubout -out ec.pub";

/// The providers' keys and a service that trusts them.
struct World {
    folder: PathBuf,
    school: School,
}

impl World {
    async fn open() -> Self {
        let folder = fresh_folder();
        let mut make = Command::new("sh");
        let made = make.args(["-ec", KEYS]).current_dir(&folder).output();
        let made = made.unwrap();
        assert!(made.status.success(), "{made:?}");
        write_key_set(&folder);
        let issuers = providers().map(|one| {
            format!(
                "[[issuers]]\nissuer = \"{}\"\naudience = \"mentoring\"\njwks_file = \"{}\"\n{}\n",
                one.issuer,
                folder.join("keys.json").display(),
                one.settings
            )
        });
        let file = folder.join("mentoring.toml");
        std::fs::write(&file, issuers.concat()).unwrap();
        let settings = [("MENTORING_CONFIG", file.to_str().unwrap())];
        let school = School::open_with(Kind::Sqlite, &settings).await;
        Self { folder, school }
    }

    /// The claims with times around now, and with some replaced.
    fn claims(&self, provider: &Provider, changes: Value) -> Value {
        let now = self.school.now().timestamp();
        let mut claims = provider.claims.clone();
        claims["iss"] = json!(provider.issuer);
        claims["exp"] = json!(now - 5 + provider.minutes * 60);
        claims["iat"] = match claims["iat"].as_f64() {
            Some(after) => json!(after + f64::from(i32::try_from(now - 5).unwrap())),
            None => json!(now - 5),
        };
        if claims.get("nbf").is_some() {
            claims["nbf"] = json!(now - 5);
        }
        for (name, value) in changes.as_object().unwrap() {
            claims[name] = value.clone();
        }
        claims
    }

    /// Signs any two texts of base64url.
    fn sign_parts(&self, algorithm: Algorithm, header: &str, claims: &str) -> String {
        let message = format!("{header}.{claims}");
        let key = private(&self.folder, algorithm);
        let signature = jsonwebtoken::crypto::sign(message.as_bytes(), &key, algorithm).unwrap();
        format!("{message}.{signature}")
    }

    fn sign(&self, provider: &Provider, header: &str, claims: &str) -> String {
        let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
        self.sign_parts(algorithm(provider), &part(header), &part(claims))
    }

    fn token(&self, provider: &Provider, changes: Value) -> String {
        let claims = self.claims(provider, changes).to_string();
        self.sign(provider, &provider.header.to_string(), &claims)
    }

    async fn me(&self, token: &str) -> Answer {
        let ask = self.school.anonymous().ask("GET", ME);
        let ask = ask.header("Authorization", format!("Bearer {token}"));
        ask.send().await
    }

    async fn is_forged(&self, token: &str) {
        self.me(token).await.refused(401, "token_invalid");
    }
}

fn algorithm(provider: &Provider) -> Algorithm {
    provider.header["alg"].as_str().unwrap().parse().unwrap()
}

fn private(folder: &Path, algorithm: Algorithm) -> EncodingKey {
    let pem = |name: &str| std::fs::read(folder.join(name)).unwrap();
    match algorithm {
        Algorithm::ES256 => EncodingKey::from_ec_pem(&pem("ec.pem")),
        Algorithm::EdDSA => EncodingKey::from_ed_pem(&pem("ed.pem")),
        _ => EncodingKey::from_rsa_pem(&pem("rsa.pem")),
    }
    .unwrap()
}

/// Keys for signatures, between others that providers publish beside them.
fn write_key_set(folder: &Path) {
    let public = |kid: &str, algorithm| {
        let key = Jwk::from_encoding_key(&private(folder, algorithm), algorithm).unwrap();
        let mut key = serde_json::to_value(key).unwrap();
        key["kid"] = json!(kid);
        key["use"] = json!("sig");
        key
    };
    let mut encrypts = public("enc", Algorithm::RS256);
    encrypts["use"] = json!("enc");
    encrypts["alg"] = json!("RSA-OAEP");
    let keys = json!({ "keys": [
        encrypts,
        { "kty": "OKP", "crv": "X25519", "x": "AAAA", "kid": "x", "use": "enc", "alg": "ECDH-ES" },
        { "kty": "OKP", "crv": "Ed448", "x": "AAAA", "kid": "448", "use": "sig", "alg": "EdDSA" },
        { "kty": "EC", "crv": "secp256k1", "x": "AA", "y": "AA", "kid": "k1", "alg": "ES256K" },
        public("rsa", Algorithm::RS256), public("ec", Algorithm::ES256), public("ed", Algorithm::EdDSA),
    ] });
    std::fs::write(folder.join("keys.json"), keys.to_string()).unwrap();
}
