//! Kills, hurries and measures the real server, and prints figures. Never
//! part of what is shipped; the short forms are the backend's own tests.

mod backlog;
mod backup;
mod bench;
mod broken;
mod chance;
mod database;
mod hanging;
mod intake;
mod jump;
mod kills;
mod pace;
mod parts;
mod recovery;
mod replay;
mod row;
mod saves;
mod schedule;
mod server;
mod setting;
mod slow;
mod storage;
mod time;
mod tokens;
mod windows;
mod world;

use clap::{Parser, Subcommand};
use setting::{Load, Setting};
use std::path::PathBuf;
use std::time::Duration;

/// Torture and benchmarks of the server.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    what: What,
    /// The server's binary [default: beside this one].
    #[arg(long, global = true)]
    server: Option<PathBuf>,
    /// Repeats a run.
    #[arg(long, global = true, default_value_t = 20_261_123)]
    seed: u64,
}

#[derive(Subcommand)]
enum What {
    /// Every promise under stress; fails when a figure is out of its target.
    Torture {
        #[command(flatten)]
        load: Load,
        /// Only these parts.
        #[arg(long, value_parser = parts::names(), value_delimiter = ',')]
        only: Vec<String>,
    },
    /// Acknowledged events per second beside the disk's own commit rate,
    /// deliveries per second, memory.
    Bench(bench::Options),
    /// Part of `bench`: commits into a directory for so many milliseconds.
    #[command(hide = true)]
    BareCommits { dir: PathBuf, milliseconds: u64 },
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    if let What::BareCommits { dir, milliseconds } = &arguments.what {
        let length = Duration::from_millis(*milliseconds);
        println!("{}", bench::bare_commits(dir, length).await?);
        return Ok(());
    }
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let server = match arguments.server {
        Some(server) => server,
        None => std::env::current_exe()?.with_file_name("teams-connector"),
    };
    anyhow::ensure!(
        server.exists(),
        "{} is missing; build it with `cargo build --release -p backend`",
        server.display()
    );
    println!("seed {}", arguments.seed);
    match arguments.what {
        What::Torture { load, only } => {
            let setting = Setting {
                binary: server,
                seed: arguments.seed,
                load,
            };
            torture(&setting, &only).await
        }
        What::Bench(options) => bench::run(&server, &options).await,
        What::BareCommits { .. } => Ok(()),
    }
}

async fn torture(setting: &Setting, only: &[String]) -> anyhow::Result<()> {
    let mut rows = Vec::new();
    for part in parts::EACH.iter().filter(|part| part.is_wanted(only)) {
        rows.extend(part.run(setting).await);
    }
    row::judge(&rows)
}
