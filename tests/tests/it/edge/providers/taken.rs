//! Tokens that are taken as they come.

use super::World;
use super::shapes::{keycloak, providers};
use crate::harness::{Class, student_row};
use serde_json::json;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_access_tokens_of_five_providers_are_taken_with_their_roles() {
    let world = World::open().await;
    for provider in providers() {
        let me = world.me(&world.token(&provider, json!({}))).await.ok();
        assert_eq!(me.at("/roles"), json!(["admin"]), "{}", provider.issuer);
        let id = &provider.claims["sub"];
        assert_eq!(me.at("/person/external_id"), *id);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_of_a_provider_gets_in_once_their_account_is_imported() {
    let world = World::open().await;
    let roles = json!({ "roles": ["default-roles-alumni", "offline_access"] });
    let token = || world.token(&keycloak(), json!({ "realm_access": roles, "sub": "f3a1" }));
    world.me(&token()).await.refused(403, "person_unknown");
    let class = Class::draft(&world.school, 2019).await;
    class
        .import("students", vec![student_row("f3a1")])
        .await
        .ok();
    let me = world.me(&token()).await.ok();
    assert_eq!(me.at("/roles"), json!(["student"]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn roles_of_another_type_give_no_rights() {
    let world = World::open().await;
    for roles in [
        json!({ "roles": { "admin": true } }),
        json!({ "roles": [["admin"]] }),
        json!({ "roles": [{ "name": "admin" }] }),
        json!({ "roles": "admin,adviser" }),
        json!({ "roles": "Admin" }),
        json!({ "roles": 1 }),
        json!({ "roles": true }),
        json!({ "roles": null }),
        json!({}),
        json!([{ "roles": ["admin"] }]),
        json!("admin"),
        json!(null),
    ] {
        let claims = json!({ "realm_access": roles, "roles": ["admin"], "sub": "eve" });
        let answer = world.me(&world.token(&keycloak(), claims)).await;
        answer.refused(403, "person_unknown");
    }
}
