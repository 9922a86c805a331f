//! The caller of a request, with what its permission looks at.

use super::{Conn, RunQueryDsl, cycle, dialect, shares};
use crate::error::Result;
use crate::records::{CallerRecord, Find, FormHead, Found, RoadbookHead};
use crate::rows::ProgrammeRow;
use crate::schema::{
    appointments, charter_acceptances, enrolments, evaluation_versions, evaluations, mentors,
    mentorships, persons, programmes, roadbooks, students,
};
use crate::types::{Id, Word, small};
use diesel::dsl::exists;
use diesel::prelude::*;
use domain::enrolment::Enrolment;
use domain::ids::{MentorshipId, RoadbookId};
use domain::share::DocumentKind;
use domain::words::{AppointmentState, Language, Party, ProgrammeStatus, Role, Step};

type CallerRow = (Id, bool, bool, Word<Language>, Option<EnrolledRow>);
type EnrolledRow = (
    Id,
    String,
    Word<ProgrammeStatus>,
    String,
    Word<Role>,
    Option<Id>,
    Option<i32>,
    Option<bool>,
    Option<bool>,
);

/// Mentorship of a form, whether a version was given and one is owed, the version in force, and for
/// whom else it is open.
type FormRow = (
    cycle::HeadRow,
    bool,
    bool,
    Option<i32>,
    shares::DisclosureRow,
);

/// A person with all their enrolments, newest programme first. One join after the other: a nested
/// one is computed whole, for all people, at each request.
macro_rules! of_account {
    ($external_id:expr) => {
        persons::table
            .left_join(enrolments::table.on(enrolments::person_id.eq(persons::id)))
            .left_join(programmes::table.on(programmes::id.eq(enrolments::programme_id)))
            .left_join(
                roadbooks::table.on(roadbooks::programme_id
                    .eq(enrolments::programme_id)
                    .and(roadbooks::student_id.eq(enrolments::person_id))),
            )
            .left_join(
                charter_acceptances::table.on(charter_acceptances::programme_id
                    .eq(enrolments::programme_id)
                    .and(charter_acceptances::person_id.eq(enrolments::person_id))),
            )
            .left_join(
                students::table.on(students::programme_id
                    .eq(enrolments::programme_id)
                    .and(students::person_id.eq(enrolments::person_id))),
            )
            .left_join(
                mentors::table.on(mentors::programme_id
                    .eq(enrolments::programme_id)
                    .and(mentors::person_id.eq(enrolments::person_id))),
            )
            .filter(persons::external_id.eq($external_id))
            .order((programmes::year.desc(), programmes::id.desc()))
            .select((
                persons::id,
                persons::active,
                persons::staff,
                persons::language,
                (
                    programmes::id,
                    programmes::name,
                    programmes::status,
                    programmes::time_zone,
                    enrolments::role,
                    roadbooks::id.nullable(),
                    charter_acceptances::version.nullable(),
                    students::active.nullable(),
                    mentors::active.nullable(),
                )
                    .nullable(),
            ))
    };
}

/// The person of an account, with their active enrolments.
pub(crate) async fn caller(conn: &mut Conn, external_id: String) -> Result<Option<CallerRecord>> {
    Ok(of_rows(of_account!(external_id).load(conn).await?))
}

/// Rows of the caller, and what their permission looks at.
type Admitted = (Vec<CallerRow>, Option<Found>);

/// The person of an account and what their permission looks at, in one flight.
pub(crate) async fn admit(
    conn: &mut Conn,
    external_id: String,
    find: Find,
) -> Result<(Option<CallerRecord>, Found)> {
    let account = of_account!(external_id.clone());
    let (caller, found): Admitted = match find {
        Find::Nothing => (account.load(conn).await?, None),
        Find::Programme(id) => {
            let of: (_, Vec<ProgrammeRow>) = dialect::together!(conn;
                account,
                programmes::table
                    .find(Id::from(id))
                    .select(ProgrammeRow::as_select()),
            )?;
            let found = of.1.into_iter().next().map(TryInto::try_into).transpose()?;
            (of.0, found.map(|found| Found::Programme(Box::new(found))))
        }
        Find::Mentorship(id) => {
            let of: (_, Vec<cycle::HeadRow>) = dialect::together!(conn;
                account,
                mentorships::table.find(Id::from(id)).select(cycle::HEAD),
            )?;
            (of.0, of.1.into_iter().next().map(mentorship))
        }
        Find::Appointment(id) => {
            let of: (_, Vec<cycle::HeadRow>) = dialect::together!(conn;
                account,
                appointments::table
                    .inner_join(mentorships::table.on(mentorships::id.eq(appointments::mentorship_id)))
                    .filter(appointments::id.eq(Id::from(id)))
                    .select(cycle::HEAD),
            )?;
            (of.0, of.1.into_iter().next().map(mentorship))
        }
        Find::Form(id, step) => form(conn, external_id, (id, step)).await?,
        Find::Roadbook(id) => roadbook(conn, external_id, id).await?,
    };
    Ok((of_rows(caller), found.unwrap_or(Found::Nothing)))
}

