//! No list, search or home page reads a table from end to end. A process of its own, since the
//! statements that are recorded are the process's.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of a test may panic as the test itself may"
)]

#[path = "it/school.rs"]
#[expect(
    dead_code,
    reason = "the school of all tests can more than this one needs"
)]
mod school;

use diesel::connection::SimpleConnection;
use diesel::{Connection, QueryableByName, RunQueryDsl, SqliteConnection};
use domain::audit::ResourceType;
use domain::enrolment::{MentorListUpdate, search_words};
use domain::ids::ConcernId;
use domain::words::{ConcernKind, ConcernState, MentorshipState};
use persistence::{
    AfterMentor, AfterName, AuditFilter, ConcernFilter, DatabaseConfig, MentorFilter,
    MentorshipFilter, PeopleFilter, Store, StudentFilter, record_statements,
};
use school::{Kind, School, address, at, meta, silent};
use tokio::sync::Mutex;

const STUDENTS: u32 = 4_000;
const MENTORS: u32 = 1_500;

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

/// One test records at a time.
static RECORDING: Mutex<()> = Mutex::const_new(());

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_reads_a_whole_table_on_sqlite() {
    no_page_reads_a_whole_table(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_reads_a_whole_table_on_postgres() {
    no_page_reads_a_whole_table(Kind::Postgres).await;
}

async fn no_page_reads_a_whole_table(kind: Kind) {
    let _recording = RECORDING.lock().await;
    let url = address(kind).await;
    let config = DatabaseConfig {
        url: url.clone(),
        connections: 2,
    };
    let store = Store::open(&config).await.unwrap();
    let school = School::open_in(store, STUDENTS, MENTORS, 20).await;
    let mut database = Database::open(kind, &url).await;
    database.fill().await;
    let asked = ask(&school).await;
    assert!(asked.len() > 30, "{}", asked.len());
    let mut wrong = Vec::new();
    for (page, text) in asked {
        let plan = database.plan(&text, seeks_few(&page)).await;
        if plan.iter().any(|step| is_scan(step)) || !searches_as_it_should(&page, &text, &plan) {
            wrong.push(format!("{page}\n{text}\n{}", plan.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Whether a plan goes by the index of words where few rows have one.
fn searches_as_it_should(page: &str, text: &str, plan: &[String]) -> bool {
    let counts = text.starts_with("SELECT count(*)");
    // a student's few entries, not those of all students
    let of_all = |step: &String| step.contains("mentor_list_entries_mentor");
    if page.starts_with("mentors") && plan.iter().any(of_all) {
        return false;
    }
    counts || !seeks_few(page) || plan.iter().any(|step| step.contains("_search"))
}

fn seeks_few(page: &str) -> bool {
    let few = ["s03999", "m01499", "m1499", "nobody", "rare"];
    few.iter().any(|word| page.contains(word))
}

/// Whether a step of a plan reads all of a table that grows.
fn is_scan(step: &str) -> bool {
    let step = step.trim_start_matches(|c: char| !c.is_alphabetic());
    match step.split_once("Seq Scan on ") {
        Some((_, table)) => !table.starts_with("programmes") && !table.contains("templates"),
        // SQLite's own, and what the statement itself has gathered
        None => step.strip_prefix("SCAN ").is_some_and(|table| {
            let all = [
                "programmes",
                "roadbook_templates",
                "named",
                "(",
                "json_each",
            ];
            // a list of all there is goes by its index until the page is full
            let in_order = table.contains("USING INDEX") && table.contains("_list");
            let whole = !table.contains("VIRTUAL TABLE") && !in_order;
            whole && !all.iter().any(|one| table.starts_with(one))
        }),
    }
}

/// Statements with the page that asks for them.
#[derive(Default)]
struct Asked(Vec<(String, String)>);

impl Asked {
    /// Notes what was sent since the last page.
    fn note(&mut self, page: &str) {
        let texts = record_statements(true).into_iter();
        // one that asks for nobody, `1=0`, reads nothing
        let texts = texts.filter(|text| text.starts_with("SELECT") && !text.contains("(1=0)"));
        self.0.extend(texts.map(|text| (page.to_owned(), text)));
    }
}

/// The statements of every page.
async fn ask(school: &School) -> Vec<(String, String)> {
    let mut asked = Asked::default();
    record_statements(true);
    ask_for_students(school, &mut asked).await;
    ask_for_mentors(school, &mut asked).await;
    ask_for_busy_mentors(school, &mut asked).await;
    ask_for_mentorships(school, &mut asked).await;
    ask_for_people(school, &mut asked).await;
    ask_for_changes(school, &mut asked).await;
    ask_for_concerns(school, &mut asked).await;
    for person in [school.students[51], school.mentors[50]] {
        school.store.home(person, at(2, 1, 9)).await.unwrap();
        asked.note("home");
    }
    school.store.caller("s-7".to_owned()).await.unwrap();
    asked.note("caller");
    ask_for_figures(school, &mut asked).await;
    record_statements(false);
    asked.0
}

/// Figures count a whole programme, and exports read one: by its indexes.
async fn ask_for_figures(school: &School, asked: &mut Asked) {
    let (store, programme) = (&school.store, school.programme);
    let (now, zone) = (at(2, 1, 9), chrono_tz::Europe::Paris);
    let figures = store.dashboard(programme, zone, now).await.unwrap();
    assert_eq!(figures.students, u64::from(STUDENTS));
    let open: u64 = figures.steps[0].states.iter().map(|(_, count)| count).sum();
    assert_eq!(open, u64::from(STUDENTS / 2));
    asked.note("dashboard");
    let page = store.export_students(programme, None, 50).await.unwrap();
    assert_eq!(page.len(), 50);
    store.export_mentors(programme, None, 50).await.unwrap();
    let page = store.export_appointments(programme, (now, zone), None, 50);
    assert_eq!(page.await.unwrap().len(), 50);
    asked.note("exports");
}

async fn ask_for_students(school: &School, asked: &mut Asked) {
    for (q, found) in [
        ("", 50),
        ("s03999", 1),
        ("emile", 50),
        ("em durand", 50),
        ("nobody", 0),
    ] {
        for without_mentor in [None, Some(true), Some(false)] {
            let filter = StudentFilter {
                words: search_words(q),
                without_mentor,
            };
            let page = school.store.students(school.programme, filter, None, 50);
            let page = page.await.unwrap();
            if without_mentor.is_none() {
                assert_eq!(page.len(), found, "{q}");
            }
            asked.note(&format!("students {q:?} {without_mentor:?}"));
        }
    }
}

async fn ask_for_mentors(school: &School, asked: &mut Asked) {
    let (store, programme) = (&school.store, school.programme);
    let list = MentorListUpdate {
        pinned: school.mentors[60..70].to_vec(),
        excluded: school.mentors[70..75].to_vec(),
    };
    let meta = meta("put_mentor_list", None, at(1, 2, 9));
    let kept = store.put_mentor_list(meta, programme, school.students[51], list, silent());
    kept.await.unwrap();
    record_statements(true);
    for (q, found) in [("", 50), ("m01499", 1), ("Müller", 0)] {
        let filter = MentorFilter {
            words: search_words(q),
            viewer: Some(school.students[51]),
            for_student: true,
            available: Some(true),
            ..MentorFilter::default()
        };
        let page = store.mentors(programme, filter.clone(), None, 50).await;
        assert_eq!(page.unwrap().len(), found, "{q}");
        asked.note(&format!("mentors {q:?}"));
        for pinned in [true, false] {
            let seen = store.mentor(programme, school.mentors[65], None);
            let seen = seen.await.unwrap();
            record_statements(true);
            let after = AfterMentor::from((pinned, seen.sort_key, seen.person.id));
            let page = store.mentors(programme, filter.clone(), Some(after), 50);
            page.await.unwrap();
            asked.note(&format!("mentors {q:?} behind {pinned}"));
        }
        store.mentor_facets(programme, filter).await.unwrap();
        if q.is_empty() {
            // they count all mentors
            record_statements(true);
        } else {
            asked.note(&format!("facets {q:?}"));
        }
    }
}

async fn ask_for_busy_mentors(school: &School, asked: &mut Asked) {
    let (full, without_student) = (Some(false), Some(true));
    for (full, without_student) in [(full, None), (None, without_student)] {
        let filter = MentorFilter {
            full,
            without_student,
            ..MentorFilter::default()
        };
        let page = school.store.mentors(school.programme, filter, None, 50);
        assert_eq!(page.await.unwrap().len(), 50);
        asked.note(&format!("mentors {full:?} {without_student:?}"));
    }
}

async fn ask_for_mentorships(school: &School, asked: &mut Asked) {
    let (student, mentor) = (school.students[51], school.mentors[50]);
    let (now, zone) = (at(2, 1, 9), Some(chrono_tz::Europe::Paris));
    let all = || MentorshipFilter {
        programme: Some(school.programme),
        ..MentorshipFilter::default()
    };
    let named = |q| MentorshipFilter {
        words: search_words(q),
        ..all()
    };
    let party = MentorshipFilter {
        party: Some(student),
        ..all()
    };
    let of_student = MentorshipFilter {
        student: Some(student),
        ..all()
    };
    let of_mentor = MentorshipFilter {
        mentor: Some(mentor),
        ..all()
    };
    let active = MentorshipFilter {
        state: Some(MentorshipState::Active),
        ..all()
    };
    let overdue = MentorshipFilter {
        overdue: Some(true),
        ..all()
    };
    let current = MentorshipFilter {
        current: Some(true),
        ..all()
    };
    let silent = MentorshipFilter {
        silent: Some(true),
        ..all()
    };
    let disputed = MentorshipFilter {
        disputed: Some(true),
        ..all()
    };
    for (page, filter, found) in [
        ("all", all(), 50),
        ("current", current, 50),
        ("silent", silent, 0),
        ("disputed", disputed, 0),
        ("party", party, 1),
        ("student", of_student, 1),
        ("mentor", of_mentor, 4),
        ("state", active, 50),
        ("overdue", overdue, 0),
        ("rare", named("s03998"), 1),
        ("common", named("emile"), 50),
        ("two", named("s03998 émile"), 1),
        ("nobody", named("Müller"), 0),
    ] {
        let page_of = school.store.mentorships(filter, zone, now, None, 50);
        assert_eq!(page_of.await.unwrap().len(), found, "{page}");
        asked.note(&format!("mentorships: {page}"));
    }
}

async fn ask_for_people(school: &School, asked: &mut Asked) {
    let all = school.store.people(PeopleFilter::default(), None, 50);
    let last = all.await.unwrap().pop().unwrap();
    asked.note("people");
    let after = AfterName {
        sort_key: last.sort_key,
        id: last.person.id,
    };
    for (q, account, found) in [
        ("", None, 50),
        ("s03999", None, 1),
        ("m1499@example", None, 1),
        ("emile", None, 50),
        ("nobody", None, 0),
        ("", Some("s-7"), 1),
    ] {
        let filter = PeopleFilter {
            words: search_words(q),
            external_id: account.map(str::to_owned),
        };
        let behind = (q.is_empty() || q == "emile").then(|| after.clone());
        let page = school.store.people(filter, behind, 50).await.unwrap();
        assert_eq!(page.len(), found, "{q} {account:?}");
        asked.note(&format!("people {q:?} {account:?}"));
    }
    school.store.known_person(school.mentors[1]).await.unwrap();
    asked.note("person");
}

async fn ask_for_changes(school: &School, asked: &mut Asked) {
    let student = school.students[7];
    let all = || AuditFilter {
        viewer: Some(school.mentors[1]),
        ..AuditFilter::default()
    };
    for (page, filter, found) in [
        ("all", all(), 50),
        (
            "actor",
            AuditFilter {
                actor: Some(student),
                ..all()
            },
            2,
        ),
        (
            "thing",
            AuditFilter {
                resource: Some(student.0),
                ..all()
            },
            1,
        ),
        (
            "kind",
            AuditFilter {
                resource_type: Some(ResourceType::Charter),
                ..all()
            },
            50,
        ),
        (
            "operation",
            AuditFilter {
                action: Some("open_programme".to_owned()),
                ..all()
            },
            1,
        ),
        (
            "days",
            AuditFilter {
                from: Some(at(1, 1, 0)),
                before: Some(at(2, 1, 0)),
                ..all()
            },
            50,
        ),
    ] {
        let list = school.store.audit_log(filter.clone(), None, 50);
        let list = list.await.unwrap();
        assert_eq!(list.len(), found, "{page}");
        asked.note(&format!("changes: {page}"));
        let last = list.last().map(|last| (last.at, last.id));
        school.store.audit_log(filter, last, 50).await.unwrap();
        asked.note(&format!("changes: {page}, behind"));
    }
}

async fn ask_for_concerns(school: &School, asked: &mut Asked) {
    let all = ConcernFilter {
        viewer: school.mentors[1],
        state: None,
        kind: None,
        programme: None,
    };
    let open = ConcernFilter {
        state: Some(ConcernState::Open),
        kind: Some(ConcernKind::Other),
        programme: Some(school.programme),
        ..all.clone()
    };
    for (page, filter) in [("all", all), ("open", open)] {
        let last = (at(2, 1, 9), ConcernId::new());
        for after in [None, Some(last)] {
            let list = school.store.concerns(filter.clone(), after, 50);
            list.await.unwrap();
            asked.note(&format!("concerns: {page}"));
        }
    }
}

/// A connection of the test's own.
enum Database {
    Sqlite(Box<SqliteConnection>),
    Postgres(tokio_postgres::Client),
}

#[derive(QueryableByName)]
struct Step {
    #[diesel(sql_type = diesel::sql_types::Text)]
    detail: String,
}

impl Database {
    async fn open(kind: Kind, url: &str) -> Self {
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
    async fn fill(&mut self) {
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
    async fn plan(&mut self, text: &str, anew: bool) -> Vec<String> {
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
