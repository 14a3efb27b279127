//! The real server as a child process, and calls to it.

use anyhow::Context as _;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use testkit::{Backend, Log};
use tokio::process::Command;

/// How long a post may take.
pub(crate) const POST_SECONDS: u64 = 5;
/// A lease short enough to wait for.
pub(crate) const LEASE_SECONDS: u64 = 6;

/// It takes whatever a part sends, as fast as that comes.
const OPTIONS: &[&str] = &[
    "--allow-loopback-webhooks",
    "--log=error",
    "--requests-per-second=100000",
    "--test-cards-per-second=1000",
    "--events-per-second=1000000",
    "--max-new-connectors-per-address=1000000",
];

pub(crate) struct Server {
    process: Backend,
    pub(crate) client: Client,
}

/// Calls to a server; may outlive it.
#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) base: String,
    token: String,
    http: reqwest::Client,
}

impl Server {
    /// Starts it; `port` 0 takes a free one.
    pub(crate) async fn start(binary: &Path, dir: &Path, port: u16) -> anyhow::Result<Self> {
        Self::start_by(Command::new(binary), dir, port).await
    }

    /// Starts it by a command that becomes the server.
    pub(crate) async fn start_by(command: Command, dir: &Path, port: u16) -> anyhow::Result<Self> {
        Self::start_patient(command, dir, port, (POST_SECONDS, LEASE_SECONDS)).await
    }

    /// The same with other seconds for a post and a lease.
    pub(crate) async fn start_patient(
        command: Command,
        dir: &Path,
        port: u16,
        (post, lease): (u64, u64),
    ) -> anyhow::Result<Self> {
        let (post, lease) = (post.to_string(), lease.to_string());
        let patience = ["--post-seconds", &post, "--lease-seconds", &lease];
        let options = [OPTIONS, &patience].concat();
        let data = dir.join("data");
        let process = Backend::start(command, port, &data, &options, Log::Shown).await?;
        let client = Client::new(process.base(), &data)?;
        Ok(Self { process, client })
    }

    pub(crate) fn port(&self) -> u16 {
        self.process.port().unwrap_or(0)
    }

    /// The folder with all that it keeps.
    pub(crate) fn data(&self) -> &Path {
        self.process.data()
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.data().join("connector.db")
    }

    /// Its process, for other programs.
    pub(crate) fn id(&self) -> anyhow::Result<String> {
        Ok(self.process.id()?.to_string())
    }

    /// SIGKILL.
    pub(crate) async fn kill(mut self) -> anyhow::Result<()> {
        self.process.kill().await
    }

    /// Resident memory in megabytes.
    pub(crate) fn memory(&self) -> anyhow::Result<u64> {
        self.process.memory()
    }
}

/// What a page sends to save.
pub(crate) fn connector(webhook: &str, choice: &str) -> Value {
    json!({
        "notificationType": choice, "configName": "Torture",
        "contentUrl": "https://connector.example/configure", "webhookUrl": webhook,
    })
}

impl Client {
    /// Calls to the server whose data is there.
    pub(crate) fn new(base: &str, data: &Path) -> anyhow::Result<Self> {
        let token = std::fs::read_to_string(data.join("events-token"))?;
        Ok(Self {
            base: base.to_owned(),
            token: token.trim().to_owned(),
            http: reqwest::Client::new(),
        })
    }

    pub(crate) async fn save(&self, id: &str, webhook: &str) -> anyhow::Result<()> {
        self.save_as(id, webhook, "All").await
    }

    /// Saves a connector with this choice.
    pub(crate) async fn save_as(
        &self,
        id: &str,
        webhook: &str,
        choice: &str,
    ) -> anyhow::Result<()> {
        let status = self.put(id, &connector(webhook, choice)).await?;
        anyhow::ensure!((200..300).contains(&status), "{status}");
        Ok(())
    }

    /// Saves a connector with a body of one's own; the status.
    pub(crate) async fn put(&self, id: &str, body: &Value) -> anyhow::Result<u16> {
        let path = format!("{}/api/v1/connectors/{id}-0123456789abcdef", self.base);
        let answer = self.http.put(path).json(body).send().await?;
        Ok(answer.status().as_u16())
    }

    /// Removes a connector; the status.
    pub(crate) async fn remove(&self, id: &str) -> anyhow::Result<u16> {
        let path = format!("{}/api/v1/connectors/{id}-0123456789abcdef", self.base);
        Ok(self.http.delete(path).send().await?.status().as_u16())
    }

    /// The status of a page without a body worth reading.
    pub(crate) async fn status(&self, path: &str) -> anyhow::Result<u16> {
        let answer = self.http.get(format!("{}{path}", self.base)).send();
        Ok(answer.await?.status().as_u16())
    }

    /// One call; the event's id when it was acknowledged.
    pub(crate) async fn event(&self, key: &str, title: &str) -> anyhow::Result<String> {
        let body = json!({"type": "created", "task": {"id": key, "title": title}});
        let (status, _, answer) = self.report(key, &body).await?;
        anyhow::ensure!(status == 202, "{status}");
        Ok(answer["eventId"]
            .as_str()
            .context("it has an id")?
            .to_owned())
    }

    /// One call; its status, whether it says when to come back, and its answer.
    pub(crate) async fn report(
        &self,
        key: &str,
        body: &Value,
    ) -> anyhow::Result<(u16, bool, Value)> {
        let path = format!("{}/api/v1/events", self.base);
        let request = self.http.post(path).bearer_auth(&self.token);
        let answer = request.header("idempotency-key", key).json(body).send();
        let answer = answer.await?;
        let status = answer.status().as_u16();
        let later = answer.headers().contains_key("retry-after");
        Ok((status, later, answer.json().await?))
    }

    /// Every metric.
    pub(crate) async fn metrics(&self) -> anyhow::Result<String> {
        let path = format!("{}/metrics", self.base);
        Ok(self.http.get(path).send().await?.text().await?)
    }

    /// A number from the metrics.
    pub(crate) async fn metric(&self, name: &str) -> anyhow::Result<f64> {
        let text = self.metrics().await?;
        let name = format!("teams_connector_{name} ");
        let line = text.lines().find_map(|line| line.strip_prefix(&name));
        Ok(line.context("no such metric")?.parse()?)
    }
}
