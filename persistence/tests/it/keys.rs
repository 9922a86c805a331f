//! Keys of people that an older version folded otherwise.

use crate::school::{Kind, School, address, at};
use diesel::{Connection, SqliteConnection, connection::SimpleConnection};
use domain::enrolment::search_words;
use persistence::{DatabaseConfig, MentorFilter, MentorshipFilter, Store};

on_both!(keys_that_an_older_version_made_are_made_anew);

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
