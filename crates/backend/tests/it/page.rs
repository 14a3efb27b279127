//! The page as a browser gets it.

use crate::support::{Server, raw};
use reqwest::{Response, StatusCode};

const HTML: &str = "<!DOCTYPE html><html><head><script type=\"module\">go()</script></head></html>";
/// The second document, with a script of its own.
const STATUS: &str = "<!DOCTYPE html><html><head><script>look()</script></head></html>";
const SECRET: &str = "what lies beside the page";

/// A server with a page, and a secret in the folder beside it.
async fn server() -> (Server, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a directory can be made");
    let write = |name: &str, text: &str| {
        std::fs::write(folder.path().join(name), text).expect("it can be written");
    };
    std::fs::create_dir(folder.path().join("page")).expect("it can be made");
    write("secret.key", SECRET);
    write("page/index.html", HTML);
    write("page/status.html", STATUS);
    write("page/admin.html", STATUS);
    write("page/page-0123456789abcdef_bg.wasm", &"wasm ".repeat(400));
    write("page/logo.svg", "<svg/>");
    let dir = folder.path().join("page");
    let server = Server::start_with(|config| config.page_dir = Some(dir)).await;
    (server, folder)
}

async fn fetch(server: &Server, path: &str, header: (&str, &str)) -> Response {
    let request = server.http.get(format!("{}{path}", server.base));
    let answer = request.header(header.0, header.1).send().await;
    answer.expect("the server answers")
}

#[tokio::test]
async fn the_pages_addresses_lead_to_its_document() {
    let (server, _page) = server().await;
    for path in ["/configure", "/remove", "/index.html", "/configure?x=1"] {
        let answer = server.get(path).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        assert_eq!(answer.headers()["cache-control"], "no-cache");
        let policy = answer.headers()["content-security-policy"]
            .to_str()
            .unwrap();
        // printf 'go()' | openssl dgst -sha256 -binary | base64
        let hash = "'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw='";
        let scripts = format!("script-src 'self' 'wasm-unsafe-eval' {hash};");
        assert!(policy.contains(&scripts), "{policy}");
        assert!(policy.contains("frame-ancestors 'self'"), "{policy}");
        assert_eq!(answer.text().await.unwrap(), HTML);
    }
    for path in ["/absent.js", "/"] {
        let answer = server.get(path).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

/// Asked for as a client writes it that does not tidy its paths.
#[tokio::test]
async fn nothing_beside_the_page_is_served() {
    let (server, _page) = server().await;
    for path in [
        "/../secret.key",
        "/%2e%2e/secret.key",
        "/..%2fsecret.key",
        "/%2e%2e%2fsecret.key",
        "/.././secret.key",
        "/logo.svg/../../secret.key",
        "//../secret.key",
        "/..\\secret.key",
    ] {
        let answer = raw(&server.base, path).await;
        assert!(answer.starts_with("HTTP/1.1 404 "), "{path}: {answer}");
        assert!(!answer.contains(SECRET), "{path}: {answer}");
    }
}

/// What the build compressed is compressed anew, and the policy is the document's own.
#[tokio::test]
async fn the_form_leads_to_whoever_helps() {
    let folder = tempfile::tempdir().expect("a directory can be made");
    let document = "<main></main><script>go()</script>";
    std::fs::write(folder.path().join("index.html"), document).expect("it can be written");
    let dir = folder.path().to_owned();
    let server = Server::start_with(|config| {
        config.page_dir = Some(dir);
        config.help_links.support = "https://help.example.com/".parse().ok();
    })
    .await;
    let shown = server.get("/configure").await.text().await.unwrap();
    let link = "<a href=\"https://help.example.com/\" target=\"_blank\"";
    assert!(shown.contains(link), "{shown}");
}

#[tokio::test]
async fn the_tab_has_a_document_and_a_policy_of_its_own() {
    let (server, _page) = server().await;
    let policy = |answer: &Response| {
        let policy = &answer.headers()["content-security-policy"];
        policy.to_str().expect("plain").to_owned()
    };
    let form = policy(&server.get("/configure").await);
    let answer = server.get("/status").await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()["cache-control"], "no-cache");
    let policy = policy(&answer);
    // printf 'look()' | openssl dgst -sha256 -binary | base64
    let hash = "'sha256-9aoYu6AhR1u6WyoZ4nqQeCAR2uacraS+m/WWfdfKUrk='";
    assert!(policy.contains(hash) && !form.contains(hash), "{policy}");
    assert!(policy.contains("frame-ancestors 'self'"), "{policy}");
    assert_eq!(answer.text().await.unwrap(), STATUS);
}

/// What an operator does is done in a window of its own; no page of anybody lies around it.
#[tokio::test]
async fn the_operators_page_is_in_no_frame() {
    let (server, _page) = server().await;
    let answer = server.get("/admin").await;
    assert_eq!(answer.status(), StatusCode::OK);
    let policy = answer.headers()["content-security-policy"].to_str();
    let policy = policy.expect("plain");
    assert!(policy.ends_with("frame-ancestors 'none'"), "{policy}");
    assert_eq!(
        server.get("/admin.html").await.status(),
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn an_unchanged_document_is_not_sent_again() {
    let (server, _page) = server().await;
    let first = server.get("/configure").await;
    let etag = first.headers()["etag"].to_str().unwrap().to_owned();
    let again = fetch(&server, "/configure", ("if-none-match", &etag)).await;
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    let other = fetch(&server, "/configure", ("if-none-match", "\"x\"")).await;
    assert_eq!(other.status(), StatusCode::OK);
}

#[tokio::test]
async fn files_with_a_hash_are_kept_and_come_compressed() {
    let (server, _page) = server().await;
    let path = "/page-0123456789abcdef_bg.wasm";
    let encoded = async |accepts: &'static str| {
        let answer = fetch(&server, path, ("accept-encoding", accepts)).await;
        let encoding = answer.headers().get("content-encoding").cloned();
        encoding.map(|value| value.to_str().expect("plain").to_owned())
    };
    crate::support::until("it is compressed", async || {
        encoded("gzip, deflate, br").await.as_deref() == Some("br")
    })
    .await;
    assert_eq!(encoded("gzip").await.as_deref(), Some("gzip"));
    assert_eq!(encoded("identity").await, None);
    let plain = server.get(path).await;
    assert_eq!(plain.headers()["content-type"], "application/wasm");
    let cache = plain.headers()["cache-control"].to_str().unwrap();
    assert_eq!(cache, "public, max-age=31536000, immutable");
    assert_eq!(plain.headers()["vary"], "accept-encoding");
    assert_eq!(plain.text().await.unwrap().len(), 2000);
}

#[tokio::test]
async fn a_missing_page_says_what_to_run() {
    let empty = tempfile::tempdir().unwrap();
    let dir = empty.path().to_owned();
    let server = Server::start_with(|config| config.page_dir = Some(dir)).await;
    let answer = server.get("/configure").await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    let text = answer.text().await.unwrap();
    assert!(
        text.contains("The page is not built; run `cargo xtask start`."),
        "{text}"
    );
}

#[tokio::test]
async fn https_is_insisted_on_where_it_is_spoken() {
    let server = Server::start_outside().await;
    let answer = server.get("/healthz").await;
    assert!(answer.headers().contains_key("strict-transport-security"));
}
