//! Sends one test card while the caller waits.

use super::worker::Worker;
use crate::card::{Form, Language, Message, Sender, render};
use crate::policy::decide::after_test;
use crate::policy::outcome::{Fault, Reply, classify, sentence_in};
use crate::store::{Asked, ClaimTrial, FinishTrial, StoreError, Trial, TrialRefusal};
use std::time::Instant;
use wire::Outcome;
use wire::{Posted, TestResult};

/// Posts a test card and says what came of it.
pub(crate) async fn send_test_card(
    worker: &Worker,
    asked: Asked,
) -> Result<Result<TestResult, TrialRefusal>, StoreError> {
    let claim = ClaimTrial {
        asked,
        ring: worker.store.ring().clone(),
        owner: worker.owner.clone(),
        lease: worker.lease,
    };
    let trial = match worker.store.write_or_shed(claim).await? {
        Ok(trial) => trial,
        Err(refusal) => return Ok(Err(refusal)),
    };
    // A caller that hangs up must not leave the webhook leased.
    let task = tokio::spawn(post(worker.clone(), trial));
    let result = task.await.map_err(|_| StoreError::Busy)?;
    Ok(Ok(result?))
}

async fn post(worker: Worker, trial: Trial) -> Result<TestResult, StoreError> {
    let begun = Instant::now();
    let reply = reply(&worker, &trial).await;
    let took_ms = i64::try_from(begun.elapsed().as_millis()).unwrap_or(i64::MAX);
    let outcome = classify(trial.destination, &reply);
    let result = result(outcome, &reply, Language::of(trial.asker.as_deref()));
    let (news, hold) = after_test(outcome, &reply);
    let finish = FinishTrial {
        lease: trial.lease,
        news,
        outcome,
        hold,
        took_ms,
    };
    worker.store.write(finish).await?;
    worker.bell.notify_one();
    Ok(result)
}

async fn reply(worker: &Worker, trial: &Trial) -> Reply {
    let Ok(url) = trial.url(worker.store.ring()) else {
        return Reply::Fault(Fault::Broken);
    };
    worker.send(&url, || card(worker, trial)).await
}

fn card(worker: &Worker, trial: &Trial) -> Vec<u8> {
    let at = worker.store.now();
    let connector = trial.connector.as_deref();
    let manage = connector.and_then(|connector| worker.manage(connector, at));
    let sender = Sender {
        name: &trial.config_name,
        manage: manage.as_deref(),
        buttons: &[],
        done: &[],
    };
    let message = Message::Test {
        choice: trial.notification_type,
        code: trial.code.as_deref(),
        at,
    };
    render(
        &message,
        sender,
        Language::of(trial.locale.as_deref()),
        trial.destination,
        Form::Full,
    )
}

fn result(outcome: Outcome, reply: &Reply, language: Language) -> TestResult {
    TestResult {
        success: outcome.is_success(),
        outcome,
        detail: sentence_in(outcome, language, reply),
        reached: matches!(reply, Reply::Http { .. }),
        accepted: outcome.is_success(),
        posted: posted(outcome, reply),
    }
}

/// A card that was taken, or whose answer got lost, may be in the channel:
/// only a refusal says that it is not.
fn posted(outcome: Outcome, reply: &Reply) -> Posted {
    match (outcome, reply) {
        (Outcome::Delivered, _) => Posted::Yes,
        (Outcome::Accepted | Outcome::Unconfirmed, _) => Posted::Unknown,
        (_, Reply::Fault(Fault::Timeout | Fault::Broken)) => Posted::Unknown,
        _ => Posted::No,
    }
}
