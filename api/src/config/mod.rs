//! Configuration: environment first, then `mentoring.toml` (path by `MENTORING_CONFIG`), then
//! defaults. An unknown key or a bad value stops the start with a message that names it.

#[cfg(test)]
mod documented;
mod environment;
mod issuer;
mod misspelt;
mod openid;
mod parse;
mod places;
mod raw;

pub use issuer::{Issuer, IssuerKeys};
pub use openid::OpenId;
pub use parse::{LogFormat, Proxy, RateLimit};

use raw::Raw;
use secrecy::SecretString;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// Command that the configuration is for: some defaults differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// `mentoring serve`, and everything that is not the demo.
    Serve,
    /// `mentoring demo`: a clock that can be set, ready tokens, no rate limit.
    Demo,
}

/// Checked configuration of the service.
#[derive(Clone, Debug)]
pub struct Config {
    /// Serve or demo.
    pub mode: Mode,
    /// `sqlite://…` or `postgres://…`.
    pub database_url: SecretString,
    /// Folder of the embedded database and of mails in files.
    pub data_dir: PathBuf,
    /// Listen address of the API.
    pub listen: SocketAddr,
    /// Listen address of the metrics, if any.
    pub metrics_listen: Option<SocketAddr>,
    /// URL by which clients reach this API, without a slash at the end; `None`: from the listen
    /// address.
    pub public_url: Option<String>,
    /// The Alumni website, for links in mails.
    pub website_url: Option<String>,
    /// Issuers that may sign tokens of people.
    pub issuers: Vec<Issuer>,
    /// Provider for staff to sign in to Swagger UI, beside pasting a token.
    pub openid: Option<OpenId>,
    /// Mail server; `None`: mails are written to `mail_dir`.
    pub smtp_url: Option<SecretString>,
    /// Folder of `.eml` files.
    pub mail_dir: PathBuf,
    /// Sender of mails.
    pub mail_from: String,
    /// Origins that browsers may call from.
    pub cors_origins: Vec<String>,
    /// Requests per span of time and caller; `None`: no limit.
    pub rate_limit: Option<RateLimit>,
    /// Time for the work on one request; imports have six times as much.
    pub request_timeout: Duration,
    /// Proxies whose forwarding headers count.
    pub trusted_proxies: Vec<Proxy>,
    /// Log filter, as `info` or `api=debug`.
    pub log: String,
    /// Log lines as text or JSON.
    pub log_format: LogFormat,
    /// Environment variables that may be misspelt settings.
    pub doubts: Vec<ConfigError>,
}

/// Error in the configuration, with the name of the setting.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {message}")]
pub struct ConfigError {
    /// The environment variable or the key of the file.
    pub name: String,
    /// Error in words.
    pub message: String,
}

impl ConfigError {
    fn new(name: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            message: message.into(),
        }
    }
}

impl Config {
    /// Reads the environment of this process and the file it names.
    ///
    /// # Errors
    /// The first setting that is unknown or wrong.
    pub fn load(mode: Mode) -> Result<Self, ConfigError> {
        Self::from_environment(mode, environment::of_process()?)
    }

    /// Reads a given environment; used by tests, which share one process.
    ///
    /// # Errors
    /// The first setting that is unknown or wrong.
    pub fn from_environment(
        mode: Mode,
        variables: HashMap<String, String>,
    ) -> Result<Self, ConfigError> {
        let (raw, doubts) = raw::read(&variables)?;
        Self::check(mode, raw, doubts)
    }

