//! SQL specific to SQLite: its single writer is the lock.

use super::Conn;
use crate::error::Result;
use crate::types::Id;
use diesel::QueryableByName;
use diesel::sql_types::{Bool, Integer, Text};
use domain::enrolment::SearchWord;

macro_rules! locked {
    ($query:expr) => {
        $query
    };
}
macro_rules! hold {
    ($conn:expr, $locking:expr) => {{
        let _ = (&*$conn, $locking);
        std::future::ready(()).await
    }};
}
macro_rules! locked_unless {
    ($dry_run:expr, $query:expr, $conn:expr) => {
        $query.load($conn).await
    };
}
macro_rules! insert_all {
    ($conn:expr, $table:expr, $rows:expr) => {
        for row in $rows {
            $crate::sqlite::Later::later(diesel::insert_into($table).values(row), $conn).await?;
        }
    };
}
macro_rules! together {
    ($conn:expr; $($query:expr),+ $(,)?) => {
        async { diesel::QueryResult::Ok(($($query.load($conn).await?,)+)) }.await
    };
}
/// Sends queries with lists of few lengths together; diesel keeps none whose text has a length.
macro_rules! together_kept {
    ($conn:expr; $($query:expr),+ $(,)?) => {
        $crate::sqlite::dialect::together!($conn; $($crate::kept::Kept($query)),+)
    };
}
/// Most rows that are found by the index of words: where there are more, the list is read in its
/// order until the page is full.
const FEW: i32 = 1_000;

/// Words of a search by which the index finds few rows of a table. SQLite knows nothing about how
/// many rows a word has, so they are counted.
#[derive(Clone)]
pub(crate) struct Rare(String);

impl Rare {
    #[expect(
        clippy::unused_async,
        reason = "awaited by the queries that both databases share"
    )]
    pub(crate) async fn among(
        conn: &mut Conn,
        table: &'static str,
        words: &[SearchWord],
    ) -> Result<Option<Self>> {
        let mut rarest = None;
        for word in words.iter().filter_map(runs) {
            let count = diesel::sql_query(format!(
                "SELECT count(*) AS count FROM (SELECT 1 FROM {table}_words \
                 WHERE {table}_words MATCH ? LIMIT {FEW} + 1)"
            ));
            let counted: Counted =
                diesel::RunQueryDsl::get_result(count.bind::<Text, _>(&word), conn)?;
            rarest = rarest.into_iter().chain([(counted.count, word)]).min();
        }
        let few = rarest.filter(|(count, _)| *count <= FEW);
        Ok(few.map(|(_, word)| Self(word)))
    }

    pub(crate) fn pattern(self) -> String {
        self.0
    }
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = Integer)]
    count: i32,
}

/// The runs of three letters of a word, or of its other spelling; none where it is shorter.
fn runs(word: &SearchWord) -> Option<String> {
    let runs = |word: &String| {
        let letters: Vec<char> = word.chars().collect();
        let runs = letters.windows(3).map(|run| {
            let run: String = run.iter().collect();
            format!("\"{}\"", run.replace('"', "\"\""))
        });
        let runs: Vec<String> = runs.collect();
        (!runs.is_empty()).then(|| format!("({})", runs.join(" AND ")))
    };
    let spellings = [Some(&word.folded), word.spelled.as_ref()];
    let spellings: Option<Vec<String>> = spellings.into_iter().flatten().map(runs).collect();
    Some(spellings?.join(" OR "))
}

macro_rules! indexed {
    ($table:literal, $rare:expr) => {
        diesel::dsl::sql::<diesel::sql_types::Bool>(concat!(
            $table,
            ".search_row IN (SELECT rowid FROM ",
            $table,
            "_words WHERE ",
            $table,
            "_words MATCH "
        ))
        .bind::<diesel::sql_types::Text, _>($rare.pattern())
        .sql(")")
    };
}

/// Without statistics SQLite takes the index of a list's order for the best, whatever else is asked.
macro_rules! unindexed {
    ($is:expr) => {
        $crate::sqlite::dialect::ifnull($is, false)
    };
}
diesel::define_sql_function! {
    fn ifnull(is: Bool, otherwise: Bool) -> Bool;
}

