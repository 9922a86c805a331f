//! Mentorships in a list, with the states that follow from the clock (R9), in one statement.
//!
//! Every derived state is one expression over the facts of the three interviews; the day and the
//! instant are bound parameters. `domain::mentorship` computes the same for one mentorship; a
//! property test compares the two.

pub(crate) mod silence;
pub(crate) mod states;

use super::enrolments::{containing, matching};
use super::{Conn, RunQueryDsl, dialect};
use crate::error::{Error, Result};
use crate::records::MentorshipFilter;
use crate::rows::PersonRefRow;
use crate::schema::{
    appointments, evaluation_versions, evaluations, interviews, mentorships, persons, programmes,
    students,
};
use crate::types::{Id, Instant, Word};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use diesel::dsl::{case_when, exists, min};
use diesel::prelude::*;
use domain::calendar::local_day;
use domain::ids::MentorshipId;
use domain::mentorship::{MentorshipSummary, StepSummary, owed_since};
use domain::silence::Silence;
use domain::words::{AppointmentState, EndReason, InterviewState, MentorshipState, Step};
use silence::{quiet, settled_by, silent, unanswered};
use states::{FIRST, LATER, MENTOR, SECOND, STUDENT, THIRD, word};
use states::{
    current, disputed, form_owed, missed, over, overdue, overdue_here, recommended, settled, state,
    state_of, third_opened, unrecorded, unwritten, with_interviews,
};

/// Keeps the rows for which a condition holds, or does not.
macro_rules! keep {
    ($query:ident, $wanted:expr, $condition:expr) => {
        match $wanted {
            None => {}
            Some(true) => $query = $query.filter($condition),
            Some(false) => $query = $query.filter(diesel::dsl::not($condition)),
        }
    };
}

/// A condition on the interview of one step, or on any of the three.
macro_rules! at_step {
    ($query:ident, $step:expr, $wanted:expr, $condition:ident($($arg:expr),*)) => {
        match $step {
            Some(Step::Project) => keep!($query, $wanted, $condition!(FIRST $(, $arg)*)),
            Some(Step::ActionPlan) => keep!($query, $wanted, $condition!(SECOND $(, $arg)*)),
            Some(Step::FollowUp) => keep!($query, $wanted, $condition!(THIRD $(, $arg)*)),
            None => keep!(
                $query,
                $wanted,
                $condition!(FIRST $(, $arg)*)
                    .or($condition!(SECOND $(, $arg)*))
                    .or($condition!(THIRD $(, $arg)*))
            ),
        }
    };
}

/// Mentorships with their two people, their interviews' states, and the next appointment.
macro_rules! selected {
    ($today:expr, $now:expr) => {{
        let next = appointments::table
            .filter(appointments::mentorship_id.eq(mentorships::id))
            .filter(appointments::state.eq(Word(AppointmentState::Confirmed)))
            .filter(appointments::starts_at.gt($now))
            .select(min(appointments::starts_at))
            .single_value();
        let with_people = mentorships::table
            .inner_join(programmes::table.on(programmes::id.eq(mentorships::programme_id)))
            .inner_join(STUDENT.on(STUDENT.field(persons::id).eq(mentorships::student_id)))
            .inner_join(MENTOR.on(MENTOR.field(persons::id).eq(mentorships::mentor_id)));
        with_interviews!(with_people).select((
            (
                mentorships::id,
                mentorships::programme_id,
                mentorships::state,
                mentorships::chosen_at,
            ),
            STUDENT.fields((persons::id, persons::first_name, persons::last_name)),
            MENTOR.fields((persons::id, persons::first_name, persons::last_name)),
            (
                state_of!(FIRST, $today),
                state_of!(SECOND, $today),
                state_of!(THIRD, $today),
            ),
            (
                overdue_here!(FIRST, $today),
                overdue_here!(SECOND, $today),
                overdue_here!(THIRD, $today),
            ),
            next,
        ))
    }};
}

