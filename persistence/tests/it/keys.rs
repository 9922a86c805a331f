//! Keys of people and programmes that an older version folded otherwise, or had not.

use crate::school::{Kind, School, address, at, meta, silent};
use diesel::{Connection, SqliteConnection, connection::SimpleConnection};
use domain::enrolment::search_words;
use domain::ids::ProgrammeId;
use domain::programme::{Programme, ProgrammeChange};
use domain::refusal::Code;
use domain::text::Name;
use persistence::{DatabaseConfig, Error, MentorFilter, MentorshipFilter, ProgrammesOf, Store};

on_both!(
    keys_that_an_older_version_made_are_made_anew,
    programmes_that_shared_a_name_go_on_and_no_other_gets_it,
);

async fn keys_that_an_older_version_made_are_made_anew(kind: Kind) {
    let url = address(kind).await;
    let config = DatabaseConfig {
        url: url.clone(),
        connections: 2,
    };
    let school = School::open_in(Store::open(&config).await.unwrap(), 1, 1, 3).await;
    school.choose(0, 0, at(1, 10, 8)).await.unwrap();
    school.store.close();
    for statement in [
        "DELETE FROM settings WHERE name = 'fold_version'",
        "UPDATE persons SET first_name = 'Œdipe', last_name = 'D’Ærø', search_key = email, sort_key = 'x'",
        "UPDATE mentors SET search_key = 'x', sort_key = 'x'",
        "UPDATE students SET search_key = 'x', sort_key = 'x'",
    ] {
        execute(kind, &url, statement).await;
    }
    assert!(!Store::is_up_to_date(&url).await.unwrap());

    let store = Store::open(&config).await.unwrap();
    assert!(Store::is_up_to_date(&url).await.unwrap());
    let words = |words: &[&str]| search_words(&words.join(" "));
    let filter = MentorFilter {
        words: words(&["oedipe", "daero"]),
        ..MentorFilter::default()
    };
    let mentors = store.mentors(school.programme, filter, None, 10).await;
    let [mentor] = mentors.unwrap().try_into().unwrap();
    assert_eq!(mentor.sort_key, "daero\u{1f}oedipe");
    for (word, found) in [("oedipe", 1), ("example", 0)] {
        let filter = MentorshipFilter {
            programme: Some(school.programme),
            words: words(&[word]),
            ..MentorshipFilter::default()
        };
        let list = store.mentorships(filter, None, at(2, 1, 8), None, 10);
        assert_eq!(list.await.unwrap().len(), found, "{word}");
    }
}

async fn programmes_that_shared_a_name_go_on_and_no_other_gets_it(kind: Kind) {
    let url = address(kind).await;
    let config = DatabaseConfig {
        url: url.clone(),
        connections: 2,
    };
    let now = at(1, 1, 8);
    let make = async |store: &Store, name: &str| {
        let (id, name) = (ProgrammeId::new(), Name::parse(name).unwrap());
        let made = Programme::create(id, 2026, &name, &ProgrammeChange::default()).unwrap();
        let meta = meta("create_programme", None, now);
        let done = store.create_programme(meta, made, silent()).await;
        done.map(|_| id)
    };
    let store = Store::open(&config).await.unwrap();
    let mut ids = Vec::new();
    for name in ["A", "B", "C"] {
        ids.push(make(&store, name).await.unwrap());
    }
    store.close();
    for statement in [
        "UPDATE programmes SET name = 'Mentorat Été', name_key = NULL",
        "DELETE FROM settings WHERE name = 'fold_version'",
    ] {
        execute(kind, &url, statement).await;
    }

    let store = Store::open(&config).await.unwrap();
    assert!(Store::is_up_to_date(&url).await.unwrap());
    for id in &ids {
        let meta = meta("open_programme", None, now);
        store.open_programme(meta, *id, silent()).await.unwrap();
    }
    let refused = make(&store, "mentorat ete").await.unwrap_err();
    assert!(
        matches!(&refused, Error::Refused(refusal) if refusal.code == Code::ProgrammeExists),
        "{refused:?}"
    );
    let all = store.programmes(ProgrammesOf::All, None, 10).await.unwrap();
    assert_eq!(all.len(), 3);
}

/// One statement behind the store's back.
async fn execute(kind: Kind, url: &str, statement: &str) {
    match kind {
        Kind::Sqlite => {
            let file = url.trim_start_matches("sqlite://");
            let mut connection = SqliteConnection::establish(file).unwrap();
            connection.batch_execute(statement).unwrap();
        }
        Kind::Postgres => {
            let connected = tokio_postgres::connect(url, tokio_postgres::NoTls).await;
            let (client, connection) = connected.unwrap();
            let driven = tokio::spawn(connection);
            client.batch_execute(statement).await.unwrap();
            drop(client);
            driven.await.unwrap().unwrap();
        }
    }
}
