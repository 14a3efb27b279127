//! The examples of docs/events.md, run as they are written: only addresses and
//! folders are those of the test.

use crate::support::{Process, Receiver, until};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

const EVENTS: &str = include_str!("../../../../docs/events.md");
const ID: &str = "0123456789abcdef0123456789abcdef";

/// The code blocks under a heading.
fn blocks(heading: &str) -> Vec<String> {
    let (_, rest) = EVENTS.split_once(heading).expect("the heading is there");
    let part = rest.split("\n## ").next().unwrap_or_default();
    let fenced = part.split("```").skip(1).step_by(2);
    let code = fenced.filter_map(|block| Some(block.split_once('\n')?.1.to_owned()));
    code.collect()
}

struct Bench {
    dir: tempfile::TempDir,
    receiver: Receiver,
    server: Process,
}

impl Bench {
    async fn new() -> Self {
        let dir = tempfile::tempdir().expect("a directory can be made");
        let receiver = Receiver::start().await;
        let server = Process::start(dir.path(), &[]).await;
        let channel = receiver.connector("document");
        server.save(ID, "All", &channel).await;
        Self {
            dir,
            receiver,
            server,
        }
    }

    /// Where a reader would have put their own.
    fn here(&self, code: &str) -> String {
        let data = self.dir.path().join("data");
        code.replace("http://127.0.0.1:3978", &self.server.base)
            .replace("/var/lib/teams-connector", &data.to_string_lossy())
    }

    fn command(&self, program: &str) -> Command {
        let ours = Path::new(env!("CARGO_BIN_EXE_teams-connector"));
        let mut path = vec![self.dir.path().join("bin")];
        path.extend(ours.parent().map(PathBuf::from));
        path.extend(std::env::split_paths(
            &std::env::var_os("PATH").unwrap_or_default(),
        ));
        let mut command = Command::new(program);
        command
            .current_dir(self.dir.path())
            .env("PATH", std::env::join_paths(path).expect("no colons"))
            .env("TEAMS_CONNECTOR_SERVER", &self.server.base)
            .kill_on_drop(true);
        command
    }

    async fn run(&self, code: &str) -> String {
        let mut command = self.command("sh");
        let output = command.args(["-ec", &self.here(code)]).output().await;
        let output = output.expect("sh is there");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{code}\n{said}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    async fn shows(&self, title: &str, times: usize) {
        let has = |title: &str| {
            let posts = self.receiver.posts();
            posts
                .iter()
                .filter(|post| post.body.contains(title))
                .count()
        };
        until(title, async || has(title) >= times).await;
        assert_eq!(has(title), times, "{title}");
    }
}

#[tokio::test]
async fn the_shell_examples_report_an_event_once() {
    let bench = Bench::new().await;
    let blocks = blocks("## From a shell: curl");
    assert_eq!(blocks.len(), 2);
    let answer = bench.run(&blocks[0]).await;
    assert!(answer.contains("eventId"), "{answer}");
    bench.shows("Order paper", 1).await;
    // The same key with another program's body is told apart or repeated.
    let answer = bench.run(&blocks[1]).await;
    assert!(answer.contains("eventId"), "{answer}");
    bench.shows("Order paper", 1).await;
}

#[tokio::test]
async fn the_cron_example_reports_every_changed_task_once() {
    let bench = Bench::new().await;
    let bin = bench.dir.path().join("bin");
    fs::create_dir(&bin).unwrap();
    let export = bin.join("tasks-export");
    let tasks = "#!/bin/sh\nprintf '7\\t10:00\\tOrder paper\\n8\\t10:01\\tOrder \"ink\"\\n'\n";
    fs::write(&export, tasks).unwrap();
    fs::set_permissions(&export, fs::Permissions::from_mode(0o755)).unwrap();
    let code = &blocks("## From a cron job")[0];
    for _ in 0..2 {
        bench.run(code).await;
    }
    bench.shows("Order paper", 1).await;
    bench.shows("ink", 1).await;
}

/// Free once this ends: the example cannot choose one and say which.
fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    listener.local_addr().expect("it is bound").port()
}

#[tokio::test]
async fn the_translator_takes_signed_calls_only() {
    const SECRET: &[u8] = b"shared with the sender";
    let bench = Bench::new().await;
    let port = free_port();
    let blocks = blocks("## From another system's webhook");
    let code = bench.here(&blocks[0]).replace("8080", &port.to_string());
    let mut command = bench.command("python3");
    let _translator: Child = command
        .args(["-c", &code])
        .env(
            "SENDER_SECRET",
            String::from_utf8_lossy(SECRET).into_owned(),
        )
        .env("EVENTS_TOKEN_FILE", "data/events-token")
        .spawn()
        .expect("python3 is missing: the example in docs/events.md is written in it");
    until("the translator listens", async || {
        TcpStream::connect(("127.0.0.1", port)).await.is_ok()
    })
    .await;
    let body = r#"{"action":"opened","issue":{"number":7,"title":"Order paper",
        "html_url":"https://tasks.example/7"}}"#;
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET).unwrap();
    mac.update(body.as_bytes());
    let good = mac.finalize().into_bytes();
    let good: String = good.iter().map(|byte| format!("{byte:02x}")).collect();
    for (signature, status) in [(good.as_str(), 202), ("00", 401), (&good, 202)] {
        let call = reqwest::Client::new().post(format!("http://127.0.0.1:{port}/"));
        let call = call
            .header("X-Hub-Signature-256", format!("sha256={signature}"))
            .header("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958");
        let answer = call.body(body).send().await.unwrap();
        assert_eq!(answer.status(), status);
    }
    bench.shows("Order paper", 1).await;
}