/// Applies the filter.
macro_rules! filtered {
    ($query:expr, $filter:expr, $rare:expr, $moment:expr) => {{
        let (filter, moment) = ($filter, $moment);
        let (today, now) = (moment.today, moment.now);
        let mut query = $query.into_boxed();
        if let Some(programme) = filter.programme.map(Id::from) {
            query = if $rare.is_some() || filter.party.is_some() {
                query.filter(dialect::unindexed!(mentorships::programme_id.eq(programme)))
            } else {
                query.filter(mentorships::programme_id.eq(programme))
            };
        }
        if let Some(party) = filter.party.map(Id::from) {
            query = query.filter(
                mentorships::student_id
                    .eq(party)
                    .or(mentorships::mentor_id.eq(party)),
            );
        }
        if let Some(student) = filter.student {
            query = query.filter(mentorships::student_id.eq(Id::from(student)));
        }
        if let Some(mentor) = filter.mentor {
            query = query.filter(mentorships::mentor_id.eq(Id::from(mentor)));
        }
        if let Some(adviser) = filter.adviser {
            let theirs = students::table
                .filter(students::adviser_id.eq(Id::from(adviser)))
                .filter(students::programme_id.eq(mentorships::programme_id))
                .filter(students::person_id.eq(mentorships::student_id));
            query = query.filter(exists(theirs));
        }
        if let Some(state) = filter.state {
            query = query.filter(mentorships::state.eq(Word(state)));
        }
        for word in &filter.words {
            let has = |text: &str| {
                let pattern = containing(text);
                STUDENT
                    .field(persons::search_key)
                    .like(pattern.clone())
                    .escape('\\')
                    .or(MENTOR.field(persons::search_key).like(pattern).escape('\\'))
            };
            query = matching!(query, word, has);
        }
        match (filter.step_state, filter.step) {
            (None, _) => {}
            (Some(state), Some(Step::Project)) => {
                query = query.filter(state_of!(FIRST, today).eq(word(state)))
            }
            (Some(state), Some(Step::ActionPlan)) => {
                query = query.filter(state_of!(SECOND, today).eq(word(state)))
            }
            (Some(state), Some(Step::FollowUp)) => {
                query = query.filter(state_of!(THIRD, today).eq(word(state)))
            }
            (Some(state), None) => {
                query = query.filter(
                    state_of!(FIRST, today)
                        .eq(word(state))
                        .or(state_of!(SECOND, today).eq(word(state)))
                        .or(state_of!(THIRD, today).eq(word(state))),
                );
            }
        }
        let alone = filter.step_state.is_none() && filter.overdue.is_none();
        if let Some(step) = filter.step.filter(|_| alone) {
            query = query.filter(mentorships::state.eq(Word(MentorshipState::Active)));
            query = match step {
                Step::FollowUp => query.filter(third_opened!(today)),
                Step::ActionPlan => query
                    .filter(diesel::dsl::not(third_opened!(today)))
                    .filter(settled!(FIRST)),
                Step::Project => query
                    .filter(diesel::dsl::not(third_opened!(today)))
                    .filter(diesel::dsl::not(settled!(FIRST))),
            };
        }
        if filter.overdue == Some(true) {
            // found by their index before all else is joined
            let late = interviews::table
                .filter(interviews::closes_on.lt(today))
                .filter(interviews::concluded_at.is_null())
                .filter(interviews::excused_at.is_null());
            query = query.filter(mentorships::id.eq_any(late.select(interviews::mentorship_id)));
        }
        at_step!(query, filter.step, filter.overdue, overdue_here(today));
        at_step!(query, None::<Step>, filter.form_owed, form_owed(moment));
        at_step!(
            query,
            None::<Step>,
            filter.outcome_unrecorded,
            unrecorded(now)
        );
        keep!(query, filter.recommended, recommended!());
        keep!(query, filter.disputed, disputed!());
        keep!(query, filter.silent, silent!(moment));
        keep!(query, filter.current, current!());
        query
    }};
}

/// The present, as the derived states take it.
#[derive(Clone, Copy)]
pub(crate) struct Moment {
    pub(crate) today: NaiveDate,
    pub(crate) now: Instant,
    /// Proposals made before it have waited too long for an answer (R33).
    pub(crate) unanswered_before: Instant,
    pub(crate) quiet_before: Instant,
    pub(crate) quiet_since: NaiveDate,
    /// Mentorships that ended before it owe no form any more (R35).
    pub(crate) owed_since: Instant,
}

impl Moment {
    pub(crate) fn of(now: DateTime<Utc>, zone: Tz) -> Self {
        let silence = Silence::at(now, zone);
        Self {
            today: local_day(now, zone),
            now: now.into(),
            unanswered_before: silence.unanswered_before.into(),
            quiet_before: silence.quiet_before.into(),
            quiet_since: silence.quiet_since,
            owed_since: owed_since(now, zone).into(),
        }
    }
}

