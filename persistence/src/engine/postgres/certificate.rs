//! Fields of a certificate that webpki doesn't check.

use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName, SubjectPublicKeyInfoDer, UnixTime};
use rustls::{CertificateError, Error};
use x509_cert::der::asn1::ObjectIdentifier;
use x509_cert::der::{Decode, Encode, Tagged};
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{BasicConstraints, SubjectAltName};

/// `commonName` (RFC 5280, appendix A.1).
const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");

pub(super) struct Certificate<'a> {
    pub(super) der: &'a [u8],
    pub(super) parsed: x509_cert::Certificate,
}

fn bad<E>(_: E) -> Error {
    CertificateError::BadEncoding.into()
}

impl<'a> Certificate<'a> {
    pub(super) fn read(der: &'a CertificateDer<'_>) -> Result<Self, Error> {
        let der = der.as_ref();
        let parsed = x509_cert::Certificate::from_der(der).map_err(bad)?;
        Ok(Self { der, parsed })
    }

    pub(super) fn is_valid_at(&self, now: UnixTime) -> Result<(), Error> {
        let validity = &self.parsed.tbs_certificate.validity;
        let now = now.as_secs();
        if now < validity.not_before.to_unix_duration().as_secs() {
            return Err(CertificateError::NotValidYet.into());
        }
        if now > validity.not_after.to_unix_duration().as_secs() {
            return Err(CertificateError::Expired.into());
        }
        Ok(())
    }

    /// Whether it is an authority's; version 1 can't say so and is accepted.
    pub(super) fn may_sign(&self) -> bool {
        let tbs = &self.parsed.tbs_certificate;
        match tbs.get::<BasicConstraints>() {
            Ok(Some((_, constraints))) => constraints.ca,
            Ok(None) => tbs.extensions.is_none(),
            Err(_) => false,
        }
    }

    /// The key, as rustls takes it.
    pub(super) fn key(&self) -> Result<SubjectPublicKeyInfoDer<'static>, Error> {
        let key = &self.parsed.tbs_certificate.subject_public_key_info;
        key.to_der().map(SubjectPublicKeyInfoDer::from).map_err(bad)
    }

    pub(super) fn is_signed_by(&self, root: &Certificate<'_>, provider: &CryptoProvider) -> bool {
        let key = &root.parsed.tbs_certificate.subject_public_key_info;
        let body = self.parsed.tbs_certificate.to_der();
        let signature = self.parsed.signature.as_bytes();
        let (Some(signature), Some(key_bits), Ok(body)) =
            (signature, key.subject_public_key.as_bytes(), body)
        else {
            return false;
        };
        let (Some(by), Some(of)) = (
            inner(&self.parsed.signature_algorithm),
            inner(&key.algorithm),
        ) else {
            return false;
        };
        let known = provider.signature_verification_algorithms.all.iter();
        known
            .filter(|known| {
                known.signature_alg_id().as_ref() == by && known.public_key_alg_id().as_ref() == of
            })
            .any(|known| known.verify_signature(key_bits, &body, signature).is_ok())
    }

    /// Whether it names the host: among the alternative names, or, if it has none, as its common
    /// name (as libpq does).
    pub(super) fn names(&self, host: &ServerName<'_>) -> bool {
        let host = host.to_str().to_ascii_lowercase();
        let alternatives = self.parsed.tbs_certificate.get::<SubjectAltName>();
        match alternatives {
            Ok(Some((_, SubjectAltName(names)))) => names.iter().any(|name| match name {
                GeneralName::DnsName(name) => matches(name.as_str(), &host),
                GeneralName::IpAddress(bytes) => is_address(bytes.as_bytes(), &host),
                _ => false,
            }),
            Ok(None) => self.common_name().is_some_and(|name| matches(&name, &host)),
            Err(_) => false,
        }
    }

    fn common_name(&self) -> Option<String> {
        let subject = &self.parsed.tbs_certificate.subject;
        let mut parts = subject.0.iter().flat_map(|part| part.0.iter());
        let name = parts.find(|part| part.oid == COMMON_NAME)?;
        let _ = name.value.tag();
        String::from_utf8(name.value.value().to_vec()).ok()
    }
}

/// An algorithm without the sequence around it.
fn inner(algorithm: &x509_cert::spki::AlgorithmIdentifierOwned) -> Option<Vec<u8>> {
    let mut inner = algorithm.oid.to_der().ok()?;
    if let Some(parameters) = &algorithm.parameters {
        inner.extend(parameters.to_der().ok()?);
    }
    Some(inner)
}

fn is_address(bytes: &[u8], host: &str) -> bool {
    let address: Option<std::net::IpAddr> = match bytes.len() {
        4 => bytes.first_chunk::<4>().map(|bytes| (*bytes).into()),
        16 => bytes.first_chunk::<16>().map(|bytes| (*bytes).into()),
        _ => None,
    };
    address.is_some_and(|address| host.parse() == Ok(address))
}

/// A name, or one whose first label is a star; a star never stands for a part of an address.
fn matches(pattern: &str, host: &str) -> bool {
    let pattern = pattern.to_ascii_lowercase();
    let rest = |name: &str| name.split_once('.').map(|(_, rest)| rest.to_owned());
    pattern == host
        || (host.parse::<std::net::IpAddr>().is_err()
            && pattern.starts_with("*.")
            && rest(&pattern).is_some_and(|rest| rest.contains('.'))
            && rest(&pattern) == rest(host))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stands_for_one_label() {
        assert!(matches("DB.example.org", "db.example.org"));
        assert!(matches("*.example.org", "db.example.org"));
        assert!(!matches("*.example.org", "a.db.example.org"));
        assert!(!matches("*.example.org", "example.org"));
        assert!(!matches("*.org", "example.org"));
        assert!(!matches("*.0.0.1", "127.0.0.1"));
    }
}
