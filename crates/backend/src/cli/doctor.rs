//! What stands between a configuration and a working app, each with the next
//! step. Looks at flags and files; calls nobody.

mod registration;

use super::lint::server;
use super::options::ServeOptions;
use super::{End, say};
use crate::enrolment;
use clap::Args;
use manifest::{Input, MAX_BYTES, Options, Server, Severity, Target, lint};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Look at what stands between this configuration and a working app.
#[derive(Args)]
pub(super) struct Doctor {
    #[command(flatten)]
    serve: ServeOptions,
    /// The app package that people are to upload.
    #[arg(long, value_name = "APP.ZIP")]
    package: Option<PathBuf>,
}

/// One thing that was looked at.
#[derive(Debug, PartialEq)]
enum Check {
    Good(String),
    /// What is wrong, and the next step.
    Bad(String, String),
    /// Something to know.
    Know(String),
}

impl Doctor {
    pub(super) fn run(self) -> Result<(), End> {
        let config = self.serve.config()?;
        let url = config.public_url.as_deref();
        let mut checks = vec![address(url)];
        let faults = config.faults(self.serve.bind);
        let step = "Change the flag or the variable.";
        checks.extend(
            faults
                .into_iter()
                .map(|fault| Check::Bad(fault, step.to_owned())),
        );
        let frames = config.frame_ancestors.join(" ");
        checks.push(Check::Know(format!("Shown in frames of: {frames}")));
        match config.sign_in() {
            Some(sign_in) => checks.extend(registration::checks(sign_in, url)),
            None => checks.push(key(&self.serve.data_dir)),
        }
        if let Some(file) = &self.package {
            checks.push(package(file, server::of(&config)?)?);
        }
        checks.push(dashboard(url.unwrap_or("https://YOUR-HOST")));
        checks.extend(switches());
        for check in &checks {
            say(check.line())?;
        }
        match checks.iter().any(|check| matches!(check, Check::Bad(..))) {
            true => Err(End::silent()),
            false => Ok(()),
        }
    }
}

impl Check {
    fn line(&self) -> String {
        match self {
            Self::Good(told) => format!("good  {told}"),
            Self::Bad(told, step) => format!("BAD   {told}\n      Next: {step}"),
            Self::Know(told) => format!("know  {told}"),
        }
    }
}

fn address(url: Option<&str>) -> Check {
    match url {
        None => Check::Bad(
            "No public URL: only this machine reaches the server.".to_owned(),
            "Put a proxy with a certificate in front and give --public-url https://HOST."
                .to_owned(),
        ),
        Some(url) if !url.starts_with("https://") => Check::Bad(
            format!("{url} is not https, and Teams opens nothing else."),
            "Serve it over https and write --public-url so.".to_owned(),
        ),
        Some(url) => Check::Good(format!("{url} is an address that Teams can open.")),
    }
}

fn key(data_dir: &Path) -> Check {
    match enrolment::show(data_dir) {
        Ok(Some(_)) => Check::Good(
            "The enrolment key is there; `package --data-dir` puts it into the addresses."
                .to_owned(),
        ),
        Ok(None) => Check::Bad(
            "There is no enrolment key yet, so no package can carry it.".to_owned(),
            "Start the server once with this data directory.".to_owned(),
        ),
        Err(error) => Check::Bad(error.to_string(), "Mend the file.".to_owned()),
    }
}

fn package(file: &Path, server: Option<Server>) -> Result<Check, End> {
    let told = |error| End::refused(format!("{} cannot be read: {error}", file.display()));
    let mut bytes = Vec::new();
    let open = std::fs::File::open(file).map_err(told)?;
    open.take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(told)?;
    let mut options = Options::for_target(Target::Development);
    options.server = server;
    let found = lint(&Input::Archive(bytes), &options);
    let bad = found
        .iter()
        .filter(|it| it.rule.severity(options.target) > Severity::Note);
    let shown = file.display();
    Ok(match bad.map(|it| it.rule.id).collect::<Vec<_>>() {
        ids if ids.is_empty() => Check::Good(format!("{shown} fits this server.")),
        ids => Check::Bad(
            format!("{shown} has faults: {}.", ids.join(", ")),
            format!("Run `teams-connector lint {shown}`, or make it again with `package`."),
        ),
    })
}

/// What the Connectors Developer Dashboard asked for, until it closed.
fn dashboard(url: &str) -> Check {
    let host = url.split("://").last().unwrap_or(url);
    Check::Know(format!(
        "The Connectors Developer Dashboard has closed: no connector can be registered, and \
         Microsoft ended connectors in Teams on 22 May 2026. Use the channel tab. For a connector \
         that is registered, its values are: configuration page {url}{}, valid domain {host}.",
        wire::paths::CONFIGURE
    ))
}

/// Who wins, where the organisation and a group decide about connectors.
fn switches() -> impl Iterator<Item = Check> {
    let say = |on: bool| if on { "on" } else { "off" };
    let cases = [(true, true), (true, false), (false, true), (false, false)];
    cases.into_iter().map(move |(tenant, group)| {
        Check::Know(format!(
            "Connectors, organisation {} and group {}: {}.",
            say(tenant),
            say(group),
            say(works(tenant, group))
        ))
    })
}

/// The organisation's setting wins over the group's.
fn works(tenant: bool, group: bool) -> bool {
    tenant && group
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_organisation_wins() {
        let lines: Vec<_> = switches().map(|check| check.line()).collect();
        assert_eq!(lines.len(), 4);
        assert!(lines[0].ends_with("organisation on and group on: on."));
        assert!(lines[1].ends_with("organisation on and group off: off."));
        assert!(lines[2].ends_with("organisation off and group on: off."));
    }

    #[test]
    fn only_https_is_an_address_for_teams() {
        assert!(matches!(address(None), Check::Bad(..)));
        assert!(matches!(address(Some("http://a.example")), Check::Bad(..)));
        assert!(matches!(address(Some("https://a.example")), Check::Good(_)));
    }
}
