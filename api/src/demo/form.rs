//! Forms of the demo's mentors.

use super::interview::Interview;
use super::play::{days_later, meta, unread};
use super::story::RECOMMENDED;
use super::texts::{FormWords, pick, words};
use chrono::{DateTime, Duration, Utc};
use domain::evaluation::{AgreedAction, Criterion, CriterionRating, Form, Template};
use domain::ids::ActionId;
use domain::text::{FormText, Note};
use domain::words::{Party, Rating, Situation, Step};

const RATINGS: [Rating; 5] = [
    Rating::Good,
    Rating::Excellent,
    Rating::Developing,
    Rating::Good,
    Rating::NotYet,
];
const SITUATIONS: [Situation; 6] = [
    Situation::Employed,
    Situation::JobHunting,
    Situation::Employed,
    Situation::FurtherStudy,
    Situation::Employed,
    Situation::Entrepreneur,
];

impl Interview<'_> {
    /// The mentor fills in the form and gives it; most students acknowledge it with a comment.
    pub(super) async fn give(&self, now: DateTime<Utc>) -> Result<(), String> {
        let (pair, store) = (&self.pair, self.store);
        let failed = |error| pair.failed("give_evaluation", &error);
        let mentor = pair.acting(Party::Mentor);
        let saving = meta(pair.mentor, "update_evaluation", now);
        let saved = store.save_evaluation(
            saving,
            pair.key(),
            self.step,
            mentor,
            self.form(now)?,
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

    /// The mentor takes the form back.
    pub(super) async fn retract(&self, now: DateTime<Utc>) -> Result<(), String> {
        let (pair, store) = (&self.pair, self.store);
        let retracting = meta(pair.mentor, "retract_evaluation", now);
        let mentor = pair.acting(Party::Mentor);
        let reason = self
            .said(&words()?.retractions, Party::Mentor)
            .into_string();
        let done =
            store.retract_evaluation(retracting, pair.key(), self.step, mentor, reason, unread());
        let failed = |error| pair.failed("retract_evaluation", &error);
        done.await.map(drop).map_err(failed)
    }

    /// The mentor hands the form over on paper.
    pub(super) async fn give_outside(&self, now: DateTime<Utc>) -> Result<(), String> {
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

    fn form(&self, now: DateTime<Utc>) -> Result<Form, String> {
        let texts = words()?.forms.get(&self.pair.mentor_language);
        let texts = texts.ok_or("no forms in this language")?;
        let (place, variant) = (self.pair.place, self.variant());
        let advice = texts.advice.get(&self.step);
        let summaries = texts.summaries.get(&self.step);
        let plan = self.step == Step::ActionPlan;
        let last = self.step == Step::FollowUp;
        let situation = SITUATIONS.get(place % SITUATIONS.len()).copied();
        Ok(Form {
            ratings: self.ratings(texts),
            summary: form_text(summaries.and_then(|texts| pick(texts, variant))),
            introductions: form_text(pick(&texts.introductions, place).filter(|_| plan)),
            situation: situation.filter(|_| last),
            opportunities: form_text(pick(&texts.opportunities, place).filter(|_| last)),
            problems: form_text(pick(&texts.problems, place).filter(|_| last)),
            strengths: form_text(pick(&texts.strengths, variant)),
            advice: form_text(advice.and_then(|texts| pick(texts, place))),
            agreed_actions: self.actions(texts, now),
            career_department_recommended: place % 7 == 3 || RECOMMENDED.contains(&place),
        })
    }

    fn ratings(&self, texts: &FormWords) -> Vec<CriterionRating> {
        let place = self.pair.place;
        let criteria = Template::guide(self.step).criteria;
        let rated = |(index, criterion): (usize, &Criterion)| {
            let rating = RATINGS.get((index + place) % RATINGS.len()).copied();
            let comments = texts.comments.get(&criterion.key);
            let comment = rating.and_then(|rating| comments?.beside(rating, place / 2));
            CriterionRating {
                criterion_key: criterion.key.clone(),
                rating,
                comment: form_text(comment.filter(|_| (index + place).is_multiple_of(2))),
            }
        };
        criteria.iter().enumerate().map(rated).collect()
    }

    /// One to three actions, most of them with a day.
    fn actions(&self, texts: &FormWords, now: DateTime<Utc>) -> Vec<AgreedAction> {
        let place = self.pair.place;
        let all = texts.actions.get(&self.step).map(Vec::as_slice);
        let agreed = all.unwrap_or_default().iter().cycle().skip(place % 5);
        let agreed = agreed.take(1 + place % 3).zip(0..);
        let action = |(text, index): (&String, i64)| AgreedAction {
            id: ActionId::new(),
            text: Note::restored(text.clone()),
            due_on: Some(days_later(now, 20 + 10 * index).date_naive())
                .filter(|_| !place.is_multiple_of(4)),
        };
        agreed.map(action).collect()
    }
}

fn form_text(text: Option<String>) -> Option<FormText> {
    text.and_then(|text| FormText::parse(text).ok())
}
