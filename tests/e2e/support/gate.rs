//! Lets journeys begin: more at a time than there are processors while they wait, fewer
//! while they compute. A journey that gets too little of a processor misses the times
//! that a person would be promised, and says nothing about the product.

use super::lock;
use std::{
    fs,
    sync::{Condvar, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// So many run whatever else the machine does.
const FEWEST: usize = 2;
/// No more than these, however idle it is: memory.
pub(crate) const MOST: usize = 8;
/// Another one begins when this share of the processors had nothing to do …
const IDLE: f64 = 0.15;
/// … for at least so long, in which the one before it shows what it takes.
const LOOK: Duration = Duration::from_millis(500);
/// Between two looks of whoever waits.
const PAUSE: Duration = Duration::from_millis(100);

struct State {
    running: usize,
    since: Option<(Instant, Load)>,
}

static STATE: Mutex<State> = Mutex::new(State {
    running: 0,
    since: None,
});
static LEFT: Condvar = Condvar::new();

/// A journey that was let in; dropping it makes room.
pub(crate) struct Place(());

/// Waits until there is room for one more.
pub(crate) fn enter() -> Place {
    let mut state = lock(&STATE);
    while !state.has_room() {
        let waited = LEFT.wait_timeout(state, PAUSE);
        state = waited.unwrap_or_else(PoisonError::into_inner).0;
    }
    state.running += 1;
    state.since = Load::now().map(|load| (Instant::now(), load));
    Place(())
}

impl Drop for Place {
    fn drop(&mut self) {
        lock(&STATE).running -= 1;
        LEFT.notify_all();
    }
}

impl State {
    fn has_room(&mut self) -> bool {
        self.running < FEWEST || (self.running < MOST && self.is_idle())
    }

    /// Since the last journey began, or the last look was too busy.
    fn is_idle(&mut self) -> bool {
        let Some(((begin, before), now)) = self.since.zip(Load::now()) else {
            return false;
        };
        if begin.elapsed() < LOOK {
            return false;
        }
        self.since = Some((Instant::now(), now));
        now.idle_since(before) >= IDLE
    }
}

/// Ticks of all processors since the machine started.
#[derive(Clone, Copy)]
struct Load {
    idle: u64,
    all: u64,
}

impl Load {
    /// `None` where the system does not say, as outside Linux.
    fn now() -> Option<Self> {
        let text = fs::read_to_string("/proc/stat").ok()?;
        let ticks = text.lines().next()?.split_whitespace().skip(1);
        let ticks: Vec<u64> = ticks.map_while(|number| number.parse().ok()).collect();
        // user, nice, system, idle, waiting for a disk, …: what a niced program takes, it
        // leaves to whoever wants it.
        let idle = ticks.get(1)? + ticks.get(3)? + ticks.get(4)?;
        let all = ticks.iter().sum();
        Some(Self { idle, all })
    }

    fn idle_since(self, before: Self) -> f64 {
        let part = |now: u64, then: u64| {
            let ticks = u32::try_from(now.saturating_sub(then)).unwrap_or(u32::MAX);
            f64::from(ticks)
        };
        part(self.idle, before.idle) / part(self.all, before.all).max(1.0)
    }
}
