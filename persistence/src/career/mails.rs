//! Mails about a career interview (R25): to staff, to the student, and to mentors who recommended the
//! Department.

use super::super::Conn;
use super::super::journal::{Desk, NewMessage, Recipient, message};
use crate::error::Result;
use crate::rows::PersonRow;
use crate::types::Id;
use crate::unit::Meta;
use chrono::NaiveDate;
use domain::career::{CareerActor, CareerInterview};
use domain::ids::{MentorshipId, PersonId};
use domain::mail::{
    About, CalendarKey, CareerPayload, Content, Mail, MailActor, MailCareer, MailKind, MailPerson,
    Reader,
};
use domain::mentorship::EventKind;
use domain::programme::Programme;

/// What a mail about a career interview needs.
pub(super) struct Post<'a> {
    pub(super) interview: &'a CareerInterview,
    pub(super) programme: &'a Programme,
    pub(super) leaves_school_on: Option<NaiveDate>,
    pub(super) event: Id,
}

/// Reader of one mail: who, in which role, and in which mentorship.
struct To {
    recipient: Recipient,
    reader: Reader,
    mentor: Option<(MentorshipId, MailPerson)>,
}

impl Post<'_> {
    /// Staff learn that somebody asks; the mail names nobody.
    pub(super) async fn requested(&self, conn: &mut Conn, meta: &Meta, desk: Desk) -> Result<()> {
        let kind = MailKind::CareerInterviewRequested;
        for to in desk.recipients(self.programme) {
            let to = staff(to);
            self.send(conn, meta, kind, (to, MailCareer::default()))
                .await?;
        }
        Ok(())
    }

    /// The student learns what staff did; the owner, what the student or a colleague did.
    pub(super) async fn tell(
        &self,
        conn: &mut Conn,
        meta: &Meta,
        kind: EventKind,
        (before, by): (&CareerInterview, PersonId),
    ) -> Result<()> {
        let actor = before.actor(by);
        if actor == CareerActor::Staff {
            self.colleagues(conn, meta, (before, by)).await?;
        }
        let kind = match kind {
            EventKind::CareerInterviewScheduled => MailKind::CareerInterviewScheduled,
            EventKind::CareerInterviewDeclined => MailKind::CareerInterviewDeclined,
            EventKind::CareerInterviewCancelled => MailKind::CareerInterviewCancelled,
            _ => return Ok(()),
        };
        let to = match actor {
            CareerActor::Staff => To {
                recipient: Recipient::Person(self.interview.student.id),
                reader: Reader::Student,
                mentor: None,
            },
            CareerActor::Student => match self.interview.stage.adviser() {
                Some(adviser) => staff(Recipient::Person(adviser.id)),
                None => return Ok(()),
            },
        };
        let career = MailCareer {
            calendar: Some(self.key(meta)),
            ..MailCareer::of(&self.interview.stage, before.stage.meeting())
        };
        self.send(conn, meta, kind, (to, career)).await
    }

    /// Key in calendars: the seconds since the request rise with each change of its date.
    fn key(&self, meta: &Meta) -> CalendarKey {
        let since = meta.now.signed_duration_since(self.interview.created_at);
        CalendarKey {
            id: self.interview.id.0,
            sequence: u32::try_from(since.num_seconds()).unwrap_or_default(),
        }
    }

    /// Who had the career interview, and who has it now, learn what a colleague did to it.
    async fn colleagues(
        &self,
        conn: &mut Conn,
        meta: &Meta,
        (before, by): (&CareerInterview, PersonId),
    ) -> Result<()> {
        let had = before.stage.adviser().map(|adviser| adviser.id);
        let has = self.interview.stage.adviser().map(|adviser| adviser.id);
        let told = [
            (had, MailKind::CareerInterviewChanged),
            (
                has.filter(|_| has != had),
                MailKind::CareerInterviewHandedOver,
            ),
        ];
        for (person, kind) in told {
            let Some(person) = person.filter(|person| *person != by) else {
                continue;
            };
            let career = MailCareer::of(&self.interview.stage, None);
            let to = staff(Recipient::Person(person));
            self.send(conn, meta, kind, (to, career)).await?;
        }
        Ok(())
    }

    /// Mentors who recommended the Department learn that it was taken up or closed, and no more.
    pub(super) async fn recommenders(
        &self,
        conn: &mut Conn,
        meta: &Meta,
        recommenders: Vec<(Id, PersonRow)>,
    ) -> Result<()> {
        let kind = match self.interview.stage.is_closed() {
            true => MailKind::RecommendationClosed,
            false => MailKind::RecommendationTakenUp,
        };
        for (mentorship, mentor) in recommenders {
            let to = To {
                recipient: Recipient::Person(mentor.id.into()),
                reader: Reader::Mentor,
                mentor: Some((mentorship.into(), (&mentor.reference()).into())),
            };
            self.send(conn, meta, kind, (to, MailCareer::default()))
                .await?;
        }
        Ok(())
    }

    async fn send(
        &self,
        conn: &mut Conn,
        meta: &Meta,
        kind: MailKind,
        (to, career): (To, MailCareer),
    ) -> Result<()> {
        let student = match kind {
            MailKind::CareerInterviewRequested
            | MailKind::CareerInterviewHandedOver
            | MailKind::CareerInterviewChanged => MailPerson::nameless(self.interview.student.id),
            _ => (&self.interview.student).into(),
        };
        let by_student = kind == MailKind::CareerInterviewCancelled && to.reader == Reader::Staff;
        let (mentorship_id, mentor) = to.mentor.unzip();
        let mail = Mail {
            kind,
            about: About {
                programme: self.programme.into(),
                mentorship_id,
                student: MailPerson {
                    leaves_school_on: self.leaves_school_on,
                    ..student
                },
                mentor,
                by: match by_student {
                    true => MailActor::Student,
                    false => MailActor::Staff,
                },
                reader: Some(to.reader),
            },
            content: Content::Career(CareerPayload { career }),
        };
        let new = NewMessage {
            mail,
            to: to.recipient,
            event: self.event,
            resource: Some(self.interview.id.into()),
        };
        message(conn, meta, new).await
    }
}

const fn staff(recipient: Recipient) -> To {
    To {
        recipient,
        reader: Reader::Staff,
        mentor: None,
    }
}
