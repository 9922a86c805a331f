//! Road-books: drafts, and the editions that are sent (R17–R20).

use super::cycle::{self, mails};
use super::journal::{Changed, Subject, Target, audit};
use super::{Conn, Later, RunQueryDsl, dialect, programmes, templates};
use crate::error::{Error, Result};
use crate::records::{
    EditionRecord, MentorshipKey, MentorshipRecord, ProgrammeRecord, RoadbookHead, RoadbookRecord,
};
use crate::rows::{PersonRow, ProgrammeRow};
use crate::schema::{
    persons, programmes as programmes_table, roadbook_answers, roadbook_editions,
    roadbook_templates, roadbooks,
};
use crate::types::{Id, Instant, Json, Word, int};
use crate::unit::{Acting, Meta};
use diesel::prelude::*;
use domain::ids::{EditionId, MentorshipId, ProgrammeId, RoadbookId};
use domain::mail::{Content, EditionPayload, MailActor, MailEdition, MailKind, Meeting, Reader};
use domain::mentorship::{Actor, Command, Sent};
use domain::programme::Programme;
use domain::refusal::{Code, Refusal};
use domain::roadbook::{Answer, Frozen};
use domain::share::Disclosure;
use domain::text::Note;
use domain::words::{AppointmentState, MessageState, Party, Step};
use std::collections::BTreeMap;

/// A road-book with its drafts.
pub(crate) async fn get(conn: &mut Conn, of: RoadbookHead) -> Result<RoadbookRecord> {
    Ok(rows(conn, of).await?.0)
}

/// Version, programme, student, template's version and number of the latest edition.
type Head = (i32, ProgrammeRow, PersonRow, i32, Option<i32>);
type Drafts = (Vec<Head>, Vec<(String, String, Instant)>);

/// A road-book, its programme, and the number of the latest edition, in one flight.
async fn rows(
    conn: &mut Conn,
    of: RoadbookHead,
) -> Result<(RoadbookRecord, Programme, Option<i32>)> {
    let id = Id::from(of.id);
    let latest = roadbook_editions::table
        .filter(roadbook_editions::roadbook_id.eq(roadbooks::id))
        .select(diesel::dsl::max(roadbook_editions::number))
        .single_value();
    let (head, answers): Drafts = dialect::together!(conn;
        roadbooks::table
            .inner_join(programmes_table::table.on(programmes_table::id.eq(roadbooks::programme_id)))
            .inner_join(persons::table.on(persons::id.eq(roadbooks::student_id)))
            .inner_join(
                roadbook_templates::table
                    .on(roadbook_templates::programme_id.eq(roadbooks::programme_id)),
            )
            .filter(roadbooks::id.eq(id))
            .select((
                roadbooks::version,
                ProgrammeRow::as_select(),
                PersonRow::as_select(),
                roadbook_templates::version,
                latest,
            )),
        roadbook_answers::table
            .filter(roadbook_answers::roadbook_id.eq(id))
            .order(roadbook_answers::question_key)
            .select((
                roadbook_answers::question_key,
                roadbook_answers::text,
                roadbook_answers::updated_at,
            )),
    )?;
    let head = head.into_iter().next().ok_or(Error::NotFound)?;
    let (version, programme, student, template, latest) = head;
    let template = templates::roadbook_at(conn, of.programme_id.into(), template).await?;
    let programme = ProgrammeRecord::try_from(programme)?.programme;
    let answer = |(question_key, text, updated_at): (String, String, Instant)| Answer {
        question_key,
        text,
        updated_at: updated_at.into(),
    };
    let record = RoadbookRecord {
        id: of.id,
        programme_id: of.programme_id,
        programme_open: programme.expect_open().is_ok(),
        student: student.into(),
        template,
        answers: answers.into_iter().map(answer).collect(),
        version,
    };
    Ok((record, programme, latest))
}

/// Changes answers: `None` and empty texts clear them; others stay as they are (R18). Equal values
/// are no change: the version stays.
pub(crate) async fn save(
    conn: &mut Conn,
    meta: &Meta,
    of: RoadbookHead,
    change: BTreeMap<String, Option<String>>,
) -> Result<RoadbookRecord> {
    programmes::hold(conn, of.programme_id).await?;
    lock(conn, of.id).await?;
    let (record, programme, _) = rows(conn, of).await?;
    meta.expect(record.version)?;
    programme.expect_open()?;
    let change = record.template.check_answers(&change)?;
    changed(conn, meta, record, change).await
}

