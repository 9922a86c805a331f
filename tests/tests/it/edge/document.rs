//! The document and the pages beside it.

use crate::harness::{Contract, School, apply, each_database};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

fn committed() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi.yaml");
    serde_yaml_ng::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[apply(each_database)]
async fn the_served_document_is_the_committed_one_but_for_its_servers(school: School) {
    let mut served = Contract::get().document().clone();
    let mut committed = committed();
    assert!(
        served["servers"]
            .as_array()
            .is_some_and(|servers| !servers.is_empty())
    );
    served["servers"] = Value::Null;
    committed["servers"] = Value::Null;
    assert!(served == committed, "run: mentoring openapi > openapi.yaml");
    let yaml = school
        .anonymous()
        .ask("GET", "/openapi.yaml")
        .send_unchecked()
        .await
        .ok();
    let mut yaml: Value = serde_yaml_ng::from_slice(&yaml.bytes).unwrap();
    yaml["servers"] = Value::Null;
    assert!(yaml == committed);
}

#[apply(each_database)]
async fn every_code_has_a_page(school: School) {
    let document = Contract::get().document().to_string();
    let pages: BTreeSet<&str> = document
        .split("/problems/")
        .skip(1)
        .map(|rest| {
            rest.split(|c: char| c != '_' && !c.is_ascii_lowercase())
                .next()
                .unwrap()
        })
        .filter(|code| !code.is_empty())
        .collect();
    assert!(pages.len() > 5, "{pages:?}");
    for code in pages {
        let page = school.anonymous().ask("GET", format!("/problems/{code}"));
        let page = page.send_unchecked().await.ok();
        assert!(
            String::from_utf8_lossy(&page.bytes).contains(code),
            "{page:?}"
        );
    }
    school
        .anonymous()
        .get("/problems/no_such_code")
        .await
        .refused(404, "not_found");
}

#[apply(each_database)]
async fn swagger_ui_is_served_and_loads_nothing_from_elsewhere(school: School) {
    let page = school
        .anonymous()
        .ask("GET", "/swagger-ui/")
        .send_unchecked()
        .await
        .ok();
    let html = String::from_utf8_lossy(&page.bytes).into_owned();
    assert!(html.contains("swagger-ui"), "{html}");
    for outside in ["src=\"http", "href=\"http", "src=\"//", "href=\"//"] {
        assert!(!html.contains(outside), "{html}");
    }
    let policy = page.header("content-security-policy");
    assert!(policy.contains("connect-src 'self';"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    school
        .anonymous()
        .get("/swagger-ui/no-such-file")
        .await
        .refused(404, "not_found");
}
