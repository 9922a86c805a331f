//! Calls on a mentorship: views of it, and commands. Errors are the first rule that refuses, or 500
//! where the facts contradict each other.

use super::{MentorshipReader, MentorshipView, Viewer};
use crate::access::Access;
use crate::http::answer::{Created, Resource, created, shown};
use crate::http::call::{Call, RequestBody, RequestQuery};
use crate::http::problem::Problem;
use domain::mentorship::Command;
use persistence::{MentorshipRecord, NO_VERSION, Render, StoredAnswer};
use serde::Serialize;

impl<A, B, Q> Call<A, B, Q>
where
    A: Access + AsRef<MentorshipReader>,
    B: RequestBody,
    Q: RequestQuery,
{
    /// The mentorship as this caller sees it.
    pub fn mentorship(&self) -> Result<MentorshipView<'_>, Problem> {
        let shown = MentorshipView::of(&self.access.as_ref().record, self.viewer());
        shown.ok_or_else(contradiction)
    }

    /// Answers with a part of the mentorship.
    pub fn show<T: Serialize>(
        &self,
        part: impl FnOnce(&MentorshipView<'_>) -> Option<T>,
    ) -> Result<Resource<T>, Problem> {
        let part = part(&self.mentorship()?).ok_or_else(contradiction)?;
        Ok(Resource::of(NO_VERSION, &part))
    }

    /// Runs a command on the mentorship and answers with a part of it.
    pub async fn act<T: Serialize>(
        &self,
        command: Command,
        part: impl Fn(&MentorshipView<'_>) -> Option<T> + Send + Sync + 'static,
    ) -> Result<Resource<T>, Problem> {
        let viewer = self.viewer();
        let render = shown(move |record: &MentorshipRecord| {
            let shown = MentorshipView::of(record, viewer);
            (NO_VERSION, shown.and_then(|shown| part(&shown)))
        });
        Ok(self.transition(command, render).await?.into())
    }

    /// Runs a command that makes a part of the mentorship, and answers with it.
    pub async fn make<T: Serialize>(
        &self,
        command: Command,
        location: String,
        part: impl Fn(&MentorshipView<'_>) -> Option<T> + Send + Sync + 'static,
    ) -> Result<Created<T>, Problem> {
        let viewer = self.viewer();
        let render = created(move |record: &MentorshipRecord| {
            let shown = MentorshipView::of(record, viewer);
            let part = shown.and_then(|shown| part(&shown));
            (NO_VERSION, location.clone(), part)
        });
        Ok(self.transition(command, render).await?.into())
    }

    async fn transition(
        &self,
        command: Command,
        render: Render<MentorshipRecord>,
    ) -> Result<StoredAnswer, Problem> {
        let MentorshipReader { record, acting } = self.access.as_ref();
        let store = &self.app.store;
        let done = store.transition(self.meta(), record.facts.id, *acting, command, render);
        Ok(done.await?)
    }

    fn viewer(&self) -> Viewer {
        Viewer {
            acting: self.access.as_ref().acting,
            now: self.now,
        }
    }
}

fn contradiction() -> Problem {
    Problem::internal("facts contradict")
}
