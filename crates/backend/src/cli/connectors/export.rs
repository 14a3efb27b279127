//! Connectors as a file for other programs: JSON, or a table for a spreadsheet.

use crate::cli::{End, say};
use crate::store::Described;
use clap::ValueEnum;

/// How a file looks.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum Format {
    /// A list of objects.
    #[default]
    Json,
    /// A table with a line of names.
    Csv,
}

/// Prints all of them.
pub(super) fn export(records: &[Described], format: Format) -> Result<(), End> {
    match format {
        Format::Json => say(serde_json::to_string_pretty(records).map_err(End::failed)?),
        Format::Csv => say(table(records).map_err(End::failed)?.trim_end()),
    }
}

/// One connector, a line for each of its fields.
pub(super) fn show(record: &Described) -> Result<(), End> {
    let value = serde_json::to_value(record).map_err(End::failed)?;
    for (name, value) in value.as_object().into_iter().flatten() {
        match value.as_str() {
            Some(text) => say(format!("{name} = {text}"))?,
            None if value.is_null() => say(format!("{name} = -"))?,
            None => say(format!("{name} = {value}"))?,
        }
    }
    Ok(())
}

fn table(records: &[Described]) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for record in records {
        writer.serialize(Described {
            name: tame(&record.name),
            tenant: record.tenant.as_deref().map(tame),
            reason: record.reason.as_deref().map(tame),
            changer_name: record.changer_name.as_deref().map(tame),
            ..record.clone()
        })?;
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A spreadsheet would reckon with what begins so.
fn tame(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_reads_no_formula() {
        for (text, expected) in [
            ("Orders", "Orders"),
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(tame(text), expected);
        }
    }
}
