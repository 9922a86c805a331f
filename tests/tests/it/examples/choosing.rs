//! January: students read the charter and the list, and choose.

use super::people::{CAMILLE, CLAIRE, JONAS, LUCAS, NADIA, THOMAS, YASMINE};
use super::story::Story;
use crate::harness::{Answer, Pair};
use serde_json::json;

impl Story {
    pub async fn choose(&mut self) {
        self.school.at("2027-01-11T09:00:00Z").await;
        self.accept_the_charter().await;
        self.propose_mentors().await;
        self.read_the_list().await;
        self.nadia_has_one_place().await;
        self.camille_chooses().await;
        self.jonas_chooses().await;
        self.look_after_students().await;
    }

    async fn accept_the_charter(&self) {
        let class = self.class();
        let early = class.choose(CAMILLE, CLAIRE).await;
        self.book.refuse(409, "charter_not_accepted", early);
        self.book.show(self.accept(CAMILLE).await);
        let path = class.path("/charter");
        self.book.show(class.person(CAMILLE).get(path).await.ok());
        for person in Self::quick_to_accept() {
            self.accept(person).await;
        }
    }

    /// Accepts the charter as it is now.
    async fn accept(&self, who: &str) -> Answer {
        let (class, person) = (self.class(), self.class().person(who));
        let charter = person.get(class.path("/charter")).await.ok();
        let body = json!({ "version": charter.at("/version") });
        person
            .post(class.path("/charter/acceptance"), body)
            .await
            .ok()
    }

    /// Claire works where Camille would like to; Nadia is her aunt.
    async fn propose_mentors(&self) {
        let (class, adviser) = (self.class(), self.adviser());
        let camille = class.person_id(CAMILLE).await;
        let path = class.path(&format!("/students/{camille}/mentor-list"));
        let [claire, nadia] = [class.person_id(CLAIRE).await, class.person_id(NADIA).await];
        let both = json!({ "pinned": [claire], "excluded": [nadia, claire] });
        let both = adviser.replace(&path, both).await;
        self.book.refuse(409, "reference_unknown", both);
        let list = json!({ "pinned": [claire], "excluded": [nadia] });
        self.book.show(adviser.replace(&path, list).await.ok());
        self.book.show(adviser.get(&path).await.ok());
    }

    async fn read_the_list(&self) {
        let (class, camille) = (self.class(), self.class().person(CAMILLE));
        let list = camille
            .get(class.path("/mentors?available=true&limit=2"))
            .await
            .ok();
        self.book.show(list);
        self.book
            .show(camille.get(class.path("/mentor-facets")).await.ok());
    }

    async fn nadia_has_one_place(&self) {
        let class = self.class();
        let change = json!({
            "capacity": 1,
            "about": "I like questions that have no answer yet. Best on Thursday evenings.",
        });
        let nadia = class.person(NADIA);
        self.book
            .show(class.change_mentor(&nadia, NADIA, change).await.ok());
        let unlist = class
            .change_mentor(&nadia, NADIA, json!({ "listed": false }))
            .await;
        self.book.refuse(409, "staff_only", unlist);
        class.choose(LUCAS, NADIA).await.created();
        self.book
            .refuse(409, "mentor_full", class.choose(YASMINE, NADIA).await);
    }

    async fn camille_chooses(&mut self) {
        let class = self.class().clone();
        let word = json!(
            "Dear Claire, you lend to the kind of company I would like to work with. I would be \
             glad to learn how you came to it."
        );
        let chosen = class.choose_saying(CAMILLE, CLAIRE, word).await;
        let chosen = self.book.show(chosen.created());
        self.book.refuse(
            409,
            "already_has_mentor",
            class.choose(CAMILLE, THOMAS).await,
        );
        let claire = class.mentor(&class.person(CAMILLE), CLAIRE).await.ok();
        self.book.show(claire);
        self.camille = Some(Pair {
            id: chosen.id(),
            student: class.person(CAMILLE),
            mentor: class.person(CLAIRE),
            class,
        });
    }

    async fn jonas_chooses(&mut self) {
        let class = self.class().clone();
        let thomas = class.person(THOMAS);
        self.accept(JONAS).await;
        class
            .change_mentor(&thomas, THOMAS, json!({ "paused": true }))
            .await
            .ok();
        self.book.refuse(
            409,
            "mentor_not_available",
            class.choose(JONAS, THOMAS).await,
        );
        class
            .change_mentor(&thomas, THOMAS, json!({ "paused": false }))
            .await
            .ok();
        self.jonas = Some(class.pair(JONAS, THOMAS).await);
    }

    async fn look_after_students(&self) {
        let (class, adviser) = (self.class(), self.adviser());
        let path = class.path("/students?q=management&limit=2");
        self.book.show(adviser.get(path).await.ok());
        let camille = class.person_id(CAMILLE).await;
        let camille = class.path(&format!("/students/{camille}"));
        self.book.show(adviser.get(camille).await.ok());
        let yasmine = class.person_id(YASMINE).await;
        let yasmine = class.path(&format!("/students/{yasmine}"));
        let change = json!({ "major": "Data for health", "choice_until": "2027-04-30" });
        self.book.show(adviser.change(&yasmine, change).await.ok());
        let profile = json!({
            "private_email": "camille@home.example.org",
            "video_handle": "skype:camille.durand",
            "reminders": true,
        });
        let camille = class.person(CAMILLE);
        self.book
            .show(camille.change("/v1/me/profile", profile).await.ok());
        self.book.show(camille.get("/v1/me/profile").await.ok());
    }
}
