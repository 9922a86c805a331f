//! Mails as the service leaves them in its folder.

use super::school::School;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::time::Duration;

/// A mail: its head as written and the texts of its parts, decoded.
#[derive(Clone, Debug)]
pub struct Mail {
    pub head: String,
    pub text: String,
}

impl Mail {
    /// Reads a `.eml` file.
    pub fn parse(eml: &str) -> Self {
        let (head, _) = split(eml);
        Self {
            head: unfold(head),
            text: texts(eml),
        }
    }

    /// Whether it goes to this address.
    pub fn is_to(&self, address: &str) -> bool {
        let to = |line: &str| line.to_lowercase().starts_with("to:") && line.contains(address);
        self.head.lines().any(to)
    }

    /// A line of its head, as written.
    pub fn line(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        let found = lines.find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value)
    }

    /// The subject in plain words.
    pub fn subject(&self) -> String {
        let mut lines = self.head.lines();
        let line = lines.find_map(|line| line.strip_prefix("Subject:"));
        decoded(line.unwrap_or_default())
    }

    /// Whether it comes both as plain text and as a page in this language.
    pub fn is_in(&self, language: &str) -> bool {
        let page = format!("<html lang=\"{language}\">");
        self.head.contains("multipart/")
            && self.text.contains(&page)
            && !self.text.trim_start().starts_with('<')
    }
}

/// Encoded words (RFC 2047), as far as they are in base64 and UTF-8.
fn decoded(header: &str) -> String {
    let mut text = String::new();
    let mut after_encoded = true;
    for word in header.split_whitespace() {
        let lower = word.to_lowercase();
        let packed = lower.starts_with("=?utf-8?b?").then(|| &word[10..]);
        let packed = packed.map(|rest| rest.trim_end_matches("?="));
        let plain = packed.map(|packed| STANDARD.decode(packed).unwrap());
        if !(text.is_empty() || after_encoded && plain.is_some()) {
            text.push(' ');
        }
        after_encoded = plain.is_some();
        let bytes = plain.unwrap_or_else(|| word.into());
        text.push_str(&String::from_utf8(bytes).unwrap());
    }
    text
}

impl School {
    /// Every mail that has been written, oldest first.
    pub fn mails(&self) -> Vec<Mail> {
        let Ok(folder) = std::fs::read_dir(self.folder().join("mail")) else {
            return Vec::new();
        };
        let paths = folder.map(|entry| entry.unwrap().path());
        let mut paths: Vec<_> = paths
            .filter(|path| path.extension().is_some_and(|end| end == "eml"))
            .collect();
        paths.sort();
        let read = |path| Mail::parse(&String::from_utf8_lossy(&std::fs::read(path).unwrap()));
        paths.iter().map(read).collect()
    }

    /// How many mails an address has got with these words in the subject.
    pub fn mails_about(&self, address: &str, subject: &str) -> usize {
        let mails = self.mails().into_iter();
        mails
            .filter(|mail| mail.is_to(address) && mail.subject().contains(subject))
            .count()
    }

    /// How many such mails have come, once there are as many as expected.
    pub async fn mails_expected(&self, address: &str, subject: &str, count: usize) -> usize {
        for _ in 0..200 {
            if self.mails_about(address, subject) >= count {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.mails_about(address, subject)
    }

    /// Waits for a mail to this address that holds this text (the outbox is worked off beside).
    pub async fn mail(&self, address: &str, text: &str) -> Mail {
        for _ in 0..200 {
            let found = self.mails().into_iter();
            let mut found = found.filter(|mail| mail.is_to(address) && mail.text.contains(text));
            if let Some(mail) = found.next() {
                return mail;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!(
            "no mail to {address} with '{text}' among {:#?}",
            self.mails()
        );
    }
}

fn split(part: &str) -> (&str, &str) {
    let at = part.find("\r\n\r\n").map(|at| (at, 4));
    let at = at.or_else(|| part.find("\n\n").map(|at| (at, 2)));
    at.map_or((part, ""), |(at, blank)| (&part[..at], &part[at + blank..]))
}

fn unfold(head: &str) -> String {
    head.replace("\r\n", "\n")
        .replace("\n ", " ")
        .replace("\n\t", " ")
}

fn texts(part: &str) -> String {
    let (head, body) = split(part);
    let head = unfold(head);
    if let Some(boundary) = boundary(&head) {
        let boundary = format!("--{boundary}");
        let parts = body.split(&boundary).skip(1);
        let parts = parts.map(|part| texts(part.trim_start()));
        return parts.collect::<Vec<_>>().join("\n");
    }
    let encoding = head.to_lowercase();
    if encoding.contains("transfer-encoding: base64") {
        let packed: String = body.chars().filter(|c| !c.is_whitespace()).collect();
        return String::from_utf8_lossy(&STANDARD.decode(packed).unwrap_or_default()).into();
    }
    if encoding.contains("transfer-encoding: quoted-printable") {
        return quoted_printable(body);
    }
    body.to_owned()
}

fn boundary(head: &str) -> Option<&str> {
    let (_, rest) = head.split_once("boundary=")?;
    let rest = rest.trim_start_matches('"');
    rest.split(['"', ';', '\n', '\r']).next()
}

fn quoted_printable(body: &str) -> String {
    let body = body.replace("=\r\n", "").replace("=\n", "");
    let mut bytes = Vec::new();
    let mut rest = body.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) if *first == b'=' => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into()
}
