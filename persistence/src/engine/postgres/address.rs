//! PostgreSQL address, with libpq's meaning of its TLS settings.

use super::tls::{self, Trust};
use crate::error::{Error, Result};
use percent_encoding::percent_decode_str;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode, SslNegotiation};

/// Default time for one host to accept the connection: several hosts are tried one after the other
/// while a request waits.
const CONNECT: Duration = Duration::from_secs(2);
/// Default time after which a silent server is given up.
const SILENCE: Duration = Duration::from_secs(10);

/// Ways to connect, tried in the order that `sslmode` gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Plain,
    /// TLS if the server offers it.
    Offered,
    /// TLS required.
    Encrypted,
}

/// Address of the database and its connection settings.
#[derive(Clone)]
pub(crate) struct Address {
    pub(super) config: Config,
    pub(super) ways: &'static [Way],
    pub(super) tls: Option<Arc<rustls::ClientConfig>>,
    pub(super) direct: bool,
}

impl Address {
    /// Reads a `postgres://` address and the certificates it names.
    ///
    /// # Errors
    /// `Unfit`, in words without secrets.
    pub(crate) fn parse(url: &str) -> Result<Self> {
        let (rest, ssl) = Ssl::take_out(url)?;
        let mut config: Config = rest.parse().map_err(|error| unreadable(&error))?;
        let direct = config.get_ssl_negotiation() == SslNegotiation::Direct;
        set_defaults(&mut config);
        let ways = if is_socket(&config) {
            &[Way::Plain][..]
        } else {
            ssl.ways()?
        };
        let tls = ways.iter().any(|way| *way != Way::Plain);
        let tls = tls.then(|| ssl.config(direct)).transpose()?;
        Ok(Self {
            config,
            ways,
            tls,
            direct,
        })
    }
}

pub(super) fn is_socket(config: &Config) -> bool {
    matches!(config.get_hosts().first(), Some(Host::Unix(_)))
}

fn set_defaults(config: &mut Config) {
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(CONNECT);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(SILENCE);
        config.keepalives_idle(SILENCE);
        config.keepalives_interval(SILENCE / 5);
    }
    if config.get_hosts().is_empty() {
        for address in config.get_hostaddrs().to_vec() {
            config.host(address.to_string());
        }
    }
    if is_socket(config) {
        config.ssl_mode(SslMode::Disable);
    } else {
        // the stream is handed over as it is: `tls` requests TLS
        config.ssl_mode(SslMode::Require);
        config.ssl_negotiation(SslNegotiation::Direct);
    }
}

/// The parameters that are read here.
#[derive(Default)]
struct Ssl {
    mode: Option<String>,
    root: Option<String>,
    certificate: Option<String>,
    key: Option<String>,
}

impl Ssl {
    /// The address without them.
    fn take_out(url: &str) -> Result<(String, Self)> {
        let mut ssl = Self::default();
        let host = url.find('@').unwrap_or(0);
        let Some(at) = url.get(host..).and_then(|rest| rest.find('?')) else {
            return Ok((url.to_owned(), ssl));
        };
        let (address, query) = url.split_at(host + at);
        let mut rest: Vec<String> = Vec::new();
        for pair in query.trim_start_matches('?').split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let slot = match name {
                "sslmode" => &mut ssl.mode,
                "sslrootcert" => &mut ssl.root,
                "sslcert" => &mut ssl.certificate,
                "sslkey" => &mut ssl.key,
                _ => {
                    rest.extend(own_option(name, value)?);
                    continue;
                }
            };
            let value = percent_decode_str(value).decode_utf8();
            let value = value.map_err(|_| unfit(format!("`{name}` is not in UTF-8")))?;
            *slot = Some(value.into_owned()).filter(|value| !value.is_empty());
        }
        let query = if rest.is_empty() { "" } else { "?" };
        Ok((format!("{address}{query}{}", rest.join("&")), ssl))
    }

    fn mode(&self) -> &str {
        let system = self.root.as_deref() == Some("system");
        let default = if system { "verify-full" } else { "prefer" };
        self.mode.as_deref().unwrap_or(default)
    }

    fn ways(&self) -> Result<&'static [Way]> {
        if self.root.as_deref() == Some("system") && self.mode() != "verify-full" {
            return Err(unfit("`sslrootcert=system` needs `sslmode=verify-full`"));
        }
        Ok(match self.mode() {
            "disable" => &[Way::Plain],
            "allow" => &[Way::Plain, Way::Encrypted],
            "prefer" => &[Way::Offered, Way::Plain],
            "require" | "verify-ca" | "verify-full" => &[Way::Encrypted],
            _ => {
                return Err(unfit(
                    "`sslmode` is none of disable, allow, prefer, require, verify-ca, verify-full",
                ));
            }
        })
    }

    /// Builds the TLS settings as libpq does: named authorities are always checked, and `require`
    /// without any checks none. If a check is demanded and none is named, the machine's are used.
    fn config(&self, direct: bool) -> Result<Arc<rustls::ClientConfig>> {
        let root = match self.root.as_deref() {
            Some("system") => None,
            Some(file) => Some(PathBuf::from(file)),
            None => std::env::home_dir()
                .map(|home| home.join(".postgresql/root.crt"))
                .filter(|file| file.exists()),
        };
        let trust = match (self.mode(), root) {
            ("verify-full", None) => Trust::machine(true)?,
            ("verify-ca", None) => Trust::machine(false)?,
            ("verify-full", Some(file)) => Trust::file(&file, true)?,
            (_, Some(file)) => Trust::file(&file, false)?,
            (_, None) => Trust::Anybody,
        };
        let client = self.certificate.as_deref().zip(self.key.as_deref());
        Ok(Arc::new(tls::config(trust, client, direct)?))
    }
}

