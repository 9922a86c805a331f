//! January to March: the choice, the first appointment and its road-book, the first form.

use super::{MIA, SAM, due, stands, to_do};
use crate::harness::{Actor, Pair};
use serde_json::json;

pub async fn choose(pair: &Pair) {
    let whole = pair.student.get(pair.path("")).await.ok();
    assert!(whole.allows("end_mentorship"), "{whole:?}");
    stands(
        pair,
        "active",
        json!("project"),
        ["open", "waiting", "waiting"],
    )
    .await;
    assert_eq!(
        to_do(&pair.student).await,
        ["fill_roadbook", "propose_appointment"]
    );
    assert_eq!(to_do(&pair.mentor).await, ["propose_appointment"]);
    assert_eq!(due(&pair.student, "fill_roadbook").await, "2019-03-24");
    let seen = pair.interview(&pair.student, "project").await;
    assert_eq!(seen.words("/allowed_actions"), ["propose_appointment"]);
    assert_eq!(seen.blocks("send_roadbook"), "roadbook_incomplete");
    let seen = pair.interview(&pair.mentor, "project").await;
    assert_eq!(
        seen.words("/allowed_actions"),
        ["propose_appointment", "waive_roadbook"]
    );
    assert_eq!(seen.blocks("record_appointment"), "roadbook_missing");
    let later = pair.interview(&pair.student, "action_plan").await;
    assert_eq!(later.blocks("propose_appointment"), "interview_not_open");
    assert_eq!(later.blocks("send_roadbook"), "interview_not_open");
}

pub async fn propose(pair: &Pair) -> String {
    let note = json!({ "note": "After work, if that suits you?" });
    let starts_at = "2019-02-05T17:00:00Z";
    let proposed = pair
        .propose_with(&pair.student, "project", starts_at, note)
        .await
        .created();
    assert_eq!(proposed.at("/proposed_by"), "student");
    assert_eq!(proposed.at("/ends_at"), "2019-02-05T18:00:00Z");
    let actions = ["withdraw_appointment", "reschedule_appointment"];
    assert_eq!(proposed.words("/allowed_actions"), actions);
    assert_eq!(to_do(&pair.student).await, ["fill_roadbook"]);
    assert_eq!(to_do(&pair.mentor).await, ["answer_proposal"]);
    let mail = pair
        .class
        .school
        .mail(MIA, "After work, if that suits you?")
        .await;
    assert_eq!(
        mail.subject(),
        "First sam Last sam vous propose un rendez-vous"
    );
    assert!(mail.is_in("fr"), "{mail:#?}");
    assert!(
        mail.text
            .contains("mardi 5 février 2019 à 18\u{a0}h\u{a0}00 (heure de Paris)"),
        "{mail:#?}"
    );
    assert!(mail.text.contains("Café de la Gare, Lyon"), "{mail:#?}");
    proposed.id()
}

pub async fn confirm(pair: &Pair, appointment: &str) {
    pair.mentor.confirm(appointment).await.ok();
    let mail = pair.class.school.mail(SAM, "It is set!").await;
    assert_eq!(
        mail.subject(),
        "First mia Last mia has confirmed your meeting"
    );
    assert!(mail.is_in("en"), "{mail:#?}");
    assert!(
        mail.text
            .contains("Tuesday 5 February 2019 at 18:00 (Paris time)"),
        "{mail:#?}"
    );
    stands(
        pair,
        "active",
        json!("project"),
        ["scheduled", "waiting", "waiting"],
    )
    .await;
    let seen = pair.interview(&pair.mentor, "project").await;
    assert_eq!(seen.at("/roadbook/deadline_on"), "2019-01-29");
    assert_eq!(
        to_do(&pair.student).await,
        ["fill_roadbook", "attend_appointment"]
    );
    assert_eq!(due(&pair.student, "fill_roadbook").await, "2019-01-29");
    assert_eq!(to_do(&pair.mentor).await, ["attend_appointment"]);
    let list = pair.student.get(pair.class.path("/mentorships")).await.ok();
    assert_eq!(
        list.at("/items/0/next_appointment_at"),
        "2019-02-05T17:00:00Z"
    );
}

