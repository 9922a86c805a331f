//! What a person has to do next, gathered for `GET /v1/me`.

use crate::app::App;
use crate::problem::Problem;
use chrono::{DateTime, Utc};
use domain::ids::{MentorshipId, PersonId};
use domain::mentorship::Mentorship;
use domain::next_steps::{Involved, MentorDesk, NextStep, StudentDesk, in_order};
use domain::words::{MentorshipState, Party, Step};
use persistence::{EditionRecord, EnrolmentRecord, MentorshipRecord, PersonRecord, SummaryRecord};

/// Most editions looked at for unread ones.
const EDITIONS: i64 = 100;

/// A mentorship with what its steps need.
struct Loaded {
    record: MentorshipRecord,
    mentorship: Mentorship,
    unread: [bool; 3],
}

/// The person's next steps in all programmes, by due date.
pub(super) async fn next_steps(
    app: &App,
    person: &PersonRecord,
    enrolments: &[EnrolmentRecord],
    mentorships: &[SummaryRecord],
    now: DateTime<Utc>,
) -> Result<Vec<NextStep>, Problem> {
    let mut steps = Vec::new();
    for enrolment in enrolments {
        let mut loaded = Vec::new();
        for summary in mentorships {
            let here = summary.programme_id == enrolment.programme_id;
            if here && summary.state != MentorshipState::Ended {
                loaded.push(load(app, summary.id, person.id, enrolment.part, now).await?);
            }
        }
        steps.extend(of_enrolment(app, person, enrolment, &loaded, now).await?);
    }
    Ok(in_order(steps))
}

async fn load(
    app: &App,
    id: MentorshipId,
    person: PersonId,
    part: Party,
    now: DateTime<Utc>,
) -> Result<Loaded, Problem> {
    let record = app.store.mentorship(id, now).await?;
    let mentorship = record.mentorship()?;
    let unread = match part {
        Party::Student => [false; 3],
        Party::Mentor => {
            let store = &app.store;
            let editions = store
                .editions(record.roadbook_id, Some(person), 0, EDITIONS)
                .await?;
            unread(&editions, id)
        }
    };
    Ok(Loaded {
        record,
        mentorship,
        unread,
    })
}

/// Steps whose latest edition the mentor hasn't opened.
fn unread(editions: &[EditionRecord], id: MentorshipId) -> [bool; 3] {
    let is_unread = |step: Step| {
        let mut theirs = editions.iter().rev();
        let latest = theirs.find(|one| one.mentorship_id == id && one.step == step);
        latest.is_some_and(|latest| latest.read_at.is_none())
    };
    [Step::Project, Step::ActionPlan, Step::FollowUp].map(is_unread)
}

async fn of_enrolment(
    app: &App,
    person: &PersonRecord,
    enrolment: &EnrolmentRecord,
    loaded: &[Loaded],
    now: DateTime<Utc>,
) -> Result<Vec<NextStep>, Problem> {
    let programme = app.store.programme(enrolment.programme_id).await?.programme;
    let involved = loaded.iter().map(|one| Involved {
        mentorship: &one.mentorship,
        circumstances: &one.record.circumstances,
        unread: one.unread,
    });
    let involved: Vec<_> = involved.collect();
    if enrolment.part == Party::Mentor {
        let desk = MentorDesk {
            person: person.id,
            programme: &programme,
            charter_accepted: enrolment.charter_accepted,
            mentorships: &involved,
        };
        return Ok(desk.next_steps(now));
    }
    let student = app.store.student(enrolment.programme_id, person.id).await?;
    let desk = StudentDesk {
        person: person.id,
        programme: &programme,
        charter_accepted: enrolment.charter_accepted,
        choice_until: student.details.choice_until,
        leaves_school_on: student.details.leaves_school_on,
        has_private_email: person.private_email.is_some(),
        mentorships: &involved,
    };
    Ok(desk.next_steps(now))
}
