//! One journey's world: a backend, a simulator and a browser, all new.

use super::{Run, Simulator, backend::Backend, driver::Driver, simulator::Origin};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use thirtyfour::{By, WebDriver};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Everything a journey can touch.
pub(crate) struct World {
    /// The real backend.
    pub(crate) backend: Backend,
    /// The pretend Teams in the browser.
    pub(crate) simulator: Simulator,
    title: String,
    stop: CancellationToken,
    _data: TempDir,
    _driver: Driver,
}

impl World {
    /// Builds the world, walks the journey, and tidies up whatever happened. A
    /// failure leaves a picture and what the browser showed.
    pub(crate) async fn walk<J>(title: &str, run: Run, journey: J) -> Result<()>
    where
        J: AsyncFnOnce(&mut Self) -> Result<()>,
    {
        let mut world = Self::new(title, run).await?;
        let mut told = journey(&mut world).await;
        if told.is_err() {
            let _ = world.picture("failed").await; // the browser may be what failed
            let seen = world.simulator.describe().await.unwrap_or_default();
            told = told.with_context(|| seen);
        }
        world.stop.cancel();
        // The product has shown what it does by now.
        if let Err(error) = world.simulator.browser().clone().quit().await {
            println!("{title}: the browser did not end as asked: {error}");
        }
        told
    }

    async fn new(title: &str, run: Run) -> Result<Self> {
        let data = tempfile::tempdir()?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let origin = format!("http://localhost:{}", listener.local_addr()?.port());
        let backend = Backend::start(data.path(), &origin).await?;
        let stop = CancellationToken::new();
        let config = simulator_config(&backend, data.path())?;
        tokio::spawn(simulator::serve(listener, config, stop.clone()));
        let (driver, browser) = Driver::with_browser(run.engine).await?;
        Ok(Self {
            backend,
            simulator: Simulator::new(browser, Origin(origin), run.sdk),
            title: title.to_owned(),
            stop,
            _data: data,
            _driver: driver,
        })
    }

    /// Keeps a picture of what the browser shows as a test artefact.
    pub(crate) async fn picture(&self, of: &str) -> Result<()> {
        Ok(self.browser().screenshot(&self.artefact(of)?).await?)
    }

    /// Keeps a picture of a frame alone, by its id.
    pub(crate) async fn picture_in(&self, frame: &str, of: &str) -> Result<()> {
        self.browser().enter_default_frame().await?;
        let frame = self.browser().find(By::Id(frame)).await?;
        Ok(frame.screenshot(&self.artefact(of)?).await?)
    }

    /// Tells Chromium, by its developer tools, what system it runs on.
    pub(crate) async fn system(&self, command: &str, is: Value) -> Result<()> {
        let told = self.browser().cdp().send_raw(command, is).await;
        told.map(drop).with_context(|| format!("no {command}"))
    }

    /// Tells Chromium which language its person reads.
    pub(crate) async fn browser_speaks(&self, locale: &str) -> Result<()> {
        let agent = self
            .browser()
            .execute("return navigator.userAgent", vec![])
            .await?;
        let agent: String = agent.convert()?;
        let speaks = json!({ "userAgent": agent, "acceptLanguage": locale });
        self.system("Emulation.setUserAgentOverride", speaks).await
    }

    fn artefact(&self, of: &str) -> Result<PathBuf> {
        let folder = root().join("target/screenshots");
        std::fs::create_dir_all(&folder)?;
        Ok(folder.join(format!("{}-{of}.png", self.title)))
    }

    fn browser(&self) -> &WebDriver {
        self.simulator.browser()
    }
}

fn simulator_config(backend: &Backend, data: &Path) -> Result<simulator::Config> {
    Ok(simulator::Config {
        backend: format!("http://{}", backend.address()).parse()?,
        events_token_file: Some(data.join("events-token")),
        sdk_dirs: sdk_dirs(),
        shim: Some(root().join("target/npm/shim.js")),
    })
}

/// The releases from npm, and those of the matrix when it runs.
fn sdk_dirs() -> Vec<PathBuf> {
    let own = root().join("node_modules");
    let more = std::env::var_os(crate::sdk::FOLDER).map(PathBuf::from);
    [own].into_iter().chain(more).collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
