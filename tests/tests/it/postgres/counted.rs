//! What people do while their waits for PostgreSQL are counted.

use crate::harness::{Class, Pair, School, cafe, mentor_row, student_row};
use serde_json::json;

pub(super) async fn set_up(class: &Class, student: &str, mentor: &str) {
    class.school.at("2019-01-10T09:00:00Z").await;
    let (me, admin) = (class.person(student), class.admin());
    for path in [
        "/v1/me",
        "/v1/me/profile",
        "/v1/programmes",
        "/health/ready",
    ] {
        me.get(path).await.ok();
    }
    for path in [
        "",
        "/mentors",
        "/mentor-facets",
        "/mentorships",
        "/charter",
        "/roadbook-template",
        "/evaluation-templates/project",
    ] {
        me.get(class.path(path)).await.ok();
    }
    for path in [
        "/dashboard",
        "/exports/students",
        "/exports/mentors",
        "/exports/mentorships",
        "/exports/appointments",
        "/exports/evaluations",
    ] {
        admin.get(class.path(path)).await.ok();
    }
    admin.get(class.path("/students")).await.ok();
    let feed = me.act("/v1/me/calendar-feed").await.ok();
    me.get("/v1/me/calendar-feed").await.ok();
    let url = feed.text("/url");
    let feed = url.strip_prefix(class.school.url()).unwrap();
    class.school.anonymous().get(feed).await.ok();
    me.change("/v1/me/profile", json!({ "language": "fr" }))
        .await
        .ok();
    let them = class.person(mentor);
    class
        .change_mentor(&them, mentor, json!({ "capacity": 5 }))
        .await
        .ok();
    class
        .change_student(student, json!({ "major": "Law" }))
        .await
        .ok();
}

pub(super) async fn agree_on_a_date(pair: &Pair) {
    let Pair {
        student, mentor, ..
    } = pair;
    for path in ["", "/interviews/project", "/appointments"] {
        student.get(pair.path(path)).await.ok();
    }
    let propose = async |at| pair.propose(student, "project", at).await.created().id();
    mentor
        .decline(&propose("2019-02-01T10:00:00Z").await)
        .await
        .ok();
    student
        .withdraw(&propose("2019-02-01T11:00:00Z").await)
        .await
        .ok();
    let first = propose("2019-02-01T12:00:00Z").await;
    let moved = student.reschedule(&first, "2019-02-01T13:00:00Z").await;
    let second = moved.created().id();
    mentor.confirm(&second).await.ok();
    mentor.appointment(&second).await;
    let invite = format!("/v1/appointments/{second}/invite.ics");
    mentor.get(invite).await.ok();
    mentor.cancel(&second, "A journey.").await.ok();
    let body = json!({ "reason": "They write well." });
    pair.waive("project", body).await.ok();
}

pub(super) async fn prepare(pair: &Pair) {
    pair.fill_roadbook("project").await.ok();
    let sent = pair.send_roadbook("project").await.created();
    let path = pair.roadbook().await;
    pair.student.get(format!("{path}/editions")).await.ok();
    let edition = format!("{path}/editions/{}", sent.at("/number"));
    pair.mentor.get(&edition).await.ok();
    pair.mentor.act(format!("{edition}/mark-read")).await.ok();
}

pub(super) async fn meet(pair: &Pair) {
    let Pair {
        student, mentor, ..
    } = pair;
    let missed = pair.meet("project", "2019-02-05T09:00:00Z").await;
    let held = pair.meet("project", "2019-02-05T17:00:00Z").await;
    pair.at("2019-02-05T18:00:00Z").await;
    mentor.no_show(&missed, "student").await.ok();
    student.dispute(&missed, "I was there.").await.ok();
    mentor.hold(&held).await.ok();
    pair.record(mentor, "project", "2019-02-05T07:00:00Z")
        .await
        .created();
}

pub(super) async fn evaluate(pair: &Pair) {
    let Pair {
        student, mentor, ..
    } = pair;
    pair.draft_form("project").await.ok();
    pair.give("project").await.ok();
    let form = pair.at_step("project", "/evaluation");
    student.act(format!("{form}/mark-read")).await.ok();
    pair.acknowledge("project", "Thank you.").await.ok();
    let mut correction = pair.form("project").await;
    correction["reason"] = json!("A slip.");
    mentor
        .post(format!("{form}/correct"), correction)
        .await
        .ok();
    student.get(format!("{form}/versions")).await.ok();
    student.get(format!("{form}/versions/1")).await.ok();
    let action = pair.path(&format!("/agreed-actions/{}", pair.first_action().await));
    student
        .change(&action, json!({ "state": "done" }))
        .await
        .ok();
    turn_to_staff(pair).await;
    let retraction = json!({ "reason": "It was another's." });
    mentor
        .post(format!("{form}/retract"), retraction)
        .await
        .ok();
    let outside = json!({ "given_on": "2019-02-05" });
    mentor
        .post(format!("{form}/give-outside"), outside)
        .await
        .ok();
    let over = json!({ "end_reason": "student_left", "note": "Moved abroad." });
    pair.class.admin().end(&pair.id, over).await.ok();
}

