//! Students and mentors of a programme, and the choice between them.

use super::{Store, answered, read};
use crate::error::Result;
use crate::records::{
    AfterName, FacetsRecord, ImportMode, ImportRecord, MentorFilter, MentorImport, MentorRecord,
    MentorshipRecord, StudentFilter, StudentImport, StudentRecord,
};
use crate::unit::{Meta, Render, StoredAnswer};
use domain::enrolment::{MentorChange, StudentChange};
use domain::ids::{MentorshipId, PersonId, ProgrammeId};

impl Store {
    /// Up to `limit` active students by name, after the last one seen.
    pub async fn students(
        &self,
        programme: ProgrammeId,
        filter: StudentFilter,
        after: Option<AfterName>,
        limit: i64,
    ) -> Result<Vec<StudentRecord>> {
        read!(
            self,
            enrolments::students::list(programme, filter, after, limit)
        )
    }

    /// A student.
    pub async fn student(&self, programme: ProgrammeId, person: PersonId) -> Result<StudentRecord> {
        read!(self, enrolments::students::get(programme, person))
    }

    /// Staff change a student.
    pub async fn change_student(
        &self,
        meta: Meta,
        programme: ProgrammeId,
        person: PersonId,
        expected: i32,
        change: StudentChange,
        render: Render<StudentRecord>,
    ) -> Result<StoredAnswer> {
        answered!(
            self,
            meta,
            render,
            enrolments::students::change(programme, person, expected, change)
        )
    }

    /// Up to `limit` active mentors by name, after the last one seen.
    pub async fn mentors(
        &self,
        programme: ProgrammeId,
        filter: MentorFilter,
        after: Option<AfterName>,
        limit: i64,
    ) -> Result<Vec<MentorRecord>> {
        read!(
            self,
            enrolments::mentors::list(programme, filter, after, limit)
        )
    }

    /// Values and counts for the filters of the mentor list.
    pub async fn mentor_facets(
        &self,
        programme: ProgrammeId,
        filter: MentorFilter,
    ) -> Result<FacetsRecord> {
        read!(self, enrolments::mentors::facets(programme, filter))
    }

    /// A mentor, as somebody sees them.
    pub async fn mentor(
        &self,
        programme: ProgrammeId,
        person: PersonId,
        viewer: Option<PersonId>,
    ) -> Result<MentorRecord> {
        read!(self, enrolments::mentors::get(programme, person, viewer))
    }

    /// The mentor, or staff, change a mentor.
    pub async fn change_mentor(
        &self,
        meta: Meta,
        programme: ProgrammeId,
        person: PersonId,
        expected: i32,
        change: MentorChange,
        render: Render<MentorRecord>,
    ) -> Result<StoredAnswer> {
        answered!(
            self,
            meta,
            render,
            enrolments::mentors::change(programme, person, expected, change)
        )
    }

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
        answered!(
            self,
            meta,
            render,
            enrolments::import::students(programme, rows, mode)
        )
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
        answered!(
            self,
            meta,
            render,
            enrolments::import::mentors(programme, rows, mode)
        )
    }

    /// A student chooses a mentor (R4).
    ///
    /// # Errors
    /// The domain's refusal; `already_has_mentor` and `mentor_full` under any concurrency.
    pub async fn choose_mentor(
        &self,
        meta: Meta,
        id: MentorshipId,
        programme: ProgrammeId,
        student: PersonId,
        mentor: PersonId,
        render: Render<MentorshipRecord>,
    ) -> Result<StoredAnswer> {
        answered!(
            self,
            meta,
            render,
            enrolments::choose::choose(id, programme, student, mentor)
        )
    }
}
