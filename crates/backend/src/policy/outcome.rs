//! What an answer means: status × body × kind of address. Pure; the table is
//! in `tests.rs`. An answer of 200 that tells of an error is an error.

use crate::card::Language;
use crate::clock::Millis;
use crate::said::said;
use crate::webhook::Barred;
use wire::{Day, Destination, Outcome};

/// How much of an answer is read.
pub(crate) const READ_AT_MOST: usize = 16 * 1024;

/// What came back from a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reply {
    /// An HTTP answer; the body cut at [`READ_AT_MOST`].
    Http {
        status: u16,
        body: String,
        /// What the receiver asked for, already read.
        retry_after: Option<Millis>,
    },
    /// No answer, in one word that names no address.
    Fault(Fault),
}

/// Why a post got no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Timeout,
    Connect,
    Tls,
    Broken,
    /// Our own guard said no: the name leads to an address that is not public.
    PrivateAddress,
    /// The stored address is no longer on the list.
    NotAllowed,
    /// Microsoft takes no more cards there since that day.
    Ended(Day),
}

impl From<Barred> for Fault {
    fn from(barred: Barred) -> Self {
        match barred {
            Barred::NotAllowed => Self::NotAllowed,
            Barred::Ended(since) => Self::Ended(since),
        }
    }
}

/// The sentence for this outcome in another language, where it says what to do;
/// else the English one.
pub(crate) fn sentence_in(outcome: Outcome, language: Language, reply: &Reply) -> String {
    let said = said(outcome, language).filter(|_| !outcome.is_success());
    said.map_or_else(|| sentence(outcome, reply), |said| said + &status_of(reply))
}

/// One sentence for people; it never quotes an address.
pub(crate) fn sentence(outcome: Outcome, reply: &Reply) -> String {
    let status = status_of(reply);
    match outcome {
        Outcome::Delivered => "The channel has the card.".to_owned(),
        Outcome::Accepted => format!("The Workflow accepted the card{status}."),
        Outcome::Unconfirmed => {
            format!("The channel answered but didn't confirm the card{status}.")
        }
        Outcome::Throttled => format!("The channel asked us to slow down{status}."),
        Outcome::TooLarge => format!("The card was too large for the channel{status}."),
        Outcome::BadCard => format!("The channel couldn't read the card{status}."),
        Outcome::Denied => format!(
            "The channel rejected the card{status}. Check that the webhook link is complete."
        ),
        Outcome::Unsigned => format!(
            "The Workflow didn't accept the webhook link{status}. Let anyone trigger the \
             Workflow, then copy the complete link again."
        ),
        Outcome::TwoAuthorizations => format!(
            "The Workflow met a second authorization{status}. Look for a proxy that adds one \
             to what this server sends."
        ),
        Outcome::Gone => format!("The webhook link no longer exists{status}. Save a new one."),
        Outcome::NoWorkflow => format!(
            "The Workflow was deleted or turned off, or its webhook link changed{status}. Find \
             it in Power Automate, then copy its link and save it again."
        ),
        Outcome::SwitchedOff => {
            format!("The Workflow is off or was deleted{status}. Turn it on in Power Automate.")
        }
        Outcome::Redirected => {
            format!("The webhook link redirects elsewhere{status}. Redirects aren't followed.")
        }
        Outcome::Transient => transient(reply, &status),
        Outcome::Blocked => blocked(reply),
        Outcome::Disabled => "Not sent: this webhook link is turned off.".to_owned(),
        Outcome::Unreadable => "This version can't read the stored event.".to_owned(),
        Outcome::Ended => match reply {
            Reply::Fault(Fault::Ended(since)) => ended(*since),
            _ => "Microsoft retired this kind of webhook link.".to_owned(),
        },
    }
}

fn status_of(reply: &Reply) -> String {
    match reply {
        Reply::Http { status, .. } => format!(" (HTTP {status})"),
        Reply::Fault(_) => String::new(),
    }
}

