//! The pages' words in English.

use super::Words;

pub(super) const WORDS: Words = Words {
    manage: "Notifications in your channel",
    name: "Name",
    sends: "Sends",
    created: "Created tasks",
    updated: "Updated tasks",
    both: "Created and updated tasks",
    state: "Status",
    unproven: "On, no card sent yet",
    ok: "On",
    failing: "On, the last card didn’t arrive",
    off: "Off",
    last_card: "Last card",
    no_card: "None yet",
    made: "Set up",
    to_change: "To change something, open the settings in Teams and save.",
    if_stopped: "If you stop the cards, everyone in the channel stops getting them. To start them again, save the settings in Teams.",
    stop: "Stop the cards",
    task: "Task",
    if_pressed: "Nothing has been done yet. Select the button to tell the system that owns the task.",
    wrong: (
        "This link doesn’t work.",
        "Open it again from the card. It may have been cut off on its way.",
    ),
    expired: (
        "This link is more than 30 days old.",
        "Use the link on a newer card.",
    ),
    gone: (
        "What this link led to was removed.",
        "You don’t have to do anything.",
    ),
    outdated: (
        "This page is out of date.",
        "Open the link on the card again.",
    ),
    signed_out: (
        "You aren’t signed in.",
        "Open the link on the card again and sign in.",
    ),
    foreign: (
        "This account may not be used here.",
        "Open the link on the card again and sign in with an account of this team’s organisation.",
    ),
    not_yours: (
        "Only the person who set this up can do this.",
        "Ask that person or your admin.",
    ),
    stopped: (
        "The cards are stopped.",
        "To start them again, open the settings in Teams and save.",
    ),
    done: ("Done.", "You can close this page."),
    passed: (
        "It was passed on.",
        "The system that owns the task hasn’t answered yet. Look there in a minute.",
    ),
    refused: (
        "The system that owns the task refused this.",
        "Open the task to see what is possible.",
    ),
    unanswered: (
        "The system that owns the task didn’t answer.",
        "Do it there, and tell your admin.",
    ),
    used: (
        "This was done already.",
        "Open the task to see how it is now.",
    ),
    busy: ("Too many requests.", "Wait a minute, then try again."),
    unavailable: ("This can’t be done right now.", "Try again in a minute."),
};
