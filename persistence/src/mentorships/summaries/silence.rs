//! Silence (R33), one expression over proposals and what the audit log tells of the two.

/// A proposal of one of the two waited too long, or lapsed, and the other has done nothing on the
/// mentorship since.
macro_rules! unanswered {
    ($by:literal, $other:literal, $before:expr) => {
        diesel::dsl::sql::<diesel::sql_types::Bool>(concat!(
            "EXISTS (SELECT 1 FROM appointments asked WHERE asked.mentorship_id = mentorships.id \
             AND asked.proposed_by = '",
            $by,
            "' AND asked.state IN ('proposed', 'lapsed') AND asked.created_at < "
        ))
        .bind::<$crate::types::sql::Instant, _>($before)
        .sql(concat!(
            " AND NOT EXISTS (SELECT 1 FROM audit_log acted \
             WHERE acted.resource_id = mentorships.id AND acted.actor_id = mentorships.",
            $other,
            " AND acted.at > asked.created_at) \
             AND NOT EXISTS (SELECT 1 FROM appointments theirs \
             JOIN audit_log acted ON acted.resource_id = theirs.id \
             WHERE theirs.mentorship_id = mentorships.id AND acted.actor_id = mentorships.",
            $other,
            " AND acted.at > asked.created_at))"
        ))
    };
}

/// Interview that was settled before an instant.
macro_rules! settled_by {
    ($interview:expr, $before:expr) => {
        $interview
            .field(interviews::excused_at)
            .is_not_null()
            .and(
                $interview
                    .field(interviews::excused_at)
                    .assume_not_null()
                    .lt($before),
            )
            .or($interview
                .field(interviews::concluded_at)
                .is_not_null()
                .and(
                    $interview
                        .field(interviews::concluded_at)
                        .assume_not_null()
                        .lt($before),
                ))
            .or($interview
                .field(interviews::next_starts_at)
                .is_null()
                .and($interview.field(interviews::first_held_at).is_not_null())
                .and(
                    $interview
                        .field(interviews::first_held_at)
                        .assume_not_null()
                        .lt($before),
                ))
    };
}

/// Open interview that opened long ago, its window begun, and neither proposal nor outcome since.
macro_rules! quiet {
    ($interview:ident, $step:literal, $moment:expr $(, $opened:expr)?) => {
        state_of!($interview, $moment.today)
            .eq(word(InterviewState::Open))
            .and(
                $interview
                    .field(interviews::opens_on)
                    .le($moment.quiet_since),
            )
            $(.and($opened))?
            .and(
                diesel::dsl::sql::<diesel::sql_types::Bool>(concat!(
                    "NOT EXISTS (SELECT 1 FROM appointments made \
                     WHERE made.mentorship_id = mentorships.id AND made.step = '",
                    $step,
                    // one that has lapsed is still stored as proposed (R15)
                    "' AND (made.state = 'proposed' AND made.starts_at > "
                ))
                .bind::<$crate::types::sql::Instant, _>($moment.now)
                .sql(" OR made.created_at >= ")
                .bind::<$crate::types::sql::Instant, _>($moment.quiet_before)
                .sql(" OR made.recorded_at >= ")
                .bind::<$crate::types::sql::Instant, _>($moment.quiet_before)
                .sql("))"),
            )
    };
}

/// A live mentorship in which one of the two leaves the other without an answer, or both propose
/// nothing.
macro_rules! silent {
    ($moment:expr) => {
        mentorships::state.eq(Word(MentorshipState::Active)).and(
            unanswered!("student", "mentor_id", $moment.unanswered_before)
                .or(unanswered!(
                    "mentor",
                    "student_id",
                    $moment.unanswered_before
                ))
                // an interview that was carried over was settled before these two had chosen each other
                .or(mentorships::chosen_at.lt($moment.quiet_before).and(
                    quiet!(FIRST, "project", $moment)
                        .or(quiet!(
                            SECOND,
                            "action_plan",
                            $moment,
                            settled_by!(FIRST, $moment.quiet_before)
                        ))
                        .or(quiet!(
                            THIRD,
                            "follow_up",
                            $moment,
                            settled_by!(SECOND, $moment.quiet_before)
                                .or(missed!(SECOND, $moment.quiet_since))
                        )),
                )),
        )
    };
}

pub(crate) use {quiet, settled_by, silent, unanswered};
