//! Addresses: those to listen on, the public one, and the proxies before it.

use super::super::health::{Answer, ask};
use super::Finding;
use crate::config::Config;
use std::net::{SocketAddr, TcpListener};
use url::{Host, Url};

/// All checks on addresses.
pub(super) fn all(config: &Config) -> Vec<Finding> {
    let own = |answer: &Answer| answer.status == 200 && answer.body.contains("\"status\":\"ok\"");
    let mut findings = vec![listen("listen", config.listen, "/health/live", &own)];
    if let Some(address) = config.metrics_listen {
        let own = |answer: &Answer| answer.body.contains("mentoring_build_info");
        let taken = address == config.listen && address.port() != 0;
        findings.push(match taken {
            true => Finding::wrong("metrics", format!("{address} is the API's own address")),
            false => listen("metrics", address, "/metrics", &own),
        });
    }
    findings.push(public_url(config));
    findings.push(proxies(config));
    findings
}

/// Whether an address is free, or taken by this very service.
fn listen(
    on: &'static str,
    address: SocketAddr,
    path: &str,
    own: &dyn Fn(&Answer) -> bool,
) -> Finding {
    let Err(error) = TcpListener::bind(address) else {
        return Finding::good(on, format!("{address} is free"));
    };
    match ask(address, path) {
        Ok(answer) if own(&answer) => {
            Finding::good(on, format!("{address} is served by a mentoring that runs"))
        }
        _ => Finding::wrong(on, format!("{address}: {error}")),
    }
}

fn public_url(config: &Config) -> Finding {
    const ON: &str = "public URL";
    let url = config.own_url();
    if config.public_url.is_none() {
        return match config.listen.ip().is_unspecified() {
            true => Finding::doubtful(
                ON,
                format!("{url} is no address for clients; set MENTORING_PUBLIC_URL"),
            ),
            false => Finding::good(ON, format!("{url}, from the listen address")),
        };
    }
    let parsed = Url::parse(&url).ok();
    match parsed {
        Some(parsed) if parsed.scheme() == "http" && !is_loopback(&parsed) => Finding::doubtful(
            ON,
            format!("{url} is not https: tokens can be read on their way"),
        ),
        _ => Finding::good(ON, url),
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

fn proxies(config: &Config) -> Finding {
    const ON: &str = "proxies";
    let proxies = &config.trusted_proxies;
    let public = config.public_url.as_deref().unwrap_or_default();
    if proxies.iter().any(crate::config::Proxy::is_everybody) {
        let words =
            "everybody is trusted, so every caller may choose the address they are counted by";
        return Finding::doubtful(ON, words);
    }
    match proxies.len() {
        0 if public.starts_with("https://") => Finding::doubtful(
            ON,
            "none is trusted, though one must stand before an https address: callers without a \
             token share one rate limit; set MENTORING_TRUSTED_PROXIES",
        ),
        0 => Finding::good(ON, "none is trusted"),
        number => Finding::good(ON, format!("{number} trusted")),
    }
}
