//! The form of the first interview: filled in, given, taken back, corrected, acknowledged; and what
//! staff see of it.

use super::story::Story;
use serde_json::{Value, json};

/// What Claire writes after she has met Camille.
fn form() -> Value {
    json!({
        "ratings": [
            { "criterion_key": "credibility", "rating": "good",
              "comment": "You know the trade and what it asks; the way into it is still vague." },
            { "criterion_key": "relevance", "rating": "excellent" },
            { "criterion_key": "clarity", "rating": "developing",
              "comment": "Say first what you want to do, and only then why." },
        ],
        "summary": "You want to lend to small firms, and you have seen two branches from the inside.",
        "strengths": "You listen, and you know why you want this job.",
        "advice": "Meet two lenders outside Paris before April, and bring one file that was refused.",
        "agreed_actions": [
            { "text": "Meet two lenders outside Paris.", "due_on": "2027-03-31" },
            { "text": "Say in two sentences why a small bank." },
        ],
        "career_department_recommended": true,
    })
}

impl Story {
    pub async fn evaluate(&self) {
        self.school.at("2027-03-03T08:00:00Z").await;
        let pair = self.camille();
        pair.mentor.hold(&self.first_meeting).await.ok();
        let path = pair.at_step("project", "/evaluation");
        self.fill_in(&path).await;
        self.too_soon(&path).await;
        self.give(&path).await;
        self.take_back(&path).await;
        self.after_giving(&path).await;
        self.act(&path).await;
        self.count().await;
    }

    async fn fill_in(&self, path: &str) {
        let pair = self.camille();
        let empty = pair.mentor.post(format!("{path}/give"), json!({})).await;
        self.book.refuse(409, "evaluation_incomplete", empty);
        let later = pair.at_step("action_plan", "/evaluation");
        let later = pair.mentor.replace(&later, form()).await;
        self.book.refuse(409, "interview_not_held", later);
        self.book.show(pair.mentor.replace(path, form()).await.ok());
        self.book.show(pair.mentor.get(path).await.ok());
    }

    /// Another appointment was agreed on: the form waits until it is over, or called off.
    async fn too_soon(&self, path: &str) {
        let pair = self.camille();
        let second = pair.meet("project", "2027-03-24T17:00:00Z").await;
        let early = pair.mentor.post(format!("{path}/give"), json!({})).await;
        self.book.refuse(409, "appointment_ahead", early);
        let enough = "We have said everything; April comes soon.";
        pair.student.cancel(&second, enough).await.ok();
    }

    async fn give(&self, path: &str) {
        let mentor = &self.camille().mentor;
        let given = mentor.post(format!("{path}/give"), json!({})).await.ok();
        self.book.show(given);
        let again = mentor.post(format!("{path}/give"), json!({})).await;
        self.book.refuse(409, "evaluation_already_given", again);
    }

    /// The first form went out before it was done; and there was one on paper.
    async fn take_back(&self, path: &str) {
        let pair = self.camille();
        let slip = json!({ "reason": "I pressed the button before I had finished." });
        let taken = pair.mentor.post(format!("{path}/retract"), slip).await.ok();
        self.book.show(taken);
        let early = pair.student.act(format!("{path}/mark-read")).await;
        self.book.refuse(409, "evaluation_retracted", early);
        let path = format!("{path}/give-outside");
        let tomorrow = json!({ "given_on": "2027-03-04" });
        let tomorrow = pair.mentor.post(&path, tomorrow).await;
        self.book.refuse(409, "outside_window", tomorrow);
        let paper =
            json!({ "given_on": "2027-03-03", "note": "The sheet I gave you after our talk." });
        self.book.show(pair.mentor.post(&path, paper).await.ok());
    }

    async fn act(&self, path: &str) {
        let pair = self.camille();
        let opened = pair.student.post(format!("{path}/mark-read"), json!({}));
        self.book.show(opened.await.ok());
        let list = pair.student.get(pair.path("/agreed-actions")).await.ok();
        let action = pair.path(&format!("/agreed-actions/{}", list.text("/items/0/id")));
        self.book.show(list);
        self.book.show(pair.student.get(&action).await.ok());
        let done = json!({ "state": "done", "note": "Two banks in Nantes; one offers a day on the spot." });
        self.book
            .show(pair.student.change(&action, done).await.ok());
    }

    async fn count(&self) {
        let dashboard = self.class().path("/dashboard");
        self.book.show(self.adviser().get(dashboard).await.ok());
        for list in [
            "students",
            "mentors",
            "mentorships",
            "appointments",
            "evaluations",
        ] {
            let file = self.class().path(&format!("/exports/{list}"));
            self.book.show(self.adviser().get(file).await.ok());
        }
    }

    async fn after_giving(&self, path: &str) {
        let pair = self.camille();
        self.school.at("2027-03-04T12:00:00Z").await;
        let mut better = form();
        better["ratings"][2]["rating"] = json!("good");
        better["reason"] = json!(
            "My sheet again, typed, with clarity one step higher: the second half was clear."
        );
        let corrected = pair
            .mentor
            .post(format!("{path}/correct"), better)
            .await
            .ok();
        self.book.show(corrected);
        let thanks = json!({ "comment": "Thank you. I have written to two banks in Nantes." });
        let read = pair
            .student
            .post(format!("{path}/acknowledge"), thanks)
            .await
            .ok();
        self.book.show(read);
        self.book
            .show(pair.student.get(format!("{path}/versions")).await.ok());
        self.book
            .show(pair.student.get(format!("{path}/versions/3")).await.ok());
    }
}