pub async fn send(pair: &Pair) {
    pair.fill_roadbook("project").await.ok();
    assert_eq!(
        to_do(&pair.student).await,
        ["send_roadbook", "attend_appointment"]
    );
    let edition = pair.send_roadbook("project").await.created();
    assert_eq!(edition.at("/days_before"), 16);
    assert_eq!(to_do(&pair.student).await, ["attend_appointment"]);
    let words = "What I think about school_path before project.";
    let mail = pair.class.school.mail(MIA, words).await;
    assert_eq!(
        mail.subject(),
        "Le carnet de route de First sam Last sam pour votre premier entretien (projet professionnel)"
    );
    assert!(
        mail.is_in("fr") && mail.text.contains("Here it is."),
        "{mail:#?}"
    );
    let copy = pair.class.school.mail(SAM, words).await;
    assert_eq!(copy.subject(), "Your road-book is on its way");
    assert!(copy.is_in("en"), "{copy:#?}");
    assert_eq!(
        to_do(&pair.mentor).await,
        ["read_roadbook", "attend_appointment"]
    );
    let read = format!("{}/editions/1/mark-read", pair.roadbook().await);
    pair.mentor.act(read).await.ok();
    assert_eq!(to_do(&pair.mentor).await, ["attend_appointment"]);
}

pub async fn hold(pair: &Pair, appointment: &str) {
    for who in [&pair.student, &pair.mentor] {
        assert_eq!(to_do(who).await, ["record_outcome"]);
        let seen = who.appointment(appointment).await;
        assert_eq!(
            seen.words("/allowed_actions"),
            ["hold_appointment", "record_no_show"]
        );
    }
    pair.mentor.hold(appointment).await.ok();
    stands(
        pair,
        "active",
        json!("action_plan"),
        ["held", "open", "waiting"],
    )
    .await;
    assert_eq!(
        to_do(&pair.student).await,
        ["fill_roadbook", "propose_appointment"]
    );
    assert_eq!(due(&pair.student, "fill_roadbook").await, "2019-06-23");
    assert_eq!(
        to_do(&pair.mentor).await,
        ["give_evaluation", "propose_appointment"]
    );
    let whole = pair.student.get(pair.path("")).await.ok();
    assert_eq!(whole.blocks("end_mentorship"), "staff_only");
}

pub async fn give(pair: &Pair) {
    let form = pair.draft_form("project").await.ok();
    let actions = ["update_evaluation", "give_evaluation"];
    assert_eq!(form.words("/allowed_actions"), actions);
    let state = async |who: &Actor| pair.interview(who, "project").await.at("/evaluation_state");
    assert_eq!(
        [state(&pair.mentor).await, state(&pair.student).await],
        ["draft", "none"]
    );
    pair.give("project").await.ok();
    let mail = pair
        .class
        .school
        .mail(SAM, "Call three people a week.")
        .await;
    assert_eq!(
        mail.subject(),
        "The evaluation form of your first interview (professional project)"
    );
    assert!(mail.is_in("en"), "{mail:#?}");
    stands(
        pair,
        "active",
        json!("action_plan"),
        ["concluded", "open", "waiting"],
    )
    .await;
    assert_eq!(
        to_do(&pair.student).await,
        ["fill_roadbook", "propose_appointment", "read_evaluation"]
    );
    assert_eq!(to_do(&pair.mentor).await, ["propose_appointment"]);
    pair.acknowledge("project", "Thank you, that helps.")
        .await
        .ok();
    assert_eq!(
        to_do(&pair.student).await,
        ["fill_roadbook", "propose_appointment"]
    );
}
