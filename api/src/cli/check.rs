//! `mentoring check`: findings on configuration and surroundings, in words.

use crate::auth::Issuers;
use crate::config::{Config, ConfigError};
use crate::server;
use persistence::Store;
use secrecy::ExposeSecret;
use std::time::Duration;

/// Result of one check.
type Finding = (&'static str, Result<String, String>);

/// Runs all checks and prints them; an error if any fails.
pub(super) async fn check(config: Result<Config, ConfigError>) -> Result<(), String> {
    let config = config.map_err(|error| format!("configuration: {error}"))?;
    let mut findings: Vec<Finding> = vec![("configuration", Ok("read".to_owned()))];
    findings.extend(database_and_keys(&config).await);
    findings.push(("mail", mail(&config).await));
    let mut wrong = 0_u32;
    for (what, finding) in findings {
        match finding {
            Ok(words) => println!("ok     {what}: {words}"),
            Err(words) => {
                wrong += 1;
                println!("wrong  {what}: {words}");
            }
        }
    }
    if wrong == 0 {
        Ok(())
    } else {
        Err(format!("{wrong} of these must be put right"))
    }
}

async fn database_and_keys(config: &Config) -> Vec<Finding> {
    let url = config.database_url.expose_secret();
    let place = place(url);
    let wrong = |words: String| vec![("database", Err(format!("{place}: {words}")))];
    match Store::is_up_to_date(url).await {
        Ok(true) => {}
        Ok(false) => return wrong("not up to date; `mentoring migrate` brings it there".into()),
        Err(error) => return wrong(error.to_string()),
    }
    let store = match server::open(config).await {
        Ok(store) => store,
        Err(error) => return wrong(error.to_string()),
    };
    if let Err(error) = store.ready().await {
        return wrong(error.to_string());
    }
    let own = server::own_key(&store, &config.own_url()).await;
    let keys = match own {
        Ok(_) if config.issuers.is_empty() => Err(
            "none is trusted, so nobody can log in; set MENTORING_JWT_ISSUER and its key".into(),
        ),
        Ok(own) => Issuers::read(&config.issuers, &own, false)
            .map(|_| format!("{} trusted", config.issuers.len()))
            .map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    vec![
        ("database", Ok(format!("{place} is up to date"))),
        ("issuers", keys),
    ]
}

async fn mail(config: &Config) -> Result<String, String> {
    let Some(url) = &config.smtp_url else {
        std::fs::create_dir_all(&config.mail_dir).map_err(|error| error.to_string())?;
        return Ok(format!("files in {}", config.mail_dir.display()));
    };
    let place = place(url.expose_secret());
    type Transport = lettre::AsyncSmtpTransport<lettre::Tokio1Executor>;
    let builder = Transport::from_url(url.expose_secret()).map_err(|error| error.to_string())?;
    let transport: Transport = builder.timeout(Some(Duration::from_secs(10))).build();
    match transport.test_connection().await {
        Ok(true) => Ok(format!("{place} answers")),
        Ok(false) => Err(format!("{place} refuses")),
        Err(error) => Err(format!("{place}: {error}")),
    }
}

/// An address without its credentials.
fn place(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let head = rest.split('?').next().unwrap_or_default();
    let place = match head.rsplit_once('@') {
        Some((_, place)) => place,
        // probably a password with a question mark in it
        None if rest.contains('@') => "…",
        None => head,
    };
    format!("{scheme}://{place}")
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_place_is_told_without_its_credentials() {
        let told = place("postgres://mentoring:p@ss@db.example:5432/mentoring?password=secret");
        assert_eq!(told, "postgres://db.example:5432/mentoring");
        assert_eq!(
            place("postgres://mentoring:gehe?im@db.example/x"),
            "postgres://…"
        );
        assert_eq!(
            place("sqlite://./data/mentoring.db"),
            "sqlite://./data/mentoring.db"
        );
    }
}