/// The student shares what they have, and asks the Career Department.
async fn turn_to_staff(pair: &Pair) {
    let (student, admin) = (&pair.student, pair.class.admin());
    // the mails of the one before have left, so their statements don't count here
    let quiet = async || pair.at("2019-02-05T19:00:00Z").await;
    let form = json!({ "kind": "evaluation", "step": "project" });
    let shares = pair.path("/shares");
    let share = json!({ "documents": [form], "with": "advisers" });
    quiet().await;
    let made = student.post(&shares, share).await.created();
    student.get(&shares).await.ok();
    student
        .delete(format!("{shares}/{}", made.id()))
        .await
        .status(204);
    quiet().await;
    let opened = json!({ "document": "evaluation", "step": "project", "reason": "We fear." });
    admin
        .post(pair.path("/emergency-access"), opened)
        .await
        .ok();
    quiet().await;
    let asked = json!({ "message": "Help me.", "share": [form] });
    let requests = pair.class.path("/career-interviews");
    let asked = student.post(requests, asked).await.created();
    quiet().await;
    admin.get("/v1/career-interviews").await.ok();
    let one = format!("/v1/career-interviews/{}", asked.id());
    student.get(&one).await.ok();
    quiet().await;
    admin.act(format!("{one}/take")).await.ok();
    let date =
        json!({ "starts_at": "2019-03-01T10:00:00Z", "duration_minutes": 30, "means": cafe() });
    quiet().await;
    admin.post(format!("{one}/schedule"), date).await.ok();
    quiet().await;
    let reason = json!({ "reason": "We are closed." });
    student.post(format!("{one}/cancel"), reason).await.ok();
}

/// Somebody offers to be a mentor of a draft, and staff answer.
async fn offer(class: &Class, who: &str) {
    let (alum, admin) = (class.person(who), class.admin());
    let list = class.path("/mentor-applications");
    for how in ["refuse", "accept"] {
        let profile = json!({ "profile": { "company": "Rail" } });
        let made = alum.post(&list, profile).await.created();
        admin.get(&list).await.ok();
        let one = format!("{list}/{}", made.id());
        alum.get(&one).await.ok();
        if how == "refuse" {
            alum.act(format!("{one}/withdraw")).await.ok();
            let profile = json!({ "profile": {} });
            let made = alum.post(&list, profile).await.created();
            let one = format!("{list}/{}", made.id());
            admin.act(format!("{one}/{how}")).await.ok();
        } else {
            admin.act(format!("{one}/{how}")).await.ok();
        }
    }
}

/// Staff's switches; the programme is theirs alone.
pub(super) async fn steer(class: &Class, student: &str, mentor: &str) {
    let school = &class.school;
    // the mails of the one before have left, so their statements don't count here
    let quiet = async || school.at("2019-02-06T09:00:00Z").await;
    let class = Class::draft(school, 2019).await;
    class
        .import("students", vec![student_row(student), student_row("uma")])
        .await
        .ok();
    class
        .import("mentors", vec![mentor_row(mentor), mentor_row("pia")])
        .await
        .ok();
    let staff = class.admin();
    staff.act(class.path("/open")).await.ok();
    let [student, uma, mentor, pia] =
        [student, "uma", mentor, "pia"].map(|name| class.person_id(name));
    let (student, uma, mentor, pia) = (student.await, uma.await, mentor.await, pia.await);
    let assign = class.path(&format!("/students/{student}/assign"));
    quiet().await;
    let made = staff
        .post(assign, json!({ "mentor_id": mentor }))
        .await
        .created();
    let row = json!({ "student_id": uma, "mentor_id": mentor });
    let many = json!({ "rows": [row] });
    quiet().await;
    staff.post(class.path("/assignments"), many).await.ok();
    let of = |rest: &str| format!("/v1/mentorships/{}{rest}", made.id());
    let extension = json!({ "step": "project", "until_on": "2019-05-01", "reason": "Ill." });
    quiet().await;
    staff.post(of("/extensions"), extension).await.ok();
    let ids = [made.id()];
    let extension = json!({ "mentorship_ids": ids, "step": "project", "until_on": "2019-05-02", "reason": "Ill." });
    quiet().await;
    staff.post(class.path("/extensions"), extension).await.ok();
    let reason = json!({ "reason": "Ill." });
    quiet().await;
    staff
        .post(of("/interviews/project/excuse"), reason.clone())
        .await
        .ok();
    let excuse = json!({ "mentorship_ids": ids, "step": "action_plan", "reason": "Ill." });
    quiet().await;
    staff.post(class.path("/excuses"), excuse).await.ok();
    let nudge = json!({ "mentorship_ids": ids, "code": "propose_appointment" });
    quiet().await;
    staff.post(class.path("/nudges"), nudge).await.ok();
    let to = json!({ "mentor_id": pia, "reason": "Ill." });
    quiet().await;
    staff.post(of("/reassign"), to).await.created();
    quiet().await;
    staff.get(of("/timeline")).await.ok();
    for (who, person) in [("mentors", mentor), ("students", student)] {
        let path = class.path(&format!("/{who}/{person}/leave"));
        quiet().await;
        staff.post(path, reason.clone()).await.ok();
    }
}

