//! Addresses: of the developer, and of the pages that Teams shows.

use super::rules;
use crate::app::App;
use crate::finding::{Found, quoted};
use url::{Host, Url};

rules! {
    BROKEN "address-broken" Error Error Error
        "Nobody can follow it." "the URL standard"
    HTTP "address-not-https" Error Error Error
        "Teams opens https only, although the schemas from 1.5 on let http pass." "learn.microsoft.com/microsoftteams/platform/tabs/how-to/tab-requirements"
    LOCAL_HTTP "address-local-http" Note Error Error
        "Only the simulator opens it; Teams wants https from a developer's machine as well." "learn.microsoft.com/microsoftteams/platform/tabs/how-to/tab-requirements"
    USER "address-with-user" Error Error Error
        "A manifest is read by everybody; a password in it is none." "the URL standard"
    LOCAL "address-local" Off Warning Error
        "Nobody but the developer reaches it." "learn.microsoft.com/microsoftteams/platform/concepts/deploy-and-publish/appsource/prepare/teams-store-validation-guidelines"
    SAMPLE "address-sample" Off Warning Error
        "A domain from an example leads nowhere." "RFC 2606"
}

const DEVELOPER: &[&str] = &["websiteUrl", "privacyUrl", "termsOfUseUrl"];

/// Checks every address that a connector or tab app has.
pub(crate) fn check(app: App<'_>, found: &mut Found) {
    for (place, page) in app.pages() {
        parsed(&place, page, found);
    }
    let websites = app.entries("/staticTabs").filter_map(|(place, tab)| {
        let address = tab.get("websiteUrl")?.as_str()?;
        Some((format!("{place}/websiteUrl"), address))
    });
    let developer = DEVELOPER.iter().filter_map(|key| {
        let place = format!("/developer/{key}");
        app.text(&place).map(|address| (place.clone(), address))
    });
    // Pages are judged by their domains; what only links has no domain listed.
    for (place, address) in websites.chain(developer) {
        if let Some(url) = parsed(&place, address, found) {
            linked(&place, &url, found);
        }
    }
}

/// The address, unless something is wrong with its form.
fn parsed(place: &str, address: &str, found: &mut Found) -> Option<Url> {
    let Ok(url) = Url::parse(address) else {
        let told = format!(
            "{} is no address; write one that starts with https.",
            quoted(address)
        );
        found.tell(&BROKEN, place, told);
        return None;
    };
    if url.scheme() == "http" && is_local(&url) {
        found.tell(
            &LOCAL_HTTP,
            place,
            "Serve it over https before Teams is to open it.",
        );
        return None;
    }
    if url.scheme() != "https" {
        let told = format!("Serve {} over https and write it so.", quoted(address));
        found.tell(&HTTP, place, told);
        return None;
    }
    if !url.username().is_empty() || url.password().is_some() {
        found.tell(&USER, place, "Take the user name and the password out.");
        return None;
    }
    Some(url)
}

fn linked(place: &str, url: &Url, found: &mut Found) {
    let host = url.host_str().unwrap_or_default();
    if is_local(url) {
        let told = format!("{host} is on your own network; write a public address.");
        found.tell(&LOCAL, place, told);
    } else if is_sample(host) {
        found.tell(
            &SAMPLE,
            place,
            format!("Write your own address instead of {host}."),
        );
    }
}

/// Loopback, a private network, or a name that only means something there.
pub(crate) fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        Some(Host::Ipv6(ip)) => ip.is_loopback() || ip.is_unique_local(),
        Some(Host::Domain(name)) => {
            let ends = [".localhost", ".local", ".internal", ".lan"];
            name == "localhost" || ends.iter().any(|end| name.ends_with(end))
        }
        None => false,
    }
}

fn is_sample(host: &str) -> bool {
    let names = [
        "example.com",
        "example.org",
        "example.net",
        "example",
        "contoso.com",
        "invalid",
    ];
    let within = |name: &str| host == name || host.ends_with(&format!(".{name}"));
    names.into_iter().any(within)
}