/// Fills empty answers with those that the student gave in a former programme, where the question is
/// the same and takes them (R18).
pub(crate) async fn copy_from(
    conn: &mut Conn,
    meta: &Meta,
    of: RoadbookHead,
    from: ProgrammeId,
) -> Result<RoadbookRecord> {
    programmes::hold(conn, of.programme_id).await?;
    lock(conn, of.id).await?;
    // one row without an answer where nothing is answered, none where there is no road-book
    let former: Vec<Option<(String, String)>> = roadbooks::table
        .left_join(roadbook_answers::table.on(roadbook_answers::roadbook_id.eq(roadbooks::id)))
        .filter(roadbooks::programme_id.eq(Id::from(from)))
        .filter(roadbooks::student_id.eq(Id::from(of.student)))
        .select((roadbook_answers::question_key, roadbook_answers::text).nullable())
        .load(conn)
        .await?;
    let (record, programme, _) = rows(conn, of).await?;
    meta.expect(record.version)?;
    programme.expect_open()?;
    if former.is_empty() {
        let refusal = Refusal::new(Code::ReferenceUnknown);
        return Err(refusal.pointer("/programme_id").into());
    }
    let fits = |(key, text): &(String, String)| {
        record.answer(key).is_none() && record.template.takes(key, text)
    };
    let former = former.into_iter().flatten().filter(fits);
    let change = former.map(|(key, text)| (key, Some(text))).collect();
    changed(conn, meta, record, change).await
}

/// Writes the answers that differ, and tells the road-book with them.
async fn changed(
    conn: &mut Conn,
    meta: &Meta,
    mut record: RoadbookRecord,
    mut change: BTreeMap<String, Option<String>>,
) -> Result<RoadbookRecord> {
    change.retain(|key, text| record.answer(key) != text.as_deref());
    if change.is_empty() {
        return Ok(record);
    }
    record.version = record.version.wrapping_add(1);
    write(conn, meta, record.id, record.version, &change).await?;
    record
        .answers
        .retain(|one| !change.contains_key(&one.question_key));
    let written = change.into_iter().filter_map(|(question_key, text)| {
        Some(Answer {
            question_key,
            text: text?,
            updated_at: meta.now,
        })
    });
    record.answers.extend(written);
    record
        .answers
        .sort_by(|one, other| one.question_key.cmp(&other.question_key));
    Ok(record)
}

async fn write(
    conn: &mut Conn,
    meta: &Meta,
    id: RoadbookId,
    version: i32,
    change: &BTreeMap<String, Option<String>>,
) -> Result<()> {
    let now = Instant::from(meta.now);
    let keys: Vec<String> = change.keys().cloned().collect();
    let theirs = roadbook_answers::table.filter(roadbook_answers::roadbook_id.eq(Id::from(id)));
    diesel::delete(theirs.filter(roadbook_answers::question_key.eq_any(keys.clone())))
        .later(conn)
        .await?;
    let written = change
        .iter()
        .filter_map(|(key, text)| Some((key, text.clone()?)));
    let written: Vec<_> = written
        .map(|(key, text)| {
            (
                roadbook_answers::roadbook_id.eq(Id::from(id)),
                roadbook_answers::question_key.eq(key.clone()),
                roadbook_answers::text.eq(text),
                roadbook_answers::updated_at.eq(now),
            )
        })
        .collect();
    dialect::insert_all!(conn, roadbook_answers::table, written);
    diesel::update(roadbooks::table.find(Id::from(id)))
        .set((
            roadbooks::version.eq(version),
            roadbooks::updated_at.eq(now),
        ))
        .beside(conn)
        .await?;
    let target = Target::new(Subject::Roadbook, id);
    audit(conn, meta, target, Changed::Answers(&keys)).await
}

/// Locks a road-book until the transaction ends.
async fn lock(conn: &mut Conn, id: RoadbookId) -> Result<()> {
    let query = roadbooks::table.find(Id::from(id)).select(roadbooks::id);
    dialect::hold!(conn, dialect::locked!(query));
    Ok(())
}

