//! Store: single entry to the database named by the address. The table lists all its operations:
//! `read` runs a query on a connection, `write` in a transaction of its own, and `answered` in a
//! transaction that also keeps the rendered answer with the caller's idempotency key. Errors are
//! the database's, `NotFound`, `Stale` (412), and the domain's refusals.

mod import;
mod open;
mod run;

pub use open::{DatabaseConfig, PoolLoad};

use crate::engine;
use crate::error::{Error, Result};
use crate::records::*;
use crate::unit::{Acting, Meta, Render, StoredAnswer};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::application::{Decision, MentorApplicationCreate};
use domain::audit::AuditEntry;
use domain::availability::AvailabilityUpdate;
use domain::career::{CareerInterview, CareerInterviewCreate};
use domain::charter::{Charter, CharterText};
use domain::concern::{Concern, ConcernCreate};
use domain::enrolment::{MentorChange, MentorFacets, MentorListUpdate, StudentChange};
use domain::evaluation::{self, Form};
use domain::ids::{
    ActionId, AuditEntryId, CareerInterviewId, ConcernId, MentorApplicationId, MentorshipId,
    PersonId, ProgrammeId, RoadbookId, ShareId,
};
use domain::mentorship::{Command, EventKind, Meeting, MentorshipSummary};
use domain::person::{PersonChange, ProfileChange};
use domain::programme::{Programme, ProgrammeChange};
use domain::roadbook;
use domain::share::{EmergencyAccess, EmergencyAccessCreate, Share, ShareCreate};
use domain::text::Note;
use domain::words::{Party, Step};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::pin::Pin;
use uuid::Uuid;

const CLOCK_OFFSET: &str = "clock_offset";

/// The programme's database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    backend: Backend,
}

/// Work on the database. A box, so that it is compiled here and not in every crate that awaits it.
pub type Work<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

#[derive(Clone)]
enum Backend {
    Postgres(engine::postgres::Engine),
    Sqlite { engine: engine::sqlite::Engine },
}

