//! The examples of the OpenAPI document: a short year, played by people, whose questions and
//! answers are the files in `api/src/http/openapi/examples`. `scripts/record-examples` writes them anew.

mod applying;
mod career;
mod choosing;
mod ending;
mod evaluating;
mod meeting;
mod people;
mod plain;
mod preparing;
mod recorder;
mod refusals;
mod setting_up;
mod steering;
mod story;

use crate::harness::{School, apply, each_database};
use story::Story;

#[apply(each_database)]
async fn the_examples_of_the_document_are_what_the_service_answers(school: School) {
    let mut story = Story::begin(&school);
    story.set_up().await;
    story.offer_to_mentor().await;
    story.choose().await;
    story.agree_on_a_date().await;
    story.prepare().await;
    story.meet().await;
    story.evaluate().await;
    story.look_back().await;
    story.ask_the_department().await;
    story.steer().await;
    story.end().await;
    story.refuse().await;
    story.book.compare(school.kind());
}