/// Sends an edition to the mentor, with a copy to the student (R19).
pub(crate) async fn send(
    conn: &mut Conn,
    meta: &Meta,
    of: RoadbookHead,
    step: Step,
    note: Option<Note>,
) -> Result<EditionRecord> {
    // Without a mentorship no interview is open.
    let mentorship = of.mentorship.ok_or(Error::from(Code::InterviewNotOpen))?;
    cycle::lock(conn, mentorship.id).await?;
    lock(conn, of.id).await?;
    let (record, _, last) = rows(conn, of).await?;
    meta.expect(record.version)?;
    let number = crate::types::small::<u32>(last.unwrap_or(0)).saturating_add(1);
    let frozen = freeze(record, step);
    let acting = Acting {
        person: of.student,
        actor: Actor::Party(Party::Student),
        also_staff: false,
    };
    let command = Command::SendRoadbook { step, number };
    let done = cycle::apply_locked(conn, meta, mentorship, acting, command).await;
    let (done, frozen) = match (done, frozen) {
        // The cycle holds the rule; the road-book knows the missing answers.
        (Err(Error::Refused(refusal)), Err(missing))
            if refusal.code == Code::RoadbookIncomplete =>
        {
            return Err(missing.into());
        }
        (done, frozen) => (done?, frozen?),
    };
    let edition = NewEdition {
        id: EditionId::new(),
        roadbook: of.id,
        number,
        step,
        note,
        frozen,
        sent: done.effects.sent.unwrap_or_default(),
    };
    edition.insert(conn, meta, mentorship.id).await?;
    let Some((_, event)) = done.happened.as_slice().first() else {
        return Err(Error::Internal(
            "nothing happened when an edition was sent".into(),
        ));
    };
    let post = mails::Post {
        record: &done.record,
        by: MailActor::Student,
        event: *event,
        resource: Some(edition.id.into()),
        content: edition.content(&done.record),
    };
    let (sent, copy) = (MailKind::RoadbookSent, MailKind::RoadbookCopy);
    post.send(conn, meta, sent, Reader::Mentor).await?;
    post.send(conn, meta, copy, Reader::Student).await?;
    Ok(edition.record(meta, mentorship))
}

fn freeze(record: RoadbookRecord, step: Step) -> std::result::Result<Frozen, Refusal> {
    let answers = record.answers.into_iter();
    let answers = answers
        .map(|answer| (answer.question_key, answer.text))
        .collect();
    record
        .template
        .freeze(step, &answers, record.student.language)
}

struct NewEdition {
    id: EditionId,
    roadbook: RoadbookId,
    number: u32,
    step: Step,
    note: Option<Note>,
    frozen: Frozen,
    sent: Sent,
}

impl NewEdition {
    async fn insert(&self, conn: &mut Conn, meta: &Meta, mentorship: MentorshipId) -> Result<()> {
        diesel::insert_into(roadbook_editions::table)
            .values((
                roadbook_editions::id.eq(Id::from(self.id)),
                roadbook_editions::roadbook_id.eq(Id::from(self.roadbook)),
                roadbook_editions::number.eq(int(self.number)),
                roadbook_editions::step.eq(Word(self.step)),
                roadbook_editions::mentorship_id.eq(Id::from(mentorship)),
                roadbook_editions::sent_at.eq(Instant::from(meta.now)),
                roadbook_editions::late.eq(self.sent.late),
                roadbook_editions::days_before.eq(self.sent.days_before),
                roadbook_editions::message
                    .eq(self.note.as_ref().map(|note| note.as_str().to_owned())),
                roadbook_editions::parts.eq(Json(self.frozen.parts.clone())),
                roadbook_editions::answered.eq(int(self.frozen.answered)),
                roadbook_editions::questions.eq(int(self.frozen.questions)),
            ))
            .beside(conn)
            .await?;
        let target = Target::new(Subject::RoadbookEdition, self.id);
        audit(conn, meta, target, Changed::Fields(&[])).await
    }

    fn content(&self, record: &MentorshipRecord) -> Content {
        let confirmed = record
            .facts
            .appointments
            .iter()
            .filter(|one| one.step == self.step && one.state == AppointmentState::Confirmed);
        let earliest = confirmed.map(|one| one.starts_at).min();
        Content::Edition(EditionPayload {
            edition: MailEdition {
                step: self.step,
                number: self.number,
                late: self.sent.late,
                message: self.note.clone().map(Note::into_string),
                parts: self.frozen.parts.clone(),
            },
            appointment: earliest.map(|starts_at| Meeting { starts_at }),
        })
    }

    /// The edition as it would be loaded, its mail in the outbox.
    fn record(self, meta: &Meta, mentorship: MentorshipKey) -> EditionRecord {
        EditionRecord {
            id: self.id,
            number: self.number,
            step: self.step,
            programme_id: mentorship.programme_id,
            student: mentorship.student,
            mentorship_id: mentorship.id,
            mentor: mentorship.mentor,
            readable_by_mentor: true,
            sent_at: meta.now,
            late: self.sent.late,
            days_before: self.sent.days_before,
            message: self.note.map(Note::into_string),
            read_at: None,
            mail_state: MessageState::Queued.into(),
            parts: self.frozen.parts,
            disclosure: Disclosure::default(),
        }
    }
}