run::store! {
    // Callers and profiles.
    /// The person of an account, with their active enrolments.
    read caller(external_id: String) -> Option<CallerRecord> = admit::caller;
    /// The person of an account and what their permission looks at.
    read admit(external_id: String, find: Find) -> (Option<CallerRecord>, Found) = admit::admit;
    /// Every account, in the order in which they were made.
    read accounts() -> Vec<AccountRecord> = people::accounts;
    /// Makes a person of a token; the first of concurrent calls wins.
    write insert_person(person: NewPerson, now: DateTime<Utc>) -> () = people::create;
    /// Notes that a person who was known before comes with a staff role.
    write note_staff(id: PersonId) -> () = people::note_staff;
    /// A person.
    read person(id: PersonId) -> PersonRecord = people::person;
    /// A person changes themselves.
    answered change_profile(id: PersonId, change: ProfileChange)
        -> PersonRecord = people::change_profile;
    /// Gives a person's calendar feed another address; answers with its number (R26).
    answered renew_feed(id: PersonId) -> i32 = people::renew_feed;
    /// Up to `limit` people by name, deactivated ones included, after the last one seen.
    read people(filter: PeopleFilter, after: Option<AfterName>, limit: i64)
        -> Vec<KnownPersonRecord> = people::list;
    /// A person with their enrolments, for staff.
    read known_person(id: PersonId) -> KnownPersonRecord = people::get;
    /// Staff change a person.
    answered change_person(id: PersonId, change: PersonChange)
        -> KnownPersonRecord = people::change;
    /// Ends a person's use of the service (R36).
    ///
    /// # Errors
    /// `live_mentorships`, under any concurrency.
    answered deactivate_person(id: PersonId) -> KnownPersonRecord = people::deactivate;
    /// Lets a person use the service again.
    answered reactivate_person(id: PersonId) -> KnownPersonRecord = people::reactivate;

    // Programmes, charters and templates.
    /// A programme.
    read programme(id: ProgrammeId) -> ProgrammeRecord = programmes::get;
    /// Up to `limit` programmes, newest year first, after the last one seen.
    read programmes(of: ProgrammesOf, after: Option<(i32, ProgrammeId)>, limit: i64)
        -> Vec<ProgrammeRecord> = programmes::list;
    /// A new draft with the guide's charter and templates.
    ///
    /// # Errors
    /// `programme_exists` under any concurrency.
    answered create_programme(programme: Programme) -> ProgrammeRecord = programmes::create;
    /// A new draft made from another programme, with its charter, its templates, and its mentors as
    /// paused (R34).
    ///
    /// # Errors
    /// `programme_exists` under any concurrency, `window_order`.
    answered create_successor(of: ProgrammeId, successor: NewSuccessor)
        -> ProgrammeRecord = programmes::succeed;
    /// Changes a programme (R1).
    answered change_programme(id: ProgrammeId, change: ProgrammeChange)
        -> ProgrammeRecord = programmes::change;
    /// Opens a draft (R1).
    answered open_programme(id: ProgrammeId) -> ProgrammeRecord = programmes::open;
    /// Closes a programme (R2).
    answered close_programme(id: ProgrammeId, end_live: bool)
        -> ProgrammeRecord = programmes::close;
    /// Opens a closed programme again (R2).
    answered reopen_programme(id: ProgrammeId) -> ProgrammeRecord = programmes::reopen;
    /// Deletes an empty draft (R2).
    write delete_programme(meta: Meta, id: ProgrammeId) -> () = programmes::delete;
    /// The charter as a person sees it (R32).
    read charter(programme: ProgrammeId, person: PersonId) -> Charter = charters::current;
    /// Writes a new version of the charter.
    answered put_charter(programme: ProgrammeId, person: PersonId, text: CharterText)
        -> Charter = charters::put;
    /// Accepts the charter (R32).
    answered accept_charter(programme: ProgrammeId, person: PersonId, version: u32)
        -> Charter = charters::accept;
    /// The road-book's template (R17).
    read roadbook_template(programme: ProgrammeId)
        -> TemplateRecord<roadbook::Template> = templates::roadbook;
    /// The evaluation form's template (R22).
    read evaluation_template(programme: ProgrammeId, step: Step)
        -> TemplateRecord<evaluation::Template> = templates::evaluation;
    /// Replaces the road-book's template (R23).
    ///
    /// # Errors
    /// `programme_not_open` for a closed programme, `template_invalid`, and under any concurrency
    /// `template_in_use`.
    answered put_roadbook_template(programme: ProgrammeId, template: roadbook::Template)
        -> TemplateRecord<roadbook::Template> = templates::put_roadbook;
    /// Replaces an evaluation form's template (R23).
    ///
    /// # Errors
    /// As `put_roadbook_template`.
    answered put_evaluation_template(
        programme: ProgrammeId,
        step: Step,
        template: evaluation::Template,
    ) -> TemplateRecord<evaluation::Template> = templates::put_evaluation;

    // Students and mentors of a programme, and the choice between them.
    /// Up to `limit` active students by name, after the last one seen.
    read students(
        programme: ProgrammeId,
        filter: StudentFilter,
        after: Option<AfterName>,
        limit: i64,
    ) -> Vec<StudentRecord> = enrolments::students::list;
    /// A student.
    read student(programme: ProgrammeId, person: PersonId)
        -> StudentRecord = enrolments::students::get;
    /// Changes a student, for staff.
    answered change_student(programme: ProgrammeId, person: PersonId, change: StudentChange)
        -> StudentRecord = enrolments::students::change;
    /// Up to `limit` active mentors by name, after the last one seen.
    read mentors(
        programme: ProgrammeId,
        filter: MentorFilter,
        after: Option<AfterMentor>,
        limit: i64,
    ) -> Vec<MentorRecord> = enrolments::mentors::list;
    /// Values and counts for the filters of the mentor list.
    read mentor_facets(programme: ProgrammeId, filter: MentorFilter)
        -> MentorFacets = enrolments::mentors::facets;
    /// A mentor, as somebody sees them.
    read mentor(programme: ProgrammeId, person: PersonId, viewer: Option<PersonId>)
        -> MentorRecord = enrolments::mentors::get;
    /// The mentor, or staff, change a mentor.
    answered change_mentor(programme: ProgrammeId, person: PersonId, change: MentorChange)
        -> MentorRecord = enrolments::mentors::change;
    /// Mentors whom staff pinned or excluded for a student (R5).
    read mentor_list(programme: ProgrammeId, student: PersonId)
        -> MentorListRecord = enrolments::lists::get;
    /// Saves them.
    ///
    /// # Errors
    /// `programme_not_open` for a closed programme, `reference_unknown`.
    answered put_mentor_list(programme: ProgrammeId, student: PersonId, update: MentorListUpdate)
        -> MentorListRecord = enrolments::lists::put;
    /// Times that a mentor has published (R11).
    read availability(programme: ProgrammeId, mentor: PersonId)
        -> AvailabilityRecord = availability::get;
    /// Publishes times in place of those before.
    ///
    /// # Errors
    /// `programme_not_open` for a closed programme, `charter_not_accepted`, `reference_unknown`,
    /// `window_order`.
    answered put_availability(programme: ProgrammeId, mentor: PersonId, update: AvailabilityUpdate)
        -> AvailabilityRecord = availability::put;
    /// Loads the data of a mentor's free slots, and the live mentorship of `student` with them.
    read slots(programme: ProgrammeId, mentor: PersonId, student: PersonId, now: DateTime<Utc>)
        -> SlotsRecord = availability::slots;
    /// A student picks a slot that their mentor has published (R11).
    ///
    /// # Errors
    /// The domain's refusal; `overlap` where an appointment elsewhere took the time at this moment.
    answered pick_slot(of: MentorshipKey, acting: Acting, picked: (Step, Meeting, bool))
        -> MentorshipRecord = availability::pick;
    /// Writes an import of students.
    answered write_students(programme: ProgrammeId, rows: Vec<StudentImport>, mode: ImportMode)
        -> ImportRecord = enrolments::import::students;
    /// Writes an import of mentors.
    answered write_mentors(programme: ProgrammeId, rows: Vec<MentorImport>, mode: ImportMode)
        -> ImportRecord = enrolments::import::mentors;
    /// Tries an import of students, in no transaction and without a lock.
    read try_students(
        meta: Meta,
        programme: ProgrammeId,
        rows: Vec<StudentImport>,
        mode: ImportMode,
        render: Render<ImportRecord>,
    ) -> StoredAnswer = enrolments::import::try_students;
    /// Tries an import of mentors, in no transaction and without a lock.
    read try_mentors(
        meta: Meta,
        programme: ProgrammeId,
        rows: Vec<MentorImport>,
        mode: ImportMode,
        render: Render<ImportRecord>,
    ) -> StoredAnswer = enrolments::import::try_mentors;
    /// Keeps the answer of a unit that wrote nothing; the first one with its key stays.
    write keep(meta: Meta, answer: StoredAnswer) -> StoredAnswer = idempotency::keep;
    /// Enrols one student, as a row of an import would; who was taken out takes part again.
    ///
    /// # Errors
    /// `programme_not_open` for a closed programme, `already_enrolled` in either role.
    answered create_student(programme: ProgrammeId, row: StudentImport)
        -> StudentRecord = enrolments::import::student;
    /// Enrols one mentor, likewise.
    ///
    /// # Errors
    /// As `create_student`.
    answered create_mentor(programme: ProgrammeId, row: MentorImport)
        -> MentorRecord = enrolments::import::mentor;
    /// Takes a student out of a programme (R36).
    ///
    /// # Errors
    /// `programme_not_open` for a closed programme, `live_mentorships`.
    write remove_student(meta: Meta, programme: ProgrammeId, person: PersonId)
        -> () = enrolments::remove::student;
    /// Takes a mentor out of a programme (R36).
    ///
    /// # Errors
    /// As `remove_student`.
    write remove_mentor(meta: Meta, programme: ProgrammeId, person: PersonId)
        -> () = enrolments::remove::mentor;
    /// A student chooses a mentor (R4), with a word to them (R44).
    ///
    /// # Errors
    /// The domain's refusal; `already_has_mentor` and `mentor_full` under any concurrency.
    answered choose_mentor(id: MentorshipId, programme: ProgrammeId, choice: NewChoice)
        -> MentorshipRecord = enrolments::choose::choose;

    /// Staff assign a student to a mentor (R7).
    ///
    /// # Errors
    /// The domain's refusal; `already_has_mentor` and `mentor_full` under any concurrency.
    answered assign_mentor(
        id: MentorshipId,
        programme: ProgrammeId,
        staff: PersonId,
        assignment: Assignment,
    ) -> MentorshipRecord = enrolments::assign::assign;
    /// Staff assign many students, each where the rules allow it.
    answered assign_mentors(
        programme: ProgrammeId,
        staff: PersonId,
        rows: Vec<Assignment>,
        dry_run: bool,
    ) -> Vec<SteeredRow> = enrolments::assign::assign_all;
    /// Staff end a mentorship, and begin the one that continues it with another mentor (R35).
    ///
    /// # Errors
    /// The domain's refusal; `mentor_full` under any concurrency.
    answered reassign(
        of: MentorshipKey,
        acting: Acting,
        id: MentorshipId,
        to: (PersonId, Note),
    ) -> MentorshipRecord = enrolments::assign::reassign;
    /// Ends a student's part with their live mentorship (R36): the reason, and words for the mentor.
    answered leave_student(programme: ProgrammeId, person: PersonId, words: (Note, Option<Note>))
        -> StudentRecord = enrolments::leave::student;
    /// Ends a mentor's part with their live mentorships, likewise.
    answered leave_mentor(programme: ProgrammeId, person: PersonId, words: (Note, Option<Note>))
        -> MentorRecord = enrolments::leave::mentor;
    /// Runs a command of staff on many mentorships, each where the rules allow it (R7, R8).
    answered steer(programme: ProgrammeId, steering: Steering)
        -> Vec<SteeredRow> = cycle::steer;
    /// Sends reminders of staff in many mentorships, where somebody has the step now.
    answered nudge(programme: ProgrammeId, nudge: Nudge) -> Vec<SteeredRow> = cycle::nudge;

    // Mentorships and their commands.
    /// Loads the data for access to a mentorship.
    read mentorship_head(id: MentorshipId) -> MentorshipHead = cycle::head;
    /// Whether the mentor still reads about the student (R35).
    read mentor_reads_student(programme: ProgrammeId, mentor: PersonId, student: PersonId)
        -> bool = cycle::mentor_reads_student;
    /// A mentorship with its whole cycle.
    read mentorship(of: MentorshipKey, now: DateTime<Utc>) -> MentorshipRecord = cycle::load;
    /// Runs a command on a mentorship: appointments, outcomes, waiver, acknowledgement, end.
    /// Road-book and forms have methods of their own.
    answered transition(of: MentorshipKey, acting: Acting, command: Command)
        -> MentorshipRecord = cycle::transition;
    /// Records proposals unanswered past their start, the oldest first; returns their number.
    write lapse_due(now: DateTime<Utc>, limit: i64) -> usize = cycle::lapse_due;

    /// Up to `limit` events of a mentorship of some kinds, oldest first, after the last one seen.
    read timeline(of: MentorshipId, kinds: Vec<EventKind>, after: Option<Uuid>, limit: i64)
        -> Vec<TimelineRecord> = timeline::list;

    // Lists of mentorships.
    /// Up to `limit` mentorships, newest first, after the last one seen (its `chosen_at` and id),
    /// with the states of their interviews at `now` (R9).
    ///
    /// `zone` is the programme's, if the filter names one: then it is one statement. With `None`,
    /// each uses the day of its own programme, with a statement a time zone.
    read mentorships(
        filter: MentorshipFilter,
        zone: Option<Tz>,
        now: DateTime<Utc>,
        after: Option<(DateTime<Utc>, MentorshipId)>,
        limit: i64,
    ) -> Vec<MentorshipSummary> = summaries::list;

    // Road-books and evaluation forms.
    /// Loads the data for access to a road-book's editions: its programme, its student, and whether
    /// any was sent to this mentor that they still may read, or is shared with them.
    read editions_head(id: RoadbookId, mentor: PersonId)
        -> (ProgrammeId, PersonId, bool) = editions::head;
    /// A road-book with its drafts (R18).
    read roadbook(of: RoadbookHead) -> RoadbookRecord = roadbooks::get;
    /// Changes answers by question key: `None` clears one, others stay (R18).
    ///
    /// # Errors
    /// `Stale`, or the domain's refusal (`programme_not_open`, `reference_unknown`,
    /// `answer_too_long`).
    answered save_roadbook(of: RoadbookHead, change: BTreeMap<String, Option<String>>)
        -> RoadbookRecord = roadbooks::save;
    /// Fills empty answers with those of a former programme (R18).
    ///
    /// # Errors
    /// `Stale`, or the domain's refusal (`programme_not_open`, `reference_unknown`).
    answered copy_roadbook(of: RoadbookHead, from: ProgrammeId)
        -> RoadbookRecord = roadbooks::copy_from;
    /// Sends an edition for an interview to the mentor of the student's latest mentorship, with
    /// a copy to the student (R19, R20).
    answered send_roadbook(of: RoadbookHead, step: Step, message: Option<Note>)
        -> EditionRecord = roadbooks::send;
    /// Loads an edition; access decides whether the viewer may read it.
    read edition(roadbook: RoadbookId, number: u32, viewer: PersonId)
        -> EditionRecord = editions::get;
    /// Up to `limit` editions, oldest first, after a number (0: from the beginning). A mentor sees only
    /// those sent to them that they still may read (R35), or that are shared with them (R31).
    read editions(roadbook: RoadbookId, viewer: EditionsViewer, after: u32, limit: i64)
        -> Vec<EditionRecord> = editions::list;
    /// Marks an edition opened by the mentor; the first time counts (R19).
    answered mark_read(roadbook: RoadbookId, number: u32, by: PersonId)
        -> EditionRecord = editions::mark_read;
    /// Loads the form of an interview, draft included; access decides who sees the draft (R21).
    ///
    /// # Errors
    /// `NotFound` when there is no such mentorship.
    read evaluation(of: MentorshipKey, step: Step, now: DateTime<Utc>)
        -> EvaluationRecord = evaluations::get;
    /// Up to `limit` given versions, oldest first, after a number (0: from the beginning).
    read evaluation_versions(id: MentorshipId, step: Step, after: u32, limit: i64)
        -> Vec<GivenRecord> = evaluations::versions;
    /// Loads a given version of a form.
    read evaluation_version(id: MentorshipId, step: Step, number: u32)
        -> GivenRecord = evaluations::version;
    /// Saves the author's draft (R21).
    answered save_evaluation(of: MentorshipKey, step: Step, acting: Acting, form: Form)
        -> EvaluationRecord = evaluations::save;
    /// Gives the draft to the student, with a mail (R21).
    answered give_evaluation(of: MentorshipKey, step: Step, acting: Acting)
        -> EvaluationRecord = evaluations::give;
    /// Gives a new version of a given form, with a reason and a mail (R21).
    answered correct_evaluation(
        of: MentorshipKey,
        step: Step,
        acting: Acting,
        correction: (Form, String),
    ) -> EvaluationRecord = evaluations::correct;
    /// Records a form given outside: its day, and a note (R21).
    answered give_evaluation_outside(
        of: MentorshipKey,
        step: Step,
        acting: Acting,
        handed_over: (NaiveDate, Option<String>),
    ) -> EvaluationRecord = evaluations::give_outside;
    /// Retracts the form's latest version, with a reason and mails to both (R21).
    answered retract_evaluation(of: MentorshipKey, step: Step, acting: Acting, reason: String)
        -> EvaluationRecord = evaluations::retract;
    /// Marks the form's latest version opened by the student; the first time counts (R21).
    answered mark_evaluation_read(of: MentorshipKey, step: Step, acting: Acting)
        -> EvaluationRecord = evaluations::mark_read;
    /// Acknowledges the form's latest version for the student, or amends that (R21).
    answered acknowledge_evaluation(
        of: MentorshipKey,
        step: Step,
        acting: Acting,
        comment: Option<String>,
    ) -> EvaluationRecord = evaluations::acknowledge;
    /// Up to `limit` agreed actions in force, oldest first, after the last one seen (R40).
    read agreed_actions(id: MentorshipId, after: Option<ActionId>, limit: i64)
        -> Vec<AgreedActionRecord> = evaluations::actions::list;
    /// Loads an agreed action in force.
    read agreed_action(id: MentorshipId, action: ActionId)
        -> AgreedActionRecord = evaluations::actions::get;
    /// Marks an agreed action for its student (R40).
    answered mark_agreed_action(of: MentorshipKey, action: ActionId, change: AgreedActionChange)
        -> AgreedActionRecord = evaluations::actions::mark;

    // The home pages of people and staff.
    /// Loads the data of a person's home page, in a fixed number of statements.
    read home(person: PersonId, now: DateTime<Utc>) -> HomeRecord = home::home;
    /// Figures of a programme, each the length of a list (R28).
    read dashboard(programme: ProgrammeId, zone: Tz, now: DateTime<Utc>)
        -> DashboardRecord = dashboard::figures;
    /// Up to `limit` active students with the columns of an import, by name, after the last one seen.
    read export_students(programme: ProgrammeId, after: Option<AfterName>, limit: i64)
        -> Vec<ExportedStudent> = exports::students;
    /// Up to `limit` active mentors, likewise.
    read export_mentors(programme: ProgrammeId, after: Option<AfterName>, limit: i64)
        -> Vec<ExportedMentor> = exports::mentors;
    /// Up to `limit` mentorships with their interviews, newest first, after the last one seen.
    read export_mentorships(
        programme: ProgrammeId,
        at: (DateTime<Utc>, Tz),
        after: Option<(DateTime<Utc>, MentorshipId)>,
        limit: i64,
    ) -> Vec<ExportedMentorship> = exports::mentorships;
    /// Up to `limit` mentorships, likewise, with all their appointments.
    read export_appointments(
        programme: ProgrammeId,
        at: (DateTime<Utc>, Tz),
        after: Option<(DateTime<Utc>, MentorshipId)>,
        limit: i64,
    ) -> Vec<ExportedMentorship> = exports::appointments;
    /// Loads every programme that is not closed, for the desk of a staff person.
    read desks(now: DateTime<Utc>, viewer: PersonId) -> Vec<DeskRecord> = desks::all;

    // Concerns told to staff.
    /// A concern; access decides who reads it.
    read concern(id: ConcernId) -> Concern = concerns::get;
    /// Up to `limit` concerns, newest first, after the last one seen (R32).
    read concerns(
        filter: ConcernFilter,
        after: Option<(DateTime<Utc>, ConcernId)>,
        limit: i64,
    ) -> Vec<Concern> = concerns::list;
    /// One of the two tells staff, who get a mail.
    answered create_concern(of: MentorshipKey, by: Party, concern: ConcernCreate)
        -> Concern = concerns::create;
    /// Staff have dealt with a concern.
    answered resolve_concern(id: ConcernId, by: PersonId, note: Option<Note>)
        -> Concern = concerns::resolve;

    // Applications of mentors.
    /// An application of a programme; access decides who reads it.
    read mentor_application(programme: ProgrammeId, id: MentorApplicationId)
        -> ApplicationRecord = applications::get;
    /// Up to `limit` applications, newest first, after the last one seen (R45).
    read mentor_applications(
        filter: ApplicationFilter,
        after: Option<(DateTime<Utc>, MentorApplicationId)>,
        limit: i64,
    ) -> Vec<ApplicationRecord> = applications::list;
    /// A person applies; they are enrolled at once where the programme says so, or staff get a mail.
    ///
    /// # Errors
    /// `programme_not_open`, `already_enrolled`, `application_open`, `staff_only`.
    answered create_mentor_application(
        programme: ProgrammeId,
        by: PersonId,
        application: MentorApplicationCreate,
    ) -> ApplicationRecord = applications::create;
    /// Staff decide on an application, or its person takes it back.
    answered decide_on_mentor_application(
        of: ApplicationKey,
        by: PersonId,
        decision: Decision,
    ) -> ApplicationRecord = applications::decide;

    // Career interviews.
    /// A career interview for somebody; access decides whether they read it.
    read career_interview(id: CareerInterviewId, viewer: PersonId) -> CareerRecord = career::get;
    /// Up to `limit` career interviews, newest first, after the last one seen (R24).
    read career_interviews(
        filter: CareerFilter,
        after: Option<(DateTime<Utc>, CareerInterviewId)>,
        limit: i64,
    ) -> Vec<CareerInterview> = career::list;
    /// A student asks for a career interview; staff get a mail.
    ///
    /// # Errors
    /// `programme_not_open`, `career_period_over`, `career_request_open`.
    answered request_career_interview(
        programme: ProgrammeId,
        student: PersonId,
        request: CareerInterviewCreate,
    ) -> CareerInterview = career::request;
    /// The student or staff change a career interview.
    answered change_career_interview(of: CareerKey, by: PersonId, change: CareerChange)
        -> CareerInterview = career::act;

    // Documents that others read (R31).
    /// The shares of a mentorship, oldest first: 12 at the most.
    read shares(of: MentorshipId) -> Vec<Share> = shares::list;
    /// The student shares documents.
    ///
    /// # Errors
    /// `reference_unknown` for a document that isn't there, or a mentor with whom they don't go on.
    answered create_share(of: MentorshipKey, share: ShareCreate) -> Share = shares::create;
    /// The student takes a share back.
    ///
    /// # Errors
    /// `NotFound`.
    write revoke_share(meta: Meta, of: MentorshipKey, id: ShareId) -> () = shares::revoke;
    /// An admin opens a document in an emergency; the student and the author get a mail.
    ///
    /// # Errors
    /// `own_mentorship` for the student and their mentors, `reference_unknown` for a document that isn't
    /// there.
    answered open_in_emergency(of: MentorshipKey, by: PersonId, access: EmergencyAccessCreate)
        -> EmergencyAccess = shares::open;

    // The audit log.
    /// Up to `limit` changes, newest first, after the last one seen (R29).
    read audit_log(
        filter: AuditFilter,
        after: Option<(DateTime<Utc>, AuditEntryId)>,
        limit: i64,
    ) -> Vec<AuditEntry> = audit_log::list;

    // The outbox, for the mail worker.
    /// Claims up to `limit` mails that are due, for five minutes of real time; no other worker
    /// gets them meanwhile. Mails to deactivated people are suppressed (R36).
    write claim_messages(real_now: DateTime<Utc>, limit: i64) -> Vec<MessageRecord> = outbox::claim;
    /// Whether a claimed mail still waits, and wasn't suppressed meanwhile.
    read message_waits(id: uuid::Uuid) -> bool = outbox::waits;
    /// Marks a claimed mail sent, at this moment of the programme's clock.
    write message_sent(id: uuid::Uuid, now: DateTime<Utc>) -> () = outbox::sent;
    /// Records a failure of a claimed mail: it is retried for four days; `for_good` gives it up at
    /// once. Returns whether it was given up.
    write message_failed(id: uuid::Uuid, error: String, for_good: bool, real_now: DateTime<Utc>)
        -> bool = outbox::failed;
    /// Returns a claimed mail untried: any worker may take it at once.
    write release_message(id: uuid::Uuid, real_now: DateTime<Utc>) -> () = outbox::release;
    /// Queues every given-up mail again; returns their number.
    write retry_messages(real_now: DateTime<Utc>) -> usize = outbox::retry;
    /// Up to `limit` mails with such ids that have left, newest first.
    read sent_messages(ids: RangeInclusive<uuid::Uuid>, limit: i64)
        -> Vec<MessageRecord> = outbox::list_sent;
    /// Number of mails that any worker is sending.
    read messages_under_way(real_now: DateTime<Utc>) -> i64 = outbox::under_way;
    /// Number of waiting mails, and the time of the oldest: for metrics.
    read outbox_load() -> OutboxLoad = outbox::load;

    // The service's own data.
    /// Whether the database answers and accepts writes.
    ///
    /// # Errors
    /// `Unavailable` when it does not.
    probe ready() -> () = service::ready;
    /// A secret of the service, if one is kept under the name.
    read secret(name: &'static str) -> Option<Vec<u8>> = service::secret;
    /// Keeps a secret: the first one under a name stays, for every replica; returns that one.
    write keep_secret(name: &'static str, fresh: Vec<u8>) -> Vec<u8> = service::keep_secret;
    /// A setting by name.
    read setting(name: &'static str) -> Option<String> = service::setting;
    /// Writes a setting.
    write set(name: &'static str, value: String) -> () = service::set;
    /// Whether the database holds no people yet.
    read is_empty() -> bool = service::is_empty;
    /// Deletes idempotency keys older than 24 hours of real time; returns their number.
    write purge_idempotency_keys(real_now: DateTime<Utc>) -> usize = idempotency::purge;
}

impl Store {
    /// Makes a person of a token, or finds the one made by another request.
    pub async fn create_person(&self, new: NewPerson, now: DateTime<Utc>) -> Result<CallerRecord> {
        let external_id = new.external_id.clone();
        self.insert_person(new, now).await?;
        self.caller(external_id).await?.ok_or(Error::NotFound)
    }

    /// The demo's clock: microseconds to add to real time.
    pub async fn clock_offset(&self) -> Result<i64> {
        let kept = self.setting(CLOCK_OFFSET).await?;
        Ok(kept.and_then(|offset| offset.parse().ok()).unwrap_or(0))
    }

    /// Sets the demo's clock for every server on this database.
    pub async fn set_clock_offset(&self, micros: i64) -> Result<()> {
        self.set(CLOCK_OFFSET, micros.to_string()).await
    }
}
