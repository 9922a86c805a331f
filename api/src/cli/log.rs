//! Log lines, on standard error.

use crate::config::{Config, LogFormat};
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// Starts logging as configured; a second start in one process changes nothing.
pub(super) fn start(config: &Config) {
    // actix logs its workers at every start; to see that, name the target.
    let filter = EnvFilter::try_new(format!("actix_server=warn,{}", config.log))
        .unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    let _ = match config.log_format {
        LogFormat::Text => lines.try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
}
