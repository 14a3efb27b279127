//! Looks for what Teams would refuse in a package, a manifest or a folder.

pub(super) mod server;
mod source;

use super::{End, say};
use clap::{Args, ValueEnum};
use manifest::{Finding, Input, Options, Server, Severity, Target, fixed, lint, report};
use source::Source;
use std::path::PathBuf;

/// Who an app is for.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Aim {
    /// Uploaded by a developer.
    Development,
    /// The organisation's own catalogue.
    Organisation,
    /// Microsoft's public store.
    Store,
}

impl Aim {
    pub(super) fn target(self) -> Target {
        match self {
            Self::Development => Target::Development,
            Self::Organisation => Target::Organisation,
            Self::Store => Target::Store,
        }
    }
}

/// How findings are written.
#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// A JSON list.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// Commands of GitHub's workflows.
    Github,
}

/// Look for what Teams would refuse.
#[derive(Args)]
pub(super) struct Lint {
    /// An app.zip, a manifest.json, or a folder such as appPackage/.
    path: PathBuf,
    /// Who the app is for.
    #[arg(
        long = "target",
        visible_alias = "for",
        value_enum,
        default_value = "development"
    )]
    aim: Aim,
    /// How to write the findings.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Values for placeholders: a file, or a name such as dev for env/.env.dev.
    #[arg(long, value_name = "FILE|NAME")]
    env: Option<String>,
    /// Compare with the server whose public URL this is.
    #[arg(long)]
    public_url: Option<String>,
    /// Compare with the server whose TEAMS_CONNECTOR_… variables are in this file: its address,
    /// its enrolment key, who may frame its pages, which webhooks it takes.
    #[arg(long, value_name = "FILE", conflicts_with = "public_url")]
    server_config: Option<PathBuf>,
    /// Mend what can be mended with certainty, then look again.
    #[arg(long)]
    fix: bool,
}

impl Lint {
    pub(super) fn run(self) -> Result<(), End> {
        let source = Source::find(&self.path)?;
        let mut options = Options::for_target(self.aim.target());
        options.environment = source.environment(self.env.as_deref())?;
        options.server = self.server()?;
        let mut input = source.read()?;
        let mut found = lint(&input, &options);
        if self.fix {
            self.mend(&source, &input, &found)?;
            input = source.read()?;
            found = lint(&input, &options);
        }
        self.tell(&source, &found)?;
        let target = options.target;
        let bad = found
            .iter()
            .any(|it| it.rule.severity(target) > Severity::Note);
        match bad {
            true => Err(End::silent()),
            false => Ok(()),
        }
    }

    fn server(&self) -> Result<Option<Server>, End> {
        if let Some(file) = &self.server_config {
            return server::from_file(file).map(Some);
        }
        let url = self.public_url.as_deref();
        url.map(|url| Server::parse(url).map_err(End::refused))
            .transpose()
    }

    fn mend(&self, source: &Source, input: &Input, found: &[Finding]) -> Result<(), End> {
        let files = source.files(input);
        let mut count = 0;
        let mut names: Vec<_> = found.iter().map(|finding| finding.file.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let mut mended = Vec::new();
        for name in names {
            let text = manifest::Path::inside(name).and_then(|path| files.get(&path));
            if let Some((text, more)) = text.and_then(|text| fixed(text, name, found)) {
                count += more;
                mended.push((name.to_owned(), text));
            }
        }
        source.write(files, mended)?;
        if matches!(self.format, Format::Text) {
            say(format!("{count} mended"))?;
        }
        Ok(())
    }

    fn tell(&self, source: &Source, found: &[Finding]) -> Result<(), End> {
        let target = self.aim.target();
        let folder = source.shown_folder();
        match self.format {
            Format::Text => say(report::text(found, target)),
            Format::Json => say(format!("{:#}", report::json(found, target))),
            Format::Sarif => say(format!("{:#}", report::sarif(found, target, &folder))),
            Format::Github if found.is_empty() => Ok(()),
            Format::Github => say(report::github(found, target, &folder)),
        }
    }
}
