//! The real backend as a process, so that it can be killed and started again.

use super::{entra, root};
use anyhow::{Context, Result};
use reqwest::{Method, Response, StatusCode};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
};
use testkit::{Log, beside_this, build_preload, free_port};
use tokio::process::Command;

/// What it says, in its data folder.
const LOG: &str = "backend.log";
/// How far its wall clock is ahead, in the same folder.
const OFFSET: &str = "clock-offset";

/// A running backend; it ends with the journey.
pub(crate) struct Backend {
    process: testkit::Backend,
    public_url: String,
    options: Vec<String>,
    /// Where its people come from, if they sign in.
    issuer: Option<String>,
    /// Loaded before the C library, once its clock has been put on.
    clock: Option<PathBuf>,
}

/// Cards go to the simulator on this machine.
const FOR_A_DEVELOPER: &[&str] = &["--allow-loopback-webhooks"];
/// As an operator starts it behind a proxy that has a public name.
const IN_PUBLIC: &[&str] = &["--auth-mode", "capability"];

impl Backend {
    /// Starts on a port that the system gives to nobody else while it is dead, and
    /// waits until it listens.
    pub(crate) async fn start(data: &Path, public_url: &str) -> Result<Self> {
        Self::start_with(owned(FOR_A_DEVELOPER), None, data, public_url).await
    }

    /// The same, where people of the simulator at this origin sign in.
    pub(crate) async fn start_signing(
        data: &Path,
        public_url: &str,
        simulator: &str,
    ) -> Result<Self> {
        let options = [owned(FOR_A_DEVELOPER), entra::flags(simulator)].concat();
        Self::start_with(options, Some(simulator.to_owned()), data, public_url).await
    }

    /// The same, as the world can reach it.
    pub(crate) async fn start_in_public(data: &Path, public_url: &str) -> Result<Self> {
        Self::start_with(owned(IN_PUBLIC), None, data, public_url).await
    }

    async fn start_with(
        options: Vec<String>,
        issuer: Option<String>,
        data: &Path,
        public_url: &str,
    ) -> Result<Self> {
        let seat = Seat {
            options: &options,
            public_url,
            clock: None,
        };
        Ok(Self {
            process: spawn(&seat, data, free_port()?).await?,
            public_url: public_url.to_owned(),
            options,
            issuer,
            clock: None,
        })
    }

    /// Where it listens, such as `127.0.0.1:40001`.
    pub(crate) fn address(&self) -> &str {
        self.process.address()
    }

    /// What it holds about a connector, asked behind the simulator's back and
    /// so past its faults; `None` when it holds nothing.
    pub(crate) async fn record(&self, id: &str) -> Result<Option<Value>> {
        let answer = self.ask(Method::GET, id, None).await?;
        if answer.status() == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        Ok(Some(answer.error_for_status()?.json().await?))
    }

    /// Stores a connector as another person's page would.
    pub(crate) async fn store(&self, id: &str, record: &Value) -> Result<()> {
        let answer = self.ask(Method::PUT, id, Some(record)).await?;
        Ok(answer.error_for_status().map(drop)?)
    }

    /// Removes a connector as another person's page would.
    pub(crate) async fn forget(&self, id: &str) -> Result<()> {
        let answer = self.ask(Method::DELETE, id, None).await?;
        Ok(answer.error_for_status().map(drop)?)
    }

    async fn ask(&self, method: Method, id: &str, body: Option<&Value>) -> Result<Response> {
        let url = format!("{}/api/v1/connectors/{id}", self.process.base());
        let client = reqwest::Client::builder().no_proxy().build()?;
        let mut request = client.request(method, url);
        if let Some(body) = body {
            request = request.json(body);
        }
        if let Some(issuer) = &self.issuer {
            request = request.bearer_auth(entra::token(issuer, "member").await?);
        }
        request.send().await.context("the backend is not there")
    }

    /// SIGKILL: no chance to put anything in order.
    pub(crate) async fn kill(&mut self) -> Result<()> {
        self.process.kill().await
    }

    /// Starts it again where it was.
    pub(crate) async fn restart(&mut self) -> Result<()> {
        let seat = Seat {
            options: &self.options,
            public_url: &self.public_url,
            clock: self.clock.as_deref(),
        };
        let (data, port) = (self.process.data().to_owned(), self.process.port()?);
        self.process = spawn(&seat, &data, port).await?;
        Ok(())
    }

    /// Kills it and starts it again where its wall clock is so many seconds ahead.
    pub(crate) async fn restart_later(&mut self, seconds: u32) -> Result<()> {
        self.kill().await?;
        let data = self.process.data();
        fs::write(data.join(OFFSET), seconds.to_string())?;
        let library = data.join("clock.so");
        build_preload("clock", &library).await?;
        self.clock = Some(library);
        self.restart().await
    }
}

/// How it is started each time.
struct Seat<'a> {
    options: &'a [String],
    public_url: &'a str,
    clock: Option<&'a Path>,
}

fn owned(options: &[&str]) -> Vec<String> {
    options.iter().map(|&option| option.to_owned()).collect()
}

async fn spawn(seat: &Seat<'_>, data: &Path, port: u16) -> Result<testkit::Backend> {
    let mut program = Command::new(beside_this("teams-connector")?);
    if let Some(clock) = seat.clock {
        program
            .env("LD_PRELOAD", clock)
            .env("TORTURE_CLOCK_OFFSET", data.join(OFFSET));
    }
    let page = root().join("dist");
    let page = page.to_str().context("the folder's name is text")?;
    let place = ["--public-url", seat.public_url, "--page-dir", page];
    let options: Vec<_> = seat
        .options
        .iter()
        .map(String::as_str)
        .chain(place)
        .collect();
    let log = data.join(LOG);
    testkit::Backend::start(program, port, data, &options, Log::Kept(&log)).await
}
