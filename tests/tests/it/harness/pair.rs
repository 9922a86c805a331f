//! A student and a mentor in their year.

use super::actor::Actor;
use super::answer::Answer;
use super::class::Class;
use serde_json::{Value, json};

/// A mentorship with its two people.
#[derive(Clone)]
pub struct Pair {
    pub class: Class,
    pub id: String,
    pub student: Actor,
    pub mentor: Actor,
}

/// When the road-book of a first interview is sent, when it is, and the present after it.
const FIRST: [&str; 3] = [
    "2019-01-10T09:00:00Z",
    "2019-02-05T17:00:00Z",
    "2019-02-05T18:00:00Z",
];

/// A meeting place that every step can have.
pub fn cafe() -> Value {
    json!({ "kind": "in_person", "place": "Café de la Gare, Lyon" })
}

impl Pair {
    pub(super) fn new(class: &Class, id: String, student: &str, mentor: &str) -> Self {
        Self {
            class: class.clone(),
            id,
            student: class.person(student),
            mentor: class.person(mentor),
        }
    }

    /// A path under this mentorship.
    pub fn path(&self, rest: &str) -> String {
        format!("/v1/mentorships/{}{rest}", self.id)
    }

    /// A path under one of its interviews.
    pub fn at_step(&self, step: &str, rest: &str) -> String {
        self.path(&format!("/interviews/{step}{rest}"))
    }

    pub async fn at(&self, now: &str) {
        self.class.school.at(now).await;
    }

    /// The interview as a caller sees it.
    pub async fn interview(&self, caller: &Actor, step: &str) -> Answer {
        caller.get(self.at_step(step, "")).await.ok()
    }

    /// An hour in the café.
    pub async fn propose(&self, caller: &Actor, step: &str, starts_at: &str) -> Answer {
        self.propose_with(caller, step, starts_at, json!({})).await
    }

    /// …with further or other fields.
    pub async fn propose_with(
        &self,
        caller: &Actor,
        step: &str,
        starts_at: &str,
        more: Value,
    ) -> Answer {
        let mut body = json!({ "starts_at": starts_at, "duration_minutes": 60, "means": cafe() });
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        caller.post(self.at_step(step, "/appointments"), body).await
    }

    /// The student proposes and the mentor confirms; the appointment's id.
    pub async fn meet(&self, step: &str, starts_at: &str) -> String {
        let proposed = self.propose(&self.student, step, starts_at).await.created();
        let id = proposed.id();
        self.mentor.confirm(&id).await.ok();
        id
    }

    /// Records half an hour in the café that nobody had booked.
    pub async fn record(&self, caller: &Actor, step: &str, starts_at: &str) -> Answer {
        let body = json!({ "starts_at": starts_at, "duration_minutes": 30, "means": cafe() });
        let path = self.at_step(step, "/appointments/record");
        caller.post(path, body).await
    }

    /// The student's road-book, as a path.
    pub async fn roadbook(&self) -> String {
        let me = self.student.get("/v1/me").await.ok();
        let enrolments = me.at("/enrolments");
        let mine = enrolments.as_array().unwrap().iter();
        let mut mine = mine.filter(|enrolment| enrolment["programme_id"] == self.class.id.as_str());
        format!(
            "/v1/roadbooks/{}",
            mine.next().unwrap()["roadbook_id"].as_str().unwrap()
        )
    }

    /// Answers every question that prepares a step.
    pub async fn fill_roadbook(&self, step: &str) -> Answer {
        let path = self.roadbook().await;
        let roadbook = self.student.get(&path).await.ok();
        let mut answers = json!({});
        for part in roadbook.at("/parts").as_array().unwrap() {
            for question in part["questions"].as_array().unwrap() {
                if question["steps"].as_array().unwrap().contains(&json!(step)) {
                    let key = question["key"].as_str().unwrap();
                    answers[key] = json!(format!("What I think about {key} before {step}."));
                }
            }
        }
        let etag = roadbook.etag();
        self.student
            .patch(path, &etag, json!({ "answers": answers }))
            .await
    }

    pub async fn send_roadbook(&self, step: &str) -> Answer {
        let path = format!("{}/send", self.roadbook().await);
        self.student
            .post(path, json!({ "step": step, "message": "Here it is." }))
            .await
    }

