//! Stream that reads the server's messages: diesel keeps an error's text and drops its SQLSTATE,
//! and the text is in the server's language.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::tls::{ChannelBinding, TlsStream};

/// An error's fields are read up to here; its code is one of the first.
const FIELDS: usize = 1024;

/// Messages noted on one connection.
#[derive(Debug, Default)]
pub(super) struct Heard {
    state: Mutex<Option<String>>,
    process: AtomicI32,
}

impl Heard {
    /// The SQLSTATE of the first error since the last call.
    pub(super) fn take_state(&self) -> Option<String> {
        self.state.lock().ok()?.take()
    }

    /// Process id reported by the other side; behind a pooler it is none of PostgreSQL's.
    pub(super) fn process(&self) -> i32 {
        self.process.load(Ordering::Relaxed)
    }

    fn message(&self, kind: u8, body: &[u8]) {
        match kind {
            b'E' => self.error(body),
            b'K' => {
                let id = body.first_chunk().map_or(0, |id| i32::from_be_bytes(*id));
                self.process.store(id, Ordering::Relaxed);
            }
            _ => {}
        }
    }

    /// Fields of a kind and a text each, ended by zero bytes.
    fn error(&self, body: &[u8]) {
        let mut fields = body.split(|byte| *byte == 0);
        let code = fields.find_map(|field| field.strip_prefix(b"C"));
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        if let (Some(code), Ok(mut state)) = (code, self.state.lock()) {
            // later ones only say that the transaction has failed
            state.get_or_insert_with(|| code.to_owned());
        }
    }
}

/// Parses messages from bytes that come in any pieces: a kind, a length, a body.
#[derive(Debug, Default)]
struct Ear {
    head: Vec<u8>,
    left: usize,
    body: Vec<u8>,
}

impl Ear {
    fn hear(&mut self, mut bytes: &[u8], heard: &Heard) {
        while let Some((first, rest)) = bytes.split_first() {
            if self.left > 0 {
                let (now, later) = bytes.split_at_checked(self.left).unwrap_or((bytes, &[]));
                self.listen(now, heard);
                bytes = later;
            } else {
                self.head.push(*first);
                bytes = rest;
                self.begin();
            }
        }
    }

    fn kind(&self) -> u8 {
        self.head.first().copied().unwrap_or_default()
    }

    /// The length counts itself.
    fn begin(&mut self) {
        let length = self.head.get(1..).and_then(<[u8]>::first_chunk);
        if let Some(length) = length {
            let length = u32::from_be_bytes(*length).saturating_sub(4);
            self.left = usize::try_from(length).unwrap_or(usize::MAX);
            if self.left == 0 {
                self.head.clear();
            }
        }
    }

    fn listen(&mut self, now: &[u8], heard: &Heard) {
        self.left -= now.len();
        if matches!(self.kind(), b'E' | b'K') && self.body.len() < FIELDS {
            self.body.extend_from_slice(now);
        }
        if self.left == 0 {
            heard.message(self.kind(), &self.body);
            self.head.clear();
            self.body.clear();
        }
    }
}

/// A stream that is listened to.
pub(super) struct Overheard<S> {
    stream: S,
    ear: Ear,
    heard: Arc<Heard>,
}

impl<S> Overheard<S> {
    pub(super) fn new(stream: S, heard: Arc<Heard>) -> Self {
        Self {
            stream,
            ear: Ear::default(),
            heard,
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Overheard<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let this = &mut *self;
        let read = Pin::new(&mut this.stream).poll_read(cx, buffer);
        let fresh = buffer.filled().get(before..).unwrap_or_default();
        this.ear.hear(fresh, &this.heard);
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Overheard<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

impl<S: TlsStream + Unpin> TlsStream for Overheard<S> {
    fn channel_binding(&self) -> ChannelBinding {
        self.stream.channel_binding()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_of_an_error_is_heard_in_whatever_pieces_it_comes() {
        let mut said = Vec::new();
        for (kind, body) in [
            (b'K', &b"\0\0\x04\xd2\x01\x02\x03\x04"[..]),
            (b'I', b""),
            (b'D', b"CE25P99 a row that looks like an error\0"),
            (b'E', b"SERROR\0VERROR\0C25006\0Mlecture seule\0\0"),
            (b'E', b"SERROR\0VERROR\0C25P02\0Mabandon\0\0"),
        ] {
            said.push(kind);
            said.extend(u32::try_from(body.len() + 4).unwrap().to_be_bytes());
            said.extend(body);
        }
        for size in 1..said.len() {
            let (mut ear, heard) = (Ear::default(), Heard::default());
            for piece in said.chunks(size) {
                ear.hear(piece, &heard);
            }
            assert_eq!(heard.process(), 1234);
            assert_eq!(heard.take_state().as_deref(), Some("25006"), "{size}");
            assert_eq!(heard.take_state(), None);
        }
    }
}
