//! A school with everybody in it, and what requests are about.

use super::caller::Caller;
use super::state::State;
use crate::harness::{Actor, Class, Pair, School, mentor_row, student_row};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use std::collections::HashMap;
use uuid::Uuid;

/// How many mentorships a story may have.
const PLACES: usize = 120;

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
    pub roadbook: String,
}

/// The school, with an open programme, another open one and a draft.
pub struct Stage {
    pub class: Class,
    draft: Target,
    clock: DateTime<Utc>,
    placed: usize,
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
            draft: of_draft(&draft).await,
            class,
            clock: "2019-01-10T09:00:00Z".parse().unwrap(),
            placed: 0,
            shared: HashMap::new(),
        }
    }

    /// The present, as it was last set.
    pub fn clock(&self) -> DateTime<Utc> {
        self.clock
    }

    /// Who calls, about a target.
    pub fn actor(&self, caller: Caller, target: &Target) -> Actor {
        let school = &self.class.school;
        match caller {
            Caller::Anonymous => school.anonymous(),
            Caller::Unknown => school.person("nobody"),
            Caller::Inactive => school.person("inactive"),
            Caller::Outsider => school.person("outsider"),
            Caller::Student => school.person(&target.student.external_id),
            Caller::Classmate => school.person("classmate"),
            Caller::Mentor | Caller::Former => school.person(&target.mentor.external_id),
            Caller::Colleague => school.person("colleague"),
            Caller::Replaced => school.person(&target.other.external_id),
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
        let (ended, by_student) = (caller == Caller::Former, caller == Caller::Student);
        let spends = spends && state != State::Any;
        match caller {
            Caller::DraftStudent | Caller::DraftMentor => {
                let target = self.shared(State::Any, false).await;
                Target {
                    mentorship: target.mentorship,
                    appointment: target.appointment,
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

    async fn make(&mut self, state: State, by_student: bool, ended: bool) -> Target {
        let mut target = self.people().await;
        if state == State::Free {
            return target;
        }
        let pair = self.pair(&mut target, ended).await;
        target.appointment = self.bring(&pair, state, by_student).await;
        if ended {
            self.end(&pair, "They moved abroad.").await;
            target.other_mentorship = self.pair_with_other(&target).await;
        }
        target
    }

    /// People who haven't met yet.
    pub async fn people(&mut self) -> Target {
        let number = self.placed;
        self.placed += 1;
        assert!(number < PLACES, "the stage needs more PLACES");
        let person = async |who: &str| person(&self.class, format!("{who}{number}")).await;
        let (student, mentor, other) = (
            person("student").await,
            person("mentor").await,
            person("other").await,
        );
        let row = self.class.path(&format!("/students/{}", student.id));
        Target {
            programme: self.class.id.clone(),
            roadbook: self.class.admin().get(row).await.ok().text("/roadbook_id"),
            student,
            mentor,
            other,
            mentorship: absent(),
            other_mentorship: absent(),
            appointment: absent(),
        }
    }

    /// The student with the mentor, after the other one unless they come later.
    pub async fn pair(&self, target: &mut Target, other_later: bool) -> Pair {
        if !other_later {
            target.other_mentorship = self.pair_with_other(target).await;
            let path = format!("/v1/mentorships/{}/end", target.other_mentorship);
            let note = format!("end-of-{}.", target.student.external_id);
            let end = json!({ "end_reason": "mentor_left", "note": note });
            self.class.admin().post(path, end).await.ok();
        }
        let pair = self
            .class
            .pair(&target.student.external_id, &target.mentor.external_id)
            .await;
        target.mentorship.clone_from(&pair.id);
        pair
    }

    pub async fn pair_with_other(&self, target: &Target) -> String {
        self.class
            .pair(&target.student.external_id, &target.other.external_id)
            .await
            .id
    }

    /// Staff end a mentorship.
    pub async fn end(&self, pair: &Pair, note: &str) {
        let end = json!({ "end_reason": "mentor_left", "note": note });
        self.class.admin().post(pair.path("/end"), end).await.ok();
    }

    /// Brings two people into a state; the appointment's id, if they have one.
    async fn bring(&mut self, pair: &Pair, state: State, by_student: bool) -> String {
        let (caller, partner) = if by_student {
            (&pair.student, &pair.mentor)
        } else {
            (&pair.mentor, &pair.student)
        };
        let ahead = self.in_hours(20 * 24);
        match state {
            State::Filled => drop(pair.fill_roadbook("project").await.ok()),
            State::Sent => pair.prepare("project").await,
            State::Waived => waive(pair, json!({})).await,
            State::Asked => {
                return pair
                    .propose(partner, "project", &ahead)
                    .await
                    .created()
                    .id();
            }
            State::Proposed => return pair.propose(caller, "project", &ahead).await.created().id(),
            State::Booked => return pair.meet("project", &ahead).await,
            State::Begun => return self.begin(pair, json!({}), json!({})).await,
            State::Recorded => return self.hold(pair, caller).await,
            State::Reported => return self.hold(pair, partner).await,
            State::Held => return self.hold(pair, &pair.mentor).await,
            State::Drafted | State::Given => {
                let appointment = self.hold(pair, &pair.mentor).await;
                pair.draft_form("project").await.ok();
                if state == State::Given {
                    pair.give("project").await.ok();
                }
                return appointment;
            }
            _ => {}
        }
        absent()
    }

    async fn hold(&mut self, pair: &Pair, caller: &Actor) -> String {
        let appointment = self.begin(pair, json!({}), json!({})).await;
        pair.on(caller, &appointment, "hold", json!({})).await.ok();
        appointment
    }

    /// A confirmed appointment whose start passes, without a road-book.
    pub async fn begin(&mut self, pair: &Pair, waiver: Value, meeting: Value) -> String {
        waive(pair, waiver).await;
        let start = self.in_hours(1);
        let proposed = pair
            .propose_with(&pair.student, "project", &start, meeting)
            .await;
        let appointment = proposed.created().id();
        pair.on(&pair.mentor, &appointment, "confirm", json!({}))
            .await
            .ok();
        self.clock += TimeDelta::hours(2);
        pair.at(&self.in_hours(0)).await;
        appointment
    }

    fn in_hours(&self, hours: i64) -> String {
        let at = self.clock + TimeDelta::hours(hours);
        at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
    }
}

fn names(names: &[&str]) -> impl Iterator<Item = String> {
    let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
    names.into_iter()
}

fn absent() -> String {
    Uuid::now_v7().to_string()
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

async fn person(class: &Class, external_id: String) -> Person {
    Person {
        id: class.person_id(&external_id).await,
        external_id,
    }
}

/// What there is to ask about in a draft: two people who can't have a mentorship yet.
async fn of_draft(class: &Class) -> Target {
    let student = person(class, "draft-student".into()).await;
    let mentor = person(class, "draft-mentor".into()).await;
    let row = class.path(&format!("/students/{}", student.id));
    Target {
        programme: class.id.clone(),
        roadbook: class.admin().get(row).await.ok().text("/roadbook_id"),
        student,
        other: mentor.clone(),
        mentor,
        mentorship: absent(),
        other_mentorship: absent(),
        appointment: absent(),
    }
}

async fn waive(pair: &Pair, body: Value) {
    let path = pair.at_step("project", "/roadbook-waiver");
    pair.mentor.post(path, body).await.ok();
}

/// Nothing but the database does it so far.
async fn deactivate(school: &School, external_id: &str) {
    let off = format!("UPDATE persons SET active = false WHERE external_id = '{external_id}'");
    school.execute(&off).await;
}
