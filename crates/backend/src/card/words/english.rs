//! The cards' words in English.

use super::Words;

pub(super) const WORDS: Words = Words {
    created: "Task created",
    updated: "Task updated",
    both: "Tasks created and updated",
    task: "Task",
    assigned_to: "Assigned to",
    shortened: "shortened",
    summary: "{n} task notifications",
    more: "and {n} more",
    test: "Test card",
    test_text: "This channel is connected.",
    sends: "Sends",
    configured: "Task notifications are set up",
    gets_created: "This channel now gets notifications about created tasks",
    gets_updated: "This channel now gets notifications about updated tasks",
    gets_both: "This channel now gets notifications about created and updated tasks",
    type_code: "Do you see this card? Type {code} on the configuration page.",
    created_by: "Created by",
    updated_by: "Updated by",
    due: "Due",
    importance: "Importance",
    low: "Low",
    high: "High",
    urgent: "Urgent",
    view_in: "View in {host}",
    changed: "changed",
    date: "{month} {day}, {year}",
    months: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
};
