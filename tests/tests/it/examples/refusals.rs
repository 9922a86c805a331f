//! What any operation can answer: one real problem of each code that a caller can bring about.

use super::story::Story;
use crate::harness::{School, cafe};
use serde_json::json;

impl Story {
    pub async fn refuse(&self) {
        self.without_a_good_token().await;
        self.not_theirs().await;
        self.unreadable().await;
        self.not_by_the_schema().await;
        self.out_of_date().await;
        self.too_often().await;
    }

    async fn without_a_good_token(&self) {
        let visitor = self.school.anonymous();
        self.book
            .refuse(401, "token_missing", visitor.get("/v1/me").await);
        let told = |token: &str| {
            visitor
                .ask("GET", "/v1/me")
                .header("Authorization", format!("Bearer {token}"))
        };
        self.book
            .refuse(401, "token_invalid", told("not.a.token").send().await);
        let yesterday = self.camille().student.token().unwrap();
        self.school.at("2027-12-31T09:00:00Z").await;
        self.book
            .refuse(401, "token_expired", told(&yesterday).send().await);
        let stranger = self.school.person("alumni-1998-0404").get("/v1/me").await;
        self.book.refuse(403, "person_unknown", stranger);
    }

    async fn not_theirs(&self) {
        let body = json!({ "year": 2028, "name": "Alumni Mentoring 2028" });
        let student = self.camille().student.post("/v1/programmes", body).await;
        self.book.refuse(403, "role_forbidden", student);
        let other = format!("/v1/mentorships/{}", self.jonas().id);
        self.book
            .refuse(404, "not_found", self.camille().student.get(other).await);
    }

    async fn unreadable(&self) {
        let admin = self.admin();
        let path = self.class().path("/students/import");
        let send = |kind: &str, body: Vec<u8>| {
            let ask = admin
                .ask("POST", "/v1/programmes")
                .header("Content-Type", kind);
            ask.bytes(body).send()
        };
        self.book.refuse(
            400,
            "malformed_body",
            send("application/json", b"{\"year\": 2028,".to_vec()).await,
        );
        self.book.refuse(
            415,
            "unsupported_media_type",
            send("text/plain", b"2028".to_vec()).await,
        );
        let large = admin
            .ask("POST", path)
            .header("Content-Type", "application/json");
        let large = large.bytes(vec![b' '; 11 * 1024 * 1024]).send().await;
        self.book.refuse(413, "body_too_large", large);
    }

    async fn not_by_the_schema(&self) {
        let pair = self.camille();
        let short = json!({ "duration_minutes": 5, "means": cafe() });
        let short = pair
            .student
            .post(pair.at_step("follow_up", "/appointments"), short)
            .await;
        self.book.refuse(422, "validation_failed", short);
        let cursor = self
            .admin()
            .get("/v1/programmes?cursor=of-another-list")
            .await;
        self.book.refuse(422, "cursor_invalid", cursor);
        let with_key = |year: i32| {
            let body = json!({ "year": year, "name": format!("Asked twice, {year}") });
            let ask = self
                .admin()
                .ask("POST", "/v1/programmes")
                .header("Idempotency-Key", "new-programme-1");
            ask.json(&body).send()
        };
        with_key(2028).await.created();
        self.book
            .refuse(422, "idempotency_key_reused", with_key(2029).await);
    }

    async fn out_of_date(&self) {
        let (student, path) = (&self.camille().student, "/v1/me/profile");
        let before = student.get(path).await.ok().etag();
        let blind = student
            .ask("PATCH", path)
            .json(&json!({ "reminders": false }))
            .send()
            .await;
        self.book.refuse(428, "if_match_required", blind);
        student
            .patch(path, &before, json!({ "reminders": false }))
            .await
            .ok();
        let stale = student
            .patch(path, &before, json!({ "language": "fr" }))
            .await;
        self.book.refuse(412, "stale", stale);
    }

    async fn too_often(&self) {
        let few = School::open_with(self.school.kind(), &[("MENTORING_RATE_LIMIT", "3/min")]).await;
        for _ in 0..20 {
            let answer = few.admin().get("/v1/programmes").await;
            if answer.status == 429 {
                self.book.refuse(429, "rate_limited", answer);
                break;
            }
        }
    }
}