/// An option of libpq as the driver knows it; `None` for one that asks for what is done anyway.
///
/// # Errors
/// `Unfit` for a value that can't be had here.
fn own_option(name: &str, value: &str) -> Result<Option<String>> {
    let lower = value.to_ascii_lowercase();
    let needless = match name {
        "gssencmode" => matches!(&*lower, "" | "disable" | "prefer"),
        "client_encoding" => matches!(&*lower, "" | "auto" | "utf8" | "utf-8" | "unicode"),
        "ssl_min_protocol_version" => matches!(&*lower, "" | "tlsv1" | "tlsv1.1" | "tlsv1.2"),
        "sslcompression" => matches!(&*lower, "" | "0"),
        "sslsni" => matches!(&*lower, "" | "1"),
        "keepalives_count" => return Ok(Some(format!("keepalives_retries={value}"))),
        "fallback_application_name" => return Ok(Some(format!("application_name={value}"))),
        "target_session_attrs" if lower == "primary" => {
            return Ok(Some(format!("{name}=read-write")));
        }
        _ => return Ok(Some(format!("{name}={value}"))),
    };
    match needless {
        true => Ok(None),
        false => Err(unfit(format!("`{name}` can't have this value here"))),
    }
}

pub(super) fn unfit(words: impl std::fmt::Display) -> Error {
    Error::Unfit(format!("DATABASE_URL: {words}"))
}

/// A password that isn't percent-encoded may have become the name of an option.
fn unreadable(error: &tokio_postgres::Error) -> Error {
    let cause = std::error::Error::source(error).map(ToString::to_string);
    let known = cause.filter(|cause| {
        let name = cause.split('`').nth(1).unwrap_or_default();
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
        !name.is_empty() && name.bytes().all(plain)
    });
    let example = "it is no address as postgres://user:password@host:5432/database, or its \
        password has characters that must be percent-encoded (@ / : ? # %)";
    unfit(known.unwrap_or_else(|| example.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ways(query: &str) -> Result<&'static [Way]> {
        Ok(Address::parse(&format!("postgres://u:p@db.example/x{query}"))?.ways)
    }

    #[test]
    fn sslmode_means_what_libpq_means_by_it() {
        assert_eq!(ways("").unwrap(), [Way::Offered, Way::Plain]);
        assert_eq!(ways("?sslmode=prefer").unwrap(), [Way::Offered, Way::Plain]);
        assert_eq!(ways("?sslmode=disable").unwrap(), [Way::Plain]);
        assert_eq!(
            ways("?sslmode=allow").unwrap(),
            [Way::Plain, Way::Encrypted]
        );
        for mode in ["require", "verify-ca", "verify-full"] {
            let query = format!("?connect_timeout=1&sslmode={mode}&application_name=x");
            assert_eq!(ways(&query).unwrap(), [Way::Encrypted]);
        }
        assert!(ways("?sslmode=sometimes").is_err());
        assert!(ways("?sslmode=require&sslrootcert=system").is_err());
        assert_eq!(ways("?sslrootcert=system").unwrap(), [Way::Encrypted]);
    }

    #[test]
    fn an_option_of_libpq_is_understood_or_refused_by_name() {
        for query in [
            "?gssencmode=disable",
            "?gssencmode=prefer&sslmode=require",
            "?client_encoding=UTF8",
            "?ssl_min_protocol_version=TLSv1.2",
            "?sslcompression=0&sslsni=1",
            "?keepalives=1&keepalives_idle=30&keepalives_interval=10&keepalives_count=3",
            "?fallback_application_name=mentoring",
            "?target_session_attrs=primary",
            "?channel_binding=prefer&load_balance_hosts=random",
            "?options=-c%20search_path%3Dmentoring",
        ] {
            assert!(ways(query).is_ok(), "{query}");
        }
        for (query, name) in [
            ("?gssencmode=require", "`gssencmode`"),
            ("?client_encoding=LATIN1", "`client_encoding`"),
            (
                "?ssl_min_protocol_version=TLSv1.3",
                "`ssl_min_protocol_version`",
            ),
            ("?target_session_attrs=standby", "`target_session_attrs`"),
            ("?service=school", "`service`"),
            ("?schema=public", "`schema`"),
        ] {
            let refused = ways(query).err().map(|error| error.to_string());
            assert!(refused.unwrap().contains(name), "{query}");
        }
        let named = Address::parse("postgres://u@h/x?keepalives_count=3").unwrap();
        assert_eq!(named.config.get_keepalives_retries(), Some(3));
    }

    #[test]
    fn a_certificate_that_is_not_there_is_named() {
        let error = ways("?sslmode=verify-ca&sslrootcert=%2Fno%2Fsuch.crt").unwrap_err();
        assert!(error.to_string().contains("/no/such.crt"), "{error}");
    }

    #[test]
    fn an_address_that_cannot_be_read_keeps_its_secret() {
        for url in [
            "postgres://u:geh?eim=1@db.example/x",
            "postgres://u:p@geheim?w@db.example/x",
            "postgres://u:p@gehe?im=geheim@db/x",
            "postgres://u:geh/eim@db.example:geheim/x",
        ] {
            if let Err(error) = Address::parse(url) {
                let words = error.to_string();
                assert!(!words.contains("eim"), "{url}: {words}");
            }
        }
        let error = ways("?sslmood=require").unwrap_err().to_string();
        assert!(error.contains("`sslmood`"), "{error}");
    }
}
