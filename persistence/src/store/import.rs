//! Imports (R37): a dry run only reads, and thousands of rows are planned off the serving threads.

use super::{Backend, Store};
use crate::error::{Error, Result};
use crate::records::{ImportMode, ImportRecord, MentorImport, StudentImport};
use crate::unit::{Meta, Render, StoredAnswer};
use domain::ids::ProgrammeId;
use std::future::Future;

impl Store {
    /// Imports students.
    ///
    /// # Errors
    /// `programme_not_open` for a closed programme.
    pub async fn import_students(
        &self,
        meta: Meta,
        programme: ProgrammeId,
        rows: Vec<StudentImport>,
        mode: ImportMode,
        render: Render<ImportRecord>,
    ) -> Result<StoredAnswer> {
        let store = self.clone();
        let unit = async move {
            if !mode.dry_run {
                return store
                    .write_students(meta, programme, rows, mode, render)
                    .await;
            }
            let tried = store.try_students(meta.clone(), programme, rows, mode, render);
            store.kept(meta, tried.await?).await
        };
        self.aside(unit).await
    }

    /// Imports mentors.
    ///
    /// # Errors
    /// `programme_not_open` for a closed programme.
    pub async fn import_mentors(
        &self,
        meta: Meta,
        programme: ProgrammeId,
        rows: Vec<MentorImport>,
        mode: ImportMode,
        render: Render<ImportRecord>,
    ) -> Result<StoredAnswer> {
        let store = self.clone();
        let unit = async move {
            if !mode.dry_run {
                return store
                    .write_mentors(meta, programme, rows, mode, render)
                    .await;
            }
            let tried = store.try_mentors(meta.clone(), programme, rows, mode, render);
            store.kept(meta, tried.await?).await
        };
        self.aside(unit).await
    }

    /// Keeps a dry run's answer if it has a key to be kept under.
    async fn kept(&self, meta: Meta, answer: StoredAnswer) -> Result<StoredAnswer> {
        match meta.idempotency {
            Some(_) if !answer.replayed => self.keep(meta, answer).await,
            _ => Ok(answer),
        }
    }

    /// Runs a unit beside the serving threads: on SQLite the engine's threads do it anyway.
    async fn aside<T: Send + 'static>(
        &self,
        unit: impl Future<Output = Result<T>> + Send + 'static,
    ) -> Result<T> {
        let Backend::Postgres(engine) = &self.backend else {
            return unit.await;
        };
        let done = engine.background().spawn(unit).await;
        done.map_err(|error| Error::Internal(format!("an import did not finish: {error}")))?
    }
}
