//! Figures of programmes (R28). Each is counted by the very expression that filters the list it
//! opens, so that the two can't differ.

use super::enrolments::mentors::{ENGAGED, capacity, engaged, own_or};
use super::enrolments::students::{MENTORED, mentored};
use super::summaries::Moment;
use super::summaries::silence::{quiet, settled_by, silent, unanswered};
use super::summaries::states::{FIRST, LATER, SECOND, THIRD, word};
use super::summaries::states::{
    current, disputed, form_owed, missed, over, overdue, overdue_here, recommended, settled, state,
    state_of, third_opened, unrecorded, unwritten, with_interviews,
};
use super::{Conn, RunQueryDsl, dialect};
use crate::error::{Error, Result};
use crate::kept::Kept;
use crate::records::{DashboardRecord, RatingRecord, StepRecord};
use crate::schema::{
    appointments, evaluation_versions, evaluations, interviews, mentors, mentorships, persons,
    programmes, students,
};
use crate::types::{Id, Word, counted};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use diesel::QueryableByName;
use diesel::dsl::{case_when, count_star, exists, not, sql, sum};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Text};
use domain::ids::ProgrammeId;
use domain::next_steps::Watched;
use domain::words::{EndReason, InterviewState, MentorshipState, ProgrammeStatus, Rating, Step};

type Count = Option<i64>;
type States = (Count, Count, Count, Count, Count, Count, Count);
/// States of an interview in their order, and overdue ones.
type StepRow = (States, Count);
/// Numbers in the order of [`Watched`].
type WatchedRow = (Count, Count, Count, Count, Count, Count);
type Rows = (
    Vec<(StepRow, StepRow, StepRow)>,
    Vec<(Id, WatchedRow)>,
    Vec<(i64, Count)>,
    Vec<(i64, Count, Count)>,
    Vec<RatingRow>,
);

/// Number of rows for which a condition holds.
macro_rules! number {
    ($condition:expr) => {
        sum(case_when($condition, sql::<Integer>("1")).otherwise(sql::<Integer>("0")))
    };
}

/// Columns of a [`StepRow`].
macro_rules! step_row {
    ($interview:ident, $today:expr) => {
        (
            (
                number!(state_of!($interview, $today).eq(word(InterviewState::Waiting))),
                number!(state_of!($interview, $today).eq(word(InterviewState::Open))),
                number!(state_of!($interview, $today).eq(word(InterviewState::Scheduled))),
                number!(state_of!($interview, $today).eq(word(InterviewState::Held))),
                number!(state_of!($interview, $today).eq(word(InterviewState::Concluded))),
                number!(state_of!($interview, $today).eq(word(InterviewState::Excused))),
                number!(state_of!($interview, $today).eq(word(InterviewState::Missed))),
            ),
            number!(overdue_here!($interview, $today)),
        )
    };
}

/// A condition on any of the three interviews.
macro_rules! any {
    ($condition:ident($($arg:expr),*)) => {
        $condition!(FIRST $(, $arg)*)
            .or($condition!(SECOND $(, $arg)*))
            .or($condition!(THIRD $(, $arg)*))
    };
}

/// Programmes with their numbers of watched mentorships.
macro_rules! watched {
    ($moment:expr) => {
        with_interviews!(mentorships::table)
            .inner_join(programmes::table.on(programmes::id.eq(mentorships::programme_id)))
            .group_by(mentorships::programme_id)
            .select((
                mentorships::programme_id,
                (
                    number!(any!(overdue_here($moment.today))),
                    number!(any!(form_owed($moment))),
                    number!(any!(unrecorded($moment.now))),
                    number!(recommended!()),
                    number!(disputed!()),
                    number!(silent!($moment)),
                ),
            ))
    };
}

#[derive(QueryableByName)]
struct RatingRow {
    #[diesel(sql_type = Text)]
    step: Word<Step>,
    #[diesel(sql_type = Text)]
    criterion_key: String,
    #[diesel(sql_type = BigInt)]
    not_yet: i64,
    #[diesel(sql_type = BigInt)]
    developing: i64,
    #[diesel(sql_type = BigInt)]
    good: i64,
    #[diesel(sql_type = BigInt)]
    excellent: i64,
}

