//! The page as in life: in a frame of another origin, over TLS, behind names, with the
//! server's own headers in force and the enrolment key in its address.

use crate::support::{
    Backend, ConfigPage, FRONT, Front, Host, OPERATOR, Origin, Run, Simulator, TEAMS, World,
    journey, origin, stays_equal, text_is,
};
use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use std::fs;
use tempfile::TempDir;

/// In the shape that Teams gives out today; nothing is posted there.
pub(crate) const WORKFLOW: &str = "https://default0123456789abcdef0123456789abcd.ef.environment.api.powerplatform.com/powerautomate/automations/direct/cu/04/workflows/0123456789abcdef/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

/// One journey: the browser knows one place where the names lead to.
pub(crate) fn trial() -> Trial {
    journey(Run::with_names(), "foreign_frame", async |world: &mut _| {
        let deployed = Deployed::beside(world).await?;
        nothing_without_the_key(&deployed).await?;
        saved_and_removed(&deployed).await
    })
}

/// Two servers with names, beside the world's own.
struct Deployed {
    backend: Backend,
    simulator: Simulator,
    /// What `teams-connector enrolment show` prints the address with.
    key: String,
    _host: Host,
    _front: Front,
    _data: TempDir,
}

impl Deployed {
    async fn beside(world: &World) -> Result<Self> {
        let data = tempfile::tempdir()?;
        let backend = Backend::start_in_public(data.path(), &format!("https://{OPERATOR}")).await?;
        let (port, _) = origin()?;
        let host = Host::start(port, &backend, data.path()).await?;
        let teams = format!("127.0.0.1:{port}");
        let front = Front::start(*FRONT, teams, backend.address().to_owned()).await?;
        let key = fs::read_to_string(data.path().join("enrolment-key"));
        let key = key.context("the server made no enrolment key")?;
        let browser = world.simulator.browser().clone();
        Ok(Self {
            backend,
            simulator: Simulator::new(browser, Origin(format!("https://{TEAMS}")), "shipped"),
            key: key.trim().to_owned(),
            _host: host,
            _front: front,
            _data: data,
        })
    }

    /// Opens a new tab's settings, by the address of an app package.
    async fn open(&self, query: &str) -> Result<ConfigPage<'_>> {
        let page = format!("https://{OPERATOR}/configure{query}");
        let page: String = url::form_urlencoded::byte_serialize(page.as_bytes()).collect();
        self.simulator
            .begin(&format!("profile=tab&page={page}"))
            .await?;
        self.simulator.opened_page().await
    }

    async fn fill_in(&self, page: &ConfigPage<'_>) -> Result<()> {
        page.choose("Create").await?;
        page.rename("Paper orders").await?;
        page.type_in("#webhook-url", WORKFLOW).await
    }
}

async fn saved_and_removed(deployed: &Deployed) -> Result<()> {
    let simulator = &deployed.simulator;
    let page = deployed.open(&format!("?enrol={}", deployed.key)).await?;
    is_foreign(&page).await?;
    deployed.fill_in(&page).await?;
    page.toggle_confirmation().await?;
    simulator.save().await?;

    let kept = simulator.committed().await?;
    let said = kept[0].to_string();
    ensure!(!said.contains(&deployed.key), "the host keeps the key");
    let id = kept[0]["entityId"].as_str().unwrap_or_default();
    let name = deployed
        .backend
        .record(id)
        .await?
        .map(|it| it["configName"].clone());
    stays_equal("the stored name", &name, &Some("Paper orders".into()))?;

    // A stored one is opened, changed and removed without the key.
    deployed.open("").await?;
    let page = simulator.configure().await?;
    text_is("the choice", &page.chosen().await?, "Create")?;
    page.choose("All").await?;
    simulator.save().await?;
    simulator.configure().await?;
    simulator.press("remove").await?;
    simulator.reaches("removed").await?;
    stays_equal("the record", &deployed.backend.record(id).await?, &None)
}

/// A stranger who knows the public address can store nothing.
async fn nothing_without_the_key(deployed: &Deployed) -> Result<()> {
    let page = deployed.open("").await?;
    deployed.fill_in(&page).await?;
    let simulator = &deployed.simulator;
    simulator.reaches("valid").await?;
    simulator.press("save").await?;
    simulator.reaches("save-failed").await?;
    page.says("Ask your admin").await?;
    let committed = simulator.committed().await?;
    stays_equal("the host's connectors", &committed.len(), &0)
}

/// The host's window cannot be looked into: another origin, as in Teams.
async fn is_foreign(page: &ConfigPage<'_>) -> Result<()> {
    let script = "let seen = 'nothing';
        try { seen = parent.document.title } catch { /* another origin */ }
        arguments[0]([location.host, seen])";
    let (host, seen): (String, String) = page.ask(script).await?;
    stays_equal("the page's host", &host.as_str(), &OPERATOR)?;
    stays_equal("what it sees of its host", &seen.as_str(), &"nothing")
}
