//! Permission on a share.

use crate::access::{Access, Audience, Grant, Kind, PathIds};
use crate::http::problem::Problem;
use domain::ids::ShareId;
use persistence::{Find, MentorshipKey};

/// Student whose share it is; for everybody else it isn't there.
pub struct ShareOwner {
    /// Mentorship of the path.
    pub mentorship: MentorshipKey,
    /// The share of the path; its deletion finds out whether it is there.
    pub id: ShareId,
}

impl Access for ShareOwner {
    const AUDIENCE: Audience = Audience {
        kinds: &[Kind::Person],
        words: "The student of the mentorship may call it.",
    };

    fn find(path: &PathIds) -> Result<Find, Problem> {
        Ok(Find::Mentorship(path.id("mentorship_id")?))
    }

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let mentorship = asked.mentorship()?.key;
        let id = asked.path.id("share_id")?;
        if mentorship.student == asked.caller.id {
            return Ok(Self { mentorship, id });
        }
        Err(Problem::not_found())
    }
}
