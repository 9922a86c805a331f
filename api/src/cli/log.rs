//! Log lines, on standard error.

use crate::config::{Config, LogFormat};
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// Targets that stay still unless they are named: actix logs its workers at every start, and a
/// client's bad head as an error of its own.
const STILL: &str = "actix_server=warn,actix_http::h1=off";

fn filter(wanted: &str) -> EnvFilter {
    EnvFilter::try_new(format!("{STILL},{wanted}")).unwrap_or_else(|_| EnvFilter::new("info"))
}

/// Starts logging as configured; a second start in one process changes nothing.
pub(super) fn start(config: &Config) {
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter(&config.log))
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    let _ = match config.log_format {
        LogFormat::Text => lines.try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::sync::{Arc, Mutex};
    use tracing_subscriber::fmt::MakeWriter;

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    impl MakeWriter<'_> for Lines {
        type Writer = Self;

        fn make_writer(&self) -> Self {
            self.clone()
        }
    }

    #[test]
    fn a_bad_head_is_no_error_in_the_log_unless_it_is_asked_for() {
        for (wanted, told) in [("info", false), ("info,actix_http::h1=debug", true)] {
            let lines = Lines::default();
            let subscriber = tracing_subscriber::fmt()
                .with_env_filter(filter(wanted))
                .with_writer(lines.clone())
                .finish();
            tracing::subscriber::with_default(subscriber, || {
                tracing::error!(target: "actix_http::h1::dispatcher", "stream error");
                tracing::info!("listening");
            });
            let lines = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
            assert!(lines.contains("listening"), "{lines}");
            assert_eq!(lines.contains("stream error"), told, "{lines}");
        }
    }
}
