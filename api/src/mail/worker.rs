//! Who carries the mail: takes what waits in the outbox, sends it, and notes its outcome; and
//! writes down what has become due. Any number of servers may run one on the same database.

use super::texts::{Kind, render};
use super::transport::{Letter, SendError, Transport};
use crate::clock::{Clock, real};
use crate::problem::Problem;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::calendar::local_day;
use futures_util::stream::iter;
use futures_util::{FutureExt, StreamExt};
use persistence::{MessageRecord, Store};
use serde_json::{Value, json};
use std::panic::AssertUnwindSafe;
use std::time::Duration;

/// How long the worker rests when nothing waits.
const REST: Duration = Duration::from_secs(1);
/// Mails taken at a time.
const BATCH: i64 = 20;
/// Mails on their way at a time.
const AT_ONCE: usize = 4;
/// Proposals written down as lapsed at a time.
const LAPSES: i64 = 50;
/// Rounds between two looks for old idempotency keys.
const ROUNDS_PER_PURGE: u64 = 3_600;

/// The worker of one server.
#[derive(Clone)]
pub struct Worker {
    store: Store,
    clock: Clock,
    transport: Transport,
    /// The Alumni website, to which mails link.
    website: Option<String>,
}

impl Worker {
    /// A worker on a database.
    pub const fn new(
        store: Store,
        clock: Clock,
        transport: Transport,
        website: Option<String>,
    ) -> Self {
        Self {
            store,
            clock,
            transport,
            website,
        }
    }

    /// Works until it is dropped. What goes wrong is logged and tried again.
    pub async fn run(self) {
        let mut round: u64 = 0;
        loop {
            if let Err(problem) = self.round(round).await {
                tracing::warn!(
                    code = problem.code.as_str(),
                    "the worker's round did not end well"
                );
            }
            round = round.wrapping_add(1);
            tokio::time::sleep(REST).await;
        }
    }

    async fn round(&self, round: u64) -> Result<(), Problem> {
        self.settle(self.clock.now().await?).await?;
        if round.is_multiple_of(ROUNDS_PER_PURGE) {
            self.store.purge_idempotency_keys(real()).await?;
        }
        Ok(())
    }

    /// Does all that is due at a moment, in the order of its due time, and sends what waits.
    ///
    /// # Errors
    /// A database that is away; a mail that can't leave is no error here, but noted and tried again.
    pub async fn settle(&self, now: DateTime<Utc>) -> Result<(), Problem> {
        while self.store.lapse_due(now, LAPSES).await? > 0 {}
        while self.deliver(now).await? > 0 {}
        Ok(())
    }

    /// Sends what is waiting, up to a batch; how many mails were taken.
    async fn deliver(&self, now: DateTime<Utc>) -> Result<usize, Problem> {
        let messages = self.store.claim_messages(real(), BATCH).await?;
        let taken = messages.len();
        let carried = iter(messages.into_iter().map(|message| self.carry(message, now)));
        let outcomes: Vec<Result<(), Problem>> = carried.buffer_unordered(AT_ONCE).collect().await;
        outcomes.into_iter().collect::<Result<(), Problem>>()?;
        Ok(taken)
    }

    async fn carry(&self, message: MessageRecord, now: DateTime<Utc>) -> Result<(), Problem> {
        let id = message.id;
        let sending = async {
            match letter(message, self.website.as_deref(), now) {
                Ok(letter) => self.transport.send(&letter).await,
                Err(why) => Err(SendError::Never(why)),
            }
        };
        // One mail that can't be written holds up no other (R27).
        let outcome = AssertUnwindSafe(sending).catch_unwind().await;
        let outcome = outcome
            .unwrap_or_else(|_| Err(SendError::Never("writing it failed: see the log".into())));
        match outcome {
            Ok(()) => {
                metrics::counter!("mentoring_mails_total", "outcome" => "sent").increment(1);
                self.store.message_sent(id, now).await?;
            }
            Err(error) => {
                metrics::counter!("mentoring_mails_total", "outcome" => "failed").increment(1);
                tracing::warn!(message = %id, %error, "a mail did not leave");
                let for_good = matches!(error, SendError::Never(_));
                self.store
                    .message_failed(id, error.to_string(), for_good, real())
                    .await?;
            }
        }
        Ok(())
    }
}

fn letter(
    message: MessageRecord,
    website: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Letter, String> {
    let kind = Kind::parse(&message.kind)
        .ok_or_else(|| format!("no mail of the kind {}", message.kind))?;
    let address = address(&message, now).ok_or("the person has no e-mail address")?;
    let mut data = message.payload;
    if let Value::Object(fields) = &mut data {
        fields.insert("to".to_owned(), json!(message.to.id));
        fields.insert("link".to_owned(), json!(website));
    }
    let mail = render(kind, message.to.language, &data).map_err(|error| error.to_string())?;
    let name = format!("{} {}", message.to.first_name, message.to.last_name);
    Ok(Letter {
        id: message.id,
        name: name.trim().to_owned(),
        address,
        mail,
    })
}

/// R37: once students have left School, their mail goes to the private address, where there is one.
fn address(message: &MessageRecord, now: DateTime<Utc>) -> Option<String> {
    let private = message.to.private_email.clone();
    let private = private.filter(|_| has_left(message, now).unwrap_or(false));
    private.or_else(|| message.to.email.clone())
}

/// Whether the mail goes to the student of its mentorship, after the last day of School.
fn has_left(message: &MessageRecord, now: DateTime<Utc>) -> Option<bool> {
    let said = |pointer: &str| message.payload.pointer(pointer)?.as_str();
    let to_student = said("/student/id")? == message.to.id.to_string();
    let last_day: NaiveDate = said("/student/leaves_school_on")?.parse().ok()?;
    let zone: Tz = said("/programme/time_zone")?.parse().ok()?;
    Some(to_student && local_day(now, zone) > last_day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::PersonId;
    use domain::words::Language;
    use persistence::PersonRecord;
    use uuid::Uuid;

    fn message() -> MessageRecord {
        let to = PersonRecord {
            id: PersonId::new(),
            external_id: "zoe".into(),
            first_name: "Zoé".into(),
            last_name: "Le Goff".into(),
            email: Some("zoe@school.example".into()),
            private_email: None,
            phone: None,
            video_handle: None,
            language: Language::Fr,
            reminders: true,
            active: true,
            version: 1,
        };
        let payload = json!({
            "student": {"id": to.id, "first_name": "Zoé", "last_name": "Le Goff"},
            "mentor": {"id": PersonId::new(), "first_name": "Émile", "last_name": "Durand"},
            "by": "mentor",
            "programme": {"name": "Alumni Mentoring 2019", "time_zone": "Europe/Paris"},
            "appointment": {
                "step": "project",
                "starts_at": "2019-02-04T17:30:00Z",
                "duration_minutes": 45,
                "means": {"kind": "phone", "detail": "+33 1 99 00 01 02"},
            },
        });
        MessageRecord {
            id: Uuid::now_v7(),
            kind: Kind::AppointmentProposed.as_str().to_owned(),
            to,
            payload,
            attempts: 1,
            due_at: real(),
        }
    }

    #[test]
    fn a_mail_links_to_the_website_where_one_is_configured() {
        let website = Some("https://alumni.example.org/mentorat");
        let linked = letter(message(), website, real()).unwrap();
        let line = "Votre espace\u{a0}: https://alumni.example.org/mentorat";
        assert!(linked.mail.text.contains(line), "{}", linked.mail.text);
        let without = letter(message(), None, real()).unwrap();
        assert!(!without.mail.text.contains("Votre espace"));
    }
}
