//! Other systems' webhooks: reads their file, and shows what a source makes of a payload.

use super::{End, say, secrets};
use crate::card::{self, Form, Language, Message, Sender};
use crate::clock::Clock;
use clap::{Args, Subcommand};
use sources::{Call, Sources};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use wire::Destination;

/// Look at the file of other systems' webhooks.
#[derive(Args)]
pub(super) struct SourcesCommand {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Tell whether the file is good; with a sample, show the event and the card.
    Check(Check),
}

#[derive(Args)]
struct Check {
    /// The file, as `serve --sources` reads it.
    file: PathBuf,
    /// A body as the system sends it.
    #[arg(long, value_name = "FILE")]
    sample: Option<PathBuf>,
    /// Which source reads it; needed where the file has several.
    #[arg(long, requires = "sample")]
    source: Option<String>,
    /// A header that comes with it, such as `x-github-event: issues`.
    #[arg(long = "header", value_name = "NAME: VALUE", value_parser = header, requires = "sample")]
    headers: Vec<(String, String)>,
}

fn header(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once(':').ok_or("write NAME: VALUE")?;
    Ok((name.trim().to_lowercase(), value.trim().to_owned()))
}

/// Reads the file, and the files of secrets beside it.
pub(super) fn read(file: &Path) -> Result<Sources, End> {
    let refused = |why: String| End::refused(format!("{}: {why}", file.display()));
    let text = std::fs::read_to_string(file);
    let text = text.map_err(|error| refused(error.to_string()))?;
    let beside = file.parent().unwrap_or(Path::new("."));
    let secret = |name: &str| {
        let found = secrets::read("", Some(&beside.join(name)));
        let found = found.map_err(|_| format!("{name} beside this file cannot be read"))?;
        found.ok_or_else(|| format!("{name} is empty"))
    };
    Sources::read(&text, &secret).map_err(|broken| refused(broken.to_string()))
}

/// For the list of what `serve` would use.
pub(super) fn names(sources: &Sources) -> String {
    let names: Vec<_> = sources.iter().map(|(name, _)| name).collect();
    names.join(", ")
}

impl SourcesCommand {
    pub(super) fn run(self) -> Result<(), End> {
        let Verb::Check(check) = self.verb;
        let sources = read(&check.file)?;
        match &check.sample {
            Some(sample) => check.show(&sources, sample),
            None => {
                let mut names = sources.iter().map(|(name, _)| name);
                names.try_for_each(|name| say(format!("{name} is good")))
            }
        }
    }
}

impl Check {
    fn show(&self, sources: &Sources, sample: &Path) -> Result<(), End> {
        let mut all = sources.iter();
        let source = match &self.source {
            Some(name) => sources.get(name),
            None => all
                .next()
                .filter(|_| all.next().is_none())
                .map(|(_, source)| source),
        };
        let source = source
            .ok_or_else(|| End::refused(format!("Name one with --source: {}", names(sources))))?;
        let body = std::fs::read(sample);
        let body = body.map_err(|error| End::refused(format!("{}: {error}", sample.display())))?;
        let headers: BTreeMap<_, _> = self.headers.iter().cloned().collect();
        let call = Call {
            headers: &headers,
            body: &body,
        };
        let opened = source.open(&call).map_err(End::refused_by)?;
        let event = opened.event().map_err(End::refused_by)?;
        let Some(event) = event else {
            return say("This source does not want it; the answer would be 204.");
        };
        // Without its header the id is missing, and the rest can still be seen.
        match opened.delivery_id() {
            Ok(id) => say(format!("delivery: {}", id.as_deref().unwrap_or("none")))?,
            Err(why) => say(format!("delivery: {why}"))?,
        }
        let shown = serde_json::to_string_pretty(&event).map_err(End::failed_by)?;
        say(format!("event: {shown}"))?;
        let message = Message::Task {
            event_id: "sample",
            event: &event,
            at: Clock::machine().now(),
        };
        let sender = Sender {
            name: "Task notifications",
            manage: None,
            buttons: &[],
            done: &[],
        };
        let (language, to) = (Language::of(None), Destination::Workflow);
        let card = card::render(&message, sender, language, to, Form::Full);
        let card: serde_json::Value = serde_json::from_slice(&card).map_err(End::failed_by)?;
        let shown = serde_json::to_string_pretty(&card).map_err(End::failed_by)?;
        say(format!("card: {shown}"))
    }
}
