//! A mail server that takes its time.

use super::mail::Mail;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A mail server on loopback that pauses before it says that it has taken a mail.
#[derive(Clone)]
pub struct MailServer {
    url: String,
    inner: Arc<Inner>,
}

struct Inner {
    pause: AtomicU64,
    begun: AtomicUsize,
    taken: Mutex<Vec<Mail>>,
}

impl MailServer {
    /// Starts one with a pause in milliseconds.
    pub async fn open(pause: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            url: format!("smtp://{}", listener.local_addr().unwrap()),
            inner: Arc::new(Inner {
                pause: pause.into(),
                begun: AtomicUsize::new(0),
                taken: Mutex::default(),
            }),
        };
        let inner = server.inner.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, inner.clone()));
            }
        });
        server
    }

    /// Its address, as `MENTORING_SMTP_URL`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// No more pauses.
    pub fn hurry(&self) {
        self.inner.pause.store(0, Ordering::Relaxed);
    }

    /// Mails that it has taken, in their order.
    pub fn taken(&self) -> Vec<Mail> {
        self.inner.taken.lock().unwrap().clone()
    }

    /// Waits until it has been given as many mails, taken or not yet.
    pub async fn given(&self, count: usize) {
        while self.inner.begun.load(Ordering::Relaxed) < count {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

/// One session (RFC 5321), as far as a client needs it; an error is a client that has gone.
async fn serve(stream: TcpStream, inner: Arc<Inner>) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 mail.example\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let verb = line.split(' ').next().unwrap_or_default().to_uppercase();
        let answer: &[u8] = match verb.as_str() {
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                let mut mail = String::new();
                while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                    mail.push_str(line.strip_prefix('.').unwrap_or(&line));
                    mail.push_str("\r\n");
                }
                inner.begun.fetch_add(1, Ordering::Relaxed);
                let pause = inner.pause.load(Ordering::Relaxed);
                tokio::time::sleep(Duration::from_millis(pause)).await;
                inner.taken.lock().unwrap().push(Mail::parse(&mail));
                b"250 taken\r\n"
            }
            "QUIT" => {
                write.write_all(b"221 bye\r\n").await?;
                break;
            }
            _ => b"250 mail.example\r\n",
        };
        write.write_all(answer).await?;
    }
    Ok(())
}
