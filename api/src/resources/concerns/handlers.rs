//! Concerns (R32).

use super::ConcernReader;
use crate::access::{AnyPerson, As, Participant, Staff};
use crate::http::answer::{Created, Listed, Paged, Resource};
use crate::http::call::{Call, Json, NoBody, OptionalJson, Query};
use crate::http::problem::Problem;
use crate::resources::mentorships::MentorshipReader;
use chrono::{DateTime, Utc};
use domain::concern::{Concern, ConcernCreate, ConcernResolve};
use domain::ids::{ConcernId, ProgrammeId};
use domain::mentorship::Actor;
use domain::words::{ConcernKind, ConcernState, Party};
use persistence::{ConcernFilter, NO_VERSION};
use serde::Deserialize;
use utoipa::ToSchema;

type Result<T> = std::result::Result<T, Problem>;

/// Filters of the list of concerns.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
pub struct ConcernQuery {
    /// Only concerns in this state.
    pub state: Option<ConcernState>,
    /// Only concerns of this kind.
    pub kind: Option<ConcernKind>,
    /// Only concerns of this programme.
    pub programme_id: Option<ProgrammeId>,
}

/// Tell staff of a concern
///
/// Either of the two tells the programme's team about a concern, or that they want to stop, at any time.
/// The other person never learns of it. Staff get a mail, which names nobody.
#[utoipa::path(
    post,
    path = "/v1/mentorships/{mentorship_id}/concerns",
    tag = "concerns"
)]
pub async fn create_concern(
    call: Call<As<Participant, MentorshipReader>, Json<ConcernCreate>>,
) -> Result<Created<Concern>> {
    let (of, new) = (call.access.head.key, call.body.0.clone());
    let by = match call.access.acting.actor {
        Actor::Party(party) => party,
        Actor::Staff | Actor::Service => Party::Student,
    };
    call.create(
        |store, meta, render| store.create_concern(meta, of, by, new, render),
        |concern| {
            let location = format!("/v1/concerns/{}", concern.id);
            (NO_VERSION, location, concern.clone().for_author())
        },
    )
    .await
}

/// List concerns
///
/// What the two people of mentorships told the team, newest first; without those of the caller's own
/// mentorships, which are for colleagues (R38).
#[utoipa::path(get, path = "/v1/concerns", tag = "concerns")]
pub async fn list_concerns(
    call: Call<As<Staff, AnyPerson>, NoBody, Query<Paged<ConcernQuery>>>,
) -> Result<Listed<Concern>> {
    let part = call.part::<(DateTime<Utc>, ConcernId)>()?;
    let filter = ConcernFilter {
        viewer: call.caller.id,
        state: call.query.state,
        kind: call.query.kind,
        programme: call.query.programme_id,
    };
    let store = &call.app.store;
    let rows = store.concerns(filter, part.after, part.rows()).await?;
    Ok(call.page(&part, rows, |row| (row.created_at, row.id), |row| row))
}

/// Read a concern
///
/// Its author sees what they said and whether staff have dealt with it; staff see their note, too.
#[utoipa::path(get, path = "/v1/concerns/{concern_id}", tag = "concerns")]
pub async fn get_concern(call: Call<ConcernReader>) -> Result<Resource<Concern>> {
    let concern = call.access.concern;
    let shown = match concern.author() == call.caller.id {
        true => concern.for_author(),
        false => concern,
    };
    Ok(Resource::of(NO_VERSION, &shown))
}

/// Resolve a concern
///
/// Staff have dealt with it, and may note how: for staff only. Nobody is told.
#[utoipa::path(
    post,
    path = "/v1/concerns/{concern_id}/resolve",
    tag = "concerns",
    responses((status = 200, description = "The concern, resolved")),
)]
pub async fn resolve_concern(
    call: Call<As<Staff, ConcernReader>, OptionalJson<ConcernResolve>>,
) -> Result<Resource<Concern>> {
    let (id, by) = (call.access.concern.id, call.caller.id);
    let note = call.body.0.clone().note;
    call.save(
        |store, meta, render| store.resolve_concern(meta, id, by, note, render),
        |concern| (NO_VERSION, concern.clone()),
    )
    .await
}
