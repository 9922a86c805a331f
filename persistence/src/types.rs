//! Column types that both databases know: one `schema.rs` and one set of rows for the two.

use chrono::{DateTime, Utc};
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types as st;
use diesel::sqlite::{Sqlite, SqliteValue};
use domain::ids;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::Write;

/// SQL types with a form on each database.
pub mod sql {
    use diesel::query_builder::QueryId;
    use diesel::sql_types::SqlType;

    /// `uuid` / a blob of 16 bytes.
    #[derive(SqlType, QueryId, Clone, Copy, Debug, Default)]
    #[diesel(
        postgres_type(oid = 2950, array_oid = 2951),
        sqlite_type(name = "Binary")
    )]
    pub struct Uuid;

    /// `timestamptz` / microseconds since 1970.
    #[derive(SqlType, QueryId, Clone, Copy, Debug, Default)]
    #[diesel(
        postgres_type(oid = 1184, array_oid = 1185),
        sqlite_type(name = "Long")
    )]
    pub struct Instant;

    /// `jsonb` / JSON text.
    #[derive(SqlType, QueryId, Clone, Copy, Debug, Default)]
    #[diesel(
        postgres_type(oid = 3802, array_oid = 3807),
        sqlite_type(name = "Text")
    )]
    pub struct Document;

    impl diesel::sql_types::SqlOrd for Instant {}
    impl diesel::sql_types::SqlOrd for Uuid {}
}

/// Any id of the domain, as a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, AsExpression, FromSqlRow)]
#[diesel(sql_type = sql::Uuid)]
pub(crate) struct Id(pub(crate) uuid::Uuid);

impl Id {
    pub(crate) fn new() -> Self {
        Self(uuid::Uuid::now_v7())
    }
}

macro_rules! id_of {
    ($($name:ident),+) => {$(
        impl From<ids::$name> for Id {
            fn from(id: ids::$name) -> Self {
                Self(id.0)
            }
        }
        impl From<Id> for ids::$name {
            fn from(id: Id) -> Self {
                Self(id.0)
            }
        }
    )+};
}
id_of!(
    PersonId,
    ProgrammeId,
    MentorshipId,
    AppointmentId,
    RoadbookId,
    EditionId,
    ActionId,
    AuditEntryId,
    CareerInterviewId,
    MentorApplicationId,
    ConcernId,
    ShareId,
    EmergencyAccessId
);

impl ToSql<sql::Uuid, Pg> for Id {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(self.0.as_bytes())?;
        Ok(IsNull::No)
    }
}

impl FromSql<sql::Uuid, Pg> for Id {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(uuid::Uuid::from_slice(value.as_bytes())?))
    }
}

impl ToSql<sql::Uuid, Sqlite> for Id {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.as_bytes().as_slice());
        Ok(IsNull::No)
    }
}

impl FromSql<sql::Uuid, Sqlite> for Id {
    fn from_sql(mut value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        Ok(Self(uuid::Uuid::from_slice(value.read_blob())?))
    }
}

/// An instant, to the microsecond on both databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, AsExpression, FromSqlRow)]
#[diesel(sql_type = sql::Instant)]
pub(crate) struct Instant(pub(crate) DateTime<Utc>);

impl From<DateTime<Utc>> for Instant {
    fn from(at: DateTime<Utc>) -> Self {
        Self(DateTime::from_timestamp_micros(at.timestamp_micros()).unwrap_or(at))
    }
}

impl From<Instant> for DateTime<Utc> {
    fn from(at: Instant) -> Self {
        at.0
    }
}

impl ToSql<sql::Instant, Pg> for Instant {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        ToSql::<st::Timestamptz, Pg>::to_sql(&self.0, &mut out.reborrow())
    }
}

impl FromSql<sql::Instant, Pg> for Instant {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        <DateTime<Utc> as FromSql<st::Timestamptz, Pg>>::from_sql(value).map(Self)
    }
}

impl ToSql<sql::Instant, Sqlite> for Instant {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.timestamp_micros());
        Ok(IsNull::No)
    }
}

