//! Timeline of a mentorship.

use super::TimelineEntry;
use crate::http::answer::{Listed, Paged};
use crate::http::call::{Call, NoBody, Query};
use crate::http::problem::Problem;
use crate::resources::mentorships::MentorshipReader;
use domain::mentorship::{Actor, EventKind};
use domain::words::Party;
use uuid::Uuid;

/// Read what happened in a mentorship
///
/// Oldest first: who did what and when, in words and codes, with the reasons of staff. A former mentor
/// sees neither appointments nor the road-book (R35), and no mentor sees what the student shares, nor that
/// the road-book was opened in an emergency (R31).
#[utoipa::path(
    get,
    path = "/v1/mentorships/{mentorship_id}/timeline",
    tag = "mentorships"
)]
pub async fn get_timeline(
    call: Call<MentorshipReader, NoBody, Query<Paged>>,
) -> Result<Listed<TimelineEntry>, Problem> {
    let part = call.part::<Uuid>()?;
    let (of, reader) = (call.access.head.key, call.access.acting.actor);
    let former = call.access.is_former();
    let mentor = reader == Actor::Party(Party::Mentor);
    let kinds = EventKind::ALL.iter().copied();
    let kinds = kinds
        .filter(|kind| !former || is_for_former(*kind))
        .filter(|kind| !mentor || !is_the_students(*kind))
        .collect();
    let store = &call.app.store;
    let rows = store
        .timeline(of.id, kinds, part.after, part.rows())
        .await?;
    let shape = |row| TimelineEntry::of(row, of, reader, call.caller.language);
    Ok(call.page(&part, rows, |row| row.id, shape))
}

/// R31: what a student shares is nobody else's, and a road-book theirs alone.
const fn is_the_students(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::ShareCreated | EventKind::ShareRevoked | EventKind::RoadbookOpened
    )
}

/// R35: states and dates of the mentorship and its interviews, and the forms.
fn is_for_former(kind: EventKind) -> bool {
    let word = kind.as_str();
    !(word.starts_with("appointment.") || word.starts_with("roadbook."))
}
