//! Kills, hurries and measures the real server, and prints figures. Never
//! part of what is shipped; the short forms are the backend's own tests.

mod bench;
mod chance;
mod hanging;
mod kills;
#[allow(dead_code, reason = "the backend's tests use the rest of it")]
#[path = "../../backend/tests/it/support/receiver.rs"]
mod receiver;
mod server;

use clap::{Parser, Subcommand};
use std::path::PathBuf;

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
    /// SIGKILL under load, broken channels, a hanging channel.
    Torture {
        #[arg(long, default_value_t = 10_000)]
        events: u64,
        #[arg(long, default_value_t = 20)]
        kills: u64,
        /// Events per second.
        #[arg(long, default_value_t = 100)]
        rate: u64,
    },
    /// Acknowledged events per second beside the disk's own commit rate,
    /// deliveries per second, memory.
    Bench {
        /// Seconds per measurement.
        #[arg(long, default_value_t = 5)]
        seconds: u64,
        /// Deliveries to queue for the memory figure.
        #[arg(long, default_value_t = 200_000)]
        backlog: u64,
    },
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
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
        What::Torture {
            events,
            kills,
            rate,
        } => {
            kills::run(&server, arguments.seed, events, kills, rate).await?;
            hanging::run(&server).await
        }
        What::Bench { seconds, backlog } => bench::run(&server, seconds, backlog).await,
    }
}
