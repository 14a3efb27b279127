//! The server that a package is compared with: its address, and what else its
//! options say about the app. Starts nothing and asks nobody.

use super::source;
use crate::cli::End;
use crate::cli::options::ServeOptions;
use crate::config::Config;
use crate::enrolment;
use crate::frames::frame_ancestors;
use clap::{ArgAction, Args as _, Command, FromArgMatches as _};
use manifest::{Ended, Environment, Server, Settings};
use secrecy::ExposeSecret as _;
use std::path::Path;
use wire::Secret;

/// Where the server keeps its key; without this variable no folder is looked into.
const DATA_DIR: &str = "TEAMS_CONNECTOR_DATA_DIR";

/// The server of a configuration; none without a public address.
pub(in crate::cli) fn of(config: &Config) -> Result<Option<Server>, End> {
    let Some(url) = &config.public_url else {
        return Ok(None);
    };
    let mut server = Server::parse(url).map_err(End::refused)?;
    server.settings = Some(Settings {
        frame_ancestors: config.frame_ancestors.clone(),
        ended: ended(config.allow_ended_families),
        enrolment: key(&config.data_dir)?,
    });
    Ok(Some(server))
}

/// The server that is started with the variables of a file.
pub(super) fn from_file(file: &Path) -> Result<Server, End> {
    let mut environment = Environment::default();
    environment.add_file(&String::from_utf8_lossy(&source::read(file)?));
    let options = options(&environment).map_err(|error| {
        let told = error.to_string();
        let first = told.lines().next().unwrap_or_default();
        End::refused(format!("{}: {first}", file.display()))
    })?;
    let url = options.public_url.as_deref().ok_or_else(|| {
        let path = file.display();
        End::refused(format!("{path} has no TEAMS_CONNECTOR_PUBLIC_URL."))
    })?;
    let mut server = Server::parse(url).map_err(End::refused)?;
    server.settings = Some(Settings {
        frame_ancestors: frame_ancestors(&options.frame_ancestors),
        ended: ended(options.allow_ended_families),
        enrolment: match environment.get(DATA_DIR) {
            Some(folder) => key(Path::new(folder))?,
            None => None,
        },
    });
    Ok(server)
}

/// The flags of `serve`, from the file's variables alone: not from this process' own.
fn options(environment: &Environment) -> Result<ServeOptions, clap::Error> {
    let command = ServeOptions::augment_args(Command::new("serve").no_binary_name(true));
    let given = command.get_arguments().filter_map(|arg| {
        let value = environment.get(arg.get_env()?.to_str()?)?.trim();
        let flag = arg.get_long()?;
        match arg.get_action() {
            ArgAction::SetTrue if is_off(value) => None,
            ArgAction::SetTrue => Some(format!("--{flag}")),
            _ if value.is_empty() => None,
            _ => Some(format!("--{flag}={value}")),
        }
    });
    let given: Vec<_> = given.collect();
    let command = command.mut_args(|arg| arg.env(None::<&str>));
    ServeOptions::from_arg_matches(&command.try_get_matches_from(given)?)
}

/// What turns a flag off, as the command line reads a variable.
fn is_off(value: &str) -> bool {
    let off = ["", "0", "f", "false", "n", "no", "off"];
    off.contains(&value.to_lowercase().as_str())
}

fn ended(allowed: bool) -> Ended {
    match allowed {
        true => Ended::Taken,
        false => Ended::Refused,
    }
}

fn key(data_dir: &Path) -> Result<Option<Secret>, End> {
    let key = enrolment::show(data_dir).map_err(End::refused_by)?;
    Ok(key.map(|key| key.expose_secret().into()))
}
