//! Facts on involvement, which the mentor sees while filling in the form (R21). They are never
//! turned into a score.

use crate::ids::PersonId;
use crate::mentorship::facts::Appointment;
use crate::programme::Programme;
use crate::words::{AppointmentState, Party};
use chrono::{DateTime, Utc};

/// Facts on an interview's organisation and preparation.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Facts {
    /// Appointments that the student proposed.
    pub proposed_by_student: u32,
    /// Appointments that the mentor proposed.
    pub proposed_by_mentor: u32,
    /// Confirmed appointments that the student cancelled.
    pub cancelled_by_student: u32,
    /// Confirmed appointments that the mentor cancelled.
    pub cancelled_by_mentor: u32,
    /// The road-book of this step.
    #[serde(flatten)]
    pub roadbook: Preparation,
}

/// Preparation of a step by its road-book.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Preparation {
    /// Time of sending its first edition.
    #[serde(rename = "roadbook_sent_at")]
    pub sent_at: Option<DateTime<Utc>>,
    /// Local days between sending it and the first appointment that was held; below 0 if it came
    /// afterwards.
    #[serde(rename = "roadbook_days_before")]
    pub days_before: Option<i32>,
    /// Sent after its last day (R20).
    #[serde(rename = "roadbook_late")]
    pub late: bool,
    /// Questions answered in the latest edition.
    #[serde(rename = "roadbook_answered")]
    pub answered: u32,
    /// Questions of the latest edition.
    #[serde(rename = "roadbook_questions")]
    pub questions: u32,
}

impl Facts {
    /// Counts over the appointments of one interview. An appointment cancelled by the two counts
    /// for the person recorded. `roadbook` comes without its days.
    pub fn of(
        appointments: &[&Appointment],
        student: PersonId,
        mentor: PersonId,
        roadbook: Preparation,
        programme: &Programme,
    ) -> Self {
        let mut facts = Self {
            roadbook: roadbook.before(first_held(appointments), programme),
            ..Self::default()
        };
        for appointment in appointments {
            match appointment.proposed_by {
                Some(Party::Student) => facts.proposed_by_student += 1,
                Some(Party::Mentor) => facts.proposed_by_mentor += 1,
                None => {}
            }
            if appointment.state != AppointmentState::Cancelled {
                continue;
            }
            if appointment.recorded_by == Some(student) {
                facts.cancelled_by_student += 1;
            } else if appointment.recorded_by == Some(mentor) {
                facts.cancelled_by_mentor += 1;
            }
        }
        facts
    }
}

impl Preparation {
    fn before(self, held: Option<DateTime<Utc>>, programme: &Programme) -> Self {
        let days = self.sent_at.zip(held).map(|(sent_at, held)| {
            let days = programme.day(held) - programme.day(sent_at);
            days.num_days()
        });
        Self {
            days_before: days.and_then(|days| i32::try_from(days).ok()),
            ..self
        }
    }
}

fn first_held(appointments: &[&Appointment]) -> Option<DateTime<Utc>> {
    let held = appointments.iter();
    let held = held.filter(|one| one.state == AppointmentState::Held);
    held.map(|one| one.starts_at).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{AppointmentId, ProgrammeId};
    use crate::mentorship::facts::Means;
    use crate::programme::ProgrammeChange;
    use crate::text::Name;
    use crate::words::Step;

    fn appointment(by: Option<Party>, cancelled_by: Option<PersonId>) -> Appointment {
        let id = AppointmentId::new();
        Appointment {
            id,
            step: Step::Project,
            state: match cancelled_by {
                Some(_) => AppointmentState::Cancelled,
                None => AppointmentState::Held,
            },
            proposed_by: by,
            starts_at: DateTime::UNIX_EPOCH,
            duration_minutes: 60,
            means: Means::restored(crate::words::MeansKind::Phone, "+33 1 02 03 04 05"),
            note: None,
            reason: None,
            replaces: None,
            chain: id,
            sequence: 0,
            missed_by: None,
            recorded_by: cancelled_by,
            recorded_at: None,
            disputed: None,
            created_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn proposals_and_cancellations_count_for_who_made_them() {
        let (student, mentor) = (PersonId::new(), PersonId::new());
        let appointments = [
            appointment(Some(Party::Student), Some(mentor)),
            appointment(Some(Party::Student), Some(student)),
            appointment(Some(Party::Student), None),
            appointment(Some(Party::Mentor), Some(mentor)),
            appointment(None, None),
        ];
        let all: Vec<_> = appointments.iter().collect();
        let facts = Facts::of(&all, student, mentor, Preparation::default(), &programme());
        assert_eq!(facts.proposed_by_student, 3);
        assert_eq!(facts.proposed_by_mentor, 1);
        assert_eq!(facts.cancelled_by_student, 1);
        assert_eq!(facts.cancelled_by_mentor, 2);
        assert_eq!(facts.roadbook.days_before, None);
    }

    #[test]
    fn days_are_local_ones_up_to_the_first_meeting_that_was_held() {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap().to_utc();
        let held = |starts_at| Appointment {
            starts_at: at(starts_at),
            ..appointment(Some(Party::Student), None)
        };
        let (second, first) = (held("2027-02-20T09:00:00Z"), held("2027-02-09T23:30:00Z"));
        let days = |sent_at| {
            let roadbook = Preparation {
                sent_at: Some(at(sent_at)),
                ..Preparation::default()
            };
            let (student, mentor) = (PersonId::new(), PersonId::new());
            let facts = Facts::of(&[&second, &first], student, mentor, roadbook, &programme());
            facts.roadbook.days_before
        };
        // In Paris the meeting is on the 10th already.
        assert_eq!(days("2027-02-02T12:00:00Z"), Some(8));
        assert_eq!(days("2027-02-11T12:00:00Z"), Some(-1));
    }

    fn programme() -> Programme {
        let name = Name::parse("Alumni Mentoring 2027").unwrap();
        let wishes = ProgrammeChange::default();
        Programme::create(ProgrammeId::new(), 2027, &name, &wishes).unwrap()
    }
}