impl FromSql<sql::Instant, Sqlite> for Instant {
    fn from_sql(value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        let micros = <i64 as FromSql<st::BigInt, Sqlite>>::from_sql(value)?;
        Ok(Self(
            DateTime::from_timestamp_micros(micros).ok_or("an instant out of range")?,
        ))
    }
}

/// A typed JSON document.
#[derive(Clone, Debug, PartialEq, Eq, AsExpression, FromSqlRow)]
#[diesel(sql_type = sql::Document)]
pub(crate) struct Json<T: std::fmt::Debug>(pub(crate) T);

impl<T: Serialize + std::fmt::Debug> ToSql<sql::Document, Pg> for Json<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        // The version byte of jsonb's binary form.
        out.write_all(&[1])?;
        serde_json::to_writer(out, &self.0)?;
        Ok(IsNull::No)
    }
}

impl<T: DeserializeOwned + std::fmt::Debug> FromSql<sql::Document, Pg> for Json<T> {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        match value.as_bytes() {
            [1, json @ ..] => Ok(Self(serde_json::from_slice(json)?)),
            _ => Err("an unknown version of jsonb".into()),
        }
    }
}

impl<T: Serialize + std::fmt::Debug> ToSql<sql::Document, Sqlite> for Json<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(serde_json::to_string(&self.0)?);
        Ok(IsNull::No)
    }
}

impl<T: DeserializeOwned + std::fmt::Debug> FromSql<sql::Document, Sqlite> for Json<T> {
    fn from_sql(mut value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        Ok(Self(serde_json::from_str(value.read_text())?))
    }
}

/// A word of the domain's vocabulary, as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AsExpression, FromSqlRow)]
#[diesel(sql_type = st::Text)]
pub(crate) struct Word<T: Vocabulary>(pub(crate) T);

/// Vocabulary: an enum of the domain storable as a word.
pub(crate) trait Vocabulary: Copy + std::fmt::Debug {
    fn word(self) -> &'static str;
    fn of(word: &str) -> Option<Self>;
}

macro_rules! vocabulary {
    ($module:ident: $($name:ident),+ $(,)?) => {$(
        impl Vocabulary for domain::$module::$name {
            fn word(self) -> &'static str {
                self.as_str()
            }
            fn of(word: &str) -> Option<Self> {
                Self::parse(word)
            }
        }
    )+};
}
vocabulary!(audit: ActorKind, ResourceType);
vocabulary!(share: DocumentKind, ShareWith);
vocabulary!(
    words:
    AgreedActionState,
    AppointmentState,
    CareerInterviewState,
    ConcernKind,
    EndReason,
    InterviewState,
    Language,
    LateRoadbook,
    MentorApplications,
    MentorApplicationState,
    MeansKind,
    Medium,
    MessageState,
    MentorshipState,
    MissedBy,
    Party,
    ProgrammeStatus,
    Role,
    Step,
);

impl<T: Vocabulary, DB: Backend> ToSql<st::Text, DB> for Word<T>
where
    str: ToSql<st::Text, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.word().to_sql(out)
    }
}

impl<T: Vocabulary> Word<T> {
    fn read(word: &str) -> deserialize::Result<Self> {
        T::of(word)
            .map(Self)
            .ok_or_else(|| format!("the unknown word {word:?}").into())
    }
}

impl<T: Vocabulary> FromSql<st::Text, Pg> for Word<T> {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Self::read(std::str::from_utf8(value.as_bytes())?)
    }
}

impl<T: Vocabulary> FromSql<st::Text, Sqlite> for Word<T> {
    fn from_sql(mut value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        Self::read(value.read_text())
    }
}

/// A small number of the domain in an `integer` column.
pub(crate) fn int(number: impl TryInto<i32>) -> i32 {
    number.try_into().unwrap_or(i32::MAX)
}

/// An `integer` column as a small number of the domain; CHECKs keep it in range.
pub(crate) fn small<T: TryFrom<i32> + Default>(number: i32) -> T {
    T::try_from(number).unwrap_or_default()
}

/// A count as it is told; none of no rows.
pub(crate) fn counted(count: Option<i64>) -> u64 {
    count
        .and_then(|count| u64::try_from(count).ok())
        .unwrap_or_default()
}
