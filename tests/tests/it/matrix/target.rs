//! What a request is about.

use crate::harness::Class;
use uuid::Uuid;

/// Somebody enrolled.
#[derive(Clone, Debug)]
pub struct Person {
    pub external_id: String,
    pub id: String,
}

/// What a request is about.
#[derive(Clone, Debug)]
pub struct Target {
    pub programme: String,
    pub student: Person,
    pub mentor: Person,
    /// The student's mentor before this one; after this one, where the mentorship has ended.
    pub other: Person,
    pub mentorship: String,
    /// The mentorship with the other.
    pub other_mentorship: String,
    pub appointment: String,
    /// The first agreed action of its form.
    pub action: String,
    /// What the student told staff.
    pub concern: String,
    /// What the student asked the Career Department.
    pub career: String,
    /// The outsider's application as a mentor.
    pub application: String,
    /// Account of somebody who is enrolled nowhere.
    pub outsider: String,
    /// What the student shares.
    pub share: String,
    pub roadbook: String,
}

impl Target {
    /// These people, who have no mentorship yet.
    pub async fn of(class: &Class, student: &str, mentor: &str, other: &str) -> Self {
        let student = Person::of(class, student).await;
        let row = class.path(&format!("/students/{}", student.id));
        Self {
            programme: class.id.clone(),
            roadbook: class.admin().get(row).await.ok().text("/roadbook_id"),
            student,
            mentor: Person::of(class, mentor).await,
            other: Person::of(class, other).await,
            mentorship: absent(),
            other_mentorship: absent(),
            appointment: absent(),
            action: absent(),
            concern: absent(),
            career: absent(),
            application: absent(),
            outsider: "outsider".to_owned(),
            share: absent(),
        }
    }
}

impl Person {
    async fn of(class: &Class, external_id: &str) -> Self {
        Self {
            external_id: external_id.to_owned(),
            id: class.person_id(external_id).await,
        }
    }
}

/// An id that nothing has.
pub fn absent() -> String {
    Uuid::now_v7().to_string()
}
