//! Compresses as hard as possible: what the page ships and what its weight is told in.

use anyhow::Result;
use std::{fs, io::Write as _, path::Path};

/// How the compressed neighbours of a file end.
const ENDS: [&str; 2] = [".br", ".gz"];

/// Quality 11 in a window of 4 MiB.
pub(crate) fn brotli(plain: &[u8]) -> Result<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, 11, 22);
    writer.write_all(plain)?;
    Ok(writer.into_inner())
}

/// At its best level.
pub(crate) fn gzip(plain: &[u8]) -> Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(plain)?;
    Ok(writer.finish()?)
}

/// Whether the file is one that [`beside_each`] made.
pub(crate) fn is_compressed(name: &str) -> bool {
    ENDS.iter().any(|end| name.ends_with(end))
}

/// Puts `NAME.br` and `NAME.gz` beside each file of the folder.
pub(crate) fn beside_each(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let file = entry?.path();
        if !file.is_file() || is_compressed(&file.to_string_lossy()) {
            continue;
        }
        let plain = fs::read(&file)?;
        for (end, packed) in ENDS.into_iter().zip([brotli(&plain)?, gzip(&plain)?]) {
            fs::write(format!("{}{end}", file.display()), packed)?;
        }
    }
    Ok(())
}
