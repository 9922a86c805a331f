//! Delivery of mail: by SMTP, or as an `.eml` file in a folder.

use super::invitation::Invitation;
use super::parts;
use crate::config::Config;
use lettre::address::AddressError;
use lettre::message::Mailbox;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::transport::smtp;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use secrecy::ExposeSecret;
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::Duration;
use uuid::Uuid;

/// Time limit for a mail server's answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A mail with its addresses.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Id of the message; permanent, so that a second delivery can be recognised.
    pub id: Uuid,
    /// The reader.
    pub to: Correspondent,
    /// The person or team whom an answer reaches.
    pub reply_to: Option<Correspondent>,
    /// Content of the mail.
    pub texts: super::texts::Texts,
    /// Invitation to a meeting, or its cancellation.
    pub invitation: Option<Invitation>,
}

/// Person with an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correspondent {
    /// Name; may be empty.
    pub name: String,
    /// Address.
    pub address: String,
}

impl Correspondent {
    fn mailbox(&self) -> Result<Mailbox, AddressError> {
        // A line break in a name would end the header.
        let name = self.name.replace(char::is_control, " ");
        let name = Some(name).filter(|name| !name.trim().is_empty());
        Ok(Mailbox::new(name, for_the_wire(&self.address)?))
    }
}

/// Error of sending a mail.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Temporary failure: a retry may help.
    #[error("{0}")]
    Later(String),
    /// Permanent failure: a retry can't help.
    #[error("{0}")]
    Never(String),
}

/// Transport of mails.
#[derive(Clone)]
pub struct Transport {
    from: Mailbox,
    way: Way,
}

#[derive(Clone)]
enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

impl Transport {
    /// The configured way.
    ///
    /// # Errors
    /// A sender or a mail server's address that can't be read, in words.
    pub fn of(config: &Config) -> Result<Self, String> {
        let from = config
            .mail_from
            .parse()
            .map_err(|error| format!("MENTORING_MAIL_FROM: {error}"))?;
        let way = match &config.smtp_url {
            None => Way::Folder(config.mail_dir.clone()),
            Some(url) => {
                let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose_secret());
                // The error could repeat the address, which holds a password.
                let builder = builder.map_err(|_| {
                    "MENTORING_SMTP_URL: not the address of a mail server".to_owned()
                })?;
                Way::Smtp(builder.timeout(Some(PATIENCE)).build())
            }
        };
        Ok(Self { from, way })
    }

    /// Sends a mail.
    ///
    /// # Errors
    /// The reason of the failure, and whether a retry may help.
    pub async fn send(&self, letter: &Letter) -> Result<(), SendError> {
        let message = self.message(letter)?;
        match &self.way {
            Way::Smtp(smtp) => match smtp.send(message).await {
                Ok(_) => Ok(()),
                Err(error) if is_final(&error, letter) && !turns_away(smtp).await => {
                    Err(SendError::Never(error.to_string()))
                }
                Err(error) => Err(SendError::Later(error.to_string())),
            },
            Way::Folder(folder) => {
                let written = write(folder, letter.id, &message.formatted());
                written.map_err(|error| SendError::Later(format!("{}: {error}", folder.display())))
            }
        }
    }

    fn message(&self, letter: &Letter) -> Result<Message, SendError> {
        let never = |error: &dyn std::fmt::Display| SendError::Never(error.to_string());
        let to = letter.to.mailbox().map_err(|error| never(&error))?;
        // An address that can't be written must not hold up the mail itself.
        let reply_to = letter.reply_to.as_ref().and_then(|to| to.mailbox().ok());
        let domain = self.from.email.domain();
        let mut builder = Message::builder()
            .message_id(Some(format!("<{}@{domain}>", letter.id)))
            .from(self.from.clone())
            .to(to);
        if let Some(reply_to) = reply_to.filter(|it| it.email.to_string().is_ascii()) {
            builder = builder.reply_to(reply_to);
        }
        builder
            .subject(&letter.texts.subject)
            .header(AutoSubmitted)
            .header(NoAutoResponse)
            .multipart(
                parts::of(&letter.texts, letter.invitation.as_ref())
                    .map_err(|error| never(&error))?,
            )
            .map_err(|error| never(&error))
    }
}

/// Whether a retry can't help: a 5xx refusal not about this service's own login, or an address
/// beyond ASCII at a server without SMTPUTF8.
fn is_final(error: &smtp::Error, letter: &Letter) -> bool {
    match error.status().map(u16::from) {
        Some(530 | 534 | 535 | 538) => false,
        Some(_) => error.is_permanent(),
        None => {
            let address = for_the_wire(&letter.to.address);
            error.is_client() && !address.is_ok_and(|address| address.user().is_ascii())
        }
    }
}

