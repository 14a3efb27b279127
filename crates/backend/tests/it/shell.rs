//! The commands as shells and compose files use them.

use crate::support::{Process, Receiver, binary, offline, refused};
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt as _, BufReader};

const ID: &str = "0123456789abcdef0123456789abcdef";

/// `deliveries list | head -1`.
#[tokio::test]
async fn a_closed_pipe_ends_a_list_quietly() {
    let dir = tempfile::tempdir().unwrap();
    let receiver = Receiver::start().await;
    let server = Process::start(dir.path(), &[]).await;
    server.save(ID, "All", &receiver.connector("many")).await;
    for number in 0..30 {
        server.event(&format!("Task {number}")).await;
    }
    let data = dir.path().join("data");
    let mut child = binary()
        .args(["deliveries", "list", "--data-dir"])
        .arg(&data)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Nobody ever reads: the first line already meets a closed pipe.
    drop(child.stdout.take());
    let mut errors = BufReader::new(child.stderr.take().unwrap()).lines();
    assert_eq!(errors.next_line().await.unwrap(), None);
    assert_eq!(child.wait().await.unwrap().code(), Some(0));
    server.kill().await;
}

#[tokio::test]
async fn an_unknown_state_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    Process::start(dir.path(), &[]).await.kill().await;
    let mut list = binary();
    list.args(["deliveries", "list", "--state", "deaad", "--data-dir"]);
    let said = refused(list.arg(dir.path().join("data"))).await;
    assert!(said.contains("dead"), "it lists what there is: {said}");
    let listed = offline(dir.path(), &["deliveries", "list", "--state", "dead"]).await;
    assert_eq!(listed, "");
}

/// A compose file that names every variable and sets none.
#[tokio::test]
async fn empty_variables_are_as_good_as_none() {
    let help = binary().args(["serve", "--help"]).output().await.unwrap();
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    let names = help.split("[env: ").skip(1);
    let names: Vec<_> = names.filter_map(|rest| rest.split('=').next()).collect();
    assert!(names.len() > 15, "{help}");
    let dir = tempfile::tempdir().unwrap();
    for value in ["", "  "] {
        let mut check = binary();
        check.args(["config", "check"]).current_dir(dir.path());
        for name in &names {
            check.env(name, value);
        }
        for name in ["EVENTS_TOKEN", "SIGNING_SECRETS"] {
            check.env(format!("TEAMS_CONNECTOR_{name}"), value);
        }
        let output = check.output().await.unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{said}");
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(told.contains("bind = 127.0.0.1:3978"), "{told}");
        assert!(told.contains("events-token = (file"), "{told}");
        assert!(told.contains("data-dir = data"), "{told}");
    }
}

#[tokio::test]
async fn blanks_after_commas_do_no_harm() {
    let list = "https://a.example, https://b.example,";
    let output = binary()
        .args(["config", "check", "--frame-ancestors", list])
        .output()
        .await
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}");
    let expected = "frame-ancestors = https://a.example,https://b.example\n";
    assert!(said.contains(expected), "{said}");
}

/// A core would hold addresses.
#[tokio::test]
async fn no_core_is_ever_written() {
    let dir = tempfile::tempdir().unwrap();
    let server = Process::start(dir.path(), &[]).await;
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", server.id())).unwrap();
    let core = limits
        .lines()
        .find(|line| line.starts_with("Max core file size"));
    let words: Vec<_> = core.unwrap().split_whitespace().collect();
    assert_eq!(words[4..6], ["0", "0"], "{core:?}");
    server.kill().await;
}
