//! Texts of the mails (R19, R21, R25): plain text and HTML, in French and English.
//!
//! A mail is a few *words* of its own (`words/{fr,en}/{kind}.txt`: subject, opening, closing)
//! around a *block* that shows the thing itself, in a common *layout* (`blocks/`). All of it is
//! embedded. Texts by people are data, never a template; in HTML they are escaped.
//!
//! The templates read the payload as `domain::mail` serializes it, with the reader's values
//! (`readers`) and the link beside.

mod dates;
mod environment;
mod labels;
mod names;
mod readers;
mod sources;

use domain::mail::{Content, Mail, MailKind, Reader};
use domain::words::Language;
use minijinja::value::Serde;
use minijinja::{Environment, Value, context};

/// Whether the mail asks for an answer; the note is then the actor's, and new to the reader.
const fn is_proposal(kind: MailKind) -> bool {
    matches!(
        kind,
        MailKind::AppointmentProposed | MailKind::AppointmentRescheduled
    )
}

/// Whether the appointment's reason, if any, is the actor's: elsewhere it is the reason of an
/// earlier move, known to both.
const fn has_a_reason_of_its_own(kind: MailKind) -> bool {
    matches!(
        kind,
        MailKind::AppointmentDeclined
            | MailKind::AppointmentCancelled
            | MailKind::AppointmentMissed
            | MailKind::AppointmentRescheduled
    )
}

/// Texts of a mail, ready to be addressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts {
    /// Subject, one line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// The same as a page.
    pub html: String,
}

/// Error of a mail that can't be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the mail's text can't be made: {0}")]
pub struct Error(String);

impl From<minijinja::Error> for Error {
    fn from(error: minijinja::Error) -> Self {
        Self(format!("{error:#}"))
    }
}

/// Writes a mail for a reader, in a language, with a link to the website where there is one.
///
/// # Errors
/// A template and the payload don't fit.
pub fn render(
    mail: &Mail,
    reader: Reader,
    language: Language,
    link: Option<&str>,
) -> Result<Texts, Error> {
    let environment = environment::of(language)?;
    let people = readers::of(mail, reader, language);
    let data = context! { ..people, ..Value::from(Serde(mail)) };
    let data = context! { link, ..data };
    let words = |part: &str| -> Result<String, Error> {
        let name = sources::words_name(mail.kind, part);
        Ok(environment.get_template(&name)?.render(&data)?)
    };
    let subject = one_line(&words("subject")?);
    let shared = context! {
        lang => language.as_str(),
        l => labels::of(language),
        subject => &subject,
        proposal => is_proposal(mail.kind),
        reason_is_new => has_a_reason_of_its_own(mail.kind),
        opening => paragraphs(&words("opening")?),
        closing => paragraphs(&words("closing")?),
        ..data
    };
    Ok(Texts {
        text: page(environment, &mail.content, "txt", &shared)?,
        html: page(environment, &mail.content, "html", &shared)?,
        subject,
    })
}

/// The block in the layout, in one of the two formats.
fn page(
    environment: &Environment<'static>,
    content: &Content,
    format: &str,
    shared: &Value,
) -> Result<String, Error> {
    let name = sources::block_name(content, format);
    let block = environment.get_template(&name)?.render(shared)?;
    // The block has been escaped already where its format needs that.
    let block = Value::from_safe_string(block.trim().to_owned());
    let layout = environment.get_template(&format!("layout.{format}"))?;
    Ok(layout.render(context! { block, ..shared.clone() })?)
}

/// A subject never breaks its header line.
fn one_line(text: &str) -> String {
    let visible = text.replace(|c: char| c.is_control(), " ");
    visible
        .split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn paragraphs(text: &str) -> Vec<String> {
    let paragraphs = text.split("\n\n").map(one_line);
    paragraphs
        .filter(|paragraph| !paragraph.is_empty())
        .collect()
}

#[cfg(test)]
pub(super) mod tests;
