//! Writing a mentorship: only the rows that differ.

use super::{Conn, Later, dialect};
use crate::error::Result;
use crate::rows::{AppointmentRow, ExtensionRow, InterviewRow, MentorshipRow};
use crate::schema::{appointments, bookings, extensions, interviews, mentorships};
use crate::types::{Id, Instant, Word};
use diesel::prelude::*;
use domain::mentorship::Mentorship;
use domain::mentorship::facts::{Appointment, Snapshot};
use domain::programme::Programme;
use domain::words::{MentorshipState, Step};

/// Writes a new mentorship.
pub(crate) async fn insert(conn: &mut Conn, facts: &Snapshot, programme: &Programme) -> Result<()> {
    let mentorship = Mentorship::restore(facts.clone(), programme)?;
    diesel::insert_into(mentorships::table)
        .values(MentorshipRow::from(facts))
        .beside(conn)
        .await?;
    let rows: Vec<InterviewRow> = Step::ALL
        .iter()
        .map(|step| InterviewRow::of(&mentorship, facts, *step))
        .collect();
    dialect::insert_all!(conn, interviews::table, rows);
    for extension in &facts.extensions {
        diesel::insert_into(extensions::table)
            .values(ExtensionRow::of(facts.id, extension))
            .beside(conn)
            .await?;
    }
    Ok(())
}

/// Writes the changes of a command.
pub(super) async fn save(
    conn: &mut Conn,
    before: &Snapshot,
    mentorship: &Mentorship,
    programme: &Programme,
) -> Result<()> {
    let after = mentorship.snapshot();
    save_appointments(conn, before, &after).await?;
    let old = Mentorship::restore(before.clone(), programme)?;
    for step in Step::ALL.iter().copied() {
        let row = InterviewRow::of(mentorship, &after, step);
        let was = InterviewRow::of(&old, before, step);
        if row.concluded_at != was.concluded_at && after.state == MentorshipState::Ended {
            conclude_carried(conn, &row).await?;
        }
        if row != was {
            diesel::update(interviews::table.find((row.mentorship_id, Word(step))))
                .set(row)
                .beside(conn)
                .await?;
        }
    }
    let row = MentorshipRow::from(&after);
    if row != MentorshipRow::from(before) {
        diesel::update(mentorships::table.find(row.id))
            .set(row)
            .beside(conn)
            .await?;
    }
    for extension in after.extensions.iter().skip(before.extensions.len()) {
        diesel::insert_into(extensions::table)
            .values(ExtensionRow::of(after.id, extension))
            .beside(conn)
            .await?;
    }
    Ok(())
}

/// R35: a form that a former mentor gives, or that is retracted there, counts where the interview was
/// carried over.
async fn conclude_carried(conn: &mut Conn, row: &InterviewRow) -> Result<()> {
    let carried = interviews::table
        .filter(interviews::carried_from.eq(row.mentorship_id))
        .filter(interviews::step.eq(row.step));
    diesel::update(carried)
        .set(interviews::concluded_at.eq(row.concluded_at))
        .beside(conn)
        .await?;
    Ok(())
}

/// Deletes released bookings before inserting new ones, so that a new appointment may touch or
/// overlap the one it replaces.
async fn save_appointments(conn: &mut Conn, before: &Snapshot, after: &Snapshot) -> Result<()> {
    let mut booked = Vec::new();
    let mut fresh = Vec::new();
    for appointment in &after.appointments {
        let old = before
            .appointments
            .iter()
            .find(|old| old.id == appointment.id);
        if old == Some(appointment) {
            continue;
        }
        let (was, is) = (
            old.is_some_and(Appointment::takes_time),
            appointment.takes_time(),
        );
        let row = AppointmentRow::of(after.id, appointment);
        if was && !is {
            diesel::delete(bookings::table.filter(bookings::appointment_id.eq(row.id)))
                .later(conn)
                .await?;
        }
        if is && !was {
            booked.push(appointment);
        }
        match old {
            Some(_) => {
                diesel::update(appointments::table.find(row.id))
                    .set(row)
                    .beside(conn)
                    .await?;
            }
            None => fresh.push(row),
        }
    }
    dialect::insert_all!(conn, appointments::table, fresh);
    for appointment in booked {
        for person in [after.student, after.mentor] {
            diesel::insert_into(bookings::table)
                .values((
                    bookings::person_id.eq(Id::from(person)),
                    bookings::appointment_id.eq(Id::from(appointment.id)),
                    bookings::starts_at.eq(Instant::from(appointment.starts_at)),
                    bookings::ends_at.eq(Instant::from(appointment.ends_at())),
                ))
                .beside(conn)
                .await?;
        }
    }
    Ok(())
}
