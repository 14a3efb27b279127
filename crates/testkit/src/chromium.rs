//! How Chromium is started.

/// Headless, in a container, as root, and silent on the network by itself.
/// `webdriver.json` says the same to the page's tests in the browser.
pub const CHROMIUM_FLAGS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// No name leads anywhere but to this machine.
pub const ONLY_THIS_MACHINE: &str =
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1";

#[cfg(test)]
#[test]
fn the_tests_in_the_browser_say_the_same() {
    let text = include_str!("../../../webdriver.json");
    let told: serde_json::Value = serde_json::from_str(text).expect("webdriver.json is JSON");
    assert_eq!(
        told["goog:chromeOptions"]["args"],
        serde_json::json!(CHROMIUM_FLAGS)
    );
}
