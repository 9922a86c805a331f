//! A school with everybody in it.

use super::caller::Caller;
use super::state::State;
use super::target::Target;
use super::target::absent;
use crate::harness::{Actor, Class, School, mentor_row, student_row};
use chrono::{DateTime, Utc};
use serde_json::json;
use std::collections::HashMap;

/// How many mentorships a story may have.
pub const PLACES: usize = 260;

/// The school, with an open programme, another open one and a draft.
pub struct Stage {
    pub class: Class,
    draft: Target,
    pub(super) clock: DateTime<Utc>,
    pub(super) placed: usize,
    shared: HashMap<(State, bool), Target>,
}

impl Stage {
    /// Enrols everybody.
    pub async fn set(school: School) -> Self {
        let places = |who: &'static str| (0..PLACES).map(move |number| format!("{who}{number}"));
        let mentors = places("mentor")
            .chain(places("other"))
            .chain(names(&["colleague"]));
        let students = places("student").chain(names(&["classmate", "inactive"]));
        let class = programme(&school, 2019, mentors, students).await;
        class.admin().act(class.path("/open")).await.ok();
        class.pair("classmate", "colleague").await;
        let elsewhere = programme(
            &school,
            2020,
            names(&["mentor-elsewhere"]),
            names(&["student-elsewhere"]),
        )
        .await;
        elsewhere.admin().act(elsewhere.path("/open")).await.ok();
        let draft = programme(
            &school,
            2021,
            names(&["draft-mentor"]),
            names(&["draft-student"]),
        )
        .await;
        school
            .staff("outsider", &["adviser"])
            .get("/v1/me")
            .await
            .ok();
        deactivate(&school, "inactive").await;
        Self {
            draft: Target::of(&draft, "draft-student", "draft-mentor", "draft-mentor").await,
            class,
            clock: "2019-01-10T09:00:00Z".parse().unwrap(),
            placed: 0,
            shared: HashMap::new(),
        }
    }

    /// Who calls, about a target.
    pub fn actor(&self, caller: Caller, target: &Target) -> Actor {
        let school = &self.class.school;
        match caller {
            Caller::Anonymous => school.anonymous(),
            // another one each time: who applies as a mentor is known from then on
            Caller::Unknown => school.person(&absent()),
            Caller::Inactive => school.person("inactive"),
            Caller::Outsider => school.person(&target.outsider),
            Caller::Student => school.person(&target.student.external_id),
            Caller::Classmate => school.person("classmate"),
            Caller::Mentor | Caller::Former => school.person(&target.mentor.external_id),
            Caller::Colleague => school.person("colleague"),
            Caller::Replaced | Caller::Successor => school.person(&target.other.external_id),
            Caller::StudentElsewhere => school.person("student-elsewhere"),
            Caller::MentorElsewhere => school.person("mentor-elsewhere"),
            Caller::DraftStudent => school.person("draft-student"),
            Caller::DraftMentor => school.person("draft-mentor"),
            Caller::Adviser => school.adviser(),
            Caller::Admin => school.admin(),
            Caller::StaffMentor => school.staff(&target.mentor.external_id, &["admin"]),
        }
    }

    /// What this caller's request is about: one of its own where the request spends the state.
    pub async fn target(&mut self, state: State, caller: Caller, spends: bool) -> Target {
        let (ended, by_student) = (caller.comes_after(), caller == Caller::Student);
        let spends = spends && state != State::Any;
        match caller {
            Caller::DraftStudent | Caller::DraftMentor => {
                let state = if state.is_programmes() {
                    State::Any
                } else {
                    state
                };
                let target = self.shared(state, false).await;
                Target {
                    mentorship: target.mentorship,
                    appointment: target.appointment,
                    action: target.action,
                    concern: target.concern,
                    career: target.career,
                    application: target.application,
                    share: target.share,
                    ..self.draft.clone()
                }
            }
            _ if state.is_programmes() => {
                let mut target = self.shared(State::Any, ended).await;
                if spends {
                    target.programme = self.empty(state).await;
                }
                target
            }
            _ if spends => self.make(state, by_student, ended).await,
            _ => self.shared(state, ended).await,
        }
    }

    async fn shared(&mut self, state: State, ended: bool) -> Target {
        if let Some(target) = self.shared.get(&(state, ended)) {
            return target.clone();
        }
        let target = self.make(state, false, ended).await;
        self.shared.insert((state, ended), target.clone());
        target
    }

    /// A programme without people.
    async fn empty(&self, state: State) -> String {
        let class = Class::draft(&self.class.school, 2030).await;
        if state != State::ProgrammeDraft {
            class.admin().act(class.path("/open")).await.ok();
        }
        if state == State::ProgrammeClosed {
            class.admin().act(class.path("/close")).await.ok();
        }
        class.id
    }
}

fn names(names: &[&str]) -> impl Iterator<Item = String> {
    let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
    names.into_iter()
}

/// A draft with people, who needn't accept the charter.
async fn programme(
    school: &School,
    year: i32,
    mentors: impl Iterator<Item = String>,
    students: impl Iterator<Item = String>,
) -> Class {
    let class = Class::draft(school, year).await;
    class
        .change(json!({ "policies": { "charter_required": false } }))
        .await
        .ok();
    let rows = mentors.map(|name| mentor_row(&name)).collect();
    class.import("mentors", rows).await.ok();
    let rows = students.map(|name| student_row(&name)).collect();
    class.import("students", rows).await.ok();
    class
}

async fn deactivate(school: &School, external_id: &str) {
    let admin = school.admin();
    let list = format!("/v1/people?external_id={external_id}");
    let id = admin.get(list).await.ok().text("/items/0/id");
    let path = format!("/v1/people/{id}/deactivate");
    admin.act(path).await.ok();
}
