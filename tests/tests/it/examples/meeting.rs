//! Appointments: proposed, moved, confirmed, held, missed.

use super::people::{CLAIRE, LUCAS, NADIA};
use super::story::Story;
use crate::harness::{Answer, Pair};
use serde_json::{Value, json};

/// A meeting at the mentor's bank.
fn at_the_bank(starts_at: &str) -> Value {
    json!({
        "starts_at": starts_at,
        "duration_minutes": 60,
        "means": { "kind": "in_person", "place": "Banque Orsel, reception, Paris" },
        "note": "I can be there from five o’clock; a video call would do as well.",
    })
}

fn by_phone(starts_at: &str) -> Value {
    json!({
        "starts_at": starts_at,
        "duration_minutes": 45,
        "means": { "kind": "phone", "number": "+33 6 39 98 30 03" },
        "note": "I call you from the train station.",
    })
}

impl Story {
    pub async fn agree_on_a_date(&mut self) {
        self.school.at("2027-01-12T08:00:00Z").await;
        self.camille_proposes().await;
        self.dates_that_are_refused().await;
        self.claire_publishes_times().await;
    }

    pub async fn meet(&self) {
        self.school.at("2027-01-13T18:00:00Z").await;
        self.answers_to_proposals().await;
        let lucas = self.lucas_and_nadia().await;
        self.jonas_is_late().await;
        self.somebody_was_missing(&lucas).await;
    }

    async fn camille_proposes(&mut self) {
        let pair = self.camille().clone();
        let path = pair.at_step("project", "/appointments");
        let proposed = pair
            .student
            .post(&path, at_the_bank("2027-01-26T17:00:00Z"))
            .await;
        let proposed = self.book.show(proposed.created());
        let own = pair.student.confirm(&proposed.id()).await;
        self.book.refuse(409, "not_your_turn", own);
        let moved = json!({
            "starts_at": "2027-02-02T17:30:00Z",
            "reason": "The credit committee meets that Tuesday; a week later I have all evening.",
        });
        let moved = pair
            .mentor
            .on(&proposed.id(), "reschedule", moved)
            .await
            .created();
        let moved = self.book.show(moved);
        pair.student.confirm(&moved.id()).await.ok();
        let early = pair.mentor.hold(&moved.id()).await;
        self.book.refuse(409, "not_started", early);
        self.first_meeting = moved.id();
        let invite = format!("/v1/appointments/{}/invite.ics", moved.id());
        self.book.show(pair.mentor.get(invite).await.ok());
        let feed = pair.student.get("/v1/me/calendar-feed").await.ok();
        self.book.show(feed);
        let feed = pair.student.act("/v1/me/calendar-feed").await.ok();
        let url = self.book.show(feed).text("/url");
        let path = url.strip_prefix(self.school.url()).unwrap();
        self.book.show(self.school.anonymous().get(path).await.ok());
    }

    async fn dates_that_are_refused(&self) {
        let pair = self.camille();
        for (code, step, starts_at) in [
            ("too_early", "project", "2027-01-15T17:00:00Z"),
            ("outside_window", "project", "2027-05-10T16:00:00Z"),
            ("in_the_past", "project", "2027-01-06T17:00:00Z"),
            ("overlap", "project", "2027-02-02T18:00:00Z"),
            ("interview_not_open", "action_plan", "2027-04-06T16:00:00Z"),
        ] {
            let path = pair.at_step(step, "/appointments");
            let refused = pair.student.post(path, at_the_bank(starts_at)).await;
            self.book.refuse(409, code, refused);
        }
    }

    /// Claire keeps Tuesday evenings free; somebody was faster than Camille on the first of them.
    async fn claire_publishes_times(&self) {
        let pair = self.camille();
        let class = &pair.class;
        let claire = class.person_id(CLAIRE).await;
        let of = |rest: &str| class.path(&format!("/mentors/{claire}{rest}"));
        let times = json!({
            "time_zone": "Europe/Paris",
            "weekly": [{
                "weekday": "tuesday", "from": "18:00", "to": "20:00",
                "valid_from": "2027-01-19", "valid_until": "2027-03-30",
                "means": ["in_person", "video"],
            }],
            "single": [{
                "starts_at": "2027-02-06T09:00:00Z", "ends_at": "2027-02-06T11:00:00Z",
                "means": ["video"],
            }],
            "except_on": ["2027-02-23"],
        });
        let saved = pair.mentor.replace(&of("/availability"), times).await;
        self.book.show(saved.ok());
        let read = pair.mentor.get(of("/availability")).await;
        self.book.show(read.ok());
        let slots = of("/free-slots?from=2027-02-01&to=2027-02-10&step=project");
        self.book.show(pair.student.get(slots).await.ok());
        let mut slot = at_the_bank("2027-02-02T17:30:00Z");
        slot["from_slot"] = json!(true);
        let path = pair.at_step("project", "/appointments");
        let taken = pair.student.post(path, slot).await;
        self.book.refuse(409, "slot_taken", taken);
    }

