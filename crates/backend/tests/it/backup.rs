//! Copies of the database: whole or not there, and never taken for what they
//! are not.

use crate::support::{Process, WORKFLOW, binary, offline, refused};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::Output;
use tokio::process::Command;

const ID: &str = "0123456789abcdef0123456789abcdef";

/// A data directory that a server filled and left in order.
async fn filled() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a directory can be made");
    let server = Process::start(dir.path(), &[]).await;
    server.save(ID, "All", WORKFLOW).await;
    for _ in 0..30 {
        server.event(&"x".repeat(1000)).await;
    }
    assert_eq!(server.terminate().await, Some(0));
    dir
}

/// A backup whose files may grow to 100 KB only, after this line of shell.
async fn cramped(dir: &Path, first: &str, to: &Path) -> Output {
    let script = format!("{first} ulimit -c 0; ulimit -f 200; exec \"$0\" \"$@\"");
    let program = binary().as_std().get_program().to_owned();
    let mut command = Command::new("sh");
    command.arg("-c").arg(script).arg(program);
    command
        .arg("backup")
        .arg("--data-dir")
        .arg(dir.join("data"));
    command.arg(to).output().await.expect("sh starts")
}

fn names(dir: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir).expect("it is a directory");
    let entries = entries.map(|entry| entry.expect("it has a name").file_name());
    entries
        .map(|name| name.to_string_lossy().into_owned())
        .collect()
}

/// With too little room nothing is left, and nothing stands in the way later.
#[tokio::test]
async fn a_failed_backup_leaves_nothing() {
    let dir = filled().await;
    let at = tempfile::tempdir().unwrap();
    let copy = at.path().join("c.db");
    let failed = cramped(dir.path(), "trap '' XFSZ;", &copy).await;
    let said = String::from_utf8_lossy(&failed.stderr).into_owned();
    assert_eq!(failed.status.code(), Some(1), "{said}");
    assert!(
        said.contains("disk is full") || said.contains("I/O"),
        "{said}"
    );
    assert_eq!(names(at.path()), Vec::<String>::new());
    offline(dir.path(), &["backup", copy.to_str().unwrap()]).await;
    assert_eq!(names(at.path()), ["c.db"]);
}

#[tokio::test]
async fn a_killed_backup_is_not_there_and_the_next_one_works() {
    let dir = filled().await;
    let at = tempfile::tempdir().unwrap();
    let copy = at.path().join("c.db");
    // The signal ends it in the middle of writing.
    let killed = cramped(dir.path(), "", &copy).await;
    assert_eq!(killed.status.code(), None, "{killed:?}");
    assert!(!copy.exists());
    offline(dir.path(), &["backup", copy.to_str().unwrap()]).await;
    assert_eq!(names(at.path()), ["c.db"]);
    let again = binary()
        .args(["backup", copy.to_str().unwrap(), "--data-dir"])
        .arg(dir.path().join("data"))
        .output()
        .await
        .unwrap();
    let said = String::from_utf8_lossy(&again.stderr).into_owned();
    assert_eq!(again.status.code(), Some(2), "{said}");
    assert!(said.contains("exists already"), "{said}");
}

#[tokio::test]
async fn an_empty_file_beside_a_key_is_no_database() {
    let dir = filled().await;
    let data = dir.path().join("data");
    std::fs::write(data.join("connector.db"), "").unwrap();
    let mut serve = binary();
    serve.args(["serve", "--bind", "127.0.0.1:0", "--data-dir"]);
    let said = refused(serve.arg(&data)).await;
    assert!(
        said.contains("is empty although its key is there"),
        "{said}"
    );
    let length = std::fs::metadata(data.join("connector.db")).unwrap().len();
    assert_eq!(length, 0, "nothing was begun in it");
}

/// The log is in the file, so the bare file is a copy.
#[tokio::test]
async fn after_a_clean_stop_the_bare_file_is_whole() {
    let dir = filled().await;
    let (data, other) = (dir.path().join("data"), tempfile::tempdir().unwrap());
    assert!(!names(&data).contains(&"connector.db-wal".to_owned()));
    let to = other.path().join("data");
    std::fs::create_dir(&to).unwrap();
    for name in ["connector.db", "secret.key"] {
        std::fs::copy(data.join(name), to.join(name)).unwrap();
    }
    let server = Process::start(other.path(), &[]).await;
    let read = server.json(&format!("/api/v1/connectors/{ID}")).await;
    assert_eq!(read["configName"], "Orders");
}

/// Root may write everywhere: these commands run as somebody else.
fn as_nobody(dir: &Path, files: &[PathBuf]) -> Command {
    let program = dir.join("teams-connector");
    std::fs::copy(binary().as_std().get_program(), &program).expect("our own files");
    std::fs::set_permissions(dir, std::fs::Permissions::from_mode(0o755)).expect("our own files");
    let mut command = Command::new(program);
    if std::fs::metadata(dir).expect("our own files").uid() == 0 {
        for file in files {
            chown(file, Some(65534), Some(65534)).expect("our own files");
        }
        command.uid(65534).gid(65534);
    }
    command
}

#[tokio::test]
async fn a_backup_from_where_nothing_can_be_written_says_what_to_do() {
    let dir = filled().await;
    let data = dir.path().join("data");
    let mut files: Vec<_> = names(&data).iter().map(|name| data.join(name)).collect();
    files.push(data.clone());
    let mut command = as_nobody(dir.path(), &files);
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o555)).unwrap();
    command.arg("backup").arg("--data-dir").arg(&data);
    let output = command.arg(dir.path().join("c.db")).output().await.unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("or copy connector.db itself"), "{said}");
}
