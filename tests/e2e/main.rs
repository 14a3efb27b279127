//! The whole product through WebDriver: page, simulator and backend, each as it
//! ships, in Chromium. Runs when `cargo xtask test` asks for it; says so otherwise.

mod access;
mod edit;
mod faults;
mod language;
mod outside;
mod reload;
mod remove;
mod save;
mod sdk;
mod seed;
mod status;
mod support;
mod tab;
mod theme;
mod trouble;

use libtest_mimic::{Arguments, Trial};
use std::{env, process::ExitCode};
use support::journey;

/// The shipped SDK and the releases whose handshake or settings calls differ most.
const SDKS: [&str; 3] = ["shipped", "1.5.2", "1.13.1"];

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    if env::var_os("TEAMS_CONNECTOR_E2E").is_none() {
        println!("\nEnd-to-end tests were not asked for: `cargo xtask test e2e` runs them.");
        println!("test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n");
        return ExitCode::SUCCESS;
    }
    // Every journey has a browser, a backend and a simulator of its own.
    arguments.test_threads.get_or_insert(2);
    libtest_mimic::run(&arguments, trials()).exit_code()
}

fn trials() -> Vec<Trial> {
    let mut trials = vec![
        journey("killed_backend", "shipped", trouble::killed_after_accepting),
        journey("first_save", "2.0.0", save::first_save),
    ];
    trials.extend(access::trials());
    trials.extend(language::trials());
    for sdk in SDKS {
        trials.extend([
            journey("outside_teams", sdk, outside::opened_alone),
            journey("first_save", sdk, save::first_save),
            journey("edit", sdk, edit::prefilled_and_changed),
            journey("removal", sdk, remove::cards_stop),
            journey("failing_backend", sdk, trouble::failing_backend),
            journey("theme", sdk, theme::follows_the_host),
            journey("reload", sdk, reload::nothing_is_lost),
            journey("reload_while_saving", sdk, reload::while_saving),
        ]);
    }
    trials.extend(faults::trials());
    trials.extend(sdk::trials());
    trials.extend(seed::trials());
    trials.extend(status::trials());
    trials.extend(tab::trials());
    trials
}
