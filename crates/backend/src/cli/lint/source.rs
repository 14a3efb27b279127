//! Where what is linted comes from, and where a mended file goes.

use crate::cli::End;
use manifest::{
    Environment, Files, Input, MANIFEST, MAX_BYTES, MAX_FILES, read_archive, write_archive,
};
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Folders that the Agents Toolkit writes into, not part of a package.
const MADE: &[&str] = &["build", ".generated"];

/// What a path on the command line leads to.
pub(super) enum Source {
    /// One manifest.
    Manifest(PathBuf),
    /// The folder that has the manifest.
    Folder(PathBuf),
    /// An archive.
    Archive(PathBuf),
}

impl Source {
    pub(super) fn find(path: &Path) -> Result<Self, End> {
        if path.is_dir() {
            let inner = ["appManifest", "", "appPackage"].map(|inner| path.join(inner));
            let folder = inner.iter().find(|folder| folder.join(MANIFEST).is_file());
            return Ok(Self::Folder(
                folder.map_or(path, PathBuf::as_path).to_owned(),
            ));
        }
        let is_text = path
            .extension()
            .is_some_and(|it| it.eq_ignore_ascii_case("json"));
        match is_text {
            true => Ok(Self::Manifest(path.to_owned())),
            false => Ok(Self::Archive(path.to_owned())),
        }
    }

    fn path(&self) -> &Path {
        match self {
            Self::Manifest(path) | Self::Folder(path) | Self::Archive(path) => path,
        }
    }

    /// The folder that reports put before a file's name.
    pub(super) fn shown_folder(&self) -> String {
        let folder = match self {
            Self::Manifest(path) => path.parent().unwrap_or(Path::new("")),
            Self::Folder(path) | Self::Archive(path) => path,
        };
        match folder.display().to_string() {
            name if name.is_empty() => name,
            name => format!("{}/", name.trim_end_matches('/')),
        }
    }

    pub(super) fn read(&self) -> Result<Input, End> {
        Ok(match self {
            Self::Manifest(path) => Input::Manifest(read(path)?),
            Self::Archive(path) => Input::Archive(read(path)?),
            Self::Folder(folder) => {
                let mut files = Files::default();
                let mut left = MAX_BYTES;
                walk(folder, "", &mut files, &mut left)?;
                Input::Folder(files)
            }
        })
    }

    /// The files in it, by their names.
    pub(super) fn files(&self, input: &Input) -> Files {
        match input {
            Input::Folder(files) => files.clone(),
            Input::Archive(bytes) => read_archive(bytes).unwrap_or_default(),
            Input::Manifest(text) => {
                let mut files = Files::default();
                if let Some(path) = manifest::Path::inside(MANIFEST) {
                    files.add(&path, text.clone());
                }
                files
            }
        }
    }

    /// Writes mended files over what was there.
    pub(super) fn write(
        &self,
        mut files: Files,
        mended: Vec<(String, Vec<u8>)>,
    ) -> Result<(), End> {
        let told = |path: &Path| {
            let path = path.display().to_string();
            move |error| End::failed(format!("{path} cannot be written: {error}"))
        };
        let some = !mended.is_empty();
        for (name, text) in mended {
            match self {
                Self::Manifest(path) => fs::write(path, text).map_err(told(path))?,
                Self::Folder(folder) => {
                    let path = folder.join(name);
                    fs::write(&path, text).map_err(told(&path))?;
                }
                Self::Archive(_) => {
                    if let Some(path) = manifest::Path::inside(&name) {
                        files.add(&path, text);
                    }
                }
            }
        }
        match self {
            Self::Archive(path) if some => {
                fs::write(path, write_archive(&files)).map_err(told(path))
            }
            _ => Ok(()),
        }
    }

    /// Values for placeholders: this process' own, then those of the named
    /// environment's two files; none without a name.
    pub(super) fn environment(&self, named: Option<&str>) -> Result<Environment, End> {
        let mut environment = Environment::default();
        let Some(named) = named else {
            return Ok(environment);
        };
        for (name, value) in std::env::vars_os() {
            if let (Some(name), Some(value)) = (name.to_str(), value.to_str()) {
                environment.add(name, value);
            }
        }
        let given = PathBuf::from(named);
        let file = match given.is_file() {
            true => given,
            false => self.environment_file(named)?,
        };
        environment.add_file(&String::from_utf8_lossy(&read(&file)?));
        let mut user = file.into_os_string();
        user.push(".user");
        let user = PathBuf::from(user);
        if user.is_file() {
            environment.add_file(&String::from_utf8_lossy(&read(&user)?));
        }
        Ok(environment)
    }

    /// `env/.env.NAME` beside the package's folder, or above it.
    fn environment_file(&self, named: &str) -> Result<PathBuf, End> {
        let file = format!("env/.env.{named}");
        let folders = self
            .path()
            .ancestors()
            .take(3)
            .map(|folder| folder.join(&file));
        let found = folders
            .chain([PathBuf::from(&file)])
            .find(|path| path.is_file());
        found.ok_or_else(|| End::refused(format!("No {file} is near; give --env the file itself.")))
    }
}

/// A file, at most one byte more than a package may have.
pub(super) fn read(file: &Path) -> Result<Vec<u8>, End> {
    let told = |error| End::refused(format!("{} cannot be read: {error}", file.display()));
    let mut bytes = Vec::new();
    let open = fs::File::open(file).map_err(told)?;
    open.take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(told)?;
    Ok(bytes)
}

fn walk(folder: &Path, inside: &str, files: &mut Files, left: &mut u64) -> Result<(), End> {
    let told = |error| End::refused(format!("{} cannot be read: {error}", folder.display()));
    for entry in fs::read_dir(folder).map_err(told)? {
        let entry = entry.map_err(told)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let inner = format!("{inside}{name}");
        // Links are not followed: they may lead anywhere.
        let kind = entry.file_type().map_err(told)?;
        if kind.is_dir() && !MADE.contains(&name.as_str()) {
            walk(&entry.path(), &format!("{inner}/"), files, left)?;
        }
        let path = manifest::Path::inside(&inner).filter(|_| kind.is_file());
        if let Some(path) = path {
            let bytes = read(&entry.path())?;
            *left = left.checked_sub(bytes.len() as u64).ok_or_else(too_large)?;
            files.add(&path, bytes);
        }
        if files.names().count() > MAX_FILES {
            return Err(too_large());
        }
    }
    Ok(())
}

fn too_large() -> End {
    End::refused("The folder holds more than 10 MB or 1000 files; name the package's own folder.")
}
