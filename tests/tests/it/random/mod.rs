//! Random years over HTTP: whatever the two and staff do, what an answer lists as allowed is
//! accepted, what it lists as blocked is refused with the code given there, and all else is refused.

mod calls;
mod choices;

use crate::harness::{Actor, Answer, Class, Pair, School, apply, each_database};
use choices::{Choice, Listed};
use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::RngExt;
use proptest::test_runner::{RngAlgorithm, TestRng};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Moves of one random year.
const MOVES: usize = 45;

/// A year in the playing.
struct Year {
    pair: Pair,
    random: TestRng,
    now: DateTime<Utc>,
    /// What was done so far, to tell when something is wrong.
    told: Vec<String>,
}

async fn begin(school: &School, seed: u8) -> Year {
    let class = Class::open(school, &["mia", "max"], &["sam"]).await;
    let late = if seed.is_multiple_of(2) {
        "refuse"
    } else {
        "mark"
    };
    class
        .change(json!({ "policies": { "late_roadbook": late } }))
        .await
        .ok();
    let pair = class.pair("sam", "mia").await;
    Year {
        pair,
        random: TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]),
        now: "2019-01-10T09:00:00Z".parse().unwrap(),
        told: Vec::new(),
    }
}

impl Year {
    async fn pass(&mut self) {
        self.now += TimeDelta::days(self.random.random_range(0..12));
        self.pair.at(&self.now.to_rfc3339()).await;
        if self.random.random_bool(0.3) {
            let step = self.one_of(vec!["project", "action_plan", "follow_up"]);
            let step = step.unwrap_or_default();
            self.pair.fill_roadbook(step).await.ok();
        }
    }

    /// One of the two or staff; staff seldom.
    fn someone(&mut self) -> Actor {
        match self.random.random_range(0..9) {
            0..4 => self.pair.student.clone(),
            4..8 => self.pair.mentor.clone(),
            _ => self.pair.class.school.adviser(),
        }
    }

    /// Rather something that is allowed, so that the year gets on; an end only at the last. Every
    /// action comes as often as any other, on however many things it could be tried.
    fn pick(&mut self, mut choices: Vec<Choice>, last: bool) -> Option<Choice> {
        let allowed = |choice: &Choice| choice.listed == Listed::Allowed;
        let ends = |choice: &Choice| {
            ["end_mentorship", "reassign_mentorship"].contains(&choice.action.as_str())
        };
        choices.retain(|choice| last || !ends(choice) || !allowed(choice));
        if self.random.random_bool(0.6) {
            choices.retain(allowed);
        }
        let actions: BTreeSet<String> = choices.iter().map(|it| it.action.clone()).collect();
        let action = self.one_of(actions.into_iter().collect())?;
        choices.retain(|choice| choice.action == action);
        self.one_of(choices)
    }

    fn one_of<T>(&mut self, mut all: Vec<T>) -> Option<T> {
        let most = all.len();
        (most > 0).then(|| all.swap_remove(self.random.random_range(0..most)))
    }

    async fn play(&mut self, last: bool) {
        let who = self.someone();
        let choices = choices::of(&self.pair, &who).await;
        let Some(choice) = self.pick(choices, last) else {
            return;
        };
        let (name, action) = (who.external_id(), choice.action.as_str());
        self.told
            .push(format!("{} {name} {action} at {}", self.now, choice.path));
        let answer = calls::attempt(&who, &choice, self.now).await;
        self.judge(&choice, &answer);
    }

    fn judge(&self, choice: &Choice, answer: &Answer) {
        let story = || format!("{choice:?}\n{answer:?}\nafter\n{}", self.told.join("\n"));
        match &choice.listed {
            Listed::Allowed => assert!((200..300).contains(&answer.status), "{}", story()),
            Listed::Absent => assert!([403, 404, 409].contains(&answer.status), "{}", story()),
            Listed::Blocked(blocked) => {
                assert_eq!(answer.status, 409, "{}", story());
                for carried in ["code", "earliest_on", "deadline_on"] {
                    let (said, met) = (&blocked[carried], answer.at(&format!("/{carried}")));
                    assert!(
                        *said == Value::Null || *said == met,
                        "{carried} of {}",
                        story()
                    );
                }
            }
        }
    }
}

async fn play(school: &School, seed: u8) {
    let mut year = begin(school, seed).await;
    for number in 1..=MOVES {
        year.pass().await;
        year.play(number == MOVES).await;
    }
}

#[apply(each_database)]
async fn what_is_listed_is_what_is_accepted_in_a_first_year(school: School) {
    play(&school, 1).await;
}

#[apply(each_database)]
async fn what_is_listed_is_what_is_accepted_in_a_second_year(school: School) {
    play(&school, 2).await;
}

#[apply(each_database)]
async fn what_is_listed_is_what_is_accepted_in_a_third_year(school: School) {
    play(&school, 3).await;
}

#[apply(each_database)]
async fn what_is_listed_is_what_is_accepted_in_a_fourth_year(school: School) {
    play(&school, 4).await;
}
