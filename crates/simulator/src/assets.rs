//! The host page's own files, built into the program; never the connector's page.

use crate::problem::problem;
use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

/// The host page runs its own scripts, frames whatever a connector names as its
/// page, and shows pictures that a card may carry.
const POLICY: &str = "default-src 'self'; frame-src http: https:; img-src 'self' https: data:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

macro_rules! files {
    ($($name:literal)*) => {
        const FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../www/", $name)))),*];
    };
}

files! {
    "teams.html" "teams.css" "teams.js" "host.js" "conversation.js" "answers.js" "client.js" "context.js" "hook.js" "options.js"
    "versions.js" "memory.js" "frame.js" "channel.js" "card.js" "tasks.js" "connectors.js"
    "wire-log.js" "controls.js" "tab.js" "dom.js" "inline.js" "at-hand.js" "said.js" "settings.js" "addresses.js"
    "placeholders.js" "misspelt.js" "asking.js" "look.js" "given-up.js" "removal.js" "sample.js" "people.js" "sign-in.js" "dates.js"
    "steps.js" "in-force.js" "host-words.js" "scenarios.js" "reset.js" "copied.js" "pages.js" "app-addresses.js" "app-walk.js" "apps.js" "apps-view.js"
    "sign-in-window.js" "server-list.js"
}

/// The pretend Teams itself.
pub(crate) async fn host_page() -> Response {
    let Some(page) = find("teams.html") else {
        return problem(StatusCode::NOT_FOUND, "The host page is missing.");
    };
    serve("text/html; charset=utf-8", page)
}

/// One of its files.
pub(crate) async fn asset(Path(name): Path<String>) -> Response {
    let kind = match name.rsplit_once('.') {
        Some((_, "css")) => "text/css; charset=utf-8",
        Some((_, "js")) => "text/javascript; charset=utf-8",
        _ => return missing(),
    };
    find(&name).map_or_else(missing, |file| serve(kind, file))
}

fn find(name: &str) -> Option<&'static str> {
    let file = FILES.iter().find(|(own, _)| *own == name);
    file.map(|(_, text)| *text)
}

fn missing() -> Response {
    problem(StatusCode::NOT_FOUND, "The simulator has no such file.")
}

fn serve(kind: &'static str, file: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-cache"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, file).into_response()
}

#[cfg(test)]
mod tests {
    use super::{FILES, find};

    /// Without it the browser would ask the backend, and the host page stay empty.
    #[test]
    fn every_file_that_a_script_imports_is_served() {
        for (name, text) in FILES {
            let imports = text.split(" from \"./").skip(1);
            for import in imports.filter_map(|rest| rest.split('"').next()) {
                assert!(find(import).is_some(), "{name} imports {import}");
            }
        }
    }
}
