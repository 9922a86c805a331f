//! The way of mails: a server that answers and takes the login, or a folder.

use super::{Finding, folder};
use crate::config::Config;
use secrecy::ExposeSecret;
use std::time::Duration;
use url::Url;

const ON: &str = "mail";
/// Time limit for the server's answers.
const PATIENCE: Duration = Duration::from_secs(10);

type Smtp = lettre::AsyncSmtpTransport<lettre::Tokio1Executor>;

/// All checks on mails.
pub(super) async fn all(config: &Config) -> Vec<Finding> {
    let place = config.mail_place();
    let Some(url) = config.smtp_url.as_ref().map(ExposeSecret::expose_secret) else {
        return vec![match folder::writable(&config.mail_dir) {
            Ok(()) => Finding::good(ON, place),
            Err(words) => Finding::wrong(ON, words),
        }];
    };
    let mut findings = vec![match answers(url).await {
        Ok(()) => Finding::good(ON, format!("{place} answers")),
        Err(words) => Finding::wrong(ON, format!("{place}: {words}")),
    }];
    if goes_in_clear(url) {
        let words =
            "the password goes unencrypted; end the address with `?tls=required`, or use smtps://";
        findings.push(Finding::doubtful(ON, words));
    }
    if config.mail_from.contains("@localhost") {
        let words = "MENTORING_MAIL_FROM is not set: mail servers refuse mentoring@localhost";
        findings.push(Finding::doubtful(ON, words));
    }
    findings
}

/// Connects, logs in and takes leave.
async fn answers(url: &str) -> Result<(), String> {
    // The error could repeat the address, which holds a password.
    let builder = Smtp::from_url(url).map_err(|_| "not the address of a mail server")?;
    let transport: Smtp = builder.timeout(Some(PATIENCE)).build();
    match transport.test_connection().await {
        Ok(true) => Ok(()),
        Ok(false) => Err("refuses".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

/// Whether the login can be read on its way to another machine.
fn goes_in_clear(url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| {
        let host = url.host_str().unwrap_or_default();
        let near = ["localhost", "127.0.0.1", "[::1]"].contains(&host);
        let required = url.query_pairs();
        let required = required
            .into_iter()
            .any(|(key, value)| key == "tls" && value == "required");
        url.scheme() == "smtp" && url.password().is_some() && !near && !required
    })
}

#[cfg(test)]
mod tests {
    use super::goes_in_clear;

    #[test]
    fn a_password_without_tls_is_noticed() {
        assert!(goes_in_clear("smtp://u:p@mail.example:25"));
        assert!(goes_in_clear("smtp://u:p@mail.example?tls=opportunistic"));
        for safe in [
            "smtp://mail.example",
            "smtp://u:p@localhost:1025",
            "smtp://u:p@mail.example:587?tls=required",
            "smtps://u:p@mail.example",
        ] {
            assert!(!goes_in_clear(safe), "{safe}");
        }
    }
}
