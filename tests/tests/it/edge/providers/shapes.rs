//! Tokens as they come from the world's providers, without their times.

use serde_json::{Value, json};

/// Who issues tokens: its name, what is configured for it, and an admin's token.
pub struct Provider {
    pub issuer: &'static str,
    pub settings: &'static str,
    /// How long its tokens live.
    pub minutes: i64,
    pub header: Value,
    /// A time in it counts from now.
    pub claims: Value,
}

pub fn providers() -> [Provider; 5] {
    [keycloak(), entra(), auth0(), zitadel(), authentik()]
}

pub fn keycloak() -> Provider {
    Provider {
        issuer: "https://sso.school.example/realms/alumni",
        settings: r#"roles_claim = "realm_access.roles""#,
        minutes: 5,
        header: json!({ "alg": "RS256", "typ": "JWT", "kid": "rsa" }),
        claims: json!({
            "jti": "onrtac:0b5b6c6e-1c0e-4d0a-9a3f-0a3f9a3f0a3f", "typ": "Bearer", "azp": "website",
            "aud": ["mentoring", "account"], "sub": "f3a1c9de-4a55-4f0e-9d35-8f6a8bb9a001",
            "sid": "2b1f", "acr": "1", "allowed-origins": ["https://www.school.example"],
            "realm_access": { "roles": ["default-roles-alumni", "offline_access", "admin"] },
            "resource_access": { "account": { "roles": ["manage-account"] } },
            "scope": "openid email profile", "email_verified": true, "name": "Ada Martin",
            "preferred_username": "ada", "given_name": "Ada", "family_name": "Martin",
            "email": "ada@school.example",
        }),
    }
}

/// Tokens of 60 to 90 minutes, by chance.
pub fn entra() -> Provider {
    Provider {
        issuer: "https://login.entra.example/6f1a/v2.0",
        settings: r#"max_minutes = "90""#,
        minutes: 83,
        header: json!({ "typ": "JWT", "alg": "RS256", "kid": "rsa", "x5t": "rsa" }),
        claims: json!({
            "aud": "mentoring", "sub": "AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ",
            "nbf": 0, "aio": "ATQAy/8TAAAA", "azp": "6e74", "azpacr": "1",
            "groups": ["8f0a", "1c2d"], "name": "Ada Martin", "oid": "690222be",
            "preferred_username": "ada@school.example", "rh": "0.AX", "roles": ["admin"],
            "scp": "access_as_user", "tid": "6f1a", "uti": "fqiB", "ver": "2.0", "wids": ["b79f"],
        }),
    }
}

/// Tokens of a day, roles under a name with a space of its own.
pub fn auth0() -> Provider {
    Provider {
        issuer: "https://school.eu.auth0.example/",
        settings: "roles_claim = \"https://school.example/roles\"\nmax_minutes = \"1440\"",
        minutes: 1_440,
        header: json!({ "alg": "RS256", "typ": "at+jwt", "kid": "rsa" }),
        claims: json!({
            "aud": ["mentoring", "https://school.eu.auth0.example/userinfo"],
            "sub": "auth0|6512bd43d9caa6e02c990b0a", "azp": "my_client_id", "gty": "password",
            "scope": "openid profile email", "permissions": ["read:mentors"], "jti": "x",
            "https://school.example/roles": ["admin"],
        }),
    }
}

pub fn zitadel() -> Provider {
    Provider {
        issuer: "https://school.zitadel.example",
        settings: r#"max_minutes = "720""#,
        minutes: 720,
        header: json!({ "alg": "EdDSA", "kid": "ed", "typ": "JWT" }),
        claims: json!({
            "aud": ["259853", "mentoring"], "sub": "259853720145526789", "nbf": 0,
            "client_id": "259853", "jti": "V2_2598-at_2598",
            "urn:zitadel:iam:org:project:roles": { "admin": { "2598": "school.zitadel.example" } },
            "roles": ["admin"],
        }),
    }
}

/// Tokens of five minutes; these times have fractions.
pub fn authentik() -> Provider {
    Provider {
        issuer: "https://auth.school.example/application/o/mentoring/",
        settings: r#"roles_claim = "groups""#,
        minutes: 5,
        header: json!({ "alg": "ES256", "kid": "ec", "typ": "JWT" }),
        claims: json!({
            "aud": "mentoring", "sub": "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069",
            "iat": 0.482_913, "auth_time": 1_547_110_800, "amr": ["pwd"],
            "acr": "goauthentik.io/providers/oauth2/default", "email": "ada@school.example",
            "email_verified": true, "name": "Ada Martin", "given_name": "Ada Martin", "nickname": "ada",
            "groups": ["authentik Admins", "admin"], "azp": "mentoring", "uid": "kbx", "sid": "9d",
        }),
    }
}
