//! Permissions that need nothing but the caller.

use super::{ANY, Access, Audience, Grant, Reader};
use crate::http::problem::Problem;

/// Any person known here.
#[derive(Clone, Copy, Debug)]
pub struct AnyPerson;

impl Access for AnyPerson {
    const AUDIENCE: Audience = Audience {
        kinds: ANY,
        words: "Any person may call it, each for themselves.",
    };

    async fn grant(_: &Grant<'_>) -> Result<Self, Problem> {
        Ok(Self)
    }
}

impl Reader for AnyPerson {}
