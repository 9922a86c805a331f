//! Many at the same instant, over HTTP, round after round: one wins, the others are told, and
//! nothing is lost or done twice.

use crate::harness::{
    Actor, Answer, Class, Pair, School, apply, cafe, each_database, mentor_row, student_row,
};
use futures_util::future::join_all;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// How many answers have this status and, for a problem, this code.
fn count(answers: &[Answer], status: u16, code: Option<&str>) -> usize {
    let wanted = code.map_or(Value::Null, Value::from);
    let like = |answer: &&Answer| answer.status == status && answer.at("/code") == wanted;
    answers.iter().filter(like).count()
}

/// One was accepted with this status, all others refused with this code.
fn expect_one_of(answers: &[Answer], accepted: u16, status: u16, code: &str) {
    let told = [
        count(answers, accepted, None),
        count(answers, status, Some(code)),
    ];
    assert_eq!(told, [1, answers.len() - 1], "{answers:#?}");
}

/// A programme in which nobody waits for the charter.
async fn crowd(school: &School, students: &[String]) -> Class {
    let class = Class::draft(school, 2019).await;
    class
        .change(json!({ "policies": { "charter_required": false } }))
        .await
        .ok();
    class.import("mentors", vec![mentor_row("mia")]).await.ok();
    class
        .import(
            "students",
            students.iter().map(|id| student_row(id)).collect(),
        )
        .await
        .ok();
    class.admin().act(class.path("/open")).await.ok();
    class
}

async fn end(class: &Class, mentorship: &str) {
    let body = json!({ "end_reason": "other", "note": "Once more." });
    class.admin().end(mentorship, body).await.ok();
}

/// Confirms one proposal of each pair at once; each has a mentor who can.
async fn confirm_both(pairs: &[Pair; 2], starts_at: &str) -> Vec<Answer> {
    let mut ids = Vec::new();
    for pair in pairs {
        ids.push(
            pair.propose(&pair.student, "project", starts_at)
                .await
                .created()
                .id(),
        );
    }
    let both = pairs.iter().zip(&ids);
    join_all(both.map(|(pair, id)| pair.mentor.confirm(id))).await
}

async fn save(student: &Actor, path: &str, etag: &str, device: usize, round: usize) -> Answer {
    let keys = ["school_path", "project_idea", "project_motivations"];
    let answers = json!({ keys[device]: format!("Round {round}.") });
    student
        .patch(path, etag, json!({ "answers": answers }))
        .await
}

#[apply(each_database)]
async fn of_fifty_students_who_take_the_last_place_one_gets_it(school: School) {
    let names: Vec<String> = (0..51).map(|number| format!("s{number:02}")).collect();
    let class = crowd(&school, &names).await;
    class
        .change_mentor(&class.admin(), "mia", json!({ "capacity": 2 }))
        .await
        .ok();
    class.choose("s50", "mia").await.created();
    let body = json!({ "mentor_id": class.person_id("mia").await });
    let students: Vec<Actor> = names
        .iter()
        .take(50)
        .map(|name| class.person(name))
        .collect();
    for _ in 0..4 {
        let all = students
            .iter()
            .map(|student| student.post(class.path("/mentorships"), body.clone()));
        let answers = join_all(all).await;
        expect_one_of(&answers, 201, 409, "mentor_full");
        let live = class
            .admin()
            .get(class.path("/mentorships?state=active&limit=100"))
            .await
            .ok();
        assert_eq!(live.at("/items").as_array().unwrap().len(), 2);
        assert_eq!(
            class.mentor(&class.admin(), "mia").await.at("/places_left"),
            0
        );
        let winner = answers.iter().find(|answer| answer.status == 201).unwrap();
        end(&class, &winner.id()).await;
    }
}

