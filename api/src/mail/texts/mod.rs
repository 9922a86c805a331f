//! Texts of the mails (R19, R21, R25): plain text and HTML, in French and English.
//!
//! A mail is a few *words* of its own (`words/{fr,en}/{kind}.txt`: subject, opening, closing)
//! around a *block* that shows the thing itself, in a common *layout* (`blocks/`). All of it is
//! embedded. Texts by people are data, never a template; in HTML they are escaped.
//!
//! # The data of each kind
//! The outbox's payload, with the reader and the link added on sending:
//!
//! | kind | data |
//! | --- | --- |
//! | every kind | `student`, `mentor: {id, first_name, last_name}` (and the student's `leaves_school_on`, R37), `programme: {name, time_zone}`, `by: student\|mentor\|staff` (who acted), `to` (the reader's person id, one of the two), `link?` (the website, where one is configured) |
//! | `appointment_*` | `appointment: {step, starts_at, duration_minutes, means: {kind, detail}, note?, reason?, replaced_starts_at?, replaced_stands?}`; the last two describe the appointment that this one replaces, and whether that one is confirmed until then (R11) |
//! | `roadbook_*` | `edition: {step, number, late, message?, parts: [{title, questions: [{label, text}]}]}`, `appointment?: {starts_at}` (the earliest confirmed one) |
//! | `evaluation_*` | `evaluation: {step, form, correction_reason?}`, where `form` is a `domain::evaluation::GivenForm` as it is kept |
//!
//! Members with a `?` may be absent or null; any other missing one is an error; extra ones are
//! ignored. Words are those of the domain (`step`, `means.kind`, ratings …), instants RFC 3339.

mod dates;
mod environment;
mod labels;
mod names;
mod readers;
mod sources;

use domain::words::Language;
use minijinja::value::Serde;
use minijinja::{Environment, Value, context};

/// A kind of mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Road-book, to the mentor (R19).
    RoadbookSent,
    /// Copy of the sent road-book, to the student (R19).
    RoadbookCopy,
    /// Proposal, to the other party (R11).
    AppointmentProposed,
    /// Confirmation, to the proposer.
    AppointmentConfirmed,
    /// Refusal of a proposal, to the proposer.
    AppointmentDeclined,
    /// Withdrawal of a proposal, to the other party.
    AppointmentWithdrawn,
    /// Cancellation of a confirmed appointment, to the other party.
    AppointmentCancelled,
    /// Proposal to replace an appointment, to the other party.
    AppointmentRescheduled,
    /// Evaluation form, to the student (R21).
    EvaluationGiven,
    /// New version of the form, to the student (R21).
    EvaluationCorrected,
}

/// Block that a mail shows between its opening and its closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Block {
    Appointment,
    Edition,
    Evaluation,
}

impl Block {
    /// Name of its templates, and of their object in the data.
    const fn name(self) -> &'static str {
        match self {
            Self::Appointment => "appointment",
            Self::Edition => "edition",
            Self::Evaluation => "evaluation",
        }
    }
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::RoadbookSent,
        Self::RoadbookCopy,
        Self::AppointmentProposed,
        Self::AppointmentConfirmed,
        Self::AppointmentDeclined,
        Self::AppointmentWithdrawn,
        Self::AppointmentCancelled,
        Self::AppointmentRescheduled,
        Self::EvaluationGiven,
        Self::EvaluationCorrected,
    ];

    /// The word under which it waits in the outbox.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RoadbookSent => "roadbook_sent",
            Self::RoadbookCopy => "roadbook_copy",
            Self::AppointmentProposed => "appointment_proposed",
            Self::AppointmentConfirmed => "appointment_confirmed",
            Self::AppointmentDeclined => "appointment_declined",
            Self::AppointmentWithdrawn => "appointment_withdrawn",
            Self::AppointmentCancelled => "appointment_cancelled",
            Self::AppointmentRescheduled => "appointment_rescheduled",
            Self::EvaluationGiven => "evaluation_given",
            Self::EvaluationCorrected => "evaluation_corrected",
        }
    }

    /// The kind of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == word)
    }

    /// Whether it asks for an answer; the note is then the actor's, and new to the reader.
    const fn is_proposal(self) -> bool {
        matches!(
            self,
            Self::AppointmentProposed | Self::AppointmentRescheduled
        )
    }

    /// Whether the appointment's reason, if any, is the actor's: elsewhere it is the reason of an
    /// earlier move, known to both.
    const fn has_a_reason_of_its_own(self) -> bool {
        matches!(
            self,
            Self::AppointmentDeclined | Self::AppointmentCancelled | Self::AppointmentRescheduled
        )
    }

    const fn block(self) -> Block {
        match self {
            Self::RoadbookSent | Self::RoadbookCopy => Block::Edition,
            Self::EvaluationGiven | Self::EvaluationCorrected => Block::Evaluation,
            _ => Block::Appointment,
        }
    }
}

/// A mail, ready to be addressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Subject, one line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// The same as a page.
    pub html: String,
}

/// Error of a mail that can't be written: the data lacks something, or holds an unknown word.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the mail's text can't be made: {0}")]
pub struct Error(String);

impl From<minijinja::Error> for Error {
    fn from(error: minijinja::Error) -> Self {
        Self(format!("{error:#}"))
    }
}

/// Writes a mail of a kind in a language; the data of each kind is in the table above.
///
/// # Errors
/// Data that the kind needs is missing or malformed.
pub fn render(kind: Kind, language: Language, data: &serde_json::Value) -> Result<Mail, Error> {
    let environment = environment::of(language)?;
    let people = readers::of(kind.block(), language, data)?;
    let data = context! { ..people, ..Value::from(Serde(data)) };
    let words = |part: &str| -> Result<String, Error> {
        let name = sources::words_name(kind, part);
        Ok(environment.get_template(&name)?.render(&data)?)
    };
    let subject = one_line(&words("subject")?);
    let shared = context! {
        lang => language.as_str(),
        l => labels::of(language),
        subject => &subject,
        proposal => kind.is_proposal(),
        reason_is_new => kind.has_a_reason_of_its_own(),
        opening => paragraphs(&words("opening")?),
        closing => paragraphs(&words("closing")?),
        ..data
    };
    Ok(Mail {
        text: page(environment, kind.block(), "txt", &shared)?,
        html: page(environment, kind.block(), "html", &shared)?,
        subject,
    })
}

/// The block in the layout, in one of the two formats.
fn page(
    environment: &Environment<'static>,
    block: Block,
    format: &str,
    shared: &Value,
) -> Result<String, Error> {
    let name = sources::block_name(block, format);
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
mod tests;
