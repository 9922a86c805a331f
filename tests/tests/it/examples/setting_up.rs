//! December: the admin prepares the programme and opens it.

use super::people::{
    a_namesake, another_mentor, last_years_student, more_students, two_mentors, two_students,
};
use super::story::Story;
use crate::harness::Class;
use serde_json::{Value, json};

impl Story {
    pub async fn set_up(&mut self) {
        self.school.at("2026-12-01T09:00:00Z").await;
        self.supervise().await;
        self.make_the_programme().await;
        self.write_the_charter().await;
        self.word_the_templates().await;
        self.bring_people_in().await;
        self.open_the_programme().await;
    }

    async fn supervise(&self) {
        let visitor = self.school.anonymous();
        self.book.show(visitor.get("/health/live").await.ok());
        self.book.show(visitor.get("/health/ready").await.ok());
    }

    async fn make_the_programme(&mut self) {
        let body = json!({
            "year": 2027,
            "name": "Alumni Mentoring, class of 2027",
            "time_zone": "Europe/Paris",
            "calendar": { "choice": { "from": "2027-01-04", "to": "2027-03-31" } },
            "policies": { "roadbook_lead_days": 7, "mentor_capacity": 2 },
            "contact_email": "mentoring@school.example.org",
        });
        let made = self.admin().post("/v1/programmes", body).await.created();
        let made = self.book.show(made);
        self.class = Some(Class {
            school: self.school.clone(),
            id: made.id(),
        });
        let change = json!({
            "calendar": { "choice": { "to": "2027-04-10" } },
            "policies": { "mentor_capacity": 3 },
        });
        self.book.show(self.class().change(change).await.ok());
        let order = json!({ "calendar": { "action_plan": { "to": "2027-03-01" } } });
        let order = self.class().change(order).await;
        self.book.refuse(409, "window_order", order);
    }

    async fn write_the_charter(&self) {
        let text = json!({ "text": {
            "fr": "Le mentor est bienveillant et à l’écoute ; il ne juge pas les choix \
                   professionnels. Chacun se rend disponible pendant l’entretien, pose des \
                   questions (pourquoi, comment) et reformule.",
            "en": "The mentor is kind and ready to hear the student’s opinions; professional \
                   choices are not judged. Both are available during the interview, ask \
                   questions (why, how) and rephrase.",
        } });
        let path = self.class().path("/charter");
        self.book.show(self.admin().replace(&path, text).await.ok());
    }

    /// Help texts of the School's own, in the road-book and in the first interview's form.
    async fn word_the_templates(&self) {
        let (class, admin) = (self.class(), self.admin());
        let path = class.path("/roadbook-template");
        let mut roadbook = admin.get(&path).await.ok().body();
        roadbook["parts"][0]["questions"][0]["help"] = json!({
            "fr": "Votre formation antérieure, votre majeure, votre année de césure si vous en \
                   avez fait une. Dites surtout ce qui vous a fait choisir.",
            "en": "What you studied before, your major, your gap year if you took one. Above all, \
                   say what made you choose.",
        });
        let mut twice = roadbook.clone();
        twice["parts"][1]["key"] = twice["parts"][0]["key"].clone();
        self.book.show(admin.replace(&path, roadbook).await.ok());
        let twice = admin.replace(&path, twice).await;
        self.book.refuse(409, "template_invalid", twice);
        let path = class.path("/evaluation-templates/project");
        let mut form = admin.get(&path).await.ok().body();
        form["criteria"][2]["help"] = json!({
            "fr": "Après la présentation, sauriez-vous redire le projet à un collègue\u{a0}?",
            "en": "After the presentation, could you explain the project to a colleague?",
        });
        self.book.show(admin.replace(&path, form).await.ok());
    }

    async fn bring_people_in(&self) {
        let class = self.class();
        self.book
            .show(class.import("students", two_students()).await.ok());
        self.book
            .show(class.import("mentors", two_mentors()).await.ok());
        class.import("students", more_students()).await.ok();
        let nadia = another_mentor();
        let mentors = class.path("/mentors");
        let made = self.admin().post(&mentors, nadia.clone()).await.created();
        self.book.show(made);
        let twice = self.admin().post(&mentors, nadia).await;
        self.book.refuse(409, "already_enrolled", twice);
        self.bring_somebody_in_by_mistake().await;
        self.repair_an_address().await;
        let mut row: Value = two_students().remove(0);
        row["email"] = json!("camille.durand");
        self.book.refuse(
            422,
            "import_refused",
            class.import("students", vec![row]).await,
        );
    }

    async fn repair_an_address(&self) {
        let (admin, book) = (self.admin(), &self.book);
        let found = admin.get("/v1/people?q=yasmine").await.ok();
        let path = format!("/v1/people/{}", found.text("/items/0/id"));
        book.show(found);
        book.show(admin.get(&path).await.ok());
        let right = json!({ "email": "y.haddad@school.example.org" });
        book.show(admin.change(&path, right).await.ok());
    }

    async fn bring_somebody_in_by_mistake(&self) {
        let (class, admin) = (self.class(), self.admin());
        for (who, row) in [
            ("students", last_years_student()),
            ("mentors", a_namesake()),
        ] {
            let list = class.path(&format!("/{who}"));
            let made = admin.post(&list, row).await.created();
            let one = format!("{list}/{}", made.text("/person/id"));
            if who == "students" {
                self.book.show(made);
            }
            self.book.show(admin.delete(one).await.status(204));
        }
    }

    async fn open_the_programme(&self) {
        let (class, admin) = (self.class(), self.admin());
        let opened = admin.post(class.path("/open"), json!({})).await.ok();
        self.book.show(opened);
        let again = admin.post(class.path("/open"), json!({})).await;
        self.book.refuse(409, "wrong_state", again);
        let early = admin.post(class.path("/reopen"), json!({})).await;
        self.book.refuse(409, "wrong_state", early);
        for path in ["", "/roadbook-template", "/evaluation-templates/project"] {
            self.book.show(admin.get(class.path(path)).await.ok());
        }
        self.book.show(admin.get("/v1/programmes").await.ok());
    }
}
