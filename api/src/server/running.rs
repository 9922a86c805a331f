//! A server that runs.

use actix_web::dev::ServerHandle;
use std::net::SocketAddr;

/// A running server; it stops when told to, or when this is dropped with the process.
pub struct Running {
    /// Where the API listens.
    pub addr: SocketAddr,
    /// Where the metrics listen.
    pub metrics_addr: Option<SocketAddr>,
    pub(super) servers: Vec<ServerHandle>,
    pub(super) tasks: Vec<tokio::task::JoinHandle<()>>,
}

impl Running {
    /// The API's address as a URL, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// Stops accepting, finishes what is in flight (within 30 s), and returns.
    pub async fn stop(self) {
        for server in &self.servers {
            server.stop(true).await;
        }
        for task in self.tasks {
            task.abort();
        }
    }
}
