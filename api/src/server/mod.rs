//! Starting and stopping a server. Several may run in one process, each on its own port.

mod http;
mod running;
mod setup;

pub use running::Running;
pub use setup::{open, own_key};

use crate::config::{Config, ConfigError};
use actix_web::web::ServiceConfig;
use std::net::{SocketAddr, TcpListener};

/// The settings that say where it listens.
const LISTEN: &str = "MENTORING_LISTEN";
const METRICS_LISTEN: &str = "MENTORING_METRICS_LISTEN";

/// Error of starting a server.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A setting is wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Address taken, or not of this machine.
    #[error("can't listen on {1}: {2}; {0} chooses another address")]
    Listen(&'static str, SocketAddr, std::io::Error),
    /// The data folder can't be made.
    #[error("can't make the folder {0}: {1}")]
    Folder(String, std::io::Error),
    /// Database that can't be opened or brought up to date.
    #[error("database: {0}")]
    Database(#[from] persistence::Error),
    /// Mail configuration that doesn't work.
    #[error("{0}")]
    Mail(String),
    /// The service's own keys can't be read.
    #[error("own keys: {0}")]
    Keys(String),
}

/// Routes that a server has beside the documented ones.
pub type Routes = fn(&mut ServiceConfig);

/// Starts a server by its configuration and returns once it accepts requests. Port 0 takes a
/// free one.
pub async fn start(config: Config, more: Routes) -> Result<Running, StartError> {
    let listener = listen(LISTEN, config.listen)?;
    let metrics = config
        .metrics_listen
        .map(|address| listen(METRICS_LISTEN, address));
    let metrics = metrics.transpose()?;
    let address = local(&listener, config.listen)?;
    let (database, mail) = (config.database_place(), config.mail_place());
    let app = setup::app(config, address).await?;
    let running = http::run(app, listener, address, metrics, more)?;
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        database,
        mail,
        address = %running.addr,
        metrics = running.metrics_addr.map(|address| address.to_string()),
        "listening"
    );
    Ok(running)
}

fn listen(setting: &'static str, address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).map_err(|error| StartError::Listen(setting, address, error))
}

fn local(listener: &TcpListener, wanted: SocketAddr) -> Result<SocketAddr, StartError> {
    listener
        .local_addr()
        .map_err(|error| StartError::Listen(LISTEN, wanted, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_address_names_the_setting_that_chooses_another() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap();
        let error = listen(METRICS_LISTEN, address).unwrap_err().to_string();
        assert!(error.contains(&address.to_string()), "{error}");
        assert!(error.ends_with("MENTORING_METRICS_LISTEN chooses another address"));
    }
}
