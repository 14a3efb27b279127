//! The whole product through WebDriver: page, simulator and backend, each as it
//! ships, in each browser engine. Runs when `cargo xtask test` asks for it; says so otherwise.

mod access;
mod admin;
mod apps;
mod blocked;
mod edit;
mod engines;
mod faults;
mod files;
mod first_minute;
mod foreign;
mod language;
mod outside;
mod reload;
mod remove;
mod revived;
mod sample;
mod save;
mod sdk;
mod sign_in;
mod status;
mod support;
mod tab;
mod theme;
mod trouble;

use libtest_mimic::{Arguments, Trial};
use std::{env, fs, process::ExitCode};
use support::{ENGINES, RUNTIME, Run, browsers, evidence, gate, journey, repeat};

/// Releases of the SDK whose handshake or settings calls differ most.
const SDKS: [&str; 3] = ["1.5.2", "1.13.1", "2.0.0"];

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    let Ok(engines) = env::var("TEAMS_CONNECTOR_E2E") else {
        println!("\nEnd-to-end tests were not asked for: `cargo xtask test e2e` runs them.");
        println!("test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n");
        return ExitCode::SUCCESS;
    };
    // How many of them are under way the gate decides.
    arguments.test_threads.get_or_insert(gate::MOST);
    let _ = fs::remove_dir_all(evidence::folder()); // there may be none
    let times = env::var("TEAMS_CONNECTOR_E2E_REPEAT").ok();
    let times = times.and_then(|times| times.parse().ok()).unwrap_or(1);
    let good = repeat::all(times, &arguments, || trials(&engines));
    RUNTIME.block_on(browsers::close_all());
    if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// `engines` are their names, with commas between them.
fn trials(engines: &str) -> Vec<Trial> {
    let mut trials = Vec::new();
    for engine in ENGINES {
        if engines.split(',').any(|name| name == engine.name) {
            trials.extend(everything(Run::shipped_in(engine)));
        }
    }
    if engines.split(',').any(|name| name == "chromium") {
        let titles = trials.iter().map(|trial| trial.name().to_owned()).collect();
        trials.extend(in_chromium(titles));
    }
    if env::var_os("TEAMS_CONNECTOR_E2E_EVERY_ENGINE").is_none() {
        trials.retain(|trial| engines::is_needed(trial.name()));
    }
    trials
}

/// The other releases of the SDK, and that the list of engines names some of these.
fn in_chromium(titles: Vec<String>) -> Vec<Trial> {
    let mut trials = vec![Trial::test("engines_list", move || engines::check(&titles))];
    for sdk in SDKS {
        let run = Run::with(sdk);
        trials.extend(what_an_sdk_may_change(run));
        trials.extend([tab::whole_trial(run), status::shows_trial(run)]);
        trials.extend(sign_in::trials_of_release(run));
    }
    trials.push(sign_in::trial_behind_tls());
    trials.push(foreign::trial());
    trials.extend(sdk::trials());
    trials
}

fn everything(run: Run) -> Vec<Trial> {
    let mut trials = what_an_sdk_may_change(run);
    // With other releases `sdk` walks these three.
    trials.extend([
        journey(run, "first_save", save::first_save),
        journey(run, "edit", edit::prefilled_and_changed),
        journey(run, "removal", remove::cards_stop),
    ]);
    trials.push(journey(
        run,
        "killed_backend",
        trouble::killed_after_accepting,
    ));
    trials.push(journey(
        run,
        "reload_while_saving_after_commit",
        reload::while_saving_after_commit,
    ));
    trials.extend(access::trials(run));
    trials.extend(admin::trials(run));
    trials.extend(apps::trials(run));
    trials.extend(first_minute::trials(run));
    trials.extend(blocked::trials(run));
    trials.extend(language::trials(run));
    trials.extend(faults::trials(run));
    trials.extend(files::trials(run));
    trials.extend(revived::trials(run));
    trials.extend(sample::trials(run));
    trials.extend(sign_in::trials(run));
    trials.extend(status::trials(run));
    trials.extend(tab::trials(run));
    trials
}

fn what_an_sdk_may_change(run: Run) -> Vec<Trial> {
    vec![
        journey(run, "outside_teams", outside::opened_alone),
        journey(run, "failing_backend", trouble::failing_backend),
        journey(run, "theme", theme::follows_the_host),
        journey(run, "reload", reload::nothing_is_lost),
        journey(run, "reload_while_saving", reload::while_saving),
    ]
}
