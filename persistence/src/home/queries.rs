//! Queries of the home page of the personal area, in a fixed number of statements.

use super::{Conn, RunQueryDsl, cycle, programmes};
use crate::error::Result;
use crate::records::{ChoiceRecord, HomeRecord, InvolvedRecord, MentorshipRecord, ProgrammesOf};
use crate::schema::{roadbook_editions, students};
use crate::types::{Id, Instant, Word};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::ids::{MentorshipId, PersonId};
use domain::words::Step;
use std::collections::HashMap;

/// Maximum of a person's programmes: more than anyone has.
const PROGRAMMES: i64 = 200;

/// Steps whose latest edition the mentor hasn't opened, by mentorship.
type Unread = HashMap<MentorshipId, [bool; 3]>;

/// A person's programmes, and their mentorships that have not ended.
pub(crate) async fn home(
    conn: &mut Conn,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<HomeRecord> {
    let mentorships = cycle::of_person(conn, person, now).await?;
    let unread = unread(conn, person, &mentorships).await?;
    let enrolled = ProgrammesOf::Enrolled(person);
    let programmes = programmes::list(conn, enrolled, None, PROGRAMMES).await?;
    let choices: Vec<(Id, Option<NaiveDate>, NaiveDate)> = students::table
        .filter(students::person_id.eq(Id::from(person)))
        .select((
            students::programme_id,
            students::choice_until,
            students::leaves_school_on,
        ))
        .load(conn)
        .await?;
    let involved = |record: MentorshipRecord| InvolvedRecord {
        unread: unread.get(&record.facts.id).copied().unwrap_or_default(),
        record,
    };
    Ok(HomeRecord {
        mentorships: mentorships.into_iter().map(involved).collect(),
        programmes,
        choices: choices.into_iter().map(choice).collect(),
    })
}

fn choice(
    (programme, choice_until, leaves_school_on): (Id, Option<NaiveDate>, NaiveDate),
) -> ChoiceRecord {
    ChoiceRecord {
        programme_id: programme.into(),
        choice_until,
        leaves_school_on,
    }
}

/// Editions sent to this mentor and not opened; only the latest of each step counts.
async fn unread(
    conn: &mut Conn,
    mentor: PersonId,
    mentorships: &[MentorshipRecord],
) -> Result<Unread> {
    let theirs = mentorships.iter();
    let theirs = theirs.filter(|record| record.facts.mentor == mentor);
    let theirs: Vec<Id> = theirs.map(|record| record.facts.id.into()).collect();
    if theirs.is_empty() {
        return Ok(Unread::new());
    }
    let rows: Vec<(Id, Word<Step>, Option<Instant>)> = roadbook_editions::table
        .filter(roadbook_editions::mentorship_id.eq_any(theirs))
        .order(roadbook_editions::number)
        .select((
            roadbook_editions::mentorship_id,
            roadbook_editions::step,
            roadbook_editions::read_at,
        ))
        .load(conn)
        .await?;
    let mut unread = Unread::new();
    for (mentorship, step, read_at) in rows {
        let steps = unread.entry(mentorship.into()).or_default();
        if let Some(latest) = steps.get_mut(step.0.index()) {
            *latest = read_at.is_none();
        }
    }
    Ok(unread)
}
