//! A manifest as the rules look at it: where its pages, files and surfaces are.
//! Decides nothing; whatever is of an unexpected type is as good as absent.

use crate::version::Version;
use serde_json::Value;

/// A manifest that was read.
#[derive(Clone, Copy)]
pub(crate) struct App<'a> {
    pub(crate) value: &'a Value,
    /// None where the manifest names no version that exists.
    pub(crate) version: Option<Version>,
}

/// What in a manifest makes it do something.
const CAPABILITIES: &[&str] = &[
    "agenticUserTemplates",
    "agentConnectors",
    "bots",
    "composeExtensions",
    "configurableTabs",
    "connectors",
    "copilotAgents",
    "dashboardCards",
    "elementRelationshipSet",
    "extensions",
    "galleryTabs",
    "graphConnector",
    "meetingExtensionDefinition",
    "staticTabs",
];

impl<'a> App<'a> {
    pub(crate) fn new(value: &'a Value) -> Self {
        let version = value.get("manifestVersion").and_then(Value::as_str);
        let version = version.and_then(|text| Version::parse(text).ok());
        Self { value, version }
    }

    /// The version, or the newest where none is known.
    pub(crate) fn version(self) -> Version {
        self.version.unwrap_or(Version::NEWEST)
    }

    /// The text at a place.
    pub(crate) fn text(self, place: &str) -> Option<&'a str> {
        self.value.pointer(place)?.as_str()
    }

    /// The entries of the list at a place, with their places.
    pub(crate) fn entries(
        self,
        place: &'a str,
    ) -> impl Iterator<Item = (String, &'a Value)> + use<'a> {
        let list = self.value.pointer(place).and_then(Value::as_array);
        let entries = list.into_iter().flatten().enumerate();
        entries.map(move |(at, entry)| (format!("{place}/{at}"), entry))
    }

    /// The texts of the list at a place.
    pub(crate) fn texts(self, place: &'a str) -> impl Iterator<Item = (String, &'a str)> + use<'a> {
        let text = |(place, entry): (String, &'a Value)| Some((place, entry.as_str()?));
        self.entries(place).filter_map(text)
    }

    /// Addresses of pages that Teams shows, with their places.
    pub(crate) fn pages(self) -> Vec<(String, &'a str)> {
        let keys = [
            ("/connectors", "configurationUrl"),
            ("/configurableTabs", "configurationUrl"),
            ("/staticTabs", "contentUrl"),
        ];
        let each = keys.into_iter().flat_map(|(list, key)| {
            let page = move |(place, entry): (String, &'a Value)| {
                Some((format!("{place}/{key}"), entry.get(key)?.as_str()?))
            };
            self.entries(list).filter_map(page)
        });
        each.collect()
    }

    /// Whether a capability is there and not empty.
    pub(crate) fn has(self, capability: &str) -> bool {
        match self.value.get(capability) {
            None | Some(Value::Null) => false,
            Some(Value::Array(entries)) => !entries.is_empty(),
            Some(_) => true,
        }
    }

    /// The capabilities that are there and not empty.
    pub(crate) fn capabilities(self) -> impl Iterator<Item = &'static str> + use<'a> {
        let mut each = CAPABILITIES.iter().copied();
        std::iter::from_fn(move || each.by_ref().find(|name| self.has(name)))
    }

    /// Whether a connector, tab or bot is for teams.
    pub(crate) fn is_for_teams(self) -> bool {
        let lists = ["/connectors", "/configurableTabs", "/staticTabs", "/bots"];
        let team = Value::from("team");
        lists.into_iter().any(|list| {
            let scopes = |entry: &'a Value| entry.get("scopes").and_then(Value::as_array);
            self.entries(list)
                .filter_map(|(_, entry)| scopes(entry))
                .any(|scopes| scopes.contains(&team))
        })
    }
}
