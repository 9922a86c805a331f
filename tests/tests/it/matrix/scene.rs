//! How people come into a state: by their own requests, as in life.

use super::stage::{PLACES, Stage};
use super::state::State;
use super::target::{Target, absent};
use crate::harness::{Actor, Pair, cafe};
use chrono::TimeDelta;
use serde_json::{Value, json};

impl Stage {
    /// A target in a state; `ended`: then staff have ended it and the other mentor has come.
    pub(super) async fn make(&mut self, state: State, by_student: bool, ended: bool) -> Target {
        let mut target = self.people().await;
        if state == State::Free {
            return target;
        }
        if state == State::Applied {
            target.outsider = absent();
            target.application = self.apply(&target.outsider).await;
        }
        let pair = self.pair(&mut target, ended).await;
        target.appointment = self.bring(&pair, state, by_student).await;
        if state == State::Given {
            target.action = pair.first_action().await;
        }
        if state == State::Shared {
            target.share = share_form(&pair).await;
        }
        if state == State::Concerned {
            target.concern = raise(&pair, "They never answer.").await;
        }
        if matches!(state, State::CareerAsked | State::CareerBegun) {
            target.career = ask_department(&pair, "Help me, please.").await;
        }
        if state == State::CareerBegun {
            self.begin_career(&target.career).await;
        }
        if ended {
            self.end(&target.mentorship, "They moved abroad.").await;
            target.other_mentorship = self.pair_with_other(&target).await;
        }
        target
    }

    /// Somebody whom nobody has imported offers to be a mentor; the application's id.
    async fn apply(&self, external_id: &str) -> String {
        let path = self.class.path("/mentor-applications");
        let body = json!({ "profile": { "company": format!("company-of-{external_id}") } });
        let applicant = self.class.person(external_id);
        applicant.post(path, body).await.created().id()
    }

    /// People who haven't met yet.
    pub async fn people(&mut self) -> Target {
        let number = self.placed;
        self.placed += 1;
        assert!(number < PLACES, "the stage needs more PLACES");
        let [student, mentor, other] =
            ["student", "mentor", "other"].map(|who| format!("{who}{number}"));
        Target::of(&self.class, &student, &mentor, &other).await
    }

    /// The student with the mentor, after the other one unless they come later.
    pub async fn pair(&self, target: &mut Target, other_later: bool) -> Pair {
        let student = target.student.external_id.clone();
        if !other_later {
            target.other_mentorship = self.pair_with_other(target).await;
            let note = format!("end-of-{student}.");
            self.end(&target.other_mentorship, &note).await;
        }
        let pair = self.class.pair(&student, &target.mentor.external_id).await;
        target.mentorship.clone_from(&pair.id);
        pair
    }

    /// The student chooses the other mentor; the mentorship's id.
    pub async fn pair_with_other(&self, target: &Target) -> String {
        let (student, other) = (&target.student.external_id, &target.other.external_id);
        self.class.pair(student, other).await.id
    }

    /// Staff end a mentorship.
    pub async fn end(&self, mentorship: &str, note: &str) {
        let end = json!({ "end_reason": "mentor_left", "note": note });
        self.class.admin().end(mentorship, end).await.ok();
    }

    /// Brings two people into a state; the appointment's id, if they have one.
    async fn bring(&mut self, pair: &Pair, state: State, by_student: bool) -> String {
        let (caller, partner) = if by_student {
            (&pair.student, &pair.mentor)
        } else {
            (&pair.mentor, &pair.student)
        };
        match state {
            State::Filled => {
                pair.fill_roadbook("project").await.ok();
            }
            State::Sent => pair.prepare("project").await,
            State::Waived => {
                pair.waive("project", json!({})).await.ok();
            }
            State::Asked => return self.propose(pair, partner).await,
            State::Proposed => return self.propose(pair, caller).await,
            State::Booked => return pair.meet("project", &self.in_hours(20 * 24)).await,
            State::Begun => return self.begin(pair, json!({}), json!({})).await,
            State::Recorded => return self.hold(pair, caller).await,
            State::Reported => return self.hold(pair, partner).await,
            State::Held => return self.hold(pair, &pair.mentor).await,
            State::Drafted | State::Given | State::Shared => {
                return self.fill_in(pair, state).await;
            }
            _ => {}
        }
        absent()
    }

    async fn propose(&self, pair: &Pair, caller: &Actor) -> String {
        let ahead = self.in_hours(20 * 24);
        let proposed = pair.propose(caller, "project", &ahead).await;
        proposed.created().id()
    }

    async fn hold(&mut self, pair: &Pair, caller: &Actor) -> String {
        let appointment = self.begin(pair, json!({}), json!({})).await;
        let held = caller.hold(&appointment).await;
        held.ok();
        appointment
    }

    async fn fill_in(&mut self, pair: &Pair, state: State) -> String {
        let appointment = self.hold(pair, &pair.mentor).await;
        pair.draft_form("project").await.ok();
        if state != State::Drafted {
            pair.give("project").await.ok();
        }
        appointment
    }

    /// A confirmed appointment whose start passes; the road-book is waived.
    pub async fn begin(&mut self, pair: &Pair, waiver: Value, meeting: Value) -> String {
        pair.waive("project", waiver).await.ok();
        let (student, start) = (&pair.student, self.in_hours(1));
        let proposed = pair.propose_with(student, "project", &start, meeting).await;
        let id = proposed.created().id();
        pair.mentor.confirm(&id).await.ok();
        self.clock += TimeDelta::hours(2);
        pair.at(&self.in_hours(0)).await;
        id
    }

    /// Gives a career interview a date, which passes.
    async fn begin_career(&mut self, id: &str) {
        let school = &self.class.school;
        let date = json!({
            "starts_at": self.in_hours(1),
            "duration_minutes": 30,
            "means": cafe(),
        });
        let path = format!("/v1/career-interviews/{id}/schedule");
        school.adviser().post(path, date).await.ok();
        self.clock += TimeDelta::hours(2);
        self.class.school.at(&self.in_hours(0)).await;
    }

    /// An instant, from the present as it was last set.
    pub fn in_hours(&self, hours: i64) -> String {
        let at = self.clock + TimeDelta::hours(hours);
        at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
    }
}

/// The student tells staff; the concern's id.
pub async fn raise(pair: &Pair, text: &str) -> String {
    let body = json!({ "kind": "concern", "text": text });
    let told = pair.student.post(pair.path("/concerns"), body).await;
    told.created().id()
}

/// The student shares the form with the advisers; the share's id.
async fn share_form(pair: &Pair) -> String {
    let body = json!({
        "documents": [{ "kind": "evaluation", "step": "project" }],
        "with": "advisers",
    });
    let shared = pair.student.post(pair.path("/shares"), body).await;
    shared.created().id()
}

/// The student asks the Career Department; the interview's id.
pub(super) async fn ask_department(pair: &Pair, message: &str) -> String {
    let path = pair.class.path("/career-interviews");
    let asked = pair.student.post(path, json!({ "message": message })).await;
    asked.created().id()
}
