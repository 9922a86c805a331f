//! A client's connection with limits of time: for the head of each request, for what is discarded
//! after a refusal, and for a client that doesn't read its answers. What the server says by itself
//! to a head that it can't read becomes a problem here.

use super::refuse;
use crate::app::App;
use crate::http::problem::{Code, Problem};
use actix_web::web::Data;
use std::cell::Cell;
use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// Time limit for the head of a request.
const HEAD: Duration = Duration::from_secs(10);
/// Time in which the rest of a refused body is discarded, so that its sender reads the refusal.
const DISCARD: Duration = Duration::from_secs(5);
/// Time in which a client takes some part of its answer.
const STALL: Duration = Duration::from_secs(30);

/// What a connection waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// A head that is on its way.
    Head,
    /// The answer to a request.
    Answer,
    /// Another request.
    Idle,
    /// The end: what still comes is discarded.
    End,
}

/// Stage of a connection, told by the edge.
#[derive(Clone)]
pub(super) struct Progress(Rc<Cell<Stage>>);

impl Progress {
    /// A request has arrived.
    pub(super) fn begin(&self) {
        self.0.set(Stage::Answer);
    }

    /// Its answer is made; `last`: the rest of its body is not worth reading.
    pub(super) fn answered(&self, last: bool) {
        self.0.set(if last { Stage::End } else { Stage::Idle });
    }
}

/// Connection between a client and the server.
pub struct Connection {
    stream: TcpStream,
    app: Data<App>,
    progress: Progress,
    reading: Option<(Stage, Pin<Box<Sleep>>)>,
    writing: Option<Pin<Box<Sleep>>>,
    /// Whether the client has ended its side.
    ended: bool,
}

impl Connection {
    /// An accepted connection, which has its time for the first head from now on. The rest of an
    /// answer isn't held back until its beginning is acknowledged (Nagle's algorithm): that takes a
    /// client 40 ms.
    pub fn new(stream: TcpStream, app: Data<App>) -> Self {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "answers may be delayed");
        }
        Self {
            stream,
            app,
            progress: Progress(Rc::new(Cell::new(Stage::Head))),
            reading: None,
            writing: None,
            ended: false,
        }
    }

    /// Lets the edge tell the stage, by the data of the connection.
    pub fn share(&self, data: &mut actix_web::dev::Extensions) {
        data.insert(self.progress.clone());
    }

    fn stage(&self) -> Stage {
        self.progress.0.get()
    }

    /// Whether the time to read is over.
    fn is_overdue(&mut self, cx: &mut Context<'_>) -> bool {
        let stage = self.stage();
        let limit = match stage {
            // the next head may wait in a buffer while an answer is taken slowly
            Stage::Head if self.writing.is_none() => HEAD,
            Stage::End => DISCARD,
            _ => {
                self.reading = None;
                return false;
            }
        };
        let reading = self.reading.take().filter(|(timed, _)| *timed == stage);
        let mut reading = reading.unwrap_or_else(|| (stage, Box::pin(sleep(limit))));
        let over = reading.1.as_mut().poll(cx).is_ready();
        self.reading = (!over).then_some(reading);
        over
    }

    /// Says why the connection ends, where nothing else was answered, and ends its reading.
    fn cut(&mut self, cx: &mut Context<'_>) {
        if self.stage() == Stage::Head {
            let _ = self.say(Code::RequestTimeout, cx);
        }
        tracing::debug!(stage = ?self.stage(), "a connection was too slow");
        self.progress.0.set(Stage::Idle);
    }

    /// Writes a problem; a client that can't take one packet gets none.
    fn say(&mut self, code: Code, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        let bytes = refuse::written(&self.app, &Problem::new(code));
        Pin::new(&mut self.stream).poll_write(cx, &bytes)
    }
}

impl Drop for Connection {
    /// The server drops a client whose chunks it can't read without a word: answers for it.
    fn drop(&mut self) {
        if self.stage() == Stage::Answer && !self.ended {
            let problem = Problem::new(Code::MalformedBody);
            let _ = self.stream.try_write(&refuse::written(&self.app, &problem));
        }
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.is_overdue(cx) {
            self.cut(cx);
            return Poll::Ready(Ok(()));
        }
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(cx, buffer);
        let fresh = buffer.filled().len() > before;
        self.ended = match &read {
            Poll::Ready(read) => read.is_err() || !fresh,
            Poll::Pending => self.ended,
        };
        if self.stage() == Stage::Idle && fresh {
            self.reading = None;
            self.progress.0.set(Stage::Head);
        }
        read
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if let Some(code) = refuse::said_by_server(bytes) {
            tracing::debug!(code = code.as_str(), "a head was refused");
            return self.say(code, cx).map_ok(|_| bytes.len());
        }
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        if written.is_ready() {
            self.writing = None;
            return written;
        }
        let stall = self.writing.get_or_insert_with(|| Box::pin(sleep(STALL)));
        if stall.as_mut().poll(cx).is_ready() {
            tracing::debug!("a client didn't read its answer");
            return Poll::Ready(Err(ErrorKind::TimedOut.into()));
        }
        Poll::Pending
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
