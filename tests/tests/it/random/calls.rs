//! How an action is tried: with a body that fits, following what the refusals say.

use super::choices::{Choice, Listed};
use crate::harness::{Actor, Answer, cafe};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};

/// Tries an action until one of its bodies is accepted; the last answer.
pub async fn attempt(who: &Actor, choice: &Choice, now: DateTime<Utc>) -> Answer {
    match choice.action.as_str() {
        "propose_appointment" => book(who, choice, "/appointments", now).await,
        "reschedule_appointment" => book(who, choice, "/reschedule", now).await,
        "record_appointment" => record(who, choice, now).await,
        "correct_outcome" => correct(who, choice).await,
        "update_evaluation" => update_form(who, choice).await,
        "give_evaluation_outside" => give_outside(who, choice, now).await,
        "extend_interview" => extend(who, choice, now).await,
        "reassign_mentorship" => reassign(who, choice).await,
        _ => {
            let (verb, body) = simple(who, choice);
            who.post(format!("{}{verb}", choice.path), body).await
        }
    }
}

fn is_staff(who: &Actor) -> bool {
    who.external_id().starts_with("staff")
}

/// The path's last part and the body of an action that has only one.
fn simple(who: &Actor, choice: &Choice) -> (&'static str, Value) {
    let reason = json!({ "reason": "Because." });
    match choice.action.as_str() {
        "end_mentorship" if is_staff(who) => {
            ("/end", json!({ "end_reason": "other", "note": "x" }))
        }
        "end_mentorship" => ("/end", json!({})),
        "send_roadbook" => ("/send", json!({ "step": choice.interview["step"] })),
        "waive_roadbook" => ("/roadbook-waiver", reason),
        "confirm_appointment" if who.external_id() == "mia" => {
            ("/confirm", json!({ "waive_roadbook_lead": true }))
        }
        "confirm_appointment" => ("/confirm", json!({})),
        "decline_appointment" => ("/decline", reason),
        "withdraw_appointment" => ("/withdraw", json!({})),
        "cancel_appointment" => ("/cancel", reason),
        "hold_appointment" => ("/hold", reason),
        "record_no_show" => (
            "/no-show",
            json!({ "missed_by": "both", "reason": "Because." }),
        ),
        "dispute_outcome" => ("/dispute", reason),
        "excuse_interview" => ("/excuse", reason),
        "give_evaluation" => ("/give", json!({})),
        "correct_evaluation" => (
            "/correct",
            json!({ "reason": "Because.", "advice": "Rest." }),
        ),
        "retract_evaluation" => ("/retract", reason),
        "mark_evaluation_read" => ("/mark-read", json!({})),
        "acknowledge_evaluation" => ("/acknowledge", json!({ "comment": "Thanks." })),
        other => panic!("how is {other} tried?"),
    }
}

fn day(interview: &Value, end: &str) -> NaiveDate {
    interview["window"][end].as_str().unwrap().parse().unwrap()
}

fn at(day: NaiveDate, hour: u32, minute: u32) -> DateTime<Utc> {
    day.and_hms_opt(hour, minute, 0).unwrap().and_utc()
}

/// Ten days more than there are.
async fn extend(who: &Actor, choice: &Choice, now: DateTime<Utc>) -> Answer {
    let until_on = day(&choice.interview, "to").max(now.date_naive()) + TimeDelta::days(10);
    let step = &choice.interview["step"];
    let body = json!({ "step": step, "until_on": until_on, "reason": "Because." });
    who.post(format!("{}/extensions", choice.path), body).await
}

/// To the programme's other mentor.
async fn reassign(who: &Actor, choice: &Choice) -> Answer {
    let mentorship = who.get(&choice.path).await.ok();
    let mentors = format!(
        "/v1/programmes/{}/mentors",
        mentorship.text("/programme_id")
    );
    let mentors = who.get(mentors).await.ok().at("/items");
    let mut mentors = mentors.as_array().unwrap().iter();
    let other = mentors.find(|one| one["person"]["id"] != mentorship.at("/mentor/id"));
    let body = json!({ "mentor_id": other.unwrap()["person"]["id"], "reason": "Because." });
    who.post(format!("{}/reassign", choice.path), body).await
}

/// An hour ago, or at the end of the window; earlier, where the two met then already.
async fn record(who: &Actor, choice: &Choice, now: DateTime<Utc>) -> Answer {
    let path = format!("{}/appointments/record", choice.path);
    let latest = at(day(&choice.interview, "to"), 12, 0);
    let mut starts_at = latest.min(now - TimeDelta::hours(1));
    loop {
        let body = json!({
            "starts_at": starts_at,
            "duration_minutes": 30,
            "means": cafe(),
            "reason": "Because.",
        });
        let answer = who.post(&path, body).await;
        if answer.at("/code") != "overlap" {
            return answer;
        }
        starts_at -= TimeDelta::hours(1);
    }
}

/// Books a date: on the first day that could be, or, where none can, on the last that lies ahead.
/// When it is too early the refusal says from when on; when the time is taken another is tried.
async fn book(who: &Actor, choice: &Choice, verb: &str, now: DateTime<Utc>) -> Answer {
    let (from, to) = (day(&choice.interview, "from"), day(&choice.interview, "to"));
    let possible = choice.listed == Listed::Allowed;
    let today = now.date_naive();
    let wanted = if possible { from } else { to };
    let mut on = wanted.max(today);
    let mut hour = 10;
    loop {
        let answer = who
            .post(
                format!("{}{verb}", choice.path),
                booking(who, at(on, hour, 30)),
            )
            .await;
        let code = answer.at("/code");
        if possible && code == "too_early" && on < to {
            on = answer.text("/earliest_on").parse().unwrap();
        } else if code == "overlap" && hour < 19 {
            hour += 1;
        } else if code == "overlap" && on < to {
            (on, hour) = (on.succ_opt().unwrap(), 10);
        } else {
            return answer;
        }
    }
}

fn booking(who: &Actor, starts_at: DateTime<Utc>) -> Value {
    let mut body = json!({ "starts_at": starts_at, "duration_minutes": 30, "means": cafe() });
    if who.external_id() == "mia" {
        body["waive_roadbook_lead"] = json!(true);
    }
    body
}

/// An outcome that a later interview builds on can be confirmed, though not undone.
async fn correct(who: &Actor, choice: &Choice) -> Answer {
    let path = format!("{}/correct", choice.path);
    let body = |outcome: &str| json!({ "outcome": outcome, "reason": "Because." });
    let missed = who.post(&path, body("missed_by_both")).await;
    if missed.status == 200 {
        return missed;
    }
    who.post(&path, body("held")).await
}

async fn update_form(who: &Actor, choice: &Choice) -> Answer {
    let etag = who.get(&choice.path).await.ok().etag();
    let form = json!({ "advice": "Call three people.", "career_department_recommended": true });
    who.put(&choice.path, &etag, form).await
}

/// A form handed over today, which the refusal of another day tells.
async fn give_outside(who: &Actor, choice: &Choice, now: DateTime<Utc>) -> Answer {
    let path = format!("{}/give-outside", choice.path);
    let on = |day: Value| json!({ "given_on": day });
    let answer = who.post(&path, on(json!(now.date_naive()))).await;
    match answer.at("/window/to") {
        Value::Null => answer,
        today => who.post(path, on(today)).await,
    }
}
