//! What a run found out: a figure beside its target. One row out of its
//! target fails the whole run.

use std::fmt::Display;

/// A figure and whether it is within its target.
pub(crate) struct Row {
    id: &'static str,
    promise: &'static str,
    figure: String,
    target: String,
    held: bool,
}

/// A figure with a target in words.
pub(crate) fn row(
    id: &'static str,
    promise: &'static str,
    figure: impl Display,
    target: impl Display,
    held: bool,
) -> Row {
    let (figure, target) = (figure.to_string(), target.to_string());
    Row {
        id,
        promise,
        figure,
        target,
        held,
    }
}

/// A count that may not be above its limit; nothing measured is no success.
pub(crate) fn at_most<T: Copy + Display + PartialOrd>(
    id: &'static str,
    promise: &'static str,
    figure: T,
    limit: T,
) -> Row {
    let held = figure <= limit;
    row(id, promise, figure, format!("<= {limit}"), held)
}

/// A count that has to be exactly this.
pub(crate) fn exactly<T: Copy + Display + PartialEq>(
    id: &'static str,
    promise: &'static str,
    figure: T,
    wanted: T,
) -> Row {
    let held = figure == wanted;
    row(id, promise, figure, wanted, held)
}

/// A part that could not be run to its end.
pub(crate) fn broken(part: &'static str, error: &anyhow::Error) -> Row {
    row(part, "runs to its end", format!("{error:#}"), "yes", false)
}

impl Row {
    pub(crate) fn print(&self) {
        let verdict = if self.held { "ok    " } else { "BROKEN" };
        let Self {
            id,
            promise,
            figure,
            target,
            ..
        } = self;
        println!("{verdict} {id:<16} {promise}: {figure} (wanted {target})");
    }
}

/// Fails when a row is out of its target, or nothing was measured.
pub(crate) fn judge(rows: &[Row]) -> anyhow::Result<()> {
    let broken: Vec<_> = rows
        .iter()
        .filter(|row| !row.held)
        .map(|row| row.id)
        .collect();
    println!("{} figures, {} out of target", rows.len(), broken.len());
    anyhow::ensure!(!rows.is_empty(), "nothing was measured");
    anyhow::ensure!(
        broken.is_empty(),
        "promises were broken: {}",
        broken.join(", ")
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_row_out_of_target_fails_the_run() {
        assert!(judge(&[at_most("sent-once", "duplicates", 20, 20)]).is_ok());
        let over = [
            exactly("kept", "lost", 0, 0),
            at_most("sent-once", "duplicates", 21, 20),
        ];
        let said = judge(&over).map_err(|error| error.to_string());
        assert_eq!(said, Err("promises were broken: sent-once".to_owned()));
    }

    #[test]
    fn nothing_measured_is_no_success() {
        assert!(judge(&[]).is_err());
        assert!(judge(&[at_most("others-go-on", "p99", f64::NAN, 2.0)]).is_err());
    }
}
