//! Places that the configuration names, without their credentials: for logs and findings.

use super::Config;
use secrecy::ExposeSecret;

impl Config {
    /// The database, without credentials.
    pub fn database_place(&self) -> String {
        place(self.database_url.expose_secret())
    }

    /// The mail server without credentials, or the folder of mails.
    pub fn mail_place(&self) -> String {
        match &self.smtp_url {
            Some(url) => place(url.expose_secret()),
            None => format!("files in {}", self.mail_dir.display()),
        }
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
