//! Permissions that need nothing but the caller.

use super::{Access, Asked, Kind, Who};
use crate::http::problem::Problem;

/// Any person known here.
#[derive(Clone, Copy, Debug)]
pub struct AnyPerson;

impl Access for AnyPerson {
    const WHO: Who = Who {
        kinds: &[Kind::Person, Kind::Adviser, Kind::Admin],
        words: "Any person may call it, each for themselves.",
    };

    async fn grant(_: &Asked<'_>) -> Result<Self, Problem> {
        Ok(Self)
    }
}
