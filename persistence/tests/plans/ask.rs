//! Every page that somebody can ask for, with the statements that it sends.

use crate::STUDENTS;
use crate::school::{School, at, meta, silent};
use domain::audit::ResourceType;
use domain::enrolment::{MentorListUpdate, search_words};
use domain::ids::ConcernId;
use domain::words::{ConcernKind, ConcernState, MentorshipState};
use persistence::{
    AfterMentor, AfterName, AuditFilter, ConcernFilter, MentorFilter, MentorshipFilter,
    PeopleFilter, StudentFilter, record_statements,
};

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
pub(crate) async fn ask(school: &School) -> Vec<(String, String)> {
    let mut asked = Asked::default();
    record_statements(true);
    ask_for_students(school, &mut asked).await;
    ask_for_advised(school, &mut asked).await;
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
                adviser: None,
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

async fn ask_for_advised(school: &School, asked: &mut Asked) {
    let adviser = Some(school.mentors[0]);
    let filter = StudentFilter {
        adviser,
        ..StudentFilter::default()
    };
    let page = school.store.students(school.programme, filter, None, 50);
    assert_eq!(page.await.unwrap(), []);
    asked.note("students of an adviser");
    let filter = MentorshipFilter {
        programme: Some(school.programme),
        adviser,
        ..MentorshipFilter::default()
    };
    let zone = Some(chrono_tz::Europe::Paris);
    let page = school
        .store
        .mentorships(filter, zone, at(2, 1, 9), None, 50);
    assert_eq!(page.await.unwrap(), []);
    asked.note("mentorships of an adviser");
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
