//! The command line. Every flag is also an environment variable; secrets can
//! be given as a file. Does nothing itself but call the rooms.

mod admin;
mod backup;
mod connectors;
mod doctor;
mod end;
mod enrolment;
mod environment;
mod event;
mod grants;
mod help;
mod lint;
mod log;
mod offline;
mod options;
mod package;
mod panic;
mod rekey;
mod secrets;
mod sign_in;
mod sources;
mod webhooks;
mod word;

use crate::serve::{StartError, serve_and_tell};
use clap::{Parser, Subcommand};
use end::End;
use options::ServeOptions;
use rustix::process::{Resource, Rlimit, setrlimit};
use std::io::{ErrorKind, Write as _};
use std::process::ExitCode;
use tokio_util::sync::CancellationToken;

/// Task notifications for Microsoft Teams channels.
#[derive(Parser)]
#[command(name = "teams-connector", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the page and the API, and send the cards.
    Serve(Box<ServeOptions>),
    /// Report one event to a running server.
    SendEvent(Box<event::SendEvent>),
    /// Look at deliveries, or send dead letters again.
    Deliveries(offline::Deliveries),
    /// Look at webhooks, or switch them on again.
    Webhooks(webhooks::Webhooks),
    /// Look at connectors, stop or start their cards, or remove them.
    Connectors(connectors::Connectors),
    /// Write a consistent copy of the database into a new file.
    Backup(backup::Backup),
    /// Seal every stored secret with a new key.
    Rekey(rekey::Rekey),
    /// Make, list or revoke the tokens of systems that report events.
    Senders(grants::Senders),
    /// Look at the file of other systems' webhooks.
    Sources(sources::SourcesCommand),
    /// The keys that new connectors need: the server's own, and named ones.
    Enrolment(enrolment::Enrolment),
    /// Make an app package for Teams.
    Package(Box<package::Package>),
    /// Look for what Teams would refuse in a package.
    Lint(lint::Lint),
    /// Look at what stands between a configuration and a working app.
    Doctor(Box<doctor::Doctor>),
    /// Print what an administrator of Microsoft 365 has to do.
    Admin(admin::Admin),
    /// Look at the configuration.
    Config(ConfigCommand),
}

/// Look at the configuration.
#[derive(clap::Args)]
struct ConfigCommand {
    #[command(subcommand)]
    command: ConfigVerb,
}

#[derive(Subcommand)]
enum ConfigVerb {
    /// Print what `serve` would use, secrets masked; list every fault.
    Check(Box<ServeOptions>),
}

/// Reads the arguments and does it. Exit codes: 0 done, 1 failed, 2 asked for
/// something that cannot be.
#[must_use]
pub fn main() -> ExitCode {
    no_core();
    let arguments = environment::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => return End::failed_by(error).tell(),
    };
    match runtime.block_on(run(arguments.command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(end) => end.tell(),
    }
}

/// A core of this process would hold webhook addresses.
fn no_core() {
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    // Where even that is forbidden, nothing else is lost.
    let _ = setrlimit(Resource::Core, none);
}

/// Prints a line. Who closed the pipe has read enough; what cannot be written for
/// another reason, such as a full disk, is not done.
fn say(line: impl std::fmt::Display) -> Result<(), End> {
    match writeln!(std::io::stdout(), "{line}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(End::failed(format!(
            "The output cannot be written: {error}"
        ))),
        _ => Ok(()),
    }
}

async fn run(command: Command) -> Result<(), End> {
    match command {
        Command::Serve(options) => start(*options).await,
        Command::SendEvent(command) => command.run().await,
        Command::Deliveries(command) => command.run().await,
        Command::Webhooks(command) => command.run().await,
        Command::Connectors(command) => command.run().await,
        Command::Backup(command) => command.run().await,
        Command::Rekey(command) => command.run().await,
        Command::Enrolment(command) => command.run().await,
        Command::Senders(command) => command.run().await,
        Command::Sources(command) => command.run(),
        Command::Doctor(command) => command.run(),
        Command::Admin(command) => command.run(),
        Command::Package(command) => command.run(),
        Command::Lint(command) => command.run(),
        Command::Config(ConfigCommand {
            command: ConfigVerb::Check(options),
        }) => options.check(),
    }
}

async fn start(options: ServeOptions) -> Result<(), End> {
    log::start(&options.log, options.log_format)?;
    panic::to_the_log();
    let config = options.config()?;
    // Faults are told before the port is taken.
    let faults = config.faults(options.bind);
    if !faults.is_empty() {
        return Err(End::refused(faults.join("\n")));
    }
    let listener = crate::http::listen(options.bind)
        .map_err(|error| End::failed(format!("{} cannot be bound: {error}", options.bind)))?;
    let address = listener.local_addr().map_err(End::failed_by)?;
    let stop = CancellationToken::new();
    tokio::spawn(signals(stop.clone()));
    // A server whose words nobody keeps serves all the same.
    let ready = || drop(say(format!("listening on http://{address}")));
    let ended = serve_and_tell(listener, config, stop, ready).await;
    ended.map_err(|error| match error {
        StartError::Io(_) | StartError::Broken => End::failed_by(error),
        _ => End::refused_by(error),
    })
}

async fn signals(stop: CancellationToken) {
    told_to_stop().await;
    stop.cancel();
}

/// Returns at SIGTERM or SIGINT.
async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut terminate), Ok(mut interrupt)) = (
        signal(SignalKind::terminate()),
        signal(SignalKind::interrupt()),
    ) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}
