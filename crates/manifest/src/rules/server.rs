//! The manifest beside the server it leads to.

use super::domain::covers;
use super::rules;
use crate::app::App;
use crate::finding::{Found, quoted};
use url::{Host, Url};
use wire::Secret;

rules! {
    PAGE "server-page-elsewhere" Error Error Error
        "Teams would open another server than the one that runs." "`--public-url` of `serve`"
    PATH "server-page-unknown" Error Error Error
        "The server has its configuration page at /configure." "docs/operate.md"
    SURFACE "server-page-of-other-surface" Error Error Error
        "The page asks for a Workflow's address in a tab, and not in a connector." "docs/operate.md"
    DOMAIN "server-domain-missing" Error Error Error
        "Teams would not show the page of the server that runs." "`--public-url` of `serve`"
    ENROLMENT "server-enrolment-missing" Warning Warning Warning
        "Without the key in the address nobody can make a configuration on a server with a public address." "docs/operate.md"
    OTHER_KEY "server-enrolment-other" Warning Warning Warning
        "Nobody can make a configuration with a key that was replaced; a named key is none of those." "`enrolment show`, `enrolment list`"
    FRAMES "server-frames-refused" Error Error Error
        "The browser shows the server's pages in no frame of Teams." "`--frame-ancestors` of `serve`"
    CONNECTOR "server-connector-refused" Warning Warning Error
        "The server saves no address that Microsoft ended, and a connector has no other." "`--allow-ended-families` of `serve`"
    SIGN_IN "server-sign-in-elsewhere" Error Error Error
        "Tokens would be for another server than the one that runs." "`--public-url` of `serve`"
}

/// The server that an app leads to.
#[derive(Clone, Debug)]
pub struct Server {
    /// Where people reach it.
    pub public_url: Url,
    /// What else is known of it; none when only its address is.
    pub settings: Option<Settings>,
}

/// What a server was started with, as far as an app depends on it.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Who may show its pages, as in a policy's `frame-ancestors`.
    pub frame_ancestors: Vec<String>,
    /// What it does with addresses that Microsoft ended.
    pub ended: Ended,
    /// The key that new configurations need, where one is known.
    pub enrolment: Option<Secret>,
}

/// What a server does with addresses of Office 365 connectors, which Microsoft ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It saves none.
    Refused,
    /// It saves and posts to them.
    Taken,
}

impl Server {
    /// Reads its public address.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub fn parse(public_url: &str) -> Result<Self, String> {
        let url = Url::parse(public_url).ok().filter(Url::has_host);
        let public_url = url.ok_or("Write the public address as https:// and a host name.")?;
        if matches!(public_url.host(), Some(Host::Ipv6(_))) {
            return Err("Write the public address with a host name: Teams lists no domain for a number such as [::1].".to_owned());
        }
        if !is_origin(&public_url) {
            return Err("Write the public address as https:// and a host name alone, without a path, a query, a fragment or a user.".to_owned());
        }
        Ok(Self {
            public_url,
            settings: None,
        })
    }

    fn host(&self) -> &str {
        self.public_url.host_str().unwrap_or_default()
    }
}

fn is_origin(url: &Url) -> bool {
    let alone = matches!(url.path(), "" | "/");
    let nobody = url.username().is_empty() && url.password().is_none();
    alone && nobody && url.query().is_none() && url.fragment().is_none()
}

/// Checks pages, domains and sign-in against the server's address.
pub(crate) fn check(app: App<'_>, server: &Server, found: &mut Found) {
    for (place, page) in app.pages() {
        if let Ok(url) = Url::parse(page) {
            self::page(server, &place, &url, found);
        }
    }
    if let Some(settings) = &server.settings {
        self::settings(app, settings, found);
    }
    let mut domains = app.texts("/validDomains");
    if !app.pages().is_empty() && !domains.any(|(_, entry)| covers(entry, server.host())) {
        let told = format!("Add {} to `validDomains`.", server.host());
        found.tell(&DOMAIN, "/validDomains", told);
    }
    let resource = app.text("/webApplicationInfo/resource").unwrap_or_default();
    let host = resource
        .strip_prefix("api://")
        .and_then(|rest| rest.split('/').next());
    if host.is_some_and(|host| host.contains('.') && host != server.host()) {
        let told = format!("Write {} as the resource's host.", server.host());
        found.tell(&SIGN_IN, "/webApplicationInfo/resource", told);
    }
}

fn settings(app: App<'_>, settings: &Settings, found: &mut Found) {
    let shows = |source: &String| shows_teams(source);
    if !app.pages().is_empty() && !settings.frame_ancestors.iter().any(shows) {
        let told = "Add the cloud to the server's --frame-ancestors, such as public.";
        found.tell(&FRAMES, "", told);
    }
    if app.has("connectors") && settings.ended == Ended::Refused {
        let told = "Leave the connector out (`package --surface tab`), or start the server with \
                    --allow-ended-families.";
        found.tell(&CONNECTOR, "/connectors", told);
    }
}

/// The hosts of Teams in Microsoft's clouds.
const CLIENTS: &[&str] = &[
    "teams.microsoft.com",
    "cloud.microsoft",
    "teams.microsoft.us",
    "teams.microsoftonline.cn",
];

/// Whether a source of a policy is a client of Teams, or everybody.
fn shows_teams(source: &str) -> bool {
    let host = source
        .trim_start_matches("https://")
        .trim_start_matches("*.");
    let is = |client: &&str| *host == **client || host.ends_with(&format!(".{client}"));
    matches!(source, "*" | "https:") || CLIENTS.iter().any(is)
}

fn page(server: &Server, place: &str, url: &Url, found: &mut Found) {
    if url.origin() != server.public_url.origin() {
        let told = format!("{} is not the server's address.", quoted(url.as_str()));
        return found.tell(&PAGE, place, told);
    }
    if url.path() != wire::paths::CONFIGURE {
        if !place.starts_with("/staticTabs") {
            let told = format!("Write {} as the path.", wire::paths::CONFIGURE);
            found.tell(&PATH, place, told);
        }
        return;
    }
    let query: Vec<_> = url.query_pairs().collect();
    let tab = query
        .iter()
        .any(|(name, value)| name == "destination" && value == "workflow");
    if tab == place.starts_with("/connectors") {
        let told = match tab {
            true => "Take destination=workflow out of the connector's address.",
            false => "Add destination=workflow to the tab's address.",
        };
        return found.tell(&SURFACE, place, told);
    }
    let named = |(name, value): &&(_, std::borrow::Cow<'_, str>)| {
        *name == wire::paths::ENROLMENT_QUERY && !value.is_empty()
    };
    let key = query
        .iter()
        .find(named)
        .map(|(_, value)| Secret::from(value.as_ref()));
    let known = server
        .settings
        .as_ref()
        .and_then(|it| it.enrolment.as_ref());
    match (key, known) {
        (None, _) if !super::address::is_local(url) => {
            let told = "Build the package with `--data-dir`, so that the address carries the key.";
            found.tell(&ENROLMENT, place, told);
        }
        (Some(key), Some(known)) if key != *known => {
            let told =
                "Make the package again with `--data-dir`, unless the key in it is a named one.";
            found.tell(&OTHER_KEY, place, told);
        }
        _ => {}
    }
}