macro_rules! of_named {
    ($query:expr, $words:expr, $rare:expr) => {{
        let query = $query;
        match $rare {
            None => query,
            Some(rare) => query.filter(
                diesel::dsl::sql::<diesel::sql_types::Bool>(
                    "mentorships.id IN (WITH named AS (SELECT p.id FROM persons_words w \
                     JOIN persons p ON p.search_row = w.rowid WHERE persons_words MATCH ",
                )
                .bind::<diesel::sql_types::Text, _>(rare.pattern())
                .sql(
                    ") SELECT m.id FROM named JOIN mentorships m ON m.student_id = named.id \
                     UNION SELECT m.id FROM named JOIN mentorships m ON m.mentor_id = named.id)",
                ),
            ),
        }
    }};
}

pub(crate) use {
    hold, indexed, insert_all, locked, locked as claimed, locked as shared, locked_unless,
    of_named, together, together_kept, unindexed,
};

/// A write that changes nothing.
pub(crate) const READY: &str = "PRAGMA user_version = 1";

/// The enrolments of a person of `persons`, one a line: programme, role, and `active` where they still
/// take part.
pub(crate) const ENROLMENTS: &str = "(SELECT string_agg(hex(e.programme_id) \
     || ' ' || e.role || CASE WHEN coalesce(s.active, m.active) THEN ' active' ELSE '' END, char(10)) \
     FROM enrolments e \
     LEFT JOIN students s ON s.programme_id = e.programme_id AND s.person_id = e.person_id \
     LEFT JOIN mentors m ON m.programme_id = e.programme_id AND m.person_id = e.person_id \
     WHERE e.person_id = persons.id)";

/// What the student of `career_interviews` shares with the advisers, one document a line: kind, interview,
/// mentorship and road-book.
pub(crate) const SHARED: &str = "(SELECT string_agg(d.kind || ' ' || d.step || ' ' || hex(d.mentorship_id) \
     || ' ' || hex(r.id), char(10)) FROM mentorships m \
     JOIN shared_documents d ON d.mentorship_id = m.id AND d.audience = 'advisers' \
     JOIN roadbooks r ON r.programme_id = m.programme_id AND r.student_id = m.student_id \
     WHERE m.programme_id = career_interviews.programme_id \
     AND m.student_id = career_interviews.student_id)";

/// Nothing is queued here.
#[expect(
    clippy::unused_async,
    reason = "awaited by the queries that both databases share"
)]
pub(crate) async fn settle(_conn: &mut Conn) -> Result<()> {
    Ok(())
}

/// A mentorship and its programme, held by the single writer.
#[expect(
    clippy::unused_async,
    reason = "awaited by the queries that both databases share"
)]
pub(crate) async fn hold_mentorship(_conn: &mut Conn, _id: Id) -> Result<()> {
    Ok(())
}

/// One import at a time, as the writer takes one unit at a time.
#[expect(
    clippy::unused_async,
    reason = "awaited by the queries that both databases share"
)]
pub(crate) async fn lock_imports(_conn: &mut Conn) -> Result<()> {
    Ok(())
}

/// The second request with a key waits for the writer, and then finds the first one's answer.
macro_rules! key_lock {
    ($idempotency:expr) => {
        diesel::select(diesel::IntoSql::into_sql::<diesel::sql_types::Bool>(true))
    };
}
pub(crate) use key_lock;

/// Ratings of the latest given forms of a programme by criterion, where at least 5 forms of 5
/// students have one (R28).
pub(crate) const RATINGS: &str = "SELECT v.step, json_extract(r.value, '$.criterion_key') AS criterion_key, \
    count(CASE WHEN json_extract(r.value, '$.rating') = 'not_yet' THEN 1 END) AS not_yet, \
    count(CASE WHEN json_extract(r.value, '$.rating') = 'developing' THEN 1 END) AS developing, \
    count(CASE WHEN json_extract(r.value, '$.rating') = 'good' THEN 1 END) AS good, \
    count(CASE WHEN json_extract(r.value, '$.rating') = 'excellent' THEN 1 END) AS excellent \
    FROM mentorships m \
    JOIN evaluations e ON e.mentorship_id = m.id \
    JOIN evaluation_versions v ON v.mentorship_id = e.mentorship_id AND v.step = e.step \
    AND v.number = e.given_version \
    CROSS JOIN json_each(v.form, '$.ratings') r \
    WHERE m.programme_id = ? AND json_extract(r.value, '$.rating') IS NOT NULL \
    GROUP BY v.step, json_extract(r.value, '$.criterion_key') HAVING count(DISTINCT m.student_id) >= 5 \
    ORDER BY CASE v.step WHEN 'project' THEN 1 WHEN 'action_plan' THEN 2 ELSE 3 END, json_extract(r.value, '$.criterion_key')";