#[apply(each_database)]
async fn a_student_who_chooses_twice_at_once_has_one_mentor(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam"]).await;
    for _ in 0..4 {
        let answers =
            join_all(["mia", "max", "mia", "max"].map(|mentor| class.choose("sam", mentor))).await;
        expect_one_of(&answers, 201, 409, "already_has_mentor");
        let winner = answers.iter().find(|answer| answer.status == 201).unwrap();
        end(&class, &winner.id()).await;
        for mentor in ["mia", "max"] {
            assert_eq!(
                class
                    .mentor(&class.admin(), mentor)
                    .await
                    .at("/places_left"),
                3
            );
        }
    }
}

#[apply(each_database)]
async fn who_is_chosen_and_deactivated_at_once_is_one_of_the_two(school: School) {
    let students: Vec<_> = (0..12).map(|number| format!("s{number}")).collect();
    let class = crowd(&school, &students).await;
    let admin = class.admin();
    let mia = format!("/v1/people/{}", class.person_id("mia").await);
    let body = json!({ "mentor_id": class.person_id("mia").await });
    for round in students.chunks(3) {
        let path = class.path("/mentorships");
        let callers: Vec<_> = round.iter().map(|student| class.person(student)).collect();
        let choices = callers.iter().map(|one| one.post(&path, body.clone()));
        let (deactivated, chosen) =
            tokio::join!(admin.act(format!("{mia}/deactivate")), join_all(choices));
        let won = count(&chosen, 201, None);
        let known = [
            won,
            count(&chosen, 409, Some("reference_unknown")),
            count(&chosen, 409, Some("mentor_full")),
        ];
        assert_eq!(known.iter().sum::<usize>(), 3, "{chosen:#?}");
        match deactivated.status {
            200 => assert_eq!(won, 0, "{chosen:#?}"),
            _ => {
                assert_ne!(won, 0);
                let refusal = deactivated.refused(409, "live_mentorships");
                // others may have chosen since
                assert!(refusal.at("/count").as_u64().unwrap() <= u64::try_from(won).unwrap());
            }
        }
        for choice in chosen.iter().filter(|choice| choice.status == 201) {
            end(&class, &choice.id()).await;
        }
        admin.act(format!("{mia}/reactivate")).await.ok();
    }
}

#[apply(each_database)]
async fn nobody_is_in_two_places_at_once(school: School) {
    let one = Class::open(&school, &["mia", "max"], &["sam"]).await;
    let two = Class::open(&school, &["mia", "max"], &["sam", "bob"]).await;
    let sam = one.pair("sam", "mia").await;
    let mentors = [sam.clone(), two.pair("bob", "mia").await];
    let students = [sam, two.pair("sam", "max").await];
    for day in 1..6 {
        let answers = confirm_both(&mentors, &format!("2019-02-{day:02}T17:00:00Z")).await;
        expect_one_of(&answers, 200, 409, "overlap");
        let answers = confirm_both(&students, &format!("2019-03-{day:02}T17:00:00Z")).await;
        expect_one_of(&answers, 200, 409, "overlap");
    }
}

#[apply(each_database)]
async fn a_proposal_is_confirmed_or_withdrawn_but_never_both(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    for day in 1..8 {
        let starts_at = format!("2019-02-{day:02}T17:00:00Z");
        let id = pair
            .propose(&pair.student, "project", &starts_at)
            .await
            .created()
            .id();
        let both = [
            (&pair.mentor, "confirm"),
            (&pair.student, "withdraw"),
            (&pair.mentor, "confirm"),
        ];
        let answers = join_all(both.map(|(who, action)| who.on(&id, action, json!({})))).await;
        expect_one_of(&answers, 200, 409, "wrong_state");
        let winner = answers.iter().find(|answer| answer.status == 200).unwrap();
        let now = pair.student.appointment(&id).await;
        assert_eq!(now.at("/state"), winner.at("/state"));
    }
}

