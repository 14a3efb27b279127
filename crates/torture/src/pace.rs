//! A day and more of events on a clock that is moved by hand: no window of
//! Teams is ever exceeded, and no channel waits for another.

use crate::row::{Row, exactly, row};
use crate::setting::Setting;
use crate::world::World;

const CHANNELS: usize = 3;
const EVENTS: u64 = 10_000;
const HOURS: u64 = 26;
/// Seconds the clock moves at once.
const STEP: u64 = 20;
/// What Teams takes: posts, seconds. The shortest is seen by the real clock of `kills`.
const WINDOWS: [(usize, i64); 4] = [(60, 30), (100, 3_600), (150, 7_200), (1_800, 86_400)];

pub(crate) async fn run(_: &Setting) -> anyhow::Result<Vec<Row>> {
    let world = World::start().await?;
    for channel in 0..CHANNELS {
        let url = world.receiver.connector(&format!("p{channel}-"));
        world.client.save(&format!("p{channel}"), &url).await?;
    }
    let steps = HOURS * 3600 / STEP;
    let mut told = 0;
    // `posts` is kept for a day; the oldest are read before they are forgotten.
    let mut times: Vec<Vec<i64>> = vec![Vec::new(); CHANNELS];
    for step in 0..steps {
        while told < EVENTS * (step + 1) / steps {
            world
                .client
                .event(&format!("pace-{told}"), &format!("Task {told}"))
                .await?;
            told += 1;
        }
        world.pass(STEP as f64).await?;
        if step % 500 == 499 || step + 1 == steps {
            let posts = world.database().await?.posts().await?;
            anyhow::ensure!(posts.len() == CHANNELS, "{} channels", posts.len());
            for (all, seen) in times.iter_mut().zip(posts) {
                let last = all.last().copied().unwrap_or(0);
                all.extend(seen.into_iter().filter(|at| *at > last));
            }
        }
    }
    let posts: usize = times.iter().map(Vec::len).sum();
    let (over, busiest) = windows(&times);
    println!(
        "{told} events in {HOURS} h to {CHANNELS} channels: {posts} posts; at most{}",
        busiest.join(",")
    );
    Ok(vec![
        exactly("pace", "times a long window of Teams was exceeded", over, 0),
        // Otherwise nothing was near a limit, and the row above says nothing.
        row(
            "pace",
            "posts beside the day's limit",
            posts,
            format!(">= {}", CHANNELS * 1_500),
            posts >= CHANNELS * 1_500,
        ),
    ])
}

/// How often a window had more posts than Teams takes, and how full each one was.
fn windows(times: &[Vec<i64>]) -> (usize, Vec<String>) {
    let (mut over, mut busiest) = (0, Vec::new());
    for (most, seconds) in WINDOWS {
        let mut fullest = 0;
        for all in times {
            for (at, first) in all.iter().enumerate() {
                let within = all[at..]
                    .iter()
                    .take_while(|time| **time - first < seconds * 1000);
                let count = within.count();
                fullest = fullest.max(count);
                over += usize::from(count > most);
            }
        }
        busiest.push(format!(" {fullest} in {seconds} s"));
    }
    (over, busiest)
}
