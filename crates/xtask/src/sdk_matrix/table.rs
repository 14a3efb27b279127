//! The matrix's table: reads the row that each journey left, and prints them.

use std::{fs, path::Path};

/// The steps, as the journeys count them.
const STEPS: [&str; 5] = ["start", "save", "prefilled", "changed", "removed"];

/// How far one release came.
pub(crate) struct Row {
    version: String,
    order: String,
    /// Milliseconds of each step; `None` for one that did not pass.
    took: [Option<u64>; 5],
}

impl Row {
    /// Whether it came through to the end.
    pub(crate) fn passed(&self) -> bool {
        self.took.iter().all(Option::is_some)
    }

    /// The tab-separated line of a journey: version, order, each step's time.
    pub(super) fn of_line(version: &str, line: &str) -> Self {
        let mut parts = line.trim_end().split('\t').skip(1);
        let order = parts.next().unwrap_or_default().to_owned();
        let mut took = [None; 5];
        for (step, part) in took.iter_mut().zip(parts) {
            *step = part.parse().ok();
        }
        Self {
            version: version.to_owned(),
            order,
            took,
        }
    }

    fn line(&self) -> String {
        let generation = if self.version.starts_with("1.") {
            "1.x"
        } else {
            "2.x"
        };
        let mut line = format!("{:<8} {generation:<10} {:<20}", self.version, self.order);
        for took in self.took {
            let took = took.map_or_else(|| "FAILED".to_owned(), |took| took.to_string());
            line.push_str(&format!(" {took:>9}"));
        }
        let sum: u64 = self.took.iter().flatten().sum();
        format!("{line} {sum:>7}")
    }
}

/// What a release's journey left; one that left nothing passed nothing.
pub(crate) fn read(folder: &Path, version: &str) -> Row {
    let line = fs::read_to_string(folder.join(format!("{version}.row")));
    Row::of_line(version, &line.unwrap_or_default())
}

/// Prints the rows, the releases that no browser can load, and the count.
pub(crate) fn print(rows: &[Row], odd: &[String]) {
    let mut head = format!(
        "\n{:<8} {:<10} {:<20}",
        "version", "generation", "the host hears"
    );
    for step in STEPS {
        head.push_str(&format!(" {step:>9}"));
    }
    println!("{head} {:>7}", "ms");
    for row in rows {
        println!("{}", row.line());
    }
    for version in odd {
        println!("{version:<8} not run: the package has no MicrosoftTeams.min.js");
    }
    let passed = rows.iter().filter(|row| row.passed()).count();
    println!("{passed} of {}", rows.len() + odd.len());
}

#[cfg(test)]
mod tests {
    use super::Row;

    #[test]
    fn a_row_passes_when_each_step_did() {
        let row = Row::of_line("1.4.3", "1.4.3\tanswer save remove\t1\t2\t3\t4\t5\n");
        assert!(row.passed());
        assert!(row.line().ends_with(" 15"), "{}", row.line());
        for line in ["", "1.4.3\tanswer\t1\t2\t3\t4\t-", "1.4.3\tanswer\t1\t2"] {
            assert!(!Row::of_line("1.4.3", line).passed(), "{line:?}");
        }
    }
}
