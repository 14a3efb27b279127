//! A display that nobody sees, for an engine that cannot do without. Each browser
//! has its own: two windows on one display take each other's focus.

use anyhow::{Context, Result, ensure};
use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

/// A running Xvfb; it ends with whoever draws on it.
pub(crate) struct Display {
    process: Child,
    /// As programs are told it, such as `:0`.
    pub(crate) name: String,
}

impl Display {
    /// Xvfb chooses a free number and says it once it can be connected to.
    pub(crate) fn start() -> Result<Self> {
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
        let name = format!(":{}", number.trim());
        let display = Self { process, name };
        ensure!(display.name.len() > 1, "Xvfb ended before it was ready");
        Ok(display)
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.process.kill(); // it may have ended by itself
        let _ = self.process.wait();
    }
}
