//! Sends the outbox's mails and records their outcome (R27).

use super::Worker;
use crate::clock::real;
use crate::http::problem::Problem;
use crate::mail::{SendError, letter};
use chrono::{DateTime, Utc};
use futures_util::stream::iter;
use futures_util::{FutureExt, StreamExt};
use persistence::MessageRecord;
use std::panic::AssertUnwindSafe;

/// Mails claimed at a time.
const BATCH: i64 = 20;
/// Mails being sent at a time.
const AT_ONCE: usize = 4;

/// Sends waiting mails, up to a batch; returns the number claimed.
pub(super) async fn mails(worker: &Worker, now: DateTime<Utc>) -> Result<usize, Problem> {
    if worker.is_stopping() {
        return Ok(0);
    }
    let messages = worker.store.claim_messages(real(), BATCH).await?;
    let claimed = messages.len();
    let sent = iter(
        messages
            .into_iter()
            .map(|message| send(worker, message, now)),
    );
    let outcomes: Vec<Result<(), Problem>> = sent.buffer_unordered(AT_ONCE).collect().await;
    outcomes.into_iter().collect::<Result<(), Problem>>()?;
    Ok(claimed)
}

async fn send(worker: &Worker, message: MessageRecord, now: DateTime<Utc>) -> Result<(), Problem> {
    let id = message.id;
    if worker.is_stopping() {
        return Ok(worker.store.release_message(id, real()).await?);
    }
    // Those of a batch wait for each other, and a deactivated person gets none (R36).
    if !worker.store.message_waits(id).await? {
        return Ok(());
    }
    let sending = async {
        match letter(message, &worker.letterhead, now) {
            Ok(letter) => worker.transport.send(&letter).await,
            Err(why) => Err(SendError::Never(why)),
        }
    };
    // A mail that can't be written doesn't hold up others (R27).
    let outcome = AssertUnwindSafe(sending).catch_unwind().await;
    let outcome =
        outcome.unwrap_or_else(|_| Err(SendError::Never("writing it failed: see the log".into())));
    match outcome {
        Ok(()) => {
            metrics::counter!("mentoring_mails_total", "outcome" => "sent").increment(1);
            worker.store.message_sent(id, now).await?;
        }
        Err(error) => {
            let for_good = matches!(error, SendError::Never(_));
            let words = error.to_string();
            let failed = worker
                .store
                .message_failed(id, words, for_good, real())
                .await?;
            let outcome = if failed { "given_up" } else { "delayed" };
            metrics::counter!("mentoring_mails_total", "outcome" => outcome).increment(1);
            tracing::warn!(mail = %id, %error, outcome, "a mail did not leave");
        }
    }
    Ok(())
}
