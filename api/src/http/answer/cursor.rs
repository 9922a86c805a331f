//! Cursors of lists: the last row's sort key and id, signed and bound to the list they came from.

use crate::http::problem::{Code, Problem};
use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Bytes of the signature kept in a cursor.
const SIGNATURE: usize = 16;

/// The key that cursors are signed with; the same on all servers of a database.
pub struct CursorKey(hmac::Key);

impl CursorKey {
    /// Makes the key from the secret named `cursor`.
    pub fn new(secret: &[u8]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret))
    }

    /// Writes the cursor of a row; `list` says which list it belongs to: path, filters, order
    /// and caller.
    pub fn write(&self, list: &str, row: &impl Serialize) -> String {
        let mut bytes = serde_json::to_vec(row).unwrap_or_default();
        let signature = self.sign(list, &bytes);
        bytes.extend_from_slice(&signature);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads a cursor of that list.
    ///
    /// # Errors
    /// 422 `cursor_invalid`.
    pub fn read<T: DeserializeOwned>(&self, list: &str, cursor: &str) -> Result<T, Problem> {
        let invalid = || Problem::new(Code::CursorInvalid);
        let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| invalid())?;
        let split = bytes.len().checked_sub(SIGNATURE).ok_or_else(invalid)?;
        let (row, signature) = bytes.split_at_checked(split).ok_or_else(invalid)?;
        if self.sign(list, row) != signature {
            return Err(invalid());
        }
        serde_json::from_slice(row).map_err(|_| invalid())
    }

    fn sign(&self, list: &str, row: &[u8]) -> Vec<u8> {
        let mut context = hmac::Context::with_key(&self.0);
        context.update(&u64::try_from(list.len()).unwrap_or_default().to_be_bytes());
        context.update(list.as_bytes());
        context.update(row);
        context
            .sign()
            .as_ref()
            .iter()
            .copied()
            .take(SIGNATURE)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_leads_back_to_its_row_in_its_own_list_only() {
        let key = CursorKey::new(b"0123456789abcdef0123456789abcdef");
        let row = ("emile".to_owned(), 7);
        let cursor = key.write("/v1/x?q=a|caller", &row);
        assert_eq!(
            key.read::<(String, i32)>("/v1/x?q=a|caller", &cursor)
                .unwrap(),
            row
        );
        assert!(
            key.read::<(String, i32)>("/v1/x?q=b|caller", &cursor)
                .is_err()
        );
        let other = CursorKey::new(b"another secret");
        assert!(
            other
                .read::<(String, i32)>("/v1/x?q=a|caller", &cursor)
                .is_err()
        );
        for bent in [
            "",
            "x",
            "====",
            &cursor.to_uppercase(),
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        ] {
            assert!(key.read::<(String, i32)>("/v1/x?q=a|caller", bent).is_err());
        }
    }
}
