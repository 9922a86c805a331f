//! Rows of mentorships, interviews and appointments, and their way from and to facts.

use crate::schema::{appointments, extensions, interviews, mentorships};
use crate::types::{Id, Instant, Word, int, small};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::ids::MentorshipId;
use domain::mentorship::Mentorship;
use domain::mentorship::facts::{
    Appointment, Carry, Editions, Ended, Excuse, Extension, FormFacts, InterviewFacts, Means,
    Snapshot, Waiver,
};
use domain::text::{Note, Text};
use domain::words::{
    AppointmentState, EndReason, MeansKind, MentorshipState, MissedBy, Party, Step,
};

#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = mentorships, treat_none_as_default_value = false, treat_none_as_null = true)]
pub(crate) struct MentorshipRow {
    pub(crate) id: Id,
    pub(crate) programme_id: Id,
    pub(crate) student_id: Id,
    pub(crate) mentor_id: Id,
    pub(crate) leaves_school_on: NaiveDate,
    pub(crate) state: Word<MentorshipState>,
    pub(crate) chosen_at: Instant,
    pub(crate) ended_at: Option<Instant>,
    pub(crate) end_reason: Option<Word<EndReason>>,
    pub(crate) end_note: Option<String>,
    pub(crate) ended_by: Option<Id>,
    pub(crate) previous_mentorship_id: Option<Id>,
    pub(crate) choice_message: Option<String>,
}

impl From<&Snapshot> for MentorshipRow {
    fn from(facts: &Snapshot) -> Self {
        let ended = facts.ended.as_ref();
        Self {
            id: facts.id.into(),
            programme_id: facts.programme_id.into(),
            student_id: facts.student.into(),
            mentor_id: facts.mentor.into(),
            leaves_school_on: facts.leaves_school_on,
            state: Word(facts.state),
            chosen_at: facts.chosen_at.into(),
            ended_at: ended.map(|ended| ended.at.into()),
            end_reason: ended.and_then(|ended| ended.reason).map(Word),
            end_note: ended.and_then(|ended| told(&ended.note)),
            ended_by: ended.and_then(|ended| ended.by).map(Id::from),
            previous_mentorship_id: facts.previous.map(Id::from),
            choice_message: told(&facts.choice_message),
        }
    }
}

