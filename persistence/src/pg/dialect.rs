//! SQL specific to PostgreSQL.

use super::{Conn, Later};
use crate::error::Result;
use crate::types::{Id, sql::Uuid};
use domain::enrolment::SearchWord;

/// Locks the rows of a query until the transaction ends.
macro_rules! locked {
    ($query:expr) => {
        $query.for_update()
    };
}
/// Locks rows whose values are not needed, with the next statement that is waited for.
macro_rules! hold {
    ($conn:expr, $locking:expr) => {
        $crate::pg::Later::later($locking, $conn).await?
    };
}
/// Loads the rows of a query, locked until the transaction ends unless it is a dry run.
macro_rules! locked_unless {
    ($dry_run:expr, $query:expr, $conn:expr) => {
        if $dry_run {
            $query.load($conn).await
        } else {
            $query.for_update().load($conn).await
        }
    };
}
/// Locks the rows of a query for share: others read and share them, but can't change them.
macro_rules! shared {
    ($query:expr) => {
        $query.for_share()
    };
}
/// Locks the rows of a query, skipping locked ones.
macro_rules! claimed {
    ($query:expr) => {
        $query.for_update().skip_locked()
    };
}
/// Inserts rows: a few beside other writes, in a statement that is kept, and many in few statements.
macro_rules! insert_all {
    ($conn:expr, $table:expr, $rows:expr) => {{
        let rows = $rows;
        if rows.is_empty() {
        } else if rows.len() <= 100 {
            $crate::pg::Later::beside(diesel::insert_into($table).values(rows), $conn).await?;
        } else {
            // A statement takes 65,535 parameters at most.
            for chunk in rows.chunks(1_000) {
                let insert = diesel::insert_into($table).values(chunk);
                diesel_async::RunQueryDsl::execute(insert, $conn).await?;
            }
        }
    }};
}
/// Sends queries together, and returns the rows of all.
macro_rules! together {
    ($conn:expr; $($query:expr),+ $(,)?) => {{
        let conn: &mut Conn = $conn;
        if conn.pipelines() {
            let (queued, session) = conn.depart();
            let all = tokio::join!(biased; queued, $($query.load(&mut &*session)),+);
            $crate::pg::InOrder::in_order(all)
        } else {
            async { diesel::QueryResult::Ok(($($query.load(conn).await?,)+)) }.await
        }
    }};
}
/// Words of a search by which an index finds few rows of a table. The planner knows how many, and
/// chooses by itself.
#[derive(Clone)]
pub(crate) struct Rare(std::convert::Infallible);

impl Rare {
    #[expect(
        clippy::unused_async,
        reason = "awaited by the queries that both databases share"
    )]
    pub(crate) async fn among(
        _conn: &mut Conn,
        _table: &str,
        _words: &[SearchWord],
    ) -> Result<Option<Self>> {
        Ok(None)
    }

    pub(crate) const fn pattern(self) -> String {
        match self.0 {}
    }
}

/// Whether the index of words finds a row of a table.
macro_rules! indexed {
    ($table:literal, $rare:expr) => {{
        let _ = $rare.pattern();
        diesel::dsl::sql::<diesel::sql_types::Bool>("true")
    }};
}

/// A condition that no index is to be chosen for. The planner knows better.
macro_rules! unindexed {
    ($is:expr) => {
        $is
    };
}

/// Narrows mentorships to those of people whose names have the words, by their index.
macro_rules! of_named {
    ($query:expr, $words:expr, $rare:expr) => {{
        let (mut query, _) = ($query, $rare);
        for word in $words.iter().filter(|word| word.folded.chars().count() >= 3) {
            let [folded, spelled] = [&word.folded, word.spelled.as_ref().unwrap_or(&word.folded)]
                .map(|word| containing(word));
            query = query.filter(
                diesel::dsl::sql::<diesel::sql_types::Bool>(
                    "mentorships.id IN (WITH named AS (SELECT id FROM persons WHERE search_key LIKE ",
                )
                .bind::<diesel::sql_types::Text, _>(folded)
                .sql(" OR search_key LIKE ")
                .bind::<diesel::sql_types::Text, _>(spelled)
                .sql(
                    ") SELECT m.id FROM named JOIN mentorships m ON m.student_id = named.id \
                     UNION SELECT m.id FROM named JOIN mentorships m ON m.mentor_id = named.id)",
                ),
            );
        }
        query
    }};
}

pub(crate) use {
    claimed, hold, indexed, insert_all, locked, locked_unless, of_named, shared, together,
    together as together_kept, unindexed,
};

