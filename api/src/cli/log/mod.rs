//! Log lines, on standard error.

mod json;

use crate::config::{Config, LogFormat, Mode};
use json::JsonLines;
use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};
use tracing_subscriber::EnvFilter;

/// Whether a service's log in JSON was started: then all it says is a line of it.
static IN_JSON: AtomicBool = AtomicBool::new(false);

/// Targets to be named by whom they interest: actix logs its workers at every start, and as an error
/// of its own whatever a caller sends that isn't HTTP.
const QUIET: &str = "actix_server=warn,actix_http::h1::dispatcher=off";

/// Reads the configuration of a service, and starts its log.
pub(super) fn of_service(mode: Mode) -> Result<Config, String> {
    let config = Config::load(mode);
    let (filter, format) = match &config {
        Ok(config) => (config.log.as_str(), config.log_format),
        Err(_) => ("info", LogFormat::of_environment()),
    };
    IN_JSON.store(format == LogFormat::Json, Ordering::Relaxed);
    start(filter, format);
    let config = config.map_err(|error| error.to_string())?;
    for doubt in &config.doubts {
        tracing::warn!(setting = doubt.name, "{doubt}");
    }
    Ok(config)
}

/// Starts logging; a second start in one process changes nothing.
pub(super) fn start(filter: &str, format: LogFormat) {
    let filter = EnvFilter::new(format!("{QUIET},{filter}"));
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(format == LogFormat::Text && std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    let _ = match format {
        LogFormat::Text => lines.try_init(),
        LogFormat::Json => lines.event_format(JsonLines).try_init(),
    };
    if format == LogFormat::Json {
        // A panic's own words could quote a text of somebody's.
        std::panic::set_hook(Box::new(|panic| {
            let place = panic.location().map(ToString::to_string);
            tracing::error!(place, "panicked");
        }));
    }
}

/// Tells the error that ends the command.
pub fn fail(message: &str) {
    if IN_JSON.load(Ordering::Relaxed) {
        tracing::error!("{message}");
    } else {
        eprintln!("mentoring: {message}");
    }
}
