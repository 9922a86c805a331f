//! Fields of a `NounUpdate` that tell absent from null (RFC 7396). Neither type describes itself:
//! a field says `#[schema(value_type = Option<T>)]` for [`Patch`] and `value_type = T` for
//! [`Change`], and `#[serde(default)]`.

use serde::{Deserialize, Deserializer};

/// Absent: unchanged. Null: cleared. A value: set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// The field is absent.
    #[default]
    Keep,
    /// The field is null.
    Clear,
    /// The field has a value.
    Set(T),
}

impl<T> Patch<T> {
    /// Change to the field: `None` unchanged, `Some(None)` cleared, `Some(Some(value))` set.
    pub fn into_change(self) -> Option<Option<T>> {
        match self {
            Self::Keep => None,
            Self::Clear => Some(None),
            Self::Set(value) => Some(Some(value)),
        }
    }

    /// The new value of a field that has this value now.
    pub fn apply(self, now: Option<T>) -> Option<T> {
        self.into_change().unwrap_or(now)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Clear, Self::Set))
    }
}

/// A field that is absent (unchanged) or has a value; null is refused, since it can't be cleared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<T>(pub Option<T>);

impl<T> Default for Change<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Change<T> {
    /// The new value of a field that has this value now.
    pub fn apply(self, now: T) -> T {
        self.0.unwrap_or(now)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Change<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(|value| Self(Some(value)))
    }
}

/// Prefix of components that are inlined where they are used.
pub const INLINE: &str = "Inline";

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Update {
        #[serde(default)]
        phone: Patch<String>,
        #[serde(default)]
        name: Change<String>,
    }

    #[test]
    fn absent_null_and_value_are_three_things() {
        let read = |text: &str| serde_json::from_str::<Update>(text).unwrap();
        assert_eq!(read("{}").phone, Patch::Keep);
        assert_eq!(read("{\"phone\":null}").phone, Patch::Clear);
        assert_eq!(read("{\"phone\":\"1\"}").phone, Patch::Set("1".into()));
        assert_eq!(read("{}").name.apply("old".into()), "old");
        assert!(serde_json::from_str::<Update>("{\"name\":null}").is_err());
    }
}
