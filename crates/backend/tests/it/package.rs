//! `package` and `lint` as an operator runs them: the built binary, no server.

use crate::support::{binary, refused};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

const PUBLIC: &str = "https://connector.northwind-tasks.com";

async fn run(dir: &Path, arguments: &[&str]) -> Output {
    let begun = Instant::now();
    let mut command = binary();
    let output = command
        .current_dir(dir)
        .args(arguments)
        .output()
        .await
        .expect("the binary starts");
    assert!(begun.elapsed() < Duration::from_secs(20), "{arguments:?}");
    output
}

async fn package(dir: &Path, more: &[&str]) -> String {
    let usual = ["package", "--public-url", PUBLIC];
    let output = run(dir, &[&usual, more].concat()).await;
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("it says text")
}

#[tokio::test]
async fn a_package_is_made_and_nothing_is_found_in_it() {
    let dir = tempfile::tempdir().unwrap();
    let said = package(dir.path(), &["--out", "app.zip"]).await;
    assert!(said.contains("app id: ") && said.contains("manifest: 1.30"));
    package(dir.path(), &["--out", "again.zip"]).await;
    let read = |name: &str| std::fs::read(dir.path().join(name)).unwrap();
    assert!(read("app.zip") == read("again.zip"));
    let output = run(
        dir.path(),
        &[
            "lint",
            "app.zip",
            "--public-url",
            "https://other.northwind-tasks.com",
        ],
    )
    .await;
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("server-page-elsewhere"));
    let output = run(dir.path(), &["lint", "app.zip"]).await;
    assert!(output.status.success(), "{output:?}");
}

