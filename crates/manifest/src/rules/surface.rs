//! Where the app is seen: connectors, tabs, and what Teams wants of apps in teams.

use super::rules;
use crate::app::App;
use crate::finding::{Fix, Found};
use serde_json::{Value, json};

rules! {
    ENDED "connectors-ended" Warning Warning Error
        "Microsoft switched connectors off in Teams from 18 to 22 May 2026; the schemas still know them." "Microsoft 365 Developer Blog: Retirement of Office 365 connectors within Microsoft Teams"
    NO_PAGE "connector-without-page" Error Error Error
        "The portal that kept a connector's page has closed, so the manifest has to name it." "learn.microsoft.com/microsoft-365/extensibility/schema/root-connectors"
    EMPTY "surface-empty" Warning Warning Error
        "An empty list is a surface that was forgotten; the schemas let it pass." "the official schemas"
    NOTHING "surface-none" Warning Error Error
        "An app that shows nothing cannot be used." "learn.microsoft.com/microsoftteams/platform/concepts/extensibility-points"
    SAME_PAGE "surfaces-same-page" Error Error Error
        "The page cannot tell a connector from a tab, and asks for the wrong things." "this product's page"
    FEATURES "channel-features-missing" Error Error Error
        "From 1.25 on the upload of an app for teams is refused without it; no schema says so." "microsoft/o365-moodle#3080"
    TYPES "channel-types-refused" Error Error Error
        "From 1.25 on the upload is refused with it, although the schemas have it." "MicrosoftDocs/msteams-docs PR 14609"
    GROUPCHAT "groupchat-spelling" Error Error Error
        "From 1.17 on the schemas refuse the spelling, and before it clients did." "MicrosoftDocs/msteams-docs#3917"
    DEFAULT "default-surface-missing" Error Error Error
        "Teams would open what the app does not have." "learn.microsoft.com/microsoft-365/extensibility/schema/root-default-group-capability"
}

/// Checks surfaces and scopes.
pub(crate) fn check(app: App<'_>, found: &mut Found) {
    connectors(app, found);
    presence(app, found);
    channels(app, found);
    defaults(app, found);
    for list in ["/configurableTabs", "/staticTabs", "/bots"] {
        spelling(app, list, found);
    }
}

fn connectors(app: App<'_>, found: &mut Found) {
    if app.has("connectors") {
        let told =
            "Offer a channel tab, which takes a Workflow's address, instead of or beside it.";
        found.tell(&ENDED, "/connectors/0", told);
    }
    let tabs: Vec<_> = app
        .entries("/configurableTabs")
        .filter_map(|(_, tab)| tab.get("configurationUrl"))
        .collect();
    for (place, connector) in app.entries("/connectors") {
        let place = format!("{place}/configurationUrl");
        match connector.get("configurationUrl") {
            None if app.version().connector_has_page() => {
                found.tell(&NO_PAGE, &place, "Name the configuration page.");
            }
            Some(page) if tabs.contains(&page) => {
                let told = "Give the connector and the tab addresses that differ.";
                found.tell(&SAME_PAGE, &place, told);
            }
            _ => {}
        }
    }
}

fn presence(app: App<'_>, found: &mut Found) {
    let mut empty = false;
    for list in ["connectors", "configurableTabs", "staticTabs"] {
        if app.value.get(list) == Some(&json!([])) {
            empty = true;
            let place = format!("/{list}");
            let told = format!("Fill `{list}` or take it out.");
            found.tell_with(&EMPTY, &place, told, vec![Fix::Remove(place.clone())]);
        }
    }
    if !empty && app.capabilities().next().is_none() {
        found.tell(&NOTHING, "", "Add a tab, a connector or a bot.");
    }
}

fn channels(app: App<'_>, found: &mut Found) {
    if !app.version().wants_channel_features() {
        return;
    }
    let features = "/supportsChannelFeatures".to_owned();
    let tier = Fix::Set(features.clone(), "tier1".into());
    let has = app.text(&features).is_some();
    let types = "/supportedChannelTypes";
    if app.value.pointer(types).is_some() {
        let remove = Fix::Remove(types.to_owned());
        let told = "Write `supportsChannelFeatures` instead of `supportedChannelTypes`.";
        found.tell_with(&TYPES, types, told, vec![remove, tier]);
    } else if app.is_for_teams() && !has {
        let told = "Add `supportsChannelFeatures` with the value tier1.";
        found.tell_with(&FEATURES, &features, told, vec![tier]);
    }
}

fn defaults(app: App<'_>, found: &mut Found) {
    let wanted = app
        .value
        .get("defaultGroupCapability")
        .and_then(Value::as_object);
    for (scope, surface) in wanted.into_iter().flatten() {
        let lists: &[&str] = match surface.as_str() {
            Some("connector") => &["connectors"],
            Some("tab") => &["configurableTabs", "staticTabs"],
            Some("bot") => &["bots"],
            _ => continue,
        };
        if !lists.iter().any(|list| app.has(list)) {
            let place = format!("/defaultGroupCapability/{scope}");
            found.tell(&DEFAULT, &place, "Name a surface that the app has.");
        }
    }
}

fn spelling(app: App<'_>, list: &str, found: &mut Found) {
    for (place, entry) in app.entries(list) {
        let scopes = entry.get("scopes").and_then(Value::as_array);
        let scopes = scopes.into_iter().flatten().enumerate();
        for (at, _) in scopes.filter(|(_, scope)| *scope == "groupchat") {
            let place = format!("{place}/scopes/{at}");
            let fix = Fix::Set(place.clone(), "groupChat".into());
            found.tell_with(&GROUPCHAT, &place, "Write groupChat.", vec![fix]);
        }
    }
}
