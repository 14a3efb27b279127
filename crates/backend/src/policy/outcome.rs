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
        Outcome::Accepted => format!("The Workflow took the card{status}."),
        Outcome::Unconfirmed => {
            format!("The channel answered but did not confirm the card{status}.")
        }
        Outcome::Throttled => format!("The channel asked us to slow down{status}."),
        Outcome::TooLarge => format!("The card was too large for the channel{status}."),
        Outcome::BadCard => format!("The channel did not understand the card{status}."),
        Outcome::Denied => {
            format!("The channel refused us; check that the webhook address is complete{status}.")
        }
        Outcome::Unsigned => format!(
            "The Workflow did not accept the address; copy the whole address again, and let \
             anyone trigger the Workflow{status}."
        ),
        Outcome::TwoAuthorizations => format!(
            "The Workflow met a second authorization; look for a proxy that adds one to what \
             this server sends{status}."
        ),
        Outcome::Gone => format!("The webhook no longer exists{status}."),
        Outcome::NoWorkflow => format!(
            "The Workflow was deleted or switched off, or its address was renewed; look for \
             it in Power Automate and save its address again{status}."
        ),
        Outcome::SwitchedOff => format!(
            "The Workflow is switched off or was deleted; switch it on in Power \
             Automate{status}."
        ),
        Outcome::Redirected => {
            format!("The webhook answered with a redirect; redirects are not followed{status}.")
        }
        Outcome::Transient => transient(reply, &status),
        Outcome::Blocked => blocked(reply),
        Outcome::Disabled => "Not called: the webhook is disabled.".to_owned(),
        Outcome::Unreadable => "The stored event cannot be read by this version.".to_owned(),
        Outcome::Ended => match reply {
            Reply::Fault(Fault::Ended(since)) => ended(*since),
            _ => "Microsoft ended this kind of webhook address.".to_owned(),
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
        Reply::Fault(Fault::Timeout) => "The channel did not answer in time.".to_owned(),
        Reply::Fault(Fault::Connect) => "The channel could not be reached.".to_owned(),
        Reply::Fault(Fault::Tls) => "The channel's certificate was not accepted.".to_owned(),
        Reply::Fault(_) => "The connection to the channel broke.".to_owned(),
        Reply::Http { .. } => format!("The channel had a fault{status}."),
    }
}

fn blocked(reply: &Reply) -> String {
    match reply {
        Reply::Fault(Fault::NotAllowed) => {
            "Not called: the webhook's host is no longer on the list of allowed hosts.".to_owned()
        }
        _ => "Not called: the webhook's name leads to a private address.".to_owned(),
    }
}

/// What a person reads of an address that nobody answers at any more.
pub(crate) fn ended(since: Day) -> String {
    format!(
        "Microsoft ended this kind of webhook address on {since}; paste a Workflow's address \
         in the settings."
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
