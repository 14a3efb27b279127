//! Secrets from the environment or from a file, never from a flag: flags show
//! in the process list.

use super::End;
use secrecy::SecretString;
use std::path::Path;

/// The secret in a file, else in a variable.
pub(super) fn read(variable: &str, file: Option<&Path>) -> Result<Option<SecretString>, End> {
    Ok(text(variable, file)?.map(|text| SecretString::from(text.trim().to_owned())))
}

/// Several secrets, by comma or line.
pub(super) fn read_list(variable: &str, file: Option<&Path>) -> Result<Vec<SecretString>, End> {
    let text = text(variable, file)?.unwrap_or_default();
    let each = text.split([',', '\n']).map(str::trim);
    let given = each.filter(|secret| !secret.is_empty());
    Ok(given
        .map(|secret| SecretString::from(secret.to_owned()))
        .collect())
}

fn text(variable: &str, file: Option<&Path>) -> Result<Option<String>, End> {
    let Some(file) = file else {
        let given = std::env::var(variable).ok();
        return Ok(given.filter(|text| !text.trim().is_empty()));
    };
    let read = std::fs::read_to_string(file);
    read.map(Some)
        .map_err(|error| End::refused(format!("{} cannot be read: {error}", file.display())))
}

/// As `config check` prints it.
pub(super) fn masked(given: bool) -> &'static str {
    if given {
        "(given)"
    } else {
        "(file in the data directory)"
    }
}