/// Does nothing, but fails where rows can't be changed.
pub(crate) const READY: &str = "SELECT name FROM settings WHERE false FOR UPDATE";

/// The enrolments of a person of `persons`, one a line: programme, role, and `active` where they still
/// take part.
pub(crate) const ENROLMENTS: &str = "(SELECT string_agg(e.programme_id::text \
     || ' ' || e.role || CASE WHEN coalesce(s.active, m.active) THEN ' active' ELSE '' END, E'\\n') \
     FROM enrolments e \
     LEFT JOIN students s ON s.programme_id = e.programme_id AND s.person_id = e.person_id \
     LEFT JOIN mentors m ON m.programme_id = e.programme_id AND m.person_id = e.person_id \
     WHERE e.person_id = persons.id)";

/// What the student of `career_interviews` shares with the advisers, one document a line: kind, interview,
/// mentorship and road-book.
pub(crate) const SHARED: &str = "(SELECT string_agg(d.kind || ' ' || d.step || ' ' || d.mentorship_id::text \
     || ' ' || r.id::text, E'\\n') FROM mentorships m \
     JOIN shared_documents d ON d.mentorship_id = m.id AND d.audience = 'advisers' \
     JOIN roadbooks r ON r.programme_id = m.programme_id AND r.student_id = m.student_id \
     WHERE m.programme_id = career_interviews.programme_id \
     AND m.student_id = career_interviews.student_id)";

/// Sends what is queued, and waits for its success.
pub(crate) async fn settle(conn: &mut Conn) -> Result<()> {
    Ok(conn.flush().await?)
}

/// Locks a mentorship until the transaction ends, and before it its programme for share, with the
/// next statement that is waited for.
pub(crate) async fn hold_mentorship(conn: &mut Conn, id: Id) -> Result<()> {
    let lock = diesel::sql_query(
        "SELECT m.id FROM programmes p JOIN mentorships m ON m.programme_id = p.id \
         WHERE m.id = $1 FOR SHARE OF p FOR UPDATE OF m",
    );
    Later::later(lock.bind::<Uuid, _>(id), conn).await?;
    Ok(())
}

/// Admits one import at a time, until the transaction ends: two with the same people would
/// deadlock or collide.
pub(crate) async fn lock_imports(conn: &mut Conn) -> Result<()> {
    let lock = diesel::sql_query("SELECT pg_advisory_xact_lock(7241002)");
    Later::later(lock, conn).await?;
    Ok(())
}

diesel::define_sql_function! {
    fn hashtextextended(text: diesel::sql_types::Text, seed: diesel::sql_types::BigInt)
        -> diesel::sql_types::BigInt;
}
diesel::define_sql_function! {
    fn pg_try_advisory_xact_lock(key: diesel::sql_types::BigInt) -> diesel::sql_types::Bool;
}

/// Admits one request a key at a time, until the transaction ends: whether this one is.
macro_rules! key_lock {
    ($idempotency:expr) => {{
        let idempotency: &$crate::unit::Idempotency = $idempotency;
        let key = format!("{} {}", idempotency.caller, idempotency.key);
        diesel::select($crate::pg::dialect::pg_try_advisory_xact_lock(
            $crate::pg::dialect::hashtextextended(key, 0),
        ))
    }};
}
pub(crate) use key_lock;

/// Ratings of the latest given forms of a programme by criterion, where at least 5 forms of 5
/// students have one (R28).
pub(crate) const RATINGS: &str = "SELECT v.step, r.value ->> 'criterion_key' AS criterion_key, \
    count(CASE WHEN r.value ->> 'rating' = 'not_yet' THEN 1 END) AS not_yet, \
    count(CASE WHEN r.value ->> 'rating' = 'developing' THEN 1 END) AS developing, \
    count(CASE WHEN r.value ->> 'rating' = 'good' THEN 1 END) AS good, \
    count(CASE WHEN r.value ->> 'rating' = 'excellent' THEN 1 END) AS excellent \
    FROM mentorships m \
    JOIN evaluations e ON e.mentorship_id = m.id \
    JOIN evaluation_versions v ON v.mentorship_id = e.mentorship_id AND v.step = e.step \
    AND v.number = e.given_version \
    CROSS JOIN LATERAL jsonb_array_elements(v.form -> 'ratings') r \
    WHERE m.programme_id = $1 AND r.value ->> 'rating' IS NOT NULL \
    GROUP BY v.step, r.value ->> 'criterion_key' HAVING count(DISTINCT m.student_id) >= 5 \
    ORDER BY CASE v.step WHEN 'project' THEN 1 WHEN 'action_plan' THEN 2 ELSE 3 END, r.value ->> 'criterion_key'";
