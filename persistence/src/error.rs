//! Errors of the store, free of HTTP.

use diesel::result::{DatabaseErrorKind, Error as Diesel};
use domain::refusal::{Code, Refusal};

/// Error of the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule said no.
    #[error("refused: {0}")]
    Refused(Box<Refusal>),
    /// Absent resource.
    #[error("not found")]
    NotFound,
    /// Resource written in the meantime (RFC 9110 §13.1.1).
    #[error("stale")]
    Stale,
    /// The first request with this idempotency key still runs.
    #[error("the first request with this idempotency key still runs")]
    IdempotencyInProgress,
    /// The idempotency key was used for another request.
    #[error("the idempotency key was used for another request")]
    IdempotencyKeyReused,
    /// The database can't be reached.
    #[error("the database can't be reached: {0}")]
    Unavailable(String),
    /// Database unsuitable for this service.
    #[error("{0}")]
    Unfit(String),
    /// Conflict with another write, or a lost connection: worth a retry.
    #[error("contention: {0}")]
    Contention(String),
    /// Too much work is queued.
    #[error("too much work is queued")]
    Overloaded,
    /// Something that should not happen.
    #[error("internal: {0}")]
    Internal(String),
}

/// The store's result.
pub type Result<T> = std::result::Result<T, Error>;

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        Refusal::from(code).into()
    }
}

impl From<domain::mentorship::Corrupt> for Error {
    fn from(corrupt: domain::mentorship::Corrupt) -> Self {
        Self::Internal(corrupt.to_string())
    }
}

impl From<Diesel> for Error {
    fn from(error: Diesel) -> Self {
        match error {
            Diesel::NotFound => Self::NotFound,
            Diesel::DatabaseError(kind, info) => {
                from_database(&kind, info.message(), info.constraint_name())
            }
            Diesel::BrokenTransactionManager => Self::Unavailable("the connection broke".into()),
            other => Self::Internal(other.to_string()),
        }
    }
}

/// SQLite's faults that pass; PostgreSQL's are classified by their SQLSTATE (`engine::postgres`).
const PASSING: &[&str] = &[
    "database is locked",
    "database or disk is full",
    "disk I/O error",
    "attempt to write a readonly database",
    "unable to open database file",
];

/// Maps violated constraints to the rules they state.
fn from_database(kind: &DatabaseErrorKind, message: &str, constraint: Option<&str>) -> Error {
    let names = |name: &str| constraint == Some(name) || message.contains(name);
    if names("bookings_no_overlap") {
        return Code::Overlap.into();
    }
    if names("mentorships_one_live")
        || message.contains("mentorships.programme_id, mentorships.student_id")
    {
        return Code::AlreadyHasMentor.into();
    }
    if names("career_interviews_one_open")
        || message.contains("career_interviews.programme_id, career_interviews.student_id")
    {
        return Code::CareerRequestOpen.into();
    }
    if names("mentor_applications_one_open")
        || message.contains("mentor_applications.programme_id, mentor_applications.person_id")
    {
        return Code::ApplicationOpen.into();
    }
    if names("programmes_one_name") || message.contains("programmes.year, programmes.name_key") {
        let refusal = Refusal::new(Code::ProgrammeExists);
        return refusal.pointer("/name").into();
    }
    // A person of the choice was deactivated at this moment (R36).
    if names("mentorships_active_people") {
        let refusal = Refusal::new(Code::ReferenceUnknown);
        return refusal.pointer("/mentor_id").into();
    }
    // Somebody else made the same person or enrolment at this moment: the next try finds it.
    if names("persons_external_id_key") || names("enrolments_pkey") {
        return Error::Contention(message.to_owned());
    }
    match kind {
        DatabaseErrorKind::SerializationFailure => Error::Contention(message.to_owned()),
        DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand => {
            Error::Unavailable(message.to_owned())
        }
        _ if PASSING.iter().any(|fault| message.contains(fault)) => {
            Error::Unavailable(message.to_owned())
        }
        _ => Error::Internal(format!("{kind:?}: {message}")),
    }
}
