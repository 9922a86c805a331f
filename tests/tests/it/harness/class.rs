//! A programme with its people, as admin, mentors and students make it by the API.

use super::actor::Actor;
use super::answer::Answer;
use super::pair::Pair;
use super::school::School;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A programme of a school.
#[derive(Clone)]
pub struct Class {
    pub school: School,
    pub id: String,
}

/// A student's row of an import.
pub fn student_row(external_id: &str) -> Value {
    json!({
        "external_id": external_id,
        "first_name": format!("First {external_id}"),
        "last_name": format!("Last {external_id}"),
        "email": format!("{external_id}@school.example.org"),
        "language": "en",
        "degree": "Master in Management",
        "major": "Finance",
        "leaves_school_on": "2019-06-30",
    })
}

/// A mentor's row of an import.
pub fn mentor_row(external_id: &str) -> Value {
    json!({
        "external_id": external_id,
        "first_name": format!("First {external_id}"),
        "last_name": format!("Last {external_id}"),
        "email": format!("{external_id}@alumni.example.org"),
        "phone": "+33 1 23 45 67 89",
        "language": "fr",
        "headline": "Twenty years of logistics",
        "company": "Transports Réunis",
        "job_title": "Head of operations",
        "sector": "Logistics",
        "location": "Lyon",
        "graduation_year": 1998,
        "languages": ["fr", "en"],
        "means": ["in_person", "phone", "video"],
        "skills": ["supply chain"],
        "about": "I like to listen.",
    })
}

impl Class {
    /// A draft programme of a year, without people; a second one of the year has another name.
    pub async fn draft(school: &School, year: i32) -> Self {
        static MORE: AtomicUsize = AtomicUsize::new(2);
        let name = format!("Alumni Mentoring {year}");
        let post = |name: String| {
            let body = json!({ "year": year, "name": name });
            async move { school.admin().post("/v1/programmes", body).await }
        };
        let mut created = post(name.clone()).await;
        if created.at("/code") == "programme_exists" {
            let more = MORE.fetch_add(1, Ordering::Relaxed);
            created = post(format!("{name}, No. {more}")).await;
        }
        let created = created.created();
        Self {
            school: school.clone(),
            id: created.id(),
        }
    }

    /// An open programme of 2019 with mentors and students who have accepted the charter.
    pub async fn open(school: &School, mentors: &[&str], students: &[&str]) -> Self {
        let class = Self::draft(school, 2019).await;
        class.open_with(mentors, students).await
    }

    /// Imports people, opens, and everybody accepts the charter.
    pub async fn open_with(self, mentors: &[&str], students: &[&str]) -> Self {
        self.import("mentors", mentors.iter().map(|id| mentor_row(id)).collect())
            .await
            .ok();
        self.import(
            "students",
            students.iter().map(|id| student_row(id)).collect(),
        )
        .await
        .ok();
        self.admin().act(self.path("/open")).await.ok();
        for person in mentors.iter().chain(students) {
            self.accept_charter(person).await.ok();
        }
        self
    }

    /// A path under this programme.
    pub fn path(&self, rest: &str) -> String {
        format!("/v1/programmes/{}{rest}", self.id)
    }

    pub fn admin(&self) -> Actor {
        self.school.admin()
    }

    pub fn person(&self, external_id: &str) -> Actor {
        self.school.person(external_id)
    }

    /// Imports `students` or `mentors`.
    pub async fn import(&self, who: &str, rows: Vec<Value>) -> Answer {
        let path = self.path(&format!("/{who}/import"));
        self.admin().post(path, json!({ "rows": rows })).await
    }

    /// Changes the programme as the admin.
    pub async fn change(&self, body: Value) -> Answer {
        self.admin().change(&self.path(""), body).await
    }

    pub async fn accept_charter(&self, external_id: &str) -> Answer {
        let path = self.path("/charter/acceptance");
        self.person(external_id)
            .post(path, json!({ "version": 1 }))
            .await
    }

    /// The person id of somebody who is known.
    pub async fn person_id(&self, external_id: &str) -> String {
        self.person(external_id)
            .get("/v1/me")
            .await
            .ok()
            .text("/person/id")
    }

    pub async fn choose(&self, student: &str, mentor: &str) -> Answer {
        self.choose_saying(student, mentor, Value::Null).await
    }

    /// …with a word to the mentor.
    pub async fn choose_saying(&self, student: &str, mentor: &str, message: Value) -> Answer {
        let body = json!({ "mentor_id": self.person_id(mentor).await, "message": message });
        self.person(student)
            .post(self.path("/mentorships"), body)
            .await
    }

    /// A student has chosen a mentor.
    pub async fn pair(&self, student: &str, mentor: &str) -> Pair {
        let message = json!(format!("choice-of-{student}."));
        let mentorship = self.choose_saying(student, mentor, message).await;
        let mentorship = mentorship.created();
        Pair::new(self, mentorship.id(), student, mentor)
    }

    /// What a caller sees of a mentor.
    pub async fn mentor(&self, caller: &Actor, mentor: &str) -> Answer {
        let id = self.person_id(mentor).await;
        caller.get(self.path(&format!("/mentors/{id}"))).await
    }

    /// Changes a mentor's profile as the caller.
    pub async fn change_mentor(&self, caller: &Actor, mentor: &str, body: Value) -> Answer {
        let id = self.person_id(mentor).await;
        caller
            .change(&self.path(&format!("/mentors/{id}")), body)
            .await
    }

    /// Changes a student's enrolment as the admin.
    pub async fn change_student(&self, student: &str, body: Value) -> Answer {
        let id = self.person_id(student).await;
        self.admin()
            .change(&self.path(&format!("/students/{id}")), body)
            .await
    }
}
