//! Next steps of a person, gathered for `GET /v1/me`.

use crate::access::Caller;
use crate::app::App;
use crate::auth::Staff;
use crate::http::problem::Problem;
use chrono::{DateTime, Utc};
use domain::enrolment::Enrolment;
use domain::mentorship::Mentorship;
use domain::next_steps::{Involved, MentorDesk, NextStep, StaffDesk, StudentDesk, of_all};
use domain::programme::Programme;
use domain::words::Party;
use persistence::{HomeRecord, InvolvedRecord};

/// Mentorship with the data its steps need.
struct Typed<'a> {
    record: &'a InvolvedRecord,
    mentorship: Mentorship,
    student: String,
    mentor: String,
}

/// The person's next steps in all programmes, by due date.
pub(super) async fn next_steps(
    app: &App,
    caller: &Caller,
    home: &HomeRecord,
    now: DateTime<Utc>,
) -> Result<Vec<NextStep>, Problem> {
    let mut steps = of_enrolments(home, &caller.enrolments, now)?;
    if let Some(staff) = caller.staff {
        for desk in app.store.desks(now, caller.id).await? {
            let desk = StaffDesk {
                programme: &desk.programme,
                admin: staff == Staff::Admin,
                students: desk.students,
                mentors: desk.mentors,
                without_mentor: desk.without_mentor,
                watched: desk.watched,
                concerns: desk.concerns,
                career_requests: desk.career_requests,
                applications: desk.applications,
            };
            steps.extend(desk.next_steps(now));
        }
    }
    Ok(of_all(steps))
}

fn of_enrolments(
    home: &HomeRecord,
    enrolments: &[Enrolment],
    now: DateTime<Utc>,
) -> Result<Vec<NextStep>, Problem> {
    let mut typed = Vec::new();
    for record in &home.mentorships {
        typed.push(Typed {
            record,
            mentorship: record.record.mentorship()?,
            student: record.record.student.full_name(),
            mentor: record.record.mentor.full_name(),
        });
    }
    let mut steps = Vec::new();
    for enrolment in enrolments {
        let mut programmes = home.programmes.iter().map(|record| &record.programme);
        if let Some(programme) = programmes.find(|one| one.id == enrolment.programme_id) {
            steps.extend(of_enrolment(home, enrolment, programme, &typed, now));
        }
    }
    Ok(steps)
}

fn of_enrolment(
    home: &HomeRecord,
    enrolment: &Enrolment,
    programme: &Programme,
    typed: &[Typed<'_>],
    now: DateTime<Utc>,
) -> Vec<NextStep> {
    let person = &home.person;
    let here = typed
        .iter()
        .filter(|one| one.record.record.facts.programme_id == programme.id);
    let involved: Vec<_> = here
        .map(|one| Involved {
            mentorship: &one.mentorship,
            circumstances: &one.record.record.circumstances,
            unread: one.record.unread,
            student: &one.student,
            mentor: &one.mentor,
        })
        .collect();
    if enrolment.part == Party::Mentor {
        let desk = MentorDesk {
            person: person.id,
            programme,
            charter_accepted: enrolment.charter_accepted,
            mentorships: &involved,
        };
        return desk.next_steps(now);
    }
    let mut choices = home.choices.iter();
    let Some(choice) = choices.find(|one| one.programme_id == programme.id) else {
        return Vec::new();
    };
    let mut career = home.career.iter();
    let career = career.find(|(id, _)| *id == programme.id);
    let career = career.map(|(_, career)| career.clone()).unwrap_or_default();
    let desk = StudentDesk {
        person: person.id,
        programme,
        charter_accepted: enrolment.charter_accepted,
        choice_until: choice.choice_until,
        leaves_school_on: choice.leaves_school_on,
        has_private_email: person.private_email.is_some(),
        mentorships: &involved,
        career: &career,
    };
    desk.next_steps(now)
}
