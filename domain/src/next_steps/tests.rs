mod waiting;
mod words;

use super::*;
use crate::choice::{Chooser, Chosen, choose};
use crate::ids::PersonId;
use crate::mentorship::facts::Means;
use crate::mentorship::{Actor, Command, Context, Meeting};
use crate::programme::Programme;
use crate::words::{Action, Language, MeansKind, Party, ProgrammeStatus};
use chrono::{DateTime, Utc};

/// One student with one mentor in 2019, under the guide's rules.
struct Year {
    programme: Programme,
    student: PersonId,
    mentor: PersonId,
    circumstances: Circumstances,
    mentorship: Mentorship,
    has_private_email: bool,
    career: CareerDesk,
}

fn at(text: &str) -> DateTime<Utc> {
    format!("{text}:00Z").parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn programme() -> Programme {
    let name = crate::text::Name::parse("Alumni Mentoring 2019").unwrap();
    let change = crate::programme::ProgrammeChange::default();
    let draft = Programme::create(ProgrammeId::new(), 2019, &name, &change).unwrap();
    draft.open(at("2019-01-01T08:00")).unwrap()
}

impl Year {
    fn begin() -> Self {
        let programme = programme();
        let (student, mentor) = (PersonId::new(), PersonId::new());
        let chooser = Chooser {
            person: student,
            leaves_school_on: day("2019-06-30"),
            choice_until: None,
            charter_accepted: true,
            has_mentor: false,
        };
        let chosen = Chosen {
            enrolled: true,
            excluded: false,
            person: mentor,
            listed: true,
            paused: false,
            places_left: 1,
        };
        let now = at("2019-01-10T09:00");
        let id = MentorshipId::new();
        let snapshot = choose(id, &programme, &chooser, Some(&chosen), None, now).unwrap();
        Self {
            mentorship: Mentorship::restore(snapshot, &programme).unwrap(),
            circumstances: Circumstances {
                student_accepted: true,
                mentor_accepted: true,
                missing_answers: [2, 0, 0],
                ..Circumstances::default()
            },
            programme,
            student,
            mentor,
            has_private_email: false,
            career: CareerDesk::default(),
        }
    }

    fn play(mut self, party: Party, now: &str, command: Command) -> Self {
        let context = Context {
            person: Some(match party {
                Party::Student => self.student,
                Party::Mentor => self.mentor,
            }),
            actor: Actor::Party(party),
            also_staff: false,
            now: at(now),
            programme: &self.programme,
            circumstances: &self.circumstances,
        };
        self.mentorship = self.mentorship.apply(command, &context).unwrap().mentorship;
        self
    }

    fn involved(&self, unread: [bool; 3]) -> Involved<'_> {
        Involved {
            mentorship: &self.mentorship,
            circumstances: &self.circumstances,
            unread,
            student: "Camille Durand",
            mentor: "Karim Ziani",
        }
    }

    fn student(&self, now: &str) -> Vec<NextStep> {
        let desk = StudentDesk {
            person: self.student,
            programme: &self.programme,
            charter_accepted: true,
            choice_until: None,
            leaves_school_on: day("2019-06-30"),
            has_private_email: self.has_private_email,
            mentorships: &[self.involved([false; 3])],
            career: &self.career,
        };
        desk.next_steps(at(now))
    }

    fn mentor(&self, now: &str, unread: [bool; 3]) -> Vec<NextStep> {
        let desk = MentorDesk {
            person: self.mentor,
            programme: &self.programme,
            charter_accepted: true,
            mentorships: &[self.involved(unread)],
        };
        desk.next_steps(at(now))
    }
}

fn meeting(id: AppointmentId, starts_at: &str) -> Command {
    Command::Propose {
        step: Step::Project,
        meeting: Meeting {
            id,
            starts_at: at(starts_at),
            duration_minutes: 60,
            means: Means::restored(MeansKind::Video, "https://meet.example/anna"),
            note: None,
        },
        waive_lead: false,
    }
}

