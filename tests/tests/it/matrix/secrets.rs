//! What people tell each other shows to nobody else, in no answer to any GET.

use super::caller::{CALLERS, Caller};
use super::request::path;
use super::scene::{ask_department, raise};
use super::stage::Stage;
use super::table::{Secret, secrets};
use super::target::Target;
use crate::harness::{Contract, Pair, School};
use futures_util::future::join_all;
use serde_json::{Value, json};

/// Everything that was told, by what became of the form.
struct Told {
    given: Target,
    drafted: Target,
}

/// Has everything told once, then walks all that each caller can read.
pub async fn check(school: School) {
    let mut stage = Stage::set(school).await;
    let live = Told::tell(&mut stage, false).await;
    let ended = Told::tell(&mut stage, true).await;
    let mut differ = Vec::new();
    for (caller, name) in CALLERS {
        let told = if caller.comes_after() { &ended } else { &live };
        let read = read_all(&stage, caller, told).await;
        for secret in &secrets() {
            let mut words = told.words(secret).into_iter();
            // who is staff and mentor of one is staff alone for the other
            let own = caller == Caller::StaffMentor;
            let seen = words.any(|(at, word)| match own {
                true => read[at].contains(&word),
                false => read.iter().any(|read| read.contains(&word)),
            });
            if seen != secret.is_seen_by(caller) {
                let sees = if seen { "sees" } else { "doesn't see" };
                differ.push(format!("{name} {sees}: {}", secret.name));
            }
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

impl Told {
    async fn tell(stage: &mut Stage, ended: bool) -> Self {
        let given = tell(stage, true, ended).await;
        let drafted = tell(stage, false, ended).await;
        Self { given, drafted }
    }

    /// A secret as it was written, in each of the two mentorships that has it.
    fn words(&self, secret: &Secret) -> Vec<(usize, String)> {
        match secret.name {
            "form's draft" => vec![(1, word(secret.name, &self.drafted))],
            "form's words" | "form's acknowledgement" | "agreed action's note" => {
                vec![(0, word(secret.name, &self.given))]
            }
            name => vec![(0, word(name, &self.given)), (1, word(name, &self.drafted))],
        }
    }
}

fn word(name: &str, target: &Target) -> String {
    let (student, mentor) = (&target.student.external_id, &target.mentor.external_id);
    match name {
        "student's e-mail" => format!("{student}@school.example.org"),
        "mentor's e-mail" => format!("{mentor}@alumni.example.org"),
        "other mentor's e-mail" => format!("{}@alumni.example.org", target.other.external_id),
        "student's phone" => format!("phone-of-{student}."),
        "mentor's phone" => format!("phone-of-{mentor}."),
        "student's video handle" => format!("video-of-{student}."),
        "mentor's video handle" => format!("video-of-{mentor}."),
        "student's private e-mail" => format!("{student}@home.example.org"),
        "choice's message" => format!("choice-of-{student}."),
        "appointment's note" => format!("note-of-{student}."),
        "appointment's place" => format!("place-of-{student}."),
        "waiver's reason" => format!("waiver-of-{student}."),
        "road-book's draft" => format!("draft-of-{student}."),
        "road-book's sent answer" => format!("sent-of-{student}."),
        "form's draft" | "form's words" => format!("form-of-{student}."),
        "form's acknowledgement" => format!("thanks-of-{student}."),
        "agreed action's note" => format!("mark-of-{student}."),
        "note at the end" => format!("end-of-{student}."),
        "concern's text" => format!("concern-of-{student}."),
        "career message" => format!("career-of-{student}."),
        other => panic!("nobody tells '{other}'"),
    }
}

/// Two people tell each other everything that there is to tell.
async fn tell(stage: &mut Stage, gives: bool, ended: bool) -> Target {
    let mut target = stage.people().await;
    let pair = stage.pair(&mut target, ended).await;
    let told = |name: &str| word(name, &target);
    let private = json!(told("student's private e-mail"));
    let student = json!({
        "phone": told("student's phone"),
        "video_handle": told("student's video handle"),
        "private_email": private,
    });
    let mentor =
        json!({ "phone": told("mentor's phone"), "video_handle": told("mentor's video handle") });
    pair.student.change("/v1/me/profile", student).await.ok();
    pair.mentor.change("/v1/me/profile", mentor).await.ok();
    pair.fill_roadbook("project").await.ok();
    write(&pair, told("road-book's sent answer")).await;
    pair.send_roadbook("project").await.created();
    write(&pair, told("road-book's draft")).await;
    let place = json!({ "kind": "in_person", "place": told("appointment's place") });
    let meeting = json!({ "note": told("appointment's note"), "means": place });
    let waiver = json!({ "reason": told("waiver's reason") });
    target.appointment = stage.begin(&pair, waiver, meeting).await;
    pair.mentor.hold(&target.appointment).await.ok();
    fill_in(&pair, word("form's draft", &target)).await;
    if gives {
        pair.give("project").await.ok();
        let thanks = word("form's acknowledgement", &target);
        pair.acknowledge("project", thanks).await.ok();
        target.action = pair.first_action().await;
        let note = json!({ "note": word("agreed action's note", &target) });
        let path = pair.path(&format!("/agreed-actions/{}", target.action));
        pair.student.change(&path, note).await.ok();
    }
    let concern = word("concern's text", &target);
    target.concern = raise(&pair, &concern).await;
    let career = word("career message", &target);
    target.career = ask_department(&pair, &career).await;
    if ended {
        stage
            .end(&target.mentorship, &word("note at the end", &target))
            .await;
        target.other_mentorship = stage.pair_with_other(&target).await;
    }
    target
}

async fn write(pair: &Pair, answer: String) {
    let answers = json!({ "answers": { "school_path": answer } });
    pair.student
        .change(&pair.roadbook().await, answers)
        .await
        .ok();
}

async fn fill_in(pair: &Pair, advice: String) {
    let mut form: Value = pair.form("project").await;
    form["advice"] = json!(advice);
    pair.save_form("project", form).await.ok();
}

/// Every answer to a GET about the mentorships and the ones with the other mentor, one text.
async fn read_all(stage: &Stage, caller: Caller, told: &Told) -> [String; 2] {
    let operations = Contract::get().operations().iter();
    let reads: Vec<_> = operations.filter(|one| one.method == "GET").collect();
    let mut all = [String::new(), String::new()];
    for (read, target) in all.iter_mut().zip([&told.given, &told.drafted]) {
        let other = Target {
            mentor: target.other.clone(),
            mentorship: target.other_mentorship.clone(),
            ..target.clone()
        };
        let actor = stage.actor(caller, target);
        for about in [target, &other] {
            let asked = reads.iter().map(|one| actor.get(path(one, about)));
            for answer in join_all(asked).await {
                read.push_str(&String::from_utf8_lossy(&answer.bytes));
            }
        }
    }
    all
}
