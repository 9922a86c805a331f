//! The settings that documents and manifests show are those that the program knows.

use super::raw::{Raw, RawIssuer, RawOpenId};
use super::{Config, Mode, environment};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::HashMap;

const GUIDE: &str = include_str!("../../../docs/operations.md");
const KUBERNETES: &str = include_str!("../../../docs/kubernetes.yaml");
const COMPOSE: &str = include_str!("../../../docker-compose.yml");

/// The lines of the guide's block that begins with this one, without their indentation.
fn block(first: &str) -> Vec<&'static str> {
    let mut lines = GUIDE.lines().skip_while(|line| line.trim() != first);
    let head = lines.next().unwrap();
    let indentation = head.len() - head.trim_start().len();
    let lines = lines.map(|line| line.get(indentation..).unwrap_or_default());
    lines.take_while(|line| !line.starts_with("```")).collect()
}

/// The keys that a table may have, as the refusal of another one lists them.
fn keys<T: DeserializeOwned>() -> Vec<String> {
    let refused = serde_json::from_value::<T>(json!({ "?": 0 }))
        .err()
        .unwrap();
    let words = refused.to_string();
    let quoted = words.split('`').skip(3).step_by(2);
    quoted.map(str::to_owned).collect()
}

#[test]
fn the_sample_file_starts_and_has_every_key() {
    let sample = block("# mentoring.toml");
    let name = format!("mentoring-sample-{}.toml", std::process::id());
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, sample.join("\n")).unwrap();
    let file = path.display().to_string();
    let variables = HashMap::from([("MENTORING_CONFIG".to_owned(), file)]);
    let config = Config::from_environment(Mode::Serve, variables).unwrap();
    assert_eq!(config.issuers.len(), 2);
    std::fs::remove_file(path).unwrap();
    let keys = [keys::<Raw>(), keys::<RawIssuer>(), keys::<RawOpenId>()].concat();
    assert!(keys.len() > 20, "{keys:?}");
    for key in keys {
        let is_there = |line: &&str| {
            let line = line.trim_start_matches("# ").trim_start_matches('[');
            let rest = line.strip_prefix(key.as_str());
            rest.is_some_and(|rest| rest.starts_with(" =") || rest.starts_with(']'))
        };
        assert!(sample.iter().any(is_there), "{key}");
    }
}

#[test]
fn the_sample_environment_starts() {
    let lines = block("# /etc/mentoring/mentoring.env");
    let pairs = lines.iter().map(|line| line.split_once('=').unwrap());
    let variables = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let config = Config::from_environment(Mode::Serve, variables.collect()).unwrap();
    assert_eq!(config.doubts, []);
    assert_eq!(config.issuers.len(), 1);
}

#[test]
fn manifests_set_variables_that_there_are() {
    let mut names = Vec::new();
    for document in serde_yaml_ng::Deserializer::from_str(KUBERNETES) {
        let manifest = <Value as serde::Deserialize>::deserialize(document).unwrap();
        let containers = manifest.pointer("/spec/template/spec/containers");
        for container in containers.and_then(Value::as_array).into_iter().flatten() {
            let set = container["env"].as_array().unwrap().iter();
            names.extend(set.map(|set| set["name"].as_str().unwrap().to_owned()));
        }
    }
    let compose: Value = serde_yaml_ng::from_str(COMPOSE).unwrap();
    let set = compose["services"]["api"]["environment"].as_object();
    names.extend(set.unwrap().keys().cloned());
    assert!(names.len() > 12, "{names:?}");
    let known = environment::names();
    for name in names {
        assert!(known.contains(&name), "{name}");
    }
}
