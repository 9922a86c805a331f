//! What every mail of a server has in common.

use crate::config::Config;

/// Host in the names of meetings where the service has no address of its own.
const NO_HOST: &str = "mentoring";

/// Sender and links of all mails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterhead {
    /// The Alumni website, to which mails link.
    pub website: Option<String>,
    /// Address of the sender.
    pub sender: String,
    /// Host in the names of meetings, the same in every calendar (RFC 7986 §5.3).
    pub host: String,
}

impl Letterhead {
    /// The configured one.
    pub fn of(config: &Config) -> Self {
        let sender = config.mail_from.parse::<lettre::message::Mailbox>();
        let sender = sender.map(|sender| sender.email.to_string());
        Self {
            website: config.website_url.clone(),
            sender: sender.unwrap_or_default(),
            host: host(config.public_url.as_deref()),
        }
    }
}

/// Host of a setting that is an address.
fn host(address: Option<&str>) -> String {
    let url = address.and_then(|address| url::Url::parse(address).ok());
    let host = url.as_ref().and_then(url::Url::host_str);
    host.unwrap_or(NO_HOST).to_owned()
}
