//! A server as a process, with all that it says kept for whoever asks why.

use anyhow::{Context, Result, bail};
use std::{
    env,
    fs::File,
    path::{Path, PathBuf},
    process::Stdio,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

/// Starts the program that Cargo built beside this test, and waits for the line that
/// says where it listens; answers what follows those words. Whatever it writes is
/// added to the file.
pub(super) async fn start(
    program: &str,
    set_up: impl FnOnce(&mut Command),
    words: &str,
    log: &Path,
) -> Result<(Child, String)> {
    let log = File::options().create(true).append(true).open(log)?;
    let mut command = Command::new(beside_this_test(program)?);
    set_up(&mut command);
    let mut process = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(log.try_clone()?)
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("{program} does not start; `cargo xtask test e2e` builds it"))?;
    let output = process.stdout.take().context("the output is piped")?;
    let mut lines = BufReader::new(output).lines();
    let mut log = tokio::fs::File::from_std(log);
    let address = listening(program, words, &mut lines, &mut log).await?;
    // What it says later is read too: a full pipe would make it wait.
    tokio::spawn(async move {
        while let Ok(Some(line)) = lines.next_line().await {
            let _ = log.write_all(format!("{line}\n").as_bytes()).await; // the journey is over
        }
    });
    Ok((process, address))
}

async fn listening(
    program: &str,
    words: &str,
    lines: &mut Lines<BufReader<ChildStdout>>,
    log: &mut tokio::fs::File,
) -> Result<String> {
    while let Some(line) = lines.next_line().await? {
        log.write_all(format!("{line}\n").as_bytes()).await?;
        if let Some(address) = line.strip_prefix(words) {
            return Ok(address.trim().trim_end_matches('/').to_owned());
        }
    }
    bail!("{program} ended before it listened");
}

/// Cargo puts tests into `deps/` beside the programs.
fn beside_this_test(program: &str) -> Result<PathBuf> {
    let test = env::current_exe()?;
    let folder = test.parent().and_then(Path::parent);
    Ok(folder.context("the test has no folder")?.join(program))
}
