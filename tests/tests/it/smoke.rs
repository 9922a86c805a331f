//! The service stands and answers.

use crate::harness::{School, apply, each_database};

#[apply(each_database)]
async fn the_service_is_alive_and_ready(school: School) {
    school.anonymous().get("/health/live").await.ok();
    school.anonymous().get("/health/ready").await.ok();
}

#[apply(each_database)]
async fn what_is_not_there_is_a_problem_with_an_id(school: School) {
    let answer = school
        .admin()
        .get("/v1/nothing")
        .await
        .refused(404, "not_found");
    assert_eq!(answer.text("/request_id"), answer.header("x-request-id"));
}
