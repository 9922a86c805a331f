//! `mentoring health`, and the question that it puts to a running service.

use crate::config::Config;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

/// Time limit for connecting, and for the answer: readiness waits for the database itself.
const PATIENCE: Duration = Duration::from_secs(5);
/// Most bytes of an answer that are read.
const LONGEST: u64 = 65_536;

/// An answer of a running service.
pub(super) struct Answer {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: String,
}

/// Asks the service at the configured address whether it is ready.
pub(super) fn health(config: &Config) -> Result<(), String> {
    let address = near(config.listen);
    let answer = ask(address, "/health/ready")
        .map_err(|error| format!("no service answers at {address}: {error}"))?;
    if answer.status == 200 {
        println!("ready");
        return Ok(());
    }
    let problem: serde_json::Value = serde_json::from_str(&answer.body).unwrap_or_default();
    let code = problem.get("code").and_then(serde_json::Value::as_str);
    let code = code.unwrap_or("no problem of this service");
    Err(format!("not ready: {} {code}", answer.status))
}

/// Asks a service of this machine by HTTP, without waiting long.
pub(super) fn ask(address: SocketAddr, path: &str) -> std::io::Result<Answer> {
    let mut stream = TcpStream::connect_timeout(&near(address), PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let question = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(question.as_bytes())?;
    let mut bytes = Vec::new();
    stream.take(LONGEST).read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    let none = || std::io::Error::other("the answer is not HTTP");
    Ok(Answer {
        status: status.ok_or_else(none)?,
        body: body.to_owned(),
    })
}

/// The address by which this machine reaches one that listens on all of its own.
fn near(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_all_networks_is_asked_on_loopback() {
        for (listen, asked) in [
            ("0.0.0.0:80", "127.0.0.1:80"),
            ("[::]:80", "[::1]:80"),
            ("10.1.2.3:80", "10.1.2.3:80"),
        ] {
            assert_eq!(near(listen.parse().unwrap()).to_string(), asked);
        }
    }
}
