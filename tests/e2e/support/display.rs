//! The display that nobody sees, for an engine that cannot do without: one for all
//! journeys, started when the first one needs it.

use anyhow::{Context, Result, ensure};
use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::Mutex,
};

static DISPLAY: Mutex<Option<(Child, String)>> = Mutex::new(None);

/// The display's name, such as `:0`; it is started unless it is there.
pub(crate) fn shared() -> Result<String> {
    let mut display = DISPLAY.lock().expect("nobody panics while holding it");
    if display.is_none() {
        *display = Some(start()?);
    }
    let (_, name) = display.as_ref().context("it was just started")?;
    Ok(name.clone())
}

/// Ends it, after the last journey.
pub(crate) fn close() {
    let mut display = DISPLAY.lock().expect("nobody panics while holding it");
    if let Some((mut process, _)) = display.take() {
        let _ = process.kill(); // it may have ended by itself
        let _ = process.wait();
    }
}

/// Xvfb chooses a free number and says it once it can be connected to.
fn start() -> Result<(Child, String)> {
    let mut process = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1400x1000x24"])
        .args(["-nolisten", "tcp"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .context("Xvfb is missing; `cargo xtask test e2e` installs it")?;
    let output = process.stdout.take().context("the output is piped")?;
    let mut number = String::new();
    BufReader::new(output).read_line(&mut number)?;
    ensure!(!number.trim().is_empty(), "Xvfb ended before it was ready");
    Ok((process, format!(":{}", number.trim())))
}
