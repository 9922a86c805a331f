//! The whole year of two people, from the choice in January to the last form in December: at each
//! station what everybody sees, what is to do next, and which mails have come.

mod later;
mod project;

use crate::harness::{Actor, Class, Pair, School, apply, each_database};
use serde_json::Value;

const SAM: &str = "sam@school.example.org";
const MIA: &str = "mia@alumni.example.org";

/// The codes of what somebody has to do next, in order.
async fn to_do(who: &Actor) -> Vec<String> {
    who.get("/v1/me").await.ok().each("/next_steps", "code")
}

/// When somebody has to do something next.
async fn due(who: &Actor, code: &str) -> Value {
    let me = who.get("/v1/me").await.ok();
    let steps = me.at("/next_steps");
    let mut steps = steps.as_array().unwrap().iter();
    let step = steps.find(|step| step["code"] == code);
    step.unwrap_or_else(|| panic!("no {code}: {me:?}"))["due_on"].clone()
}

/// The mentorship, its line in the list and (while it is live) in the personal areas agree.
async fn stands(pair: &Pair, state: &str, current: Value, steps: [&str; 3]) {
    for who in [&pair.student, &pair.mentor, &pair.class.school.adviser()] {
        let whole = who.get(pair.path("")).await.ok();
        assert_eq!(whole.at("/state"), state, "{whole:?}");
        assert_eq!(whole.at("/current_step"), current, "{whole:?}");
        assert_eq!(whole.each("/interviews", "state"), steps, "{whole:?}");
        let list = who.get(pair.class.path("/mentorships")).await.ok();
        assert_eq!(list.at("/items/0/state"), state, "{list:?}");
        assert_eq!(list.at("/items/0/current_step"), current, "{list:?}");
        assert_eq!(list.each("/items/0/steps", "state"), steps, "{list:?}");
    }
    let mine = pair.student.get("/v1/me").await.ok().at("/mentorships");
    assert_eq!(
        mine.as_array().unwrap().len(),
        usize::from(state == "active")
    );
}

#[apply(each_database)]
async fn a_student_and_a_mentor_go_through_the_year(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    assert_eq!(to_do(&class.person("sam")).await, ["choose_mentor"]);
    assert_eq!(
        due(&class.person("sam"), "choose_mentor").await,
        "2019-03-31"
    );
    assert_eq!(to_do(&class.person("mia")).await, ["wait_for_choice"]);
    let pair = class.pair("sam", "mia").await;
    project::choose(&pair).await;
    let appointment = project::propose(&pair).await;
    project::confirm(&pair, &appointment).await;
    pair.at("2019-01-20T09:00:00Z").await;
    project::send(&pair).await;
    pair.at("2019-02-05T17:30:00Z").await;
    project::hold(&pair, &appointment).await;
    project::give(&pair).await;
    later::action_plan(&pair).await;
    later::follow_up(&pair).await;
    later::over(&pair).await;
}
