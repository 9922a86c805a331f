//! Writes: one unit of work of the store, whose errors are passed on, and the answer it renders.

use super::{Call, RequestBody, RequestQuery};
use crate::access::Access;
use crate::http::answer::{Created, Resource, created, shown};
use crate::http::problem::Problem;
use persistence::{Meta, Render, Store, StoredAnswer};
use serde::Serialize;
use std::future::Future;

impl<A: Access, B: RequestBody, Q: RequestQuery> Call<A, B, Q> {
    /// Runs a unit of work and answers with its record, of which `view` makes version and resource.
    pub async fn save<'a, R: 'static, V: Into<i64>, T: Serialize, F>(
        &'a self,
        unit: impl FnOnce(&'a Store, Meta, Render<R>) -> F,
        view: impl Fn(&R) -> (V, T) + Send + Sync + 'static,
    ) -> Result<Resource<T>, Problem>
    where
        F: Future<Output = persistence::Result<StoredAnswer>>,
    {
        let answer = unit(&self.app.store, self.meta(), shown(view));
        Ok(answer.await?.into())
    }

    /// Runs a unit of work that makes a resource; `view` makes version, location and resource of its
    /// record.
    pub async fn create<'a, R: 'static, V: Into<i64>, T: Serialize, F>(
        &'a self,
        unit: impl FnOnce(&'a Store, Meta, Render<R>) -> F,
        view: impl Fn(&R) -> (V, String, T) + Send + Sync + 'static,
    ) -> Result<Created<T>, Problem>
    where
        F: Future<Output = persistence::Result<StoredAnswer>>,
    {
        let answer = unit(&self.app.store, self.meta(), created(view));
        Ok(answer.await?.into())
    }
}
