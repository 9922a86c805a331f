//! Shared state of the service, made once at the start.

use crate::auth::{Issuers, OwnKey};
use crate::calendar::FeedKey;
use crate::clock::Clock;
use crate::config::Config;
use crate::http::answer::CursorKey;
use crate::http::problem::Problem;
use crate::jobs::Worker;
use crate::limit::Limiter;
use crate::load::Load;
use actix_web::HttpRequest;
use actix_web::web::Data;
use persistence::Store;
use std::sync::Arc;

/// State shared by all workers of a server.
pub struct App {
    /// The configuration, checked.
    pub config: Config,
    /// This API's address as clients know it, without a slash at the end.
    pub public_url: String,
    /// The path of that address, before every path of this API; empty at the root.
    pub base_path: Arc<str>,
    /// The database.
    pub store: Store,
    /// The one clock.
    pub clock: Clock,
    /// Issuers that may sign tokens.
    pub issuers: Issuers,
    /// The service's own key.
    pub own_key: OwnKey,
    /// The key of cursors.
    pub cursors: CursorKey,
    /// The key of calendar feeds' addresses.
    pub feeds: FeedKey,
    /// Worker that sends the mail.
    pub worker: Worker,
    /// Requests per caller.
    pub limiter: Limiter,
    /// Work in progress, and its bounds.
    pub load: Load,
}

impl App {
    /// The service that a request came to.
    pub fn of(request: &HttpRequest) -> Result<Data<Self>, Problem> {
        let app = request.app_data::<Data<Self>>().cloned();
        app.ok_or_else(|| Problem::internal("no app"))
    }
}
