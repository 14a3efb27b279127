//! The examples of docs/events.md, run as they are written: only addresses and
//! folders are those of the test.

use crate::support::{Process, Receiver, until};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Output;
use tokio::process::Command;

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
        let output = self.ends(code).await;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{code}\n{said}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    async fn ends(&self, code: &str) -> Output {
        let mut command = self.command("sh");
        let output = command.args(["-ec", &self.here(code)]).output().await;
        output.expect("sh is there")
    }

    /// The rows that the reader's own system would export.
    fn exports(&self, rows: &str) {
        let bin = self.dir.path().join("bin");
        fs::create_dir_all(&bin).expect("it is written");
        let export = bin.join("tasks-export");
        let code = format!("#!/bin/sh\ncat <<'END'\n{rows}END\n");
        fs::write(&export, code).expect("it is written");
        fs::set_permissions(&export, fs::Permissions::from_mode(0o755)).expect("it is written");
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
    assert_eq!(blocks.len(), 3);
    let answer = bench.run(&blocks[0]).await;
    assert!(answer.contains("eventId"), "{answer}");
    bench.shows("Order paper", 1).await;
    // The same key with another program's body is told apart or repeated.
    let answer = bench.run(&blocks[1]).await;
    assert!(answer.contains("eventId"), "{answer}");
    bench.shows("Order paper", 1).await;
    let answer = bench.run(&blocks[2]).await;
    assert!(answer.contains("eventId"), "{answer}");
    bench.shows("Order paper", 2).await;
}

#[tokio::test]
async fn the_cron_example_reports_every_changed_task_once() {
    let bench = Bench::new().await;
    bench.exports("7\t10:00\tOrder paper\n8\t10:01\tOrder \"ink\"\n");
    let code = &blocks("## From a cron job")[0];
    for _ in 0..2 {
        bench.run(code).await;
    }
    bench.shows("Order paper", 1).await;
    bench.shows("ink", 1).await;
    bench.exports("");
    bench.run(code).await;
}

/// A row without a title is refused; those after it are told all the same.
#[tokio::test]
async fn the_cron_example_goes_on_after_a_refused_row() {
    let bench = Bench::new().await;
    bench
        .exports("7\t10:00\tOrder paper\n8\t10:01\t\n-9\t10:02\t- buy milk\n10\t10:03\tCall Kim\n");
    let code = &blocks("## From a cron job")[0];
    for _ in 0..2 {
        let output = bench.ends(code).await;
        assert_eq!(output.status.code(), Some(1));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("task.title"), "{said}");
    }
    for title in ["Order paper", "- buy milk", "Call Kim"] {
        bench.shows(title, 1).await;
    }
}

#[tokio::test]
async fn the_envelope_in_the_text_is_taken() {
    let bench = Bench::new().await;
    let body = &blocks("## From another system's webhook")[0];
    let token = fs::read_to_string(bench.dir.path().join("data/events-token")).unwrap();
    let call = reqwest::Client::new().post(format!("{}/api/v1/events", bench.server.base));
    let call = call
        .bearer_auth(token.trim())
        .header("content-type", "application/json");
    let answer = call.body(body.clone()).send().await.expect("an answer");
    assert_eq!(answer.status(), 202);
    bench.shows("Order paper", 1).await;
}
