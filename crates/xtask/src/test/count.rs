//! Reads from a test runner's output how many tests passed; knows each runner's words.

use std::{fmt, ops::AddAssign};

/// How many checks ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
    pub(crate) skipped: u32,
}

impl Count {
    /// One check that holds.
    pub(crate) const HOLDS: Self = Self {
        passed: 1,
        failed: 0,
        skipped: 0,
    };
    /// One check that does not, or a layer that could not run.
    pub(crate) const BROKEN: Self = Self {
        passed: 0,
        failed: 1,
        skipped: 0,
    };
    /// A whole layer that somebody left out.
    pub(crate) const LEFT_OUT: Self = Self {
        passed: 0,
        failed: 0,
        skipped: 1,
    };

    /// What one line of output adds: a libtest summary, or one of Node's.
    pub(crate) fn of_line(line: &str) -> Self {
        if let Some((_, numbers)) = line.split_once("test result: ") {
            return Self::of_libtest(numbers);
        }
        let mut words = line.split_whitespace();
        let mark = words.next();
        match (
            mark,
            words.next(),
            words.next().and_then(|word| word.parse().ok()),
        ) {
            (Some("#" | "ℹ"), Some(word), Some(number)) => Self::of_node(word, number),
            _ => Self::default(),
        }
    }

    fn of_libtest(numbers: &str) -> Self {
        let number = |name: &str| {
            let part = numbers
                .split(['.', ';'])
                .find_map(|part| part.trim().strip_suffix(name));
            part.and_then(|number| number.trim().parse().ok())
                .unwrap_or(0)
        };
        Self {
            passed: number("passed"),
            failed: number("failed"),
            skipped: number("ignored"),
        }
    }

    fn of_node(word: &str, number: u32) -> Self {
        let mut count = Self::default();
        match word {
            "pass" => count.passed = number,
            "fail" | "cancelled" => count.failed = number,
            "skipped" | "todo" => count.skipped = number,
            _ => {}
        }
        count
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Count;

    fn check(line: &str, passed: u32, failed: u32, skipped: u32) {
        let expected = Count {
            passed,
            failed,
            skipped,
        };
        assert_eq!(Count::of_line(line), expected, "{line}");
    }

    #[test]
    fn each_runners_summary_is_understood() {
        check(
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.01s",
            12,
            0,
            1,
        );
        check(
            "test result: FAILED. 2 passed; 7 failed; 0 ignored; 0 filtered out",
            2,
            7,
            0,
        );
        check("ℹ pass 31", 31, 0, 0);
        check("# fail 2", 0, 2, 0);
        check("# skipped 4", 0, 0, 4);
    }

    #[test]
    fn other_lines_count_nothing() {
        check("test tests::a_pass 3 ... ok", 0, 0, 0);
        check("ℹ tests 31", 0, 0, 0);
        check("", 0, 0, 0);
    }
}
