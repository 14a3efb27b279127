//! What the app's registration in Entra must say so that people can sign in. Looks at
//! flags alone: the registration itself is seen by its administrator only.

use super::Check;
use crate::people::SignIn;
use identity::{Allowed, TEAMS_CLIENTS};
use url::Url;

/// In the order in which the registration's pages ask for it.
pub(super) fn checks(sign_in: &SignIn, public_url: Option<&str>) -> Vec<Check> {
    let policy = &sign_in.policy;
    let id = policy.client_id;
    vec![
        know("The registration's application (client) id is", id),
        know(
            "Set `requestedAccessTokenVersion` to 2 in its manifest first: then Entra takes \
             the application id URI below. Its scope is",
            "access_as_user",
        ),
        uri(&policy.app_uri, &id.to_string(), public_url),
        window(sign_in, public_url),
        know(
            "Authorised client applications:",
            clients(&policy.other_clients()),
        ),
        tenants(&policy.tenants),
        know("Tokens come from", &policy.authority),
        Check::Know(format!(
            "The app package needs `webApplicationInfo`: make it with `package --client-id {id}`."
        )),
    ]
}

/// For hosts that give the page no token: the sign-in in a window.
fn window(sign_in: &SignIn, public_url: Option<&str>) -> Check {
    let platform = match sign_in.client_secret {
        Some(_) => "Web",
        None => "Mobile and desktop applications",
    };
    let host = public_url
        .unwrap_or("https://YOUR-HOST")
        .trim_end_matches('/');
    let back = wire::paths::SIGN_IN_END;
    Check::Know(format!(
        "The redirect URI, of the platform \"{platform}\", is {host}{back}."
    ))
}

fn know(what: &str, value: impl std::fmt::Display) -> Check {
    Check::Know(format!("{what} {value}"))
}

/// Teams gives tokens only to a page on the resource's own host.
fn uri(uri: &str, id: &str, public_url: Option<&str>) -> Check {
    let host = public_url.and_then(|url| Url::parse(url).ok());
    let host = host.as_ref().and_then(Url::host_str).unwrap_or_default();
    let expected = format!("api://{host}/{id}");
    match uri == expected {
        true => Check::Good(format!("The application id URI is {uri}.")),
        false => Check::Bad(
            format!(
                "The application id URI {uri} is not of the page's host, and Teams gives no token for it."
            ),
            format!("Write {expected} in the registration, and leave --auth-app-uri out."),
        ),
    }
}

fn clients(allowed: &Allowed<identity::ClientId>) -> String {
    let ids = match allowed {
        Allowed::Only(ids) => ids.as_slice(),
        // Whoever may ask, these do.
        Allowed::Any => &TEAMS_CLIENTS,
    };
    let ids: Vec<_> = ids.iter().map(ToString::to_string).collect();
    ids.join(", ")
}

fn tenants(allowed: &Allowed<identity::TenantId>) -> Check {
    match allowed {
        Allowed::Only(ids) => {
            let ids: Vec<_> = ids.iter().map(ToString::to_string).collect();
            Check::Good(format!(
                "People of these tenants sign in: {}.",
                ids.join(", ")
            ))
        }
        Allowed::Any => Check::Bad(
            "People of every tenant of the world may make connectors.".to_owned(),
            "Name the tenants with --allowed-tenants.".to_owned(),
        ),
    }
}
