//! The project's own commands, as `cargo xtask …`; never part of the product.

mod auth;
mod browser;
mod cards;
mod compress;
mod label;
mod measure;
mod mutants;
mod page;
mod pictures;
mod project;
mod rooms;
mod schemas;
mod sdk;
mod sdk_matrix;
mod setup;
mod size;
mod stamp;
mod start;
mod steps;
mod test;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The project's own commands")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what is missing: wasm target, trunk, wasm-bindgen, npm parts
    Setup,
    /// Build the release page into dist/
    Page,
    /// Run the pinned trunk, such as `cargo xtask trunk serve`
    Trunk {
        /// What trunk is to do
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        arguments: Vec<String>,
    },
    /// Start backend and simulator, and print what to open
    Start(start::Options),
    /// Run everything CI runs, or only the named layers
    Test(test::Options),
    /// Bring releases of the Teams SDK that are not at hand
    Sdk {
        #[command(subcommand)]
        command: sdk::Command,
    },
    /// Run a connector's whole life with every published release of the Teams SDK
    SdkMatrix(sdk_matrix::Options),
    /// Kill the real server under load and print what was lost (nothing)
    Torture {
        /// Such as `--seed 7`, `--events 10000`, `--kills 20`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Measure the backend beside the disk's own commit rate, or the page beside others
    Bench {
        /// What to measure, and how: `backend --seconds 5`, `page --runs 11`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        arguments: Vec<String>,
    },
    /// Break the code that decides, change by change, and count what the tests notice
    Mutants(mutants::Options),
    /// Draw the cards' golden files with Microsoft's renderer, light and dark, into target/cards
    Cards,
    /// Draw which room of each crate names which, and fail on circles
    Rooms,
    /// Pack the official schemas of app manifests, and print what each version changed
    Schemas {
        /// What `npm pack @microsoft/app-manifest` wrote
        #[arg(long)]
        from: std::path::PathBuf,
    },
    /// Take the documents' pictures anew, of the simulator in Chromium
    Pictures,
    /// Print what a first visit loads, and fail when it is too much
    Size,
}

fn main() -> ExitCode {
    match run(&Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            steps::complain(&error);
            ExitCode::FAILURE
        }
    }
}

fn run(command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Setup => setup::for_page(),
        Command::Page => setup::for_page().and_then(|()| page::build()),
        Command::Trunk { arguments } => setup::for_page().and_then(|()| page::trunk(arguments)),
        Command::Start(options) => start::run(options),
        Command::Test(options) => test::run(options),
        Command::Sdk { command } => sdk::run(command),
        Command::SdkMatrix(options) => sdk_matrix::run(options),
        Command::Torture { arguments } => measure::torture(arguments),
        Command::Bench { arguments } => measure::bench(arguments),
        Command::Mutants(options) => mutants::run(options),
        Command::Cards => cards::draw(),
        Command::Rooms => rooms::report(),
        Command::Schemas { from } => schemas::pack(from),
        Command::Pictures => pictures::run(),
        Command::Size => {
            setup::for_page()?;
            page::build()?;
            size::report()
        }
    }
}
