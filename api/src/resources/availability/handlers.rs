//! Published times of mentors, and their free slots (R11).

use super::query::{FreeSlotQuery, ahead};
use crate::access::{As, MentorOrStaff};
use crate::http::answer::{Listed, Paged, Resource};
use crate::http::call::{Call, Json, NoBody, Query, Valid};
use crate::http::problem::Problem;
use crate::resources::enrolments::MentorReader;
use chrono::{DateTime, Utc};
use domain::availability::{Availability, AvailabilityUpdate, FreeSlot};
use domain::mentorship::{Actor, Busy};
use domain::window::Window;
use domain::words::Party;
use persistence::SlotsRecord;

type Result<T> = std::result::Result<T, Problem>;
type FreeSlots = Call<MentorReader, NoBody, Valid<Query<Paged<FreeSlotQuery>>>>;

/// Read a mentor's times
///
/// Times that the mentor has published for meetings: weekly ones by the clock of `time_zone`, and
/// single ones. None until they are first saved.
#[utoipa::path(
    get,
    path = "/v1/programmes/{programme_id}/mentors/{person_id}/availability",
    tag = "mentors"
)]
pub async fn get_availability(
    call: Call<As<MentorOrStaff, MentorReader>>,
) -> Result<Resource<Availability>> {
    let mentor = &call.access.mentor;
    let (programme, person) = (mentor.programme_id, mentor.person.id);
    let record = call.app.store.availability(programme, person).await?;
    Ok(Resource::of(record.version, &record.times))
}

/// Publish a mentor's times
///
/// Replaces all times; appointments stay. A student who picks one of the free slots among them
/// (`list_free_slots`) has it confirmed at once. A mentor accepts the charter first.
#[utoipa::path(
    put,
    path = "/v1/programmes/{programme_id}/mentors/{person_id}/availability",
    tag = "mentors"
)]
pub async fn put_availability(
    call: Call<As<MentorOrStaff, MentorReader>, Json<AvailabilityUpdate>>,
) -> Result<Resource<Availability>> {
    let mentor = &call.access.mentor;
    let (programme, person) = (mentor.programme_id, mentor.person.id);
    let update = call.body.0.clone();
    call.save(
        |store, meta, render| store.put_availability(meta, programme, person, update, render),
        |record| (record.version, record.times.clone()),
    )
    .await
}

/// List a mentor's free slots
///
/// Slots of a duration in the times that the mentor has published and hasn't booked, the earliest
/// first. With `step`, only those on which that interview can take place: in its window and, where a
/// road-book is required, not before its lead time is over; for a student of this mentor by all rules
/// of proposing. Pick one by `propose_appointment` with `from_slot`.
#[utoipa::path(
    get,
    path = "/v1/programmes/{programme_id}/mentors/{person_id}/free-slots",
    tag = "mentors"
)]
pub async fn list_free_slots(call: FreeSlots) -> Result<Listed<FreeSlot>> {
    let part = call.part::<DateTime<Utc>>()?;
    let mentor = &call.access.mentor;
    let (programme, person) = (mentor.programme_id, mentor.person.id);
    let store = &call.app.store;
    let slots = store.slots(programme, person, call.caller.id, call.now);
    let slots = slots.await?;
    let days = call.query.days(slots.programme.programme.day(call.now))?;
    let rows = match possible(&call, &slots, days).await? {
        Some((days, busy)) => {
            let within = ahead(days, &slots.programme.programme, call.now);
            slots.times.free_slots(within, call.query.minutes(), &busy)
        }
        None => Vec::new(),
    };
    let is_behind = |slot: &FreeSlot| part.after.is_none_or(|after| after < slot.starts_at);
    let rows = rows.into_iter().filter(is_behind).collect();
    Ok(call.page(&part, rows, |slot| slot.starts_at, |slot| slot))
}

/// Days on which the caller could meet the mentor, and the bookings that stand in the way: of both, if
/// the caller is the mentor's student.
async fn possible(
    call: &FreeSlots,
    slots: &SlotsRecord,
    days: Window,
) -> Result<Option<(Window, Vec<Busy>)>> {
    let Some(key) = slots.mentorship else {
        let first = |step| slots.programme.programme.bookable(step, call.now);
        let bounds = call.query.step.map(first);
        let days = bounds.map_or(Some(days), |bounds| common(days, bounds));
        return Ok(days.map(|days| (days, slots.busy.clone())));
    };
    let record = call.app.store.mentorship(key, call.now).await?;
    let busy = record.circumstances.busy.clone();
    let Some(step) = call.query.step else {
        return Ok(Some((days, busy)));
    };
    let mentorship = record.mentorship().map_err(Problem::internal)?;
    let acting = call.caller.acting(Actor::Party(Party::Student));
    let seen = mentorship.interview(step, &record.context(acting, call.now));
    let bounds = seen.earliest_on.map(|from| Window {
        from,
        to: seen.window.to,
    });
    Ok(bounds
        .and_then(|bounds| common(days, bounds))
        .map(|days| (days, busy)))
}

/// Days of both windows, if there are any.
fn common(a: Window, b: Window) -> Option<Window> {
    let window = Window {
        from: a.from.max(b.from),
        to: a.to.min(b.to),
    };
    (window.from <= window.to).then_some(window)
}
