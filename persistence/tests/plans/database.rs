//! Database behind the store: rows beyond what the store writes in a test's time, and plans.

use crate::school::Kind;
use diesel::connection::SimpleConnection;
use diesel::{Connection, QueryableByName, RunQueryDsl, SqliteConnection};

/// Every other student with a mentor, and the interviews of each.
const MENTORSHIPS: &str = "INSERT INTO mentorships
    (id, programme_id, student_id, mentor_id, leaves_school_on, state, chosen_at)
    SELECT NEW_ID, s.programme_id, s.person_id, m.person_id, '2026-08-31', 'active', NOW
    FROM (SELECT *, row_number() OVER (ORDER BY person_id) AS number FROM students) s
    JOIN (SELECT *, row_number() OVER (ORDER BY person_id) AS number FROM mentors) m
    ON m.number = s.number % 1000 + 1 WHERE s.number % 2 = 0";
const INTERVIEWS: &str = "INSERT INTO interviews
    (mentorship_id, step, opens_on, closes_on, form_drafted, acknowledged)
    SELECT id, step, '2026-01-01', '2026-06-30', false, false FROM mentorships,
    (SELECT 'project' AS step UNION ALL SELECT 'action_plan' UNION ALL SELECT 'follow_up') steps";

/// A mentor list for every student.
const LISTS: &str = "INSERT INTO mentor_lists (programme_id, student_id, version, updated_at)
    SELECT programme_id, person_id, 1, NOW FROM students";
const ENTRIES: &str =
    "INSERT INTO mentor_list_entries (student_id, programme_id, mentor_id, pinned)
    SELECT s.person_id, s.programme_id, m.person_id, m.number % 2 = 0 FROM students s
    JOIN (SELECT *, row_number() OVER (ORDER BY person_id) AS number FROM mentors) m
    ON m.number <= 5";

/// A log of some years.
const LOG: &str = "INSERT INTO audit_log
    (id, at, actor_kind, actor_id, action, resource_type, resource_id, request_id, changed)
    SELECT NEW_ID, NOW, 'person', s.person_id, 'update_student', 'student', s.person_id, 'x', '[]'
    FROM students s";

/// Small tables are quicker read whole: with this only those are for which nothing else will do.
const NO_SCANS: &str = "SET enable_seqscan = off";

/// A connection of the test's own.
pub(crate) enum Database {
    Sqlite(Box<SqliteConnection>),
    Postgres(tokio_postgres::Client),
}

#[derive(QueryableByName)]
struct Step {
    #[diesel(sql_type = diesel::sql_types::Text)]
    detail: String,
}

impl Database {
    pub(crate) async fn open(kind: Kind, url: &str) -> Self {
        match kind {
            Kind::Sqlite => {
                let file = url.trim_start_matches("sqlite://");
                Self::Sqlite(Box::new(SqliteConnection::establish(file).unwrap()))
            }
            Kind::Postgres => {
                let connected = tokio_postgres::connect(url, tokio_postgres::NoTls).await;
                let (client, connection) = connected.unwrap();
                tokio::spawn(connection);
                Self::Postgres(client)
            }
        }
    }

    /// Mentorships for all, and what PostgreSQL's planner learns by itself within a minute.
    pub(crate) async fn fill(&mut self) {
        match self {
            Self::Sqlite(connection) => {
                let made = MENTORSHIPS.replace("NEW_ID", "randomblob(16)");
                let made = made.replace("NOW", "1770000000000000");
                let lists = format!("{LISTS}; {LOG}").replace("NOW", "1770000000000000");
                let lists = lists.replace("NEW_ID", "randomblob(16)");
                connection
                    .batch_execute(&format!("{made}; {INTERVIEWS}; {lists}; {ENTRIES}"))
                    .unwrap();
            }
            Self::Postgres(client) => {
                let made = MENTORSHIPS.replace("NEW_ID", "gen_random_uuid()");
                let made = made.replace("NOW", "timestamptz '2026-01-05'");
                let lists = format!("{LISTS}; {LOG}").replace("NOW", "timestamptz '2026-01-05'");
                let lists = lists.replace("NEW_ID", "gen_random_uuid()");
                let made = format!("{made}; {INTERVIEWS}; {lists}; {ENTRIES}");
                client.batch_execute(&made).await.unwrap();
                client.batch_execute("VACUUM ANALYZE").await.unwrap();
            }
        }
    }

    /// The steps of a statement's plan: with its values where PostgreSQL plans anew for each, as a
    /// search costs more where they are unknown; else without a look at them.
    pub(crate) async fn plan(&mut self, text: &str, anew: bool) -> Vec<String> {
        let (text, binds) = text.split_once(" -- binds:").unwrap_or((text, ""));
        match self {
            Self::Sqlite(connection) => {
                let query = diesel::sql_query(format!("EXPLAIN QUERY PLAN {text}"));
                let steps: Vec<Step> = query.load(&mut **connection).unwrap();
                steps.into_iter().map(|step| step.detail).collect()
            }
            Self::Postgres(client) => {
                let parameters = (1..1_000).take_while(|n| text.contains(&format!("${n}")));
                let nulls = parameters.map(|_| "NULL".to_owned());
                let values: Vec<_> = if anew { values(binds) } else { nulls.collect() };
                let mode = if anew { "custom" } else { "generic" };
                let arguments = match values.len() {
                    0 => String::new(),
                    _ => format!("({})", values.join(", ")),
                };
                let prepared = format!(
                    "DEALLOCATE ALL; SET plan_cache_mode = force_{mode}_plan; {NO_SCANS}; \
                     PREPARE one AS {text}"
                );
                client.batch_execute(&prepared).await.expect(text);
                let explain = format!("EXPLAIN EXECUTE one{arguments}");
                let explained = client.simple_query(&explain);
                let steps = explained.await.expect(text).into_iter();
                let line = |message| match message {
                    tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
                    _ => None,
                };
                steps.filter_map(line).collect()
            }
        }
    }
}

/// The values of a statement as diesel tells them, as SQL.
fn values(binds: &str) -> Vec<String> {
    let mut rest = binds.trim().trim_start_matches('[').trim_end_matches(']');
    let mut values = Vec::new();
    while !rest.is_empty() {
        let mut quoted = false;
        let mut escaped = false;
        let end = rest.find(|c| {
            let ends = c == ',' && !quoted;
            quoted ^= c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        });
        let (value, after) = rest.split_at(end.unwrap_or(rest.len()));
        values.push(format!("'{}'", plain(value).replace('\'', "''")));
        rest = after.trim_start_matches(", ");
    }
    values
}

fn plain(value: &str) -> String {
    let inner = |name: &str| value.strip_prefix(name)?.strip_suffix(')');
    if let Some(text) = value.strip_prefix('"') {
        let text = text.trim_end_matches('"');
        return text.replace("\\\"", "\"").replace("\\\\", "\\");
    }
    match inner("Word(") {
        Some("ActionPlan") => "action_plan".to_owned(),
        Some("FollowUp") => "follow_up".to_owned(),
        Some(word) => word.to_lowercase(),
        None => {
            let value = inner("Id(").or_else(|| inner("Instant(")).unwrap_or(value);
            value.to_owned()
        }
    }
}