/// Whether the server refuses whoever connects (`554` as its greeting, or to `EHLO`): that isn't
/// about this mail.
async fn turns_away(smtp: &AsyncSmtpTransport<Tokio1Executor>) -> bool {
    !matches!(smtp.test_connection().await, Ok(true))
}

/// The address with its domain as A-labels, which every mail server can take (RFC 5890).
fn for_the_wire(text: &str) -> Result<Address, AddressError> {
    let address: Address = text.parse()?;
    match url::Host::parse(address.domain()) {
        Ok(url::Host::Domain(domain)) => Address::new(address.user(), domain),
        _ => Ok(address),
    }
}

/// A header that always says the same.
macro_rules! constant_header {
    ($(#[$doc:meta])* $type:ident, $name:literal, $value:literal) => {
        $(#[$doc])*
        #[derive(Clone)]
        struct $type;

        impl Header for $type {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }

            fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Ok(Self)
            }

            fn display(&self) -> HeaderValue {
                HeaderValue::new(Self::name(), $value.to_owned())
            }
        }
    };
}

constant_header! {
    /// RFC 3834 §5: absence notices don't answer such a mail.
    AutoSubmitted, "Auto-Submitted", "auto-generated"
}
constant_header! {
    /// The same for Exchange, which doesn't heed that header (MS-OXCMAIL).
    NoAutoResponse, "X-Auto-Response-Suppress", "OOF, AutoReply"
}

