//! `mentoring check`: what is right and what is wrong, in words.

use crate::auth::Issuers;
use crate::config::{Config, ConfigError};
use crate::server;
use secrecy::ExposeSecret;
use std::time::Duration;

/// One thing that was looked at.
type Finding = (&'static str, Result<String, String>);

/// Looks at everything and prints it; an error when something is wrong.
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
        Err(format!("{wrong} wrong"))
    }
}

async fn database_and_keys(config: &Config) -> Vec<Finding> {
    let store = match server::open(config).await {
        Ok(store) => store,
        Err(error) => return vec![("database", Err(error.to_string()))],
    };
    let own = server::own_key(&store, &config.own_url()).await;
    let keys = match own {
        Ok(own) => Issuers::read(&config.issuers, &own, false)
            .map(|_| format!("{} trusted", config.issuers.len()))
            .map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    vec![
        ("database", Ok("reachable and up to date".to_owned())),
        ("issuers", keys),
    ]
}

async fn mail(config: &Config) -> Result<String, String> {
    let Some(url) = &config.smtp_url else {
        std::fs::create_dir_all(&config.mail_dir).map_err(|error| error.to_string())?;
        return Ok(format!("files in {}", config.mail_dir.display()));
    };
    type Transport = lettre::AsyncSmtpTransport<lettre::Tokio1Executor>;
    let builder = Transport::from_url(url.expose_secret()).map_err(|error| error.to_string())?;
    let transport: Transport = builder.timeout(Some(Duration::from_secs(10))).build();
    match transport.test_connection().await {
        Ok(true) => Ok("the server answers".to_owned()),
        Ok(false) => Err("the server refuses".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}
