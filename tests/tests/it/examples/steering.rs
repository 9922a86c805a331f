//! What staff change in March: late students, a mentor who stops, more time.

use super::people::{AVA, ELIF, MALIK, PAUL, SOFIA, late_mentors, late_students};
use super::story::Story;
use crate::harness::{Class, Pair};
use serde_json::json;

impl Story {
    /// Late students get mentors; some get more time, or an excuse; a mentor and a student leave.
    pub async fn steer(&self) {
        let (class, adviser) = (self.class(), self.adviser());
        self.school.at("2027-03-15T09:00:00Z").await;
        class.import("students", late_students()).await.ok();
        class.import("mentors", late_mentors()).await.ok();
        let [malik, ava, elif, sofia, paul] = [MALIK, AVA, ELIF, SOFIA, PAUL]
            .map(|person| async move { class.person_id(person).await });
        let (malik, ava, elif) = (malik.await, ava.await, elif.await);
        let (sofia, paul) = (sofia.await, paul.await);
        let path = class.path(&format!("/students/{malik}/assign"));
        let body =
            json!({ "mentor_id": sofia, "reason": "Joined in March; wants to work in Lisbon." });
        let first = self
            .book
            .show(adviser.post(&path, body.clone()).await.created());
        self.book
            .refuse(409, "already_has_mentor", adviser.post(&path, body).await);
        let rows = json!({ "rows": [
            { "student_id": ava, "mentor_id": paul },
            { "student_id": malik, "mentor_id": paul },
            { "student_id": elif, "mentor_id": sofia, "reason": "Met her at the forum." },
        ] });
        let many = adviser.post(class.path("/assignments"), rows).await.ok();
        let many = self.book.show(many);
        let (ava_s, elif_s) = (
            many.text("/rows/0/mentorship_id"),
            many.text("/rows/2/mentorship_id"),
        );
        let of = |id: &str, rest: &str| format!("/v1/mentorships/{id}{rest}");
        let malik_s = first.id();
        let body = json!({
            "step": "project", "until_on": "2027-05-14", "reason": "An internship in Porto until May.",
        });
        let path = of(&malik_s, "/extensions");
        self.book.show(adviser.post(&path, body).await.ok());
        let early = json!({ "step": "project", "until_on": "2027-03-01", "reason": "A slip." });
        self.book
            .refuse(409, "in_the_past", adviser.post(&path, early).await);
        let body = json!({
            "mentorship_ids": [ava_s, elif_s],
            "step": "project", "until_on": "2027-04-30", "reason": "They joined in March.",
        });
        let path = class.path("/extensions");
        self.book.show(adviser.post(path, body).await.ok());
        let body = json!({ "reason": "She did the same in her apprenticeship." });
        let path = of(&ava_s, "/interviews/project/excuse");
        self.book.show(adviser.post(&path, body.clone()).await.ok());
        self.book
            .refuse(409, "interview_settled", adviser.post(&path, body).await);
        let body = json!({
            "mentorship_ids": [ava_s, elif_s], "step": "project", "reason": "The forum took its place.",
        });
        let path = class.path("/excuses");
        self.book.show(adviser.post(path, body).await.ok());
        let body = json!({
            "mentorship_ids": [malik_s, elif_s], "code": "propose_appointment",
            "message": "Sofia is easiest to reach in the evening.",
        });
        let path = class.path("/nudges");
        self.book.show(adviser.post(path, body).await.ok());
        let body = json!({ "mentor_id": paul, "reason": "Sofia has a new job in São Paulo." });
        let path = of(&malik_s, "/reassign");
        self.book
            .show(adviser.post(&path, body.clone()).await.created());
        self.book
            .refuse(409, "wrong_state", adviser.post(&path, body).await);
        let timeline = class.person(MALIK).get(of(&malik_s, "/timeline")).await;
        self.book.show(timeline.ok());
        let body = json!({
            "reason": "Moves to São Paulo.",
            "message": "Sofia has to stop this month. We look for another mentor with you.",
        });
        let path = class.path(&format!("/mentors/{sofia}/leave"));
        self.book.show(adviser.post(path, body).await.ok());
        let ava_with_paul = Pair {
            class: class.clone(),
            id: ava_s,
            student: class.person(AVA),
            mentor: class.person(PAUL),
        };
        ava_with_paul.fill_roadbook("project").await.ok();
        let body = json!({ "reason": "Does the last year again." });
        let path = class.path(&format!("/students/{ava}/leave"));
        self.book.show(adviser.post(path, body).await.ok());
        self.begin_again(&ava_with_paul).await;
    }

    /// Ava goes on from her answers in the next year.
    async fn begin_again(&self, former: &Pair) {
        let class = Class::draft(&self.school, 2028).await;
        let mut late = late_students();
        class
            .import("students", vec![late.swap_remove(1)])
            .await
            .ok();
        self.admin().act(class.path("/open")).await.ok();
        let again = Pair {
            class,
            ..former.clone()
        };
        let path = format!("{}/copy-from", again.roadbook().await);
        let from = json!({ "programme_id": former.class.id });
        self.book.show(again.student.post(&path, from).await.ok());
        let absent = json!({ "programme_id": uuid::Uuid::nil() });
        let refused = again.student.post(&path, absent).await;
        self.book.refuse(409, "reference_unknown", refused);
    }
}
