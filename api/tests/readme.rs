//! README's year in ten calls, run as it is printed against the demo.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of a test may panic as the test itself may"
)]

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const README: &str = include_str!("../../README.md");

/// The demo, ended by its process id when the test is over.
struct Demo {
    process: Child,
    folder: PathBuf,
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn mentoring(folder: &Path, address: SocketAddr) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mentoring"));
    command
        .env("MENTORING_DATA_DIR", folder)
        .env("MENTORING_LISTEN", address.to_string())
        .env("MENTORING_METRICS_LISTEN", "off")
        .env_remove("DATABASE_URL");
    command
}

/// A demo that accepts connections, at a free address.
fn demo() -> (Demo, SocketAddr) {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let folder = std::env::temp_dir().join(format!("mentoring-readme-{}", uuid::Uuid::now_v7()));
    let process = mentoring(&folder, address)
        .arg("demo")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let demo = Demo { process, folder };
    wait_for(address);
    (demo, address)
}

fn wait_for(address: SocketAddr) {
    let end = Instant::now() + Duration::from_secs(120);
    while TcpStream::connect(address).is_err() {
        assert!(Instant::now() < end, "the demo did not start");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn the_year_in_ten_calls_runs_as_it_is_printed() {
    let (_, chapter) = README.split_once("## The year in ten calls").unwrap();
    let (_, block) = chapter.split_once("```sh\n").unwrap();
    let (script, _) = block.split_once("```").unwrap();
    let (_demo, address) = demo();
    let script = script.replace("127.0.0.1:8080", &address.to_string());
    let ran = Command::new("bash")
        .args(["-euo", "pipefail", "-c", &script])
        .output()
        .unwrap();
    let (said, errors) = (
        String::from_utf8_lossy(&ran.stdout),
        String::from_utf8_lossy(&ran.stderr),
    );
    assert!(ran.status.success(), "{said}\n{errors}");
    assert!(said.contains("\"state\":\"held\""), "{said}");
    assert!(said.contains("\"state\":\"given\""), "{said}");
    assert_eq!(script.matches("\n# ").count(), 10, "ten calls");
}

#[test]
fn a_token_of_the_command_line_is_good_where_the_demos_clock_was_moved() {
    let (demo, address) = demo();
    let printed = mentoring(&demo.folder, address)
        .args(["token", "--role", "admin"])
        .output()
        .unwrap();
    let token = String::from_utf8(printed.stdout).unwrap();
    let asked = Command::new("curl")
        .args(["-s", "-o", "/dev/null", "-w", "%{http_code}", "-H"])
        .arg(format!("Authorization: Bearer {}", token.trim()))
        .arg(format!("http://{address}/v1/programmes"))
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&asked.stdout), "200", "{token}");
}