/// Writes a mail under its id, whole or not at all: a second delivery replaces the first.
fn write(folder: &Path, id: Uuid, mail: &[u8]) -> std::io::Result<()> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    let part = folder.join(format!(".{id}.part"));
    std::fs::write(&part, mail)?;
    std::fs::rename(part, folder.join(format!("{id}.eml")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(address: &str) -> Letter {
        let texts = super::super::texts::Texts {
            subject: "Été".into(),
            text: "Bonjour".into(),
            html: "<p>Bonjour</p>".into(),
        };
        Letter {
            id: Uuid::now_v7(),
            to: Correspondent {
                name: "Zoé, Le Goff".into(),
                address: address.into(),
            },
            reply_to: None,
            texts,
            invitation: None,
        }
    }

    fn folder() -> (Transport, PathBuf) {
        let folder = std::env::temp_dir().join(format!("mentoring-mail-{}", Uuid::now_v7()));
        let from = "Mentoring <mentoring@example.org>".parse().unwrap();
        (
            Transport {
                from,
                way: Way::Folder(folder.clone()),
            },
            folder,
        )
    }

    #[tokio::test]
    async fn a_mail_that_is_sent_twice_is_one_file() {
        let (transport, folder) = folder();
        let letter = letter("zoe@example.org");
        transport.send(&letter).await.unwrap();
        transport.send(&letter).await.unwrap();
        let files: Vec<_> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|file| file.unwrap().path())
            .collect();
        assert_eq!(files, [folder.join(format!("{}.eml", letter.id))]);
        let mail = std::fs::read_to_string(&files[0]).unwrap();
        assert!(
            mail.contains(&format!("Message-ID: <{}@example.org>", letter.id)),
            "{mail}"
        );
        assert!(mail.contains("text/html"), "{mail}");
        assert!(mail.contains("Auto-Submitted: auto-generated"), "{mail}");
        let exchange = "X-Auto-Response-Suppress: OOF, AutoReply";
        assert!(mail.contains(exchange), "{mail}");
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_domain_beyond_ascii_goes_as_a_labels() {
        let written = for_the_wire("zoe@école.example").unwrap();
        assert_eq!(written.to_string(), "zoe@xn--cole-9oa.example");
        let kept = for_the_wire("Zoe@School.example").unwrap();
        assert_eq!(kept.user(), "Zoe");
    }

    #[test]
    fn an_answer_goes_to_the_other_with_a_domain_that_every_server_takes() {
        let (transport, _) = folder();
        let written = |address: &str| {
            let other = Correspondent {
                name: "Émile\r\nDurand".into(),
                address: address.into(),
            };
            let letter = Letter {
                reply_to: Some(other),
                ..letter("zoe@example.org")
            };
            let mail = transport.message(&letter).unwrap().formatted();
            String::from_utf8(mail).unwrap()
        };
        let mail = written("emile@école.example");
        assert!(mail.contains("emile@xn--cole-9oa.example>"), "{mail}");
        for unwritable in ["nowhere", "émile@example.org"] {
            assert!(!written(unwritable).contains("Reply-To"), "{unwritable}");
        }
    }

    #[test]
    fn a_name_of_any_kind_stays_within_its_header() {
        let (transport, _) = folder();
        for name in [
            "🙂".repeat(200),
            "a".repeat(200),
            "Élise ".repeat(33),
            "Zoé \"Zo\" <eve@example.org>, Bob".to_owned(),
            "Ada\r\n\r\nBcc: eve@example.org".to_owned(),
            "Ada (Lovelace); x@y.z:".to_owned(),
            "نیما \u{202e}".to_owned(),
            " ".to_owned(),
        ] {
            let someone = Correspondent {
                name: name.clone(),
                address: "zoe@example.org".into(),
            };
            let mut letter = Letter {
                to: someone.clone(),
                reply_to: Some(someone),
                ..letter("zoe@example.org")
            };
            letter.texts.subject = format!("Rendez-vous avec {}", name.replace(['\r', '\n'], ""));
            let mail = transport.message(&letter).unwrap().formatted();
            let mail = String::from_utf8(mail).unwrap();
            let (head, _) = mail.split_once("\r\n\r\n").unwrap();
            assert!(head.is_ascii(), "{head}");
            assert!(head.lines().all(|line| line.len() <= 998), "{head}");
            for (header, count) in [("To:", 1), ("Reply-To:", 1), ("Subject:", 1), ("Bcc:", 0)] {
                let found = head.lines().filter(|line| line.starts_with(header));
                assert_eq!(found.count(), count, "{header} {head}");
            }
            let to: Mailbox = header(head, "To").parse().unwrap();
            assert_eq!(to.email.to_string(), "zoe@example.org", "{head}");
        }
    }

    /// A header's value, unfolded.
    fn header(head: &str, name: &str) -> String {
        let unfolded = head.replace("\r\n ", " ");
        let start = format!("{name}: ");
        let mut values = unfolded
            .lines()
            .filter_map(|line| line.strip_prefix(&start));
        values.next().unwrap().to_owned()
    }

    #[tokio::test]
    async fn an_address_that_is_none_is_given_up_at_once() {
        let (transport, _) = folder();
        let refused = transport.send(&letter("nowhere")).await.unwrap_err();
        assert!(matches!(refused, SendError::Never(_)), "{refused}");
    }

    /// A mail server that says these lines to every connection: the first as its greeting, the others
    /// as its answers.
    fn server(lines: &'static [&'static str]) -> Transport {
        use std::io::{BufRead, BufReader, Write};
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let talk = move |mut stream: std::net::TcpStream| {
            let mut answers = lines.iter();
            let mut heard = BufReader::new(stream.try_clone()?).lines();
            writeln!(stream, "{}\r", answers.next().unwrap_or(&"220 hello"))?;
            while let Some(line) = heard.next().transpose()? {
                let answer = match line.starts_with("NOOP") {
                    true => Some(&"250 here"),
                    false => answers.next(),
                };
                let Some(answer) = answer else { break };
                writeln!(stream, "{answer}\r")?;
            }
            std::io::Result::Ok(())
        };
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                // a client that goes away ends its own connection only
                let _ = talk(stream.unwrap());
            }
        });
        let smtp = AsyncSmtpTransport::<Tokio1Executor>::from_url(&url);
        Transport {
            from: "m@example.org".parse().unwrap(),
            way: Way::Smtp(smtp.unwrap().build()),
        }
    }

    #[tokio::test]
    async fn a_refusal_of_the_connection_is_not_about_the_mail() {
        for lines in [
            &["554 5.7.1 no service for you"][..],
            &["220 hello", "502 what"],
            &["421 busy"],
            &["220 hello", "250 hello", "451 later"],
            &["220 hello", "250 hello", "250 yes", "450 4.2.0 greylisted"],
        ] {
            let refused = server(lines).send(&letter("zoe@example.org")).await;
            assert!(
                matches!(refused, Err(SendError::Later(_))),
                "{lines:?}: {refused:?}"
            );
        }
        for lines in [
            &["220 hello", "250 hello", "550 not you"][..],
            &[
                "220 hello",
                "250 hello",
                "250 yes",
                "550 5.1.1 no such user",
            ],
            &["220 hello", "250 hello", "250 yes", "250 yes", "554 no"],
        ] {
            let refused = server(lines).send(&letter("zoe@example.org")).await;
            assert!(
                matches!(refused, Err(SendError::Never(_))),
                "{lines:?}: {refused:?}"
            );
        }
    }

    #[tokio::test]
    async fn a_mail_server_that_is_away_is_tried_again() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        drop(listener);
        let smtp = AsyncSmtpTransport::<Tokio1Executor>::from_url(&url)
            .unwrap()
            .build();
        let transport = Transport {
            from: "m@example.org".parse().unwrap(),
            way: Way::Smtp(smtp),
        };
        let refused = transport
            .send(&letter("zoe@example.org"))
            .await
            .unwrap_err();
        assert!(matches!(refused, SendError::Later(_)), "{refused}");
    }
}