fn codes(steps: &[NextStep]) -> Vec<&'static str> {
    steps.iter().map(|step| step.code.as_str()).collect()
}

/// Nothing to do with the Career Department.
const NOTHING_ASKED: CareerDesk = CareerDesk {
    recommended_at: None,
    asked_at: None,
    is_open: false,
    scheduled: None,
};

fn newcomer(programme: &Programme, charter_accepted: bool) -> StudentDesk<'_> {
    StudentDesk {
        person: PersonId::new(),
        programme,
        charter_accepted,
        choice_until: None,
        leaves_school_on: day("2019-06-30"),
        has_private_email: true,
        mentorships: &[],
        career: &NOTHING_ASKED,
    }
}

#[test]
fn a_new_student_accepts_the_charter_and_chooses() {
    let programme = programme();
    let steps = newcomer(&programme, false).next_steps(at("2019-01-05T09:00"));
    assert_eq!(codes(&steps), ["accept_charter", "choose_mentor"]);
    assert_eq!(steps[0].action, Some(Action::AcceptCharter));
    assert_eq!(steps[1].action, None);
    assert_eq!(steps[1].due_on, Some(day("2019-03-31")));
    let steps = newcomer(&programme, true).next_steps(at("2019-01-05T09:00"));
    assert_eq!(codes(&steps), ["choose_mentor"]);
    assert_eq!(steps[0].action, Some(Action::ChooseMentor));
}

#[test]
fn after_the_choice_only_an_own_choice_until_keeps_it_on_the_list() {
    let programme = programme();
    let late = at("2019-04-02T09:00");
    let steps = newcomer(&programme, true).next_steps(late);
    assert_eq!(codes(&steps), ["contact_team"]);
    let desk = StudentDesk {
        choice_until: Some(day("2019-04-10")),
        ..newcomer(&programme, true)
    };
    assert_eq!(desk.next_steps(late)[0].due_on, Some(day("2019-04-10")));
}

#[test]
fn a_draft_asks_nobody_but_admins_for_anything() {
    let mut programme = programme();
    programme.status = ProgrammeStatus::Draft;
    let now = at("2019-01-05T09:00");
    assert!(newcomer(&programme, false).next_steps(now).is_empty());
    let desk = |admin, students| StaffDesk {
        programme: &programme,
        admin,
        students,
        mentors: 3,
        without_mentor: students,
        watched: Watched::default(),
        concerns: 2,
        career_requests: 0,
        applications: 0,
    };
    assert_eq!(codes(&desk(true, 0).next_steps(now)), ["finish_setup"]);
    assert_eq!(codes(&desk(true, 9).next_steps(now)), ["open_programme"]);
    assert!(desk(false, 9).next_steps(now).is_empty());
}

#[test]
fn a_programme_that_was_opened_empty_tells_admins_who_is_missing() {
    let programme = programme();
    let now = at("2019-01-05T09:00");
    let steps = |admin, students, mentors| {
        let desk = StaffDesk {
            programme: &programme,
            admin,
            students,
            mentors,
            without_mentor: 0,
            watched: Watched::default(),
            concerns: 0,
            career_requests: 0,
            applications: 0,
        };
        let steps = desk.next_steps(now);
        let texts = steps.iter().map(|step| step.text(Language::En));
        texts.collect::<Vec<_>>()
    };
    for (students, mentors, told) in [
        (0, 0, "enrol students and mentors by 1 January 2019."),
        (
            9,
            0,
            "enrol mentors by 1 January 2019, as there are none yet.",
        ),
        (
            0,
            3,
            "enrol students by 1 January 2019, as there are none yet.",
        ),
    ] {
        let texts = steps(true, students, mentors);
        assert!(texts[0].ends_with(told), "{texts:?}");
        assert!(steps(false, students, mentors).is_empty());
    }
    assert!(steps(true, 9, 3).is_empty());
}

