//! Weighs what a first visit to the configuration page loads, which has a
//! budget, and what the status page loads, which has another.

use crate::{compress, project::path};
use anyhow::{Context, Result, bail};
use std::{collections::BTreeSet, fs, path::PathBuf};

/// All a first visit may transfer, compressed with brotli: a promise of the product.
const BUDGET: usize = 70_000;
/// The same where people sign in, with what gets a token.
const SIGNING_BUDGET: usize = 71_400;
/// The same for the tab's status page; nobody waits for it in a dialog.
const STATUS_BUDGET: usize = 102_500;

/// The same for the operators' page, where people sign in: one language, no SDK.
const ADMIN_BUDGET: usize = 108_000;

/// A document, the address it is at, and how its languages' files begin.
struct Page {
    document: &'static str,
    address: &'static str,
    language: &'static str,
}

const FORM: Page = Page {
    document: "index.html",
    address: "/configure",
    language: "text-",
};
const SIGNING: Page = Page {
    document: "index-signing.html",
    address: "/configure, where people sign in",
    language: "text-",
};
const STATUS: Page = Page {
    document: "status.html",
    address: "/status",
    language: "status-text-",
};

/// It has no language beside it.
const ADMIN: Page = Page {
    document: "admin-signing.html",
    address: "/admin, where people sign in",
    language: "no-text-",
};

struct Weight {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints the tables; fails when one is over its budget.
pub(crate) fn report() -> Result<()> {
    let mut broken = Vec::new();
    for (page, budget) in [
        (&FORM, BUDGET),
        (&SIGNING, SIGNING_BUDGET),
        (&STATUS, STATUS_BUDGET),
        (&ADMIN, ADMIN_BUDGET),
    ] {
        let total = print_table(page)?;
        match budget.checked_sub(total) {
            Some(left) => println!("{total} of {budget} bytes allowed (brotli); {left} to spare."),
            None => broken.push(format!(
                "A first visit to {} loads {total} bytes (brotli), {budget} are allowed.",
                page.address
            )),
        }
    }
    if !broken.is_empty() {
        bail!("{}", broken.join(" "));
    }
    Ok(())
}

fn print_table(page: &Page) -> Result<usize> {
    let mut sum = Weight {
        raw: 0,
        gzip: 0,
        brotli: 0,
    };
    println!(
        "{:>9} {:>9} {:>9}  first visit to {}",
        "raw", "gzip -9", "brotli 11", page.address
    );
    for name in first_visit(page)? {
        let weight = weigh(&fs::read(path("dist").join(&name))?)?;
        row(&weight, &name);
        sum.raw += weight.raw;
        sum.gzip += weight.gzip;
        sum.brotli += weight.brotli;
    }
    row(&sum, "total");
    Ok(sum.brotli)
}

fn row(weight: &Weight, name: &str) {
    println!(
        "{:>9} {:>9} {:>9}  {name}",
        weight.raw, weight.gzip, weight.brotli
    );
}

/// The document and every built file that it, or a file it loads, names.
fn first_visit(page: &Page) -> Result<Vec<String>> {
    let mut unseen: BTreeSet<String> = built_files()?.into_iter().collect();
    let mut queue = vec![page.document.to_owned()];
    let mut found = Vec::new();
    while let Some(name) = queue.pop() {
        if !unseen.remove(&name) {
            continue;
        }
        let text = fs::read(path("dist").join(&name))?;
        let text = String::from_utf8_lossy(&text).into_owned();
        let named = unseen.iter().filter(|file| text.contains(file.as_str()));
        queue.extend(named.filter(|file| is_loaded(file)).cloned());
        found.push(name);
    }
    found.extend(heaviest_language(page)?);
    found.sort();
    Ok(found)
}

/// Nobody loads the licence file that a bundle's comment names; drawings come when a person
/// opens what they are in; and of the languages that the document names, only the one in use.
fn is_loaded(file: &str) -> bool {
    !file.ends_with(".txt")
        && !file.ends_with(".svg")
        && ![FORM, STATUS, ADMIN]
            .iter()
            .any(|page| page.is_language(file))
}

impl Page {
    fn is_language(&self, file: &str) -> bool {
        file.starts_with(self.language) && file.ends_with(".json")
    }
}

/// The promise holds for every person, so the largest language counts.
fn heaviest_language(page: &Page) -> Result<Option<String>> {
    let mut heaviest = (0, None);
    for file in built_files()?
        .into_iter()
        .filter(|file| page.is_language(file))
    {
        let weight = weigh(&fs::read(path("dist").join(&file))?)?.brotli;
        if weight > heaviest.0 {
            heaviest = (weight, Some(file));
        }
    }
    Ok(heaviest.1)
}

fn built_files() -> Result<Vec<String>> {
    let root = path("dist");
    let mut folders = vec![root.clone()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).context("dist/ is missing: run `cargo xtask page`")? {
            let entry: PathBuf = entry?.path();
            if entry.is_dir() {
                folders.push(entry);
            } else if let Ok(name) = entry.strip_prefix(&root) {
                files.push(name.to_string_lossy().into_owned());
            }
        }
    }
    files.retain(|file| !compress::is_compressed(file));
    Ok(files)
}

fn weigh(bytes: &[u8]) -> Result<Weight> {
    Ok(Weight {
        raw: bytes.len(),
        gzip: compress::gzip(bytes)?.len(),
        brotli: compress::brotli(bytes)?.len(),
    })
}
