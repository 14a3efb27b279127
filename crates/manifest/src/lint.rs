//! The linter: everything the rules say about one package or one manifest.

use crate::app::App;
use crate::environment::{Environment, Resolved, resolve};
use crate::files::{Files, MANIFEST};
use crate::finding::{Finding, Found, Severity, Target};
use crate::json::{self, lines};
use crate::rules::server::Server;
use crate::rules::{
    address, archive, document, domain, form, icon, identity, language, server, sign_in, surface,
    words,
};
use crate::schema::Kind;
use std::cmp::Reverse;
use std::collections::HashMap;

/// As many findings as are told at once.
const MOST: usize = 1000;
/// How long a finding's place may be, in characters.
const LONGEST_PLACE: usize = 300;

/// What is to be looked at.
#[derive(Clone, Debug)]
pub enum Input {
    /// A manifest alone; whether its files are there is not asked.
    Manifest(Vec<u8>),
    /// A folder with a package's files; others may be beside them.
    Folder(Files),
    /// An archive's bytes.
    Archive(Vec<u8>),
}

/// How to look.
#[derive(Clone, Debug)]
pub struct Options {
    /// Who the app is for.
    pub target: Target,
    /// What stands for the placeholders; none leaves them and tells each.
    pub environment: Environment,
    /// The server that the app has to lead to, if it is known.
    pub server: Option<Server>,
}

impl Options {
    /// For a target, without environment and server.
    #[must_use]
    pub fn for_target(target: Target) -> Self {
        Self {
            target,
            environment: Environment::default(),
            server: None,
        }
    }
}

/// Every finding, by file and line.
#[must_use]
pub fn lint(input: &Input, options: &Options) -> Vec<Finding> {
    let mut findings = match input {
        Input::Manifest(text) => manifest(text, None, options),
        Input::Folder(files) => package(files, options),
        Input::Archive(bytes) => match crate::archive::read(bytes) {
            Ok(files) => archived(&files, options),
            Err((rule, told)) => {
                let mut found = Found::in_file("");
                found.tell(rule, "", told);
                found.findings
            }
        },
    };
    findings.retain(|finding| finding.rule.severity(options.target) != Severity::Off);
    worst(&mut findings, options.target);
    for finding in &mut findings {
        finding.told = options.environment.masked(&finding.told);
        finding.place = shortened(options.environment.masked(&finding.place));
    }
    findings.sort_by(|a, b| (&a.file, a.line, &a.place).cmp(&(&b.file, b.line, &b.place)));
    findings
}

/// Leaves the worst of too many, and says how many are not told.
fn worst(findings: &mut Vec<Finding>, target: Target) {
    let Some(more) = findings.len().checked_sub(MOST).filter(|more| *more > 0) else {
        return;
    };
    findings.sort_by_key(|finding| Reverse(finding.rule.severity(target)));
    findings.truncate(MOST);
    let mut found = Found::in_file("");
    found.tell(
        &document::MORE,
        "",
        format!("Mend these first; {more} more are not told."),
    );
    findings.extend(found.findings);
}

/// A place is for people and has no end in a hostile manifest.
fn shortened(place: String) -> String {
    match place.char_indices().nth(LONGEST_PLACE) {
        Some((end, _)) => format!("{}…", &place[..end]),
        None => place,
    }
}

fn archived(files: &Files, options: &Options) -> Vec<Finding> {
    let mut findings = package(files, options);
    let read = files.manifest().and_then(|text| json::parse(text).ok());
    if let Some(read) = read.filter(|read| read.value.is_object()) {
        let mut found = Found::in_file("");
        archive::unused(App::new(&read.value), files, &mut found);
        findings.extend(found.findings);
    }
    findings
}

fn package(files: &Files, options: &Options) -> Vec<Finding> {
    let mut found = Found::in_file("");
    archive::manifest(files, &mut found);
    match files.manifest() {
        Some(text) => manifest(text, Some(files), options),
        None => found.findings,
    }
}

fn manifest(text: &[u8], files: Option<&Files>, options: &Options) -> Vec<Finding> {
    let mut found = Found::in_file(MANIFEST);
    let Resolved { text, unresolved } = resolve(text, &options.environment, files);
    for (rule, told) in unresolved {
        found.tell(rule, "", told);
    }
    let waits = !found.findings.is_empty();
    match json::parse(&text) {
        Err(broken) => {
            found.tell(
                &document::JSON_BROKEN,
                "",
                format!("Mend the JSON: {}.", broken.told),
            );
            if let Some(finding) = found.findings.last_mut() {
                finding.line = Some(broken.line);
            }
        }
        Ok(read) => {
            document::read(&read, &mut found);
            if read.value.is_object() {
                rules(App::new(&read.value), files, options, &mut found);
            }
            if waits {
                found
                    .findings
                    .retain(|finding| !is_about_placeholder(&read.value, finding));
            }
            place(&mut found.findings, &lines(&text));
        }
    }
    found.findings
}

/// A name that waits for its value is told once, as that.
fn is_about_placeholder(value: &serde_json::Value, finding: &Finding) -> bool {
    let text = value
        .pointer(&finding.place)
        .and_then(serde_json::Value::as_str);
    let waits = text.is_some_and(|text| text.contains("${{") || text.contains("$[file("));
    waits && finding.file == MANIFEST && !finding.place.is_empty()
}

fn rules(app: App<'_>, files: Option<&Files>, options: &Options, found: &mut Found) {
    document::check(app, found);
    identity::check(app, found);
    words::check(app, found);
    address::check(app, found);
    domain::check(app, found);
    surface::check(app, found);
    sign_in::check(app, found);
    icon::check(app, files, found);
    language::check(app, files, options.target, found);
    if let Some(known) = &options.server {
        server::check(app, known, found);
    }
    if let Some(version) = app.version {
        form::check(version, Kind::Manifest, app.value, options.target, found);
    }
}

/// Gives the manifest's findings their lines; what is missing stands where its
/// object begins.
fn place(findings: &mut [Finding], lines: &HashMap<String, usize>) {
    for finding in findings
        .iter_mut()
        .filter(|finding| finding.file == MANIFEST)
    {
        let mut place = finding.place.as_str();
        finding.line = loop {
            match (lines.get(place), place.rfind('/')) {
                (Some(line), _) => break Some(*line),
                (None, Some(end)) => place = &place[..end],
                (None, None) => break None,
            }
        };
    }
}
