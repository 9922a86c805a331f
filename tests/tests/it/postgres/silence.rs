//! A network that loses what it is given and says nothing: the connections of before never answer.

use super::faults::{create, create_another};
use crate::harness::{Kind, School, fresh_folder, run};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

/// A relay to the database.
#[derive(Clone, Default)]
struct Relay {
    is_silent: Arc<AtomicBool>,
}

impl Relay {
    /// Relays to a host and port; its own port.
    async fn start(&self, server: String) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let relay = self.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let there = TcpStream::connect(&server).await.unwrap();
                let (from_client, to_client) = client.into_split();
                let (from_server, to_server) = there.into_split();
                tokio::spawn(relay.clone().carry(from_client, to_server));
                tokio::spawn(relay.clone().carry(from_server, to_client));
            }
        });
        port
    }

    /// Carries bytes until the first that are lost: from then on the connection is silent for ever.
    async fn carry(self, mut from: OwnedReadHalf, mut to: OwnedWriteHalf) {
        let mut buffer = [0; 4096];
        while let Ok(read @ 1..) = from.read(&mut buffer).await {
            if self.is_silent.load(Ordering::Relaxed) {
                std::future::pending::<()>().await;
            }
            if to.write_all(&buffer[..read]).await.is_err() {
                return;
            }
        }
    }
}

#[test]
fn a_silent_network_is_given_up_and_its_return_noticed() {
    run(Kind::Postgres, |school| async move {
        let url = school.database_url().to_owned();
        let (before, database) = url.rsplit_once('/').unwrap();
        let (user, server) = before.rsplit_once('@').unwrap();
        let relay = Relay::default();
        let port = relay.start(server.to_owned()).await;
        let url = format!("{user}@127.0.0.1:{port}/{database}");
        let impatient = [("MENTORING_REQUEST_TIMEOUT", "2")];
        let school = School::open_on(Kind::Postgres, fresh_folder(), url, &impatient).await;
        create(&school, "before").await.created();
        relay.is_silent.store(true, Ordering::Relaxed);
        for _ in 0..3 {
            let since = Instant::now();
            let (read, written, ready) = tokio::join!(
                async { school.admin().get("/v1/programmes").await },
                create_another(&school),
                async { school.anonymous().get("/health/ready").await },
            );
            assert!(since.elapsed() < Duration::from_secs(5));
            for answer in [read, written, ready] {
                assert_eq!(answer.status, 503);
                assert_ne!(answer.header("retry-after"), "");
            }
            school.anonymous().get("/health/live").await.ok();
        }
        relay.is_silent.store(false, Ordering::Relaxed);
        let since = Instant::now();
        while create_another(&school).await.status != 201 {
            assert!(since.elapsed() < Duration::from_secs(5));
        }
        for _ in 0..10 {
            school.admin().get("/v1/programmes").await.ok();
            create_another(&school).await.created();
        }
        school.anonymous().get("/health/ready").await.ok();
    });
}
