//! Tells apart what several threads print at a time: each has a label, which stands
//! before every line that it, or a program it runs, prints.

use anyhow::{Context, Result, anyhow, bail};
use std::{
    cell::Cell,
    collections::VecDeque,
    io::{BufRead, BufReader, IsTerminal, Read, stdout},
    process::{Command, Stdio},
    thread,
};

thread_local! {
    static LABEL: Cell<Option<&'static str>> = const { Cell::new(None) };
}

/// How many of a failed program's last lines are told once more at the end.
const LAST_LINES: usize = 20;

/// Does the work with this label before each line.
pub(crate) fn labelled<T>(label: &'static str, work: impl FnOnce() -> T) -> T {
    let before = LABEL.replace(Some(label));
    let done = work();
    LABEL.set(before);
    done
}

/// This thread's label.
pub(crate) fn current() -> Option<&'static str> {
    LABEL.get()
}

/// Prints one line with its label.
pub(crate) fn print(label: &str, line: &str) {
    println!("\x1b[2m{label:>9} |\x1b[0m {line}");
}

/// Runs a program to the end, with the label before each of its lines.
///
/// # Errors
/// Says `otherwise`; the cause is what the program said last.
pub(crate) fn run(label: &'static str, command: &mut Command, otherwise: &str) -> Result<()> {
    if stdout().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().with_context(|| otherwise.to_owned())?;
    let output = child.stdout.take().context("the output is not piped")?;
    let errors = child.stderr.take().context("the errors are not piped")?;
    let last = thread::scope(|scope| {
        scope.spawn(|| repeat(label, output));
        repeat(label, errors)
    });
    if child.wait()?.success() {
        return Ok(());
    }
    if last.is_empty() {
        bail!("{otherwise}");
    }
    Err(anyhow!("{}", Vec::from(last).join("\n")).context(otherwise.to_owned()))
}

/// Prints the lines as they come; answers the last ones.
fn repeat(label: &str, lines: impl Read) -> VecDeque<String> {
    let mut last = VecDeque::new();
    let lines = BufReader::new(lines).split(b'\n');
    for line in lines.map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line).into_owned();
        print(label, &line);
        if last.len() == LAST_LINES {
            last.pop_front();
        }
        last.push_back(line);
    }
    last
}

#[cfg(test)]
mod tests {
    use super::{current, labelled, run};
    use std::process::Command;

    #[test]
    fn a_label_is_the_threads_own() {
        let inside = labelled("outer", || labelled("inner", current));
        assert_eq!((inside, current()), (Some("inner"), None));
        let other = labelled("here", || std::thread::scope(|s| s.spawn(current).join()));
        assert_eq!(other.expect("it does not panic"), None);
    }

    #[test]
    fn a_failed_program_is_told_with_its_last_words() {
        let fails = "for n in $(seq 30); do echo line $n >&2; done; exit 1";
        let error = run("test", Command::new("sh").args(["-c", fails]), "It failed.");
        let told: Vec<_> = error
            .expect_err("it fails")
            .chain()
            .map(ToString::to_string)
            .collect();
        assert_eq!(told[0], "It failed.");
        assert!(
            told[1].starts_with("line 11\n") && told[1].ends_with("line 30"),
            "{told:?}"
        );
        assert!(run("test", &mut Command::new("true"), "It failed.").is_ok());
    }
}
