//! Parsers of single settings, from text to type.

use super::ConfigError;
use super::raw::Many;
use secrecy::{ExposeSecret, SecretString};
use std::io::IsTerminal;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::Path;
use std::time::Duration;
use url::Url;
use validator::ValidateUrl;

/// Number of requests of a caller in a span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    /// Requests in the span.
    pub requests: NonZeroU32,
    /// The span.
    pub per: Duration,
}

/// A proxy, or a network of proxies, whose forwarding headers count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proxy {
    address: IpAddr,
    bits: u8,
}

impl Proxy {
    /// Whether every address is in it.
    pub fn is_everybody(&self) -> bool {
        self.bits == 0
    }

    /// Whether the address is this proxy, or in this network.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(a), IpAddr::V4(b)) => {
                let shift = 32_u32.saturating_sub(u32::from(self.bits));
                a.to_bits().checked_shr(shift) == b.to_bits().checked_shr(shift)
            }
            (IpAddr::V6(a), IpAddr::V6(b)) => {
                let shift = 128_u32.saturating_sub(u32::from(self.bits));
                a.to_bits().checked_shr(shift) == b.to_bits().checked_shr(shift)
            }
            _ => false,
        }
    }
}

/// Format of log lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// Text for people.
    Text,
    /// JSON for machines.
    Json,
}

impl LogFormat {
    /// The format that the environment names, for the case that the configuration can't be read.
    pub fn of_environment() -> Self {
        let named = std::env::var("MENTORING_LOG_FORMAT").ok();
        log_format(named.as_deref()).unwrap_or(Self::Text)
    }
}

pub(super) fn database_url(
    url: Option<&SecretString>,
    data_dir: &Path,
) -> Result<SecretString, ConfigError> {
    let Some(url) = url else {
        let path = data_dir.join("mentoring.db");
        return Ok(format!("sqlite://{}", path.display()).into());
    };
    let text = url.expose_secret().trim();
    let is_postgres = text.starts_with("postgres://") || text.starts_with("postgresql://");
    let wrong = match text.strip_prefix("sqlite://") {
        Some(path) => not_a_file(path),
        None if is_postgres => None,
        None => Some("starts with neither sqlite:// nor postgres://"),
    };
    match wrong {
        None => Ok(text.into()),
        Some(wrong) => Err(ConfigError::new("DATABASE_URL", wrong)),
    }
}

/// Reason why a path is not the file of a SQLite database. SQLite would make a file of that name,
/// or keep what each of its connections writes from the others.
fn not_a_file(path: &str) -> Option<&'static str> {
    if path.is_empty() || path.ends_with('/') {
        return Some("names no file, as sqlite:///var/lib/mentoring/mentoring.db does");
    }
    if path.starts_with(":memory:") || path.starts_with("file:") || path.contains('?') {
        return Some(
            "takes the path of a file after sqlite://, without options (?…), `file:` and `:memory:`",
        );
    }
    path.starts_with("~/")
        .then_some("begins with ~, which only shells know: write the whole path")
}

pub(super) fn address(name: &str, text: &str) -> Result<SocketAddr, ConfigError> {
    text.parse().map_err(|_| {
        ConfigError::new(
            name,
            format!("`{text}` is not an address as 127.0.0.1:8080"),
        )
    })
}

pub(super) fn url(name: &str, text: Option<&str>) -> Result<Option<String>, ConfigError> {
    let Some(text) = text else { return Ok(None) };
    let wrong = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '"' | '<');
    let parsed = Url::parse(text).ok();
    // A name and a password in it would be told to every client.
    let parsed = parsed.filter(|url| url.username().is_empty() && url.password().is_none());
    if let Some(parsed) = parsed.filter(|_| is_web(text) && !text.contains(wrong)) {
        // Headers and problem types hold it, which are ASCII.
        let text = match text.is_ascii() {
            true => text,
            false => parsed.as_str(),
        };
        return Ok(Some(text.trim_end_matches('/').to_owned()));
    }
    Err(ConfigError::new(
        name,
        format!("`{text}` is not an address as https://mentoring.example.org"),
    ))
}

