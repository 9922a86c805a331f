//! Road-books: drafts, and the editions that are sent (R17–R20).

use super::cycle::{self, mails};
use super::journal::{Changed, Subject, Target, audit};
use super::{Conn, RunQueryDsl, dialect, editions, programmes, templates};
use crate::error::{Error, Result};
use crate::records::{EditionRecord, MentorshipRecord, RoadbookHead, RoadbookRecord};
use crate::rows::{PersonRow, ProgrammeRow};
use crate::schema::{
    mentorships, persons, programmes as programmes_table, roadbook_answers, roadbook_editions,
    roadbooks,
};
use crate::types::{Id, Instant, Json, Word, int};
use crate::unit::{Acting, Meta};
use diesel::prelude::*;
use domain::ids::{EditionId, MentorshipId, RoadbookId};
use domain::mail::{Content, EditionPayload, MailActor, MailEdition, MailKind, Meeting, Reader};
use domain::mentorship::{Actor, Command, Sent};
use domain::refusal::Code;
use domain::roadbook::{Answer, Frozen};
use domain::text::Note;
use domain::words::{Party, Step};
use std::collections::BTreeMap;

/// Loads the data for access to a road-book.
pub(crate) async fn head(conn: &mut Conn, id: RoadbookId) -> Result<RoadbookHead> {
    let (programme, student): (Id, Id) = roadbooks::table
        .find(Id::from(id))
        .select((roadbooks::programme_id, roadbooks::student_id))
        .first(conn)
        .await?;
    Ok(RoadbookHead {
        id,
        programme_id: programme.into(),
        student: student.into(),
    })
}

/// A road-book with its drafts.
pub(crate) async fn get(conn: &mut Conn, id: RoadbookId) -> Result<RoadbookRecord> {
    let (version, programme, student): (i32, ProgrammeRow, PersonRow) = roadbooks::table
        .inner_join(programmes_table::table.on(programmes_table::id.eq(roadbooks::programme_id)))
        .inner_join(persons::table.on(persons::id.eq(roadbooks::student_id)))
        .filter(roadbooks::id.eq(Id::from(id)))
        .select((
            roadbooks::version,
            ProgrammeRow::as_select(),
            PersonRow::as_select(),
        ))
        .first(conn)
        .await?;
    let answers: Vec<(String, String, Instant)> = roadbook_answers::table
        .filter(roadbook_answers::roadbook_id.eq(Id::from(id)))
        .order(roadbook_answers::question_key)
        .select((
            roadbook_answers::question_key,
            roadbook_answers::text,
            roadbook_answers::updated_at,
        ))
        .load(conn)
        .await?;
    let programme: crate::records::ProgrammeRecord = programme.try_into()?;
    let programme_id = programme.programme.id;
    let answer = |(question_key, text, updated_at): (String, String, Instant)| Answer {
        question_key,
        text,
        updated_at: updated_at.into(),
    };
    Ok(RoadbookRecord {
        id,
        programme_id,
        programme_open: programme.programme.expect_open().is_ok(),
        student: student.into(),
        template: templates::roadbook(conn, programme_id).await?.template,
        answers: answers.into_iter().map(answer).collect(),
        version,
    })
}

/// Changes answers: `None` and empty texts clear them; others stay as they are (R18). Equal values
/// are no change: the version stays.
pub(crate) async fn save(
    conn: &mut Conn,
    meta: &Meta,
    id: RoadbookId,
    change: BTreeMap<String, Option<String>>,
) -> Result<RoadbookRecord> {
    let head = head(conn, id).await?;
    let programme = programmes::share(conn, head.programme_id).await?.programme;
    let version = lock(conn, id).await?;
    meta.expect(version)?;
    programme.expect_open()?;
    let template = templates::roadbook(conn, programme.id).await?.template;
    let mut change = template.check_answers(&change)?;
    let theirs = roadbook_answers::table.filter(roadbook_answers::roadbook_id.eq(Id::from(id)));
    let known: Vec<(String, String)> = theirs
        .select((roadbook_answers::question_key, roadbook_answers::text))
        .load(conn)
        .await?;
    let known: BTreeMap<String, String> = known.into_iter().collect();
    change.retain(|key, text| known.get(key) != text.as_ref());
    if change.is_empty() {
        return get(conn, id).await;
    }
    let now = Instant::from(meta.now);
    let keys: Vec<&str> = change.keys().map(String::as_str).collect();
    diesel::delete(theirs.filter(roadbook_answers::question_key.eq_any(&keys)))
        .execute(conn)
        .await?;
    let written: Vec<_> = change
        .iter()
        .filter_map(|(key, text)| Some((key, text.as_ref()?)))
        .map(|(key, text)| {
            (
                roadbook_answers::roadbook_id.eq(Id::from(id)),
                roadbook_answers::question_key.eq(key),
                roadbook_answers::text.eq(text),
                roadbook_answers::updated_at.eq(now),
            )
        })
        .collect();
    dialect::insert_all!(conn, roadbook_answers::table, written);
    diesel::update(roadbooks::table.find(Id::from(id)))
        .set((
            roadbooks::version.eq(version.wrapping_add(1)),
            roadbooks::updated_at.eq(now),
        ))
        .execute(conn)
        .await?;
    audit(
        conn,
        meta,
        Target::new(Subject::Roadbook, id),
        Changed::Answers(&keys),
    )
    .await?;
    get(conn, id).await
}

/// Locks a road-book until the transaction ends; returns its version.
async fn lock(conn: &mut Conn, id: RoadbookId) -> Result<i32> {
    let query = roadbooks::table
        .find(Id::from(id))
        .select(roadbooks::version);
    Ok(dialect::locked!(query).first(conn).await?)
}

