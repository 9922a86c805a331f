//! Windows of a programme's interviews after a change of its calendar or of a last day of School.

use super::{Conn, Later, RunQueryDsl, share};
use crate::error::Result;
use crate::rows::ExtensionRow;
use crate::schema::{appointments, extensions, interviews, mentorships};
use crate::types::{Id, Instant, Word};
use crate::unit::Meta;
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::choice::late_start;
use domain::ids::ProgrammeId;
use domain::mentorship::facts::{Extension, window_of};
use domain::programme::{Held, Programme};
use domain::words::{AppointmentState, MentorshipState, Step};
use std::collections::{BTreeSet, HashMap};

/// Every held appointment of a programme, for a change of its calendar.
pub(super) async fn held(conn: &mut Conn, id: ProgrammeId) -> Result<Vec<Held>> {
    let extensions = all_extensions(conn, id).await?;
    let rows: Vec<(Id, Id, Word<Step>, Instant, NaiveDate)> = appointments::table
        .inner_join(mentorships::table.on(mentorships::id.eq(appointments::mentorship_id)))
        .filter(mentorships::programme_id.eq(Id::from(id)))
        .filter(appointments::state.eq(Word(AppointmentState::Held)))
        .order(appointments::starts_at)
        .select((
            appointments::id,
            mentorships::id,
            appointments::step,
            appointments::starts_at,
            mentorships::leaves_school_on,
        ))
        .load(conn)
        .await?;
    let held = |(appointment, mentorship, step, starts_at, leaves_school_on): (
        Id,
        Id,
        Word<Step>,
        Instant,
        _,
    )| Held {
        appointment: appointment.into(),
        step: step.0,
        starts_at: starts_at.into(),
        leaves_school_on,
        extensions: extensions.get(&mentorship).cloned().unwrap_or_default(),
    };
    Ok(rows.into_iter().map(held).collect())
}

type ExtensionFields = (
    Id,
    Word<Step>,
    Option<NaiveDate>,
    NaiveDate,
    String,
    Instant,
);

async fn all_extensions(conn: &mut Conn, id: ProgrammeId) -> Result<HashMap<Id, Vec<Extension>>> {
    let rows: Vec<ExtensionFields> = extensions::table
        .inner_join(mentorships::table.on(mentorships::id.eq(extensions::mentorship_id)))
        .filter(mentorships::programme_id.eq(Id::from(id)))
        .order((extensions::given_at, extensions::id))
        .select((
            extensions::mentorship_id,
            extensions::step,
            extensions::from_on,
            extensions::until_on,
            extensions::reason,
            extensions::given_at,
        ))
        .load(conn)
        .await?;
    let mut by_mentorship: HashMap<Id, Vec<Extension>> = HashMap::new();
    for (mentorship, step, from, until_on, reason, given_at) in rows {
        let extension = Extension {
            step: step.0,
            from,
            until_on,
            reason,
            given_at: given_at.into(),
        };
        by_mentorship.entry(mentorship).or_default().push(extension);
    }
    Ok(by_mentorship)
}

/// R16: another last day of School moves only the student's live follow-up.
pub(crate) async fn move_school_ends(
    conn: &mut Conn,
    meta: &Meta,
    id: ProgrammeId,
    moved: &[(Id, NaiveDate)],
) -> Result<()> {
    let moved: HashMap<Id, NaiveDate> = moved.iter().copied().collect();
    if moved.is_empty() {
        return Ok(());
    }
    let programme = share(conn, id).await?.programme;
    let live: Vec<(Id, Id)> = mentorships::table
        .filter(mentorships::programme_id.eq(Id::from(id)))
        .filter(mentorships::student_id.eq_any(moved.keys()))
        .filter(mentorships::state.eq(Word(MentorshipState::Active)))
        .select((mentorships::id, mentorships::student_id))
        .load(conn)
        .await?;
    let mut extensions = all_extensions(conn, id).await?;
    for (mentorship, student) in live {
        let Some(leaves_school_on) = moved.get(&student).copied() else {
            continue;
        };
        diesel::update(mentorships::table.find(mentorship))
            .set(mentorships::leaves_school_on.eq(leaves_school_on))
            .later(conn)
            .await?;
        let mut theirs = extensions.remove(&mentorship).unwrap_or_default();
        if let Some(more) = late_start(&programme, Step::FollowUp, leaves_school_on, &[], meta.now)
        {
            diesel::insert_into(extensions::table)
                .values(ExtensionRow::of(mentorship.into(), &more))
                .later(conn)
                .await?;
            theirs.push(more);
        }
        set_windows(conn, &programme, mentorship, leaves_school_on, &theirs).await?;
    }
    Ok(())
}

/// Recomputes the windows of every interview: in one statement a step and last day of School, and
/// one by one for extensions.
pub(super) async fn move_windows(conn: &mut Conn, programme: &Programme) -> Result<()> {
    let id = Id::from(programme.id);
    let mut extensions = all_extensions(conn, programme.id).await?;
    let all: Vec<(Id, NaiveDate)> = mentorships::table
        .filter(mentorships::programme_id.eq(id))
        .select((mentorships::id, mentorships::leaves_school_on))
        .load(conn)
        .await?;
    let days: BTreeSet<NaiveDate> = all
        .iter()
        .map(|(_, leaves_school_on)| *leaves_school_on)
        .collect();
    for leaves_school_on in days {
        for step in Step::ALL.iter().copied() {
            let window = window_of(programme.calendar.of(step), step, leaves_school_on, &[]);
            let theirs = mentorships::table
                .filter(mentorships::programme_id.eq(id))
                .filter(mentorships::leaves_school_on.eq(leaves_school_on))
                .select(mentorships::id);
            let which = interviews::table
                .filter(interviews::step.eq(Word(step)))
                .filter(interviews::mentorship_id.eq_any(theirs));
            diesel::update(which)
                .set((
                    interviews::opens_on.eq(window.from),
                    interviews::closes_on.eq(window.to),
                ))
                .later(conn)
                .await?;
        }
    }
    for (mentorship, leaves_school_on) in all {
        if let Some(theirs) = extensions.remove(&mentorship) {
            set_windows(conn, programme, mentorship, leaves_school_on, &theirs).await?;
        }
    }
    Ok(())
}

/// The windows of one mentorship's interviews.
async fn set_windows(
    conn: &mut Conn,
    programme: &Programme,
    mentorship: Id,
    leaves_school_on: NaiveDate,
    extensions: &[Extension],
) -> Result<()> {
    for step in Step::ALL.iter().copied() {
        let usual = programme.calendar.of(step);
        let window = window_of(usual, step, leaves_school_on, extensions);
        diesel::update(interviews::table.find((mentorship, Word(step))))
            .set((
                interviews::opens_on.eq(window.from),
                interviews::closes_on.eq(window.to),
            ))
            .later(conn)
            .await?;
    }
    Ok(())
}
