//! Asks the server for TLS as libpq does, and returns the resulting stream.

use super::address::{Address, Way, unfit};
pub(super) use super::trust::Trust;
use super::trust::{Certified, Unchecked};
use super::wire::{Heard, Overheard};
use crate::error::{Error, Result};
use futures_util::future::BoxFuture;
use rustls::ClientConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio_postgres::tls::{ChannelBinding, MakeTlsConnect, TlsConnect, TlsStream};
use tokio_postgres_rustls::MakeRustlsConnect;

/// `SSLRequest`: its length, and the code that stands where a protocol version would.
const REQUEST: [u8; 8] = [0, 0, 0, 8, 4, 210, 22, 47];

/// Settings of TLS: trusted authorities, and this side's certificate.
pub(super) fn config(
    trust: Trust,
    client: Option<(&str, &str)>,
    direct: bool,
) -> Result<ClientConfig> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::Internal(error.to_string()))?
        .dangerous();
    let config = match trust {
        Trust::Anybody => config.with_custom_certificate_verifier(Arc::new(Unchecked(provider))),
        Trust::Roots { roots, names } => {
            let certified = Certified::new(provider, roots, names)?;
            config.with_custom_certificate_verifier(Arc::new(certified))
        }
    };
    let mut config = match client {
        None => config.with_no_client_auth(),
        Some((certificate, key)) => {
            let words =
                |file: &str, error: &dyn std::fmt::Display| unfit(format!("{file}: {error}"));
            let chain = certificates(certificate.as_ref())?;
            let key = PrivateKeyDer::from_pem_file(key).map_err(|error| words(key, &error))?;
            let config = config.with_client_auth_cert(chain, key);
            config.map_err(|error| words(certificate, &error))?
        }
    };
    if direct {
        config.alpn_protocols = vec![b"postgresql".to_vec()];
    }
    Ok(config)
}

/// The certificates of a file.
pub(super) fn certificates(file: &std::path::Path) -> Result<Vec<CertificateDer<'static>>> {
    let name = file.display();
    let read = CertificateDer::pem_file_iter(file)
        .and_then(Iterator::collect::<std::result::Result<Vec<_>, _>>);
    let read = read.map_err(|error| unfit(format!("{name}: {error}")))?;
    if read.is_empty() {
        return Err(unfit(format!("{name} holds no certificate")));
    }
    Ok(read)
}

/// Connects in one way.
#[derive(Clone)]
pub(super) struct Connector {
    way: Way,
    direct: bool,
    tls: Option<Arc<ClientConfig>>,
    heard: Arc<Heard>,
    failed: Arc<AtomicBool>,
    host: String,
}

impl Connector {
    pub(super) fn new(address: &Address, way: Way, heard: Arc<Heard>) -> Self {
        Self {
            way,
            direct: address.direct,
            tls: address.tls.clone(),
            heard,
            failed: Arc::default(),
            host: String::new(),
        }
    }

    /// Whether the TLS handshake failed.
    pub(super) fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    /// Whether the server has TLS. Reads exactly one byte, so that unencrypted bytes after it
    /// aren't taken for encrypted.
    async fn ask(&self, stream: &mut (impl AsyncRead + AsyncWrite + Unpin)) -> io::Result<bool> {
        if self.way == Way::Plain || self.direct {
            return Ok(self.way != Way::Plain);
        }
        stream.write_all(&REQUEST).await?;
        stream.flush().await?;
        match stream.read_u8().await? {
            b'S' => Ok(true),
            b'N' if self.way == Way::Offered => Ok(false),
            b'N' => Err(io::Error::other("the server has no TLS")),
            _ => Err(io::Error::other("the server doesn't know of TLS")),
        }
    }

    async fn establish<S>(self, mut stream: S) -> io::Result<Overheard<Stream<S>>>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let stream = match (self.ask(&mut stream).await?, self.tls) {
            (true, Some(tls)) => {
                let mut make = MakeRustlsConnect::new((*tls).clone());
                let connect = MakeTlsConnect::<S>::make_tls_connect(&mut make, &self.host)
                    .map_err(io::Error::other)?;
                Stream::Tls(connect.connect(stream).await?)
            }
            (true, None) => return Err(io::Error::other("TLS isn't configured")),
            (false, _) => Stream::Plain(stream),
        };
        Ok(Overheard::new(stream, self.heard))
    }
}

type Encrypted<S> = <MakeRustlsConnect as MakeTlsConnect<S>>::Stream;

impl<S> MakeTlsConnect<S> for Connector
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    type Stream = Overheard<Stream<S>>;
    type TlsConnect = Self;
    type Error = io::Error;

    fn make_tls_connect(&mut self, host: &str) -> io::Result<Self> {
        let host = host.to_owned();
        Ok(Self {
            host,
            ..self.clone()
        })
    }
}

impl<S> TlsConnect<S> for Connector
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    type Stream = Overheard<Stream<S>>;
    type Error = io::Error;
    type Future = BoxFuture<'static, io::Result<Self::Stream>>;

    fn connect(self, stream: S) -> Self::Future {
        Box::pin(async move {
            let failed = self.failed.clone();
            let established = self.establish(stream).await;
            failed.store(established.is_err(), Ordering::Relaxed);
            established
        })
    }
}

/// Stream with TLS, or without.
pub(super) enum Stream<S>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    Plain(S),
    Tls(Encrypted<S>),
}

/// Runs the same expression on either.
macro_rules! either {
    ($stream:expr, $name:ident => $does:expr) => {
        match &mut *$stream {
            Stream::Plain($name) => $does,
            Stream::Tls($name) => $does,
        }
    };
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> AsyncRead for Stream<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        either!(self, stream => Pin::new(stream).poll_read(cx, buffer))
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> AsyncWrite for Stream<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        either!(self, stream => Pin::new(stream).poll_write(cx, bytes))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        either!(self, stream => Pin::new(stream).poll_flush(cx))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        either!(self, stream => Pin::new(stream).poll_shutdown(cx))
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> TlsStream for Stream<S> {
    fn channel_binding(&self) -> ChannelBinding {
        match self {
            Self::Plain(_) => ChannelBinding::none(),
            Self::Tls(stream) => stream.channel_binding(),
        }
    }
}
