//! A reader at one of the three steps.

use super::{Access, Audience, Caller, Grant, PathIds, Reader};
use crate::http::problem::Problem;
use domain::mentorship::Actor;
use domain::words::Step;
use persistence::Find;
use std::ops::Deref;

/// Permission to read as `R` does, at the `{step}` of the path.
pub struct AtStep<R> {
    read: R,
    /// The step of the path.
    pub step: Step,
}

impl<R: Access> Access for AtStep<R> {
    const AUDIENCE: Audience = R::AUDIENCE;

    fn find(path: &PathIds) -> Result<Find, Problem> {
        R::find(path)
    }

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let step = asked.path.step()?;
        let read = R::grant(asked).await?;
        Ok(Self { read, step })
    }
}

impl<R: Reader> Reader for AtStep<R> {
    fn actor(&self, caller: &Caller) -> Option<Actor> {
        self.read.actor(caller)
    }
}

impl<R> Deref for AtStep<R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.read
    }
}

impl<R: AsRef<T>, T> AsRef<T> for AtStep<R> {
    fn as_ref(&self) -> &T {
        self.read.as_ref()
    }
}
