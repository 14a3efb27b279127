//! Runs all journeys several times and tells how each ended, for those that fail by
//! chance.

use super::lock;
use libtest_mimic::{Arguments, Trial};
use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

static RUN: AtomicU32 = AtomicU32::new(1);
static ENDED: Mutex<BTreeMap<String, Ended>> = Mutex::new(BTreeMap::new());

/// How many of the slowest are told.
const SLOWEST: usize = 10;

#[derive(Clone, Copy, Default)]
struct Ended {
    passed: u32,
    failed: u32,
    longest: Duration,
}

/// Notes how one walk of a journey ended.
pub(super) fn note(title: &str, passed: bool, took: Duration) {
    let mut ended = lock(&ENDED);
    let row = ended.entry(title.to_owned()).or_default();
    row.longest = row.longest.max(took);
    match passed {
        true => row.passed += 1,
        false => row.failed += 1,
    }
}

/// Tells the folders of several runs apart.
pub(super) fn suffix() -> String {
    match RUN.load(Ordering::Relaxed) {
        1 => String::new(),
        run => format!("-run{run}"),
    }
}

/// Whether all of them passed every time.
pub(crate) fn all(times: u32, arguments: &Arguments, trials: impl Fn() -> Vec<Trial>) -> bool {
    let mut good = true;
    for run in 1..=times {
        RUN.store(run, Ordering::Relaxed);
        good &= !libtest_mimic::run(arguments, trials()).has_failed();
    }
    if !arguments.list {
        print_slowest();
    }
    if times > 1 {
        print_table(times);
    }
    good
}

fn print_slowest() {
    let mut rows: Vec<_> = lock(&ENDED).clone().into_iter().collect();
    rows.sort_by_key(|(_, ended)| std::cmp::Reverse(ended.longest));
    for (title, ended) in rows.into_iter().take(SLOWEST) {
        println!("{:>6.1} s {title}", ended.longest.as_secs_f32());
    }
}

fn print_table(times: u32) {
    println!("\n{:<60} {:>6} {:>6}", "journey", "passed", "failed");
    let mut sum = Ended::default();
    for (title, Ended { passed, failed, .. }) in lock(&ENDED).iter() {
        println!("{title:<60} {passed:>6} {failed:>6}");
        sum.passed += passed;
        sum.failed += failed;
    }
    let Ended { passed, failed, .. } = sum;
    println!("{:<60} {passed:>6} {failed:>6}", format!("{times} runs"));
}
