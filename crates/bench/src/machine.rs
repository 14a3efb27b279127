//! When this machine has nothing else to do.

use anyhow::{Context, Result, bail};
use std::time::{Duration, Instant};

/// How long the processors are watched at a time: load is work per time, so there
/// is no moment to wait for.
const SPAN: Duration = Duration::from_millis(300);
/// The part of that in which they may be busy.
const BUSY: f64 = 0.05;
/// Longest wait; a new browser takes one to three seconds.
const PATIENCE: Duration = Duration::from_secs(30);

/// Ticks of all processors together since the machine was started.
#[derive(Clone, Copy)]
struct Ticks {
    all: u64,
    idle: u64,
}

/// Waits until a browser that was just started has come to rest: what it does
/// at first for itself takes from the visit otherwise, now more, now less.
pub(crate) async fn at_rest() -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    let mut before = Ticks::now()?;
    while Instant::now() < deadline {
        tokio::time::sleep(SPAN).await;
        let now = Ticks::now()?;
        if now.busy_since(before) <= BUSY {
            return Ok(());
        }
        before = now;
    }
    bail!("this machine does not come to rest; end what else is running, then measure again")
}

impl Ticks {
    fn now() -> Result<Self> {
        let text = std::fs::read_to_string("/proc/stat").context("only Linux tells its load")?;
        Self::read(&text).context("/proc/stat looks different here")
    }

    /// `cpu user nice system idle iowait …`, the first line.
    fn read(stat: &str) -> Option<Self> {
        let numbers = stat.lines().next()?.strip_prefix("cpu ")?;
        let parts: Vec<u64> = numbers
            .split_whitespace()
            .map_while(|part| part.parse().ok())
            .collect();
        Some(Self {
            all: parts.iter().take(8).sum(),
            idle: parts.get(3)? + parts.get(4)?,
        })
    }

    fn busy_since(self, before: Self) -> f64 {
        let all = self.all.saturating_sub(before.all);
        let idle = self.idle.saturating_sub(before.idle);
        1.0 - idle as f64 / all.max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_of_the_kernel_tells_how_busy_it_was() {
        let read = |text| Ticks::read(text).unwrap();
        let before = read("cpu  100 0 50 800 50 0 0 0 0 0\ncpu0 1 2 3 4 5\n");
        let after = read("cpu  130 0 60 850 60 0 0 0 0 0\n");
        assert!((after.busy_since(before) - 0.4).abs() < 1e-9);
        assert!(Ticks::read("intr 5").is_none());
    }
}
