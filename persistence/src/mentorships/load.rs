//! Reading a mentorship whole: a handful of statements, whatever its size.

use super::super::templates;
use super::{Conn, RunQueryDsl, dialect};
use crate::error::{Error, Result};
use crate::records::{MentorshipHead, MentorshipKey, MentorshipRecord, PersonRecord};
use crate::rows::{
    AppointmentRow, ExtensionRow, InterviewRow, MentorshipRow, PersonRow, ProgrammeRow,
};
use crate::schema::{
    appointments, extensions, interviews, mentorships, roadbook_templates, roadbooks, students,
};
use crate::types::{Id, Instant, Word, small};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::Text;
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

/// Mentorships joined with programme, student and road-book.
macro_rules! joined {
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
    };
}
pub(crate) use joined;

/// Mentorships with programme, student and road-book.
macro_rules! heads {
    () => {
        cycle::joined!().select((
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

/// Two people with their acceptance of a programme's charter.
macro_rules! people {
    ($programme:expr, $two:expr) => {
        $crate::schema::persons::table
            .left_join(
                $crate::schema::charter_acceptances::table.on(
                    $crate::schema::charter_acceptances::programme_id
                        .eq($programme)
                        .and(
                            $crate::schema::charter_acceptances::person_id
                                .eq($crate::schema::persons::id),
                        ),
                ),
            )
            .filter(
                $crate::schema::persons::id
                    .eq($two[0])
                    .or($crate::schema::persons::id.eq($two[1])),
            )
            .select((
                $crate::rows::PersonRow::as_select(),
                $crate::schema::charter_acceptances::person_id.nullable(),
            ))
    };
}
pub(crate) use people;

/// Bookings of two people that are not over.
macro_rules! ahead {
    ($two:expr, $now:expr) => {
        $crate::schema::bookings::table
            .filter(
                $crate::schema::bookings::person_id
                    .eq($two[0])
                    .or($crate::schema::bookings::person_id.eq($two[1])),
            )
            .filter($crate::schema::bookings::ends_at.gt($crate::types::Instant::from($now)))
            .select((
                $crate::schema::bookings::appointment_id,
                $crate::schema::bookings::starts_at,
                $crate::schema::bookings::ends_at,
            ))
    };
}
pub(crate) use ahead;

diesel::define_sql_function! {
    #[aggregate]
    fn string_agg(text: Text, separator: Text) -> Nullable<Text>;
}

/// Keys of the questions that a road-book's student has answered, one a line.
macro_rules! answered {
    () => {
        $crate::schema::roadbook_answers::table
            .filter($crate::schema::roadbook_answers::roadbook_id.eq($crate::schema::roadbooks::id))
            .select(string_agg(
                $crate::schema::roadbook_answers::question_key,
                "\n",
            ))
            .single_value()
    };
}
pub(crate) use answered;

/// The keys that [`answered!`] selects.
pub(crate) fn keys(answered: Option<String>) -> Vec<String> {
    let answered = answered.unwrap_or_default();
    answered.lines().map(str::to_owned).collect()
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
        joined!()
            .inner_join(
                roadbook_templates::table
                    .on(roadbook_templates::programme_id.eq(mentorships::programme_id)),
            )
            .filter(mentorships::id.eq(id))
            .select((
                MentorshipRow::as_select(),
                ProgrammeRow::as_select(),
                students::withdrawals,
                roadbooks::id,
                roadbook_templates::version,
                answered!(),
            )),
        people!(programme, two),
        interviews::table
            .left_join(
                extensions::table.on(extensions::mentorship_id
                    .eq(interviews::mentorship_id)
                    .and(extensions::step.eq(interviews::step))),
            )
            .filter(interviews::mentorship_id.eq(id))
            .order((extensions::given_at, extensions::id))
            .select((InterviewRow::as_select(), Option::<ExtensionRow>::as_select())),
        appointments::table
            .filter(appointments::mentorship_id.eq(id))
            .order((appointments::created_at, appointments::id))
            .select(AppointmentRow::as_select()),
        ahead!(two, now),
    )?;
    let (head, people, interviews, appointments, busy) = parts;
    let head = head.into_iter().next().ok_or(Error::NotFound)?;
    let (row, of, withdrawals, roadbook, version, answered) = head;
    let template = templates::roadbook_at(conn, programme, version).await?;
    let (interviews, extensions): (Vec<_>, Vec<_>) = interviews.into_iter().unzip();
    let people = People(people);
    let known = Known {
        accepted: &people.accepted(),
        busy: busy.into_iter().map(slot).collect(),
        answered: &keys(answered),
        template: &template,
    };
    Ok(MentorshipRecord {
        circumstances: known.circumstances(two, withdrawals),
        student: people.person(row.student_id)?,
        mentor: people.person(row.mentor_id)?,
        programme: of.try_into()?,
        roadbook_id: roadbook.into(),
        facts: row.into_facts(
            in_order(interviews),
            appointments.into_iter().map(Into::into).collect(),
            extensions.into_iter().flatten().map(Into::into).collect(),
        ),
    })
}

/// A mentorship with programme, withdrawals, road-book, template and answered questions.
type Whole = (MentorshipRow, ProgrammeRow, i32, Id, i32, Option<String>);

/// The parts of a mentorship, as their statements find them.
type Parts = (
    Vec<Whole>,
    Vec<(PersonRow, Option<Id>)>,
    Vec<(InterviewRow, Option<ExtensionRow>)>,
    Vec<AppointmentRow>,
    Vec<(Id, Instant, Instant)>,
);

/// Two people, and which of them have accepted the charter.
pub(crate) struct People(pub(crate) Vec<(PersonRow, Option<Id>)>);

impl People {
    pub(crate) fn person(&self, id: Id) -> Result<PersonRecord> {
        let mut people = self.0.iter();
        let found = people.find(|(person, _)| person.id == id);
        let found = found.map(|(person, _)| person.clone().into());
        found.ok_or_else(|| Error::Internal("a mentorship lacks a part".into()))
    }

    pub(crate) fn accepted(&self) -> Vec<Id> {
        self.0
            .iter()
            .filter_map(|(_, accepted)| *accepted)
            .collect()
    }
}

/// Locks a mentorship until the transaction ends, so that its commands come one after another, in
/// its programme, which is shared.
pub(crate) async fn lock(conn: &mut Conn, id: MentorshipId) -> Result<()> {
    dialect::hold_mentorship(conn, id.into()).await
}

/// Facts about two people found by the statements.
pub(crate) struct Known<'a> {
    /// People who have accepted the charter.
    pub(crate) accepted: &'a [Id],
    /// Their bookings ahead.
    pub(crate) busy: Vec<Busy>,
    /// Keys of the questions that the student has answered.
    pub(crate) answered: &'a [String],
    /// The road-book's questions.
    pub(crate) template: &'a roadbook::Template,
}

impl Known<'_> {
    pub(crate) fn circumstances(
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

pub(crate) fn slot((appointment, starts_at, ends_at): (Id, Instant, Instant)) -> Busy {
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
