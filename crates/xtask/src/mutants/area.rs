//! What is broken, and the tests that are to notice.

/// A part of the code in which a mistake would cost most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Area {
    /// What the page decides
    Model,
    /// What crosses the network
    Wire,
    /// Which addresses are taken
    Webhook,
    /// Who signed an event
    Signature,
    /// Whom a token names
    Identity,
    /// What seals the secrets
    Secret,
    /// What posts the cards
    Deliver,
}

impl Area {
    /// The quick ones first.
    pub(super) const EACH: [Self; 7] = [
        Self::Wire,
        Self::Webhook,
        Self::Signature,
        Self::Identity,
        Self::Secret,
        Self::Model,
        Self::Deliver,
    ];

    /// As typed on the command line.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Wire => "wire",
            Self::Webhook => "webhook",
            Self::Signature => "signature",
            Self::Identity => "identity",
            Self::Secret => "secret",
            Self::Deliver => "deliver",
        }
    }

    pub(super) fn package(self) -> &'static str {
        match self {
            Self::Model => "page",
            Self::Wire => "wire",
            Self::Identity => "identity",
            _ => "backend",
        }
    }

    /// From the project's folder; `**` is everything below.
    pub(super) fn files(self) -> &'static [&'static str] {
        match self {
            Self::Model => &["src/form/model/**"],
            Self::Wire => &["crates/wire/src/**"],
            Self::Webhook => &["crates/backend/src/webhook.rs"],
            Self::Signature => &["crates/backend/src/signature.rs"],
            Self::Identity => &["crates/identity/src/**"],
            Self::Secret => &["crates/backend/src/secret/**"],
            Self::Deliver => &[
                "crates/backend/src/deliver/**",
                "crates/backend/src/policy/**",
            ],
        }
    }

    /// Which of the package's test programs are built, one round after the other: the
    /// ones nearest to the code. A round breaks only what those before it did not notice.
    pub(super) fn rounds(self) -> &'static [&'static str] {
        match self {
            Self::Deliver => &["--lib", "--test=it"],
            _ => &["--lib"],
        }
    }

    /// Which tests run: any of these is part of their name.
    pub(super) fn tests(self) -> &'static [&'static str] {
        match self {
            Self::Model => &["model::"],
            Self::Wire | Self::Identity => &[],
            Self::Webhook => &["webhook"],
            Self::Signature => &["signature"],
            Self::Secret => &["secret"],
            Self::Deliver => &[
                "deliver::",
                "policy::",
                "schedule::",
                "delivery::",
                "form::",
            ],
        }
    }
}
