//! Fields of a change that tell absent from null (RFC 7396).

use serde::{Deserialize, Deserializer};

/// Reads a field that may be cleared: `Some(None)` for null, `Some(Some(…))` for a value. With
/// `#[serde(default)]` an absent field is `None`: it stays.
///
/// # Errors
/// A value of another type.
pub fn nullable<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Update {
        #[serde(default, deserialize_with = "nullable")]
        phone: Option<Option<String>>,
    }

    #[test]
    fn absent_null_and_value_are_three_things() {
        let read = |text: &str| serde_json::from_str::<Update>(text).unwrap().phone;
        assert_eq!(read("{}"), None);
        assert_eq!(read("{\"phone\":null}"), Some(None));
        assert_eq!(read("{\"phone\":\"1\"}"), Some(Some("1".into())));
    }
}
