//! The examples of docs/events.md, run as they are written: only addresses and
//! folders are those of the test.

use crate::support::{Process, Receiver, until};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Output;
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

/// What a sender of the example says to it.
struct Sender {
    port: u16,
    _translator: Child,
}

impl Sender {
    const SECRET: &[u8] = b"shared with the sender";

    async fn start(bench: &Bench) -> Self {
        let port = testkit::free_port().expect("a port is free");
        let code = &blocks("## From another system's webhook")[1];
        let code = bench.here(code).replace("8080", &port.to_string());
        let mut command = bench.command("python3");
        let secret = String::from_utf8_lossy(Self::SECRET).into_owned();
        let translator = command
            .args(["-c", &code])
            .env("SENDER_SECRET", secret)
            .env("EVENTS_TOKEN_FILE", "data/events-token")
            .spawn()
            .expect("python3 is missing: the example in docs/events.md is written in it");
        until("the translator listens", async || {
            TcpStream::connect(("127.0.0.1", port)).await.is_ok()
        })
        .await;
        Self {
            port,
            _translator: translator,
        }
    }

    fn signature(body: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(Self::SECRET).expect("a key of any length");
        mac.update(body.as_bytes());
        let code = mac.finalize().into_bytes();
        code.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    async fn says(&self, event: &str, delivery: &str, body: &str) -> (u16, String) {
        self.signs(event, delivery, body, &Self::signature(body))
            .await
    }

    async fn signs(&self, event: &str, delivery: &str, body: &str, code: &str) -> (u16, String) {
        let call = reqwest::Client::new().post(format!("http://127.0.0.1:{}/", self.port));
        let call = call
            .header("X-GitHub-Event", event)
            .header("X-GitHub-Delivery", delivery)
            .header("X-Hub-Signature-256", format!("sha256={code}"));
        let answer = call.body(body.to_owned()).send().await.expect("an answer");
        (
            answer.status().as_u16(),
            answer.text().await.expect("a text"),
        )
    }
}

fn issue(action: &str, title: &str) -> String {
    format!(
        r#"{{"action":"{action}","issue":{{"number":7,"title":{title},
        "html_url":"https://tasks.example/7"}}}}"#
    )
}

#[tokio::test]
async fn the_translator_takes_signed_calls_only() {
    let bench = Bench::new().await;
    let sender = Sender::start(&bench).await;
    let body = issue("opened", r#""Order paper""#);
    assert_eq!(sender.says("issues", "d1", &body).await.0, 202);
    let forged = sender.signs("issues", "d2", &body, "00").await;
    assert_eq!(forged.0, 401, "{}", forged.1);
    assert_eq!(sender.says("issues", "d1", &body).await.0, 202);
    bench.shows("Order paper", 1).await;
}

/// Every call has an answer, whatever it says, and the next one as well.
#[tokio::test]
async fn the_translator_answers_what_it_does_not_understand() {
    let bench = Bench::new().await;
    let sender = Sender::start(&bench).await;
    let comment = issue("edited", r#""A comment""#);
    let form = "payload=%7B%22action%22%3A%22opened%22%7D";
    for (event, body, expected) in [
        ("ping", r#"{"zen":"Keep it"}"#, 204),
        ("issue_comment", &comment, 204),
        ("issues", &issue("labeled", r#""Unknown action""#), 204),
        ("issues", form, 400),
        ("issues", "[]", 400),
        ("issues", r#"{"action":"opened","issue":null}"#, 400),
        ("issues", &issue("opened", "7"), 400),
        ("issues", &issue("opened", r#""\u200b""#), 502),
        ("issues", &issue("opened", "null"), 202),
    ] {
        let delivery = format!("{event} {}", body.len());
        let (status, says) = sender.says(event, &delivery, body).await;
        assert_eq!(status, expected, "{event} {body}: {says}");
        let told = says.contains("task.title") || expected != 502;
        assert!(told, "the refusal's own words: {says}");
    }
    bench.shows("(no title)", 1).await;
    let posts = bench.receiver.posts();
    assert!(!posts.iter().any(|post| post.body.contains("comment")));
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
