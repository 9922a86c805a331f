//! Programmes, charters and templates.

use super::{Store, answered, read, write};
use crate::error::Result;
use crate::records::{CharterRecord, ProgrammeRecord, ProgrammesOf, TemplateRecord};
use crate::unit::{Meta, Render, StoredAnswer};
use domain::bilingual::Bilingual;
use domain::ids::{PersonId, ProgrammeId};
use domain::programme::{Programme, ProgrammeChange};
use domain::words::Step;
use domain::{evaluation, roadbook};

impl Store {
    /// A programme.
    pub async fn programme(&self, id: ProgrammeId) -> Result<ProgrammeRecord> {
        read!(self, programmes::get(id))
    }

    /// Up to `limit` programmes, newest year first, after the last one seen.
    pub async fn programmes(
        &self,
        of: ProgrammesOf,
        after: Option<(i32, ProgrammeId)>,
        limit: i64,
    ) -> Result<Vec<ProgrammeRecord>> {
        read!(self, programmes::list(of, after, limit))
    }

    /// A new draft with the guide's charter and templates.
    pub async fn create_programme(
        &self,
        meta: Meta,
        programme: Programme,
        render: Render<ProgrammeRecord>,
    ) -> Result<StoredAnswer> {
        answered!(self, meta, render, programmes::create(programme))
    }

    /// Changes a programme (R1).
    pub async fn change_programme(
        &self,
        meta: Meta,
        id: ProgrammeId,
        expected: i32,
        change: ProgrammeChange,
        render: Render<ProgrammeRecord>,
    ) -> Result<StoredAnswer> {
        answered!(self, meta, render, programmes::change(id, expected, change))
    }

    /// Opens a draft (R1).
    pub async fn open_programme(
        &self,
        meta: Meta,
        id: ProgrammeId,
        render: Render<ProgrammeRecord>,
    ) -> Result<StoredAnswer> {
        answered!(self, meta, render, programmes::open(id))
    }

    /// Closes a programme (R2).
    pub async fn close_programme(
        &self,
        meta: Meta,
        id: ProgrammeId,
        end_live: bool,
        render: Render<ProgrammeRecord>,
    ) -> Result<StoredAnswer> {
        answered!(self, meta, render, programmes::close(id, end_live))
    }

    /// Opens a closed programme again (R2).
    pub async fn reopen_programme(
        &self,
        meta: Meta,
        id: ProgrammeId,
        render: Render<ProgrammeRecord>,
    ) -> Result<StoredAnswer> {
        answered!(self, meta, render, programmes::reopen(id))
    }

    /// Lets go of a draft without people (R2).
    pub async fn delete_programme(&self, meta: Meta, id: ProgrammeId) -> Result<()> {
        write!(self, programmes::delete(meta, id))
    }

    /// The charter as a person sees it (R32).
    pub async fn charter(&self, programme: ProgrammeId, person: PersonId) -> Result<CharterRecord> {
        read!(self, charters::current(programme, person))
    }

    /// Writes a new version of the charter.
    pub async fn put_charter(
        &self,
        meta: Meta,
        programme: ProgrammeId,
        person: PersonId,
        expected: u32,
        text: Bilingual,
        render: Render<CharterRecord>,
    ) -> Result<StoredAnswer> {
        answered!(
            self,
            meta,
            render,
            charters::put(programme, person, expected, text)
        )
    }

    /// Accepts the charter (R32).
    pub async fn accept_charter(
        &self,
        meta: Meta,
        programme: ProgrammeId,
        person: PersonId,
        version: u32,
        render: Render<CharterRecord>,
    ) -> Result<StoredAnswer> {
        answered!(
            self,
            meta,
            render,
            charters::accept(programme, person, version)
        )
    }

    /// The road-book's template (R17).
    pub async fn roadbook_template(
        &self,
        programme: ProgrammeId,
    ) -> Result<TemplateRecord<roadbook::Template>> {
        read!(self, templates::roadbook(programme))
    }

    /// The evaluation form's template (R22).
    pub async fn evaluation_template(
        &self,
        programme: ProgrammeId,
        step: Step,
    ) -> Result<TemplateRecord<evaluation::Template>> {
        read!(self, templates::evaluation(programme, step))
    }
}
