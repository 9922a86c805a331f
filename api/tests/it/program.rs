//! The built program, started in a folder of its own.

use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// An HS256 secret of the right length that must not be told.
pub const SECRET: &str = "geheim-0123456789abcdef0123456789abcdef";

const PROGRAM: &str = env!("CARGO_BIN_EXE_mentoring");

static FOLDERS: AtomicU32 = AtomicU32::new(0);

/// A place for one test, removed at its end.
pub struct Place {
    pub folder: PathBuf,
}

impl Place {
    pub fn new() -> Self {
        let number = FOLDERS.fetch_add(1, Ordering::Relaxed);
        let name = format!("mentoring-program-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        Self { folder }
    }

    /// A command with settings that serve, and those given.
    fn command(&self, arguments: &[&str], settings: &[(&str, &str)]) -> Command {
        self.set_up(Command::new(PROGRAM), arguments, settings)
    }

    fn set_up(
        &self,
        mut command: Command,
        arguments: &[&str],
        settings: &[(&str, &str)],
    ) -> Command {
        command.env_clear().current_dir(&self.folder);
        command
            .env("MENTORING_JWT_ISSUER", "https://alumni.example")
            .env("MENTORING_JWT_AUDIENCE", "mentoring")
            .env("MENTORING_JWT_HS256_SECRET", SECRET)
            .env("MENTORING_LISTEN", "127.0.0.1:0")
            .env("MENTORING_LOG_FORMAT", "json")
            .envs(settings.iter().copied())
            .args(arguments)
            .stdin(Stdio::null());
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str], settings: &[(&str, &str)]) -> Done {
        let output = self.command(arguments, settings).output().unwrap();
        let Output { status, .. } = output;
        Done {
            code: status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Starts a service and waits until it listens.
    pub fn start(&self, arguments: &[&str], settings: &[(&str, &str)]) -> Service {
        listening(self.command(arguments, settings))
    }

    /// …whose files may become so many of the shell's blocks long: writes beyond fail, without the
    /// signal that would end it.
    pub fn start_with_files_of(
        &self,
        blocks: &str,
        arguments: &[&str],
        settings: &[(&str, &str)],
    ) -> Service {
        let mut shell = Command::new("/bin/sh");
        let limited = "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\"";
        shell.args(["-c", limited, blocks, PROGRAM]);
        listening(self.set_up(shell, arguments, settings))
    }
}

/// Starts a service and waits until it listens.
fn listening(mut command: Command) -> Service {
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut errors = BufReader::new(child.stderr.take().unwrap());
    let mut lines = Vec::new();
    let address = loop {
        let mut line = String::new();
        assert_ne!(errors.read_line(&mut line).unwrap(), 0, "{lines:?}");
        let said: Value = serde_json::from_str(&line).unwrap();
        lines.push(line);
        if said["message"] == "listening" {
            break said["address"].as_str().unwrap().to_owned();
        }
    };
    // The rest is read beside, so that the pipe never fills.
    let rest = std::thread::spawn(move || read(errors));
    Service {
        child,
        address,
        lines,
        rest: Some(rest),
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn read(errors: BufReader<ChildStderr>) -> Vec<String> {
    errors.lines().map(Result::unwrap).collect()
}

/// What a command said.
#[derive(Debug)]
pub struct Done {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// A service that runs.
pub struct Service {
    child: Child,
    pub address: String,
    lines: Vec<String>,
    rest: Option<std::thread::JoinHandle<Vec<String>>>,
}

impl Service {
    /// Stops it by SIGTERM, and returns all lines of its log.
    pub fn stop(mut self) -> Vec<String> {
        let id = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status();
        assert!(told.unwrap().success());
        let until = Instant::now() + Duration::from_secs(40);
        while self.child.try_wait().unwrap().is_none() {
            assert!(Instant::now() < until, "it doesn't stop");
            std::thread::sleep(Duration::from_millis(20));
        }
        assert!(self.child.wait().unwrap().success());
        let mut lines = std::mem::take(&mut self.lines);
        lines.extend(self.rest.take().unwrap().join().unwrap());
        lines
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Files below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}
