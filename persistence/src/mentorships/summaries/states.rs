//! States that follow from the clock (R9), one expression each over the facts of the three
//! interviews.

use crate::schema::{interviews, mentorships, persons};
use diesel::prelude::*;
use diesel::sql_types::Text;
use domain::words::InterviewState;

diesel::alias!(
    pub(crate) const FIRST: Alias<First> = interviews as first;
    pub(crate) const SECOND: Alias<Second> = interviews as second;
    pub(crate) const THIRD: Alias<Third> = interviews as third;
    pub(crate) const STUDENT: Alias<StudentPerson> = persons as student;
    pub(crate) const MENTOR: Alias<MentorPerson> = persons as mentor;
    pub(crate) const LATER: Alias<LaterMentorship> = mentorships as later_mentorship;
);

/// Mentorships with their three interviews.
macro_rules! with_interviews {
    ($mentorships:expr) => {
        $mentorships
            .inner_join(
                FIRST.on(FIRST
                    .field(interviews::mentorship_id)
                    .eq(mentorships::id)
                    .and(FIRST.field(interviews::step).eq(Word(Step::Project)))),
            )
            .inner_join(
                SECOND.on(SECOND
                    .field(interviews::mentorship_id)
                    .eq(mentorships::id)
                    .and(SECOND.field(interviews::step).eq(Word(Step::ActionPlan)))),
            )
            .inner_join(
                THIRD.on(THIRD
                    .field(interviews::mentorship_id)
                    .eq(mentorships::id)
                    .and(THIRD.field(interviews::step).eq(Word(Step::FollowUp)))),
            )
    };
}

/// Interview that no longer holds up the next one: concluded, held with its form owed, or excused
/// (R8).
macro_rules! settled {
    ($interview:expr) => {
        $interview
            .field(interviews::excused_at)
            .is_not_null()
            .or($interview.field(interviews::concluded_at).is_not_null())
            .or($interview
                .field(interviews::next_starts_at)
                .is_null()
                .and($interview.field(interviews::first_held_at).is_not_null()))
    };
}

/// Whether its last day is over, or it was recorded as missed.
macro_rules! over {
    ($interview:expr, $today:expr) => {
        $interview
            .field(interviews::missed_at)
            .is_not_null()
            .or($interview.field(interviews::closes_on).lt($today))
    };
}

/// Whether it is over with nothing held.
macro_rules! missed {
    ($interview:expr, $today:expr) => {
        $interview
            .field(interviews::excused_at)
            .is_null()
            .and($interview.field(interviews::concluded_at).is_null())
            .and($interview.field(interviews::next_starts_at).is_null())
            .and($interview.field(interviews::first_held_at).is_null())
            .and(over!($interview, $today))
    };
}

/// The follow-up opens also when the one before it was missed (R8).
macro_rules! third_opened {
    ($today:expr) => {
        settled!(SECOND).or(missed!(SECOND, $today))
    };
}

/// The first state that applies (R9); the last line is the state before any applies.
macro_rules! state {
    ($interview:expr, $today:expr, $opened:expr) => {
        case_when(
            $interview.field(interviews::excused_at).is_not_null(),
            word(InterviewState::Excused),
        )
        .when(
            $interview.field(interviews::concluded_at).is_not_null(),
            word(InterviewState::Concluded),
        )
        .when(
            $interview.field(interviews::next_starts_at).is_not_null(),
            word(InterviewState::Scheduled),
        )
        .when(
            $interview.field(interviews::first_held_at).is_not_null(),
            word(InterviewState::Held),
        )
        .when(over!($interview, $today), word(InterviewState::Missed))
        .when($opened, word(InterviewState::Open))
        .otherwise(word(InterviewState::Waiting))
    };
}

/// The states of the three, in order.
macro_rules! state_of {
    (FIRST, $today:expr) => {
        // The first interview has no predecessor: it is open from the choice on.
        state!(
            FIRST,
            $today,
            FIRST.field(interviews::concluded_at).is_null()
        )
    };
    (SECOND, $today:expr) => {
        state!(SECOND, $today, settled!(FIRST))
    };
    (THIRD, $today:expr) => {
        state!(THIRD, $today, third_opened!($today))
    };
}