impl MentorshipRow {
    pub(crate) fn into_facts(
        self,
        interviews: [InterviewFacts; 3],
        appointments: Vec<Appointment>,
        extensions: Vec<Extension>,
    ) -> Snapshot {
        let reason = self.end_reason.map(|reason| reason.0);
        Snapshot {
            id: self.id.into(),
            programme_id: self.programme_id.into(),
            student: self.student_id.into(),
            mentor: self.mentor_id.into(),
            leaves_school_on: self.leaves_school_on,
            state: self.state.0,
            chosen_at: self.chosen_at.into(),
            ended: self.ended_at.map(|at| Ended {
                at: at.into(),
                reason,
                note: self.end_note.map(Text::restored),
                by: self.ended_by.map(Into::into),
            }),
            choice_message: self.choice_message.map(Text::restored),
            previous: self.previous_mentorship_id.map(Into::into),
            extensions,
            interviews,
            appointments,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = interviews, treat_none_as_default_value = false, treat_none_as_null = true)]
pub(crate) struct InterviewRow {
    pub(crate) mentorship_id: Id,
    pub(crate) step: Word<Step>,
    pub(crate) opens_on: NaiveDate,
    pub(crate) closes_on: NaiveDate,
    pub(crate) next_starts_at: Option<Instant>,
    pub(crate) first_held_at: Option<Instant>,
    pub(crate) last_held_at: Option<Instant>,
    pub(crate) concluded_at: Option<Instant>,
    pub(crate) excused_at: Option<Instant>,
    pub(crate) excused_reason: Option<String>,
    pub(crate) missed_at: Option<Instant>,
    pub(crate) first_sent_at: Option<Instant>,
    pub(crate) last_sent_at: Option<Instant>,
    pub(crate) sent_number: Option<i32>,
    pub(crate) waiver_given_at: Option<Instant>,
    pub(crate) waiver_reason: Option<String>,
    pub(crate) form_drafted: bool,
    pub(crate) acknowledged: bool,
    pub(crate) carried_from: Option<Id>,
    pub(crate) form_given_at: Option<Instant>,
    pub(crate) form_read_at: Option<Instant>,
    pub(crate) acknowledged_at: Option<Instant>,
    pub(crate) form_retracted_at: Option<Instant>,
}

impl InterviewRow {
    /// Builds the row of an interview: its facts, and the columns that lists filter by.
    pub(crate) fn of(mentorship: &Mentorship, facts: &Snapshot, step: Step) -> Self {
        let interview = step.pick(facts.interviews.each_ref());
        let starts = |state: AppointmentState| {
            let theirs = facts
                .appointments
                .iter()
                .filter(move |one| one.step == step && one.state == state);
            theirs.map(|one| Instant::from(one.starts_at))
        };
        let window = mentorship.window(step);
        let editions = interview.editions.as_ref();
        let form = &interview.form;
        // the appointments of a carried interview stay with its former mentorship
        let (first_held_at, last_held_at) = match interview.carried.and_then(|carry| carry.held) {
            Some((first, last)) => (Some(first.into()), Some(last.into())),
            None => (
                starts(AppointmentState::Held).min(),
                starts(AppointmentState::Held).max(),
            ),
        };
        Self {
            mentorship_id: facts.id.into(),
            step: Word(step),
            opens_on: window.from,
            closes_on: window.to,
            next_starts_at: starts(AppointmentState::Confirmed).min(),
            first_held_at,
            last_held_at,
            concluded_at: interview.concluded_at.map(Instant::from),
            excused_at: interview.excused.as_ref().map(|excuse| excuse.at.into()),
            excused_reason: interview
                .excused
                .as_ref()
                .map(|excuse| excuse.reason.as_str().to_owned()),
            missed_at: interview.missed_at.map(Instant::from),
            first_sent_at: editions.map(|editions| editions.first_sent_at.into()),
            last_sent_at: editions.map(|editions| editions.last_sent_at.into()),
            sent_number: editions.map(|editions| int(editions.last_number)),
            waiver_given_at: interview
                .waiver
                .as_ref()
                .map(|waiver| waiver.given_at.into()),
            waiver_reason: interview
                .waiver
                .as_ref()
                .and_then(|waiver| told(&waiver.reason)),
            form_drafted: form.drafted,
            // Read by servers of the version before, which may still run beside this one.
            acknowledged: form.acknowledged_at.is_some(),
            carried_from: interview.carried.map(|carry| carry.from.into()),
            form_given_at: form.given_at.map(Instant::from),
            form_read_at: form.read_at.map(Instant::from),
            acknowledged_at: form.acknowledged_at.map(Instant::from),
            form_retracted_at: form.retracted_at.map(Instant::from),
        }
    }
}

impl From<InterviewRow> for InterviewFacts {
    fn from(row: InterviewRow) -> Self {
        let reason = row.waiver_reason.map(Text::restored);
        let excused = row.excused_at.zip(row.excused_reason);
        let held = row.first_held_at.zip(row.last_held_at);
        let sent = row.first_sent_at.zip(row.last_sent_at).zip(row.sent_number);
        Self {
            waiver: row.waiver_given_at.map(|at| Waiver {
                given_at: at.into(),
                reason,
            }),
            editions: sent.map(|((first, last), number)| Editions {
                first_sent_at: first.into(),
                last_sent_at: last.into(),
                last_number: small(number),
            }),
            excused: excused.map(|(at, reason)| Excuse {
                at: at.into(),
                reason: Text::restored(reason),
            }),
            concluded_at: row.concluded_at.map(Into::into),
            missed_at: row.missed_at.map(Into::into),
            form: FormFacts {
                drafted: row.form_drafted,
                given_at: row.form_given_at.map(Into::into),
                read_at: row.form_read_at.map(Into::into),
                acknowledged_at: row.acknowledged_at.map(Into::into),
                retracted_at: row.form_retracted_at.map(Into::into),
            },
            carried: row.carried_from.map(|from| Carry {
                from: from.into(),
                held: held.map(|(first, last)| (first.into(), last.into())),
            }),
        }
    }
}

#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = extensions, treat_none_as_default_value = false)]
pub(crate) struct ExtensionRow {
    id: Id,
    pub(crate) mentorship_id: Id,
    step: Word<Step>,
    from_on: Option<NaiveDate>,
    until_on: NaiveDate,
    reason: String,
    given_at: Instant,
}

impl ExtensionRow {
    pub(crate) fn of(mentorship: MentorshipId, extension: &Extension) -> Self {
        Self {
            id: Id::new(),
            mentorship_id: mentorship.into(),
            step: Word(extension.step),
            from_on: extension.from,
            until_on: extension.until_on,
            reason: extension.reason.clone(),
            given_at: extension.given_at.into(),
        }
    }
}

impl From<ExtensionRow> for Extension {
    fn from(row: ExtensionRow) -> Self {
        Self {
            step: row.step.0,
            from: row.from_on,
            until_on: row.until_on,
            reason: row.reason,
            given_at: row.given_at.into(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = appointments, treat_none_as_default_value = false, treat_none_as_null = true)]
pub(crate) struct AppointmentRow {
    pub(crate) id: Id,
    pub(crate) mentorship_id: Id,
    pub(crate) step: Word<Step>,
    pub(crate) state: Word<AppointmentState>,
    pub(crate) proposed_by: Option<Word<Party>>,
    pub(crate) starts_at: Instant,
    pub(crate) duration_minutes: i32,
    pub(crate) means_kind: Word<MeansKind>,
    pub(crate) means_detail: String,
    pub(crate) note: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) replaces: Option<Id>,
    pub(crate) chain_id: Id,
    pub(crate) sequence: i32,
    pub(crate) missed_by: Option<Word<MissedBy>>,
    pub(crate) recorded_by: Option<Id>,
    pub(crate) recorded_at: Option<Instant>,
    pub(crate) dispute: Option<String>,
    pub(crate) created_at: Instant,
}

impl AppointmentRow {
    pub(crate) fn of(mentorship: MentorshipId, facts: &Appointment) -> Self {
        Self {
            id: facts.id.into(),
            mentorship_id: mentorship.into(),
            step: Word(facts.step),
            state: Word(facts.state),
            proposed_by: facts.proposed_by.map(Word),
            starts_at: facts.starts_at.into(),
            duration_minutes: int(facts.duration_minutes),
            means_kind: Word(facts.means.kind()),
            means_detail: facts.means.detail().to_owned(),
            note: told(&facts.note),
            reason: told(&facts.reason),
            replaces: facts.replaces.map(Id::from),
            chain_id: facts.chain.into(),
            sequence: int(facts.sequence),
            missed_by: facts.missed_by.map(Word),
            recorded_by: facts.recorded_by.map(Id::from),
            recorded_at: facts.recorded_at.map(Instant::from),
            dispute: told(&facts.disputed),
            created_at: facts.created_at.into(),
        }
    }
}

impl From<AppointmentRow> for Appointment {
    fn from(row: AppointmentRow) -> Self {
        Self {
            id: row.id.into(),
            step: row.step.0,
            state: row.state.0,
            proposed_by: row.proposed_by.map(|party| party.0),
            starts_at: row.starts_at.into(),
            duration_minutes: small(row.duration_minutes),
            means: Means::restored(row.means_kind.0, row.means_detail),
            note: row.note.map(Text::restored),
            reason: row.reason.map(Text::restored),
            replaces: row.replaces.map(Into::into),
            chain: row.chain_id.into(),
            sequence: small(row.sequence),
            missed_by: row.missed_by.map(|by| by.0),
            recorded_by: row.recorded_by.map(Into::into),
            recorded_at: row.recorded_at.map(Into::into),
            disputed: row.dispute.map(Text::restored),
            created_at: row.created_at.into(),
        }
    }
}

fn told(text: &Option<Note>) -> Option<String> {
    text.clone().map(Note::into_string)
}
