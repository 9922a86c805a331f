use super::*;
use diesel::ExpressionMethods;
use diesel::sql_query;
use diesel::sql_types::BigInt;
use diesel_async::{AsyncConnection, RunQueryDsl};

diesel::table! {
    numbers (number) {
        number -> BigInt,
    }
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// A connection that has nothing prepared yet, with a table of numbers of its own.
async fn fresh() -> Conn {
    let url = std::env::var("MENTORING_TEST_POSTGRES_URL").unwrap();
    let mut session = AsyncPgConnection::establish(&url).await.unwrap();
    let table = "CREATE TEMPORARY TABLE numbers (number bigint PRIMARY KEY)";
    session.batch_execute(table).await.unwrap();
    Conn::new(session, true)
}

async fn write(conn: &mut Conn, numbers: &[i64]) {
    for number in numbers {
        let insert = sql_query("INSERT INTO numbers VALUES ($1)");
        insert.bind::<BigInt, _>(*number).later(conn).await.unwrap();
    }
}

async fn count(conn: &mut Conn) -> i64 {
    let count = sql_query("SELECT count(*) AS count FROM numbers");
    let found: Count = RunQueryDsl::get_result(count, conn).await.unwrap();
    found.count
}

#[tokio::test]
async fn what_is_queued_on_postgres_is_committed_whole() {
    let mut conn = fresh().await;
    for round in 1..=3 {
        conn.begin("BEGIN".to_owned());
        write(&mut conn, &[round * 10, round * 10 + 1, round * 10 + 2]).await;
        conn.commit().await.unwrap();
        assert!(!conn.is_broken());
        assert_eq!(count(&mut conn).await, round * 3);
    }
}

#[tokio::test]
async fn one_statement_that_fails_on_postgres_takes_all_with_it_and_is_the_error_told() {
    let mut conn = fresh().await;
    // the first round prepares each statement, the second has them
    for _ in 0..2 {
        conn.begin("BEGIN".to_owned());
        write(&mut conn, &[1, 2, 1, 3, 4]).await;
        let error = conn.commit().await.unwrap_err().to_string();
        assert!(error.contains("numbers_pkey"), "{error}");
        conn.rollback().await.unwrap();
        assert_eq!(count(&mut conn).await, 0);
    }
}

async fn write_beside(conn: &mut Conn, numbers: &[i64]) {
    for number in numbers {
        let insert = diesel::insert_into(numbers::table);
        let insert = insert.values(numbers::number.eq(*number));
        insert.beside(conn).await.unwrap();
    }
}

#[tokio::test]
async fn writes_beside_each_other_on_postgres_leave_as_one_statement_and_fail_as_one() {
    let mut conn = fresh().await;
    for round in 1..=3 {
        conn.begin("BEGIN".to_owned());
        let numbers: Vec<i64> = (0..20).map(|number| round * 100 + number).collect();
        write_beside(&mut conn, &numbers).await;
        assert_eq!(conn.queue.len(), 3);
        conn.commit().await.unwrap();
        assert_eq!(count(&mut conn).await, round * 20);
        conn.begin("BEGIN".to_owned());
        write_beside(&mut conn, &[7, 8, 101, 9]).await;
        assert_eq!(conn.queue.len(), 2);
        let error = conn.commit().await.unwrap_err().to_string();
        assert!(error.contains("numbers_pkey"), "{error}");
        conn.rollback().await.unwrap();
        assert_eq!(count(&mut conn).await, round * 20);
    }
}

#[tokio::test]
async fn a_row_that_is_not_found_on_postgres_commits_nothing() {
    let mut conn = fresh().await;
    for _ in 0..2 {
        conn.begin("BEGIN".to_owned());
        write(&mut conn, &[1]).await;
        let missing = sql_query("UPDATE numbers SET number = 9 WHERE number = 8");
        missing.later_found(&mut conn).await.unwrap();
        assert!(matches!(conn.commit().await, Err(diesel::NotFound)));
        conn.rollback().await.unwrap();
        assert_eq!(count(&mut conn).await, 0);
    }
}

#[tokio::test]
async fn a_unit_that_is_dropped_on_postgres_leaves_a_connection_of_no_more_use() {
    let mut conn = fresh().await;
    conn.begin("BEGIN".to_owned());
    write(&mut conn, &[1]).await;
    assert_eq!(count(&mut conn).await, 1);
    assert!(conn.is_broken());
}
