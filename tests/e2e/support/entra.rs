//! Servers at which people sign in, by the simulator's pretend Entra.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::env;

/// Set to `entra` when every journey is walked at such a server.
const AUTH: &str = "TEAMS_CONNECTOR_E2E_AUTH";
/// As `crates/issuer` has them; the page's tests do not build it.
const CLIENT_ID: &str = "aaaaaaaa-0000-4000-8000-000000000000";
const TENANT: &str = "22222222-2222-4222-8222-222222222222";
const TENANTS: &str = "22222222-2222-4222-8222-222222222222,44444444-4444-4444-8444-444444444444";

/// Who may at a journey's server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Auth {
    /// Whoever knows an id.
    Capability,
    /// Whoever signed in.
    Entra,
}

impl Auth {
    /// What this run asks for.
    pub(crate) fn asked_for() -> Self {
        match env::var(AUTH).as_deref() {
            Ok("entra") => Self::Entra,
            _ => Self::Capability,
        }
    }
}

/// The flags of a server whose people come from the simulator at this origin.
pub(crate) fn flags(simulator: &str) -> Vec<String> {
    let port = simulator.rsplit(':').next().unwrap_or_default();
    let flags = [
        ["--auth-mode", "entra"].map(str::to_owned),
        ["--auth-client-id", CLIENT_ID].map(str::to_owned),
        ["--allowed-tenants", TENANTS].map(str::to_owned),
        ["--operator-tenant", TENANT].map(str::to_owned),
        [
            "--auth-authority".into(),
            format!("{simulator}/simulator/issuer"),
        ],
        [
            "--auth-app-uri".into(),
            format!("api://localhost:{port}/{CLIENT_ID}"),
        ],
    ];
    flags.concat()
}

/// A token of somebody's, as the host would give it to the page.
pub(crate) async fn token(simulator: &str, person: &str) -> Result<String> {
    let client = reqwest::Client::builder().no_proxy().build()?;
    let asked = client.post(format!("{simulator}/simulator/issuer/token"));
    let answer = asked.json(&json!({ "person": person })).send().await?;
    let answer: Value = answer.error_for_status()?.json().await?;
    let token = answer["token"].as_str().context("there is no token")?;
    Ok(token.to_owned())
}

/// Waits until the issuer has made its key, which takes a debug build seconds: later a
/// person would wait.
pub(crate) async fn wait_for(simulator: &str) -> Result<()> {
    token(simulator, "member").await.map(drop)
}
