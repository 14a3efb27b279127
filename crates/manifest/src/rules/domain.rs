//! `validDomains`: bare host names of the pages that Teams may show.

use super::address::is_local;
use super::rules;
use crate::app::App;
use crate::finding::{Fix, Found, Rule, quoted};
use std::collections::HashSet;
use url::{Host, Url};

rules! {
    NONE "domains-missing" Error Error Error
        "Teams shows only pages of the listed domains, although no schema wants a list." "learn.microsoft.com/microsoft-365/extensibility/schema/root#validdomains"
    UNCOVERED "domain-uncovered" Error Error Error
        "Teams does not show a page of a domain that is not listed." "MicrosoftDocs/msteams-docs#283"
    SCHEME "domain-with-scheme" Error Error Error
        "An entry is a host name, no address." "OfficeDev/TrainingContent#586; OfficeDev/microsoft-teams-apps-faqplus#84"
    PATH "domain-with-path" Error Error Error
        "An entry is a host name, no address." "learn.microsoft.com/microsoft-365/extensibility/schema/root#validdomains"
    PORT "domain-with-port" Warning Error Error
        "Outside development Teams compares host names only." "learn.microsoft.com/microsoft-365/extensibility/schema/root#validdomains"
    FORM "domain-form" Error Error Error
        "It is no host name, so it covers nothing." "RFC 1123"
    WILDCARD "domain-wildcard-form" Error Error Error
        "A star stands for one label in front of a domain of yours." "learn.microsoft.com/microsoft-365/extensibility/schema/root#validdomains"
    SHARED "domain-wildcard-shared" Warning Error Error
        "Everybody can have a page below it." "the old store validator's validdomains.is_wildcard_hosting_site"
    TUNNEL "domain-tunnel" Off Error Error
        "A tunnel ends with the developer's day, and somebody else gets its name." "the old store validator's validdomains.is_tunnel_site; MicrosoftDocs/msteams-docs#786"
    LOCAL "domain-local" Off Error Error
        "Nobody but the developer reaches it." "learn.microsoft.com/microsoft-365/extensibility/schema/root#validdomains"
    NUMBER "domain-number" Warning Error Error
        "Certificates and reviewers want names." "learn.microsoft.com/microsoft-365/extensibility/schema/root#validdomains"
    TWICE "domain-twice" Note Note Warning
        "Host names have no upper and lower case." "RFC 4343"
}

const TUNNELS: &[&str] = &[
    "devtunnels.ms",
    "loca.lt",
    "localhost.run",
    "lhr.life",
    "localtunnel.me",
    "ngrok.app",
    "ngrok.dev",
    "ngrok.io",
    "ngrok-free.app",
    "ngrok-free.dev",
    "pagekite.me",
    "serveo.net",
    "trycloudflare.com",
    "tunnelto.dev",
];
const SHARED_HOSTS: &[&str] = &[
    "amazonaws.com",
    "appspot.com",
    "azure-api.net",
    "azureedge.net",
    "azurefd.net",
    "azurestaticapps.net",
    "azurewebsites.net",
    "cloudapp.azure.com",
    "cloudapp.net",
    "cloudfront.net",
    "firebaseapp.com",
    "fly.dev",
    "github.io",
    "herokuapp.com",
    "netlify.app",
    "onrender.com",
    "pages.dev",
    "sharepoint.com",
    "vercel.app",
    "web.app",
    "web.core.windows.net",
    "windows.net",
    "workers.dev",
];

/// Checks the list, and that it covers every page.
pub(crate) fn check(app: App<'_>, found: &mut Found) {
    let listed: Vec<_> = app.texts("/validDomains").collect();
    for (at, (place, entry)) in listed.iter().enumerate() {
        let same =
            |(_, other): &(String, &str)| other != entry && other.eq_ignore_ascii_case(entry);
        if listed[..at].iter().any(same) {
            let told = format!("{} stands twice.", quoted(entry));
            found.tell_with(&TWICE, place, told, vec![Fix::Remove(place.clone())]);
        } else if let Some((rule, told)) = fault(entry) {
            let fixes = bare(entry).map(|host| Fix::Set(place.clone(), host.into()));
            let certain = [&SCHEME as &Rule, &PATH]
                .iter()
                .any(|it| std::ptr::eq(*it, rule));
            let fixes = fixes.filter(|_| certain).into_iter().collect();
            found.tell_with(rule, place, told, fixes);
        }
    }
    covered(app, &listed, found);
}

