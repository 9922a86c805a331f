//! Secret of a feed's address (R26): derived of the person and the number of their address, so that it
//! is kept nowhere, and each renewal ends the one before.

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::ids::PersonId;
use uuid::Uuid;

/// Bytes of a person's id and of the address's number.
const PERSON: usize = 16;
const NUMBER: usize = 4;

/// The key of feeds' addresses; the same on all servers of a database.
pub struct FeedKey(hmac::Key);

impl FeedKey {
    /// Makes the key from the secret named `calendar`.
    pub fn new(secret: &[u8]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret))
    }

    /// Writes the secret of a person's address.
    pub fn write(&self, person: PersonId, generation: i32) -> String {
        let mut bytes = person.0.into_bytes().to_vec();
        bytes.extend(generation.to_be_bytes());
        let signature = hmac::sign(&self.0, &bytes);
        bytes.extend_from_slice(signature.as_ref());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads a secret: whose it is, and the number of the address.
    pub fn read(&self, secret: &str) -> Option<(PersonId, i32)> {
        let bytes = URL_SAFE_NO_PAD.decode(secret).ok()?;
        let (said, signature) = bytes.split_at_checked(PERSON + NUMBER)?;
        hmac::verify(&self.0, said, signature).ok()?;
        let (person, number) = said.split_at_checked(PERSON)?;
        let person = Uuid::from_slice(person).ok()?;
        let number = i32::from_be_bytes(number.try_into().ok()?);
        Some((person.into(), number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_leads_to_its_person_with_its_own_key_only() {
        let (key, other) = (FeedKey::new(b"one secret"), FeedKey::new(b"another"));
        let person = PersonId::new();
        let secret = key.write(person, 3);
        assert_eq!(key.read(&secret), Some((person, 3)));
        assert_ne!(key.write(person, 4), secret);
        assert_eq!(other.read(&secret), None);
        let mut bent = secret.clone().into_bytes();
        for at in 0..bent.len() {
            let was = bent[at];
            bent[at] = if was == b'A' { b'B' } else { b'A' };
            assert_eq!(key.read(std::str::from_utf8(&bent).unwrap()), None);
            bent[at] = was;
        }
        for bad in ["", "x", "feed", &secret[1..], &format!("{secret}A")] {
            assert_eq!(key.read(bad), None, "{bad}");
        }
    }
}
