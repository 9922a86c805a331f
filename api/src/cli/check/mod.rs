//! `mentoring check`: findings on configuration and surroundings, in words. It changes nothing.

mod address;
mod database;
mod folder;
mod keys;
mod mail;

use crate::config::{Config, ConfigError};

/// Result of one check.
struct Finding {
    on: &'static str,
    verdict: Verdict,
    words: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Good,
    /// Works, but is hardly meant.
    Doubtful,
    Wrong,
}

impl Finding {
    fn good(on: &'static str, words: impl Into<String>) -> Self {
        Self::new(on, Verdict::Good, words)
    }

    fn doubtful(on: &'static str, words: impl Into<String>) -> Self {
        Self::new(on, Verdict::Doubtful, words)
    }

    fn wrong(on: &'static str, words: impl Into<String>) -> Self {
        Self::new(on, Verdict::Wrong, words)
    }

    fn new(on: &'static str, verdict: Verdict, words: impl Into<String>) -> Self {
        let words = words.into();
        Self { on, verdict, words }
    }

    fn print(&self) {
        let verdict = match self.verdict {
            Verdict::Good => "ok    ",
            Verdict::Doubtful => "look  ",
            Verdict::Wrong => "wrong ",
        };
        println!("{verdict} {}: {}", self.on, self.words);
    }
}

/// Runs all checks and prints them; an error if any fails.
pub(super) async fn check(config: Result<Config, ConfigError>) -> Result<(), String> {
    let config = config.map_err(|error| format!("configuration: {error}"))?;
    let mut findings = vec![Finding::good("configuration", "read")];
    let doubts = config.doubts.iter();
    findings.extend(doubts.map(|doubt| Finding::doubtful("configuration", doubt.to_string())));
    findings.extend(address::all(&config));
    findings.push(database::check(&config).await);
    findings.extend(keys::all(&config));
    findings.extend(mail::all(&config).await);
    findings.iter().for_each(Finding::print);
    let wrong = findings.iter();
    let wrong = wrong.filter(|finding| finding.verdict == Verdict::Wrong);
    match wrong.count() {
        0 => Ok(()),
        wrong => Err(format!("{wrong} of these must be put right")),
    }
}
