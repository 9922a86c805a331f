//! Methods of every address: `HEAD` beside `GET`, `OPTIONS`, and 405 with `Allow` for the rest.

use crate::harness::{Answer, Class, Contract, School, apply, each_database};
use std::collections::{BTreeMap, BTreeSet};

const METHODS: [&str; 8] = [
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "PROPFIND", "BREW",
];

/// A path of a template; what its ids name need not be there.
fn filled(template: &str) -> String {
    let part = |part: &str| match part {
        "{step}" => "project".to_owned(),
        "{number}" | "{version}" => "1".to_owned(),
        part if part.starts_with('{') => "01900000-0000-7000-8000-000000000000".to_owned(),
        part => part.to_owned(),
    };
    template.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// Every address of the document and beside it, with its methods.
fn addresses() -> BTreeMap<String, BTreeSet<String>> {
    let mut addresses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut add = |path: &str, method: &str| {
        let methods = addresses.entry(path.to_owned()).or_default();
        methods.extend([method.to_owned(), "OPTIONS".to_owned()]);
        if method == "GET" {
            methods.insert("HEAD".to_owned());
        }
    };
    for operation in Contract::get().operations() {
        add(&filled(&operation.path), &operation.method);
    }
    for path in [
        "/openapi.json",
        "/openapi.yaml",
        "/problems/not_found",
        "/swagger-ui",
        "/swagger-ui/",
        "/swagger-ui/swagger-ui.css",
        "/demo/accounts",
        "/demo/clock",
        "/demo/mails",
    ] {
        add(path, "GET");
    }
    add("/demo/clock", "PUT");
    addresses
}

fn allowed(answer: &Answer) -> BTreeSet<String> {
    let allow = answer.header("allow").split(", ");
    allow.map(str::to_owned).collect()
}

/// Headers that tell about the answer, not about this one request.
fn telling(answer: &Answer) -> BTreeMap<String, Vec<u8>> {
    let headers = answer.headers.iter();
    let own = ["x-request-id", "ratelimit", "date"];
    let headers = headers.filter(|(name, _)| !own.contains(&name.as_str()));
    let mut telling: BTreeMap<_, Vec<u8>> = BTreeMap::new();
    for (name, value) in headers {
        let all = telling.entry(name.to_string()).or_default();
        all.extend(value.as_bytes());
    }
    telling
}

#[apply(each_database)]
async fn options_names_the_methods_of_every_address(school: School) {
    let addresses = addresses();
    assert!(addresses.len() > 40);
    for (path, methods) in addresses {
        let answer = school
            .anonymous()
            .ask("OPTIONS", &path)
            .send_unchecked()
            .await;
        let answer = answer.status(204);
        assert_eq!(allowed(&answer), methods, "{path}");
        assert!(answer.bytes.is_empty());
    }
    let nowhere = school
        .anonymous()
        .ask("OPTIONS", "/nowhere")
        .send_unchecked()
        .await;
    nowhere.refused(404, "not_found");
}

#[apply(each_database)]
async fn every_other_method_of_every_address_is_refused_with_the_same_list(school: School) {
    for (path, methods) in addresses() {
        for method in METHODS.iter().filter(|method| !methods.contains(**method)) {
            let answer = school.admin().ask(method, &path).send_unchecked().await;
            let answer = answer.status(405);
            assert_eq!(allowed(&answer), methods, "{method} {path}");
            if *method != "HEAD" {
                answer.refused(405, "method_not_allowed");
            }
        }
    }
}

#[apply(each_database)]
async fn head_is_get_without_the_body(school: School) {
    let class = Class::open(&school, &["mia"], &["sam", "ben"]).await;
    let pair = class.pair("sam", "mia").await;
    let real = [
        "/v1/me".to_owned(),
        class.path("/students?limit=1"),
        class.path("/charter"),
        pair.path(""),
        pair.path("/appointments"),
    ];
    let gets = addresses()
        .into_iter()
        .filter(|(_, methods)| methods.contains("GET"));
    let paths: Vec<_> = gets.map(|(path, _)| path).chain(real).collect();
    let mut found = 0;
    for path in paths.iter().filter(|path| !path.starts_with("/demo/")) {
        for coding in ["identity", "gzip"] {
            let ask = |method| {
                let ask = school.admin().ask(method, path);
                ask.header("Accept-Encoding", coding).send_unchecked()
            };
            let (get, head) = (ask("GET").await, ask("HEAD").await);
            assert_eq!(head.status, get.status, "{path}");
            assert!(head.bytes.is_empty(), "{path}");
            assert_eq!(telling(&head), telling(&get), "{path} {coding}");
            found += usize::from(get.status == 200);
        }
    }
    assert!(found >= 20, "{found}");
    let list = school
        .admin()
        .ask("HEAD", class.path("/students?limit=1"))
        .send_unchecked();
    assert!(list.await.header("link").contains("rel=\"next\""));
}
