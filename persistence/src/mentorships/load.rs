//! Reading a mentorship whole: a handful of statements, whatever its size.

use super::super::templates;
use super::{Conn, RunQueryDsl, dialect};
use crate::error::{Error, Result};
use crate::records::{MentorshipHead, MentorshipKey, MentorshipRecord};
use crate::rows::{
    AppointmentRow, ExtensionRow, InterviewRow, MentorshipRow, PersonRow, ProgrammeRow,
};
use crate::schema::{
    appointments, bookings, charter_acceptances, extensions, interviews, mentorships, persons,
    roadbook_answers, roadbook_templates, roadbooks,
};
use crate::types::{Id, Instant, Word, small};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::ids::{MentorshipId, PersonId, ProgrammeId};
use domain::mentorship::facts::InterviewFacts;
use domain::mentorship::{Busy, Circumstances};
use domain::roadbook;
use domain::words::{EndReason, MentorshipState, Step};

type KeyColumns = (
    mentorships::id,
    mentorships::programme_id,
    mentorships::student_id,
    mentorships::mentor_id,
);

/// Columns of a [`MentorshipKey`].
pub(crate) const KEYS: KeyColumns = (
    mentorships::id,
    mentorships::programme_id,
    mentorships::student_id,
    mentorships::mentor_id,
);
pub(crate) type Keys = (Id, Id, Id, Id);

/// Columns of a [`MentorshipHead`].
pub(crate) const HEAD: (KeyColumns, mentorships::state, mentorships::end_reason) =
    (KEYS, mentorships::state, mentorships::end_reason);
pub(crate) type HeadRow = (Keys, Word<MentorshipState>, Option<Word<EndReason>>);

pub(crate) fn key((id, programme, student, mentor): Keys) -> MentorshipKey {
    MentorshipKey {
        id: id.into(),
        programme_id: programme.into(),
        student: student.into(),
        mentor: mentor.into(),
    }
}

pub(crate) fn into_head((keys, state, reason): HeadRow) -> MentorshipHead {
    MentorshipHead {
        key: key(keys),
        state: state.0,
        mentor_keeps_reading: state.0.mentor_keeps_reading(reason.map(|reason| reason.0)),
    }
}

/// Loads the data for access to a mentorship.
pub(crate) async fn head(conn: &mut Conn, id: MentorshipId) -> Result<MentorshipHead> {
    let head = mentorships::table.find(Id::from(id)).select(HEAD);
    Ok(into_head(head.first(conn).await?))
}

/// Whether the mentor still reads about the student: as of a live or completed mentorship (R35).
pub(crate) async fn mentor_reads_student(
    conn: &mut Conn,
    programme: ProgrammeId,
    mentor: PersonId,
    student: PersonId,
) -> Result<bool> {
    let found: Vec<(Word<MentorshipState>, Option<Word<EndReason>>)> = mentorships::table
        .filter(mentorships::programme_id.eq(Id::from(programme)))
        .filter(mentorships::student_id.eq(Id::from(student)))
        .filter(mentorships::mentor_id.eq(Id::from(mentor)))
        .select((mentorships::state, mentorships::end_reason))
        .load(conn)
        .await?;
    let mut found = found.into_iter();
    Ok(found.any(|(state, reason)| state.0.mentor_keeps_reading(reason.map(|reason| reason.0))))
}

/// Mentorships with programme, student and road-book.
macro_rules! heads {
    () => {
        $crate::schema::mentorships::table
            .inner_join(
                $crate::schema::programmes::table
                    .on($crate::schema::programmes::id
                        .eq($crate::schema::mentorships::programme_id)),
            )
            .inner_join(
                $crate::schema::students::table.on($crate::schema::students::programme_id
                    .eq($crate::schema::mentorships::programme_id)
                    .and(
                        $crate::schema::students::person_id
                            .eq($crate::schema::mentorships::student_id),
                    )),
            )
            .inner_join(
                $crate::schema::roadbooks::table.on($crate::schema::roadbooks::programme_id
                    .eq($crate::schema::mentorships::programme_id)
                    .and(
                        $crate::schema::roadbooks::student_id
                            .eq($crate::schema::mentorships::student_id),
                    )),
            )
            .select((
                $crate::rows::MentorshipRow::as_select(),
                $crate::rows::ProgrammeRow::as_select(),
                $crate::schema::students::withdrawals,
                $crate::schema::roadbooks::id,
            ))
    };
}
pub(crate) use heads;

/// Columns selected by [`heads!`].
pub(crate) type Head = (MentorshipRow, ProgrammeRow, i32, Id);

/// Matches one of two ids. `eq_any` would be prepared anew for every length of list on SQLite.
macro_rules! one_of {
    ($column:expr, $two:expr) => {
        $column.eq($two[0]).or($column.eq($two[1]))
    };
}