pub(super) fn smtp_url(url: Option<SecretString>) -> Result<Option<SecretString>, ConfigError> {
    let known = ["smtp://", "smtps://"];
    match &url {
        Some(text)
            if !known
                .iter()
                .any(|scheme| text.expose_secret().starts_with(scheme)) =>
        {
            Err(ConfigError::new(
                "MENTORING_SMTP_URL",
                "starts with neither smtp:// nor smtps://",
            ))
        }
        _ => Ok(url),
    }
}

pub(super) fn mail_from(from: Option<String>) -> Result<String, ConfigError> {
    let from = from.unwrap_or_else(|| "Alumni Mentoring <mentoring@localhost>".to_owned());
    match from.parse::<lettre::message::Mailbox>() {
        Ok(_) => Ok(from),
        Err(error) => Err(ConfigError::new(
            "MENTORING_MAIL_FROM",
            format!("`{from}` is not a sender as Mentoring <mentoring@example.org>: {error}"),
        )),
    }
}

pub(super) fn origins(origins: Many) -> Result<Vec<String>, ConfigError> {
    let origins = origins.into_entries();
    origins.iter().map(|text| origin(text)).collect()
}

/// An origin as browsers write it (RFC 6454): lower case, A-labels, no default port.
fn origin(text: &str) -> Result<String, ConfigError> {
    let parsed = Url::parse(text).ok();
    let bare = parsed.filter(|url| {
        let rest = text.split_once("://").map_or("", |(_, rest)| rest);
        is_web(text) && !rest.contains(['/', '*', '?', '#', ' ', '@']) && url.has_host()
    });
    bare.map(|url| url.origin().ascii_serialization())
        .ok_or_else(|| {
            ConfigError::new(
                "MENTORING_CORS_ORIGINS",
                format!("`{text}` is not an origin as https://alumni.example.org"),
            )
        })
}

/// Whether it is a web address. The parser would accept a third slash.
fn is_web(text: &str) -> bool {
    let known = ["https://", "http://"];
    let rest = known.iter().find_map(|scheme| text.strip_prefix(scheme));
    rest.is_some_and(|rest| !rest.starts_with('/')) && text.validate_url()
}

pub(super) fn rate_limit(text: &str) -> Result<Option<RateLimit>, ConfigError> {
    if text == "off" {
        return Ok(None);
    }
    let parsed = text.split_once('/').and_then(|(requests, per)| {
        let seconds = match per.trim() {
            "s" | "sec" => 1,
            "min" => 60,
            "h" | "hour" => 3_600,
            _ => return None,
        };
        Some(RateLimit {
            requests: requests.trim().parse().ok()?,
            per: Duration::from_secs(seconds),
        })
    });
    parsed.map(Some).ok_or_else(|| {
        ConfigError::new(
            "MENTORING_RATE_LIMIT",
            format!("`{text}` is neither `off` nor a limit as 600/min"),
        )
    })
}

pub(super) fn request_timeout(text: Option<&str>) -> Result<Duration, ConfigError> {
    let text = text.unwrap_or("10");
    let seconds = text.trim().parse().ok();
    let seconds = seconds.filter(|seconds| (1..=300).contains(seconds));
    seconds.map(Duration::from_secs).ok_or_else(|| {
        ConfigError::new(
            "MENTORING_REQUEST_TIMEOUT",
            format!("`{text}` is not a number of seconds from 1 to 300"),
        )
    })
}

pub(super) fn proxies(proxies: Many) -> Result<Vec<Proxy>, ConfigError> {
    proxies
        .into_entries()
        .iter()
        .map(|text| proxy(text))
        .collect()
}

fn proxy(text: &str) -> Result<Proxy, ConfigError> {
    let (address, bits) = text
        .split_once('/')
        .map_or((text, None), |(a, b)| (a, Some(b)));
    let parsed = address.parse::<IpAddr>().ok().and_then(|address| {
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Some(most), |bits| bits.parse().ok())?;
        (bits <= most).then_some(Proxy { address, bits })
    });
    parsed.ok_or_else(|| {
        ConfigError::new(
            "MENTORING_TRUSTED_PROXIES",
            format!("`{text}` is neither an address nor a network as 10.0.0.0/8"),
        )
    })
}

