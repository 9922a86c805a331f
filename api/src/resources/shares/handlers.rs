//! Shares of documents, and documents opened in an emergency (R31).

use super::ShareOwner;
use crate::access::{Admin, As, Student};
use crate::http::answer::{Created, Listed, NoContent, Paged, Resource};
use crate::http::call::{Call, Json, NoBody, Query};
use crate::http::problem::Problem;
use crate::resources::mentorships::MentorshipReader;
use domain::ids::ShareId;
use domain::share::{EmergencyAccess, EmergencyAccessCreate, Share, ShareCreate};
use persistence::NO_VERSION;

type Result<T> = std::result::Result<T, Problem>;

/// List one's shares
///
/// The documents of this mentorship that the student lets others read, oldest share first. Nobody else sees
/// the list.
#[utoipa::path(get, path = "/v1/mentorships/{mentorship_id}/shares", tag = "shares")]
pub async fn list_shares(
    call: Call<As<Student, MentorshipReader>, NoBody, Query<Paged>>,
) -> Result<Listed<Share>> {
    let part = call.part::<ShareId>()?;
    let rows = call.app.store.shares(call.access.head.key.id).await?;
    // 12 at the most, as there are 6 documents and 2 audiences
    let behind = |share: &Share| part.after.is_none_or(|seen| share.id > seen);
    let most = usize::try_from(part.rows()).unwrap_or(usize::MAX);
    let rows = rows.into_iter().filter(behind).take(most).collect();
    Ok(call.page(&part, rows, |row| row.id, |row| row))
}

/// Share documents
///
/// The student lets others read documents of this mentorship: of an interview the editions of the road-book
/// that were sent for it, also those sent later, or the given form, in its version in force. Never a draft,
/// nor what the student wrote about a form (R31).
///
/// With `advisers`, advisers and admins read them, unless they are or were a mentor of the student
/// themselves. With `mentor`, the mentor of the student's present mentorship reads documents of this former
/// one, which is the `carried_from` of the interviews that it carries over (R35). Either reads at the paths
/// of the documents: `/v1/roadbooks/{roadbook_id}/editions`, and
/// `/v1/mentorships/{mentorship_id}/interviews/{step}/evaluation` with the id of this mentorship.
///
/// A document that is shared with them already moves into the new share; the same share again is the one
/// that is there. A form that is retracted isn't read by them until it is given again. Shares stay when the
/// mentorship or the programme is over, and rest while the student is deactivated.
#[utoipa::path(post, path = "/v1/mentorships/{mentorship_id}/shares", tag = "shares")]
pub async fn create_share(
    call: Call<As<Student, MentorshipReader>, Json<ShareCreate>>,
) -> Result<Created<Share>> {
    let (of, new) = (call.access.head.key, call.body.0.clone());
    call.create(
        |store, meta, render| store.create_share(meta, of, new, render),
        move |share| {
            let location = format!("/v1/mentorships/{}/shares", of.id);
            (NO_VERSION, location, share.clone())
        },
    )
    .await
}

/// Stop sharing
///
/// The documents of the share are withheld at once from who read them by it.
#[utoipa::path(
    delete,
    path = "/v1/mentorships/{mentorship_id}/shares/{share_id}",
    tag = "shares"
)]
pub async fn revoke_share(call: Call<ShareOwner>) -> Result<NoContent> {
    let (of, id) = (call.access.mentorship, call.access.id);
    call.app.store.revoke_share(call.meta(), of, id).await?;
    Ok(NoContent)
}

/// Open a document in an emergency
///
/// For 60 minutes this admin alone reads the content of a sent road-book or a given form, at the path in
/// `link`. The student is told at once by mail, and the mentor of what they wrote, with the reason, and it
/// stands in the timeline and in the audit log. Use it where somebody may be in danger, not for
/// supervision (R31).
///
/// While the document is open to the admin already, the answer is that opening, with its reason and end;
/// nobody is told twice. An admin who is the student, or is or was a mentor of theirs, asks a colleague
/// (R38).
#[utoipa::path(
    post,
    path = "/v1/mentorships/{mentorship_id}/emergency-access",
    tag = "shares",
    responses((status = 200, description = "The document is open")),
)]
pub async fn open_in_emergency(
    call: Call<As<Admin, MentorshipReader>, Json<EmergencyAccessCreate>>,
) -> Result<Resource<EmergencyAccess>> {
    let (of, by) = (call.access.head.key, call.caller.id);
    let new = call.body.0.clone();
    call.save(
        |store, meta, render| store.open_in_emergency(meta, of, by, new, render),
        |access| (NO_VERSION, access.clone()),
    )
    .await
}
