//! Problems in the caller's language; the code never changes.

use crate::harness::{Answer, Class, School, apply, each_database, mentor_row};
use serde_json::{Value, json};

async fn refused(school: &School, accept: Option<&str>) -> Answer {
    let ask = school.admin().ask("GET", "/v1/nothing");
    let ask = match accept {
        Some(accept) => ask.header("Accept-Language", accept),
        None => ask,
    };
    ask.send_unchecked().await.refused(404, "not_found")
}

fn vary(answer: &Answer) -> String {
    let values = answer.headers.get_all("vary").iter();
    let values: Vec<_> = values.map(|value| value.to_str().unwrap()).collect();
    values.join(", ").to_lowercase()
}

#[apply(each_database)]
async fn a_problem_comes_in_the_language_that_is_asked_for(school: School) {
    for (accept, language) in [
        (None, "en"),
        (Some("fr"), "fr"),
        (Some("fr-CA,fr;q=0.9,en;q=0.8"), "fr"),
        (Some("en;q=0.5, fr;q=0.9"), "fr"),
        (Some("fr;q=0.1, en"), "en"),
        (Some("de"), "en"),
        (Some("de, fr;q=0.2"), "fr"),
        (Some("*"), "en"),
        (Some("en;q=0, *"), "fr"),
        (Some(";;;q=x"), "en"),
    ] {
        let answer = refused(&school, accept).await;
        assert_eq!(answer.header("content-language"), language, "{accept:?}");
        assert!(vary(&answer).contains("accept-language"), "{answer:?}");
        let title = if language == "fr" {
            "Cette page n’existe pas, ou elle ne vous est pas ouverte"
        } else {
            "This doesn't exist, or it isn't open to you"
        };
        assert_eq!(answer.at("/title"), title, "{accept:?}");
    }
}

#[apply(each_database)]
async fn field_errors_keep_their_values_in_both_languages(school: School) {
    let body = json!({ "year": 1, "name": "a".repeat(101), "surprise": true });
    let ask = |language| {
        let ask = school.admin().ask("POST", "/v1/programmes").json(&body);
        ask.header("Accept-Language", language).send()
    };
    let english = ask("en").await.invalid("/name", "too_long");
    let french = ask("fr").await.invalid("/name", "too_long");
    let of = |answer: &Answer, pointer: &str| -> (Value, String) {
        let errors = answer.at("/errors");
        let mut errors = errors.as_array().unwrap().iter();
        let error = errors.find(|error| error["pointer"] == pointer).unwrap();
        (
            error["code"].clone(),
            error["detail"].as_str().unwrap().to_owned(),
        )
    };
    for pointer in ["/year", "/name", "/surprise"] {
        let (english, french) = (of(&english, pointer), of(&french, pointer));
        assert_eq!(english.0, french.0);
        assert_ne!(english.1, french.1);
    }
    assert_eq!(of(&english, "/name").1, "Send at most 100 characters.");
    assert_eq!(of(&french, "/name").1, "Envoyez au plus 100 caractères.");
    assert_ne!(english.at("/detail"), french.at("/detail"));
}

#[apply(each_database)]
async fn refusals_before_and_after_the_handler_are_translated_too(school: School) {
    let class = Class::draft(&school, 2019).await;
    let french = |ask: crate::harness::Ask| ask.header("Accept-Language", "fr").send_unchecked();
    let (admin, nobody) = (school.admin(), school.anonymous());
    let answer = french(nobody.ask("GET", "/v1/me"))
        .await
        .refused(401, "token_missing");
    assert_eq!(answer.at("/title"), "Il faut un jeton");
    let answer = french(admin.ask("DELETE", "/v1/me"))
        .await
        .refused(405, "method_not_allowed");
    assert_eq!(
        answer.at("/title"),
        "Cette adresse n’offre pas cette méthode"
    );
    let answer = french(admin.ask("POST", class.path("/close")))
        .await
        .refused(409, "wrong_state");
    assert_eq!(answer.at("/title"), "L’état actuel ne le permet pas");
    let body = admin
        .ask("POST", "/v1/programmes")
        .header("Content-Type", "application/json");
    let answer = french(body.bytes("{\n \"a\": nul}"))
        .await
        .refused(400, "malformed_body");
    let detail = answer.text("/detail");
    assert!(
        detail.contains("ligne 2") && detail.starts_with("Envoyez"),
        "{detail}"
    );
}

#[apply(each_database)]
async fn an_import_report_is_written_in_the_callers_language(school: School) {
    let class = Class::draft(&school, 2019).await;
    let mut bad = mentor_row("mia");
    bad["email"] = json!("nowhere");
    let rows = json!({ "rows": [bad, mentor_row("max"), mentor_row("max")] });
    let ask = school
        .admin()
        .ask("POST", class.path("/mentors/import?partial=true"));
    let report = ask
        .header("Accept-Language", "fr")
        .json(&rows)
        .send()
        .await
        .ok();
    let detail = report.text("/rows/0/errors/0/detail");
    assert!(
        detail.starts_with("Envoyez une adresse électronique"),
        "{detail}"
    );
    let detail = report.text("/rows/2/errors/0/detail");
    assert!(detail.starts_with("Retirez cette ligne"), "{detail}");
}

#[apply(each_database)]
async fn the_page_of_a_code_comes_in_the_browsers_language(school: School) {
    let page = |language: &'static str| {
        let ask = school.anonymous().ask("GET", "/problems/mentor_full");
        ask.header("Accept-Language", language).send_unchecked()
    };
    let (english, french) = (page("en-GB").await.ok(), page("fr-FR").await.ok());
    for (page, language, title) in [
        (&english, "en", "The mentor has no place left"),
        (&french, "fr", "Ce mentor n’a plus de place"),
    ] {
        let html = String::from_utf8_lossy(&page.bytes);
        assert!(
            html.contains(title) && html.contains(&format!("lang=\"{language}\"")),
            "{html}"
        );
        assert_eq!(page.header("content-language"), language);
        assert!(vary(page).contains("accept-language"), "{page:?}");
    }
    assert_ne!(english.etag(), french.etag());
}
