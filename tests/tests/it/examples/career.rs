//! Camille and Jonas turn to the Career Department.

use super::people::{CLAIRE, JONAS};
use super::story::Story;
use serde_json::{Value, json};

fn date(starts_at: &str) -> Value {
    json!({
        "starts_at": starts_at,
        "duration_minutes": 45,
        "means": { "kind": "in_person", "place": "Service Carrières, salle 12" },
        "note": "Bring your CV and one offer that you like.",
    })
}

impl Story {
    pub async fn ask_the_department(&self) {
        let (book, adviser) = (&self.book, self.adviser());
        let camille = &self.camille().student;
        let requests = self.class().path("/career-interviews");
        let message = json!({
            "message": "My mentor thinks that you could help me to get ready for job interviews.",
            "share": [{ "kind": "evaluation", "step": "project" }],
        });
        let asked = camille.post(&requests, message.clone()).await.created();
        let path = format!("/v1/career-interviews/{}", book.show(asked).id());
        let twice = camille.post(&requests, message.clone()).await;
        book.refuse(409, "career_request_open", twice);
        let mut absent = message;
        absent["share"] = json!([{ "kind": "evaluation", "step": "action_plan" }]);
        let absent = camille.post(&requests, absent).await;
        book.refuse(409, "reference_unknown", absent);
        let list = "/v1/career-interviews?state=requested&limit=2";
        book.show(adviser.get(list).await.ok());
        book.show(adviser.post(format!("{path}/take"), json!({})).await.ok());
        let schedule = format!("{path}/schedule");
        let past = adviser.post(&schedule, date("2027-03-01T13:00:00Z")).await;
        book.refuse(409, "in_the_past", past);
        let soon = date("2027-03-08T13:00:00Z");
        book.show(adviser.post(&schedule, soon).await.ok());
        book.show(camille.get(&path).await.ok());
        let hold = format!("{path}/hold");
        book.refuse(409, "not_started", adviser.post(&hold, json!({})).await);
        self.jonas_asks_twice(&requests).await;
        self.camille_shares().await;
        self.school.at("2027-03-08T14:00:00Z").await;
        book.show(adviser.post(&hold, json!({})).await.ok());
        let again = adviser.post(&hold, json!({})).await;
        book.refuse(409, "wrong_state", again);
    }

    /// Camille shares her road-book, too, and takes it back; an admin opens it when she fears for her.
    async fn camille_shares(&self) {
        let (book, pair) = (&self.book, self.camille());
        let shares = pair.path("/shares");
        let absent = json!({
            "documents": [{ "kind": "roadbook", "step": "follow_up" }],
            "with": "advisers",
        });
        let absent = pair.student.post(&shares, absent).await;
        book.refuse(409, "reference_unknown", absent);
        let roadbook = json!({
            "documents": [{ "kind": "roadbook", "step": "project" }],
            "with": "advisers",
        });
        let shared = pair.student.post(&shares, roadbook).await.created();
        let shared = book.show(shared);
        book.show(pair.student.get(&shares).await.ok());
        let one = format!("{shares}/{}", shared.id());
        book.show(pair.student.delete(one).await.status(204));
        let open = pair.path("/emergency-access");
        let reason = "Camille wrote to us in the night that she can't go on, and doesn't answer.";
        let roadbook = json!({ "document": "roadbook", "step": "project", "reason": reason });
        let own = self.school.staff(CLAIRE, &["admin"]);
        let own = own.post(&open, roadbook.clone()).await;
        book.refuse(409, "own_mentorship", own);
        let absent = json!({ "document": "roadbook", "step": "follow_up", "reason": reason });
        let absent = self.admin().post(&open, absent).await;
        book.refuse(409, "reference_unknown", absent);
        book.show(self.admin().post(&open, roadbook).await.ok());
    }

    async fn jonas_asks_twice(&self, requests: &str) {
        let (book, adviser) = (&self.book, self.adviser());
        let jonas = &self.jonas().student;
        let reason = json!({ "reason": "We look at CVs from April on; please ask again then." });
        let message = json!({ "message": "Could you look at my CV?" });
        let asked = jonas.post(requests, message.clone()).await.created();
        let path = format!("/v1/career-interviews/{}", asked.id());
        let own = self.school.staff(JONAS, &["adviser"]);
        let own = own.act(format!("{path}/take")).await;
        book.refuse(409, "own_mentorship", own);
        let declined = adviser.post(format!("{path}/decline"), reason).await;
        book.show(declined.ok());
        let asked = jonas.post(requests, message.clone()).await.created();
        let path = format!("/v1/career-interviews/{}", asked.id());
        let reason = json!({ "reason": "I have found somebody to read it." });
        book.show(jonas.post(format!("{path}/cancel"), reason).await.ok());
        let asked = jonas.post(requests, message).await.created();
        let path = format!("/v1/career-interviews/{}", asked.id());
        let soon = date("2027-03-08T10:00:00Z");
        adviser.post(format!("{path}/schedule"), soon).await.ok();
        self.school.at("2027-03-08T11:00:00Z").await;
        let missed = adviser.post(format!("{path}/no-show"), json!({})).await;
        book.show(missed.ok());
    }
}
