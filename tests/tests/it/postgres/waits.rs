//! How often an operation waits for PostgreSQL, and how many statements it sends: `waits.md` holds
//! what each costs with warm connections and, where it can be repeated, a key. The demo's look at
//! its clock is not counted.

use super::counted::{
    agree_on_a_date, evaluate, look_after, meet, prepare, run_the_programme, set_up, steer,
};
use crate::harness::{Class, Cost, Kind, Relay, School, fresh_folder};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

type Costs = BTreeMap<String, Cost>;

const LIST: &str = include_str!("waits.md");

/// A pair for each round: a machine that is busy with other tests may send one flight in two pieces.
const MENTORS: [&str; 8] = ["mia", "max", "zoe", "noa", "lou", "kim", "jan", "fay"];
const STUDENTS: [&str; 8] = ["ana", "ben", "eva", "ida", "joe", "guy", "amy", "tom"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_operation_waits_for_the_database_more_often_than_it_must() {
    let folder = fresh_folder();
    let url = Kind::Postgres.fresh(&folder).await;
    let relay = Relay::start(&url).await;
    let school = School::open_on(Kind::Postgres, folder, relay.url().to_owned(), &[]).await;
    school.listen(relay.clone());
    let class = Class::open(&school, &MENTORS, &STUDENTS).await;
    let listed = read(LIST);
    // from the second time on each operation is warm
    for (year, (student, mentor)) in (2030..).zip(STUDENTS.iter().zip(MENTORS)) {
        play(&class, student, mentor).await;
        run_the_programme(&school, year).await;
        if year > 2030 && misfits(&relay.costs(), &listed).is_empty() {
            break;
        }
    }
    let costs = relay.costs();
    if std::env::var_os("RECORD_WAITS").is_some() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/postgres/waits.md");
        std::fs::write(file, table(&costs)).unwrap();
    }
    let misfits = misfits(&costs, &listed);
    assert!(
        misfits.is_empty(),
        "cost another number of waits and statements than listed: {misfits:?}; record them anew with \
         RECORD_WAITS=1 where that is meant"
    );
}

/// Operations that send other statements than listed, or wait more than once more.
fn misfits(costs: &Costs, listed: &Costs) -> Vec<(String, Option<Cost>)> {
    let fits = |operation: &String| match (costs.get(operation), listed.get(operation)) {
        (Some(cost), Some(known)) => {
            cost.statements == known.statements && cost.waits <= known.waits + 1
        }
        _ => false,
    };
    let all: BTreeSet<_> = costs.keys().chain(listed.keys()).collect();
    let misfits = all.into_iter().filter(|operation| !fits(operation));
    misfits
        .map(|operation| (operation.clone(), costs.get(operation).copied()))
        .collect()
}

/// A mentorship from its choice to its end, and all that staff can do about it.
async fn play(class: &Class, student: &str, mentor: &str) {
    set_up(class, student, mentor).await;
    let pair = class.pair(student, mentor).await;
    agree_on_a_date(&pair).await;
    prepare(&pair).await;
    meet(&pair).await;
    evaluate(&pair).await;
    look_after(&pair, student, mentor).await;
    steer(class, student, mentor).await;
}

/// The costs of a table.
fn read(table: &str) -> Costs {
    let rows = table.lines().skip(2).map(|row| {
        let cells: Vec<_> = row.split('|').map(str::trim).collect();
        let [waits, statements] = [2, 3].map(|cell| cells[cell].parse().unwrap());
        (cells[1].to_owned(), Cost { waits, statements })
    });
    rows.collect()
}

fn table(costs: &Costs) -> String {
    let mut table = String::from("| operation | waits | statements |\n| --- | --- | --- |\n");
    for (operation, cost) in costs {
        let Cost { waits, statements } = cost;
        writeln!(table, "| {operation} | {waits} | {statements} |").unwrap();
    }
    table
}
