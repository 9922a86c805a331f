//! Mails on their way: where answers go, and a mail server that takes its time (R25, R27).

use crate::harness::{Class, Mail, MailServer, Pair, School, apply, each_database};
use serde_json::json;
use std::collections::BTreeSet;

const SAM: &str = "sam@school.example.org";
const MIA: &str = "mia@alumni.example.org";

/// A date that can be proposed now, for the first interview.
const MEETING: &str = "2019-02-05T17:00:00Z";

/// A pair in a school whose mails go to this server; two mails tell of the choice.
async fn pair_with(kind: crate::harness::Kind, mails: &MailServer) -> Pair {
    let school = School::open_with(kind, &[("MENTORING_SMTP_URL", mails.url())]).await;
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    class.pair("sam", "mia").await
}

/// Two mails to the mentor each time: proposed, and withdrawn.
async fn change_their_mind(pair: &Pair, times: usize) {
    for _ in 0..times {
        let proposed = pair.propose(&pair.student, "project", MEETING).await;
        pair.student.withdraw(&proposed.created().id()).await.ok();
    }
}

fn ids(mails: &[Mail]) -> BTreeSet<String> {
    let ids = mails.iter().filter_map(|mail| mail.line("Message-ID"));
    ids.map(str::to_owned).collect()
}

#[apply(each_database)]
async fn an_answer_goes_to_the_one_who_acted(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let id = pair.meet("project", MEETING).await;
    let answers_to = |mail: &Mail, address: &str| {
        let line = mail.line("Reply-To").unwrap_or_default();
        assert!(line.ends_with(&format!("<{address}>")), "{}", mail.head);
    };
    answers_to(&school.mail(MIA, "vous propose").await, SAM);
    answers_to(&school.mail(SAM, "It is set!").await, MIA);
    pair.mentor.cancel(&id, "A fair").await.ok();
    let cancelled = school.mail(SAM, "has cancelled your meeting").await;
    answers_to(&cancelled, MIA);
    pair.meet("project", MEETING).await;
    let ending = json!({ "end_reason": "other", "note": "Moved away." });
    school.adviser().end(&pair.id, ending).await.ok();
    for (address, text) in [
        (SAM, "The programme’s team has cancelled your meeting with"),
        (MIA, "L’équipe du programme a annulé votre rendez-vous avec"),
    ] {
        let cancelled = school.mail(address, text).await;
        assert_eq!(cancelled.line("Reply-To"), None, "{}", cancelled.head);
    }
}

#[apply(each_database)]
async fn an_answer_to_staff_goes_to_the_programmes_team(school: School) {
    const TEAM: &str = "mentoring@school.example.org";
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    class.change(json!({ "contact_email": TEAM })).await.ok();
    let pair = class.pair("sam", "mia").await;
    pair.meet("project", MEETING).await;
    let answers_to = |mail: &Mail, address: &str| {
        let line = mail.line("Reply-To").unwrap_or_default();
        assert!(line.ends_with(&format!("<{address}>")), "{}", mail.head);
    };
    answers_to(&school.mail(MIA, "vous propose").await, SAM);
    let ending = json!({ "end_reason": "other", "note": "Moved away." });
    school.adviser().end(&pair.id, ending).await.ok();
    for (address, text) in [
        (SAM, "The programme’s team has cancelled your meeting with"),
        (MIA, "L’équipe du programme a annulé votre rendez-vous avec"),
    ] {
        answers_to(&school.mail(address, text).await, TEAM);
    }
}

#[apply(each_database)]
async fn a_missed_meeting_is_told_and_a_contested_one_to_both(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.prepare("project").await;
    let met = pair.meet("project", MEETING).await;
    pair.at("2019-02-05T18:00:00Z").await;
    pair.mentor.no_show(&met, "student").await.ok();
    let told = school.mail(SAM, "you did not come").await;
    assert_eq!(
        told.subject(),
        "First mia Last mia has noted a missed meeting"
    );
    assert_eq!(school.mails_about(MIA, "manqué"), 0);
    pair.student.dispute(&met, "I waited an hour.").await.ok();
    let told = school.mail(MIA, "I waited an hour.").await;
    assert!(told.is_in("fr"), "{}", told.head);
    let own = school.mail(SAM, "You have contested").await;
    assert_eq!(own.subject(), "You contest the outcome of a meeting");
}

#[apply(each_database)]
async fn a_mentor_is_told_once_that_their_form_was_received(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.conclude_project().await;
    pair.acknowledge("project", "It helps a lot.").await.ok();
    pair.acknowledge("project", "It helps me a lot.").await.ok();
    school.mail(MIA, "avec ces mots").await;
    pair.at("2019-03-20T09:00:00Z").await;
    assert_eq!(school.mails_about(MIA, "bien reçu"), 1);
}

#[apply(each_database)]
async fn the_clock_answers_when_every_mail_has_left(school: School) {
    let mails = MailServer::open(700).await;
    let pair = pair_with(school.kind(), &mails).await;
    change_their_mind(&pair, 4).await;
    mails.given(1).await;
    assert!(mails.taken().len() < 10, "some are on their way");
    pair.at("2019-01-11T09:00:00Z").await;
    assert_eq!(ids(&mails.taken()).len(), 10);
}

#[apply(each_database)]
async fn a_stop_finishes_mails_on_their_way_and_leaves_the_others_to_the_next_start(
    school: School,
) {
    const ALL: usize = 16;
    let mails = MailServer::open(1_500).await;
    let pair = pair_with(school.kind(), &mails).await;
    change_their_mind(&pair, ALL / 2 - 1).await;
    mails.given(3).await;
    let stopping = pair.class.school.clone();
    drop(pair);
    let (folder, database_url) = stopping.stop().await;
    let before = mails.taken();
    assert!(before.len() >= 3, "what was on its way has arrived");
    assert!(before.len() < ALL, "the others have not");
    mails.hurry();
    // Starting sets the clock, which answers when every mail has left.
    let settings = [("MENTORING_SMTP_URL", mails.url())];
    let again = School::open_on(school.kind(), folder, database_url, &settings).await;
    let after = mails.taken();
    assert_eq!(after.len(), ALL, "each once");
    assert_eq!(ids(&after).len(), ALL);
    drop(again);
}