async fn form(
    conn: &mut Conn,
    external_id: String,
    (id, step): (MentorshipId, Step),
) -> Result<Admitted> {
    let given = evaluation_versions::table
        .filter(evaluation_versions::mentorship_id.eq(mentorships::id))
        .filter(evaluation_versions::step.eq(Word(step)));
    let held = appointments::table
        .filter(appointments::mentorship_id.eq(mentorships::id))
        .filter(appointments::step.eq(Word(step)))
        .filter(appointments::state.eq(Word(AppointmentState::Held)));
    let current = evaluations::table
        .filter(evaluations::mentorship_id.eq(mentorships::id))
        .filter(evaluations::step.eq(Word(step)))
        .select(evaluations::given_version)
        .single_value();
    let viewer = persons::table
        .filter(persons::external_id.eq(external_id.clone()))
        .select(persons::id)
        .single_value();
    let of: (_, Vec<FormRow>) = dialect::together!(conn;
        of_account!(external_id),
        mentorships::table.find(Id::from(id)).select((
            cycle::HEAD,
            exists(given),
            exists(held),
            current,
            shares::disclosure!(DocumentKind::Evaluation, Word(step), viewer.clone()),
        )),
    )?;
    let head = |(row, is_given, is_owed, current, disclosure): FormRow| {
        Found::Form(FormHead {
            mentorship: cycle::into_head(row),
            is_given,
            is_owed,
            current: current.map(small),
            disclosure: shares::disclosed(disclosure),
        })
    };
    Ok((of.0, of.1.into_iter().next().map(head)))
}

async fn roadbook(conn: &mut Conn, external_id: String, id: RoadbookId) -> Result<Admitted> {
    let of: (_, Vec<(Id, Id, Option<cycle::Keys>)>) = dialect::together!(conn;
        of_account!(external_id),
        roadbooks::table
            .left_join(
                mentorships::table.on(mentorships::programme_id
                    .eq(roadbooks::programme_id)
                    .and(mentorships::student_id.eq(roadbooks::student_id))),
            )
            .filter(roadbooks::id.eq(Id::from(id)))
            .order((mentorships::chosen_at.desc(), mentorships::id.desc()))
            .select((
                roadbooks::programme_id,
                roadbooks::student_id,
                cycle::KEYS.nullable(),
            ))
            .limit(1),
    )?;
    let head = |(programme, student, latest): (Id, Id, Option<cycle::Keys>)| {
        Found::Roadbook(RoadbookHead {
            id,
            programme_id: programme.into(),
            student: student.into(),
            mentorship: latest.map(cycle::key),
        })
    };
    Ok((of.0, of.1.into_iter().next().map(head)))
}

fn mentorship(row: cycle::HeadRow) -> Found {
    Found::Mentorship(cycle::into_head(row))
}

fn of_rows(rows: Vec<CallerRow>) -> Option<CallerRecord> {
    let [(id, active, staff, language, _), ..] = rows.as_slice() else {
        return None;
    };
    let (person_id, active, is_staff) = ((*id).into(), *active, *staff);
    let language = language.0;
    let enrolments = rows
        .into_iter()
        .filter_map(|(_, _, _, _, enrolled)| enrolled)
        .filter_map(enrolment)
        .collect();
    Some(CallerRecord {
        person_id,
        active,
        is_staff,
        language,
        enrolments,
    })
}

fn enrolment(row: EnrolledRow) -> Option<Enrolment> {
    let (
        programme_id,
        programme_name,
        status,
        time_zone,
        role,
        roadbook,
        accepted,
        student,
        mentor,
    ) = row;
    let part = match role.0 {
        Role::Student => Party::Student,
        _ => Party::Mentor,
    };
    student.or(mentor).unwrap_or(false).then(|| Enrolment {
        programme_id: programme_id.into(),
        programme_name,
        programme_status: status.0,
        time_zone,
        part,
        roadbook_id: roadbook.map(Into::into),
        charter_accepted: accepted.is_some(),
    })
}
