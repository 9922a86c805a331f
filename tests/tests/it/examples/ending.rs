//! What everybody sees in between, and how mentorships and the programme end.

use super::people::{LUCAS, NADIA, THOMAS, YASMINE};
use super::story::Story;
use crate::harness::Class;
use serde_json::json;

impl Story {
    /// Pages that people open in March.
    pub async fn look_back(&self) {
        let pair = self.camille();
        let (student, mentor) = (&pair.student, &pair.mentor);
        self.school.at("2027-03-08T09:00:00Z").await;
        let next = pair
            .propose(mentor, "action_plan", "2027-04-13T16:00:00Z")
            .await;
        let next = next.created().id();
        let again = pair
            .propose(mentor, "project", "2027-03-25T16:00:00Z")
            .await;
        self.book.refuse(409, "interview_settled", again);
        let short = json!({ "calendar": { "project": { "to": "2027-01-31" } } });
        let short = self.class().change(short).await;
        self.book.refuse(409, "calendar_conflict", short);
        self.book.show(student.get("/v1/me").await.ok());
        self.book.show(student.get(pair.path("")).await.ok());
        self.book
            .show(mentor.get(pair.at_step("action_plan", "")).await.ok());
        self.book.show(student.appointment(&next).await);
        let list = pair.path("/appointments?limit=2");
        self.book.show(student.get(list).await.ok());
        let all = self.class().path("/mentorships?state=active&limit=2");
        self.book.show(self.adviser().get(all).await.ok());
    }

    /// Lucas gets another mentor; in December the programme closes.
    pub async fn end(&self) {
        self.lucas_goes_on_without_nadia().await;
        self.too_late().await;
        let (class, admin) = (self.class(), self.admin());
        let log = admin.get("/v1/audit-log?action=end_mentorship&limit=2");
        self.book.show(log.await.ok());
        let live = admin.post(class.path("/close"), json!({})).await;
        self.book.refuse(409, "live_mentorships", live);
        let all = json!({ "end_live_mentorships": true });
        admin.post(class.path("/close"), all).await.ok();
        let late = class.choose(YASMINE, THOMAS).await;
        self.book.refuse(409, "programme_not_open", late);
        self.book
            .show(admin.post(class.path("/reopen"), json!({})).await.ok());
        let open = admin.delete(class.path("")).await;
        self.book.refuse(409, "wrong_state", open);
        self.next_year().await;
        let twice = Class::draft(&self.school, 2029).await;
        let gone = admin.delete(twice.path("")).await;
        self.book.show(gone.status(204));
        // As an example it may be sent as it stands, so it ends nobody.
        let closing = json!({ "end_live_mentorships": false });
        let closed = admin.post(class.path("/close"), closing).await;
        self.book.show(closed.ok());
    }

    /// The year has been worked with: its questions stay, and the next year goes on from it.
    async fn next_year(&self) {
        let (class, admin) = (self.class(), self.admin());
        let path = class.path("/roadbook-template");
        let mut roadbook = admin.get(&path).await.ok().body();
        roadbook["parts"][0]["questions"][1]["required"] = json!(true);
        let stricter = admin.replace(&path, roadbook).await;
        self.book.refuse(409, "template_in_use", stricter);
        let path = class.path("/evaluation-templates/project");
        let mut form = admin.get(&path).await.ok().body();
        form["fields"].as_array_mut().unwrap().remove(0);
        let without = admin.replace(&path, form).await;
        self.book.refuse(409, "template_in_use", without);
        let path = class.path("/successor");
        let next = admin.post(&path, json!({ "year": 2028 })).await;
        self.book.show(next.created());
        let again = admin.post(&path, json!({ "year": 2028 })).await;
        self.book.refuse(409, "programme_exists", again);
    }

    async fn lucas_goes_on_without_nadia(&self) {
        let (class, adviser) = (self.class(), self.adviser());
        for (who, person) in [("students", LUCAS), ("mentors", NADIA)] {
            let id = class.person_id(person).await;
            let one = class.path(&format!("/{who}/{id}"));
            let live = adviser.delete(one).await;
            self.book.refuse(409, "live_mentorships", live);
        }
        let nadia = format!("/v1/people/{}", class.person_id(NADIA).await);
        let live = self.admin().act(format!("{nadia}/deactivate")).await;
        self.book.refuse(409, "live_mentorships", live);
        let mine = self.class().person(LUCAS).get("/v1/me").await.ok();
        let mentorship = mine.text("/mentorships/0/id");
        self.nadia_wants_to_stop(&mentorship).await;
        let silent = self.adviser().end(&mentorship, json!({})).await;
        self.book.refuse(409, "reason_required", silent);
        let body = json!({
            "end_reason": "mentor_left",
            "note": "Nadia moves to Montréal in April; we look for another mentor together.",
        });
        self.book
            .show(self.adviser().end(&mentorship, body).await.ok());
        let stop = json!({ "kind": "wants_to_stop", "text": "Is it done?" });
        let concerns = format!("/v1/mentorships/{mentorship}/concerns");
        let stop = class.person(NADIA).post(concerns, stop).await;
        self.book.refuse(409, "wrong_state", stop);
        let admin = self.admin();
        for action in ["deactivate", "reactivate"] {
            let done = admin.post(format!("{nadia}/{action}"), json!({})).await;
            self.book.show(done.ok());
        }
    }

    async fn nadia_wants_to_stop(&self, mentorship: &str) {
        let (nadia, book) = (self.class().person(NADIA), &self.book);
        let word = json!({
            "kind": "wants_to_stop",
            "text": "I move to Montréal in April, and have not told Lucas yet.",
        });
        let told = nadia.post(format!("/v1/mentorships/{mentorship}/concerns"), word);
        let told = book.show(told.await.created());
        let path = format!("/v1/concerns/{}", told.id());
        book.show(nadia.get(&path).await.ok());
        let adviser = self.adviser();
        book.show(adviser.get("/v1/concerns?state=open").await.ok());
        let own = self.school.staff(NADIA, &["adviser"]);
        let own = own.act(format!("{path}/resolve")).await;
        book.refuse(409, "own_mentorship", own);
        let note = json!({ "note": "We look for another mentor together with Lucas." });
        let resolve = format!("{path}/resolve");
        book.show(adviser.post(&resolve, note).await.ok());
        let again = adviser.act(resolve).await;
        book.refuse(409, "wrong_state", again);
    }

    async fn too_late(&self) {
        self.school.at("2027-12-30T09:00:00Z").await;
        let late = self.class().choose(YASMINE, THOMAS).await;
        self.book.refuse(409, "choice_closed", late);
        let pair = self.jonas();
        let over = pair
            .propose(&pair.student, "action_plan", "2027-12-31T16:00:00Z")
            .await;
        self.book.refuse(409, "window_over", over);
    }
}