    async fn answers_to_proposals(&self) {
        let pair = self.camille();
        let path = pair.at_step("project", "/appointments");
        let propose = async |starts_at: &str| {
            let answer = pair.student.post(&path, at_the_bank(starts_at)).await;
            answer.created().id()
        };
        let (second, third) = (
            propose("2027-02-10T17:00:00Z").await,
            propose("2027-02-11T17:00:00Z").await,
        );
        let reason = json!({ "reason": "I am in Lille that day. Shall we see first how far we get on the 2nd?" });
        self.book
            .show(pair.mentor.on(&second, "decline", reason).await.ok());
        let again = pair.mentor.decline(&second).await;
        self.book.refuse(409, "wrong_state", again);
        self.book.show(pair.student.withdraw(&third).await.ok());
    }

    /// Lucas proposes a date that has come near when Nadia answers.
    async fn lucas_and_nadia(&self) -> Pair {
        let class = self.class().clone();
        let mine = class.person(LUCAS).get("/v1/me").await.ok();
        let pair = Pair {
            id: mine.text("/mentorships/0/id"),
            student: class.person(LUCAS),
            mentor: class.person(NADIA),
            class,
        };
        let path = pair.at_step("project", "/appointments");
        let body = json!({
            "starts_at": "2027-01-21T18:00:00Z",
            "duration_minutes": 45,
            "means": { "kind": "video", "link": "https://meet.example.org/nadia-benkirane" },
        });
        let proposed = pair.student.post(&path, body).await.created().id();
        self.school.at("2027-01-18T20:00:00Z").await;
        let near = pair.mentor.confirm(&proposed).await;
        self.book.refuse(409, "too_early", near);
        let waived = json!({ "waive_roadbook_lead": true });
        let confirmed = pair.mentor.on(&proposed, "confirm", waived).await.ok();
        self.book.show(confirmed);
        let ill = "I have the flu and no voice. I will propose a new date this week.";
        self.book
            .show(pair.student.cancel(&proposed, ill).await.ok());
        pair
    }

    /// Jonas forgets his road-book, and Thomas does without.
    async fn jonas_is_late(&self) {
        let pair = self.jonas();
        let path = pair.at_step("project", "/appointments");
        let proposed = pair
            .student
            .post(&path, by_phone("2027-02-08T08:00:00Z"))
            .await
            .created()
            .id();
        let early = pair.mentor.confirm(&proposed).await;
        self.book.refuse(409, "charter_not_accepted", early);
        self.accept_as_thomas().await;
        pair.mentor.confirm(&proposed).await.ok();
        self.school.at("2027-02-05T21:00:00Z").await;
        pair.fill_roadbook("project").await.ok();
        self.book
            .refuse(409, "roadbook_late", pair.send_roadbook("project").await);
        self.school.at("2027-02-09T08:00:00Z").await;
        let adviser = self.adviser();
        let hold = async |body: Value| adviser.on(&proposed, "hold", body).await;
        let told = json!({ "reason": "Both told us on the phone that they had met." });
        self.book
            .refuse(409, "reason_required", hold(json!({})).await);
        self.book
            .refuse(409, "roadbook_missing", hold(told.clone()).await);
        self.book.show(self.waive(pair).await);
        self.book.show(hold(told).await.ok());
        self.thomas_records_a_call(pair).await;
    }

    async fn accept_as_thomas(&self) {
        let pair = self.jonas();
        let path = pair.class.path("/charter");
        let version = pair.mentor.get(&path).await.ok().at("/version");
        let body = json!({ "version": version });
        pair.mentor
            .post(format!("{path}/acceptance"), body)
            .await
            .ok();
    }

    async fn waive(&self, pair: &Pair) -> Answer {
        let reason =
            json!({ "reason": "Jonas showed me his draft while we talked; that was enough." });
        pair.waive("project", reason).await.ok()
    }

    async fn thomas_records_a_call(&self, pair: &Pair) {
        self.school.at("2027-02-16T19:00:00Z").await;
        let mut call = by_phone("2027-02-16T17:00:00Z");
        call["note"] = json!("He called me about an offer from Stuttgart.");
        let path = pair.at_step("project", "/appointments/record");
        self.book.show(pair.mentor.post(path, call).await.created());
    }

    /// Nadia believes that Lucas didn't come; it was her own calendar.
    async fn somebody_was_missing(&self, pair: &Pair) {
        let path = pair.at_step("project", "/appointments");
        let body = json!({
            "starts_at": "2027-03-02T18:00:00Z",
            "duration_minutes": 45,
            "means": { "kind": "video", "link": "https://meet.example.org/nadia-benkirane" },
        });
        let proposed = pair.student.post(path, body).await.created().id();
        pair.mentor.confirm(&proposed).await.ok();
        self.school.at("2027-03-02T19:30:00Z").await;
        let missing = json!({ "missed_by": "student", "reason": "I waited for half an hour." });
        self.book
            .show(pair.mentor.on(&proposed, "no-show", missing).await.ok());
        let no = "I was in the call from six to half past; nobody came.";
        self.book
            .show(pair.student.dispute(&proposed, no).await.ok());
        let sorry = json!({
            "outcome": "missed_by_mentor",
            "reason": "My calendar was an hour off: it was me who wasn’t there. I am sorry.",
        });
        self.book
            .show(pair.mentor.on(&proposed, "correct", sorry).await.ok());
    }
}
