//! The demo: a clock that can be set, ready accounts, and people to play with. Its routes are not
//! in the document.

mod accounts;
mod clock;

pub use accounts::{Account, accounts};

use crate::config::Config;
use crate::server::{self, Running};
use actix_web::web::{self, ServiceConfig};

/// What the command line asks of the demo.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// No people, only an admin.
    pub empty: bool,
    /// Begin anew.
    pub fresh: bool,
}

/// The demo's own routes.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(
            web::resource("/demo/clock")
                .route(web::get().to(clock::get))
                .route(web::put().to(clock::put))
                .default_service(web::to(crate::edge::fallback)),
        )
        .service(
            web::resource("/demo/accounts")
                .route(web::get().to(accounts::list))
                .default_service(web::to(crate::edge::fallback)),
        );
}

/// Prepares the database, starts the server and prints where everything is.
///
/// # Errors
/// What stands in the way, in words.
pub async fn start(config: Config, wanted: Wanted) -> Result<Running, String> {
    let _ = wanted;
    let running = server::start(config)
        .await
        .map_err(|error| error.to_string())?;
    Ok(running)
}
