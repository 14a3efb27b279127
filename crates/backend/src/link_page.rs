//! The pages behind the links on cards: plain HTML that works without a script, in the
//! reader's language and theme. Knows what is to be said, and nothing of requests.

mod act;
mod manage;
mod words;

pub(crate) use act::{Act, act};
pub(crate) use manage::{Manage, manage};

use crate::card::Language;
use axum::http::{HeaderValue, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest as _, Sha256};
use std::sync::LazyLock;
use words::Words;

const STYLE: &str = include_str!("link_page/style.css");

/// What these pages may do: show themselves, and post to where they came from.
pub(crate) static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let style = STANDARD.encode(Sha256::digest(STYLE));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
});

/// What a page says when there is nothing to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Note {
    /// The link is not whole, or not ours.
    Wrong,
    /// The link is too old.
    Expired,
    /// What it led to is not there any more.
    Gone,
    /// The page waited too long, or what it showed is no longer so.
    Outdated,
    /// Nobody signed in.
    SignedOut,
    /// Somebody did with an account that may not.
    Foreign,
    /// Somebody else may do it.
    NotYours,
    /// The cards are stopped.
    Stopped,
    /// The system that owns the task did it.
    Done,
    /// That system has not answered yet.
    Passed,
    /// That system does not want it.
    Refused,
    /// That system did not answer for days.
    Unanswered,
    /// The button was pressed before.
    Used,
    /// Too many calls.
    Busy,
    /// The server cannot do it now.
    Unavailable,
}

impl Note {
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::Stopped | Self::Done => StatusCode::OK,
            Self::Passed => StatusCode::ACCEPTED,
            Self::NotYours | Self::Foreign => StatusCode::FORBIDDEN,
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::Wrong => StatusCode::NOT_FOUND,
            Self::Expired | Self::Gone | Self::Used => StatusCode::GONE,
            Self::Outdated | Self::Refused | Self::Unanswered => StatusCode::CONFLICT,
            Self::Busy => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

/// The sentence alone.
pub(crate) fn says(note: Note, language: Language) -> &'static str {
    Words::of(language).note(note).0
}

/// A page with a sentence, what the system that owns the task says about it, and what to
/// do next.
pub(crate) fn note(note: Note, owner: Option<&str>, language: Language) -> String {
    let (says, next) = Words::of(language).note(note);
    let body = html! {
        @if let Some(owner) = owner {
            p dir="auto" { (owner) }
        }
        p { (next) }
    };
    page(language, says, &body)
}

fn page(language: Language, title: &str, body: &Markup) -> String {
    let direction = if language.is_mirrored() { "rtl" } else { "ltr" };
    let whole = html! {
        (DOCTYPE)
        html lang=(language.tag()) dir=(direction) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body { main { h1 { (title) } (body) } }
        }
    };
    whole.into_string()
}

#[cfg(test)]
mod tests;