type Head = (Id, Id, Word<MentorshipState>, Instant);
type Row = (
    Head,
    PersonRefRow,
    PersonRefRow,
    [Word<InterviewState>; 3],
    [bool; 3],
    Option<Instant>,
);
type FlatRow = (
    Head,
    PersonRefRow,
    PersonRefRow,
    (
        Word<InterviewState>,
        Word<InterviewState>,
        Word<InterviewState>,
    ),
    (bool, bool, bool),
    Option<Instant>,
);

/// Up to `limit` mentorships, newest first, after the last one seen. `zone` is the programme's, if
/// all are of one; else each uses its own programme's day.
pub(crate) async fn list(
    conn: &mut Conn,
    filter: MentorshipFilter,
    zone: Option<Tz>,
    now: DateTime<Utc>,
    after: Option<(DateTime<Utc>, MentorshipId)>,
    limit: i64,
) -> Result<Vec<MentorshipSummary>> {
    if let Some(zone) = zone {
        return in_zone(conn, &filter, None, Moment::of(now, zone), after, limit).await;
    }
    let names: Vec<String> = programmes::table
        .select(programmes::time_zone)
        .distinct()
        .load(conn)
        .await?;
    let mut all = Vec::new();
    for name in &names {
        let zone: Tz = name
            .parse()
            .map_err(|_| Error::Internal(format!("no time zone {name}")))?;
        let moment = Moment::of(now, zone);
        all.extend(in_zone(conn, &filter, Some(name), moment, after, limit).await?);
    }
    all.sort_by_key(|one| std::cmp::Reverse((one.chosen_at, one.id)));
    all.truncate(usize::try_from(limit).unwrap_or_default());
    Ok(all)
}

async fn in_zone(
    conn: &mut Conn,
    filter: &MentorshipFilter,
    zone: Option<&String>,
    moment: Moment,
    after: Option<(DateTime<Utc>, MentorshipId)>,
    limit: i64,
) -> Result<Vec<MentorshipSummary>> {
    let rare = dialect::Rare::among(conn, "persons", &filter.words).await?;
    let selected = selected!(moment.today, moment.now);
    let query = filtered!(selected, filter, rare, moment);
    let mut query = dialect::of_named!(query, filter.words, rare);
    if let Some(zone) = zone {
        query = query.filter(programmes::time_zone.eq(zone));
    }
    if let Some((chosen_at, id)) = after {
        let (chosen_at, id) = (Instant::from(chosen_at), Id::from(id));
        query = query.filter(before!(
            (mentorships::chosen_at, mentorships::id),
            (chosen_at, id)
        ));
    }
    let rows: Vec<FlatRow> = query
        .order((mentorships::chosen_at.desc(), mentorships::id.desc()))
        .limit(limit)
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(row).map(record).collect())
}

fn row((head, student, mentor, (first, second, third), (one, two, three), next): FlatRow) -> Row {
    (
        head,
        student,
        mentor,
        [first, second, third],
        [one, two, three],
        next,
    )
}

fn record((head, student, mentor, states, overdue, next): Row) -> MentorshipSummary {
    let (id, programme_id, state, chosen_at) = head;
    let [first, second, third] = states.map(|state| state.0);
    let [one, two, three] = overdue;
    let step = |step, state, overdue| StepSummary {
        step,
        state,
        overdue,
    };
    MentorshipSummary {
        id: id.into(),
        programme_id: programme_id.into(),
        student: student.into(),
        mentor: mentor.into(),
        state: state.0,
        current_step: (state.0 == MentorshipState::Active).then(|| current_step(first, second)),
        steps: [
            step(Step::Project, first, one),
            step(Step::ActionPlan, second, two),
            step(Step::FollowUp, third, three),
        ],
        next_appointment_at: next.map(Into::into),
        chosen_at: chosen_at.into(),
    }
}

/// The last step that has opened, by the states of those before it (R8).
const fn current_step(first: InterviewState, second: InterviewState) -> Step {
    use InterviewState::{Concluded, Excused, Held, Missed};
    match (first, second) {
        (_, Concluded | Held | Excused | Missed) => Step::FollowUp,
        (Concluded | Held | Excused, _) => Step::ActionPlan,
        _ => Step::Project,
    }
}
