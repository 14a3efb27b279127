//! The Content-Security-Policy. Inline scripts and styles of the document are
//! allowed by their hashes, everything else only from our own origin.

use axum::http::HeaderValue;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// For answers that show nothing.
pub(super) fn bare(frame_ancestors: &[String]) -> HeaderValue {
    header(&format!(
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors {}",
        frame_ancestors.join(" ")
    ))
}

/// For one document of the page.
pub(super) fn document(html: &[u8], frame_ancestors: &[String]) -> HeaderValue {
    let html = String::from_utf8_lossy(html);
    let scripts = hashes(&inline(&html, "script"));
    let styles = hashes(&inline(&html, "style"));
    header(&format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; \
         style-src 'self'{styles}; img-src 'self' data:; \
         connect-src 'self' https://res.cdn.office.net; font-src 'self'; base-uri 'none'; \
         form-action 'none'; object-src 'none'; frame-ancestors {}",
        frame_ancestors.join(" ")
    ))
}

fn header(policy: &str) -> HeaderValue {
    // Nothing at all is allowed rather than everything.
    HeaderValue::from_str(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

fn hashes(texts: &[&str]) -> String {
    let hash = |text: &&str| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    texts.iter().map(hash).collect()
}

/// The texts between `<name …>` and `</name>`, for elements without `src`.
fn inline<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{name}"), format!("</{name}"));
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(&open) {
        rest = &rest[at + open.len()..];
        let Some(end) = rest.find('>') else { break };
        let (attributes, after) = (&rest[..end], &rest[end + 1..]);
        let Some(close) = after.find(&close) else {
            break;
        };
        if !attributes.contains("src=") && close > 0 {
            found.push(&after[..close]);
        }
        rest = &after[close..];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_are_allowed_by_hash_only() {
        let html = "<html><script type=\"module\">go()</script><script src=\"/a.js\"></script>\
                    <style>a{}</style></html>";
        assert_eq!(inline(html, "script"), ["go()"]);
        let policy = document(html.as_bytes(), &["'self'".to_owned()]);
        let policy = policy.to_str().unwrap();
        // printf 'go()' | openssl dgst -sha256 -binary | base64
        let script = "5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw=";
        let style = "X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk=";
        let scripts = format!("script-src 'self' 'wasm-unsafe-eval' 'sha256-{script}';");
        assert!(policy.contains(&scripts), "{policy}");
        let styles = format!("style-src 'self' 'sha256-{style}';");
        assert!(policy.contains(&styles), "{policy}");
        assert!(policy.ends_with("frame-ancestors 'self'"), "{policy}");
        assert!(!policy.contains("unsafe-inline"), "{policy}");
    }
}
