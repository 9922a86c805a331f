//! The student's choice of a mentor (R4), and the late start of a mentorship (R7, R16).

use crate::calendar::plus_days;
use crate::ids::{MentorshipId, PersonId};
use crate::mentorship::facts::{Extension, LATE_START, Snapshot, window_of};
use crate::programme::Programme;
use crate::refusal::{Code, Refusal};
use crate::text::Note;
use crate::window::Window;
use crate::words::{MentorshipState, Step};
use chrono::{DateTime, NaiveDate, Utc};

/// Minimum of local days for a mentorship's first unsettled interview, both ends counted (R7).
pub const LATE_START_DAYS: i64 = 28;

/// Student who chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chooser {
    /// Id of the person.
    pub person: PersonId,
    /// Last day of School (R16).
    pub leaves_school_on: NaiveDate,
    /// The student's own last day to choose, set by staff or after a mentor left (R4).
    pub choice_until: Option<NaiveDate>,
    /// Whether they have accepted the charter (R32).
    pub charter_accepted: bool,
    /// Whether they have a live mentorship in this programme.
    pub has_mentor: bool,
}

/// Mentor who is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Id of the person.
    pub person: PersonId,
    /// Whether they take part: an active enrolment of an active person.
    pub enrolled: bool,
    /// Whether staff have excluded the mentor for this student (R5).
    pub excluded: bool,
    /// Whether students see the mentor, if they take part: the staff's switch. Whom the student
    /// doesn't see does not exist for them.
    pub listed: bool,
    /// Whether they are paused: the mentor's own switch.
    pub paused: bool,
    /// Places left.
    pub places_left: u16,
}

/// Makes the mentorship that a student's choice begins (R4); it takes a place at once. `mentor` is
/// `None` when no mentor here has that id, `message` goes to the mentor with the choice (R44). The number of earlier choices does not matter: R6 limits
/// withdrawals, so that no student is left without a mentor.
///
/// # Errors
/// In this order: `programme_not_open`, `charter_not_accepted`, `choice_closed` (with the
/// window), `already_has_mentor`, `reference_unknown`, `mentor_not_available`, `mentor_full`.
pub fn choose(
    id: MentorshipId,
    programme: &Programme,
    student: &Chooser,
    mentor: Option<&Chosen>,
    message: Option<&Note>,
    now: DateTime<Utc>,
) -> Result<Snapshot, Refusal> {
    programme.expect_open()?;
    if programme.policies.charter_required && !student.charter_accepted {
        return Err(Code::CharterNotAccepted.into());
    }
    expect_choice_open(programme, student.choice_until, now)?;
    if student.has_mentor {
        return Err(Code::AlreadyHasMentor.into());
    }
    let mentor = available(mentor)?;
    Ok(Snapshot {
        choice_message: message.cloned(),
        ..begin(id, programme, student, mentor.person, now)
    })
}

/// The last day on which a student may choose: the window's, or their own where it is later (R4).
pub fn last_day_of_choice(programme: &Programme, until: Option<NaiveDate>) -> NaiveDate {
    let window_to = programme.calendar.choice.to;
    until.map_or(window_to, |on| on.max(window_to))
}

/// R4: the choice window, or later until the student's own last day.
///
/// # Errors
/// `choice_closed` with the window that holds for this student.
pub fn expect_choice_open(
    programme: &Programme,
    choice_until: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let calendar = programme.calendar.choice;
    let window = Window {
        from: calendar.from,
        to: last_day_of_choice(programme, choice_until),
    };
    if window.contains(programme.day(now)) {
        Ok(())
    } else {
        Err(Refusal::new(Code::ChoiceClosed)
            .window(window)
            .contact_email(programme.contact_email.as_deref()))
    }
}

fn available(mentor: Option<&Chosen>) -> Result<&Chosen, Refusal> {
    let refused = |code| Err(Refusal::new(code).pointer("/mentor_id"));
    match mentor {
        None => refused(Code::ReferenceUnknown),
        Some(mentor) if !mentor.enrolled || mentor.excluded || !mentor.listed => {
            refused(Code::ReferenceUnknown)
        }
        Some(mentor) if mentor.paused => refused(Code::MentorNotAvailable),
        Some(mentor) if mentor.places_left == 0 => refused(Code::MentorFull),
        Some(mentor) => Ok(mentor),
    }
}

/// Makes the mentorship that staff begin by assigning a student to a mentor (R7), at any date, also
/// to a paused or unlisted one. `mentor` is `None` when no mentor here has that id.
///
/// # Errors
/// In this order: `programme_not_open`, `already_has_mentor`, and those of [`expect_place`].
pub fn assign(
    id: MentorshipId,
    programme: &Programme,
    student: &Chooser,
    mentor: Option<&Chosen>,
    staff: PersonId,
    now: DateTime<Utc>,
) -> Result<Snapshot, Refusal> {
    programme.expect_open()?;
    if student.person == staff {
        return Err(Code::OwnMentorship.into());
    }
    if student.has_mentor {
        return Err(Code::AlreadyHasMentor.into());
    }
    let mentor = expect_place(mentor, staff)?;
    Ok(begin(id, programme, student, mentor.person, now))
}

/// The mentor to whom staff give a student, if they take part and have a place left.
///
/// # Errors
/// `reference_unknown`, `own_mentorship` for staff themselves (R38), `mentor_not_available` for a
/// mentor who is excluded for the student, `mentor_full`.
pub fn expect_place(mentor: Option<&Chosen>, staff: PersonId) -> Result<&Chosen, Refusal> {
    let refused = |code| Err(Refusal::new(code).pointer("/mentor_id"));
    match mentor.filter(|mentor| mentor.enrolled) {
        None => refused(Code::ReferenceUnknown),
        Some(mentor) if mentor.person == staff => refused(Code::OwnMentorship),
        Some(mentor) if mentor.excluded => refused(Code::MentorNotAvailable),
        Some(mentor) if mentor.places_left == 0 => refused(Code::MentorFull),
        Some(mentor) => Ok(mentor),
    }
}

fn begin(
    id: MentorshipId,
    programme: &Programme,
    student: &Chooser,
    mentor: PersonId,
    now: DateTime<Utc>,
) -> Snapshot {
    let extensions = [Step::Project, Step::FollowUp]
        .into_iter()
        .filter_map(|step| late_start(programme, step, student.leaves_school_on, &[], now))
        .collect();
    Snapshot {
        id,
        programme_id: programme.id,
        student: student.person,
        mentor,
        leaves_school_on: student.leaves_school_on,
        state: MentorshipState::Active,
        chosen_at: now,
        ended: None,
        choice_message: None,
        previous: None,
        extensions,
        interviews: Default::default(),
        appointments: Vec::new(),
    }
}

/// Extension of a step that has fewer than 28 local days left, today and its last day counted (R7);
/// for the follow-up also if School ends late (R16). `None` if there is enough time, with the
/// extensions given so far.
pub fn late_start(
    programme: &Programme,
    step: Step,
    leaves_school_on: NaiveDate,
    extensions: &[Extension],
    now: DateTime<Utc>,
) -> Option<Extension> {
    let window = window_of(
        programme.calendar.of(step),
        step,
        leaves_school_on,
        extensions,
    );
    let begins = window.from.max(programme.day(now));
    let until_on = plus_days(begins, LATE_START_DAYS - 1);
    let last = extensions.iter().rfind(|last| last.step == step);
    (window.to < until_on).then(|| Extension {
        step,
        from: last.and_then(|last| last.from),
        until_on,
        reason: LATE_START.to_owned(),
        given_at: now,
    })
}

#[cfg(test)]
mod tests;
