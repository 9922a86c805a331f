//! Stands between the service and PostgreSQL, and counts how often a request waits for it: a flight
//! is what the service sends before it has the answers to all of it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

/// Text of the statement by which a connection that serves requests is known from one that works in
/// the background.
const CALLER: &[u8] = b"\"persons\".\"external_id\" =";

/// Time that an answer takes.
const DELAY: Duration = Duration::from_millis(25);

/// Flights and statements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    pub waits: u64,
    pub statements: u64,
}

/// A relay to one database.
pub struct Relay {
    url: String,
    connections: Arc<Mutex<Vec<Arc<Mutex<Connection>>>>>,
    /// The least that each operation cost.
    costs: Mutex<BTreeMap<String, Cost>>,
}

#[derive(Default)]
struct Connection {
    serves: bool,
    /// Requests whose `ReadyForQuery` is still to come.
    outstanding: u64,
    under_way: bool,
    cost: Cost,
}

impl Relay {
    /// Listens for a database's connections.
    pub async fn start(url: &str) -> Arc<Self> {
        let config: tokio_postgres::Config = url.parse().unwrap();
        let port = config.get_ports()[0];
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let own = listener.local_addr().unwrap().port();
        let url = url.replace(&format!(":{port}/"), &format!(":{own}/"));
        let relay = Arc::new(Self {
            url: format!("{url}?sslmode=disable"),
            connections: Arc::default(),
            costs: Mutex::default(),
        });
        let connections = relay.connections.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let server = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
                let (from_client, to_client) = client.into_split();
                let (from_server, to_server) = server.into_split();
                let connection = Arc::new(Mutex::new(Connection::default()));
                connections.lock().unwrap().push(connection.clone());
                tokio::spawn(ask(from_client, to_server, connection.clone()));
                tokio::spawn(answer(from_server, to_client, connection));
            }
        });
        relay
    }

    /// Address of the database behind it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Cost of all requests so far.
    pub fn cost(&self) -> Cost {
        let mut all = Cost::default();
        for connection in self.connections.lock().unwrap().iter() {
            let connection = connection.lock().unwrap();
            if connection.serves {
                all.waits += connection.cost.waits;
                all.statements += connection.cost.statements;
            }
        }
        all
    }

    /// Notes the cost of a request since `before`, but for the look at the demo's clock.
    pub fn note(&self, operation: &str, before: Cost) {
        let after = self.cost();
        let cost = Cost {
            waits: (after.waits - before.waits).saturating_sub(1),
            statements: (after.statements - before.statements).saturating_sub(1),
        };
        let mut costs = self.costs.lock().unwrap();
        let least = costs.entry(operation.to_owned()).or_insert(cost);
        least.waits = least.waits.min(cost.waits);
        least.statements = least.statements.min(cost.statements);
    }

    /// The least that each operation cost.
    pub fn costs(&self) -> BTreeMap<String, Cost> {
        self.costs.lock().unwrap().clone()
    }
}

/// Messages of a stream: a kind, a length that counts itself, a body.
#[derive(Default)]
struct Messages(Vec<u8>);

impl Messages {
    fn push(&mut self, bytes: &[u8], head: usize, mut message: impl FnMut(u8, &[u8])) {
        self.0.extend_from_slice(bytes);
        loop {
            let Some(length) = self.0.get(head..head + 4) else {
                return;
            };
            let length = u32::from_be_bytes(length.try_into().unwrap()) as usize + head;
            if self.0.len() < length {
                return;
            }
            let kind = if head == 0 { 0 } else { self.0[0] };
            message(kind, &self.0[..length]);
            self.0.drain(..length);
            if head == 0 {
                return;
            }
        }
    }
}

async fn ask(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, connection: Arc<Mutex<Connection>>) {
    let (mut messages, mut started) = (Messages::default(), false);
    let mut bytes = vec![0; 65_536];
    while let Ok(read) = from.read(&mut bytes).await {
        if read == 0 {
            break;
        }
        {
            let mut known = connection.lock().unwrap();
            let mut rest: &[u8] = &bytes[..read];
            if !started {
                // the start has no kind, and ends with one `ReadyForQuery`
                messages.push(rest, 0, |_, _| started = true);
                known.outstanding += 1;
                rest = &[];
            }
            messages.push(rest, 1, |kind, message| known.asked(kind, message));
        }
        if to.write_all(&bytes[..read]).await.is_err() {
            break;
        }
    }
}

async fn answer(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    connection: Arc<Mutex<Connection>>,
) {
    let mut messages = Messages::default();
    let mut bytes = vec![0; 65_536];
    while let Ok(read) = from.read(&mut bytes).await {
        if read == 0 {
            break;
        }
        // as over a network: a flight is sent whole before its first answer is there
        tokio::time::sleep(DELAY).await;
        messages.push(&bytes[..read], 1, |kind, _| {
            if kind == b'Z' {
                connection.lock().unwrap().answered();
            }
        });
        if to.write_all(&bytes[..read]).await.is_err() {
            break;
        }
    }
}

impl Connection {
    fn asked(&mut self, kind: u8, message: &[u8]) {
        if !self.under_way {
            self.under_way = true;
            self.cost.waits += 1;
        }
        match kind {
            b'Q' => {
                self.cost.statements += 1;
                self.outstanding += 1;
            }
            b'E' => self.cost.statements += 1,
            b'S' => self.outstanding += 1,
            b'P' => {
                let mut windows = message.windows(CALLER.len());
                self.serves |= windows.any(|window| window == CALLER);
            }
            _ => {}
        }
    }

    fn answered(&mut self) {
        self.outstanding = self.outstanding.saturating_sub(1);
        self.under_way = self.outstanding > 0;
    }
}
