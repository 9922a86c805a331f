//! The website's OpenID provider, by which staff may sign in to Swagger UI.

use super::ConfigError;
use super::raw::RawOpenId;
use url::Url;

/// Path at which every provider describes itself (OpenID Connect Discovery §4).
const DISCOVERY: &str = "/.well-known/openid-configuration";

/// Provider, and Swagger UI's client registered there: a public one, with PKCE instead of a secret.
#[derive(Clone, Debug)]
pub struct OpenId {
    /// URL at which the provider describes itself.
    pub discovery: Url,
    /// The client's id.
    pub client_id: String,
}

impl OpenId {
    /// The provider's origin, as a Content-Security-Policy names it.
    pub fn origin(&self) -> String {
        self.discovery.origin().ascii_serialization()
    }
}

/// Both settings or neither.
pub(super) fn read(raw: RawOpenId) -> Result<Option<OpenId>, ConfigError> {
    let given = |text: Option<String>| text.filter(|text| !text.is_empty());
    match (given(raw.url), given(raw.client_id)) {
        (None, None) => Ok(None),
        (Some(url), Some(client_id)) => Ok(Some(OpenId {
            discovery: discovery(&url)?,
            client_id: check_client(client_id)?,
        })),
        (Some(_), None) => Err(ConfigError::new(
            "MENTORING_OPENID_CLIENT_ID",
            "is missing, though MENTORING_OPENID_URL is set",
        )),
        (None, Some(_)) => Err(ConfigError::new(
            "MENTORING_OPENID_URL",
            "is missing, though MENTORING_OPENID_CLIENT_ID is set",
        )),
    }
}

/// Accepts the provider's own address or that of its description.
fn discovery(text: &str) -> Result<Url, ConfigError> {
    let parsed = Url::parse(text).ok().filter(|url| {
        matches!(url.scheme(), "https" | "http")
            && url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none()
    });
    let mut url = parsed.ok_or_else(|| {
        let message = format!("`{text}` is not an address as https://login.example.org/alumni");
        ConfigError::new("MENTORING_OPENID_URL", message)
    })?;
    if !url.path().ends_with(DISCOVERY) {
        let path = format!("{}{DISCOVERY}", url.path().trim_end_matches('/'));
        url.set_path(&path);
    }
    Ok(url)
}

/// Visible ASCII (RFC 6749, appendix A.1).
fn check_client(id: String) -> Result<String, ConfigError> {
    if id.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(id);
    }
    let message = format!("`{id}` is not a client id: visible ASCII without spaces");
    Err(ConfigError::new("MENTORING_OPENID_CLIENT_ID", message))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn provider(url: &str) -> Result<Option<OpenId>, ConfigError> {
        read(RawOpenId {
            url: Some(url.to_owned()),
            client_id: Some("mentoring-swagger-ui".to_owned()),
        })
    }

    #[test]
    fn a_provider_is_found_by_its_address_or_by_that_of_its_description() {
        for (url, described_at) in [
            (
                "https://login.example.org",
                "https://login.example.org/.well-known/openid-configuration",
            ),
            (
                "https://login.example.org/alumni/",
                "https://login.example.org/alumni/.well-known/openid-configuration",
            ),
            (
                "https://login.example.org/a/.well-known/openid-configuration",
                "https://login.example.org/a/.well-known/openid-configuration",
            ),
        ] {
            let openid = provider(url).unwrap().unwrap();
            assert_eq!(openid.discovery.as_str(), described_at);
            assert_eq!(openid.origin(), "https://login.example.org");
        }
    }

    #[test]
    fn what_would_bend_the_policy_or_leak_a_secret_is_no_address() {
        for url in [
            "login.example.org",
            "javascript:alert(1)",
            "https://user:secret@login.example.org",
            "https://login.example.org;script-src *",
            "https://login.example.org/?realm=a",
        ] {
            assert_eq!(
                provider(url).unwrap_err().name,
                "MENTORING_OPENID_URL",
                "{url}"
            );
        }
    }
}