/// Whether its last day is over and it is neither concluded nor excused (R9).
macro_rules! overdue {
    ($interview:expr, $today:expr) => {
        $interview
            .field(interviews::closes_on)
            .lt($today)
            .and($interview.field(interviews::concluded_at).is_null())
            .and($interview.field(interviews::excused_at).is_null())
    };
}

/// Overdue interview in a mentorship that has not ended; ended ones are never overdue.
macro_rules! overdue_here {
    ($interview:expr, $today:expr) => {
        overdue!($interview, $today).and(mentorships::state.ne(Word(MentorshipState::Ended)))
    };
}

/// Whether it was held and its form is not given, by a mentor who still may give it: a former one
/// within 60 days (R35).
macro_rules! form_owed {
    ($interview:expr, $moment:expr) => {
        mentorships::state
            .ne(Word(MentorshipState::Ended))
            .or(mentorships::end_reason.is_not_null().and(
                mentorships::end_reason
                    .assume_not_null()
                    .eq(Word(EndReason::ProgrammeClosed)),
            ))
            .or(mentorships::ended_at.is_not_null().and(
                mentorships::ended_at
                    .assume_not_null()
                    .ge($moment.owed_since),
            ))
            .and(unwritten!($interview))
    };
}

/// Whether it was held here and its form is not given.
macro_rules! unwritten {
    ($interview:expr) => {
        $interview
            .field(interviews::first_held_at)
            .is_not_null()
            .and($interview.field(interviews::concluded_at).is_null())
            .and($interview.field(interviews::excused_at).is_null())
            .and($interview.field(interviews::carried_from).is_null())
    };
}

/// Confirmed appointment that has begun, without a recorded outcome.
macro_rules! unrecorded {
    ($interview:expr, $now:expr) => {
        $interview
            .field(interviews::next_starts_at)
            .is_not_null()
            .and(
                $interview
                    .field(interviews::next_starts_at)
                    .assume_not_null()
                    .le($now),
            )
    };
}

/// The latest version of a given form recommends the Career Department (R24).
macro_rules! recommended {
    ($step:expr) => {
        exists(recommended!(@versions).filter(evaluation_versions::step.eq(Word($step))))
    };
    () => {
        exists(recommended!(@versions))
    };
    (@versions) => {

            evaluation_versions::table
                .inner_join(
                    evaluations::table.on(evaluations::mentorship_id
                        .eq(evaluation_versions::mentorship_id)
                        .and(evaluations::step.eq(evaluation_versions::step))
                        .and(
                            evaluations::given_version.eq(evaluation_versions::number.nullable()),
                        )),
                )
                .filter(evaluation_versions::mentorship_id.eq(mentorships::id))
                .filter(evaluation_versions::career_department_recommended.eq(true))
    };
}

/// An outcome of an appointment is disputed by the other party (R15).
macro_rules! disputed {
    () => {
        exists(
            appointments::table
                .filter(appointments::mentorship_id.eq(mentorships::id))
                .filter(appointments::dispute.is_not_null()),
        )
    };
}

/// The student's latest mentorship in the programme that has not ended: by it each student is
/// counted once (R28).
macro_rules! current {
    () => {
        mentorships::state
            .ne(Word(MentorshipState::Ended))
            .and(diesel::dsl::not(exists(
                LATER
                    .filter(
                        LATER
                            .field(mentorships::programme_id)
                            .eq(mentorships::programme_id),
                    )
                    .filter(
                        LATER
                            .field(mentorships::student_id)
                            .eq(mentorships::student_id),
                    )
                    .filter(
                        LATER
                            .field(mentorships::state)
                            .ne(Word(MentorshipState::Ended)),
                    )
                    .filter(
                        LATER
                            .field(mentorships::chosen_at)
                            .gt(mentorships::chosen_at),
                    ),
            )))
    };
}

pub(crate) fn word(state: InterviewState) -> diesel::dsl::AsExprOf<&'static str, Text> {
    state.as_str().into_sql::<Text>()
}

pub(crate) use {
    current, disputed, form_owed, missed, over, overdue, overdue_here, recommended, settled, state,
    state_of, third_opened, unrecorded, unwritten, with_interviews,
};
