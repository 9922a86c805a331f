//! Appointments in people's own calendars (R26).

use super::feed;
use super::{CalendarFeed, FeedReader};
use crate::access::AnyPerson;
use crate::app::App;
use crate::calendar::{self, Mailbox, Meeting, Method, Page, Status, With};
use crate::http::answer::{CalendarFile, Resource, shown};
use crate::http::call::Call;
use crate::http::operation::PublicCall;
use crate::http::problem::Problem;
use crate::mail::Letterhead;
use crate::resources::mentorships::AppointmentReader;
use domain::ids::PersonId;
use domain::mentorship::Actor;
use domain::mentorship::facts::Appointment;
use domain::words::{AppointmentState, Party};
use persistence::MentorshipRecord;

type Result<T> = std::result::Result<T, Problem>;

/// Download an invitation
///
/// The appointment as a file for a calendar (RFC 5545), once it is confirmed: in the programme's time
/// zone, in the caller's language, with a reminder a day before. A file of the same appointment
/// replaces an earlier one there (`UID`, `SEQUENCE`), also along a chain of moves; a cancelled
/// appointment's takes it out. 404 for an appointment that was never confirmed, or was missed.
#[utoipa::path(
    get,
    path = "/v1/appointments/{appointment_id}/invite.ics",
    tag = "calendars",
    responses((status = 200, description = "The appointment as a calendar"))
)]
pub async fn get_invite(call: Call<AppointmentReader>) -> Result<CalendarFile> {
    let record = call.mentorship().await?;
    let appointments = record.facts.appointments.iter();
    let mut appointments = appointments.filter(|one| one.id == call.access.id);
    let appointment = appointments.next().ok_or_else(Problem::not_found)?;
    let (method, status) = match appointment.state {
        AppointmentState::Confirmed | AppointmentState::Held => {
            (Method::Publish, Status::Confirmed)
        }
        AppointmentState::Cancelled => (Method::Cancel, Status::Cancelled),
        _ => return Err(Problem::not_found()),
    };
    let event = invited(&call, &record, appointment, status);
    Ok(CalendarFile {
        name: "invite.ics",
        text: calendar::invitation(method, &event),
    })
}

/// The event, for this caller.
fn invited(
    call: &Call<AppointmentReader>,
    record: &MentorshipRecord,
    appointment: &Appointment,
    status: Status,
) -> calendar::Event {
    let letterhead = Letterhead::of(&call.app.config);
    let programme = &record.programme.programme;
    let (student, mentor) = (record.student.full_name(), record.mentor.full_name());
    let with = match call.access.acting.actor {
        Actor::Party(Party::Student) => With::Other(&mentor),
        Actor::Party(Party::Mentor) => With::Other(&student),
        Actor::Staff | Actor::Service => With::Both(&student, &mentor),
    };
    let page = Page {
        zone: programme.zone,
        language: call.caller.language,
        website: letterhead.website.as_deref(),
    };
    let key = (
        format!("{}@{}", appointment.chain, letterhead.host),
        appointment.sequence,
    );
    calendar::Event {
        organizer: Some(Mailbox {
            name: programme.name.clone(),
            address: letterhead.sender.clone(),
        }),
        ..Meeting::of(appointment, with, page).event(status, key, changed_at(appointment))
    }
}

/// Time of an appointment's last change, as far as it is known.
pub(super) fn changed_at(appointment: &Appointment) -> chrono::DateTime<chrono::Utc> {
    appointment.recorded_at.unwrap_or(appointment.created_at)
}

/// Read the address of one's calendar feed
///
/// The address to which the caller's calendar can subscribe: their appointments and the days that
/// matter, always up to date. It is a secret: whoever has it reads the feed.
#[utoipa::path(
    get,
    path = "/v1/me/calendar-feed",
    tag = "calendars",
    responses((status = 200, description = "The feed's address"))
)]
pub async fn get_calendar_feed(call: Call<AnyPerson>) -> Result<Resource<CalendarFeed>> {
    let person = call.app.store.person(call.caller.id).await?;
    let generation = person.calendar_generation;
    let feed = address(&call.app, person.id, generation);
    Ok(Resource::of(generation, &feed))
}

/// Renew the address of one's calendar feed
///
/// Gives the feed another address; the one before answers 404 from then on. For somebody whose address
/// has come into the wrong hands.
#[utoipa::path(
    post,
    path = "/v1/me/calendar-feed",
    tag = "calendars",
    responses((status = 200, description = "The feed's new address"))
)]
pub async fn renew_calendar_feed(call: Call<AnyPerson>) -> Result<Resource<CalendarFeed>> {
    let id = call.caller.id;
    // the number alone is kept for replays, never the secret
    let kept = shown(|generation: &i32| (*generation, *generation));
    let answer = call.app.store.renew_feed(call.meta(), id, kept).await?;
    let generation: i32 = serde_json::from_slice(&answer.body).map_err(Problem::internal)?;
    let feed = address(&call.app, id, generation);
    Ok(Resource::of(generation, &feed).replayed(answer.replayed))
}

fn address(app: &App, person: PersonId, generation: i32) -> CalendarFeed {
    let secret = app.feeds.write(person, generation);
    CalendarFeed {
        url: format!("{}/v1/calendar-feeds/{secret}/feed.ics", app.public_url),
    }
}

/// Read a calendar feed
///
/// For calendars, which send no token: the secret in the address says whose feed it is. It has the
/// person's appointments, proposals as tentative ones, and as whole days the last days of interviews, of
/// the choice of a mentor, and to send the road-book; nothing of what road-books and forms say. 404 for a
/// secret that was renewed, and for a person who no longer uses the service.
#[utoipa::path(
    get,
    path = "/v1/calendar-feeds/{feed_key}/feed.ics",
    tag = "calendars",
    responses((status = 200, description = "The feed"))
)]
pub async fn read_calendar_feed(visit: PublicCall<FeedReader>) -> Result<CalendarFile> {
    let letterhead = Letterhead::of(&visit.app.config);
    let events = feed::events(&visit.visitor, &letterhead, visit.now)?;
    let name = calendar::feed_name(visit.visitor.home.person.language);
    Ok(CalendarFile {
        name: "feed.ics",
        text: calendar::feed(name, &events),
    })
}