    fn check(mode: Mode, raw: Raw, doubts: Vec<ConfigError>) -> Result<Self, ConfigError> {
        let demo = mode == Mode::Demo;
        let data_dir = PathBuf::from(raw.data_dir.as_deref().unwrap_or("./data"));
        let metrics = raw.metrics_listen.as_deref();
        let metrics = metrics.or(demo.then_some("127.0.0.1:9090"));
        let limit = raw.rate_limit.as_deref();
        let limit = limit.unwrap_or(if demo { "off" } else { "600/min" });
        Ok(Self {
            mode,
            database_url: parse::database_url(raw.database_url.as_ref(), &data_dir)?,
            listen: parse::address(
                "MENTORING_LISTEN",
                raw.listen.as_deref().unwrap_or("127.0.0.1:8080"),
            )?,
            metrics_listen: match metrics {
                None | Some("off") => None,
                Some(text) => Some(parse::address("MENTORING_METRICS_LISTEN", text)?),
            },
            public_url: parse::url("MENTORING_PUBLIC_URL", raw.public_url.as_deref())?,
            website_url: parse::url("MENTORING_WEBSITE_URL", raw.website_url.as_deref())?,
            issuers: issuer::read(raw.jwt, raw.issuers)?,
            openid: openid::read(raw.openid)?,
            smtp_url: parse::smtp_url(raw.smtp_url)?,
            mail_dir: raw
                .mail_dir
                .map_or_else(|| data_dir.join("mail"), PathBuf::from),
            mail_from: parse::mail_from(raw.mail_from)?,
            cors_origins: parse::origins(raw.cors_origins)?,
            rate_limit: parse::rate_limit(limit)?,
            request_timeout: parse::request_timeout(raw.request_timeout.as_deref())?,
            trusted_proxies: parse::proxies(raw.trusted_proxies)?,
            log: parse::log(raw.log)?,
            log_format: parse::log_format(raw.log_format.as_deref())?,
            data_dir,
            doubts,
        })
    }

    /// URL by which clients reach this API, without a slash at the end.
    pub fn own_url(&self) -> String {
        let given = self.public_url.clone();
        given.unwrap_or_else(|| format!("http://{}", self.listen))
    }

    /// Whether this is the demo.
    pub fn is_demo(&self) -> bool {
        self.mode == Mode::Demo
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    fn load(mode: Mode, variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let variables = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Config::from_environment(mode, variables.collect())
    }

    #[test]
    fn nothing_set_gives_the_documented_defaults() {
        let config = load(Mode::Serve, &[("PATH", "/bin")]).unwrap();
        assert_eq!(
            config.database_url.expose_secret(),
            "sqlite://./data/mentoring.db"
        );
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.metrics_listen, None);
        assert_eq!(
            config.rate_limit.map(|limit| limit.requests.get()),
            Some(600)
        );
        assert_eq!(config.mail_dir, PathBuf::from("./data/mail"));
    }

    #[test]
    fn the_demo_has_metrics_and_no_rate_limit() {
        let config = load(Mode::Demo, &[]).unwrap();
        assert_eq!(
            config.metrics_listen.map(|at| at.to_string()).as_deref(),
            Some("127.0.0.1:9090")
        );
        assert!(config.rate_limit.is_none());
    }

    #[test]
    fn an_unknown_variable_stops_the_start_by_name() {
        let error = load(Mode::Serve, &[("MENTORING_LISTNE", "1")]).unwrap_err();
        assert_eq!(error.name, "MENTORING_LISTNE");
        assert!(load(Mode::Serve, &[("MENTORING_TEST_DATABASE_URL", "x")]).is_ok());
    }

    #[test]
    fn a_bad_value_stops_the_start_by_name() {
        for (name, value) in [
            ("DATABASE_URL", "mysql://x"),
            ("MENTORING_LISTEN", "nowhere"),
            ("MENTORING_PUBLIC_URL", "ftp://x"),
            ("MENTORING_RATE_LIMIT", "many"),
            ("MENTORING_REQUEST_TIMEOUT", "0"),
            ("MENTORING_REQUEST_TIMEOUT", "10s"),
            ("MENTORING_TRUSTED_PROXIES", "10.0.0.0/99"),
            ("MENTORING_LOG", "inffo"),
            ("MENTORING_LOG", "info,api"),
            ("MENTORING_LOG", "api=loud"),
            ("MENTORING_LOG_FORMAT", "xml"),
            ("MENTORING_CORS_ORIGINS", "example.org/path"),
            ("MENTORING_SMTP_URL", "http://mail"),
        ] {
            assert_eq!(load(Mode::Serve, &[(name, value)]).unwrap_err().name, name);
        }
    }

    #[test]
    fn a_log_filter_is_a_level_and_levels_of_targets() {
        for filter in [
            "info",
            "WARN",
            "off",
            "warn,api=debug",
            "debug, persistence=trace",
        ] {
            let config = load(Mode::Serve, &[("MENTORING_LOG", filter)]).unwrap();
            assert_eq!(config.log, filter.replace(' ', ""));
        }
    }

