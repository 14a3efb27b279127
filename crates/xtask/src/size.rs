//! Weighs what a first visit to the configuration page loads.

use crate::project::path;
use anyhow::{Context, Result, bail};
use std::{collections::BTreeSet, fs, io::Write, path::PathBuf};

/// All a first visit may transfer, compressed with brotli: a promise of the product.
const BUDGET: usize = 60_000;

struct Weight {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints the table; fails when the whole is over the budget.
pub(crate) fn report() -> Result<()> {
    let total = print_table()?;
    let left = BUDGET.checked_sub(total);
    let Some(left) = left else {
        bail!("A first visit loads {total} bytes (brotli), {BUDGET} are allowed.");
    };
    println!("{total} of {BUDGET} bytes allowed (brotli); {left} to spare.");
    Ok(())
}

fn print_table() -> Result<usize> {
    let mut sum = Weight {
        raw: 0,
        gzip: 0,
        brotli: 0,
    };
    println!(
        "{:>9} {:>9} {:>9}  first visit to /configure",
        "raw", "gzip -9", "brotli 11"
    );
    for name in first_visit()? {
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

/// `index.html` and every built file that it, or a file it loads, names.
fn first_visit() -> Result<Vec<String>> {
    let mut unseen: BTreeSet<String> = built_files()?.into_iter().collect();
    let mut queue = vec!["index.html".to_owned()];
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
    found.extend(heaviest_language()?);
    found.sort();
    Ok(found)
}

/// Nobody loads the licence file that a bundle's comment names, and of the
/// languages that the document names, only the one in use.
fn is_loaded(file: &str) -> bool {
    !file.ends_with(".txt") && !is_language(file)
}

fn is_language(file: &str) -> bool {
    file.starts_with("text-") && file.ends_with(".json")
}

/// The promise holds for every person, so the largest language counts.
fn heaviest_language() -> Result<Option<String>> {
    let mut heaviest = (0, None);
    for file in built_files()?.into_iter().filter(|file| is_language(file)) {
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
    Ok(files)
}

fn weigh(bytes: &[u8]) -> Result<Weight> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(bytes)?;
    let mut brotli = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        size_hint: bytes.len(),
        ..Default::default() // quality 11, window 22
    };
    brotli::BrotliCompress(&mut &*bytes, &mut brotli, &parameters)?;
    Ok(Weight {
        raw: bytes.len(),
        gzip: gzip.finish()?.len(),
        brotli: brotli.len(),
    })
}
