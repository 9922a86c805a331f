//! A client that speaks HTTP by hand, as no library would.

use crate::harness::{Actor, School};
use serde_json::Value;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// A connection.
pub struct Wire(TcpStream);

/// What came back on it.
#[derive(Debug)]
pub struct Told {
    pub head: String,
    pub body: String,
    pub after: Duration,
}

impl Wire {
    pub fn open(school: &School) -> Self {
        let address = school.url().trim_start_matches("http://");
        let stream = TcpStream::connect(address).unwrap();
        let poll = Duration::from_millis(50);
        stream.set_read_timeout(Some(poll)).unwrap();
        stream.set_write_timeout(Some(poll)).unwrap();
        Self(stream)
    }

    /// Sends bytes; whether the server still took them.
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        match self.0.write_all(bytes.as_ref()) {
            Ok(()) => true,
            Err(error) => matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut),
        }
    }

    /// Sends the head of a request with a body of this length.
    pub fn announce(&mut self, caller: &Actor, path: &str, more: &str) {
        let token = caller.token().unwrap();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\n{more}\r\n\r\n"
        );
        assert!(self.send(head));
    }

    /// The next answer, or what came until the time is over.
    pub fn hear(&mut self, patience: Duration) -> Told {
        let since = Instant::now();
        let mut bytes = Vec::new();
        let mut buffer = [0; 4096];
        while since.elapsed() < patience && !is_whole(&bytes) {
            match self.0.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => bytes.extend_from_slice(&buffer[..read]),
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(_) => break,
            }
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        Told {
            head: head.to_ascii_lowercase(),
            body: body.to_owned(),
            after: since.elapsed(),
        }
    }

    /// Whether the server ends the connection in time.
    pub fn is_closed_within(&mut self, patience: Duration) -> bool {
        let since = Instant::now();
        let mut buffer = [0; 4096];
        while since.elapsed() < patience {
            match self.0.read(&mut buffer) {
                Ok(0) => return true,
                Err(error) if error.kind() != ErrorKind::WouldBlock => return true,
                _ => {}
            }
        }
        false
    }
}

fn is_whole(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let mut lines = head.lines();
    let length = lines.find_map(|line| line.strip_prefix("content-length: "));
    length.is_none_or(|length| body.len() >= length.parse::<usize>().unwrap())
}

impl Told {
    /// A problem in every respect.
    #[track_caller]
    pub fn refused(&self, status: u16, code: &str) -> Value {
        let body: Value = serde_json::from_str(&self.body).unwrap_or_default();
        assert!(
            self.head.starts_with(&format!("http/1.1 {status} ")),
            "{self:?}"
        );
        let kind = "content-type: application/problem+json";
        assert!(self.head.contains(kind), "{self:?}");
        assert_eq!(body["code"], code, "{self:?}");
        let id = body["request_id"].as_str().unwrap();
        let header = format!("x-request-id: {id}");
        assert!(self.head.contains(&header), "{self:?}");
        body
    }
}
