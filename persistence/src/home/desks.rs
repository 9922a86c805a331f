//! Desks of the staff: counts by programme, each the length of the list it opens.

use super::career::theirs;
use super::enrolments::students::{MENTORED, mentored};
use super::{Conn, RunQueryDsl, career, dashboard};
use crate::error::Result;
use crate::records::{DeskRecord, ProgrammeRecord};
use crate::rows::ProgrammeRow;
use crate::schema::{
    career_interviews, concerns, mentor_applications, mentors, mentorships, persons, programmes,
    students,
};
use crate::types::{Id, Word};
use chrono::{DateTime, Utc};
use diesel::dsl::{count_star, exists, not};
use diesel::prelude::*;
use domain::ids::PersonId;
use domain::words::{
    CareerInterviewState, MentorApplicationState, MentorshipState, ProgrammeStatus,
};
use std::collections::{HashMap, HashSet};

type Counts = HashMap<Id, i64>;

/// Loads every programme that is not closed, or in which somebody waits for an answer of staff, with its
/// counts: one statement a count, and one a time zone for watched mentorships.
pub(crate) async fn all(
    conn: &mut Conn,
    now: DateTime<Utc>,
    viewer: PersonId,
) -> Result<Vec<DeskRecord>> {
    let asked = career_interviews::table
        .filter(career_interviews::state.eq(Word(CareerInterviewState::Requested)));
    let applied = mentor_applications::table
        .filter(mentor_applications::state.eq(Word(MentorApplicationState::Submitted)));
    let rows: Vec<ProgrammeRow> = programmes::table
        .filter(
            programmes::status
                .ne(Word(ProgrammeStatus::Closed))
                .or(exists(
                    asked.filter(career_interviews::programme_id.eq(programmes::id)),
                ))
                .or(exists(applied.filter(
                    mentor_applications::programme_id.eq(programmes::id),
                ))),
        )
        .order((programmes::year.desc(), programmes::id.desc()))
        .select(ProgrammeRow::as_select())
        .load(conn)
        .await?;
    let students = students(conn).await?;
    let mentors = mentors(conn).await?;
    let without_mentor = without_mentor(conn).await?;
    let concerns = open_concerns(conn, viewer).await?;
    let career_requests = career_requests(conn, viewer).await?;
    let applications = applications(conn, viewer).await?;
    let zones: HashSet<String> = rows.iter().map(|row| row.time_zone.clone()).collect();
    let mut watched = HashMap::new();
    for zone in &zones {
        watched.extend(dashboard::watched_in(conn, zone, now).await?);
    }
    let number = |counts: &Counts, id: &Id| {
        let count = counts.get(id).copied().unwrap_or_default();
        u64::try_from(count).unwrap_or_default()
    };
    let desk = |row: ProgrammeRow| {
        let id = row.id;
        Ok(DeskRecord {
            students: number(&students, &id),
            mentors: number(&mentors, &id),
            without_mentor: number(&without_mentor, &id),
            watched: watched.get(&id).copied().unwrap_or_default(),
            concerns: number(&concerns, &id),
            career_requests: number(&career_requests, &id),
            applications: number(&applications, &id),
            programme: ProgrammeRecord::try_from(row)?.programme,
        })
    };
    rows.into_iter().map(desk).collect()
}

async fn students(conn: &mut Conn) -> Result<Counts> {
    let rows: Vec<(Id, i64)> = students::table
        .inner_join(persons::table.on(persons::id.eq(students::person_id)))
        .filter(students::active.eq(true))
        .filter(persons::active.eq(true))
        .group_by(students::programme_id)
        .select((students::programme_id, count_star()))
        .load(conn)
        .await?;
    Ok(rows.into_iter().collect())
}

async fn mentors(conn: &mut Conn) -> Result<Counts> {
    let rows: Vec<(Id, i64)> = mentors::table
        .inner_join(persons::table.on(persons::id.eq(mentors::person_id)))
        .filter(mentors::active.eq(true))
        .filter(persons::active.eq(true))
        .group_by(mentors::programme_id)
        .select((mentors::programme_id, count_star()))
        .load(conn)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Active students without a live or completed mentorship.
async fn without_mentor(conn: &mut Conn) -> Result<Counts> {
    let rows: Vec<(Id, i64)> = students::table
        .inner_join(persons::table.on(persons::id.eq(students::person_id)))
        .filter(students::active.eq(true))
        .filter(persons::active.eq(true))
        .filter(not(exists(mentored!())))
        .group_by(students::programme_id)
        .select((students::programme_id, count_star()))
        .load(conn)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Open concerns of others' mentorships (R32, R38).
async fn open_concerns(conn: &mut Conn, viewer: PersonId) -> Result<Counts> {
    let viewer = Id::from(viewer);
    let rows: Vec<(Id, i64)> = concerns::table
        .inner_join(mentorships::table.on(mentorships::id.eq(concerns::mentorship_id)))
        .filter(concerns::resolved_at.is_null())
        .filter(mentorships::student_id.ne(viewer))
        .filter(mentorships::mentor_id.ne(viewer))
        .group_by(concerns::programme_id)
        .select((concerns::programme_id, count_star()))
        .load(conn)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Applications of others that wait for staff (R45).
async fn applications(conn: &mut Conn, viewer: PersonId) -> Result<Counts> {
    let rows: Vec<(Id, i64)> = mentor_applications::table
        .filter(mentor_applications::state.eq(Word(MentorApplicationState::Submitted)))
        .filter(mentor_applications::person_id.ne(Id::from(viewer)))
        .group_by(mentor_applications::programme_id)
        .select((mentor_applications::programme_id, count_star()))
        .load(conn)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Requests for career interviews of students whom the viewer neither is nor mentors (R24, R38).
async fn career_requests(conn: &mut Conn, viewer: PersonId) -> Result<Counts> {
    let viewer = Id::from(viewer);
    let rows: Vec<(Id, i64)> = career_interviews::table
        .filter(career_interviews::state.eq(Word(CareerInterviewState::Requested)))
        .filter(career_interviews::student_id.ne(viewer))
        .filter(not(career::mentored!(viewer)))
        .group_by(career_interviews::programme_id)
        .select((career_interviews::programme_id, count_star()))
        .load(conn)
        .await?;
    Ok(rows.into_iter().collect())
}
