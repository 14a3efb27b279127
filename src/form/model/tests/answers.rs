//! What the backend answers, with no more in it than a test is about.

use super::*;
use wire::{Checked, Day, Destination, Edit, Posted, Tested};

/// An address that may be saved.
const CHECKED: Checked = Checked {
    family: String::new(),
    destination: Destination::Workflow,
    since: None,
    stored: None,
    webhook_url: None,
};
pub(super) const GOOD: Verdict = Verdict::Good(CHECKED);

pub(super) fn of_family(family: &str) -> Checked {
    Checked {
        family: family.into(),
        ..CHECKED
    }
}

/// Some addresses of its kind ended.
pub(super) fn mixed(family: &str, since: Day) -> Verdict {
    Verdict::Good(Checked {
        since: Some(since),
        ..of_family(family)
    })
}

/// Something around it was no part of it.
pub(super) fn repaired(family: &str, meant: &str) -> Verdict {
    Verdict::Good(Checked {
        webhook_url: Some(meant.into()),
        ..of_family(family)
    })
}

/// A card that was taken.
pub(super) const TAKEN: Tested = Tested {
    reached: true,
    accepted: true,
    posted: Posted::Unknown,
    detail: String::new(),
};

pub(super) fn record() -> Edit {
    Edit {
        notification_type: NotificationType::Update,
        config_name: "Orders".into(),
        destination: Destination::Connector,
        ended_since: None,
        health: wire::Off::default(),
        version: 4,
    }
}

/// The same, turned off by the backend.
pub(super) fn turned_off(Off { since, why }: Off) -> Edit {
    let health = wire::Off {
        since: Some(since),
        reason: Some(why),
    };
    Edit { health, ..record() }
}
