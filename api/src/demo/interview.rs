//! Interview of the demo's school, played as far as its story goes.

use super::play::{Pair, days_later, meta, unread};
use super::story::Level;
use super::texts::{Variants, mentor_phone, people, pick, said, student, words};
use chrono::{DateTime, Duration, Utc};
use domain::evaluation::{Criterion, CriterionRating, Form, Template};
use domain::ids::AppointmentId;
use domain::mentorship::facts::Means;
use domain::mentorship::{Command, Move};
use domain::roadbook;
use domain::text::{FormText, Note};
use domain::words::{Language, MeansKind, MissedBy, Party, Rating, Situation, Step};
use persistence::Store;
use std::collections::BTreeMap;

/// Interview to play: people, step and start.
#[derive(Clone, Copy)]
pub(super) struct Interview<'a> {
    pub(super) store: &'a Store,
    pub(super) pair: Pair,
    pub(super) step: Step,
    /// Time of proposing its first date.
    pub(super) begins: DateTime<Utc>,
    /// Days from the proposal to the meeting.
    pub(super) ahead: i64,
}

impl Interview<'_> {
    /// Plays it up to a level.
    pub(super) async fn play(&self, level: Level) -> Result<(), String> {
        if level == Level::Chosen {
            return Ok(());
        }
        let starts_at = days_later(self.begins, self.ahead);
        let id = self.propose(starts_at).await?;
        let answered = days_later(self.begins, 1);
        match level {
            Level::Proposed | Level::Chosen => return Ok(()),
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
            Level::Sent => return Ok(()),
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
        let reason = said(&words()?.moves, self.pair.student_language);
        let dispute = Command::Dispute { id, reason };
        self.does(
            Party::Student,
            days_later(now, 1),
            "dispute_outcome",
            dispute,
        )
        .await
    }

    async fn retract(&self, now: DateTime<Utc>) -> Result<(), String> {
        let (pair, store) = (&self.pair, self.store);
        let retracting = meta(pair.mentor, "retract_evaluation", now);
        let mentor = pair.acting(Party::Mentor);
        let reason = said(&words()?.declines, pair.mentor_language).into_string();
        let done =
            store.retract_evaluation(retracting, pair.key(), self.step, mentor, reason, unread());
        let failed = |error| pair.failed("retract_evaluation", &error);
        done.await.map(drop).map_err(failed)
    }

    /// The mentor hands the form over on paper.
    async fn give_outside(&self, now: DateTime<Utc>) -> Result<(), String> {
        let (pair, store) = (&self.pair, self.store);
        let giving = meta(pair.mentor, "give_evaluation_outside", now);
        let mentor = pair.acting(Party::Mentor);
        let handed_over = (now.date_naive(), None);
        let done = store.give_evaluation_outside(
            giving,
            pair.key(),
            self.step,
            mentor,
            handed_over,
            unread(),
        );
        let failed = |error| pair.failed("give_evaluation_outside", &error);
        done.await.map(drop).map_err(failed)
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
    const fn variant(&self) -> usize {
        self.pair.place + self.step.index()
    }

    async fn decline(&self, id: AppointmentId, now: DateTime<Utc>) -> Result<(), String> {
        let reason = Some(said(&words()?.declines, self.pair.mentor_language));
        let decline = Command::Decline { id, reason };
        self.does(Party::Mentor, now, "decline_appointment", decline)
            .await
    }

    async fn cancel(&self, id: AppointmentId, now: DateTime<Utc>) -> Result<(), String> {
        let reason = said(&words()?.cancels, self.pair.student_language);
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
            reason: Some(said(&words()?.moves, self.pair.student_language)),
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
        let all = words()?.answers.get(&self.pair.student_language);
        let all = all.ok_or("no answers in this language")?;
        let template = roadbook::Template::guide();
        // Some students skip optional questions.
        let asked = template
            .questions_for(self.step)
            .filter(|one| one.required || self.pair.place.is_multiple_of(2));
        let voice = student(self.pair.place)?.voice;
        let answer = |key: &str| all.get(key).and_then(|texts| pick(texts, voice));
        Ok(asked
            .map(|one| (one.key.clone(), answer(&one.key)))
            .collect())
    }

    /// The mentor fills in the form and gives it; most students acknowledge it with a comment.
    async fn give(&self, now: DateTime<Utc>) -> Result<(), String> {
        let (pair, store) = (&self.pair, self.store);
        let failed = |error| pair.failed("give_evaluation", &error);
        let mentor = pair.acting(Party::Mentor);
        let saving = meta(pair.mentor, "update_evaluation", now);
        let saved = store.save_evaluation(
            saving,
            pair.key(),
            self.step,
            mentor,
            self.form()?,
            unread(),
        );
        saved.await.map_err(failed)?;
        let giving = meta(pair.mentor, "give_evaluation", now + Duration::minutes(20));
        let given = store.give_evaluation(giving, pair.key(), self.step, mentor, unread());
        given.await.map_err(failed)?;
        if pair.place.is_multiple_of(3) {
            return Ok(());
        }
        let read = meta(pair.student, "acknowledge_evaluation", days_later(now, 1));
        let student = pair.acting(Party::Student);
        let thanks = self.one_of(&words()?.thanks, pair.student_language);
        let seen =
            store.acknowledge_evaluation(read, pair.key(), self.step, student, thanks, unread());
        seen.await.map(drop).map_err(failed)
    }

    fn one_of(&self, texts: &Variants, language: Language) -> Option<String> {
        pick(texts.get(&language)?, self.variant())
    }

    fn form(&self) -> Result<Form, String> {
        let language = self.pair.mentor_language;
        let texts = words()?
            .forms
            .get(&language)
            .ok_or("no forms in this language")?;
        let place = self.pair.place;
        let text = |text: Option<String>| text.and_then(|text| FormText::parse(text).ok());
        let criteria = Template::guide(self.step).criteria;
        let rated = |(index, criterion): (usize, &Criterion)| {
            let rating = RATINGS.get((index + place) % RATINGS.len()).copied();
            let comments = texts.comments.get(&criterion.key);
            let comment = rating.and_then(|rating| Some(comments?.beside(rating).to_owned()));
            CriterionRating {
                criterion_key: criterion.key.clone(),
                rating,
                comment: text(comment.filter(|_| (index + place).is_multiple_of(2))),
            }
        };
        let ratings = criteria.iter().enumerate().map(rated);
        let advice = texts.advice.get(&self.step);
        let last = self.step == Step::FollowUp;
        Ok(Form {
            ratings: ratings.collect(),
            situation: last.then_some(Situation::Employed),
            opportunities: text(pick(&texts.opportunities, place).filter(|_| last)),
            problems: text(pick(&texts.problems, place).filter(|_| last)),
            strengths: text(pick(&texts.strengths, self.variant())),
            advice: text(advice.and_then(|texts| pick(texts, place))),
            career_department_recommended: place % 7 == 3,
            ..Form::default()
        })
    }
}

const RATINGS: [Rating; 5] = [
    Rating::Good,
    Rating::Excellent,
    Rating::Developing,
    Rating::Good,
    Rating::NotYet,
];
