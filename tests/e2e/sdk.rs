//! The whole life of a connector with each release of the Teams SDK, its file
//! unmodified: a dozen at hand, or every one in a folder that `cargo xtask
//! sdk-matrix` names. What a single step promises in detail is the other
//! journeys' part.

mod kinds;
mod life;
mod row;

use crate::support::{Run, titled};
use libtest_mimic::Trial;
use row::Row;
use std::{env, fs, path::Path};

/// The folder with `VERSION.js` files; each release leaves its row there.
pub(crate) const FOLDER: &str = "TEAMS_CONNECTOR_SDK_DIR";

/// One journey for each release.
pub(crate) fn trials() -> Vec<Trial> {
    let folder = env::var_os(FOLDER);
    let versions = folder.as_deref().map_or_else(at_hand, |folder| {
        in_folder(Path::new(folder)).expect("the folder that was named can be read")
    });
    versions.into_iter().map(trial).collect()
}

/// What npm installed for the tests, and the page as it ships.
fn at_hand() -> Vec<String> {
    let package: serde_json::Value =
        serde_json::from_str(include_str!("../../package.json")).expect("npm reads it too");
    let parts = package["devDependencies"].as_object();
    let releases = parts.into_iter().flatten().filter_map(|(name, version)| {
        let older = name.strip_prefix("teams-js-");
        older.or_else(|| version.as_str().filter(|_| name == "@microsoft/teams-js"))
    });
    let mut versions: Vec<_> = releases.map(str::to_owned).collect();
    versions.push("shipped".to_owned());
    versions
}

fn in_folder(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut versions = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        versions.extend(
            name.to_str()
                .and_then(|name| name.strip_suffix(".js"))
                .map(str::to_owned),
        );
    }
    Ok(versions)
}

fn trial(version: String) -> Trial {
    // Trials live as long as the program.
    let sdk: &'static str = version.leak();
    titled(
        format!("sdk-{sdk}"),
        Run::with(sdk),
        async move |world: &mut _| {
            let mut row = Row::new(sdk);
            let told = life::of_a_connector(world, sdk, &mut row).await;
            if let Some(folder) = env::var_os(FOLDER) {
                row.leave_in(Path::new(&folder))?;
            }
            told
        },
    )
}
