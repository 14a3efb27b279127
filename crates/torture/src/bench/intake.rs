//! Events acknowledged per second, by one sender and by many.

use super::disk::Disk;
use super::work::cpu;
use crate::server::{Client, Server};
use crate::time::p99;
use std::path::Path;
use std::time::{Duration, Instant};
use testkit::Receiver;
use tokio::task::JoinSet;

const SENDERS: u64 = 64;
const TURN: Duration = Duration::from_secs(1);

/// What came of each turn.
#[derive(Default)]
struct Turns {
    bare: Vec<f64>,
    /// Calls that store nothing: what HTTP alone costs.
    empty: Vec<f64>,
    one: Vec<f64>,
    many: Vec<f64>,
    one_waits: Vec<Duration>,
    many_waits: Vec<Duration>,
}

/// In turns of a second, so that a disk that is busy with something else for a
/// while is as slow for one as for the other; the middle turn counts.
pub(super) async fn run(binary: &Path, turns: u64, disk: &Disk) -> anyhow::Result<()> {
    let dir = tempfile::tempdir()?;
    let receiver = Receiver::start().await;
    let server = Server::start_by(disk.command(binary), dir.path(), 0).await?;
    let channel = receiver.connector("bench");
    server.client.save("bench", &channel).await?;
    let mut all = Turns::default();
    let (mut hurried, mut busy) = (Duration::ZERO, (0.0, 0.0));
    for number in 0..turns.max(1) {
        all.bare.push(disk.bare(dir.path(), TURN).await?);
        all.empty.push(empty(&server.client).await?);
        let one = hurry(&server.client, (number, 1), &mut all.one_waits);
        all.one.push(one.await?);
        let (begun, before) = (Instant::now(), cpu_of_both(&server)?);
        let many = hurry(&server.client, (number, SENDERS), &mut all.many_waits);
        all.many.push(many.await?);
        let after = cpu_of_both(&server)?;
        busy = (busy.0 + after.0 - before.0, busy.1 + after.1 - before.1);
        hurried += begun.elapsed();
    }
    all.print(disk);
    let seconds = hurried.as_secs_f64();
    println!(
        "  with {SENDERS} senders, of {} processors the server used {:.2}, the senders {:.2}",
        std::thread::available_parallelism()?,
        busy.0 / seconds,
        busy.1 / seconds
    );
    Ok(())
}

impl Turns {
    fn print(self, disk: &Disk) {
        let bare = middle(self.bare);
        println!("{}:", disk.name);
        println!("  bare SQLite, one insert per commit, WAL, synchronous=FULL: {bare:.0}/s");
        let empty = middle(self.empty);
        println!("  1 sender of calls that store nothing: {empty:.0}/s");
        for (senders, rates, waits, wanted) in [
            (1, self.one, self.one_waits, 0.8),
            (SENDERS, self.many, self.many_waits, 5.0),
        ] {
            let (rate, p99) = (middle(rates), p99(waits));
            let ratio = rate / bare;
            println!(
                "  {senders} sender(s): {rate:.0} events/s acknowledged, p99 {p99:?}, \
                 {ratio:.2}x bare (wanted {wanted}x)"
            );
        }
    }
}

/// The server's and ours.
fn cpu_of_both(server: &Server) -> anyhow::Result<(f64, f64)> {
    Ok((cpu(&server.id()?)?, cpu("self")?))
}

/// One call after the other, of the cheapest kind.
async fn empty(client: &Client) -> anyhow::Result<f64> {
    let (begun, mut count) = (Instant::now(), 0_u32);
    while begun.elapsed() < TURN {
        client.status("/healthz").await?;
        count += 1;
    }
    Ok(f64::from(count) / begun.elapsed().as_secs_f64())
}

fn middle(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}

/// Sends as fast as answers come; events per second.
async fn hurry(
    client: &Client,
    (turn, senders): (u64, u64),
    waits: &mut Vec<Duration>,
) -> anyhow::Result<f64> {
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for sender in 0..senders {
        let client = client.clone();
        tasks.spawn(async move {
            let mut waits = Vec::new();
            while begun.elapsed() < TURN {
                let key = format!("bench-{turn}-{senders}-{sender}-{}", waits.len());
                let called = Instant::now();
                client.event(&key, "A task of usual length").await?;
                waits.push(called.elapsed());
            }
            anyhow::Ok(waits)
        });
    }
    let before = waits.len();
    while let Some(task) = tasks.join_next().await {
        waits.extend(task??);
    }
    let count = u32::try_from(waits.len() - before)?;
    Ok(f64::from(count) / begun.elapsed().as_secs_f64())
}
