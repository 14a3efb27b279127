//! The pages that are compared, and where their built files are.

use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// One page; all do the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Page {
    /// The product, from `dist`.
    Ours,
    /// As Microsoft's connector sample: the whole SDK in a file, jQuery in another.
    Jquery,
    /// React with Fluent UI v9 in one bundle.
    React,
    /// No library, everything in one document, our reduced SDK.
    Vanilla,
}

impl Page {
    /// Every page, ours first.
    pub(crate) const ALL: [Self; 4] = [Self::Ours, Self::Jquery, Self::React, Self::Vanilla];

    /// Its name in tables and on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Jquery => "jquery",
            Self::React => "react",
            Self::Vanilla => "vanilla",
        }
    }

    /// The folder with its files.
    pub(crate) fn folder(self) -> PathBuf {
        match self {
            Self::Ours => root().join("dist"),
            _ => root().join("target/bench/page").join(self.name()),
        }
    }
}

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
