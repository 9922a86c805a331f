//! Every query, written once in its noun's folder and compiled for each database (see `pg` and
//! `sqlite`); those of no noun are here.

use super::{Conn, Later, RunQueryDsl, dialect};

/// Rows behind the last one seen of an ascending list, by key and id. The comparison of the key alone
/// is a range of the index: with the rest alone either database walks the list from its start.
macro_rules! behind {
    (($key:expr, $id:expr), ($seen:expr, $seen_id:expr)) => {{
        let seen = $seen;
        $key.ge(seen.clone())
            .and($key.gt(seen).or($id.gt($seen_id)))
    }};
}
/// Rows behind the last one seen of a descending list.
macro_rules! before {
    (($key:expr, $id:expr), ($seen:expr, $seen_id:expr)) => {{
        let seen = $seen;
        $key.le(seen.clone())
            .and($key.lt(seen).or($id.lt($seen_id)))
    }};
}

#[path = "../people/admit.rs"]
pub(crate) mod admit;
#[path = "../applications/queries.rs"]
pub(crate) mod applications;
#[path = "../audit/queries.rs"]
pub(crate) mod audit_log;
#[path = "../availability/queries.rs"]
pub(crate) mod availability;
#[path = "../career/queries.rs"]
pub(crate) mod career;
#[path = "../charter/queries.rs"]
pub(crate) mod charters;
#[path = "../concerns/queries.rs"]
pub(crate) mod concerns;
#[path = "../mentorships/queries.rs"]
pub(crate) mod cycle;
#[path = "../dashboard/queries.rs"]
pub(crate) mod dashboard;
#[path = "../home/desks.rs"]
pub(crate) mod desks;
#[path = "../roadbooks/editions.rs"]
pub(crate) mod editions;
#[path = "../enrolments/queries.rs"]
pub(crate) mod enrolments;
#[path = "../evaluations/queries.rs"]
pub(crate) mod evaluations;
#[path = "../exports/queries.rs"]
pub(crate) mod exports;
#[path = "../home/queries.rs"]
pub(crate) mod home;
pub(crate) mod idempotency;
pub(crate) mod journal;
#[path = "../outbox/queries.rs"]
pub(crate) mod outbox;
#[path = "../people/queries.rs"]
pub(crate) mod people;
#[path = "../programmes/queries.rs"]
pub(crate) mod programmes;
#[path = "../roadbooks/queries.rs"]
pub(crate) mod roadbooks;
pub(crate) mod service;
#[path = "../shares/queries.rs"]
pub(crate) mod shares;
#[path = "../mentorships/summaries/mod.rs"]
pub(crate) mod summaries;
#[path = "../templates/queries.rs"]
pub(crate) mod templates;
#[path = "../timeline/queries.rs"]
pub(crate) mod timeline;
