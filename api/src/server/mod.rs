//! Starting and stopping a server. Several may run in one process, each on its own port.

mod gauges;
mod http;
mod running;
mod setup;

pub use gauges::gauges;
pub use running::Running;
pub use setup::{open, own_key};

use crate::config::{Config, ConfigError};
use std::net::{SocketAddr, TcpListener};

/// Why a server didn't start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A setting is wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The address is taken, or not of this machine.
    #[error("can't listen on {0}: {1}")]
    Listen(SocketAddr, std::io::Error),
    /// The data folder can't be made.
    #[error("can't make the folder {0}: {1}")]
    Folder(String, std::io::Error),
    /// The database can't be opened or brought up to date.
    #[error("database: {0}")]
    Database(#[from] persistence::Error),
    /// Mail can't be sent as configured.
    #[error("{0}")]
    Mail(String),
    /// The service's own keys can't be read.
    #[error("own keys: {0}")]
    Keys(String),
}

/// Starts a server by its configuration and returns once it accepts requests. Port 0 takes a
/// free one.
///
/// # Errors
/// What stands in the way, in words.
pub async fn start(config: Config) -> Result<Running, StartError> {
    let listener = listen(config.listen)?;
    let metrics = config.metrics_listen.map(listen).transpose()?;
    let address = local(&listener, config.listen)?;
    let app = setup::app(config, address).await?;
    http::run(app, listener, address, metrics)
}

fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).map_err(|error| StartError::Listen(address, error))
}

fn local(listener: &TcpListener, wanted: SocketAddr) -> Result<SocketAddr, StartError> {
    listener
        .local_addr()
        .map_err(|error| StartError::Listen(wanted, error))
}
