//! What is hidden costs what is absent: the same statements, so that no clock tells them apart. A
//! process of its own, since the count is the process's.

#[path = "it/harness/mod.rs"]
#[expect(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "the harness of all stories can more than this one needs"
)]
mod harness;

use harness::{Actor, Class, Kind, Pair, School};
use persistence::statements;
use serde_json::json;
use std::sync::Mutex;
use std::time::Duration;

/// One test counts at a time.
static COUNTING: Mutex<()> = Mutex::new(());

#[test]
fn a_hidden_resource_costs_what_an_absent_one_costs_on_sqlite() {
    let _counting = COUNTING.lock();
    harness::run(Kind::Sqlite, compare);
}

#[test]
fn a_hidden_resource_costs_what_an_absent_one_costs_on_postgres() {
    let _counting = COUNTING.lock();
    harness::run(Kind::Postgres, compare);
}

/// A resource, by a caller from whom it is hidden, and one that nobody has.
struct Two<'a> {
    caller: &'a Actor,
    hidden: String,
    absent: String,
}

/// Time between two requests, in which the service's own work may come to its end.
const PAUSE: Duration = Duration::from_millis(20);

/// Statements of a request that is answered 404. The service's own work may fall into the time of
/// one, never of all.
async fn cost(caller: &Actor, path: &str) -> u64 {
    let mut least = u64::MAX;
    for _ in 0..10 {
        tokio::time::sleep(PAUSE).await;
        let before = statements();
        caller.get(path).await.refused(404, "not_found");
        least = least.min(statements() - before);
    }
    least
}

async fn compare(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam", "ana"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.prepare("project").await;
    let appointment = pair.meet("project", "2019-02-20T17:00:00Z").await;
    let hides = json!({ "listed": false });
    class
        .change_mentor(&school.admin(), "mia", hides)
        .await
        .ok();
    let draft = Class::draft(&school, 2020).await;
    let row = harness::mentor_row("max");
    draft.import("mentors", vec![row]).await.ok();

    let (max, ana) = (class.person("max"), class.person("ana"));
    let two = |caller, path: String, id: &str| Two {
        caller,
        absent: path.replace(id, "01900000-0000-7000-8000-000000000000"),
        hidden: path,
    };
    let pairs = hidden(&class, &pair, &draft, &appointment).await;
    let pairs = pairs.into_iter().map(|(is_max, path, id)| {
        let caller = if is_max { &max } else { &ana };
        two(caller, path, &id)
    });
    for two in pairs {
        let hidden = cost(two.caller, &two.hidden).await;
        let absent = cost(two.caller, &two.absent).await;
        assert_eq!(hidden, absent, "{}", two.hidden);
    }
    // an edition that is there, in a road-book that is, and one that isn't
    let editions = format!("{}/editions", pair.roadbook().await);
    let hidden = cost(&max, &format!("{editions}/1")).await;
    assert_eq!(hidden, cost(&max, &format!("{editions}/9")).await);
}

/// What another mentor (else another student) of the programme may not read: path and id in it.
async fn hidden(
    class: &Class,
    pair: &Pair,
    draft: &Class,
    appointment: &str,
) -> Vec<(bool, String, String)> {
    let roadbook = pair.roadbook().await;
    let book = roadbook.rsplit('/').next().unwrap().to_owned();
    let (sam, mia) = (class.person_id("sam").await, class.person_id("mia").await);
    let step = |rest: &str| pair.at_step("project", rest);
    let mut hidden = Vec::new();
    for is_max in [true, false] {
        let mut add = |path: String, id: &str| hidden.push((is_max, path, id.to_owned()));
        add(format!("{roadbook}/editions"), &book);
        add(format!("{roadbook}/editions/1"), &book);
        add(pair.path(""), &pair.id);
        add(step(""), &pair.id);
        add(step("/evaluation"), &pair.id);
        add(step("/evaluation/versions"), &pair.id);
        add(step("/evaluation/versions/1"), &pair.id);
        add(pair.path("/appointments"), &pair.id);
        add(pair.path("/agreed-actions"), &pair.id);
        add(format!("/v1/appointments/{appointment}"), appointment);
        add(class.path(&format!("/students/{sam}")), &sam);
    }
    // a mentor reads no road-book, a student no mentor who isn't listed
    hidden.push((false, roadbook, book));
    hidden.push((false, class.path(&format!("/mentors/{mia}")), mia));
    for rest in ["", "/charter", "/mentors", "/roadbook-template"] {
        hidden.push((true, draft.path(rest), draft.id.clone()));
    }
    hidden
}
