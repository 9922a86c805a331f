//! Road-books: drafts, sending, and the editions that were sent (R18–R20).

use super::{EditionReader, EditionsReader, RoadbookOwner};
use super::{Roadbook, RoadbookCopy, RoadbookEdition, RoadbookSend, RoadbookUpdate};
use crate::access::{As, Mentor};
use crate::http::answer::{Created, Listed, Paged, Resource};
use crate::http::call::{Call, Json, NoBody, Nothing, OptionalJson, Query};
use crate::http::problem::Problem;
use domain::mentorship::Actor;
use domain::words::Party;
use persistence::{EditionRecord, EditionsViewer, NO_VERSION};

type Result<T> = std::result::Result<T, Problem>;

/// Read one's road-book
///
/// Questions in the caller's language, answers so far, and completeness for each interview. Only
/// the student sees drafts: a mentor reads editions.
#[utoipa::path(get, path = "/v1/roadbooks/{roadbook_id}", tag = "roadbooks")]
pub async fn get_roadbook(call: Call<RoadbookOwner>) -> Result<Resource<Roadbook>> {
    let record = call.app.store.roadbook(call.access.roadbook).await?;
    Ok(Resource::of(
        record.version,
        &Roadbook::of(&record, call.caller.language),
    ))
}

/// Write on one's road-book
///
/// Answers are changed one by one: omitted ones stay, null clears. Only the student sees drafts.
/// `If-Match` keeps two devices from overwriting each other (R18).
#[utoipa::path(patch, path = "/v1/roadbooks/{roadbook_id}", tag = "roadbooks")]
pub async fn update_roadbook(
    call: Call<RoadbookOwner, Json<RoadbookUpdate>>,
) -> Result<Resource<Roadbook>> {
    let (of, language) = (call.access.roadbook, call.caller.language);
    let change = call.body.answers.clone().unwrap_or_default().0;
    call.save(
        |store, meta, render| store.save_roadbook(meta, of, change, render),
        move |record| (record.version, Roadbook::of(record, language)),
    )
    .await
}

/// Copy answers from a former year
///
/// Fills the questions that have no answer yet with what the student wrote in another programme, where
/// the question is the same and takes the text. Nothing that is there is overwritten, and the former
/// road-book stays (R18).
#[utoipa::path(
    post,
    path = "/v1/roadbooks/{roadbook_id}/copy-from",
    tag = "roadbooks"
)]
pub async fn copy_roadbook(
    call: Call<RoadbookOwner, Json<RoadbookCopy>>,
) -> Result<Resource<Roadbook>> {
    let (of, language) = (call.access.roadbook, call.caller.language);
    let from = call.body.programme_id;
    call.save(
        |store, meta, render| store.copy_roadbook(meta, of, from, render),
        move |record| (record.version, Roadbook::of(record, language)),
    )
    .await
}

/// Send the road-book for an interview
///
/// Freezes the answers to that interview's questions as a new edition and mails it to the
/// mentor, with a copy to the student. The interview has opened, and its required answers are
/// there. Where a road-book is required, the first edition goes at least `roadbook_lead_days` before
/// the earliest confirmed appointment; later than that only with a waiver, or where the programme
/// marks late ones. Once the two have met, editions go as long as the mentorship is live, so that
/// what was finished afterwards reaches the mentor (R19, R20).
#[utoipa::path(post, path = "/v1/roadbooks/{roadbook_id}/send", tag = "roadbooks")]
pub async fn send_roadbook(
    call: Call<RoadbookOwner, Json<RoadbookSend>>,
) -> Result<Created<RoadbookEdition>> {
    let (of, step) = (call.access.roadbook, call.body.step);
    let message = call.body.message.clone();
    call.create(
        |store, meta, render| store.send_roadbook(meta, of, step, message, render),
        move |record| {
            let location = format!("/v1/roadbooks/{}/editions/{}", of.id, record.number);
            (NO_VERSION, location, RoadbookEdition::of(record, false))
        },
    )
    .await
}

/// List the editions of a road-book
///
/// Oldest first. A mentor sees the editions sent to them, and those that the student shares with them;
/// staff see that an edition was sent, but not its content (`content_withheld`), unless the student shares
/// it with the advisers.
#[utoipa::path(get, path = "/v1/roadbooks/{roadbook_id}/editions", tag = "roadbooks")]
pub async fn list_editions(
    call: Call<EditionsReader, NoBody, Query<Paged>>,
) -> Result<Listed<RoadbookEdition>> {
    let part = call.part::<u32>()?;
    let (id, actor) = (call.access.roadbook, call.access.actor);
    let viewer = EditionsViewer {
        person: call.caller.id,
        is_mentor: actor == Actor::Party(Party::Mentor),
    };
    let after = part.after.unwrap_or(0);
    let rows = call
        .app
        .store
        .editions(id, viewer, after, part.rows())
        .await?;
    let reading = call.caller.reading(call.now);
    let shape = |row: EditionRecord| {
        let withheld = actor == Actor::Staff && !row.disclosure.opens(reading);
        RoadbookEdition::of(&row, withheld)
    };
    Ok(call.page(&part, rows, |row| row.number, shape))
}

/// Read an edition
///
/// Returns the edition as worded when it was sent. Reading doesn't mark it read. Staff see it without
/// content (`content_withheld`), unless the student shares it with the advisers, or this admin has opened
/// it in an emergency (R31).
#[utoipa::path(
    get,
    path = "/v1/roadbooks/{roadbook_id}/editions/{number}",
    tag = "roadbooks"
)]
pub async fn get_edition(call: Call<EditionReader>) -> Result<Resource<RoadbookEdition>> {
    let edition = RoadbookEdition::of(&call.access.edition, call.access.withheld);
    Ok(Resource::of(NO_VERSION, &edition))
}

/// Mark an edition read
///
/// Called by the website when the mentor opens it; the student sees `read_at`. Doing it again
/// changes nothing.
#[utoipa::path(
    post,
    path = "/v1/roadbooks/{roadbook_id}/editions/{number}/mark-read",
    tag = "roadbooks"
)]
pub async fn mark_edition_read(
    call: Call<As<Mentor, EditionReader>, OptionalJson<Nothing>>,
) -> Result<Resource<RoadbookEdition>> {
    let (id, number) = (call.access.roadbook, call.access.edition.number);
    let by = call.caller.id;
    call.save(
        |store, meta, render| store.mark_read(meta, id, number, by, render),
        |record| (NO_VERSION, RoadbookEdition::of(record, false)),
    )
    .await
}
