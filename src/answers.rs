//! What the backend answers, in the types of `wire`: each answer once, for both wings. There
//! is none where something is missing, or a word that this build does not know.

use crate::json::Object;
use wire::{
    Checked, Connector, Day, Delivery, DeliveryDay, DeliveryKind, DeliveryState, Destination, Edit,
    Health, HealthState, NotificationType, Off, Outcome, Posted, Saved, Secret, StoppedBy, Tested,
};

pub(crate) fn connector(answer: &Object) -> Option<Connector> {
    Some(Connector {
        notification_type: word(answer, "notificationType", NotificationType::from_code)?,
        topics: Vec::new(), // no page shows them yet
        config_name: answer.text("configName")?,
        destination: word(answer, "destination", Destination::from_code)?,
        webhook_host: answer.text("webhookHost")?,
        ended_since: day(answer, "endedSince"),
        health: health(&answer.object("health")?)?,
        version: answer.number("version")?,
        locale: answer.text("locale"),
        created_at: answer.text("createdAt")?,
        updated_at: answer.text("updatedAt")?,
        configured_by: answer.text("configuredBy"),
        seen_at: answer.text("seenAt"),
        seen_by: answer.text("seenBy"),
        read_only: answer.flag("readOnly").unwrap_or_default(),
    })
}

fn health(answer: &Object) -> Option<Health> {
    Some(Health {
        state: word(answer, "state", HealthState::from_code)?,
        reason: answer.text("reason"),
        outcome: word(answer, "outcome", Outcome::from_code),
        since: day(answer, "since"),
        failing_since: answer.text("failingSince"),
        stopped_by: word(answer, "stoppedBy", StoppedBy::from_code),
        last_delivered_at: answer.text("lastDeliveredAt"),
        quiet_days: answer.number("quietDays"),
    })
}

pub(crate) fn delivery(answer: &Object) -> Option<Delivery> {
    Some(Delivery {
        event_id: answer.text("eventId")?,
        kind: word(answer, "type", DeliveryKind::from_code)?,
        task_id: answer.text("taskId"),
        task_title: answer.text("taskTitle"),
        task_url: answer.text("taskUrl"),
        accepted_at: answer.text("acceptedAt")?,
        state: word(answer, "state", DeliveryState::from_code)?,
        attempts: answer.number("attempts")?,
        reason: answer.text("reason")?,
        outcome: word(answer, "outcome", Outcome::from_code),
        next_attempt_at: answer.text("nextAttemptAt"),
        finished_at: answer.text("finishedAt"),
    })
}

pub(crate) fn delivery_day(answer: &Object) -> Option<DeliveryDay> {
    Some(DeliveryDay {
        day: day(answer, "day")?,
        sent: answer.number("sent")?,
        unsent: answer.number("unsent")?,
    })
}

pub(crate) fn saved(answer: &Object) -> Option<Saved> {
    let version = answer.number("version")?;
    Some(Saved { version })
}

/// The part of a connector that the form reads.
pub(crate) fn edit(answer: &Object) -> Option<Edit> {
    let health = answer.object("health")?;
    Some(Edit {
        notification_type: word(answer, "notificationType", NotificationType::from_code)?,
        config_name: answer.text("configName")?,
        destination: word(answer, "destination", Destination::from_code)?,
        ended_since: day(answer, "endedSince"),
        health: Off {
            since: day(&health, "since"),
            reason: health.text("reason"),
        },
        version: answer.number("version")?,
    })
}

pub(crate) fn checked(answer: &Object) -> Option<Checked> {
    Some(Checked {
        family: answer.text("family")?,
        destination: word(answer, "destination", Destination::from_code)?,
        since: day(answer, "since"),
        stored: answer.flag("stored"),
        webhook_url: answer.text("webhookUrl").map(Secret::from),
    })
}

pub(crate) fn tested(answer: &Object) -> Option<Tested> {
    Some(Tested {
        reached: answer.flag("reached")?,
        accepted: answer.flag("accepted")?,
        posted: word(answer, "posted", Posted::from_code)?,
        detail: answer.text("detail")?,
    })
}

/// A day that an answer names.
pub(crate) fn day(answer: &Object, name: &str) -> Option<Day> {
    Day::from_text(&answer.text(name)?)
}

fn word<T>(answer: &Object, name: &str, from_code: fn(&str) -> Option<T>) -> Option<T> {
    from_code(&answer.text(name)?)
}