    /// Waits until the mail of an edition is sent.
    pub async fn delivered(&self, edition: &str) {
        for _ in 0..200 {
            if self.student.get(edition).await.ok().at("/mail_state") == "sent" {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("the mail of {edition} wasn't sent in time");
    }

    /// Fills the road-book in and sends it.
    pub async fn prepare(&self, step: &str) {
        self.fill_roadbook(step).await.ok();
        self.send_roadbook(step).await.created();
    }

    /// Asks, as an adviser, that another mentor go on with the student.
    pub async fn reassign(&self, mentor: &str) -> Answer {
        let mentor = self.class.person_id(mentor).await;
        let body = json!({ "mentor_id": mentor, "reason": "Moves to Peru." });
        let staff = self.class.school.adviser();
        staff.post(self.path("/reassign"), body).await
    }

    /// The mentorship with another mentor that goes on from this one.
    pub async fn reassigned(&self, mentor: &str) -> Self {
        let made = self.reassign(mentor).await.created();
        Self {
            id: made.id(),
            mentor: self.class.person(mentor),
            ..self.clone()
        }
    }

    /// Waives the road-book as the mentor.
    pub async fn waive(&self, step: &str, body: Value) -> Answer {
        let path = self.at_step(step, "/roadbook-waiver");
        self.mentor.post(path, body).await
    }

    /// A form that every step's template accepts.
    pub async fn form(&self, step: &str) -> Value {
        let form = self
            .mentor
            .get(self.at_step(step, "/evaluation"))
            .await
            .ok();
        let ratings = form.at("/ratings");
        let rate = |rating: &Value| json!({ "criterion_key": rating["criterion_key"], "rating": "good", "comment": "Well done." });
        let situation = (step == "follow_up").then_some("employed");
        json!({
            "ratings": ratings.as_array().unwrap().iter().map(rate).collect::<Vec<_>>(),
            "situation": situation,
            "opportunities": (step == "follow_up").then_some("Two offers."),
            "problems": (step == "follow_up").then_some("None to speak of."),
            "summary": "We spoke about banks.",
            "strengths": "Curious and thorough.",
            "advice": "Call three people a week.",
            "agreed_actions": [{ "text": "Call Anna." }],
            "career_department_recommended": false,
        })
    }

    /// Saves a form as the mentor, over the one that is there.
    pub async fn save_form(&self, step: &str, body: Value) -> Answer {
        let path = self.at_step(step, "/evaluation");
        self.mentor.replace(&path, body).await
    }

    /// Fills the form in as a draft.
    pub async fn draft_form(&self, step: &str) -> Answer {
        let body = self.form(step).await;
        self.save_form(step, body).await
    }

    pub async fn give(&self, step: &str) -> Answer {
        self.mentor
            .act(self.at_step(step, "/evaluation/give"))
            .await
    }

    /// The id of the first action that the two agreed on.
    pub async fn first_action(&self) -> String {
        let list = self.student.get(self.path("/agreed-actions")).await.ok();
        list.text("/items/0/id")
    }

    /// Acknowledges the form as the student.
    pub async fn acknowledge(&self, step: &str, comment: impl Into<Value>) -> Answer {
        let body = json!({ "comment": comment.into() });
        let path = self.at_step(step, "/evaluation/acknowledge");
        self.student.post(path, body).await
    }

    /// Prepares a step, meets and holds: the clock stands at `sent` before and at `after` then.
    pub async fn have_held(&self, step: &str, sent: &str, starts_at: &str, after: &str) -> String {
        self.at(sent).await;
        self.prepare(step).await;
        let appointment = self.meet(step, starts_at).await;
        self.at(after).await;
        self.mentor.hold(&appointment).await.ok();
        appointment
    }

    /// Holds the first interview on 5 February; it is six o'clock UTC then. The appointment's id.
    pub async fn hold_project(&self) -> String {
        let [sent, starts_at, after] = FIRST;
        self.have_held("project", sent, starts_at, after).await
    }

    /// …and gives the form.
    pub async fn conclude(&self, step: &str, sent: &str, starts_at: &str, after: &str) {
        self.have_held(step, sent, starts_at, after).await;
        self.draft_form(step).await.ok();
        self.give(step).await.ok();
    }

    /// Holds the first interview on 5 February and gives the form.
    pub async fn conclude_project(&self) {
        let [sent, starts_at, after] = FIRST;
        self.conclude("project", sent, starts_at, after).await;
    }
}
