//! The real backend as a process, so that it can be killed and started again.

use super::port::free_port;
use anyhow::{Context, Result, bail};
use reqwest::{Method, Response, StatusCode};
use serde_json::Value;
use std::{
    env,
    path::{Path, PathBuf},
    process::Stdio,
};
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

/// A running backend; it ends with the journey.
pub(crate) struct Backend {
    process: Child,
    data: PathBuf,
    public_url: String,
    address: String,
}

impl Backend {
    /// Starts on a port that the system gives to nobody else while it is dead, and
    /// waits until it listens.
    pub(crate) async fn start(data: &Path, public_url: &str) -> Result<Self> {
        let bind = format!("127.0.0.1:{}", free_port()?);
        let (process, address) = spawn(data, public_url, &bind).await?;
        Ok(Self {
            process,
            data: data.to_owned(),
            public_url: public_url.to_owned(),
            address,
        })
    }

    /// Where it listens, such as `127.0.0.1:40001`.
    pub(crate) fn address(&self) -> &str {
        &self.address
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
        let url = format!("http://{}/api/v1/connectors/{id}", self.address);
        let client = reqwest::Client::builder().no_proxy().build()?;
        let mut request = client.request(method, url);
        if let Some(body) = body {
            request = request.json(body);
        }
        request.send().await.context("the backend is not there")
    }

    /// SIGKILL: no chance to put anything in order.
    pub(crate) async fn kill(&mut self) -> Result<()> {
        self.process
            .kill()
            .await
            .context("the backend is not there to be killed")
    }

    /// Starts it again where it was.
    pub(crate) async fn restart(&mut self) -> Result<()> {
        (self.process, self.address) = spawn(&self.data, &self.public_url, &self.address).await?;
        Ok(())
    }
}

async fn spawn(data: &Path, public_url: &str, bind: &str) -> Result<(Child, String)> {
    let mut process = Command::new(program()?)
        .args(["serve", "--allow-loopback-webhooks"])
        .args(["--bind", bind, "--public-url", public_url])
        .arg("--data-dir")
        .arg(data)
        .arg("--page-dir")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("dist"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .kill_on_drop(true)
        .spawn()
        .context("the backend does not start; `cargo xtask test e2e` builds it")?;
    let output = process.stdout.take().context("the output is piped")?;
    let mut lines = BufReader::new(output).lines();
    let address = listening(&mut lines).await?;
    // What it says later is read too: a full pipe would make it wait.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    Ok((process, address))
}

async fn listening(lines: &mut Lines<BufReader<ChildStdout>>) -> Result<String> {
    while let Some(line) = lines.next_line().await? {
        if let Some(address) = line.strip_prefix("listening on http://") {
            return Ok(address.trim().trim_end_matches('/').to_owned());
        }
    }
    bail!("the backend ended before it listened");
}

/// Cargo puts tests into `deps/` beside the programs.
fn program() -> Result<PathBuf> {
    let test = env::current_exe()?;
    let folder = test.parent().and_then(Path::parent);
    Ok(folder
        .context("the test has no folder")?
        .join("teams-connector"))
}
