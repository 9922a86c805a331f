//! Tokens that nobody with a key has made, or that can be read in two ways.

use super::World;
use super::shapes::{auth0, authentik, entra, keycloak, providers, zitadel};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey};
use serde_json::{Value, json};

fn part(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

fn with(mut object: Value, changes: &Value) -> String {
    for (name, value) in changes.as_object().unwrap() {
        object[name] = value.clone();
    }
    object.to_string()
}

/// The text with its last character's unused bits set: it decodes to the same bytes elsewhere.
fn not_canonical(text: &str) -> String {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    assert_ne!(text.len() % 4, 0);
    let (rest, last) = text.split_at(text.len() - 1);
    let place = ALPHABET.find(last).unwrap();
    format!("{rest}{}", &ALPHABET[place + 1..place + 2])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_public_key_is_nobodys_secret() {
    let world = World::open().await;
    let read = |name: &str| std::fs::read(world.folder.join(name)).unwrap();
    let set = serde_json::from_slice::<Value>(&read("keys.json")).unwrap();
    let mut secrets = vec![
        read("rsa.pub"),
        read("ec.pub"),
        read("keys.json"),
        Vec::new(),
    ];
    for key in set["keys"].as_array().unwrap() {
        secrets.push(key.to_string().into_bytes());
        for member in ["n", "x"] {
            let text = key[member].as_str().unwrap_or_default();
            secrets.push(text.as_bytes().to_vec());
            secrets.push(URL_SAFE_NO_PAD.decode(text).unwrap());
        }
    }
    for provider in providers() {
        let claims = part(&world.claims(&provider, json!({})).to_string());
        for secret in &secrets {
            let key = EncodingKey::from_secret(secret);
            let header = part(&with(provider.header.clone(), &json!({ "alg": "HS256" })));
            let message = format!("{header}.{claims}");
            let bytes = message.as_bytes();
            let signature = jsonwebtoken::crypto::sign(bytes, &key, Algorithm::HS256).unwrap();
            world.is_forged(&format!("{message}.{signature}")).await;
            // the header tells the truth about the key, not about the signature
            let header = part(&provider.header.to_string());
            world
                .is_forged(&format!("{header}.{claims}.{signature}"))
                .await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_signs_for_its_own_name_and_algorithm_only() {
    let world = World::open().await;
    let provider = keycloak();
    let claims = part(&world.claims(&provider, json!({})).to_string());
    for (header, algorithm) in [
        (json!({ "kid": "ec" }), Algorithm::RS256),
        (json!({ "kid": "enc" }), Algorithm::RS256),
        (json!({ "kid": "nobody" }), Algorithm::RS256),
        (json!({ "alg": "PS256" }), Algorithm::PS256),
        (json!({ "alg": "RS384" }), Algorithm::RS384),
        (json!({ "alg": "RS256" }), Algorithm::PS256),
        (json!({ "alg": "RS256", "kid": "ec" }), Algorithm::ES256),
        (json!({ "alg": "ES256" }), Algorithm::ES256),
        (json!({ "alg": "none" }), Algorithm::RS256),
    ] {
        let header = part(&with(provider.header.clone(), &header));
        world
            .is_forged(&world.sign_parts(algorithm, &header, &claims))
            .await;
    }
    for (header, length) in [(&provider, 256), (&authentik(), 64), (&zitadel(), 64)] {
        let claims = part(&world.claims(header, json!({})).to_string());
        let header = part(&header.header.to_string());
        for signature in [vec![], vec![0; length], vec![1; length], vec![0; 8]] {
            let signature = URL_SAFE_NO_PAD.encode(signature);
            world
                .is_forged(&format!("{header}.{claims}.{signature}"))
                .await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_header_can_bring_no_key_and_no_kind_of_its_own() {
    let world = World::open().await;
    let provider = entra();
    let claims = world.claims(&provider, json!({})).to_string();
    for header in [
        json!({ "typ": 1 }),
        json!({ "typ": null }),
        json!({ "typ": true }),
        json!({ "typ": ["JWT"] }),
        json!({ "typ": { "JWT": 1 } }),
        json!({ "typ": "" }),
        json!({ "typ": "dpop+jwt" }),
        json!({ "typ": "logout+jwt" }),
        json!({ "crit": ["exp"] }),
        json!({ "b64": false }),
        json!({ "zip": "DEF" }),
        json!({ "enc": "A256GCM" }),
        json!({ "alg": null }),
        json!({ "alg": 1 }),
        json!({ "alg": ["RS256"] }),
    ] {
        let header = with(provider.header.clone(), &header);
        world
            .is_forged(&world.sign(&provider, &header, &claims))
            .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_member_that_stands_twice_is_refused_wherever_it_stands() {
    let world = World::open().await;
    let provider = keycloak();
    let header = provider.header.to_string();
    let claims = world.claims(&provider, json!({})).to_string();
    let twice = |text: &str, first: &str| text.replacen('{', &format!("{{{first},"), 1);
    for first in [
        r#""alg":"RS256""#,
        r#""alg":"HS256""#,
        r#""typ":"JWT""#,
        r#""kid":"ec""#,
    ] {
        let token = world.sign(&provider, &twice(&header, first), &claims);
        world.is_forged(&token).await;
    }
    for first in [
        r#""sub":"eve""#,
        r#""iss":"x""#,
        r#""exp":1"#,
        r#""s\u0075b":"eve""#,
    ] {
        let token = world.sign(&provider, &header, &twice(&claims, first));
        world.is_forged(&token).await;
    }
    let nested = claims.replace(r#""realm_access":{"#, r#""realm_access":{"roles":["x"],"#);
    assert_ne!(nested, claims);
    world
        .is_forged(&world.sign(&provider, &header, &nested))
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn base64url_has_one_spelling() {
    let world = World::open().await;
    for provider in [keycloak(), auth0(), authentik(), zitadel()] {
        let good = world.token(&provider, json!({}));
        world.me(&good).await.ok();
        let (message, signature) = good.rsplit_once('.').unwrap();
        world
            .is_forged(&format!("{message}.{}", not_canonical(signature)))
            .await;
        let bytes = URL_SAFE_NO_PAD.decode(signature).unwrap();
        world
            .is_forged(&format!("{message}.{}", STANDARD.encode(bytes)))
            .await;
        world.is_forged(&format!("{good}==")).await;
        // signed as it stands, and still with two readings
        let padded = |text: String| {
            if text.len().is_multiple_of(3) {
                format!("{text} ")
            } else {
                text
            }
        };
        let header = part(&padded(provider.header.to_string()));
        let claims = part(&padded(world.claims(&provider, json!({})).to_string()));
        let algorithm = provider.header["alg"].as_str().unwrap().parse().unwrap();
        for (header, claims) in [
            (not_canonical(&header), claims.clone()),
            (header.clone(), not_canonical(&claims)),
            (format!("{header}="), claims.clone()),
            (header.clone(), format!("{claims}=")),
        ] {
            world
                .is_forged(&world.sign_parts(algorithm, &header, &claims))
                .await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn claims_of_another_type_are_refused_in_every_shape() {
    let world = World::open().await;
    for provider in providers() {
        for wrong in [
            json!({ "aud": ["account"] }),
            json!({ "aud": ["mentoring", 1] }),
            json!({ "aud": { "mentoring": 1 } }),
            json!({ "iat": "0" }),
            json!({ "iat": -0.5 }),
            json!({ "exp": 1e300 }),
            json!({ "exp": null }),
            json!({ "nbf": null }),
            json!({ "sub": ["f3a1"] }),
            json!({ "iss": [provider.issuer] }),
            json!({ "iss": entra().issuer.to_uppercase() }),
        ] {
            world.is_forged(&world.token(&provider, wrong)).await;
        }
    }
}
