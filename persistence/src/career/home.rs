//! What students have to do with the Department, for their home pages (R24).

use crate::types::{Id, Instant, Word, small};
use domain::career::CareerMeeting;
use domain::ids::ProgrammeId;
use domain::mentorship::facts::Means;
use domain::next_steps::CareerDesk;
use domain::words::{CareerInterviewState, MeansKind};
use std::collections::BTreeMap;

/// Programme, state, time and date of a request.
pub(crate) type Asked = (
    Id,
    Word<CareerInterviewState>,
    Instant,
    Option<(Instant, i32, Word<MeansKind>, String)>,
);
/// Programme and time of a form that recommends the Department.
pub(crate) type Recommended = (Id, Instant);

/// Career interviews of a student, newest first, for their home page.
macro_rules! asked {
    ($student:expr) => {{
        use crate::schema::career_interviews as theirs;
        theirs::table
            .filter(theirs::student_id.eq($student))
            .order((theirs::created_at.desc(), theirs::id.desc()))
            .select((
                theirs::programme_id,
                theirs::state,
                theirs::created_at,
                (
                    theirs::starts_at.assume_not_null(),
                    theirs::duration_minutes.assume_not_null(),
                    theirs::means_kind.assume_not_null(),
                    theirs::means_detail.assume_not_null(),
                )
                    .nullable(),
            ))
    }};
}
/// Forms given to a student that recommend the Department, latest first.
macro_rules! recommendations {
    ($student:expr) => {{
        use crate::schema::{evaluation_versions, evaluations, mentorships};
        evaluation_versions::table
            .inner_join(
                evaluations::table.on(evaluations::mentorship_id
                    .eq(evaluation_versions::mentorship_id)
                    .and(evaluations::step.eq(evaluation_versions::step))
                    .and(evaluations::given_version.eq(evaluation_versions::number.nullable()))),
            )
            .inner_join(
                mentorships::table.on(mentorships::id.eq(evaluation_versions::mentorship_id)),
            )
            .filter(mentorships::student_id.eq($student))
            .filter(evaluation_versions::career_department_recommended.eq(true))
            .order(evaluation_versions::given_at.desc())
            .select((mentorships::programme_id, evaluation_versions::given_at))
    }};
}
pub(crate) use {asked, recommendations};

/// What a student has to do with the Department, by programme.
pub(crate) fn desks(
    asked: Vec<Asked>,
    recommended: Vec<Recommended>,
) -> Vec<(ProgrammeId, CareerDesk)> {
    let mut desks: BTreeMap<ProgrammeId, CareerDesk> = BTreeMap::new();
    for (programme, at) in recommended {
        let desk = desks.entry(programme.into()).or_default();
        desk.recommended_at.get_or_insert_with(|| at.into());
    }
    for (programme, state, at, meeting) in asked {
        let desk = desks.entry(programme.into()).or_default();
        desk.asked_at.get_or_insert_with(|| at.into());
        let is_scheduled = state.0 == CareerInterviewState::Scheduled;
        desk.is_open |= is_scheduled || state.0 == CareerInterviewState::Requested;
        if let (true, Some((starts_at, minutes, kind, detail))) = (is_scheduled, meeting) {
            desk.scheduled = Some(CareerMeeting {
                starts_at: starts_at.into(),
                duration_minutes: small(minutes),
                means: Means::restored(kind.0, detail),
                note: None,
            });
        }
    }
    desks.into_iter().collect()
}
