//! Programmes of one year, told apart by their names.

use crate::harness::{Actor, Answer, Class, School, apply, each_database};
use futures_util::future::join_all;
use serde_json::json;

async fn make(admin: &Actor, year: i32, name: &str) -> Answer {
    let body = json!({ "year": year, "name": name });
    admin.post("/v1/programmes", body).await
}

#[apply(each_database)]
async fn two_programmes_of_a_year_have_different_names(school: School) {
    let admin = school.admin();
    make(&admin, 2026, "Mentorat Été").await.created();
    for same in [
        "Mentorat Été",
        "mentorat ete",
        "MENTORAT  ÉTÉ",
        "Mentorat – été",
    ] {
        let told = make(&admin, 2026, same).await;
        let told = told.refused(409, "programme_exists");
        assert_eq!(told.at("/pointer"), "/name");
    }
    make(&admin, 2027, "Mentorat Été").await.created();
    let other = make(&admin, 2026, "Mentorat Hiver").await.created();
    let path = format!("/v1/programmes/{}", other.id());
    let rename = json!({ "name": "MENTORAT ETE" });
    admin
        .change(&path, rename)
        .await
        .refused(409, "programme_exists");
    let year = make(&admin, 2025, "Mentorat Hiver").await.created();
    let year = format!("/v1/programmes/{}", year.id());
    admin
        .change(&year, json!({ "year": 2026 }))
        .await
        .refused(409, "programme_exists");
    let own = json!({ "name": "Mentorat HIVER" });
    assert_eq!(
        admin.change(&path, own).await.ok().at("/name"),
        "Mentorat HIVER"
    );
    admin.act(format!("{path}/open")).await.ok();
    admin.delete(&year).await.status(204);
    make(&admin, 2025, "Mentorat Hiver").await.created();
}

#[apply(each_database)]
async fn of_many_at_once_one_is_made(school: School) {
    let admin = school.admin();
    for round in 0..4 {
        let name = format!("Mentorat {round}");
        let made = join_all((0..6).map(|_| make(&admin, 2030, &name))).await;
        let codes = made.iter().map(|answer| answer.at("/code"));
        let refused = codes.filter(|code| code == "programme_exists").count();
        assert_eq!(refused, 5, "{made:#?}");
    }
    let class = Class::draft(&school, 2030).await;
    let body = json!({ "year": 2031 });
    let path = class.path("/successor");
    let made = join_all((0..4).map(|_| admin.post(&path, body.clone()))).await;
    let created = made.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(created, 1, "{made:#?}");
}
