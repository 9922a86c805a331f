//! A database that is there or not, and up to date or not.

use crate::school::{Kind, address};
use persistence::{Error, Store};

on_both!(a_database_tells_whether_it_is_up_to_date_and_is_not_made_by_asking);

async fn a_database_tells_whether_it_is_up_to_date_and_is_not_made_by_asking(kind: Kind) {
    let url = address(kind).await;
    for _ in 0..2 {
        match (kind, Store::is_up_to_date(&url).await) {
            (Kind::Sqlite, Err(Error::Unavailable(_))) | (Kind::Postgres, Ok(false)) => {}
            (_, told) => panic!("{told:?}"),
        }
    }
    Store::migrate(&url).await.unwrap();
    assert!(Store::is_up_to_date(&url).await.unwrap());
}

#[tokio::test]
async fn a_copy_of_a_file_that_is_not_there_is_refused() {
    let url = address(Kind::Sqlite).await;
    let copy = format!("{}.copy", url.trim_start_matches("sqlite://"));
    let refused = Store::backup(&url, &copy).await;
    assert!(matches!(refused, Err(Error::Unavailable(_))), "{refused:?}");
    Store::migrate(&url).await.unwrap();
    Store::backup(&url, &copy).await.unwrap();
    assert!(
        Store::is_up_to_date(&format!("sqlite://{copy}"))
            .await
            .unwrap()
    );
}
