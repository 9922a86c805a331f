//! The load of `scripts/bench`: sends prepared HTTP/1.1 requests over some connections and prints
//! one JSON line with what came back. Usage: `load ADDRESS CONNECTIONS SECONDS FILE`: each line of
//! the file is a request as a JSON string; they are sent in turn for so many seconds, or each
//! exactly once with `0`.

use std::collections::BTreeMap;
use std::io::{Error, Read, Result, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// What one connection saw.
#[derive(Default)]
struct Seen {
    latencies: Vec<Duration>,
    statuses: BTreeMap<String, u64>,
}

/// What to send, shared by the connections.
struct Plan {
    requests: Vec<String>,
    next: AtomicUsize,
    time: Option<Duration>,
    begun: Instant,
}

impl Plan {
    fn next(&self) -> Option<&str> {
        let turn = self.next.fetch_add(1, Ordering::Relaxed);
        let index = match self.time {
            Some(time) if self.begun.elapsed() >= time => return None,
            Some(_) => turn.checked_rem(self.requests.len())?,
            None => turn,
        };
        self.requests.get(index).map(String::as_str)
    }
}

/// Reads one answer, of a length told before or in chunks, and returns its status.
fn receive(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Result<String> {
    buffer.clear();
    let mut chunk = [0; 65_536];
    let mut whole = None;
    while whole.is_none_or(|length| buffer.len() < length) {
        let count = stream.read(&mut chunk)?;
        if count == 0 {
            return Err(Error::other("the server closed the connection"));
        }
        buffer.extend_from_slice(chunk.get(..count).unwrap_or_default());
        whole = whole.or_else(|| whole_length(buffer));
    }
    let status = buffer.get(9..12).unwrap_or_default();
    Ok(String::from_utf8_lossy(status).into_owned())
}

/// The length of head and body together, once it is known.
fn whole_length(buffer: &[u8]) -> Option<usize> {
    let end = buffer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(buffer.get(..end)?).to_lowercase();
    if head.contains("transfer-encoding: chunked") {
        return buffer.ends_with(b"\r\n0\r\n\r\n").then_some(buffer.len());
    }
    let (_, after) = head.split_once("content-length:")?;
    let length: usize = after.lines().next()?.trim().parse().ok()?;
    Some(end + 4 + length)
}

fn connection(address: &str, plan: &Plan) -> Result<Seen> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let (mut seen, mut buffer) = (Seen::default(), Vec::new());
    while let Some(request) = plan.next() {
        let begun = Instant::now();
        stream.write_all(request.as_bytes())?;
        let status = receive(&mut stream, &mut buffer)?;
        seen.latencies.push(begun.elapsed());
        *seen.statuses.entry(status).or_default() += 1;
    }
    Ok(seen)
}

fn percentile(sorted: &[Duration], percent: usize) -> u128 {
    let rank = sorted.len().saturating_mul(percent) / 100;
    let found = sorted.get(rank.min(sorted.len().saturating_sub(1)));
    found.map_or(0, Duration::as_micros)
}

fn report(all: Vec<Seen>, seconds: f64) {
    let mut latencies = Vec::new();
    let mut statuses = BTreeMap::<String, u64>::new();
    for seen in all {
        latencies.extend(seen.latencies);
        for (status, count) in seen.statuses {
            *statuses.entry(status).or_default() += count;
        }
    }
    latencies.sort_unstable();
    let line = serde_json::json!({
        "requests": latencies.len(),
        "seconds": seconds,
        "p50_us": percentile(&latencies, 50),
        "p99_us": percentile(&latencies, 99),
        "statuses": statuses,
    });
    println!("{line}");
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, connections, seconds, file] = arguments.as_slice() else {
        return Err(Error::other("load ADDRESS CONNECTIONS SECONDS FILE"));
    };
    let requests = std::fs::read_to_string(file)?;
    let requests: serde_json::Result<_> = requests.lines().map(serde_json::from_str).collect();
    let seconds: u64 = seconds.parse().map_err(Error::other)?;
    let connections: usize = connections.parse().map_err(Error::other)?;
    let plan = Plan {
        requests: requests?,
        next: AtomicUsize::new(0),
        time: (seconds > 0).then(|| Duration::from_secs(seconds)),
        begun: Instant::now(),
    };
    let all: Result<Vec<Seen>> = std::thread::scope(|scope| {
        let start = || scope.spawn(|| connection(address, &plan));
        let threads: Vec<_> = (0..connections).map(|_| start()).collect();
        let joined = threads.into_iter().map(|thread| thread.join());
        joined
            .map(|seen| seen.unwrap_or_else(|_| Err(Error::other("a connection panicked"))))
            .collect()
    });
    report(all?, plan.begun.elapsed().as_secs_f64());
    Ok(())
}
