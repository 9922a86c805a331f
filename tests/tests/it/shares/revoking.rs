//! Shares through a form's life, and after the mentorship, the programme and the person's account.

use super::{FORM, form, roadbook, share, told, values};
use crate::harness::{Answer, Class, Pair, School, apply, each_database};
use serde_json::json;

async fn read(pair: &Pair) -> Answer {
    let path = pair.at_step("project", "/evaluation");
    pair.class.school.adviser().get(path).await.ok()
}

#[apply(each_database)]
async fn the_version_in_force_is_open_and_none_where_it_is_retracted(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = told(&class).await;
    share(&pair, "advisers", &[form("project")]).await.created();
    let mut better = pair.form("project").await;
    better["summary"] = json!("We spoke about trains.");
    better["reason"] = json!("A slip.");
    let correct = pair.at_step("project", "/evaluation/correct");
    pair.mentor.post(correct, better).await.ok();
    assert_eq!(read(&pair).await.at("/summary"), "We spoke about trains.");
    let versions = pair.at_step("project", "/evaluation/versions");
    let versions = school.adviser().get(versions).await.ok();
    let withheld = values(&versions, "content_withheld");
    assert_eq!(withheld, [json!(true), json!(false)]);
    let first = pair.at_step("project", "/evaluation/versions/1");
    let first = school.adviser().get(first).await.ok();
    assert_eq!(first.at("/content_withheld"), true);
    let retract = pair.at_step("project", "/evaluation/retract");
    let reason = json!({ "reason": "Meant for somebody else." });
    pair.mentor.post(retract, reason).await.ok();
    assert_eq!(read(&pair).await.at("/content_withheld"), true);
    share(&pair, "advisers", &[form("project"), roadbook("project")])
        .await
        .refused(409, "reference_unknown");
    pair.draft_form("project").await.ok();
    assert_eq!(read(&pair).await.at("/content_withheld"), true);
    pair.give("project").await.ok();
    assert_eq!(read(&pair).await.at("/summary"), FORM);
}

#[apply(each_database)]
async fn shares_stay_possible_and_rest_with_a_deactivated_student(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = told(&class).await;
    let all = json!({ "end_live_mentorships": true });
    class.admin().post(class.path("/close"), all).await.ok();
    share(&pair, "advisers", &[form("project")]).await.created();
    assert_eq!(read(&pair).await.at("/summary"), FORM);
    let sam = class.person_id("sam").await;
    for (verb, withheld) in [("deactivate", true), ("reactivate", false)] {
        let path = format!("/v1/people/{sam}/{verb}");
        class.admin().act(path).await.ok();
        assert_eq!(
            read(&pair).await.at("/content_withheld"),
            withheld,
            "{verb}"
        );
    }
    let shares = pair.student.get(pair.path("/shares")).await.ok();
    let path = pair.path(&format!("/shares/{}", shares.text("/items/0/id")));
    pair.student.delete(path).await.status(204);
    assert_eq!(read(&pair).await.at("/content_withheld"), true);
}
