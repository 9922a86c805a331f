//! Person whom a reader's answer reaches: the other of a live mentorship, whose address the reader
//! may know (R5).

use super::{Conn, RunQueryDsl};
use crate::error::Result;
use crate::records::{MessageRecord, PersonRecord};
use crate::rows::PersonRow;
use crate::schema::{mentorships, persons};
use crate::types::{Id, Word};
use diesel::prelude::*;
use domain::ids::{MentorshipId, PersonId};
use domain::mail::MailActor;
use domain::words::MentorshipState;

/// Adds the person to each message behind which one stands.
pub(super) async fn add(conn: &mut Conn, messages: &mut [MessageRecord]) -> Result<()> {
    let wanted = messages.iter().filter_map(other);
    let live: Vec<Id> = wanted.map(|(mentorship, _)| mentorship.into()).collect();
    if live.is_empty() {
        return Ok(());
    }
    let of_it = persons::id
        .eq(mentorships::student_id)
        .or(persons::id.eq(mentorships::mentor_id));
    let people: Vec<(Id, PersonRow)> = mentorships::table
        .inner_join(persons::table.on(of_it))
        .filter(mentorships::id.eq_any(live))
        .filter(mentorships::state.eq(Word(MentorshipState::Active)))
        .filter(persons::active.eq(true))
        .select((mentorships::id, PersonRow::as_select()))
        .load(conn)
        .await?;
    let people: Vec<(MentorshipId, PersonRecord)> = people
        .into_iter()
        .map(|(mentorship, person)| (mentorship.into(), person.into()))
        .collect();
    for message in messages {
        let of = other(message);
        let mut people = people.iter();
        let found = people.find(|(mentorship, person)| of == Some((*mentorship, person.id)));
        message.reply_to = found.map(|(_, person)| person.clone());
    }
    Ok(())
}

/// The mentorship and the other person of a message, unless staff acted.
fn other(message: &MessageRecord) -> Option<(MentorshipId, PersonId)> {
    let about = &message.mail.as_ref().ok()?.about;
    let reader = about.role_of(message.to.id)?;
    let (_, other) = about.seen_by(reader)?;
    let of = (about.mentorship_id?, other?.id);
    (about.by != MailActor::Staff).then_some(of)
}
