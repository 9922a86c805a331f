//! Document of one deployment: its address, and the sign-in of people.

use super::document;
use crate::config::{Config, OpenId};
use serde_json::{Value, json};

/// Name of the provider's security scheme.
const SCHEME: &str = "openid";

/// The document as a deployment at this address serves it.
pub(super) fn document_at(public_url: &str, config: &Config) -> Value {
    let mut document = document();
    if let Some(servers) = document.get_mut("servers") {
        *servers = json!([server(public_url, config.is_demo())]);
    }
    if let Some(openid) = &config.openid {
        add_scheme(&mut document, openid);
        accept_scheme(&mut document);
    }
    document
}

fn server(public_url: &str, demo: bool) -> Value {
    if demo {
        json!({
            "url": public_url,
            "description": "sandbox: this demo",
            "x-internal": false,
            "x-demo-accounts": format!("{public_url}/demo/accounts"),
        })
    } else {
        json!({ "url": public_url, "description": "production: this server", "x-internal": false })
    }
}

fn add_scheme(document: &mut Value, openid: &OpenId) {
    let schemes = document.pointer_mut("/components/securitySchemes");
    if let Some(schemes) = schemes.and_then(Value::as_object_mut) {
        let scheme = json!({
            "type": "openIdConnect",
            "openIdConnectUrl": openid.discovery.as_str(),
            "description": "Sign in with the account of the Alumni website.",
            "x-defaultClientId": openid.client_id,
        });
        schemes.insert(SCHEME.to_owned(), scheme);
    }
}

/// Accepts the provider's tokens wherever a pasted one is accepted.
fn accept_scheme(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::Array(accepted) if name == "security" => accept_as_bearer(accepted),
                    _ => accept_scheme(member),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(accept_scheme),
        _ => {}
    }
}

fn accept_as_bearer(accepted: &mut Vec<Value>) {
    if accepted.iter().any(|one| one.get("bearer").is_some()) {
        accepted.push(json!({ SCHEME: [] }));
    }
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, Mode};
    use crate::http::openapi;

    fn document(variables: &[(&str, &str)]) -> serde_json::Value {
        let variables = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let config = Config::from_environment(Mode::Serve, variables.collect()).unwrap();
        super::document_at("https://api.example.org", &config)
    }

    #[test]
    fn a_provider_is_a_second_way_in_wherever_a_token_is_asked_for() {
        let document = document(&[
            ("MENTORING_OPENID_URL", "https://login.example.org"),
            ("MENTORING_OPENID_CLIENT_ID", "swagger-ui"),
        ]);
        let scheme = &document["components"]["securitySchemes"]["openid"];
        let described_at = "https://login.example.org/.well-known/openid-configuration";
        assert_eq!(scheme["openIdConnectUrl"], described_at);
        let security = |path: &str| document["paths"][path]["get"]["security"].to_string();
        assert_eq!(
            document["security"].to_string(),
            r#"[{"bearer":[]},{"openid":[]}]"#
        );
        assert_eq!(security("/v1/me"), r#"[{"bearer":[]},{"openid":[]}]"#);
        assert_eq!(security("/health/live"), "[{}]");
    }

    #[test]
    fn without_a_provider_and_outside_the_demo_only_the_address_is_the_deployments_own() {
        let mut document = document(&[]);
        document["servers"] = openapi::document()["servers"].clone();
        assert!(document == openapi::document());
    }
}
