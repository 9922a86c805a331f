//! Alumni whom nobody has imported offer themselves as mentors.

use super::story::Story;
use crate::harness::Actor;
use serde_json::json;

const LEA: &str = "alumni-2009-0088";
const HUGO: &str = "alumni-2015-0121";

impl Story {
    /// Somebody of this name who has thought of applying before.
    async fn known(&self, external_id: &str, first_name: &str, last_name: &str) -> Actor {
        let person = self.school.person(external_id);
        let list = self.class().path("/mentor-applications");
        let sent = person.post(&list, json!({ "profile": {} })).await.created();
        person
            .act(format!("{list}/{}/withdraw", sent.id()))
            .await
            .ok();
        let path = format!("/v1/people/{}", sent.text("/person/id"));
        let name = json!({ "first_name": first_name, "last_name": last_name });
        self.admin().change(&path, name).await.ok();
        person
    }

    pub async fn offer_to_mentor(&self) {
        let (book, adviser) = (&self.book, self.adviser());
        let list = self.class().path("/mentor-applications");
        let lea = self.known(LEA, "Léa", "Lefort").await;
        let hugo = self.known(HUGO, "Hugo", "Perrin").await;
        let offer = json!({
            "profile": {
                "headline": "From consulting to a bakery of my own",
                "company": "Fournil Lefort",
                "job_title": "Founder",
                "sector": "Food",
                "location": "Nantes",
                "graduation_year": 2009,
                "languages": ["fr", "en"],
                "means": ["phone", "video"],
                "skills": ["founding a company", "hiring"],
                "capacity": 1,
            },
            "message": "Somebody listened to me when I doubted; I would like to do the same.",
        });
        let listed = json!({ "profile": { "listed": true } });
        let refused = lea.post(&list, listed).await;
        book.refuse(409, "staff_only", refused);
        let sent = book.show(lea.post(&list, offer.clone()).await.created());
        let twice = lea.post(&list, offer.clone()).await;
        book.refuse(409, "application_open", twice);
        let one = format!("{list}/{}", sent.id());
        book.show(lea.get(&one).await.ok());
        book.show(
            adviser
                .get(format!("{list}?state=submitted&limit=2"))
                .await
                .ok(),
        );
        book.show(adviser.act(format!("{one}/accept")).await.ok());
        let again = adviser.act(format!("{one}/accept")).await;
        book.refuse(409, "wrong_state", again);
        let enrolled = lea.post(&list, offer.clone()).await;
        book.refuse(409, "already_enrolled", enrolled);
        let sent = hugo.post(&list, offer.clone()).await.created();
        let one = format!("{list}/{}", sent.id());
        book.show(adviser.act(format!("{one}/refuse")).await.ok());
        let gone = hugo.act(format!("{one}/withdraw")).await;
        book.refuse(409, "wrong_state", gone);
        let sent = hugo.post(&list, offer).await.created();
        let one = format!("{list}/{}", sent.id());
        let own = self.school.staff(HUGO, &["adviser"]);
        for how in ["accept", "refuse"] {
            let own = own.act(format!("{one}/{how}")).await;
            book.refuse(409, "own_mentorship", own);
        }
        book.show(hugo.act(format!("{one}/withdraw")).await.ok());
        let late = adviser.act(format!("{one}/refuse")).await;
        book.refuse(409, "wrong_state", late);
    }
}