fn transient(reply: &Reply, status: &str) -> String {
    match reply {
        Reply::Fault(Fault::Timeout) => "The channel didn't answer in time.".to_owned(),
        Reply::Fault(Fault::Connect) => "The channel couldn't be reached.".to_owned(),
        Reply::Fault(Fault::Tls) => "The channel's certificate wasn't accepted.".to_owned(),
        Reply::Fault(_) => "The connection to the channel broke.".to_owned(),
        Reply::Http { .. } => format!("The channel had a problem{status}."),
    }
}

fn blocked(reply: &Reply) -> String {
    match reply {
        Reply::Fault(Fault::NotAllowed) => {
            "Not sent: the webhook link's host is no longer on the list of allowed hosts."
                .to_owned()
        }
        _ => "Not sent: the webhook link leads to a private address.".to_owned(),
    }
}

/// What a person reads of an address that nobody answers at any more.
pub(crate) fn ended(since: Day) -> String {
    format!(
        "Microsoft retired this kind of webhook link on {since}. Paste a Workflow's webhook \
         link in the settings."
    )
}

/// Tells what a reply means for this kind of address.
pub(crate) fn classify(destination: Destination, reply: &Reply) -> Outcome {
    match reply {
        Reply::Fault(Fault::PrivateAddress | Fault::NotAllowed) => Outcome::Blocked,
        Reply::Fault(Fault::Ended(_)) => Outcome::Ended,
        Reply::Fault(_) => Outcome::Transient,
        Reply::Http { status, body, .. } => match status {
            200..=299 => success(destination, *status, body),
            _ => error(destination, *status, body),
        },
    }
}

fn success(destination: Destination, status: u16, body: &str) -> Outcome {
    if let Some(wrapped) = wrapped_status(body) {
        return match error(destination, wrapped, body) {
            // "HTTP error 200" is no success either.
            Outcome::Delivered | Outcome::Accepted => Outcome::Unconfirmed,
            other => other,
        };
    }
    match (destination, status, body.trim()) {
        (Destination::Connector, _, "1") => Outcome::Delivered,
        (Destination::Connector, ..) => Outcome::Unconfirmed,
        (Destination::Workflow, 200 | 202, _) => Outcome::Accepted,
        (Destination::Workflow, ..) => Outcome::Unconfirmed,
    }
}

/// Power Automate names the error in its body.
const NAMED: [(&str, Outcome); 4] = [
    ("WorkflowTriggerIsNotEnabled", Outcome::SwitchedOff),
    ("DirectApiAuthorizationRequired", Outcome::Unsigned),
    (
        "DirectApiRequestHasMoreThanOneAuthorization",
        Outcome::TwoAuthorizations,
    ),
    ("TriggerInputSchemaMismatch", Outcome::BadCard),
];

fn error(destination: Destination, status: u16, body: &str) -> Outcome {
    if destination == Destination::Connector {
        return by_status(status);
    }
    let named = NAMED.iter().find(|(code, _)| body.contains(code));
    match (status, named) {
        (400..=403, Some((_, outcome))) => *outcome,
        (404, _) => Outcome::NoWorkflow,
        _ => by_status(status),
    }
}

fn by_status(status: u16) -> Outcome {
    match status {
        200..=299 => Outcome::Unconfirmed,
        300..=399 => Outcome::Redirected,
        400 => Outcome::BadCard,
        401 | 403 => Outcome::Denied,
        404 | 410 => Outcome::Gone,
        413 => Outcome::TooLarge,
        429 => Outcome::Throttled,
        _ => Outcome::Transient,
    }
}

/// The number in "… returned HTTP error 429 …", which Teams puts into an
/// answer of 200.
fn wrapped_status(body: &str) -> Option<u16> {
    const SAYS: &str = "http error ";
    let body = body.to_ascii_lowercase();
    let at = body.find(SAYS)? + SAYS.len();
    let digits: String = body[at..]
        .chars()
        .skip_while(|c| *c == ' ')
        .take_while(char::is_ascii_digit)
        .take(4)
        .collect();
    let status = digits.parse().ok().filter(|n| (100..1000).contains(n));
    // An error that does not say which is still an error.
    Some(status.unwrap_or(500))
}

#[cfg(test)]
mod tests;