/// Sends an edition to the mentor, with a copy to the student (R19).
pub(crate) async fn send(
    conn: &mut Conn,
    meta: &Meta,
    id: RoadbookId,
    step: Step,
    note: Option<Note>,
) -> Result<EditionRecord> {
    let head = head(conn, id).await?;
    programmes::share(conn, head.programme_id).await?;
    let mentorship = latest_mentorship(conn, &head).await?;
    cycle::lock(conn, mentorship).await?;
    meta.expect(lock(conn, id).await?)?;
    let last: Option<i32> = roadbook_editions::table
        .filter(roadbook_editions::roadbook_id.eq(Id::from(id)))
        .select(diesel::dsl::max(roadbook_editions::number))
        .first(conn)
        .await?;
    let number = crate::types::small::<u32>(last.unwrap_or(0)).saturating_add(1);
    let frozen = freeze(conn, id, step).await?;
    let acting = Acting {
        person: head.student,
        actor: Actor::Party(Party::Student),
        also_staff: false,
    };
    let done = cycle::apply_locked(
        conn,
        meta,
        mentorship,
        acting,
        Command::SendRoadbook { step, number },
    )
    .await;
    let (done, frozen) = match (done, frozen) {
        // The cycle holds the rule; the road-book knows the missing answers.
        (Err(Error::Refused(refusal)), Err(Error::Refused(missing)))
            if refusal.code == Code::RoadbookIncomplete =>
        {
            return Err(Error::Refused(missing));
        }
        (done, frozen) => (done?, frozen?),
    };
    let edition = NewEdition {
        roadbook: id,
        number,
        step,
        note,
        frozen,
        sent: done.effects.sent.unwrap_or_default(),
    };
    let edition_id = edition.insert(conn, meta, mentorship).await?;
    let Some((_, event)) = done.happened.as_slice().first() else {
        return Err(Error::Internal(
            "nothing happened when an edition was sent".into(),
        ));
    };
    let post = mails::Post {
        record: &done.record,
        by: MailActor::Student,
        event: *event,
        resource: Some(edition_id.into()),
        content: content(&done.record, edition),
    };
    let (sent, copy) = (MailKind::RoadbookSent, MailKind::RoadbookCopy);
    post.send(conn, meta, sent, Reader::Mentor).await?;
    post.send(conn, meta, copy, Reader::Student).await?;
    editions::get(conn, id, number).await
}

/// The mentorship that an edition goes to: the student's latest.
async fn latest_mentorship(conn: &mut Conn, head: &RoadbookHead) -> Result<MentorshipId> {
    let latest: Option<Id> = mentorships::table
        .filter(mentorships::programme_id.eq(Id::from(head.programme_id)))
        .filter(mentorships::student_id.eq(Id::from(head.student)))
        .order((mentorships::chosen_at.desc(), mentorships::id.desc()))
        .select(mentorships::id)
        .first(conn)
        .await
        .optional()?;
    // Without a mentorship no interview is open.
    Ok(latest.ok_or(Error::from(Code::InterviewNotOpen))?.into())
}

async fn freeze(conn: &mut Conn, id: RoadbookId, step: Step) -> Result<Result<Frozen>> {
    let record = get(conn, id).await?;
    let answers = record
        .answers
        .into_iter()
        .map(|answer| (answer.question_key, answer.text))
        .collect();
    Ok(record
        .template
        .freeze(step, &answers, record.student.language)
        .map_err(Error::from))
}

struct NewEdition {
    roadbook: RoadbookId,
    number: u32,
    step: Step,
    note: Option<Note>,
    frozen: Frozen,
    sent: Sent,
}

impl NewEdition {
    async fn insert(
        &self,
        conn: &mut Conn,
        meta: &Meta,
        mentorship: MentorshipId,
    ) -> Result<EditionId> {
        let id = Id::new();
        diesel::insert_into(roadbook_editions::table)
            .values((
                roadbook_editions::id.eq(id),
                roadbook_editions::roadbook_id.eq(Id::from(self.roadbook)),
                roadbook_editions::number.eq(int(self.number)),
                roadbook_editions::step.eq(Word(self.step)),
                roadbook_editions::mentorship_id.eq(Id::from(mentorship)),
                roadbook_editions::sent_at.eq(Instant::from(meta.now)),
                roadbook_editions::late.eq(self.sent.late),
                roadbook_editions::days_before.eq(self.sent.days_before),
                roadbook_editions::message.eq(self.note.as_ref().map(Note::as_str)),
                roadbook_editions::parts.eq(Json(self.frozen.parts.clone())),
                roadbook_editions::answered.eq(int(self.frozen.answered)),
                roadbook_editions::questions.eq(int(self.frozen.questions)),
            ))
            .execute(conn)
            .await?;
        audit(
            conn,
            meta,
            Target::new(Subject::RoadbookEdition, id),
            Changed::Fields(&[]),
        )
        .await?;
        Ok(id.into())
    }
}

fn content(record: &MentorshipRecord, edition: NewEdition) -> Content {
    let confirmed = record.facts.appointments.iter().filter(|one| {
        one.step == edition.step && one.state == domain::words::AppointmentState::Confirmed
    });
    let earliest = confirmed.map(|one| one.starts_at).min();
    Content::Edition(EditionPayload {
        edition: MailEdition {
            step: edition.step,
            number: edition.number,
            late: edition.sent.late,
            message: edition.note.map(Note::into_string),
            parts: edition.frozen.parts,
        },
        appointment: earliest.map(|starts_at| Meeting { starts_at }),
    })
}
