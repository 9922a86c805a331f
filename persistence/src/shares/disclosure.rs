//! For whom a document is open besides its two people (R31), as part of the statement that loads it.

use crate::types::Instant;
use domain::share::Disclosure;

/// Rows of `shared_documents` that share a document of `mentorships` with an audience.
macro_rules! shared {
    ($rows:expr, $kind:expr, $step:expr, $with:expr) => {{
        use crate::schema::{mentorships, shared_documents};
        use crate::types::Word;
        $rows
            .filter(shared_documents::mentorship_id.eq(mentorships::id))
            .filter(shared_documents::audience.eq(Word($with)))
            .filter(shared_documents::kind.eq(Word($kind)))
            .filter(shared_documents::step.eq($step))
    }};
}

/// Whether a document of `mentorships` is shared with this person, as the mentor of the mentorship with
/// which its student goes on: one that is live, was completed, or ended with its programme (R35).
macro_rules! to_mentor {
    ($kind:expr, $step:expr, $viewer:expr) => {{
        use crate::schema::{mentorships, shared_documents};
        use crate::types::Word;
        use domain::share::ShareWith;
        use domain::words::{EndReason, MentorshipState};
        use shares::NEXT;
        let next =
            shared_documents::reader_mentorship_id.eq(NEXT.field(mentorships::id).nullable());
        let reads = NEXT
            .field(mentorships::state)
            .ne(Word(MentorshipState::Ended))
            .nullable()
            .or(NEXT
                .field(mentorships::end_reason)
                .eq(Word(EndReason::ProgrammeClosed)));
        diesel::dsl::exists(
            shares::shared!(
                shared_documents::table.inner_join(NEXT.on(next)),
                $kind,
                $step,
                ShareWith::Mentor
            )
            .filter(NEXT.field(mentorships::mentor_id).nullable().eq($viewer))
            .filter(reads)
            .select(shared_documents::share_id),
        )
    }};
}

/// Columns of a [`Disclosure`] of a document of `mentorships` towards a person.
macro_rules! disclosure {
    ($kind:expr, $step:expr, $viewer:expr) => {{
        use crate::schema::{emergency_accesses, mentorships, persons, shared_documents};
        use crate::types::Word;
        use diesel::dsl::{exists, max};
        use domain::share::ShareWith;
        use shares::THEIRS;
        let shared = shares::shared!(shared_documents::table, $kind, $step, ShareWith::Advisers)
            .select(shared_documents::share_id);
        // A student who is deactivated can't take a share back.
        let student = persons::table
            .filter(persons::id.eq(mentorships::student_id))
            .filter(persons::active.eq(true))
            .select(persons::id);
        let opened = emergency_accesses::table
            .filter(emergency_accesses::mentorship_id.eq(mentorships::id))
            .filter(emergency_accesses::kind.eq(Word($kind)))
            .filter(emergency_accesses::step.eq($step))
            .filter(emergency_accesses::person_id.nullable().eq($viewer))
            .select(max(emergency_accesses::expires_at));
        let theirs = THEIRS
            .filter(
                THEIRS
                    .field(mentorships::programme_id)
                    .eq(mentorships::programme_id),
            )
            .filter(
                THEIRS
                    .field(mentorships::student_id)
                    .eq(mentorships::student_id),
            )
            .filter(THEIRS.field(mentorships::mentor_id).nullable().eq($viewer))
            .select(THEIRS.field(mentorships::id));
        (
            exists(shared).and(exists(student)),
            shares::to_mentor!($kind, $step, $viewer),
            opened.single_value(),
            exists(theirs),
        )
    }};
}
pub(crate) use {disclosure, shared, to_mentor};

/// Columns selected by [`disclosure!`].
pub(crate) type DisclosureRow = (bool, bool, Option<Instant>, bool);

pub(crate) fn disclosed(row: DisclosureRow) -> Disclosure {
    let (to_advisers, to_mentor, opened_until, mentors_student) = row;
    Disclosure {
        to_advisers,
        to_mentor,
        opened_until: opened_until.map(Into::into),
        mentors_student,
    }
}
