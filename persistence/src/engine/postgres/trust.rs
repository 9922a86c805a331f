//! Trust in server certificates: rustls as strict or as lenient as libpq.

use super::address::unfit;
use super::certificate::Certificate;
use super::tls::certificates;
use crate::error::Result;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls13_signature_with_raw_key};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use std::path::Path;
use std::sync::Arc;

/// Trusted certificates.
pub(super) enum Trust {
    /// Any certificate: encryption without authentication.
    Anybody,
    /// Certificates signed by one of these; `names`: that also name the host.
    Roots {
        roots: Vec<CertificateDer<'static>>,
        names: bool,
    },
}

impl Trust {
    /// The authorities of a file.
    pub(super) fn file(file: &Path, names: bool) -> Result<Self> {
        let roots = certificates(file)?;
        Ok(Self::Roots { roots, names })
    }

    /// The machine's authorities, or those that `SSL_CERT_FILE` names.
    pub(super) fn machine(names: bool) -> Result<Self> {
        let roots = rustls_native_certs::load_native_certs().certs;
        if roots.is_empty() {
            return Err(unfit(
                "no authority is known; `sslrootcert` names a file of them",
            ));
        }
        Ok(Self::Roots { roots, names })
    }
}

/// Accepts any certificate: anybody could have made it, so its signature proves nothing either.
#[derive(Debug)]
pub(super) struct Unchecked(pub(super) Arc<CryptoProvider>);

impl ServerCertVerifier for Unchecked {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> std::result::Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

/// Asks webpki, and checks by itself the certificates that PostgreSQL's manual recommends but
/// webpki refuses (version 1, their own authority, without alternative names).
#[derive(Debug)]
pub(super) struct Certified {
    provider: Arc<CryptoProvider>,
    webpki: Arc<WebPkiServerVerifier>,
    roots: Vec<CertificateDer<'static>>,
    names: bool,
}

impl Certified {
    pub(super) fn new(
        provider: Arc<CryptoProvider>,
        roots: Vec<CertificateDer<'static>>,
        names: bool,
    ) -> Result<Self> {
        let mut store = RootCertStore::empty();
        store.add_parsable_certificates(roots.iter().cloned());
        let builder = WebPkiServerVerifier::builder_with_provider(store.into(), provider.clone());
        let webpki = builder.build().map_err(unfit)?;
        Ok(Self {
            provider,
            webpki,
            roots,
            names,
        })
    }

    /// The server's certificate is one of the roots, or signed by one without others between.
    fn is_direct(&self, server: &Certificate<'_>, now: UnixTime) -> std::result::Result<(), Error> {
        server.is_valid_at(now)?;
        let trusted = self.roots.iter().any(|root| {
            root.as_ref() == server.der
                || Certificate::read(root).is_ok_and(|root| {
                    root.may_sign() && root.is_valid_at(now).is_ok() && self.signed(server, &root)
                })
        });
        if trusted {
            Ok(())
        } else {
            Err(CertificateError::UnknownIssuer.into())
        }
    }

    fn signed(&self, server: &Certificate<'_>, root: &Certificate<'_>) -> bool {
        server.parsed.tbs_certificate.issuer == root.parsed.tbs_certificate.subject
            && server.is_signed_by(root, &self.provider)
    }
}

impl ServerCertVerifier for Certified {
    fn verify_server_cert(
        &self,
        server: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        host: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> std::result::Result<ServerCertVerified, Error> {
        use CertificateError::{NotValidForName, NotValidForNameContext, Other};
        let verified = self
            .webpki
            .verify_server_cert(server, others, host, ocsp, now);
        match &verified {
            // said after the chain was found good
            Err(Error::InvalidCertificate(NotValidForName | NotValidForNameContext { .. })) => {}
            Err(Error::InvalidCertificate(Other(_))) => {
                self.is_direct(&Certificate::read(server)?, now)?;
            }
            _ => return verified,
        }
        if !self.names || Certificate::read(server)?.names(host) {
            return Ok(ServerCertVerified::assertion());
        }
        Err(CertificateError::NotValidForName.into())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        server: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, Error> {
        self.webpki.verify_tls12_signature(message, server, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        server: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, Error> {
        let key = Certificate::read(server)?.key()?;
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature_with_raw_key(message, &key, signed, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.webpki.supported_verify_schemes()
    }
}
