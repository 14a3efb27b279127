//! What `package` is told, as the recipe of a package.

use crate::cli::End;
use crate::cli::lint::Aim;
use crate::enrolment;
use clap::{Args, ValueEnum};
use manifest::{Developer, Recipe, Server, Surface, Version, is_plain, languages};
use secrecy::ExposeSecret as _;
use std::path::{Path, PathBuf};
use url::Url;
use uuid::Uuid;
use wire::Secret;

/// Where the app is seen.
#[derive(Clone, Copy, ValueEnum)]
enum SurfaceChoice {
    /// A channel tab, for a Workflow's address.
    Tab,
    /// An Office 365 connector; Microsoft ended those in May 2026.
    Connector,
    /// Both.
    Both,
}

/// What goes into the package.
#[derive(Args)]
pub(super) struct RecipeOptions {
    /// Where people reach the server: https:// and a host.
    #[arg(long, env = "TEAMS_CONNECTOR_PUBLIC_URL")]
    public_url: Url,
    /// The server's data directory: its enrolment key goes into the addresses.
    #[arg(long, env = "TEAMS_CONNECTOR_DATA_DIR")]
    data_dir: Option<PathBuf>,
    /// Where the app is seen in Teams.
    #[arg(long, value_enum, default_value = "tab")]
    surface: SurfaceChoice,
    /// The manifest's version: 1.0 to 1.30, or devPreview.
    #[arg(long, value_parser = Version::parse, default_value = "1.30")]
    manifest_version: Version,
    /// The app's id [default: made of the public URL].
    #[arg(long)]
    app_id: Option<Uuid>,
    /// The connector's registered id [default: the app's].
    #[arg(long)]
    connector_id: Option<String>,
    /// The registration in Entra that Teams signs people in with.
    #[arg(long)]
    client_id: Option<Uuid>,
    /// Three numbers; raise them with every upload [default: this program's].
    #[arg(long)]
    app_version: Option<String>,
    /// What the app is called [default: the page's name, in thirteen languages].
    #[arg(long, value_parser = plain)]
    name: Option<String>,
    /// Who is responsible; at most 32 characters [default: the host].
    #[arg(long, value_parser = plain)]
    developer: Option<String>,
    /// The developer's website [default: the public URL].
    #[arg(long)]
    website: Option<String>,
    /// The statement of privacy [default: the public URL].
    #[arg(long)]
    privacy: Option<String>,
    /// The terms of use [default: the public URL].
    #[arg(long)]
    terms: Option<String>,
    /// The accent's and the icon's colour.
    #[arg(long, value_parser = color, default_value = "#4F52B2")]
    accent: [u8; 3],
    /// A PNG of 192 by 192 pixels instead of the drawn icon.
    #[arg(long)]
    color_icon: Option<PathBuf>,
    /// A PNG of 32 by 32 pixels, white on nothing, instead of the drawn one.
    #[arg(long)]
    outline_icon: Option<PathBuf>,
    /// Languages beside English, by tag [default: all: ar,de,es,fr,it,ja,ko,nl,pl,pt-br,
    /// zh-cn,zh-tw].
    #[arg(long, value_delimiter = ',')]
    locale: Option<Vec<String>>,
}

/// What Teams shows as it is written.
fn plain(text: &str) -> Result<String, String> {
    match is_plain(text) && !text.trim().is_empty() {
        true => Ok(text.to_owned()),
        false => Err("write one line of text, without tags and hidden signs".to_owned()),
    }
}

fn color(text: &str) -> Result<[u8; 3], String> {
    let digits = text.trim_start_matches('#');
    let number = u32::from_str_radix(digits, 16)
        .ok()
        .filter(|_| digits.len() == 6);
    let [_, red, green, blue] = number
        .ok_or("write six hexadecimal digits, such as #4F52B2")?
        .to_be_bytes();
    Ok([red, green, blue])
}

impl RecipeOptions {
    pub(super) fn recipe(&self, aim: Aim) -> Result<Recipe, End> {
        self.check(aim)?;
        let mut recipe = Recipe::new(self.public_url.clone());
        recipe.surface = match self.surface {
            SurfaceChoice::Tab => Surface::Tab,
            SurfaceChoice::Connector => Surface::Connector,
            SurfaceChoice::Both => Surface::Both,
        };
        recipe.version = self.manifest_version;
        recipe.app_id = self.app_id;
        recipe.connector_id.clone_from(&self.connector_id);
        recipe.client_id = self.client_id;
        recipe.name.clone_from(&self.name);
        recipe.accent = self.accent;
        if let Some(version) = &self.app_version {
            recipe.app_version.clone_from(version);
        }
        self.developer(&mut recipe.developer);
        recipe.color_icon = self.color_icon.as_deref().map(read).transpose()?;
        recipe.outline_icon = self.outline_icon.as_deref().map(read).transpose()?;
        recipe.enrolment = self.enrolment()?;
        if let Some(tags) = &self.locale {
            recipe.languages.clear();
            for tag in tags {
                let tag = language(tag)?;
                if !recipe.languages.contains(&tag) {
                    recipe.languages.push(tag);
                }
            }
        }
        Ok(recipe)
    }

    fn check(&self, aim: Aim) -> Result<(), End> {
        Server::parse(self.public_url.as_str()).map_err(End::refused)?;
        let given = [&self.developer, &self.website, &self.privacy, &self.terms];
        if aim == Aim::Store && given.iter().any(|given| given.is_none()) {
            return Err(End::refused(
                "The store wants --developer, --website, --privacy and --terms.",
            ));
        }
        Ok(())
    }

    fn developer(&self, developer: &mut Developer) {
        for (given, place) in [
            (&self.developer, &mut developer.name),
            (&self.website, &mut developer.website),
            (&self.privacy, &mut developer.privacy),
            (&self.terms, &mut developer.terms),
        ] {
            if let Some(given) = given {
                place.clone_from(given);
            }
        }
    }

    /// The key of the data directory that was named; none where none was named.
    fn enrolment(&self) -> Result<Option<Secret>, End> {
        let Some(folder) = &self.data_dir else {
            return Ok(None);
        };
        let key = enrolment::show(folder).map_err(End::refused_by)?;
        let key = key.ok_or_else(|| {
            let path = folder.display();
            End::refused(format!(
                "No enrolment key is in {path}; the server makes it."
            ))
        })?;
        Ok(Some(key.expose_secret().into()))
    }
}

fn language(tag: &str) -> Result<&'static str, End> {
    let known = languages().find(|known| known.eq_ignore_ascii_case(tag.trim()));
    known.ok_or_else(|| {
        let all: Vec<_> = languages().collect();
        End::refused(format!("--locale takes {}.", all.join(", ")))
    })
}

fn read(file: &Path) -> Result<Vec<u8>, End> {
    let told = |error| End::refused(format!("{} cannot be read: {error}", file.display()));
    std::fs::read(file).map_err(told)
}
