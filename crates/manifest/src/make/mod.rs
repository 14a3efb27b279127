//! Makes a package: the manifest of a version, its icons, its languages.

mod content;
mod languages;
#[cfg(test)]
mod tests;
mod toolkit;

pub use toolkit::toolkit;

use crate::files::{Files, MANIFEST, Path};
use crate::icon::draw;
use crate::version::Version;
use serde_json::Value;
use url::Url;
use uuid::Uuid;
use wire::Secret;

/// Where the app is seen in Teams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// A tab of a channel, for a Workflow's address.
    Tab,
    /// An Office 365 connector, which Teams ended in May 2026.
    Connector,
    /// Both.
    Both,
}

impl Surface {
    /// Every choice.
    pub const EACH: [Self; 3] = [Self::Tab, Self::Connector, Self::Both];

    fn has_tab(self) -> bool {
        self != Self::Connector
    }

    fn has_connector(self) -> bool {
        self != Self::Tab
    }
}

/// Who is responsible for the app.
#[derive(Clone, Debug)]
pub struct Developer {
    /// At most 32 characters.
    pub name: String,
    /// https, as the other two.
    pub website: String,
    /// The statement of privacy.
    pub privacy: String,
    /// The terms of use.
    pub terms: String,
}

/// All that a package depends on. The same recipe gives the same bytes.
#[derive(Clone)]
pub struct Recipe {
    /// Where the app is seen.
    pub surface: Surface,
    /// The manifest's version.
    pub version: Version,
    /// Where people reach the server; the page is below it.
    pub public_url: Url,
    /// None: made of the public address, so that it stays the same.
    pub app_id: Option<Uuid>,
    /// None: the app's own id.
    pub connector_id: Option<String>,
    /// The registration that Teams signs people in with, if it does.
    pub client_id: Option<Uuid>,
    /// Three numbers; an upload replaces an older one only.
    pub app_version: String,
    /// None: the page's own name, in its languages. At most 30 characters.
    pub name: Option<String>,
    /// Who is responsible.
    pub developer: Developer,
    /// Red, green and blue of the accent and of the drawn icon.
    pub accent: [u8; 3],
    /// PNG files instead of the drawn ones: colour and outline.
    pub color_icon: Option<Vec<u8>>,
    /// See `color_icon`.
    pub outline_icon: Option<Vec<u8>>,
    /// The right to make configurations, carried by the page's address.
    pub enrolment: Option<Secret>,
    /// Tags of the languages beside English, of [`fn@languages`].
    pub languages: Vec<&'static str>,
}

/// The tags of the languages that the page has beside English.
pub fn languages() -> impl Iterator<Item = &'static str> {
    languages::ALL.iter().map(|(tag, _)| *tag)
}

impl Recipe {
    /// A recipe for a server, everything else as usual.
    #[must_use]
    pub fn new(public_url: Url) -> Self {
        let address = public_url.as_str().trim_end_matches('/').to_owned();
        let name = public_url.host_str().unwrap_or_default();
        let developer = Developer {
            name: name.chars().take(32).collect(),
            website: address.clone(),
            privacy: address.clone(),
            terms: address,
        };
        Self {
            surface: Surface::Tab,
            version: Version::NEWEST,
            public_url,
            app_id: None,
            connector_id: None,
            client_id: None,
            app_version: env!("CARGO_PKG_VERSION").to_owned(),
            name: None,
            developer,
            accent: [0x4f, 0x52, 0xb2],
            color_icon: None,
            outline_icon: None,
            enrolment: None,
            languages: languages().collect(),
        }
    }

    /// The app's id: the one given, else one made of the public address.
    #[must_use]
    pub fn id(&self) -> Uuid {
        let address = self.public_url.origin().ascii_serialization();
        let made = Uuid::new_v5(&Uuid::NAMESPACE_URL, address.as_bytes());
        self.app_id.unwrap_or(made)
    }

    /// The package's files.
    #[must_use]
    pub fn files(&self) -> Files {
        let mut files = self.without_manifest();
        add(&mut files, MANIFEST, json(&content::manifest(self)));
        files
    }

    fn without_manifest(&self) -> Files {
        let mut files = Files::default();
        let color = self.color_icon.clone();
        let outline = self.outline_icon.clone();
        add(
            &mut files,
            "color.png",
            color.unwrap_or_else(|| draw::color(self.accent)),
        );
        add(
            &mut files,
            "outline.png",
            outline.unwrap_or_else(draw::outline),
        );
        if self.version.takes_localization() {
            for tag in &self.languages {
                let text = languages::file(self, tag);
                add(&mut files, &format!("{tag}.json"), json(&text));
            }
        }
        files
    }

    /// The configuration page's address on a surface.
    fn page(&self, destination: Option<&str>) -> String {
        let mut url = self.public_url.clone();
        url.set_path(wire::paths::CONFIGURE);
        url.set_fragment(None);
        let key = self.enrolment.as_ref().map(Secret::expose);
        let tab = destination.map(|value| ("destination", value));
        let query = tab
            .into_iter()
            .chain(key.map(|key| (wire::paths::ENROLMENT_QUERY, key)));
        let query: Vec<_> = query.collect();
        match query.is_empty() {
            true => url.set_query(None),
            false => {
                url.query_pairs_mut().clear().extend_pairs(query);
            }
        }
        url.into()
    }
}

fn add(files: &mut Files, name: &str, content: Vec<u8>) {
    let path = Path::inside(name).expect("a plain name");
    files.add(&path, content);
}

fn json(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}
