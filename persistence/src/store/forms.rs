//! Road-books and evaluation forms.

use super::{Store, answered, read};
use crate::error::Result;
use crate::records::{EditionRecord, EvaluationRecord, GivenRecord, RoadbookHead, RoadbookRecord};
use crate::unit::{Acting, Meta, Render, StoredAnswer};
use chrono::{DateTime, Utc};
use domain::evaluation::Form;
use domain::ids::{MentorshipId, PersonId, RoadbookId};
use domain::words::Step;
use std::collections::BTreeMap;

impl Store {
    /// What access to a road-book is decided by.
    pub async fn roadbook_head(&self, id: RoadbookId) -> Result<RoadbookHead> {
        read!(self, roadbooks::head(id))
    }

    /// A road-book with its drafts (R18).
    pub async fn roadbook(&self, id: RoadbookId) -> Result<RoadbookRecord> {
        read!(self, roadbooks::get(id))
    }

    /// Changes answers by question key: `None` clears one, others stay (R18).
    ///
    /// # Errors
    /// `Stale`, or the domain's refusal (`programme_not_open`, `reference_unknown`,
    /// `answer_too_long`).
    pub async fn save_roadbook(
        &self,
        meta: Meta,
        id: RoadbookId,
        expected: i32,
        change: BTreeMap<String, Option<String>>,
        render: Render<RoadbookRecord>,
    ) -> Result<StoredAnswer> {
        answered!(self, meta, render, roadbooks::save(id, expected, change))
    }

    /// Sends an edition for an interview to the mentor of the student's latest mentorship, with
    /// a copy to the student (R19, R20).
    pub async fn send_roadbook(
        &self,
        meta: Meta,
        id: RoadbookId,
        step: Step,
        message: Option<String>,
        render: Render<EditionRecord>,
    ) -> Result<StoredAnswer> {
        answered!(self, meta, render, roadbooks::send(id, step, message))
    }

    /// One edition; whether the caller may read it is for access to say.
    pub async fn edition(&self, roadbook: RoadbookId, number: u32) -> Result<EditionRecord> {
        read!(self, editions::get(roadbook, number))
    }

    /// Up to `limit` editions, oldest first, after a number (0: from the beginning). With
    /// `mentor`, only those sent to them that they still may read (R35).
    pub async fn editions(
        &self,
        roadbook: RoadbookId,
        mentor: Option<PersonId>,
        after: u32,
        limit: i64,
    ) -> Result<Vec<EditionRecord>> {
        read!(self, editions::list(roadbook, mentor, after, limit))
    }

    /// The mentor has opened an edition; the first time counts (R19).
    pub async fn mark_read(
        &self,
        meta: Meta,
        roadbook: RoadbookId,
        number: u32,
        render: Render<EditionRecord>,
    ) -> Result<StoredAnswer> {
        answered!(self, meta, render, editions::mark_read(roadbook, number))
    }

    /// The form of an interview, draft included; who sees the draft is for access to say (R21).
    ///
    /// # Errors
    /// `NotFound` when there is no such mentorship.
    pub async fn evaluation(
        &self,
        id: MentorshipId,
        step: Step,
        now: DateTime<Utc>,
    ) -> Result<EvaluationRecord> {
        read!(self, evaluations::get(id, step, now))
    }

    /// Up to `limit` given versions, oldest first, after a number (0: from the beginning).
    pub async fn evaluation_versions(
        &self,
        id: MentorshipId,
        step: Step,
        after: u32,
        limit: i64,
    ) -> Result<Vec<GivenRecord>> {
        read!(self, evaluations::versions(id, step, after, limit))
    }

    /// One given version.
    pub async fn evaluation_version(
        &self,
        id: MentorshipId,
        step: Step,
        number: u32,
    ) -> Result<GivenRecord> {
        read!(self, evaluations::version(id, step, number))
    }

    /// Saves the author's draft (R21); `expected` is 0 before the first save.
    #[expect(
        clippy::too_many_arguments,
        reason = "the form's address, its author and its content"
    )]
    pub async fn save_evaluation(
        &self,
        meta: Meta,
        id: MentorshipId,
        step: Step,
        acting: Acting,
        expected: i32,
        form: Form,
        render: Render<EvaluationRecord>,
    ) -> Result<StoredAnswer> {
        answered!(
            self,
            meta,
            render,
            evaluations::save(id, step, acting, expected, form)
        )
    }

    /// Gives the draft to the student, with a mail (R21).
    pub async fn give_evaluation(
        &self,
        meta: Meta,
        id: MentorshipId,
        step: Step,
        acting: Acting,
        render: Render<EvaluationRecord>,
    ) -> Result<StoredAnswer> {
        answered!(self, meta, render, evaluations::give(id, step, acting))
    }

    /// Gives a new version of a given form, with a reason and a mail (R21).
    #[expect(
        clippy::too_many_arguments,
        reason = "the form's address, its author and its content"
    )]
    pub async fn correct_evaluation(
        &self,
        meta: Meta,
        id: MentorshipId,
        step: Step,
        acting: Acting,
        form: Form,
        reason: String,
        render: Render<EvaluationRecord>,
    ) -> Result<StoredAnswer> {
        let correction = (form, reason);
        answered!(
            self,
            meta,
            render,
            evaluations::correct(id, step, acting, correction)
        )
    }

    /// The student has read the form's latest version (R21).
    pub async fn acknowledge_evaluation(
        &self,
        meta: Meta,
        id: MentorshipId,
        step: Step,
        acting: Acting,
        comment: Option<String>,
        render: Render<EvaluationRecord>,
    ) -> Result<StoredAnswer> {
        answered!(
            self,
            meta,
            render,
            evaluations::acknowledge(id, step, acting, comment)
        )
    }
}
