//! The first start: says what it will take, and builds everything at the same time.

use super::{build_servers_by, servers_are_there};
use crate::{label::labelled, page, setup, steps};
use anyhow::Result;
use std::{num::NonZero, thread};

/// Something that is built once, and what that took on a two-core machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    what: &'static str,
    /// Seconds of processor time that any number of cores can share.
    shared: u32,
    /// Seconds that only one core can work, after everything else.
    alone: u32,
    /// Megabytes on the disk while it is built, npm's parts among the page's.
    needed: u32,
    /// Megabytes of them that stay.
    kept: u32,
}

const TOOLS: Part = Part {
    what: "Trunk and the wasm-bindgen CLI",
    shared: 270,
    alone: 0,
    needed: 1130,
    kept: 140,
};
const PAGE: Part = Part {
    what: "the page",
    shared: 110,
    alone: 60,
    needed: 1060,
    kept: 1060,
};
const SERVERS: Part = Part {
    what: "the servers",
    shared: 130,
    alone: 0,
    needed: 900,
    kept: 900,
};

/// What was never built.
pub(super) fn missing() -> Result<Vec<Part>> {
    let parts = [
        (TOOLS, setup::has_tools()?),
        (PAGE, page::is_there()),
        (SERVERS, servers_are_there()),
    ];
    let missing = parts.into_iter().filter(|(_, is_there)| !is_there);
    Ok(missing.map(|(part, _)| part).collect())
}

/// How many cores may build.
pub(super) fn cores() -> u32 {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    u32::try_from(cores).unwrap_or(1)
}

/// What will happen, how long it takes and how much disk it needs, in one sentence.
pub(super) fn announcement(missing: &[Part], cores: u32) -> String {
    if missing.is_empty() {
        return "Everything was built before: seconds, or a minute after a change".to_owned();
    }
    let sum = |of: fn(&Part) -> u32| missing.iter().map(of).sum::<u32>();
    let seconds = sum(|part| part.shared) / cores + sum(|part| part.alone);
    let minutes = match seconds.div_ceil(60) {
        1 => "a minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    };
    let cores = match cores {
        1 => "one core".to_owned(),
        cores => format!("{cores} cores"),
    };
    let (needed, kept) = (sum(|part| part.needed), sum(|part| part.kept));
    format!(
        "Building {}, once: about {minutes} on {cores}, and {} of disk, of which {} stay",
        listing(missing),
        size(needed),
        size(kept),
    )
}

fn listing(parts: &[Part]) -> String {
    let names: Vec<_> = parts.iter().map(|part| part.what).collect();
    match names.as_slice() {
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        _ => names.concat(),
    }
}

fn size(megabytes: u32) -> String {
    if megabytes < 1000 {
        return format!("{megabytes} MB");
    }
    format!("{}.{} GB", megabytes / 1000, megabytes % 1000 / 100)
}

/// Builds tools, page and servers at the same time. The page's last steps take the
/// tools and one core: the servers, which nothing waits for, are built in what is left.
pub(super) fn build_at_once() -> Result<()> {
    setup::for_compiling()?;
    thread::scope(|scope| {
        let tools = scope.spawn(|| labelled("tools", setup::tools));
        let servers = scope.spawn(|| labelled("servers", servers));
        let compiled = labelled("page", || setup::npm_parts().and_then(|()| page::compile()));
        let tools = tools.join().expect("it does not panic");
        let page = both(tools, compiled).and_then(|()| labelled("page", page::build));
        both(page, servers.join().expect("it does not panic"))
    })
}

/// Neither failure is left untold.
fn both(one: Result<()>, other: Result<()>) -> Result<()> {
    if let (Err(_), Err(other)) = (&one, &other) {
        steps::complain(other);
    }
    one.and(other)
}

fn servers() -> Result<()> {
    steps::step("Building backend and simulator");
    // The page's markup comes from the same build: alone it would wait for this one, and
    // compile what it needs when nothing else is left to do.
    let mut build = steps::patient_command("cargo")?;
    build.args(["build", "--workspace", "--bin", "teams-connector-markup"]);
    build_servers_by(build)
}

#[cfg(test)]
mod tests {
    use super::{PAGE, SERVERS, TOOLS, announcement};
    use crate::project::path;

    #[test]
    fn it_is_said_what_a_first_start_takes() {
        let all = announcement(&[TOOLS, PAGE, SERVERS], 2);
        let takes = "about 6 minutes on 2 cores, and 3.0 GB of disk, of which 2.1 GB stay";
        let what = "Trunk and the wasm-bindgen CLI, the page and the servers";
        assert_eq!(all, format!("Building {what}, once: {takes}"));
        let readme = std::fs::read_to_string(path("README.md")).expect("it is there");
        let words: Vec<_> = readme.split_whitespace().collect();
        for part in [
            "about 6 minutes on 2 cores",
            "3.0 GB of disk",
            "keeps 2.1 GB",
        ] {
            assert!(
                words.join(" ").contains(part),
                "the README says the same: {part}"
            );
        }
        assert_eq!(
            announcement(&[SERVERS], 4),
            "Building the servers, once: about a minute on 4 cores, and 900 MB of disk, of which 900 MB stay"
        );
        assert!(announcement(&[], 2).starts_with("Everything was built before"));
    }
}