pub(super) fn log(filter: Option<String>) -> Result<String, ConfigError> {
    let filter = filter.unwrap_or_else(|| "info".to_owned());
    let parts: Vec<_> = filter.split(',').map(str::trim).collect();
    // The parser takes a misspelt level for a target whose every line is wanted.
    if let Some(wrong) = parts.iter().find(|part| !is_log_directive(part)) {
        let message = format!(
            "`{wrong}` is neither a level (off, error, warn, info, debug, trace) nor a target with \
             its level, as api=debug"
        );
        return Err(ConfigError::new("MENTORING_LOG", message));
    }
    let filter = parts.join(",");
    match filter.parse::<tracing_subscriber::EnvFilter>() {
        Ok(_) => Ok(filter),
        Err(error) => Err(ConfigError::new("MENTORING_LOG", error.to_string())),
    }
}

fn is_log_directive(text: &str) -> bool {
    let (target, level) = text.rsplit_once('=').unwrap_or(("*", text));
    let levels = ["off", "error", "warn", "info", "debug", "trace"];
    !target.is_empty() && levels.iter().any(|known| level.eq_ignore_ascii_case(known))
}

pub(super) fn log_format(text: Option<&str>) -> Result<LogFormat, ConfigError> {
    match text {
        Some("text") => Ok(LogFormat::Text),
        Some("json") => Ok(LogFormat::Json),
        None if std::io::stderr().is_terminal() => Ok(LogFormat::Text),
        None => Ok(LogFormat::Json),
        Some(other) => Err(ConfigError::new(
            "MENTORING_LOG_FORMAT",
            format!("`{other}` is neither `text` nor `json`"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_kept_as_browsers_write_them() {
        for (text, kept) in [
            (
                "https://Alumni.School.example",
                "https://alumni.school.example",
            ),
            (
                "https://alumni.school.example:443",
                "https://alumni.school.example",
            ),
            ("http://localhost:5173", "http://localhost:5173"),
            ("https://école.example", "https://xn--cole-9oa.example"),
        ] {
            assert_eq!(origin(text).unwrap(), kept);
        }
        for wrong in [
            "*",
            "https://*.example",
            "https://a.example/",
            "a.example",
            "ftp://a.b",
        ] {
            assert!(origin(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_address_of_this_api_is_kept_in_ascii() {
        for (text, kept) in [
            (
                "https://www.school.example/m/",
                "https://www.school.example/m",
            ),
            (
                "https://école.example/mentorat/é",
                "https://xn--cole-9oa.example/mentorat/%C3%A9",
            ),
            ("http://[::1]:8080", "http://[::1]:8080"),
        ] {
            assert_eq!(url("X", Some(text)).unwrap().as_deref(), Some(kept));
        }
        for wrong in [
            "https://ada:secret@www.school.example",
            "https://ada@www.school.example",
            "https://www.school.example/a?b",
            "https://www.school.example/#a",
            "www.school.example",
            "https://",
            "https://www.school.example/a b",
        ] {
            assert!(url("X", Some(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_sqlite_database_is_one_file_by_its_path() {
        let read = |text: &str| database_url(Some(&text.into()), Path::new("data"));
        for good in [
            "sqlite:///var/lib/mentoring/mentoring.db",
            "sqlite://./data/school 2027.db",
            "sqlite://données/é#1.db",
            "sqlite://50%.db",
        ] {
            assert_eq!(read(good).unwrap().expose_secret(), good);
        }
        assert_eq!(
            read(" sqlite://a.db\t").unwrap().expose_secret(),
            "sqlite://a.db"
        );
        for wrong in [
            "sqlite://",
            "sqlite://data/",
            "sqlite::memory:",
            "sqlite://:memory:",
            "sqlite://a.db?mode=rwc",
            "sqlite://file:a.db?mode=memory",
            "sqlite://~/a.db",
            "sqlite:a.db",
            "a.db",
            "mysql://u@h/x",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_network_of_proxies_holds_its_addresses_only() {
        let network = proxy("10.1.0.0/16").unwrap();
        assert!(network.contains("10.1.200.3".parse().unwrap()));
        assert!(network.contains("::ffff:10.1.2.3".parse().unwrap()));
        assert!(!network.contains("10.2.0.1".parse().unwrap()));
        assert!(
            proxy("0.0.0.0/0")
                .unwrap()
                .contains("8.8.8.8".parse().unwrap())
        );
        assert!(!proxy("::1").unwrap().contains("::2".parse().unwrap()));
    }
}
