//! Says what is going on, and runs other programs; never decides what to run.

use crate::label;
use anyhow::{Context, Result, bail};
use std::process::{Command, Stdio};

/// Announces a step; the time it takes is seen by the next line.
pub(crate) fn step(what: &str) {
    say("\x1b[1;36m==>\x1b[0m", what);
}

/// One line of news inside a step.
pub(crate) fn note(what: &str) {
    say("   ", what);
}

fn say(mark: &str, what: &str) {
    let line = format!("{mark} {what}");
    label::current().map_or_else(|| println!("{line}"), |label| label::print(label, &line));
}

/// Tells why the command failed, with each cause on its own line.
pub(crate) fn complain(error: &anyhow::Error) {
    eprintln!("\x1b[1;31merror:\x1b[0m {error}");
    for cause in error.chain().skip(1) {
        eprintln!("  because: {cause}");
    }
}

/// A command in the project's folder that sees the project's tools first.
pub(crate) fn command(program: &str) -> Result<Command> {
    prepared(Command::new(program))
}

/// The same, which lets others go first where the system knows `nice`.
pub(crate) fn patient_command(program: &str) -> Result<Command> {
    if crate::project::find_program(&["nice"]).is_none() {
        return command(program);
    }
    let mut nice = Command::new("nice");
    nice.args(["-n", "10", program]);
    prepared(nice)
}

fn prepared(mut command: Command) -> Result<Command> {
    command
        .current_dir(crate::project::root())
        .env("PATH", crate::project::search_path()?)
        .stdin(Stdio::null());
    // This process is started by cargo; what it starts is not part of that.
    for name in ["CARGO_MANIFEST_DIR", "CARGO_PKG_NAME", "CARGO_PKG_VERSION"] {
        command.env_remove(name);
    }
    Ok(command)
}

/// Runs to the end, output as it comes; `otherwise` is what to tell on failure.
pub(crate) fn run(command: &mut Command, otherwise: &str) -> Result<()> {
    if let Some(label) = label::current() {
        return label::run(label, command, otherwise);
    }
    let status = command.status().with_context(|| otherwise.to_owned())?;
    if !status.success() {
        bail!("{otherwise}");
    }
    Ok(())
}

/// What a program prints, or `None` when it is not there or fails.
pub(crate) fn ask(program: &str, arguments: &[&str]) -> Option<String> {
    let output = command(program).ok()?.args(arguments).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}