#[test]
fn advisers_see_who_has_no_mentor_before_and_after_the_choice_ends() {
    let programme = programme();
    let desk = StaffDesk {
        programme: &programme,
        admin: false,
        students: 20,
        mentors: 9,
        without_mentor: 2,
        watched: Watched {
            overdue: 1,
            forms_owed: 2,
            recommended: 1,
            ..Watched::default()
        },
        concerns: 3,
        career_requests: 0,
        applications: 0,
    };
    assert!(!codes(&desk.next_steps(at("2018-12-31T09:00"))).contains(&"assign_mentors"));
    let steps = desk.next_steps(at("2019-03-31T09:00"));
    assert_eq!(
        codes(&steps),
        [
            "assign_mentors",
            "see_concerns",
            "see_overdue",
            "see_owed_forms",
            "see_recommendations"
        ]
    );
    assert_eq!(steps[1].count, Some(3));
    assert_eq!(steps[0].count, Some(2));
    assert_eq!(steps[0].due_on, Some(day("2019-03-31")));
    assert_eq!(
        steps[0].text(Language::Fr),
        "Alumni Mentoring 2019\u{a0}: 2 étudiants n’ont pas encore de mentor, le choix se termine \
         le 31 mars."
    );
    let steps = desk.next_steps(at("2019-04-01T09:00"));
    assert_eq!(
        steps[0].text(Language::En),
        "Alumni Mentoring 2019: 2 students have no mentor yet; the choice ended on 31 March."
    );
    assert_eq!(
        steps[2].text(Language::Fr),
        "Alumni Mentoring 2019\u{a0}: un mentorat est en retard."
    );
}

#[test]
fn after_the_choice_the_two_agree_on_a_date_and_the_roadbook_is_prepared() {
    let year = Year::begin();
    let steps = year.student("2019-01-10T10:00");
    assert_eq!(codes(&steps), ["fill_roadbook", "propose_appointment"]);
    assert_eq!(steps[0].due_on, Some(day("2019-03-24")));
    assert_eq!(steps[0].action, Some(Action::UpdateRoadbook));
    assert_eq!(steps[1].due_on, Some(day("2019-03-31")));
    let steps = year.mentor("2019-01-10T10:00", [false; 3]);
    assert_eq!(codes(&steps), ["propose_appointment"]);
}

#[test]
fn a_proposal_is_for_the_other_to_answer() {
    let id = AppointmentId::new();
    let propose = meeting(id, "2019-02-01T17:00");
    let mut year = Year::begin().play(Party::Student, "2019-01-11T09:00", propose);
    year.circumstances.missing_answers = [0; 3];
    assert_eq!(codes(&year.student("2019-01-11T10:00")), ["send_roadbook"]);
    let steps = year.mentor("2019-01-11T10:00", [false; 3]);
    assert_eq!(codes(&steps), ["answer_proposal"]);
    assert_eq!(steps[0].appointment_id, Some(id));
    assert_eq!(steps[0].due_on, Some(day("2019-02-01")));
    assert_eq!(steps[0].action, Some(Action::ConfirmAppointment));
}