/// Figures of a programme, in one flight.
pub(crate) async fn figures(
    conn: &mut Conn,
    programme: ProgrammeId,
    zone: Tz,
    now: DateTime<Utc>,
) -> Result<DashboardRecord> {
    let (id, moment) = (Id::from(programme), Moment::of(now, zone));
    // kept, though they hold SQL of our own, which diesel would prepare each time
    let (steps, watched, students, mentors, ratings): Rows = dialect::together!(conn;
        Kept(
            with_interviews!(mentorships::table)
                .filter(mentorships::programme_id.eq(id))
                .filter(current!())
                .select((
                    step_row!(FIRST, moment.today),
                    step_row!(SECOND, moment.today),
                    step_row!(THIRD, moment.today),
                )),
        ),
        Kept(watched!(moment).filter(mentorships::programme_id.eq(id))),
        Kept(
            students::table
                .inner_join(persons::table.on(persons::id.eq(students::person_id)))
                .filter(students::programme_id.eq(id))
                .filter(students::active.eq(true))
                .filter(persons::active.eq(true))
                .select((count_star(), number!(not(exists(mentored!()))))),
        ),
        Kept(
            mentors::table
                .inner_join(persons::table.on(persons::id.eq(mentors::person_id)))
                .filter(mentors::programme_id.eq(id))
                .filter(mentors::active.eq(true))
                .filter(persons::active.eq(true))
                .select((
                    count_star(),
                    number!(mentors::places_taken.ge(capacity!(programme))),
                    number!(not(exists(engaged!()))),
                )),
        ),
        Kept(diesel::sql_query(dialect::RATINGS).bind::<crate::types::sql::Uuid, _>(id)),
    )?;
    let none = ((None, None, None, None, None, None, None), None);
    let (first, second, third) = steps.into_iter().next().unwrap_or((none, none, none));
    let (students, without_mentor) = students.into_iter().next().unwrap_or_default();
    let (mentors, full, without_student) = mentors.into_iter().next().unwrap_or_default();
    let watched = watched.into_iter().next().map(|(_, row)| record(row));
    Ok(DashboardRecord {
        students: counted(Some(students)),
        without_mentor: counted(without_mentor),
        steps: [
            step(Step::Project, first),
            step(Step::ActionPlan, second),
            step(Step::FollowUp, third),
        ],
        mentors: counted(Some(mentors)),
        full: counted(full),
        without_student: counted(without_student),
        watched: watched.unwrap_or_default(),
        ratings: ratings.into_iter().map(rating).collect(),
    })
}

/// Numbers of watched mentorships of the open programmes of a zone.
pub(crate) async fn watched_in(
    conn: &mut Conn,
    zone: &str,
    now: DateTime<Utc>,
) -> Result<Vec<(Id, Watched)>> {
    let tz: Tz = zone
        .parse()
        .map_err(|_| Error::Internal(format!("no time zone {zone}")))?;
    let moment = Moment::of(now, tz);
    let query = watched!(moment)
        .filter(programmes::time_zone.eq(zone))
        .filter(programmes::status.eq(Word(ProgrammeStatus::Open)));
    let rows: Vec<(Id, WatchedRow)> = Kept(query).load(conn).await?;
    Ok(rows
        .into_iter()
        .map(|(id, row)| (id, record(row)))
        .collect())
}

fn step(step: Step, (states, overdue): StepRow) -> StepRecord {
    use InterviewState::{Concluded, Excused, Held, Missed, Open, Scheduled, Waiting};
    let (waiting, open, scheduled, held, concluded, excused, missed) = states;
    let states = [
        (Waiting, waiting),
        (Open, open),
        (Scheduled, scheduled),
        (Held, held),
        (Concluded, concluded),
        (Excused, excused),
        (Missed, missed),
    ];
    StepRecord {
        step,
        states: states.map(|(state, count)| (state, counted(count))),
        overdue: counted(overdue),
    }
}

fn record(
    (overdue, forms_owed, outcomes_unrecorded, recommended, disputed, silent): WatchedRow,
) -> Watched {
    Watched {
        overdue: counted(overdue),
        forms_owed: counted(forms_owed),
        outcomes_unrecorded: counted(outcomes_unrecorded),
        recommended: counted(recommended),
        disputed: counted(disputed),
        silent: counted(silent),
    }
}

fn rating(row: RatingRow) -> RatingRecord {
    let counts = [
        (Rating::NotYet, row.not_yet),
        (Rating::Developing, row.developing),
        (Rating::Good, row.good),
        (Rating::Excellent, row.excellent),
    ];
    RatingRecord {
        step: row.step.0,
        criterion_key: row.criterion_key,
        counts: counts.map(|(rating, count)| (rating, counted(Some(count)))),
    }
}
