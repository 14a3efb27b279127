//! The manifest beside the server it leads to.

use super::domain::covers;
use super::rules;
use crate::app::App;
use crate::finding::{Found, quoted};
use url::Url;

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
    SIGN_IN "server-sign-in-elsewhere" Error Error Error
        "Tokens would be for another server than the one that runs." "`--public-url` of `serve`"
}

/// The server that an app leads to.
#[derive(Clone, Debug)]
pub struct Server {
    /// Where people reach it.
    pub public_url: Url,
}

impl Server {
    /// Reads its public address.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub fn parse(public_url: &str) -> Result<Self, String> {
        let url = Url::parse(public_url).ok().filter(Url::has_host);
        let public_url = url.ok_or("Write the public address as https:// and a host name.")?;
        Ok(Self { public_url })
    }

    fn host(&self) -> &str {
        self.public_url.host_str().unwrap_or_default()
    }
}

/// Checks pages, domains and sign-in against the server's address.
pub(crate) fn check(app: App<'_>, server: &Server, found: &mut Found) {
    for (place, page) in app.pages() {
        if let Ok(url) = Url::parse(page) {
            self::page(server, &place, &url, found);
        }
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
    let keyed = query
        .iter()
        .any(|(name, value)| name == wire::paths::ENROLMENT_QUERY && !value.is_empty());
    let local = super::address::is_local(url);
    if !keyed && !local {
        let told = "Build the package with `--data-dir`, so that the address carries the key.";
        found.tell(&ENROLMENT, place, told);
    }
}