#[test]
fn from_a_confirmed_appointment_to_the_form() {
    let id = AppointmentId::new();
    let propose = meeting(id, "2019-02-01T17:00");
    let mut year = Year::begin().play(Party::Student, "2019-01-11T09:00", propose);
    year.circumstances.missing_answers = [0; 3];
    let confirm = Command::Confirm {
        id,
        waive_lead: false,
    };
    let year = year.play(Party::Mentor, "2019-01-12T09:00", confirm);
    let steps = year.student("2019-01-12T10:00");
    assert_eq!(codes(&steps), ["send_roadbook", "attend_appointment"]);
    assert_eq!(steps[0].due_on, Some(day("2019-01-25")));
    assert_eq!(steps[1].link(), Some("https://meet.example/anna"));

    let late = year.student("2019-01-26T10:00");
    assert!(late[0].too_late);
    assert_eq!(late[0].action, Some(Action::RescheduleAppointment));

    let send = Command::SendRoadbook {
        step: Step::Project,
        number: 1,
    };
    let year = year.play(Party::Student, "2019-01-20T09:00", send);
    assert_eq!(
        codes(&year.student("2019-01-20T10:00")),
        ["attend_appointment"]
    );
    let steps = year.mentor("2019-01-20T10:00", [true, false, false]);
    assert_eq!(codes(&steps), ["read_roadbook", "attend_appointment"]);

    let steps = year.mentor("2019-02-01T18:00", [false; 3]);
    assert_eq!(codes(&steps), ["record_outcome"]);
    let hold = Command::Hold { id, reason: None };
    let year = year.play(Party::Mentor, "2019-02-01T18:30", hold);
    let steps = year.mentor("2019-02-01T19:00", [false; 3]);
    assert_eq!(steps[0].code, NextStepCode::GiveEvaluation);
    assert_eq!(steps[0].due_on, Some(day("2019-02-01")));

    let give = Command::GiveEvaluation {
        step: Step::Project,
    };
    let year = year.play(Party::Mentor, "2019-02-02T09:00", give);
    let student = year.student("2019-02-02T10:00");
    let last = student.last().unwrap();
    assert_eq!(last.code, NextStepCode::ReadEvaluation);
    assert_eq!(student[0].step, Some(Step::ActionPlan));
    let read = Command::ReadEvaluation {
        step: Step::Project,
    };
    let year = year.play(Party::Student, "2019-02-03T09:00", read);
    assert!(!codes(&year.student("2019-02-03T10:00")).contains(&"read_evaluation"));
}

#[test]
fn a_private_address_is_asked_for_from_a_month_before_leaving() {
    let year = Year::begin();
    let asks = |now| codes(&year.student(now)).contains(&"give_private_email");
    assert!(!asks("2019-05-29T12:00"));
    assert!(asks("2019-05-30T12:00"));
}

#[test]
fn the_text_about_a_private_address_knows_whether_the_student_has_left() {
    let year = Year::begin();
    let text = |now| {
        let mut steps = year.student(now).into_iter();
        let step = steps.find(|step| step.code == NextStepCode::GivePrivateEmail);
        step.unwrap().text(Language::Fr)
    };
    assert!(text("2019-06-30T12:00").contains("ne servira plus après votre départ, le 30 juin"));
    assert!(text("2019-07-01T12:00").contains("ne sert plus depuis votre départ, le 30 juin"));
}

#[test]
fn steps_are_in_the_order_of_their_days() {
    let steps = Year::begin().student("2019-06-15T09:00");
    let days: Vec<_> = steps.iter().map(|step| step.due_on).collect();
    assert!(days.is_sorted_by_key(|day| day.unwrap_or(NaiveDate::MAX)));
}

#[test]
fn a_recommendation_asks_for_a_request_until_there_is_one() {
    let mut year = Year::begin();
    let has = |year: &Year, now: &str| {
        let steps = year.student(now).into_iter();
        let mut steps = steps.filter(|step| step.code == NextStepCode::AskCareerDepartment);
        steps.next().and_then(|step| step.action)
    };
    assert_eq!(has(&year, "2019-05-02T09:00"), None);
    year.career.recommended_at = Some(at("2019-05-01T09:00"));
    let ask = Some(Action::RequestCareerInterview);
    assert_eq!(has(&year, "2019-05-02T09:00"), ask);
    assert_eq!(has(&year, "2021-01-02T09:00"), None);
    year.career.asked_at = Some(at("2019-04-01T09:00"));
    assert_eq!(has(&year, "2019-05-02T09:00"), ask);
    year.career.is_open = true;
    assert_eq!(has(&year, "2019-05-02T09:00"), None);
    year.career.is_open = false;
    year.career.asked_at = Some(at("2019-05-02T08:00"));
    assert_eq!(has(&year, "2019-05-02T09:00"), None);
}