/// What staff do about people once their mentorship is over.
pub(super) async fn look_after(pair: &Pair, student: &str, mentor: &str) {
    let (class, admin) = (&pair.class, pair.class.admin());
    // the mails of the end have left
    pair.at("2019-02-05T20:00:00Z").await;
    let told = json!({ "kind": "other", "text": "Thank you." });
    let told = pair.student.post(pair.path("/concerns"), told).await;
    let concern = format!("/v1/concerns/{}", told.created().id());
    pair.student.get(&concern).await.ok();
    admin.get("/v1/concerns").await.ok();
    admin.act(format!("{concern}/resolve")).await.ok();
    admin.get("/v1/audit-log").await.ok();
    let id = class.person_id(student).await;
    let list = class.path(&format!("/students/{id}/mentor-list"));
    let pinned = json!({ "pinned": [class.person_id(mentor).await], "excluded": [] });
    admin.replace(&list, pinned).await.ok();
    let mentor = class.person_id(mentor).await;
    let of = |rest: &str| class.path(&format!("/mentors/{mentor}{rest}"));
    let times = json!({ "time_zone": "Europe/Paris", "weekly": [], "single": [], "except_on": [] });
    admin.replace(&of("/availability"), times).await.ok();
    pair.student.get(of("/free-slots?step=project")).await.ok();
    admin.get("/v1/people").await.ok();
    let person = format!("/v1/people/{id}");
    let repair = json!({ "last_name": "Repaired" });
    admin.change(&person, repair).await.ok();
    for action in ["deactivate", "reactivate"] {
        admin.act(format!("{person}/{action}")).await.ok();
    }
}

/// A small programme from its draft to its end.
pub(super) async fn run_the_programme(school: &School, year: i32) {
    let admin = school.admin();
    let class = Class::draft(school, year).await;
    class.change(json!({ "name": "Another one" })).await.ok();
    let charter = class.path("/charter");
    let text = json!({ "fr": "Soyons \u{e0} l\u{2019}heure.", "en": "Let us be on time." });
    admin.replace(&charter, json!({ "text": text })).await.ok();
    for template in ["/roadbook-template", "/evaluation-templates/project"] {
        let path = class.path(template);
        let mut template = admin.get(&path).await.ok().body();
        let label = ["/parts/0/title/en", "/criteria/0/label/en"];
        let label = label.into_iter().find(|at| template.pointer(at).is_some());
        *template.pointer_mut(label.unwrap()).unwrap() = json!("In other words");
        admin.replace(&path, template).await.ok();
    }
    offer(&class, &format!("alum{year}")).await;
    let successor = class.path("/successor");
    let next = json!({ "year": year + 20 });
    admin.post(successor, next).await.created();
    let enrol = async |who: &str, row| {
        let made = admin.post(class.path(who), row).await.created();
        let one = class.path(&format!("{who}/{}", made.text("/person/id")));
        admin.get(&one).await.ok();
        admin.delete(&one).await.status(204);
    };
    enrol("/students", student_row(&format!("leo{year}"))).await;
    enrol("/mentors", mentor_row(&format!("lea{year}"))).await;
    for action in ["/open", "/close", "/reopen"] {
        admin.act(class.path(action)).await.ok();
    }
    let empty = Class::draft(school, year + 10).await;
    admin.delete(empty.path("")).await.status(204);
}
