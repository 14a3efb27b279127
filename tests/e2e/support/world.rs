//! One journey's world: a backend and a simulator, both new, and a browser that has
//! never seen their origin.

use super::{
    Auth, Run, Simulator,
    backend::Backend,
    browsers::Browser,
    entra, evidence,
    host::{self, Host},
    root,
    simulator::Origin,
};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::{
    cell::Cell,
    env,
    path::{Path, PathBuf},
};
use tempfile::TempDir;
use thirtyfour::{By, WebDriver};

/// Set when `target/screenshots` is to be filled.
const PICTURES: &str = "TEAMS_CONNECTOR_E2E_PICTURES";

/// Everything a journey can touch.
pub(crate) struct World {
    /// The real backend.
    pub(crate) backend: Backend,
    /// The pretend Teams in the browser.
    pub(crate) simulator: Simulator,
    title: String,
    /// The journey told the browser what only a new one does not know.
    changed: Cell<bool>,
    browser: Browser,
    _host: Host,
    data: TempDir,
}

impl World {
    /// Builds the world, walks the journey, and tidies up whatever happened. A
    /// failure leaves a folder with all that was seen, and says which.
    pub(crate) async fn walk<J>(title: &str, run: Run, journey: J) -> Result<()>
    where
        J: AsyncFnOnce(&mut Self) -> Result<()>,
    {
        let mut world = Self::new(title, run).await?;
        let mut told = journey(&mut world).await;
        if told.is_err() {
            let left = evidence::of(&world).await;
            told = told.with_context(|| left);
        }
        // Both servers are there until the page is gone: it may call them as it goes.
        match told {
            Err(_) => world.browser.close().await,
            Ok(()) if world.changed.get() => world.browser.give_back_anew().await,
            Ok(()) => world.browser.give_back().await,
        }
        told
    }

    async fn new(title: &str, run: Run) -> Result<Self> {
        let data = tempfile::tempdir()?;
        let (port, origin) = host::origin()?;
        let backend = match run.auth {
            Auth::Capability => Backend::start(data.path(), &origin).await?,
            Auth::Entra => Backend::start_signing(data.path(), &origin, &origin).await?,
        };
        let host = Host::start(port, &backend, data.path()).await?;
        if run.auth == Auth::Entra {
            entra::wait_for(&origin).await?;
        }
        let browser = Browser::take(run.engine).await?;
        Ok(Self {
            backend,
            simulator: Simulator::new(browser.window().clone(), Origin(origin), run.sdk),
            title: title.to_owned(),
            changed: Cell::new(false),
            browser,
            _host: host,
            data,
        })
    }

    /// Keeps a picture of what the browser shows, where pictures are asked for: people
    /// look at them, no journey does, and each takes as long as a dozen other looks.
    pub(crate) async fn picture(&self, of: &str) -> Result<()> {
        if env::var_os(PICTURES).is_none() {
            return Ok(());
        }
        Ok(self.window().screenshot(&self.artefact(of)?).await?)
    }

    /// Keeps a picture of a frame alone, by its id.
    pub(crate) async fn picture_in(&self, frame: &str, of: &str) -> Result<()> {
        self.picture_at(&format!("#{frame}"), of).await
    }

    /// Keeps a picture of what a selector names in the host's page.
    pub(crate) async fn picture_at(&self, css: &str, of: &str) -> Result<()> {
        if env::var_os(PICTURES).is_none() {
            return Ok(());
        }
        self.window().enter_default_frame().await?;
        let part = self.window().find(By::Css(css)).await?;
        Ok(part.screenshot(&self.artefact(of)?).await?)
    }

    /// Tells Chromium, by its developer tools, what system it runs on.
    pub(crate) async fn system(&self, command: &str, is: Value) -> Result<()> {
        self.changed.set(true);
        let told = self.window().cdp().send_raw(command, is).await;
        told.map(drop).with_context(|| format!("no {command}"))
    }

    /// Tells Chromium which language its person reads.
    pub(crate) async fn browser_speaks(&self, locale: &str) -> Result<()> {
        let agent = self
            .window()
            .execute("return navigator.userAgent", vec![])
            .await?;
        let agent: String = agent.convert()?;
        let speaks = json!({ "userAgent": agent, "acceptLanguage": locale });
        self.system("Emulation.setUserAgentOverride", speaks).await
    }

    /// The journey's name, as in the list of tests.
    pub(super) fn title(&self) -> &str {
        &self.title
    }

    /// Runs a command of the server's program, as an operator does at this server.
    pub(crate) async fn command(&self, arguments: &[&str]) -> Result<String> {
        let program = testkit::beside_this("teams-connector")?;
        let run = tokio::process::Command::new(program)
            .args(arguments)
            .output();
        let run = run.await?;
        let said = String::from_utf8_lossy(&run.stderr);
        ensure!(run.status.success(), "{arguments:?} fails: {said}");
        Ok(String::from_utf8(run.stdout)?)
    }

    /// What both servers keep: the store, and what they said.
    pub(crate) fn data(&self) -> &Path {
        self.data.path()
    }

    /// What the page wrote to its console, and what both servers wrote to their logs.
    pub(crate) fn said(&self) -> String {
        let files = std::fs::read_dir(self.data())
            .into_iter()
            .flatten()
            .flatten();
        let logs = files.filter(|file| file.file_name().to_string_lossy().ends_with(".log"));
        let texts = logs.filter_map(|file| std::fs::read_to_string(file.path()).ok());
        texts.chain([self.console()]).collect()
    }

    /// What the page wrote to its console.
    pub(super) fn console(&self) -> String {
        self.browser.console()
    }

    fn artefact(&self, of: &str) -> Result<PathBuf> {
        let folder = root().join("target/screenshots");
        std::fs::create_dir_all(&folder)?;
        Ok(folder.join(format!("{}-{of}.png", self.title)))
    }

    pub(super) fn window(&self) -> &WebDriver {
        self.simulator.browser()
    }
}
