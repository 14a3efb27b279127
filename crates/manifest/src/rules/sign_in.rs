//! `webApplicationInfo`: who Teams signs people in to.

use super::domain::covers;
use super::rules;
use crate::app::App;
use crate::finding::{Found, quoted};

rules! {
    RESOURCE "sign-in-resource-form" Error Error Error
        "Teams asks for a token for that resource, and Entra knows it by api://." "learn.microsoft.com/microsoftteams/platform/tabs/how-to/authentication/tab-sso-manifest"
    HOST "sign-in-resource-host" Error Error Error
        "Teams gives tokens only to pages of the resource's own host." "learn.microsoft.com/microsoftteams/platform/tabs/how-to/authentication/tab-sso-manifest"
    CLIENT "sign-in-id-not-in-resource" Warning Warning Warning
        "The resource of a tab's sign-in ends with the id of its registration." "learn.microsoft.com/microsoftteams/platform/tabs/how-to/authentication/tab-sso-register-aad"
}

/// Checks the resource against the domains and the id.
pub(crate) fn check(app: App<'_>, found: &mut Found) {
    let place = "/webApplicationInfo/resource";
    let Some(resource) = app.text(place).filter(|text| !text.is_empty()) else {
        return;
    };
    // An app that asks Graph and shows no page of its own names anything here.
    if app.pages().is_empty() {
        return;
    }
    let Some(rest) = resource.strip_prefix("api://") else {
        let told = format!(
            "Write {} as api://, the page's host, a slash and the client id.",
            quoted(resource)
        );
        return found.tell(&RESOURCE, place, told);
    };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let mut domains = app.texts("/validDomains");
    if host.contains('.') && !domains.any(|(_, entry)| covers(entry, host)) {
        let told = format!(
            "Write a host of `validDomains` instead of {}.",
            quoted(host)
        );
        found.tell(&HOST, place, told);
    }
    let id = app.text("/webApplicationInfo/id").unwrap_or_default();
    let named = path.rsplit(['/', '-']).next().unwrap_or_default();
    if !path.to_lowercase().ends_with(&id.to_lowercase()) || named.is_empty() {
        let told = "End the resource with the id of the registration.";
        found.tell(&CLIENT, place, told);
    }
}
