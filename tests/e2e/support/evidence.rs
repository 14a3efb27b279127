//! What a failed journey leaves: one folder with the picture, the page's console, the
//! host's messages, what both servers said, and the store.

use super::{World, repeat, root};
use anyhow::Result;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Where the folders are; an earlier run's are gone.
pub(crate) fn folder() -> PathBuf {
    root().join("target/e2e-failed")
}

/// Gathers it and says where it is. The browser may be what failed, so whatever cannot
/// be had is left out.
pub(super) async fn of(world: &World) -> String {
    let folder = folder().join(format!("{}{}", world.title(), repeat::suffix()));
    let seen = world.simulator.describe().await.unwrap_or_default();
    let kept = gather(world, &folder, &seen).await;
    let place = match kept {
        Ok(()) => format!("all that was seen is in {}", folder.display()),
        Err(error) => format!("{} is not complete: {error:#}", folder.display()),
    };
    format!("{place}\n{seen}")
}

async fn gather(world: &World, folder: &Path, seen: &str) -> Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("host.txt"), seen)?;
    fs::write(folder.join("console.txt"), world.console())?;
    for entry in fs::read_dir(world.data())? {
        let file = entry?.path();
        let name = file.file_name().and_then(|name| name.to_str());
        // Not its keys: the folder may be sent to somebody.
        if let Some(name) = name.filter(|name| name.ends_with(".log") || name.contains(".db")) {
            fs::copy(&file, folder.join(name))?;
        }
    }
    Ok(world
        .window()
        .screenshot(&folder.join("picture.png"))
        .await?)
}