#[apply(each_database)]
async fn of_devices_that_save_one_roadbook_at_once_one_is_stale_and_nothing_is_lost(
    school: School,
) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let path = pair.roadbook().await;
    for round in 0..6 {
        let etag = pair.student.get(&path).await.ok().etag();
        let devices = (0..3).map(|device| save(&pair.student, &path, &etag, device, round));
        let answers = join_all(devices).await;
        expect_one_of(&answers, 200, 412, "stale");
        for (device, _) in answers
            .iter()
            .enumerate()
            .filter(|(_, answer)| answer.status == 412)
        {
            let etag = pair.student.get(&path).await.ok().etag();
            save(&pair.student, &path, &etag, device, round).await.ok();
        }
        let kept = pair.student.get(&path).await.ok();
        assert_eq!(
            kept.each("/answers", "text"),
            vec![format!("Round {round}."); 3]
        );
    }
}

#[apply(each_database)]
async fn a_key_sent_a_hundred_times_at_once_has_one_effect(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let body =
        json!({ "starts_at": "2019-02-05T17:00:00Z", "duration_minutes": 60, "means": cafe() });
    for round in 1..=3 {
        let ask = || {
            let ask = pair
                .student
                .ask("POST", pair.at_step("project", "/appointments"));
            ask.header("Idempotency-Key", format!("key-{round}"))
                .json(&body)
        };
        let mut answers = join_all((0..100).map(|_| ask().send())).await;
        let busy = count(&answers, 409, Some("idempotency_in_progress"));
        answers.retain(|answer| answer.status == 201);
        assert_eq!(answers.len() + busy, 100, "{answers:#?}");
        answers.push(ask().send().await.created());
        let first = answers
            .iter()
            .filter(|answer| answer.header("idempotency-replayed").is_empty());
        assert_eq!(first.count(), 1, "{answers:#?}");
        let told: BTreeSet<_> = answers
            .iter()
            .map(|it| (it.bytes.clone(), it.header("location"), it.etag()))
            .collect();
        assert_eq!(told.len(), 1, "{answers:#?}");
        let made = pair
            .student
            .get(pair.path("/appointments?limit=100"))
            .await
            .ok();
        assert_eq!(made.at("/items").as_array().unwrap().len(), round);
    }
    let mails = school
        .mails_expected("mia@alumni.example.org", "propose un rendez-vous", 3)
        .await;
    assert_eq!(mails, 3);
}

#[apply(each_database)]
async fn imports_of_the_same_people_at_once_make_each_of_them_once(school: School) {
    let class = Class::draft(&school, 2019).await;
    for round in 0..6 {
        let row = || student_row(&format!("new{round}"));
        let other = || student_row(&format!("other{round}"));
        let imports = (0..8).map(|number| {
            let rows = match number % 2 {
                0 => vec![row(), other()],
                _ => vec![other(), row()],
            };
            class.import("students", rows)
        });
        let reports: Vec<Answer> = join_all(imports).await;
        let created: u64 = reports
            .iter()
            .map(|report| {
                assert_eq!(report.status, 200, "{report:?}");
                report.at("/created").as_u64().unwrap()
            })
            .sum();
        assert_eq!(created, 2, "{reports:#?}");
    }
}

#[apply(each_database)]
async fn what_a_person_sets_during_an_import_stays(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let mia = class.person("mia");
    for round in 0..10 {
        let phone = format!("+33 1 99 00 00 {round:02}");
        let mut row = mentor_row("mia");
        row["phone"] = json!("+33 1 99 99 99 99");
        row["email"] = json!(format!("mia{round}@alumni.example.org"));
        let etag = mia.get("/v1/me/profile").await.ok().etag();
        let change = json!({ "phone": phone.clone() });
        let (changed, imported) = tokio::join!(
            mia.patch("/v1/me/profile", &etag, change),
            class.import("mentors", vec![row]),
        );
        imported.ok();
        if changed.status == 412 {
            mia.change("/v1/me/profile", json!({ "phone": phone.clone() }))
                .await
                .ok();
        }
        let profile = mia.get("/v1/me/profile").await.ok();
        assert_eq!(profile.at("/phone"), phone.as_str());
    }
}
