//! Stands in for `persistence` until its store lands: the names are those the design promises.
#![expect(missing_docs, reason = "replaced by persistence")]

use chrono::{DateTime, Utc};
use domain::ids::{PersonId, ProgrammeId};
use domain::words::{Language, Party, ProgrammeStatus};

#[derive(Clone, Debug)]
pub struct StoredAnswer {
    pub status: u16,
    pub body: Vec<u8>,
    pub location: Option<String>,
    pub etag: Option<String>,
    pub replayed: bool,
}

#[derive(Clone, Debug)]
pub struct CallerRecord {
    pub person_id: PersonId,
    pub active: bool,
    pub language: Language,
    pub enrolments: Vec<EnrolmentRow>,
}

#[derive(Clone, Debug)]
pub struct EnrolmentRow {
    pub programme_id: ProgrammeId,
    pub programme_status: ProgrammeStatus,
    pub part: Party,
}

#[derive(Clone, Debug)]
pub struct NewStaff {
    pub external_id: String,
    pub first_name: String,
    pub last_name: String,
    pub email: Option<String>,
    pub language: Language,
}

#[derive(Clone, Debug)]
pub struct ProgrammeRecord {
    pub programme: domain::programme::Programme,
    pub version: i64,
}

#[derive(Clone)]
pub struct Store;

impl Store {
    pub async fn clock_offset(&self) -> Result<i64, crate::problem::Problem> {
        Ok(0)
    }
    pub async fn set_clock_offset(&self, _: i64) -> Result<(), crate::problem::Problem> {
        Ok(())
    }
    pub async fn backup(&self, _: &std::path::Path) -> Result<(), crate::problem::Problem> {
        Ok(())
    }
    pub async fn ready(&self) -> Result<(), crate::problem::Problem> {
        Ok(())
    }
    pub async fn caller(&self, _: &str) -> Result<Option<CallerRecord>, crate::problem::Problem> {
        Ok(None)
    }
    pub async fn create_staff(
        &self,
        _: NewStaff,
        _: DateTime<Utc>,
    ) -> Result<CallerRecord, crate::problem::Problem> {
        Err(crate::problem::Code::DatabaseUnavailable.into())
    }
    pub async fn programme(
        &self,
        _: ProgrammeId,
    ) -> Result<ProgrammeRecord, crate::problem::Problem> {
        Err(crate::problem::Problem::not_found())
    }
    pub async fn secret(&self, name: &str) -> Result<Vec<u8>, String> {
        let random = aws_lc_rs::rand::SystemRandom::new();
        if name == "jwt" {
            let pair = aws_lc_rs::signature::Ed25519KeyPair::generate_pkcs8(&random);
            return pair
                .map(|pair| pair.as_ref().to_vec())
                .map_err(|error| error.to_string());
        }
        Ok(vec![7; 32])
    }
}