    #[test]
    fn an_issuer_needs_its_audience_and_one_kind_of_key() {
        let issuer = ("MENTORING_JWT_ISSUER", "https://alumni.example");
        let audience = ("MENTORING_JWT_AUDIENCE", "mentoring");
        let secret = (
            "MENTORING_JWT_HS256_SECRET",
            "0123456789abcdef0123456789abcdef",
        );
        assert!(load(Mode::Serve, &[issuer, audience, secret]).is_ok());
        let short = ("MENTORING_JWT_HS256_SECRET", "short");
        for wrong in [
            vec![issuer, audience],
            vec![issuer, secret],
            vec![issuer, audience, short],
            vec![
                issuer,
                audience,
                ("MENTORING_JWT_JWKS_URL", "https://x/jwks"),
            ],
        ] {
            assert!(load(Mode::Serve, &wrong).is_err());
        }
    }

    #[test]
    fn an_openid_provider_needs_its_client() {
        let url = ("MENTORING_OPENID_URL", "https://login.example.org");
        let client = ("MENTORING_OPENID_CLIENT_ID", "swagger-ui");
        let config = load(Mode::Serve, &[url, client]).unwrap();
        assert_eq!(config.openid.unwrap().client_id, "swagger-ui");
        assert_eq!(load(Mode::Serve, &[url]).unwrap_err().name, client.0);
        assert_eq!(load(Mode::Serve, &[client]).unwrap_err().name, url.0);
        let two_words = (client.0, "swagger ui");
        assert_eq!(
            load(Mode::Serve, &[url, two_words]).unwrap_err().name,
            client.0
        );
    }

    #[test]
    fn a_secret_may_stand_in_a_file_of_its_own() {
        let name = format!("mentoring-secret-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        let file = path.to_str().unwrap();
        std::fs::write(&path, "postgres://u:geheim@db/m\n").unwrap();
        let named = ("DATABASE_URL_FILE", file);
        let config = load(Mode::Serve, &[named]).unwrap();
        let url = config.database_url.expose_secret();
        assert_eq!(url, "postgres://u:geheim@db/m");
        let both = [named, ("DATABASE_URL", "sqlite://x.db")];
        assert_eq!(load(Mode::Serve, &both).unwrap_err().name, "DATABASE_URL");
        std::fs::write(&path, "\u{feff}postgres://u:geheim@db/m\r\n").unwrap();
        let config = load(Mode::Serve, &[named]).unwrap();
        let url = config.database_url.expose_secret();
        assert_eq!(url, "postgres://u:geheim@db/m");
        for wrong in [
            "\n",
            "\u{feff}",
            "postgres://u@db/m\nx",
            "postgres://u\0@db/m",
        ] {
            std::fs::write(&path, wrong).unwrap();
            let refused = load(Mode::Serve, &[named]).unwrap_err();
            assert_eq!(refused.name, named.0, "{wrong:?}");
        }
        std::fs::remove_file(&path).unwrap();
        assert_eq!(load(Mode::Serve, &[named]).unwrap_err().name, named.0);
        let no_secret = ("MENTORING_LISTEN_FILE", file);
        let unknown = load(Mode::Serve, &[no_secret]).unwrap_err();
        assert_eq!(unknown.name, no_secret.0);
    }

    #[test]
    fn the_file_is_read_after_the_environment_and_its_unknown_keys_are_refused() {
        let folder = std::env::temp_dir().join(format!("mentoring-config-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("mentoring.toml");
        let file = path.to_str().unwrap();
        std::fs::write(
            &path,
            "listen = \"0.0.0.0:80\"\nrate_limit = \"5/s\"\ncors_origins = [\"https://a.example\"]\n\
             [[issuers]]\nissuer = \"https://i.example\"\naudience = \"m\"\n\
             hs256_secret = \"0123456789abcdef0123456789abcdef\"\n",
        )
        .unwrap();
        let variables = [("MENTORING_CONFIG", file), ("MENTORING_LISTEN", "[::1]:81")];
        let config = load(Mode::Serve, &variables).unwrap();
        assert_eq!(config.listen.to_string(), "[::1]:81");
        assert_eq!(config.cors_origins, ["https://a.example"]);
        assert_eq!(config.issuers.len(), 1);
        std::fs::write(&path, "cors_origins = 1\n").unwrap();
        let error = load(Mode::Serve, &variables).unwrap_err();
        assert!(error.to_string().contains("a list of texts"), "{error}");
        let unset = load(Mode::Serve, &[("MENTORING_CONFIG", "")]);
        assert!(unset.is_ok(), "{unset:?}");
        std::fs::write(&path, "lisen = \"0.0.0.0:80\"\n").unwrap();
        let error = load(Mode::Serve, &variables).unwrap_err();
        assert!(error.to_string().contains("lisen"), "{error}");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
