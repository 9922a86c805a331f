//! Reminders that staff send in many mentorships, to whoever has the step now.

use super::Conn;
use super::journal::{Changed, NewEvent, Subject, Target, audit, event};
use super::mails::Post;
use super::steer::{locked, unknown};
use crate::error::Result;
use crate::records::{MentorshipRecord, Nudge, SteeredOutcome, SteeredRow};
use crate::unit::{Meta, NO_VERSION};
use domain::ids::ProgrammeId;
use domain::mail::{Content, MailActor, MailKind, MailNudge, NudgePayload, Reader};
use domain::mentorship::EventKind;
use domain::next_steps::{Involved, NextStep, nudged};
use domain::text::Note;
use domain::words::{Language, Party};

/// Reminds people of a step in many mentorships; where nobody has it now, nothing is sent.
pub(crate) async fn nudge(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    nudge: Nudge,
) -> Result<Vec<SteeredRow>> {
    meta.expect(NO_VERSION)?;
    let mut records = locked(conn, meta, programme, nudge.staff, &nudge.ids).await?;
    let mut steered = Vec::with_capacity(nudge.ids.len());
    for id in &nudge.ids {
        let record = records.remove(id);
        let student = record.as_ref().map(|record| record.facts.student);
        let outcome = match record {
            Some(record) => one(conn, meta, &record, &nudge).await?,
            None => unknown(),
        };
        steered.push(SteeredRow {
            student,
            mentorship: Some(*id),
            outcome,
        });
    }
    Ok(steered)
}

async fn one(
    conn: &mut Conn,
    meta: &Meta,
    record: &MentorshipRecord,
    nudge: &Nudge,
) -> Result<SteeredOutcome> {
    let due = due(record, nudge, meta)?;
    if due.is_empty() {
        return Ok(SteeredOutcome::Skipped);
    }
    if nudge.dry_run {
        return Ok(SteeredOutcome::Done);
    }
    let id = record.facts.id;
    let new = NewEvent {
        kind: EventKind::MentorshipNudged,
        programme: record.facts.programme_id,
        mentorship: Some(id),
        data: serde_json::json!({ "resource_id": id, "mentorship_id": id }),
        reason: nudge
            .message
            .as_ref()
            .map(|message| message.as_str().to_owned()),
    };
    let event = event(conn, meta, new).await?;
    let changed = Changed::Events(&[EventKind::MentorshipNudged]);
    audit(conn, meta, Target::new(Subject::Mentorship, id), changed).await?;
    for (reader, step) in due {
        let post = Post {
            record,
            by: MailActor::Staff,
            event,
            resource: Some(id.into()),
            content: content(&step, nudge),
        };
        post.send(conn, meta, MailKind::Nudge, reader).await?;
    }
    Ok(SteeredOutcome::Done)
}

/// Who of the two has the step now.
fn due(record: &MentorshipRecord, nudge: &Nudge, meta: &Meta) -> Result<Vec<(Reader, NextStep)>> {
    let mentorship = record.mentorship()?;
    let (student, mentor) = (record.student.full_name(), record.mentor.full_name());
    let involved = Involved {
        mentorship: &mentorship,
        circumstances: &record.circumstances,
        // none of these steps depends on it
        unread: [false; 3],
        student: &student,
        mentor: &mentor,
    };
    let two = [
        (Reader::Student, Party::Student, record.facts.student),
        (Reader::Mentor, Party::Mentor, record.facts.mentor),
    ];
    let programme = &record.programme.programme;
    let step = |(reader, party, person)| {
        let step = nudged(involved, (party, person), nudge.about, programme, meta.now);
        step.map(|step| (reader, step))
    };
    Ok(two.into_iter().filter_map(step).collect())
}

fn content(step: &NextStep, nudge: &Nudge) -> Content {
    let nudge = MailNudge {
        step: step.step,
        fr: step.text(Language::Fr),
        en: step.text(Language::En),
        message: nudge.message.clone().map(Note::into_string),
    };
    Content::Nudge(NudgePayload { nudge })
}
