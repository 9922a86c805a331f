//! A server that runs.

use crate::jobs::Worker;
use actix_web::dev::ServerHandle;
use persistence::Store;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::task::JoinHandle;

/// Running server; it stops on request, or when dropped with the process.
pub struct Running {
    /// Listen address of the API.
    pub addr: SocketAddr,
    /// Listen address of the metrics.
    pub metrics_addr: Option<SocketAddr>,
    pub(super) servers: Vec<ServerHandle>,
    pub(super) tasks: Vec<JoinHandle<()>>,
    pub(super) worker: Worker,
    pub(super) working: JoinHandle<()>,
    pub(super) store: Store,
}

/// Time limit for mails in flight after the servers have stopped.
const PATIENCE: Duration = Duration::from_secs(25);

impl Running {
    /// The API's address as a URL, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// Ends the worker's own rounds: due work is done only when the demo's clock is set.
    pub fn work_by_the_clock(&self) {
        self.working.abort();
    }

    /// Stops accepting, finishes requests and mails in flight (each within 25 s), and returns. A
    /// mail that takes longer is sent again later, under the same Message-ID.
    pub async fn stop(self) {
        self.worker.stop();
        for server in &self.servers {
            server.stop(true).await;
        }
        let abandoned = self.working.abort_handle();
        if tokio::time::timeout(PATIENCE, self.working).await.is_err() {
            abandoned.abort();
        }
        for task in self.tasks {
            task.abort();
        }
        if let Err(error) = self.store.rest().await {
            tracing::debug!(%error, "the database was left as it was");
        }
    }
}
