//! Makes an app package for a server, or a project of the Agents Toolkit.

mod recipe;

use super::lint::Aim;
use super::{End, say};
use clap::Args;
use manifest::{Files, Input, Options, Severity, lint, report, toolkit, write_archive};
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

/// Make a package that Teams takes.
#[derive(Args)]
pub(super) struct Package {
    #[command(flatten)]
    recipe: recipe::RecipeOptions,
    /// Who the app is for; what would be refused is not written.
    #[arg(long = "for", value_enum, default_value = "development")]
    aim: Aim,
    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct Place {
    /// Where the package is written to.
    #[arg(long, value_name = "APP.ZIP")]
    out: Option<PathBuf>,
    /// A folder for a project of the Agents Toolkit instead.
    #[arg(long, value_name = "DIR")]
    toolkit: Option<PathBuf>,
}

impl Package {
    pub(super) fn run(self) -> Result<(), End> {
        let recipe = self.recipe.recipe(self.aim)?;
        let files = recipe.files();
        let bytes = write_archive(&files);
        self.judge(bytes.clone())?;
        match (&self.place.out, &self.place.toolkit) {
            (Some(file), _) => write_secret(file, &bytes)?,
            (None, Some(folder)) => project(folder, &toolkit(&recipe))?,
            (None, None) => {}
        }
        say(format!("app id: {}", recipe.id()))?;
        say(format!("manifest: {}", recipe.version))?;
        if recipe.enrolment.is_some() {
            say(
                "The addresses carry the enrolment key: give it only to who may make configurations.",
            )?;
        }
        Ok(())
    }

    /// What the linter says of it; nothing is written that would be refused.
    fn judge(&self, bytes: Vec<u8>) -> Result<(), End> {
        let target = self.aim.target();
        let found = lint(&Input::Archive(bytes), &Options::for_target(target));
        // That connectors ended is no reason to refuse who asks for one.
        let refused = |it: &&manifest::Finding| it.rule.severity(target) == Severity::Error;
        let errors: Vec<_> = found.iter().filter(refused).cloned().collect();
        if !errors.is_empty() {
            return Err(End::failed(report::text(&errors, target)));
        }
        if !found.is_empty() {
            say(report::text(&found, target))?;
        }
        Ok(())
    }
}

/// Writes a file that may hold the enrolment key, for its owner only. A link would
/// lead the key to where somebody else wants it, and a device is nobody's file.
fn write_secret(file: &Path, bytes: &[u8]) -> Result<(), End> {
    let told = |error| End::failed(format!("{} cannot be written: {error}", file.display()));
    if fs::symlink_metadata(file).is_ok_and(|there| !there.is_file()) {
        let path = file.display();
        let sentence = format!("{path} is no plain file; name a new one.");
        return Err(End::refused(sentence));
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    // Also when it becomes a link at this moment.
    options.custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed());
    let mut open = options.open(file).map_err(told)?;
    // One that was there keeps its mode otherwise.
    let owner = fs::Permissions::from_mode(0o600);
    open.set_permissions(owner).map_err(told)?;
    open.write_all(bytes).map_err(told)
}

/// Writes a project; what somebody keeps there is not overwritten.
fn project(folder: &Path, files: &Files) -> Result<(), End> {
    let paths: Vec<_> = files
        .names()
        .map(|name| (folder.join(name), name))
        .collect();
    if let Some((path, _)) = paths
        .iter()
        .find(|(path, _)| path.symlink_metadata().is_ok())
    {
        let path = path.display();
        return Err(End::refused(format!(
            "{path} is there already; name an empty folder."
        )));
    }
    for (path, name) in paths {
        if let Some(parent) = path.parent() {
            let told = |error| End::failed(format!("{} cannot be made: {error}", parent.display()));
            fs::create_dir_all(parent).map_err(told)?;
        }
        let inside = manifest::Path::inside(name);
        write_secret(
            &path,
            inside.and_then(|it| files.get(&it)).unwrap_or_default(),
        )?;
    }
    Ok(())
}
