//! The versions of the app manifest that were published, and what each of them
//! wants of a tab or connector app. Facts read off the official schemas.

use std::fmt;

/// The newest numbered version.
const NEWEST: u8 = 30;
/// Was never published.
const NEVER: u8 = 18;

/// A published version of the manifest: 1.0 to 1.30 without 1.18, or devPreview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// The number after `1.`.
    Minor(u8),
    /// The one that changes without notice.
    DevPreview,
}

/// What a version says about a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It must be there.
    Required,
    /// It may be there.
    Optional,
    /// A manifest with it is refused.
    Forbidden,
}

impl Version {
    /// The newest numbered version: what needs nothing newer is made for it.
    pub const NEWEST: Self = Self::Minor(NEWEST);

    /// Every version, the oldest first.
    pub fn all() -> impl Iterator<Item = Self> {
        let minors = (0..=NEWEST).filter(|minor| *minor != NEVER);
        minors
            .map(Self::Minor)
            .chain(std::iter::once(Self::DevPreview))
    }

    /// Reads a `manifestVersion`.
    ///
    /// # Errors
    /// A sentence that says which versions there are.
    pub fn parse(text: &str) -> Result<Self, String> {
        if matches!(text, "devPreview" | "m365DevPreview") {
            return Ok(Self::DevPreview);
        }
        let known = Self::all().find(|version| version.to_string() == text);
        known.ok_or_else(|| match text {
            "1.18" => "Version 1.18 was never published; use 1.17 or 1.19.".to_owned(),
            _ => format!("There is no such version; use 1.0 to 1.{NEWEST}, or devPreview."),
        })
    }

    /// Where the version's schema is published, as `$schema` has it.
    #[must_use]
    pub fn schema_address(self) -> String {
        format!(
            "https://developer.microsoft.com/json-schemas/teams/{}/MicrosoftTeams.schema.json",
            self.folder()
        )
    }

    /// The same for the localisation files, from 1.5 on.
    #[must_use]
    pub fn localization_address(self) -> String {
        self.schema_address().replace(
            "MicrosoftTeams.schema",
            "MicrosoftTeams.Localization.schema",
        )
    }

    fn folder(self) -> String {
        match self {
            Self::Minor(minor) => format!("v1.{minor}"),
            Self::DevPreview => "vDevPreview".to_owned(),
        }
    }

    /// Whether `$schema` may stand in the manifest.
    #[must_use]
    pub fn takes_schema_address(self) -> bool {
        self >= Self::Minor(1)
    }

    /// Whether there are localisation files.
    #[must_use]
    pub fn takes_localization(self) -> bool {
        self >= Self::Minor(5)
    }

    /// Whether a connector names its configuration page.
    #[must_use]
    pub fn connector_has_page(self) -> bool {
        self >= Self::Minor(3)
    }

    /// Whether `webApplicationInfo` may stand in the manifest.
    #[must_use]
    pub fn takes_web_application(self) -> bool {
        self >= Self::Minor(4)
    }

    /// Whether a configurable tab says where in Teams it may be shown.
    #[must_use]
    pub fn tab_has_context(self) -> bool {
        self >= Self::Minor(8)
    }

    /// Whether an app in a team must have, and may have, `supportsChannelFeatures`:
    /// the schemas leave it open, the service does not.
    #[must_use]
    pub fn wants_channel_features(self) -> bool {
        self >= Self::Minor(25)
    }

    /// What it says about `packageName`.
    #[must_use]
    pub fn package_name(self) -> Presence {
        match self {
            Self::Minor(0..=4) => Presence::Required,
            Self::Minor(5..=16) | Self::DevPreview => Presence::Optional,
            Self::Minor(_) => Presence::Forbidden,
        }
    }

    /// Whether a localisation file must have `name.full`: in 1.16 to 1.19 only.
    #[must_use]
    pub fn localizes_full_name(self) -> bool {
        matches!(self, Self::Minor(16..=19))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Minor(minor) => write!(f, "1.{minor}"),
            Self::DevPreview => f.write_str("devPreview"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_reads_as_it_is_written() {
        assert_eq!(Version::all().count(), 31);
        for version in Version::all() {
            assert_eq!(Version::parse(&version.to_string()), Ok(version));
        }
        let refused = |text: &str| Version::parse(text).unwrap_err();
        assert!(refused("1.18").contains("never published"));
        for text in ["", "1", "1.31", "1.05", "2.0", " 1.5", "v1.5"] {
            assert!(refused(text).contains("1.0 to 1.30"), "{text}");
        }
    }
}
