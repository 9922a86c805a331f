//! Interview of the demo's school, played as far as its story goes.

use super::answers::answer;
use super::play::{Pair, days_later, meta, unread};
use super::story::Level;
use super::texts::{Variants, mentor_phone, people, pick, said, words};
use chrono::{DateTime, Duration, Utc};
use domain::ids::{AppointmentId, PersonId};
use domain::mentorship::facts::Means;
use domain::mentorship::{Command, Move};
use domain::roadbook;
use domain::text::Note;
use domain::words::{Language, MeansKind, MissedBy, Party, Step};
use persistence::Store;
use std::collections::BTreeMap;

/// Interview to play: people, step and start.
#[derive(Clone, Copy)]
pub(super) struct Interview<'a> {
    pub(super) store: &'a Store,
    pub(super) pair: Pair,
    /// Staff who excuse it.
    pub(super) staff: PersonId,
    pub(super) step: Step,
    /// Time of proposing its first date.
    pub(super) begins: DateTime<Utc>,
    /// Days from the proposal to the meeting.
    pub(super) ahead: i64,
}

impl Interview<'_> {
    /// Plays it up to a level.
    pub(super) async fn play(&self, level: Level) -> Result<(), String> {
        match level {
            Level::Chosen => return Ok(()),
            Level::Excused => return self.excuse().await,
            _ => {}
        }
        let starts_at = days_later(self.begins, self.ahead);
        let id = self.propose(starts_at).await?;
        let answered = days_later(self.begins, 1);
        match level {
            Level::Proposed | Level::Silent => return Ok(()),
            Level::Declined => return self.decline(id, answered).await,
            _ => {}
        }
        let confirm = Command::Confirm {
            id,
            waive_lead: false,
        };
        self.does(Party::Mentor, answered, "confirm_appointment", confirm)
            .await?;
        match level {
            Level::Cancelled => return self.cancel(id, days_later(answered, 1)).await,
            Level::Moving => return self.reschedule(id, starts_at, answered).await,
            Level::Confirmed => return Ok(()),
            _ => {}
        }
        if level == Level::Waived {
            self.waive(answered).await?;
        } else {
            self.send(days_later(answered, 2)).await?;
        }
        match level {
            Level::Sent | Level::Unrecorded => return Ok(()),
            Level::Missed => return self.miss(id, starts_at + Duration::hours(2)).await,
            _ => {}
        }
        let held = Command::Hold { id, reason: None };
        self.does(
            Party::Mentor,
            starts_at + Duration::hours(2),
            "hold_appointment",
            held,
        )
        .await?;
        let next_day = starts_at + Duration::hours(26);
        match level {
            Level::Given | Level::Waived => self.give(next_day).await,
            Level::Retracted => {
                self.give(next_day).await?;
                self.retract(days_later(next_day, 2)).await
            }
            Level::Outside => self.give_outside(next_day).await,
            _ => Ok(()),
        }
    }

    /// Staff excuse it.
    async fn excuse(&self) -> Result<(), String> {
        let reason = self.said(&words()?.excuses, Party::Student);
        let excuse = Command::Excuse {
            step: self.step,
            reason,
        };
        let (pair, now) = (&self.pair, self.begins);
        pair.has_done_to_it(self.store, self.staff, now, "excuse_interviews", excuse)
            .await
    }

    /// The mentor waives the road-book.
    async fn waive(&self, now: DateTime<Utc>) -> Result<(), String> {
        let (step, reason) = (self.step, None);
        let waive = Command::WaiveRoadbook { step, reason };
        self.does(Party::Mentor, now, "waive_roadbook", waive).await
    }

    /// The student didn't come, by the mentor's word, and disputes it.
    async fn miss(&self, id: AppointmentId, now: DateTime<Utc>) -> Result<(), String> {
        let missed = Command::NoShow {
            id,
            missed_by: MissedBy::Student,
            reason: None,
        };
        self.does(Party::Mentor, now, "record_no_show", missed)
            .await?;
        let reason = self.said(&words()?.disputes, Party::Student);
        let dispute = Command::Dispute { id, reason };
        self.does(
            Party::Student,
            days_later(now, 1),
            "dispute_outcome",
            dispute,
        )
        .await
    }

    async fn does(
        &self,
        party: Party,
        now: DateTime<Utc>,
        operation: &'static str,
        command: Command,
    ) -> Result<(), String> {
        self.pair
            .does(self.store, party, now, operation, command)
            .await
    }

    async fn propose(&self, starts_at: DateTime<Utc>) -> Result<AppointmentId, String> {
        let means = self.means()?;
        let notes = words()?.notes.get(&self.pair.student_language);
        let notes = notes.and_then(|notes| notes.get(&means.kind()));
        let note = notes.and_then(|notes| pick(notes, self.variant()));
        let note = note.map(Note::restored);
        let meeting = self.pair.meeting(starts_at, means, note);
        let (id, step) = (meeting.id, self.step);
        let propose = Command::Propose {
            step,
            meeting,
            waive_lead: false,
        };
        self.does(Party::Student, self.begins, "propose_appointment", propose)
            .await?;
        Ok(id)
    }

    /// Means accepted by this mentor.
    fn means(&self) -> Result<Means, String> {
        let place = self.pair.mentor_place;
        let mentor = people()?.mentors.get(place).ok_or("no such mentor")?;
        let kinds = mentor.means();
        let kind = self.variant().checked_rem(kinds.len());
        let kind = kind.and_then(|index| kinds.get(index).copied());
        let (kind, detail) = match (kind, &mentor.meets_at) {
            (Some(MeansKind::InPerson), Some(address)) => (MeansKind::InPerson, address.clone()),
            (Some(MeansKind::Phone), _) => (MeansKind::Phone, mentor_phone(place)),
            _ => (
                MeansKind::Video,
                format!("https://visio.example/{}", self.pair.place),
            ),
        };
        Ok(Means::restored(kind, detail))
    }

    /// Picks a text, so that neither a person nor a step repeats another.
    pub(super) const fn variant(&self) -> usize {
        self.pair.place + self.step.index()
    }

    async fn decline(&self, id: AppointmentId, now: DateTime<Utc>) -> Result<(), String> {
        let reason = Some(self.said(&words()?.declines, Party::Mentor));
        let decline = Command::Decline { id, reason };
        self.does(Party::Mentor, now, "decline_appointment", decline)
            .await
    }

    async fn cancel(&self, id: AppointmentId, now: DateTime<Utc>) -> Result<(), String> {
        let reason = self.said(&words()?.cancels, Party::Student);
        let cancel = Command::Cancel { id, reason };
        self.does(Party::Student, now, "cancel_appointment", cancel)
            .await
    }

    async fn reschedule(
        &self,
        id: AppointmentId,
        starts_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<(), String> {
        let to = Move {
            id: AppointmentId::new(),
            starts_at: starts_at + Duration::hours(1),
            duration_minutes: None,
            means: None,
            note: None,
            reason: Some(self.said(&words()?.moves, Party::Student)),
        };
        let reschedule = Command::Reschedule {
            id,
            to,
            waive_lead: false,
        };
        let now = days_later(now, 1);
        self.does(Party::Student, now, "reschedule_appointment", reschedule)
            .await
    }

    /// Answers this step's questions as the student, and sends them.
    async fn send(&self, now: DateTime<Utc>) -> Result<(), String> {
        let (pair, store) = (&self.pair, self.store);
        let failed = |error| pair.failed("send_roadbook", &error);
        let answers = self.answers()?;
        let saving = meta(pair.student, "update_roadbook", now - Duration::hours(1));
        let saved = store.save_roadbook(saving, pair.roadbook(), answers, unread());
        saved.await.map_err(failed)?;
        let message = self.one_of(&words()?.messages, pair.student_language);
        let message = message.map(Note::restored);
        let sending = meta(pair.student, "send_roadbook", now);
        let sent = store.send_roadbook(sending, pair.roadbook(), self.step, message, unread());
        sent.await.map(drop).map_err(failed)
    }

    fn answers(&self) -> Result<BTreeMap<String, Option<String>>, String> {
        let (place, template) = (self.pair.place, roadbook::Template::guide());
        // Some students skip optional questions.
        let asked = template
            .questions_for(self.step)
            .filter(|one| one.required || place.is_multiple_of(2));
        asked
            .map(|one| Ok((one.key.clone(), answer(place, &one.key)?)))
            .collect()
    }

    /// Words of one of the two, in their language.
    pub(super) fn said(&self, of: &Variants, party: Party) -> Note {
        let language = match party {
            Party::Student => self.pair.student_language,
            Party::Mentor => self.pair.mentor_language,
        };
        said(of, language, self.variant())
    }

    pub(super) fn one_of(&self, texts: &Variants, language: Language) -> Option<String> {
        pick(texts.get(&language)?, self.variant())
    }
}
