//! Mails about an application: to staff, and back to the person (R45).

use super::super::Conn;
use super::super::journal::{Desk, NewMessage, Recipient, message};
use crate::error::Result;
use crate::types::Id;
use crate::unit::Meta;
use domain::application::MentorApplication;
use domain::mail::{
    About, ApplicationPayload, Content, Mail, MailActor, MailApplication, MailKind, MailPerson,
    Reader,
};
use domain::programme::Programme;
use domain::words::MentorApplicationState;

/// What a mail about an application needs.
pub(super) struct Post<'a> {
    pub(super) programme: &'a Programme,
    pub(super) application: &'a MentorApplication,
    pub(super) event: Id,
}

impl Post<'_> {
    /// Staff learn that somebody applies; the mail names nobody.
    pub(super) async fn received(&self, conn: &mut Conn, meta: &Meta, desk: Desk) -> Result<()> {
        for to in desk.recipients(self.programme) {
            let kind = MailKind::MentorApplicationReceived;
            self.send(conn, meta, kind, (to, Reader::Staff, false))
                .await?;
        }
        Ok(())
    }

    /// The person learns what became of it.
    pub(super) async fn decided(&self, conn: &mut Conn, meta: &Meta, listed: bool) -> Result<()> {
        let kind = match self.application.state {
            MentorApplicationState::Accepted => MailKind::MentorApplicationAccepted,
            _ => MailKind::MentorApplicationRefused,
        };
        let to = Recipient::Person(self.application.person.id);
        self.send(conn, meta, kind, (to, Reader::Mentor, listed))
            .await
    }

    async fn send(
        &self,
        conn: &mut Conn,
        meta: &Meta,
        kind: MailKind,
        (to, reader, listed): (Recipient, Reader, bool),
    ) -> Result<()> {
        let applicant = &self.application.person;
        let mail = Mail {
            kind,
            about: About {
                programme: self.programme.into(),
                mentorship_id: None,
                student: MailPerson::nameless(applicant.id),
                mentor: (reader == Reader::Mentor).then(|| applicant.into()),
                by: MailActor::Staff,
                reader: Some(reader),
            },
            content: Content::Application(ApplicationPayload {
                application: MailApplication { listed },
            }),
        };
        let new = NewMessage {
            mail,
            to,
            event: self.event,
            resource: Some(self.application.id.into()),
        };
        message(conn, meta, new).await
    }
}
