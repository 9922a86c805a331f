//! The answer to a proposal: whose turn it is, and in which state (R11, R15).

use crate::harness::{Class, Pair, School, apply, each_database};
use serde_json::{Value, json};

const AT: &str = "2019-02-05T17:00:00Z";

async fn proposed(school: &School) -> (Pair, String) {
    let class = Class::open(school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let id = pair
        .propose(&pair.student, "project", AT)
        .await
        .created()
        .id();
    (pair, id)
}

async fn state(pair: &Pair, id: &str) -> Value {
    pair.mentor.appointment(id).await.at("/state")
}

#[apply(each_database)]
async fn the_other_confirms_or_declines_and_the_author_withdraws(school: School) {
    let (pair, id) = proposed(&school).await;
    for action in ["confirm", "decline"] {
        pair.student
            .on(&id, action, json!({}))
            .await
            .refused(409, "not_your_turn");
        school
            .adviser()
            .on(&id, action, json!({}))
            .await
            .refused(403, "role_forbidden");
    }
    pair.mentor
        .withdraw(&id)
        .await
        .refused(409, "not_your_turn");
    let confirmed = pair.mentor.confirm(&id).await.ok();
    assert_eq!(confirmed.at("/state"), "confirmed");
    assert_eq!(
        confirmed.words("/allowed_actions"),
        ["cancel_appointment", "reschedule_appointment"]
    );
    for (who, action) in [
        (&pair.mentor, "confirm"),
        (&pair.mentor, "decline"),
        (&pair.student, "withdraw"),
    ] {
        let refused = who
            .on(&id, action, json!({}))
            .await
            .refused(409, "wrong_state");
        assert_eq!(refused.at("/state"), "confirmed");
    }
}

#[apply(each_database)]
async fn a_decline_tells_its_reason_and_ends_the_proposal(school: School) {
    let (pair, id) = proposed(&school).await;
    let reason = json!({ "reason": "I teach on Tuesdays." });
    let declined = pair.mentor.on(&id, "decline", reason).await.ok();
    assert_eq!(
        [declined.at("/state"), declined.at("/reason")],
        ["declined", "I teach on Tuesdays."]
    );
    let mail = school
        .mail("sam@school.example.org", "I teach on Tuesdays.")
        .await;
    assert!(
        mail.is_in("en") && mail.subject().contains("First mia"),
        "{mail:#?}"
    );
    let refused = pair.mentor.confirm(&id).await.refused(409, "wrong_state");
    assert_eq!(refused.at("/state"), "declined");
    let me = pair.student.get("/v1/me").await.ok();
    assert!(
        me.each("/next_steps", "code")
            .contains(&"propose_appointment".to_owned())
    );
}

#[apply(each_database)]
async fn a_withdrawal_tells_the_other(school: School) {
    let (pair, id) = proposed(&school).await;
    pair.student
        .on(&id, "withdraw", json!({ "reason": "x" }))
        .await
        .invalid("/reason", "unknown_field");
    let withdrawn = pair.student.withdraw(&id).await.ok();
    assert_eq!(withdrawn.at("/state"), "withdrawn");
    let mail = school
        .mail("mia@alumni.example.org", "Vous n’avez rien à faire.")
        .await;
    assert!(
        mail.is_in("fr") && mail.text.contains("mardi 5 février 2019"),
        "{mail:#?}"
    );
    pair.student.withdraw(&id).await.refused(409, "wrong_state");
}

#[apply(each_database)]
async fn a_confirmed_one_is_cancelled_before_its_start_with_a_reason(school: School) {
    let (pair, id) = proposed(&school).await;
    let ill = "I am ill.";
    pair.student
        .cancel(&id, ill)
        .await
        .refused(409, "wrong_state");
    pair.mentor.confirm(&id).await.ok();
    pair.student
        .on(&id, "cancel", json!({}))
        .await
        .invalid("/reason", "required");
    school
        .adviser()
        .cancel(&id, ill)
        .await
        .refused(403, "role_forbidden");
    pair.at(AT).await;
    let begun = pair
        .student
        .cancel(&id, ill)
        .await
        .refused(409, "wrong_state");
    assert_eq!(begun.at("/state"), "confirmed");
    pair.at("2019-02-05T16:58:00Z").await;
    let cancelled = pair.student.cancel(&id, ill).await.ok();
    assert_eq!(
        [cancelled.at("/state"), cancelled.at("/reason")],
        ["cancelled", "I am ill."]
    );
    assert_eq!(cancelled.at("/sequence"), 1);
    let mail = school.mail("mia@alumni.example.org", "I am ill.").await;
    assert_eq!(
        mail.subject(),
        "First sam Last sam a annulé votre rendez-vous"
    );
    let seen = pair.interview(&pair.student, "project").await;
    assert_eq!(seen.at("/state"), "open");
}

#[apply(each_database)]
async fn what_nobody_answers_lapses_at_its_start(school: School) {
    let (pair, id) = proposed(&school).await;
    pair.at("2019-02-05T16:58:00Z").await;
    assert_eq!(state(&pair, &id).await, "proposed");
    pair.at(AT).await;
    assert_eq!(state(&pair, &id).await, "lapsed");
    let to = json!({ "starts_at": "2019-02-20T17:00:00Z" });
    for (who, action, body) in [
        (&pair.mentor, "confirm", json!({})),
        (&pair.mentor, "decline", json!({})),
        (&pair.student, "withdraw", json!({})),
        (&pair.student, "reschedule", to),
    ] {
        let refused = who.on(&id, action, body).await.refused(409, "wrong_state");
        assert_eq!(refused.at("/state"), "lapsed");
    }
    let seen = pair.student.appointment(&id).await;
    assert_eq!(seen.at("/allowed_actions"), json!([]));
}

#[apply(each_database)]
async fn the_list_is_filtered_by_state_and_by_local_days(school: School) {
    let (pair, early) = proposed(&school).await;
    // Half past midnight in Paris: the next day there.
    let late = pair
        .propose(&pair.mentor, "project", "2019-02-06T23:30:00Z")
        .await
        .created()
        .id();
    pair.mentor.confirm(&early).await.ok();
    for (query, expected) in [
        ("state=confirmed", vec![early.as_str()]),
        ("state=held", vec![]),
        ("from=2019-02-05&to=2019-02-05", vec![early.as_str()]),
        ("from=2019-02-07", vec![late.as_str()]),
        ("to=2019-02-06", vec![early.as_str()]),
        (
            "from=2019-02-05&to=2019-02-07",
            vec![late.as_str(), early.as_str()],
        ),
    ] {
        let path = pair.path(&format!("/appointments?{query}"));
        let list = pair.student.get(path).await.ok();
        assert_eq!(list.each("/items", "id"), expected, "{query}");
    }
}

#[apply(each_database)]
async fn a_filter_that_ends_before_it_begins_is_refused_in_both_languages(school: School) {
    let (pair, _) = proposed(&school).await;
    let path = pair.path("/appointments?from=2019-02-06&to=2019-02-05");
    let refused = pair.student.get(path.clone()).await;
    let refused = refused.invalid("/to", "out_of_range");
    assert_eq!(
        refused.at("/errors/0/detail"),
        "Send a last day that isn't before the first."
    );
    let french = pair.student.ask("GET", path);
    let french = french.header("Accept-Language", "fr").send().await;
    assert_eq!(
        french.invalid("/to", "out_of_range").at("/errors/0/detail"),
        "Envoyez un dernier jour qui ne précède pas le premier."
    );
    // A value that breaks its schema is told first, alone.
    let path = pair.path("/appointments?from=2019-02-06&to=soon");
    pair.student.get(path).await.invalid("/to", "format");
}

#[apply(each_database)]
async fn the_list_has_every_appointment_newest_first(school: School) {
    let (pair, first) = proposed(&school).await;
    let second = pair
        .propose(&pair.mentor, "project", "2019-02-06T17:00:00Z")
        .await
        .created()
        .id();
    for who in [&pair.student, &pair.mentor, &school.adviser()] {
        let list = who.get(pair.path("/appointments")).await.ok();
        assert_eq!(list.each("/items", "id"), [second.clone(), first.clone()]);
        let page = who.get(pair.path("/appointments?limit=1")).await.ok();
        let cursor = page.text("/next_cursor");
        let rest = who
            .get(pair.path(&format!("/appointments?limit=1&cursor={cursor}")))
            .await
            .ok();
        assert_eq!(rest.each("/items", "id"), [first.as_str()]);
        assert_eq!(rest.at("/next_cursor"), Value::Null);
    }
}
