//! A program of the project as a process, with its log kept for whoever asks why.

use anyhow::{Context, Result, bail};
use std::{
    env,
    fs::File,
    path::{Path, PathBuf},
    process::Stdio,
};
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

/// Where goes what a program writes.
#[derive(Clone, Copy)]
pub enum Log<'a> {
    /// Its log is added to this file; it writes that where errors go.
    Kept(&'a Path),
    /// Its log is shown.
    Shown,
}

/// Starts a program and waits for the line that says where it listens; answers what
/// follows these words. It is killed when the child is dropped.
///
/// # Errors
///
/// When it does not start, or ends before it listens.
pub async fn start(mut command: Command, words: &str, log: Log<'_>) -> Result<(Child, String)> {
    if let Log::Kept(path) = log {
        command.stderr(File::options().create(true).append(true).open(path)?);
    }
    let name = command
        .as_std()
        .get_program()
        .to_string_lossy()
        .into_owned();
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    let started = command.kill_on_drop(true).spawn();
    let mut process = started.with_context(|| format!("{name} does not start"))?;
    let output = process.stdout.take().context("the output is piped")?;
    let mut lines = BufReader::new(output).lines();
    let address = listening(&name, words, &mut lines).await?;
    // What it says later is read too: a full pipe would make it wait.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    Ok((process, address))
}

async fn listening(
    name: &str,
    words: &str,
    lines: &mut Lines<BufReader<ChildStdout>>,
) -> Result<String> {
    while let Some(line) = lines.next_line().await? {
        if let Some(address) = line.strip_prefix(words) {
            return Ok(address.trim().trim_end_matches('/').to_owned());
        }
    }
    bail!("{name} ended before it listened")
}

/// A program that Cargo built beside this one, or beside the folder of this test.
///
/// # Errors
///
/// When nobody knows where this program is.
pub fn beside_this(program: &str) -> Result<PathBuf> {
    let this = env::current_exe()?;
    let folder = this.parent().context("this program has no folder")?;
    // Cargo puts tests into `deps/` beside the programs.
    let folder = match folder.parent() {
        Some(parent) if folder.ends_with("deps") => parent,
        _ => folder,
    };
    Ok(folder.join(program))
}
