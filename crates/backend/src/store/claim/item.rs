//! A delivery as a claim reads it.

use crate::clock::Millis;
use crate::store::about::About;
use crate::store::confirm::Edited;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use wire::{Event, EventKind, NotificationType};

/// One delivery with what its card needs.
pub(crate) struct Item {
    pub(crate) delivery_id: String,
    pub(crate) event_id: String,
    /// The connector's row.
    pub(crate) connector_id: String,
    pub(crate) subject: Subject,
    pub(crate) accepted_at: Millis,
    pub(crate) config_name: String,
    pub(crate) locale: Option<String>,
    /// This attempt's number, from 1.
    pub(crate) attempt: u32,
    pub(crate) short_form: bool,
}

/// What a delivery tells.
pub(crate) enum Subject {
    Task(Box<Event>),
    /// The connector was saved with this choice; what was edited, and by whom.
    Configured(NotificationType, Edited),
}

impl Item {
    pub(super) fn is_task(&self) -> bool {
        matches!(self.subject, Subject::Task(..))
    }
}

pub(super) fn item(row: &SqliteRow) -> Option<Item> {
    Some(Item {
        delivery_id: row.get("id"),
        event_id: row.get("event_id"),
        connector_id: row.get("connector_id"),
        subject: subject(row)?,
        accepted_at: row.get("accepted_at"),
        config_name: row.get("config_name"),
        locale: row.get("locale"),
        attempt: u32::try_from(row.get::<i64, _>("attempts") + 1).unwrap_or(u32::MAX),
        short_form: row.get::<i64, _>("short_form") != 0,
    })
}

fn subject(row: &SqliteRow) -> Option<Subject> {
    if row.get("configured") {
        let choice = NotificationType::from_code(row.get("notification_type"))?;
        return Some(Subject::Configured(choice, Edited::read(row.get("about"))));
    }
    let task = serde_json::from_str(row.get("task")).ok()?;
    let kind = EventKind::from_code(row.get("kind"))?;
    let about = About::read(row.get("about"))?;
    Some(Subject::Task(Box::new(about.event(kind, task))))
}
