//! The address a request comes from. A forwarding header counts only from a configured proxy.

use crate::config::Config;
use actix_web::dev::ServiceRequest;
use actix_web::http::header::HeaderMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The client's address.
pub(super) fn address(config: &Config, request: &ServiceRequest) -> IpAddr {
    let peer = request.peer_addr().map(|peer| peer.ip());
    let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    behind(config, peer, request.headers())
}

/// Part of an address that one client holds: of IPv6 the network of 64 bits, in which it may take
/// any address.
pub(super) fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(address) => {
            Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into()
        }
        IpAddr::V4(_) => address,
    }
}

/// Walks `X-Forwarded-For` from its end as long as the sender is a trusted proxy.
pub(super) fn behind(config: &Config, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let trusted = |address: IpAddr| {
        config
            .trusted_proxies
            .iter()
            .any(|proxy| proxy.contains(address))
    };
    let values = headers
        .get_all("x-forwarded-for")
        .filter_map(|value| value.to_str().ok());
    let mut hops: Vec<IpAddr> = values
        .flat_map(|value| value.split(','))
        .map_while(|hop| hop.trim().parse().ok())
        .collect();
    let mut address = peer;
    while trusted(address) {
        match hops.pop() {
            Some(hop) => address = hop,
            None => break,
        }
    }
    address.to_canonical()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Mode;
    use actix_web::http::header::{HeaderName, HeaderValue};

    #[test]
    fn a_client_is_known_by_its_network_of_64_bits() {
        let known = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(known("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(known("192.0.2.1"), "192.0.2.1");
    }

    #[test]
    fn a_forwarding_header_counts_from_a_trusted_proxy_only() {
        let variables = [(
            "MENTORING_TRUSTED_PROXIES".to_owned(),
            "10.0.0.0/8".to_owned(),
        )];
        let config = Config::from_environment(Mode::Serve, variables.into()).unwrap();
        let mut headers = HeaderMap::new();
        let name = HeaderName::from_static("x-forwarded-for");
        headers.insert(
            name,
            HeaderValue::from_static("6.6.6.6, 203.0.113.9, 10.0.0.7"),
        );
        let seen = |peer: &str| behind(&config, peer.parse().unwrap(), &headers).to_string();
        assert_eq!(seen("10.0.0.1"), "203.0.113.9");
        assert_eq!(seen("192.0.2.1"), "192.0.2.1");
    }
}
