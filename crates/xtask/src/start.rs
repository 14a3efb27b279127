//! Starts the product for a developer: the backend behind the simulator, both as
//! processes of their own, watched until the developer has had enough.

mod child;
mod first;

use crate::{auth::Auth, page, project::path, sdk, setup, steps};
use anyhow::{Context, Result, bail};
use child::{Child, News};
use std::{
    net::{Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
    process::Command,
    sync::mpsc::{Receiver, Sender, channel},
    thread,
};

/// How to start.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Where the simulator listens on localhost
    #[arg(long, default_value_t = 3978)]
    port: u16,
    /// Where settings and waiting cards are kept between starts
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// An app package that is uploaded to the simulator, as `teams-connector package` makes it
    #[arg(long, value_name = "APP.ZIP")]
    package: Option<PathBuf>,
    /// People sign in; without it whoever knows an id may
    #[arg(long, value_enum, value_name = "MODE")]
    auth: Option<Auth>,
}

/// Builds what is missing, starts both, and returns when told to stop.
pub(crate) fn run(options: &Options) -> Result<()> {
    check_port(options.port)?;
    build()?;
    let (sender, news) = channel();
    tell_signals(sender.clone())?;
    Running::start(options, sender)?.watch(&news)
}

/// Builds what is missing or older than its sources.
fn build() -> Result<()> {
    let missing = first::missing()?;
    steps::step(&first::announcement(&missing, first::cores()));
    if !missing.is_empty() {
        return first::build_at_once();
    }
    setup::for_page()?;
    page::build()?;
    steps::step("Building backend and simulator");
    build_servers()
}

struct Running {
    backend: Child,
    simulator: Child,
}

impl Running {
    fn start(options: &Options, sender: Sender<News>) -> Result<Self> {
        let (port, backend_port) = (options.port, free_port()?);
        let data = data_dir(options.data_dir.as_deref());
        steps::step("Starting");
        let mut command = backend(port, backend_port, &data)?;
        command.args(options.auth.map_or_else(Vec::new, |auth| auth.flags(port)));
        let backend = Child::start("backend", command, "listening on", sender.clone())?;
        let mut command = simulator(port, backend_port, &data)?;
        if let Some(package) = &options.package {
            command.arg("--package").arg(from_here(package));
        }
        let simulator = Child::start("simulator", command, "simulator on", sender)?;
        steps::note(&format!(
            "settings and cards are kept in {}",
            data.display()
        ));
        steps::step(&format!("Open http://localhost:{port}/ (Ctrl-C stops)"));
        Ok(Self { backend, simulator })
    }

    /// A backend that dies comes back, so that a developer may kill it.
    fn watch(mut self, news: &Receiver<News>) -> Result<()> {
        loop {
            match news.recv().context("nobody is left to listen to")? {
                News::Stop => return Ok(()),
                News::Ended(id) if id == self.simulator.id() => {
                    bail!("The simulator stopped; what it said is above.");
                }
                News::Ended(id) if id == self.backend.id() => {
                    steps::step("The backend stopped; starting it again");
                    self.backend.restart()?;
                }
                News::Ended(_) => {}
            }
        }
    }
}

fn backend(public: u16, port: u16, data: &Path) -> Result<Command> {
    let mut command = steps::command(&built("teams-connector"))?;
    command
        .args(["serve", "--allow-loopback-webhooks"])
        .arg("--bind")
        .arg(format!("127.0.0.1:{port}"))
        .arg("--public-url")
        .arg(format!("http://localhost:{public}"))
        .arg("--data-dir")
        .arg(data)
        .arg("--page-dir")
        .arg(path("dist"));
    Ok(command)
}

fn simulator(port: u16, backend: u16, data: &Path) -> Result<Command> {
    let mut command = steps::command(&built("simulator"))?;
    command
        .arg("--bind")
        .arg(format!("127.0.0.1:{port}"))
        .arg("--backend")
        .arg(format!("http://127.0.0.1:{backend}"))
        .arg("--events-token-file")
        .arg(data.join("events-token"))
        .arg("--sdk-dir")
        .arg(path("node_modules"))
        .arg("--sdk-dir")
        .arg(sdk::folder()) // where `cargo xtask sdk fetch` puts them, also while this runs
        .arg("--shim")
        .arg(path("target/npm/shim.js"));
    Ok(command)
}

/// Builds the two servers, in the profile that is quick to build.
fn build_servers() -> Result<()> {
    let mut build = steps::command("cargo")?;
    build.args(["build", "--workspace"]);
    build_servers_by(build)
}

/// The whole workspace is named so that what the servers share with the rest is built
/// with the same features, once and not twice.
fn build_servers_by(mut build: Command) -> Result<()> {
    build.args(SERVERS);
    steps::run(
        &mut build,
        "The servers did not build; the reason is above.",
    )
}

/// Builds the journeys and the servers they run; in this form nothing of them differs
/// from what the native tests compiled.
pub(crate) fn build_for_journeys() -> Result<()> {
    let mut build = steps::command("cargo")?;
    build
        .args(["build", "--workspace", "--test", "e2e"])
        .args(SERVERS);
    steps::run(
        &mut build,
        "The journeys or their servers did not build; the reason is above.",
    )
}

const SERVERS: [&str; 4] = ["--bin", "teams-connector", "--bin", "simulator"];

/// Whether the servers were built, from these files or from older ones.
fn servers_are_there() -> bool {
    let programs = ["teams-connector", "simulator"];
    programs
        .iter()
        .all(|program| Path::new(&built(program)).is_file())
}

fn built(program: &str) -> String {
    let file = crate::project::target().join("debug").join(program);
    file.to_string_lossy().into_owned()
}

fn data_dir(chosen: Option<&Path>) -> PathBuf {
    let fallback = || path("target/dev-data");
    chosen.map_or_else(fallback, from_here)
}

/// The children run in the project's folder; the person may be elsewhere.
fn from_here(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or(path.into())
}

fn check_port(port: u16) -> Result<()> {
    if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_err() {
        bail!("Port {port} is taken: stop what uses it, or choose another with --port.");
    }
    Ok(())
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no port is free")?;
    Ok(listener.local_addr()?.port())
}

fn tell_signals(sender: Sender<News>) -> Result<()> {
    use signal_hook::{consts, iterator::Signals};
    let mut signals = Signals::new([consts::SIGINT, consts::SIGTERM, consts::SIGHUP])?;
    thread::spawn(move || {
        for _ in signals.forever() {
            // Nobody listening any more means that we are stopping already.
            let _ = sender.send(News::Stop);
        }
    });
    Ok(())
}