/// What is wrong with an entry; the first thing that is.
fn fault(entry: &str) -> Option<(&'static Rule, String)> {
    let named = quoted(entry);
    if entry.contains("://") {
        return Some((&SCHEME, format!("Write the host of {named} alone.")));
    }
    if entry.contains('/') {
        return Some((&PATH, format!("Write {named} without a path.")));
    }
    if entry.contains('*') {
        return wildcard(entry, &named);
    }
    let (name, port) = match entry.rsplit_once(':') {
        Some((name, port)) if !port.is_empty() && port.chars().all(|c| c.is_ascii_digit()) => {
            (name, Some(port))
        }
        _ => (entry, None),
    };
    let Ok(host) = Host::parse(name) else {
        return Some((&FORM, format!("{named} is no host name.")));
    };
    let text = host.to_string();
    let parsed = Url::parse(&format!("https://{text}/")).ok()?;
    match host {
        _ if is_local(&parsed) => Some((
            &LOCAL,
            format!("Write a public host name instead of {named}."),
        )),
        Host::Ipv4(_) | Host::Ipv6(_) => {
            Some((&NUMBER, format!("Write a host name instead of {named}.")))
        }
        Host::Domain(_) if below(&text, TUNNELS) => Some((
            &TUNNEL,
            format!("Write the host name that stays instead of {named}."),
        )),
        Host::Domain(_) if port.is_some() => {
            Some((&PORT, format!("Write {named} without the port.")))
        }
        Host::Domain(name)
            if !name.contains('.') || name.contains('_') || entry.contains(' ') || !fits(&name) =>
        {
            Some((&FORM, format!("{named} is no host name on the internet.")))
        }
        Host::Domain(_) => None,
    }
}

/// Labels of 1 to 63 letters, 253 together; a dot may end the name.
fn fits(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    let label = |label: &str| (1..=63).contains(&label.len());
    name.len() <= 253 && name.split('.').all(label)
}

fn wildcard(entry: &str, named: &str) -> Option<(&'static Rule, String)> {
    let domain = entry.strip_prefix("*.").filter(|rest| !rest.contains('*'));
    let domain = domain.filter(|rest| rest.contains('.') && Host::parse(rest).is_ok());
    let Some(domain) = domain else {
        let told = format!("Write {named} as *. and a domain of yours.");
        return Some((&WILDCARD, told));
    };
    if below(domain, TUNNELS) {
        return Some((
            &TUNNEL,
            format!("Write the host name that stays instead of {named}."),
        ));
    }
    let told = format!("Write your own host name: {named} is everybody's.");
    SHARED_HOSTS.contains(&domain).then_some((&SHARED, told))
}

fn below(host: &str, domains: &[&str]) -> bool {
    let host = host.to_lowercase();
    domains
        .iter()
        .any(|domain| host == **domain || host.ends_with(&format!(".{domain}")))
}

/// The host name in an entry that is an address.
fn bare(entry: &str) -> Option<String> {
    let rest = entry.split_once("://").map_or(entry, |(_, rest)| rest);
    let host = rest.split(['/', ':', '?', '#']).next()?;
    (!host.is_empty()).then(|| host.to_owned())
}

fn covered(app: App<'_>, listed: &[(String, &str)], found: &mut Found) {
    let entries: Vec<_> = listed.iter().map(|(_, entry)| host_of(entry)).collect();
    let mut uncovered: Vec<(String, String)> = Vec::new();
    for (place, page) in app.pages() {
        let host = Url::parse(page)
            .ok()
            .and_then(|url| Some(url.host_str()?.to_owned()));
        let host = host.filter(|host| !entries.iter().any(|entry| lets(entry, host)));
        uncovered.extend(host.map(|host| (place, host)));
    }
    let mut hosts: Vec<_> = listed
        .iter()
        .map(|(_, entry)| (*entry).to_owned())
        .collect();
    let mut known: HashSet<_> = hosts.iter().cloned().collect();
    let new = uncovered.iter().map(|(_, host)| host);
    hosts.extend(new.filter(|host| known.insert((*host).clone())).cloned());
    let fixes = |hosts: &[String]| match hosts {
        [] => Vec::new(),
        hosts => vec![Fix::Set("/validDomains".to_owned(), hosts.into())],
    };
    let shows = ["connectors", "configurableTabs", "staticTabs"]
        .iter()
        .any(|it| app.has(it));
    if listed.is_empty() && shows {
        let told = "List the host names of the pages in `validDomains`.";
        return found.tell_with(&NONE, "/validDomains", told, fixes(&hosts));
    }
    // One change mends them all; a copy for each would cost gigabytes.
    let mut fixes = fixes(&hosts);
    for (place, host) in uncovered {
        let told = format!("Add {host} to `validDomains`.");
        found.tell_with(&UNCOVERED, &place, told, std::mem::take(&mut fixes));
    }
}

/// Whether an entry lets a host be shown. What is wrong with the entry itself is
/// told of the entry, so an address covers its host.
pub(crate) fn covers(entry: &str, host: &str) -> bool {
    lets(&host_of(entry), host)
}

fn host_of(entry: &str) -> String {
    bare(entry).unwrap_or_default().to_lowercase()
}

fn lets(entry: &str, host: &str) -> bool {
    match entry.strip_prefix("*.") {
        Some(domain) => {
            let label = host
                .strip_suffix(domain)
                .and_then(|rest| rest.strip_suffix('.'));
            label.is_some_and(|label| !label.is_empty() && !label.contains('.'))
        }
        None => entry == host,
    }
}
