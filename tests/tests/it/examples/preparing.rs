//! The road-book: written, sent, read.

use super::story::Story;
use serde_json::json;

impl Story {
    pub async fn prepare(&self) {
        self.school.at("2027-01-12T10:00:00Z").await;
        let pair = self.camille();
        let roadbook = pair.roadbook().await;
        self.write(&roadbook).await;
        let message = json!({
            "step": "project",
            "message": "Dear Claire, here is my project so far. I am least sure of the second part.",
        });
        let sent = pair
            .student
            .post(format!("{roadbook}/send"), message)
            .await
            .created();
        self.book.show(sent);
        self.read(&roadbook).await;
    }

    async fn write(&self, roadbook: &str) {
        let student = &self.camille().student;
        let early = student
            .post(format!("{roadbook}/send"), json!({ "step": "project" }))
            .await;
        self.book.refuse(409, "roadbook_incomplete", early);
        let answers = json!({ "answers": {
            "school_path": "Economics first, then the School for its finance major. A semester in \
                Bologna, and an internship in a cooperative bank that I did not want to end.",
            "project_idea": "To lend to small companies that change how they work: I want to sit \
                with the owners, not only with their figures.",
            "project_motivations": "My parents run a bakery. I saw what a good banker, and a bad \
                one, can do.",
            "project_experience": "In my internship I prepared twelve files and defended three \
                before the committee. Two were granted.",
            "project_foundations": "I have talked to five lenders; all say that judgement comes \
                with visits, so I look for a regional bank first.",
        } });
        self.book.show(student.change(roadbook, answers).await.ok());
        let long = json!({ "answers": { "school_path": "On and on. ".repeat(400) } });
        self.book
            .refuse(409, "answer_too_long", student.change(roadbook, long).await);
        let other = json!({ "answers": { "my_hobbies": "Climbing." } });
        self.book.refuse(
            409,
            "reference_unknown",
            student.change(roadbook, other).await,
        );
        self.book.show(student.get(roadbook).await.ok());
    }

    async fn read(&self, roadbook: &str) {
        let pair = self.camille();
        let edition = format!("{roadbook}/editions/1");
        self.school.at("2027-01-13T07:30:00Z").await;
        pair.delivered(&edition).await;
        let read = pair
            .mentor
            .post(format!("{edition}/mark-read"), json!({}))
            .await
            .ok();
        self.book.show(read);
        self.book.show(pair.student.get(edition).await.ok());
        let all = pair.mentor.get(format!("{roadbook}/editions")).await.ok();
        self.book.show(all);
    }
}
