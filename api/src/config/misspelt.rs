//! Environment variables that look like a setting, but are none: a misspelt one would silently have
//! no effect.

use super::ConfigError;
use std::collections::HashMap;
use strsim::osa_distance;

/// Prefix of every variable but `DATABASE_URL`.
const PREFIX: &str = "MENTORING_";
/// Prefix of the tests' own variables.
const TESTS: &str = "MENTORING_TEST_";
const DATABASE: &str = "DATABASE_URL";
const DATABASE_FILE: &str = "DATABASE_URL_FILE";
/// Edits within which another name counts as misspelt.
const EDITS: usize = 2;

/// Looks for variables that are near misses of the known ones; returns the doubtful ones.
///
/// # Errors
/// The first variable that is certainly meant for this service.
pub(super) fn look(
    variables: &HashMap<String, String>,
    known: &[String],
) -> Result<Vec<ConfigError>, ConfigError> {
    let mut names: Vec<_> = variables.iter().collect();
    names.sort();
    let mut doubts = Vec::new();
    for (name, value) in names {
        if known.contains(name) || name.starts_with(TESTS) || is_service_link(name, value) {
            continue;
        }
        let like = nearest(name, known);
        if name.starts_with(PREFIX) {
            return Err(unknown(name, like));
        }
        let Some(like) = like else { continue };
        let error = ConfigError::new(name, format!("did you mean {like}?"));
        if is_certain(name, value, like, variables) {
            return Err(error);
        }
        doubts.push(error);
    }
    Ok(doubts)
}

fn unknown(name: &str, like: Option<&str>) -> ConfigError {
    let list = "README.md lists the known ones";
    let message = match like {
        Some(like) => format!("unknown setting: did you mean {like}? {list}"),
        None => format!("unknown setting; {list}"),
    };
    ConfigError::new(name, message)
}

/// The known name that is the fewest edits away.
fn nearest<'a>(name: &str, known: &'a [String]) -> Option<&'a str> {
    let name = name.to_uppercase();
    let without_prefix = name.strip_prefix(PREFIX).unwrap_or(&name);
    let edits =
        |known: &String| osa_distance(&name, known).min(osa_distance(without_prefix, known));
    let near = known.iter().map(|known| (edits(known), known));
    let near = near.filter(|(edits, _)| *edits <= EDITS).min();
    near.map(|(_, known)| known.as_str())
}

/// Whether no other program can be meant. `MONITORING_` is two edits away from the prefix, and
/// `DATABASE_URI` may be another program's.
fn is_certain(name: &str, value: &str, like: &str, variables: &HashMap<String, String>) -> bool {
    if like.starts_with(PREFIX) {
        let head = name.split('_').next().unwrap_or_default().to_uppercase();
        return osa_distance(&head, PREFIX.trim_end_matches('_')) <= 1;
    }
    let is_set = [DATABASE, DATABASE_FILE]
        .iter()
        .any(|name| variables.contains_key(*name));
    let kinds = ["sqlite://", "postgres://", "postgresql://", "/"];
    !is_set && kinds.iter().any(|kind| value.starts_with(kind))
}

/// Whether Kubernetes set it, for a service whose name begins with `mentoring`.
fn is_service_link(name: &str, value: &str) -> bool {
    let port = name.ends_with("_PORT") || name.contains("_PORT_");
    let address = ["tcp://", "udp://", "sctp://"];
    let part = ["_PROTO", "_PORT", "_ADDR"];
    name.ends_with("_SERVICE_HOST")
        || name.ends_with("_SERVICE_PORT")
        || name.contains("_SERVICE_PORT_")
        || port && address.iter().any(|scheme| value.starts_with(scheme))
        || name.contains("_PORT_") && part.iter().any(|part| name.ends_with(part))
}

#[cfg(test)]
mod tests {
    use super::super::{Config, Mode};
    use super::*;

    fn load(variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let variables = variables.iter();
        let variables = variables.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Config::from_environment(Mode::Serve, variables.collect())
    }

    #[test]
    fn a_misspelt_name_stops_the_start_and_the_right_one_is_told() {
        for (name, value, meant) in [
            ("MENTORING_LISTN", "127.0.0.1:1", "MENTORING_LISTEN"),
            ("MENTORNG_LISTEN", "127.0.0.1:1", "MENTORING_LISTEN"),
            ("MENTROING_SMTP_URL", "smtp://mail", "MENTORING_SMTP_URL"),
            ("mentoring_log", "info", "MENTORING_LOG"),
            ("MENTORING_DATABASE_URL", "x", "DATABASE_URL"),
            ("MENTORING_SMTP_URL_FIEL", "/x", "MENTORING_SMTP_URL_FILE"),
            ("DATABSE_URL", "postgres://u@db/m", "DATABASE_URL"),
            ("DATABASE_URI", "postgres://u@db/m", "DATABASE_URL"),
            ("DATABSE_URL_FILE", "/run/secrets/db", "DATABASE_URL_FILE"),
        ] {
            let error = load(&[(name, value)]).unwrap_err();
            assert_eq!(error.name, name);
            let question = format!("did you mean {meant}?");
            assert!(error.message.contains(&question), "{error}");
        }
    }

    #[test]
    fn a_name_that_may_be_another_programs_is_pointed_out() {
        for (name, value) in [
            ("MONITORING_LISTEN", "127.0.0.1:1"),
            ("DATABASE_URI", "mysql://u@db/m"),
        ] {
            let doubts = load(&[(name, value)]).unwrap().doubts;
            assert_eq!(doubts.len(), 1, "{name}");
            assert_eq!(doubts[0].name, name);
        }
        let both = [
            ("DATABASE_URI", "postgres://u@db/m"),
            ("DATABASE_URL", "sqlite://./x.db"),
        ];
        assert_eq!(load(&both).unwrap().doubts.len(), 1);
    }

    #[test]
    fn names_of_other_things_are_left_alone() {
        let config = load(&[
            ("PATH", "/bin"),
            ("MONITOR_URL", "x"),
            ("DATABASE_HOST", "db"),
            ("MENTORING_TEST_DATABASE_URL", "x"),
            ("MENTORING_SERVICE_HOST", "10.0.0.1"),
            ("MENTORING_SERVICE_PORT_HTTP", "80"),
            ("MENTORING_PORT", "tcp://10.0.0.1:80"),
            ("MENTORING_PORT_80_TCP", "tcp://10.0.0.1:80"),
            ("MENTORING_PORT_80_TCP_ADDR", "10.0.0.1"),
        ]);
        assert_eq!(config.unwrap().doubts, []);
        assert_eq!(
            load(&[("MENTORING_PORT", "80")]).unwrap_err().name,
            "MENTORING_PORT"
        );
    }
}
