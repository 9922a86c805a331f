//! Calls on a mentorship: views of it, and commands. Errors are the first rule that refuses, or 500
//! where the facts contradict each other.

use super::{MentorshipReader, MentorshipView, Viewer};
use crate::access::Access;
use crate::http::answer::{Created, Resource, created, shown};
use crate::http::call::{Call, RequestBody, RequestQuery};
use crate::http::problem::Problem;
use domain::mentorship::{Command, Meeting, taken};
use domain::words::Step;
use persistence::{Error, MentorshipRecord, NO_VERSION, Render, StoredAnswer};
use serde::Serialize;

impl<A, B, Q> Call<A, B, Q>
where
    A: Access + AsRef<MentorshipReader>,
    B: RequestBody,
    Q: RequestQuery,
{
    /// Loads the mentorship.
    pub async fn mentorship(&self) -> Result<MentorshipRecord, Problem> {
        let key = self.access.as_ref().head.key;
        Ok(self.app.store.mentorship(key, self.now).await?)
    }

    /// The mentorship as this caller sees it.
    pub fn view<'a>(&self, record: &'a MentorshipRecord) -> Result<MentorshipView<'a>, Problem> {
        MentorshipView::of(record, self.viewer()).ok_or_else(contradiction)
    }

    /// Answers with a part of the mentorship.
    pub async fn show<T: Serialize>(
        &self,
        part: impl FnOnce(&MentorshipView<'_>) -> Option<T>,
    ) -> Result<Resource<T>, Problem> {
        let record = self.mentorship().await?;
        let part = part(&self.view(&record)?).ok_or_else(contradiction)?;
        Ok(Resource::of(NO_VERSION, &part))
    }

    /// Runs a command on the mentorship and answers with a part of it. A former mentor gets no kept
    /// answer of the time before, but what they may read now (R35).
    pub async fn act<T: Serialize>(
        &self,
        command: Command,
        part: impl Fn(&MentorshipView<'_>) -> Option<T> + Clone + Send + Sync + 'static,
    ) -> Result<Resource<T>, Problem> {
        let (viewer, now) = (self.viewer(), part.clone());
        let render = shown(move |record: &MentorshipRecord| {
            let shown = MentorshipView::of(record, viewer);
            (NO_VERSION, shown.and_then(|shown| part(&shown)))
        });
        let answer = self.transition(command, render).await?;
        if answer.replayed && self.access.as_ref().is_former() {
            // the kept answer shows more than this mentor may read today
            return self.show(now).await;
        }
        Ok(answer.into())
    }

    /// Runs a command that makes a part of the mentorship, and answers with it; 404 in place of a
    /// kept answer for a former mentor, who no longer reads it.
    pub async fn make<T: Serialize>(
        &self,
        command: Command,
        location: String,
        part: impl Fn(&MentorshipView<'_>) -> Option<T> + Send + Sync + 'static,
    ) -> Result<Created<T>, Problem> {
        let render = self.made(location, part);
        let answer = self.transition(command, render).await?;
        if answer.replayed && self.access.as_ref().is_former() {
            return Err(Problem::not_found());
        }
        Ok(answer.into())
    }

    /// Picks a slot for the student, and answers with the part of the mentorship that is made. Another
    /// appointment that took the time at this very moment has taken the slot.
    pub async fn pick<T: Serialize>(
        &self,
        picked: (Step, Meeting, bool),
        location: String,
        part: impl Fn(&MentorshipView<'_>) -> Option<T> + Send + Sync + 'static,
    ) -> Result<Created<T>, Problem> {
        let render = self.made(location, part);
        let MentorshipReader { head, acting } = self.access.as_ref();
        let store = &self.app.store;
        let done = store.pick_slot(self.meta(), head.key, *acting, picked, render);
        let answer = done.await.map_err(|error| match error {
            Error::Refused(refusal) => Error::from(taken(*refusal)),
            error => error,
        })?;
        Ok(answer.into())
    }

    /// Renders the part of the mentorship that is made.
    fn made<T: Serialize>(
        &self,
        location: String,
        part: impl Fn(&MentorshipView<'_>) -> Option<T> + Send + Sync + 'static,
    ) -> Render<MentorshipRecord> {
        let viewer = self.viewer();
        created(move |record: &MentorshipRecord| {
            let shown = MentorshipView::of(record, viewer);
            let part = shown.and_then(|shown| part(&shown));
            (NO_VERSION, location.clone(), part)
        })
    }

    async fn transition(
        &self,
        command: Command,
        render: Render<MentorshipRecord>,
    ) -> Result<StoredAnswer, Problem> {
        let MentorshipReader { head, acting } = self.access.as_ref();
        let store = &self.app.store;
        let done = store.transition(self.meta(), head.key, *acting, command, render);
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
