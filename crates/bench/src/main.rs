//! Opens the page beside three others of the same function in Chromium and
//! compares when a person can use them. Never part of what is shipped.

mod backend;
mod browser;
mod compare;
mod figures;
mod front;
mod machine;
mod pages;
mod rounds;
mod table;
mod visit;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// First paint, time until Save can be switched on, long tasks, memory.
    Page(Options),
}

/// How to measure.
#[derive(clap::Args)]
struct Options {
    /// Visits of each page under each condition; medians are printed.
    #[arg(long, default_value_t = 11, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
    /// Only these pages: ours, jquery, react, vanilla. Targets need all of them.
    #[arg(long)]
    only: Vec<pages::Page>,
    /// Also print what each page loads and when, for its median visit.
    #[arg(long)]
    waterfall: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let What::Page(options) = Arguments::parse().what;
    let held = rounds::run(&options).await?;
    Ok(match held {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}
