//! The real binary, to be killed.

use super::{event, save};
use serde_json::Value;
use std::path::Path;
use std::time::Duration;
use testkit::{Backend, Log};
use tokio::process::Command;

pub(crate) struct Process {
    process: Backend,
    pub(crate) base: String,
    http: reqwest::Client,
}

/// Every level, and by name what would print an address if it were let.
const EVERYTHING: &str = "trace,hyper::proto=trace,hyper_util::client=trace,\
     reqwest::connect=trace,sqlx::query=trace,rustls::client=trace,h2=trace";

/// It may be asked as fast as tests ask, and gives up soon.
const OPTIONS: &[&str] = &[
    "--post-seconds=2",
    "--lease-seconds=3",
    "--requests-per-second=10000",
    "--test-cards-per-second=1000",
];

pub(crate) fn binary() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_teams-connector"));
    command.kill_on_drop(true);
    command
}

/// Runs a command on a server's data directory; what it says.
pub(crate) async fn offline(dir: &Path, arguments: &[&str]) -> String {
    let output = binary()
        .args(arguments)
        .arg("--data-dir")
        .arg(dir.join("data"))
        .output()
        .await
        .expect("the binary starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    String::from_utf8_lossy(&output.stdout).into_owned() + &said
}

/// Runs a command that is refused; what it says.
pub(crate) async fn refused(command: &mut Command) -> String {
    let output = tokio::time::timeout(Duration::from_secs(20), command.output()).await;
    let output = output.expect("it was not refused: it runs");
    let output = output.expect("the binary starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    said
}

impl Process {
    /// Starts it in a directory; all logs go to `log` there, at every level.
    pub(crate) async fn start(dir: &Path, extra: &[&str]) -> Self {
        Self::start_by(binary(), dir, extra).await
    }

    /// Starts it with what the command already says.
    pub(crate) async fn start_by(command: Command, dir: &Path, extra: &[&str]) -> Self {
        let loopback = [&["--allow-loopback-webhooks"], extra].concat();
        Self::start_strict_by(command, dir, &loopback).await
    }

    /// Starts it as operators do: it posts to public addresses only.
    pub(crate) async fn start_strict(dir: &Path) -> Self {
        Self::start_strict_by(binary(), dir, &[]).await
    }

    /// The same with more options.
    pub(crate) async fn start_strict_with(dir: &Path, extra: &[&str]) -> Self {
        Self::start_strict_by(binary(), dir, extra).await
    }

    async fn start_strict_by(program: Command, dir: &Path, extra: &[&str]) -> Self {
        let options = [OPTIONS, &["--log", EVERYTHING], extra].concat();
        let (data, log) = (dir.join("data"), dir.join("log"));
        let process = Backend::start(program, 0, &data, &options, Log::Kept(&log)).await;
        let process = process.expect("the binary starts and says where it listens");
        Self {
            base: process.base().to_owned(),
            process,
            http: reqwest::Client::new(),
        }
    }

    pub(crate) fn id(&self) -> u32 {
        self.process.id().expect("it runs")
    }

    /// SIGKILL: nothing is flushed, nothing is said.
    pub(crate) async fn kill(mut self) {
        self.process.kill().await.expect("it can be killed");
    }

    /// SIGTERM, and what it exits with.
    pub(crate) async fn terminate(self) -> Option<i32> {
        self.process
            .terminate()
            .await
            .expect("it can be told to end")
    }

    pub(crate) async fn save(&self, id: &str, kind: &str, webhook: &str) {
        let path = format!("{}/api/v1/connectors/{id}", self.base);
        let answer = self.http.put(path).json(&save(kind, webhook)).send().await;
        let status = answer.expect("it answers").status();
        assert!(status.is_success(), "{status}");
    }

    pub(crate) async fn event(&self, title: &str) -> Value {
        let answer = self.report(title).await;
        assert_eq!(answer.status(), 202);
        answer.json().await.expect("the answer is JSON")
    }

    /// An event, whatever comes of it.
    pub(crate) async fn report(&self, title: &str) -> reqwest::Response {
        self.http
            .post(format!("{}/api/v1/events", self.base))
            .bearer_auth(self.process.events_token().expect("the token was made"))
            .json(&event("created", title))
            .send()
            .await
            .expect("it answers")
    }

    pub(crate) async fn text(&self, path: &str) -> String {
        let answer = self.http.get(format!("{}{path}", self.base)).send().await;
        answer
            .expect("it answers")
            .text()
            .await
            .expect("it is text")
    }

    pub(crate) async fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.text(path).await).expect("it is JSON")
    }
}
