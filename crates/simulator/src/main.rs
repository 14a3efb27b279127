//! The command `simulator`: reads its flags and serves until it is interrupted.

use anyhow::Context;
use clap::Parser;
use std::{net::SocketAddr, path::PathBuf, process::ExitCode};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// A pretend Teams on localhost, in front of the connector's backend.
#[derive(Parser)]
#[command(version)]
struct Flags {
    /// Where to listen; loopback only.
    #[arg(long, default_value = "127.0.0.1:3978")]
    bind: SocketAddr,
    /// The backend's address.
    #[arg(long, value_name = "URL")]
    backend: url::Url,
    /// Another name to answer under, for a proxy that plays Teams' own; can be given again.
    #[arg(long = "name", value_name = "HOST")]
    names: Vec<String>,
    /// File with the token for reporting events, read at each report.
    #[arg(long, value_name = "FILE")]
    events_token_file: Option<PathBuf>,
    /// Folder with releases of the Teams SDK; can be given again.
    #[arg(long = "sdk-dir", value_name = "DIR")]
    sdk_dirs: Vec<PathBuf>,
    /// An app package, as `teams-connector package` makes it, uploaded from the start.
    #[arg(long, value_name = "APP.ZIP")]
    package: Option<PathBuf>,
    /// The bundled stand-in SDK.
    #[arg(long, value_name = "FILE")]
    shim: Option<PathBuf>,
    /// How much to tell of each request on standard error: off, info.
    #[arg(long, value_name = "LEVEL", default_value = "off")]
    log: tracing::level_filters::LevelFilter,
}

fn main() -> ExitCode {
    let flags = Flags::parse();
    if !flags.bind.ip().is_loopback() {
        eprintln!(
            "The simulator listens on loopback only, and {} is not.",
            flags.bind
        );
        return ExitCode::from(2);
    }
    let log = tracing_subscriber::fmt().with_writer(std::io::stderr);
    log.with_max_level(flags.log).init();
    match run(flags) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn run(flags: Flags) -> anyhow::Result<()> {
    let listener = TcpListener::bind(flags.bind)
        .await
        .with_context(|| format!("The simulator cannot listen on {}", flags.bind))?;
    let port = listener.local_addr()?.port();
    let config = simulator::Config {
        backend: flags.backend,
        names: flags.names,
        events_token_file: flags.events_token_file,
        sdk_dirs: flags.sdk_dirs,
        package: flags.package,
        shim: flags.shim,
    };
    let stop = CancellationToken::new();
    stop_on_interrupt(stop.clone());
    println!("simulator on http://localhost:{port}");
    simulator::serve(listener, config, stop).await?;
    Ok(())
}

fn stop_on_interrupt(stop: CancellationToken) {
    tokio::spawn(async move {
        if interrupted().await.is_ok() {
            stop.cancel();
        }
    });
}

#[cfg(unix)]
async fn interrupted() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        result = tokio::signal::ctrl_c() => result,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn interrupted() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