/// A mentorship with its cycle and circumstances, in one flight.
pub(crate) async fn load(
    conn: &mut Conn,
    of: MentorshipKey,
    now: DateTime<Utc>,
) -> Result<MentorshipRecord> {
    let (id, programme) = (Id::from(of.id), Id::from(of.programme_id));
    let two = [Id::from(of.student), Id::from(of.mentor)];
    let parts: Parts = dialect::together!(conn;
        heads!().filter(mentorships::id.eq(id)),
        persons::table
            .filter(one_of!(persons::id, two))
            .select(PersonRow::as_select()),
        interviews::table
            .filter(interviews::mentorship_id.eq(id))
            .select(InterviewRow::as_select()),
        appointments::table
            .filter(appointments::mentorship_id.eq(id))
            .order((appointments::created_at, appointments::id))
            .select(AppointmentRow::as_select()),
        extensions::table
            .filter(extensions::mentorship_id.eq(id))
            .order((extensions::given_at, extensions::id))
            .select(ExtensionRow::as_select()),
        charter_acceptances::table
            .filter(charter_acceptances::programme_id.eq(programme))
            .filter(one_of!(charter_acceptances::person_id, two))
            .select(charter_acceptances::person_id),
        bookings::table
            .filter(one_of!(bookings::person_id, two))
            .filter(bookings::ends_at.gt(Instant::from(now)))
            .select((bookings::appointment_id, bookings::starts_at, bookings::ends_at)),
        roadbook_answers::table
            .inner_join(roadbooks::table.on(roadbooks::id.eq(roadbook_answers::roadbook_id)))
            .filter(roadbooks::programme_id.eq(programme))
            .filter(roadbooks::student_id.eq(two[0]))
            .select(roadbook_answers::question_key),
        roadbook_templates::table
            .find(programme)
            .select(roadbook_templates::version),
    )?;
    let (head, people, interviews, appointments, extensions, accepted, busy, answered, version) =
        parts;
    let template = templates::roadbook_at(conn, programme, version.into_iter().next()).await?;
    let (row, programme, withdrawals, roadbook) = head.into_iter().next().ok_or(Error::NotFound)?;
    let missing = || Error::Internal("a mentorship lacks a part".into());
    let person = |id| people.iter().find(|person| person.id == id).cloned();
    let known = Known {
        accepted: &accepted,
        busy: busy.into_iter().map(slot).collect(),
        answered: &answered,
        template: &template,
    };
    Ok(MentorshipRecord {
        circumstances: known.circumstances(two, withdrawals),
        student: person(row.student_id).ok_or_else(missing)?.into(),
        mentor: person(row.mentor_id).ok_or_else(missing)?.into(),
        programme: programme.try_into()?,
        roadbook_id: roadbook.into(),
        facts: row.into_facts(
            in_order(interviews),
            appointments.into_iter().map(Into::into).collect(),
            extensions.into_iter().map(Into::into).collect(),
        ),
    })
}

/// The parts of a mentorship, as their statements find them.
type Parts = (
    Vec<Head>,
    Vec<PersonRow>,
    Vec<InterviewRow>,
    Vec<AppointmentRow>,
    Vec<ExtensionRow>,
    Vec<Id>,
    Vec<(Id, Instant, Instant)>,
    Vec<String>,
    Vec<i32>,
);

/// Locks a mentorship until the transaction ends, so that its commands come one after another.
pub(crate) async fn lock(conn: &mut Conn, id: MentorshipId) -> Result<()> {
    let query = mentorships::table
        .find(Id::from(id))
        .select(mentorships::id);
    dialect::hold!(conn, dialect::locked!(query));
    Ok(())
}

/// Facts about two people found by the statements.
pub(super) struct Known<'a> {
    /// People who have accepted the charter.
    pub(super) accepted: &'a [Id],
    /// Their bookings ahead.
    pub(super) busy: Vec<Busy>,
    /// Keys of the questions that the student has answered.
    pub(super) answered: &'a [String],
    /// The road-book's questions.
    pub(super) template: &'a roadbook::Template,
}

impl Known<'_> {
    pub(super) fn circumstances(
        self,
        [student, mentor]: [Id; 2],
        withdrawals: i32,
    ) -> Circumstances {
        let answered = |key: &str| self.answered.iter().any(|answer| answer == key);
        let missing = |step| {
            let missing = self.template.missing(step, answered);
            u16::try_from(missing.len()).unwrap_or(u16::MAX)
        };
        Circumstances {
            student_accepted: self.accepted.contains(&student),
            mentor_accepted: self.accepted.contains(&mentor),
            withdrawals: small(withdrawals),
            missing_answers: [Step::Project, Step::ActionPlan, Step::FollowUp].map(missing),
            busy: self.busy,
        }
    }
}

pub(super) fn slot((appointment, starts_at, ends_at): (Id, Instant, Instant)) -> Busy {
    Busy {
        appointment: appointment.into(),
        starts_at: starts_at.into(),
        ends_at: ends_at.into(),
    }
}

pub(super) fn in_order(rows: Vec<InterviewRow>) -> [InterviewFacts; 3] {
    let mut interviews: [InterviewFacts; 3] = Default::default();
    for row in rows {
        let interview = row.step.0.pick(interviews.each_mut());
        *interview = row.into();
    }
    interviews
}