#[tokio::test]
async fn a_package_carries_the_key_and_tells_it_to_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let key = run(dir.path(), &["enrolment", "rotate", "--data-dir", "data"]).await;
    let key = String::from_utf8(key.stdout).unwrap();
    let key = key
        .lines()
        .next()
        .unwrap()
        .trim_start_matches("key: ")
        .to_owned();
    let file = dir.path().join("app.zip");
    std::fs::write(&file, "older, for everybody").unwrap();
    let said = package(dir.path(), &["--data-dir", "data", "--toolkit", "app"]).await;
    let said = said + &package(dir.path(), &["--data-dir", "data", "--out", "app.zip"]).await;
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0);
    let text = |name: &str| std::fs::read_to_string(dir.path().join("app").join(name)).unwrap();
    assert!(text("env/.env.dev.user").contains(&key));
    assert!(
        !text("appPackage/manifest.json").contains(&key) && !text("env/.env.dev").contains(&key)
    );
    let checked = ["lint", "app", "--env", "dev", "--public-url", PUBLIC];
    let output = run(dir.path(), &checked).await;
    assert!(output.status.success(), "{output:?}");
    let output = run(dir.path(), &["lint", "app", "--format", "sarif"]).await;
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("placeholder-unresolved"));
    assert!(!said.contains(&key) && !told.contains(&key));
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_a_sentence() {
    let dir = tempfile::tempdir().unwrap();
    for (arguments, sentence) in [
        (
            &[
                "package",
                "--public-url",
                PUBLIC,
                "--out",
                "a.zip",
                "--manifest-version",
                "1.18",
            ][..],
            "never published",
        ),
        (
            &[
                "package",
                "--public-url",
                PUBLIC,
                "--out",
                "a.zip",
                "--for",
                "store",
            ],
            "--privacy",
        ),
        (
            &[
                "package",
                "--public-url",
                "https://a.example/b",
                "--out",
                "a.zip",
            ],
            "a path",
        ),
        (
            &[
                "package",
                "--public-url",
                PUBLIC,
                "--out",
                "a.zip",
                "--data-dir",
                "none",
            ],
            "No enrolment key",
        ),
        (
            &[
                "package",
                "--public-url",
                PUBLIC,
                "--out",
                "a.zip",
                "--locale",
                "xx",
            ],
            "pt-br",
        ),
        (&["lint", "none.zip"], "cannot be read"),
        (&["lint", ".", "--env", "none"], "env/.env.none"),
    ] {
        let mut command = binary();
        command.current_dir(dir.path()).args(arguments);
        let told = refused(&mut command).await;
        assert!(told.contains(sentence), "{arguments:?}: {told}");
    }
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn what_is_certain_is_mended_in_its_place() {
    let dir = tempfile::tempdir().unwrap();
    package(
        dir.path(),
        &["--out", "app.zip", "--manifest-version", "1.16"],
    )
    .await;
    package(
        dir.path(),
        &["--toolkit", "app", "--manifest-version", "1.16"],
    )
    .await;
    let file = dir.path().join("app/appPackage/manifest.json");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(
        &file,
        text.replacen('{', "{\"needsIdentity\": \"true\",", 1),
    )
    .unwrap();
    let output = run(dir.path(), &["lint", "app", "--env", "dev", "--fix"]).await;
    assert!(output.status.success(), "{output:?}");
    let mended = std::fs::read_to_string(&file).unwrap();
    assert!(!mended.contains("needsIdentity") && mended.contains("${{TEAMS_APP_ID}}"));
}

#[tokio::test]
async fn what_a_person_mistypes_is_told_before_a_package_is_made() {
    let dir = tempfile::tempdir().unwrap();
    for (flag, value, sentence) in [
        ("--name", "<b>Tasks</b>", "without tags"),
        ("--name", "Tasks\nnow", "one line"),
        ("--name", " ", "one line"),
        ("--developer", "North\u{202e}wind", "hidden signs"),
        ("--public-url", "https://a.example/#f", "a fragment"),
        ("--public-url", "https://[::1]", "with a host name"),
    ] {
        let usual = ["package", "--out", "a.zip"];
        let address = match flag {
            "--public-url" => [].as_slice(),
            _ => &["--public-url", PUBLIC],
        };
        let mut command = binary();
        let arguments = [&usual, address, &[flag, value]].concat();
        command.current_dir(dir.path()).args(arguments);
        let told = refused(&mut command).await;
        assert!(told.contains(sentence), "{flag} {value}: {told}");
    }
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_language_named_twice_is_in_the_package_once() {
    let dir = tempfile::tempdir().unwrap();
    package(dir.path(), &["--locale", "de,DE,fr", "--toolkit", "app"]).await;
    let manifest = dir.path().join("app/appPackage/manifest.json");
    let text = std::fs::read_to_string(manifest).unwrap();
    assert_eq!(text.matches("\"languageTag\"").count(), 2, "{text}");
}

/// The package may hold the enrolment key: a link would lead it to somebody else's file.
#[tokio::test]
async fn a_package_is_written_through_no_link_and_to_no_device() {
    let dir = tempfile::tempdir().unwrap();
    let theirs = dir.path().join("theirs");
    std::fs::write(&theirs, "theirs").unwrap();
    std::os::unix::fs::symlink(&theirs, dir.path().join("link")).unwrap();
    std::os::unix::fs::symlink(dir.path().join("none"), dir.path().join("dangling")).unwrap();
    for out in ["link", "dangling", ".", "/dev/null"] {
        let mut command = binary();
        let arguments = ["package", "--public-url", PUBLIC, "--out", out];
        command.current_dir(dir.path()).args(arguments);
        let told = refused(&mut command).await;
        assert!(told.contains("no plain file"), "{out}: {told}");
    }
    assert_eq!(std::fs::read_to_string(&theirs).unwrap(), "theirs");
    assert!(!dir.path().join("none").exists());
}

/// What nobody could write down is not done.
#[tokio::test]
async fn a_full_disk_fails_every_command_that_tells() {
    let dir = tempfile::tempdir().unwrap();
    package(dir.path(), &["--out", "app.zip"]).await;
    for arguments in [
        &["lint", "app.zip"][..],
        &["lint", "app.zip", "--format", "sarif"],
        &["admin", "workflows"],
        &["config", "check"],
    ] {
        let full = std::fs::File::options().write(true).open("/dev/full");
        let mut command = binary();
        command.current_dir(dir.path()).args(arguments);
        // `output` would put a pipe in its place.
        command.stdout(full.unwrap()).stderr(Stdio::piped());
        let output = command.spawn().unwrap().wait_with_output().await.unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains("cannot be written"), "{told}");
    }
}

#[tokio::test]
async fn a_package_is_compared_with_all_that_its_server_was_started_with() {
    let dir = tempfile::tempdir().unwrap();
    package(dir.path(), &["--surface", "both", "--out", "app.zip"]).await;
    let variables = format!(
        "TEAMS_CONNECTOR_PUBLIC_URL={PUBLIC}\nTEAMS_CONNECTOR_FRAME_ANCESTORS=https://a.example\n\
         TEAMS_CONNECTOR_ALLOW_ENDED_FAMILIES=false\n"
    );
    std::fs::write(dir.path().join("server.env"), variables).unwrap();
    let output = run(
        dir.path(),
        &["lint", "app.zip", "--server-config", "server.env"],
    )
    .await;
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stdout).unwrap();
    for id in [
        "server-frames-refused",
        "server-connector-refused",
        "server-enrolment-missing",
    ] {
        assert!(told.contains(id), "{id}: {told}");
    }
    for (variables, sentence) in [
        ("", "has no TEAMS_CONNECTOR_PUBLIC_URL"),
        ("TEAMS_CONNECTOR_BIND=nowhere\n", "invalid value 'nowhere'"),
    ] {
        std::fs::write(dir.path().join("server.env"), variables).unwrap();
        let mut command = binary();
        command.current_dir(dir.path());
        command.args(["lint", "app.zip", "--server-config", "server.env"]);
        let told = refused(&mut command).await;
        assert!(told.contains(sentence), "{told}");
    }
}
