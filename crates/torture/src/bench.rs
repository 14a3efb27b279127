//! How fast it acknowledges beside the disk's own commit rate measured in the
//! same run, how fast it delivers, how much memory a long queue takes.

use crate::receiver::{Receiver, Script};
use crate::server::{Client, Server};
use crate::time::p99;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _};
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

const SENDERS: u64 = 64;

pub(crate) async fn run(binary: &Path, seconds: u64, backlog: u64) -> anyhow::Result<()> {
    intake(binary, seconds).await?;
    delivery(binary).await?;
    memory(binary, backlog).await
}

async fn bare_commits(dir: &Path, length: Duration) -> anyhow::Result<f64> {
    let mut db = SqliteConnectOptions::new()
        .filename(dir.join("bare.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .connect()
        .await?;
    sqlx::query("CREATE TABLE IF NOT EXISTS rows (text TEXT NOT NULL)")
        .execute(&mut db)
        .await?;
    let (begun, mut count) = (Instant::now(), 0_u32);
    while begun.elapsed() < length {
        sqlx::query("INSERT INTO rows (text) VALUES ('an event of usual length, about this long')")
            .execute(&mut db)
            .await?;
        count += 1;
    }
    let rate = f64::from(count) / begun.elapsed().as_secs_f64();
    db.close().await?;
    Ok(rate)
}

/// In turns of a second, so that a disk that is busy with something else for a
/// while is as slow for one as for the other; the middle turn counts.
async fn intake(binary: &Path, turns: u64) -> anyhow::Result<()> {
    let turn = Duration::from_secs(1);
    let dir = tempfile::tempdir()?;
    let receiver = Receiver::start().await;
    let server = Server::start(binary, dir.path(), 0).await?;
    server
        .client
        .save("bench", &receiver.connector("bench"))
        .await?;
    let (mut bare, mut one, mut many) = (Vec::new(), Vec::new(), Vec::new());
    let (mut one_waits, mut many_waits) = (Vec::new(), Vec::new());
    let (server_before, ours_before) = (cpu(&server.id()?)?, cpu("self")?);
    let mut hurried = Duration::ZERO;
    for number in 0..turns.max(1) {
        bare.push(bare_commits(dir.path(), turn).await?);
        let begun = Instant::now();
        one.push(hurry(&server.client, (number, 1), turn, &mut one_waits).await?);
        many.push(hurry(&server.client, (number, SENDERS), turn, &mut many_waits).await?);
        hurried += begun.elapsed();
    }
    let busy = |before: f64, after: f64| (after - before) / hurried.as_secs_f64();
    let server_busy = busy(server_before, cpu(&server.id()?)?);
    // The bare commits are ours too, and hardly use a processor.
    let ours_busy = busy(ours_before, cpu("self")?);
    let (bare, one, many) = (middle(bare), middle(one), middle(many));
    println!("bare SQLite, one insert per commit, WAL, synchronous=FULL: {bare:.0}/s");
    for (senders, rate, waits, wanted) in
        [(1, one, one_waits, 0.8), (SENDERS, many, many_waits, 5.0)]
    {
        let p99 = p99(waits);
        let ratio = rate / bare;
        println!(
            "{senders} sender(s): {rate:.0} events/s acknowledged, p99 {p99:?}, \
             {ratio:.2}x bare (wanted {wanted}x)"
        );
    }
    let processors = std::thread::available_parallelism()?.get();
    let limit = if server_busy + ours_busy > 0.8 * processors as f64 {
        "the processors"
    } else {
        "the disk, or waiting for one another"
    };
    println!(
        "of {processors} processors the server used {server_busy:.2}, the senders {ours_busy:.2}: \
         the limit was {limit}"
    );
    Ok(())
}

/// Processor time of a process so far, in seconds; the kernel counts hundredths.
fn cpu(process: &str) -> anyhow::Result<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    let after_name = stat.rsplit(") ").next().unwrap_or_default();
    let fields: Vec<&str> = after_name.split(' ').collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok());
    // utime and stime are the 14th and 15th, two of which come before the name's end.
    Ok((ticks(11).unwrap_or(0.0) + ticks(12).unwrap_or(0.0)) / 100.0)
}

fn middle(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}

/// Sends as fast as answers come; events per second.
async fn hurry(
    client: &Client,
    (turn, senders): (u64, u64),
    length: Duration,
    waits: &mut Vec<Duration>,
) -> anyhow::Result<f64> {
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for sender in 0..senders {
        let client = client.clone();
        tasks.spawn(async move {
            let mut waits = Vec::new();
            while begun.elapsed() < length {
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

/// Many channels, few cards each: the pace of a single channel does not count.
async fn delivery(binary: &Path) -> anyhow::Result<()> {
    const CHANNELS: u64 = 400;
    let dir = tempfile::tempdir()?;
    let receiver = Receiver::start().await;
    let server = Server::start(binary, dir.path(), 0).await?;
    for channel in 0..CHANNELS {
        let url = receiver.connector(&format!("d{channel}-"));
        server.client.save(&format!("d{channel}"), &url).await?;
    }
    let begun = Instant::now();
    for number in 0..3 {
        server
            .client
            .event(&format!("d{number}"), "Delivery")
            .await?;
    }
    while server.client.metric("queue_depth").await? > 0.0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let posts = u32::try_from(receiver.posts().len())?;
    let rate = f64::from(posts) / begun.elapsed().as_secs_f64();
    println!("delivery to a fast receiver: {posts} cards, {rate:.0}/s");
    Ok(())
}

async fn memory(binary: &Path, backlog: u64) -> anyhow::Result<()> {
    const CHANNELS: u64 = 200;
    let dir = tempfile::tempdir()?;
    let receiver = Receiver::start().await;
    receiver.usually(Script::with_header(429, "retry-after: 86400"));
    let server = Server::start(binary, dir.path(), 0).await?;
    let empty = server.memory()?;
    for channel in 0..CHANNELS {
        let url = receiver.connector(&format!("m{channel}-"));
        server.client.save(&format!("m{channel}"), &url).await?;
    }
    for number in 0..backlog.div_ceil(CHANNELS) {
        server
            .client
            .event(&format!("m{number}"), "Backlog")
            .await?;
    }
    let depth = server.client.metric("queue_depth").await?;
    println!(
        "memory: {empty} MB empty, {} MB with {depth} waiting",
        server.memory()?
    );
    let port = server.port();
    server.kill().await?;
    let begun = Instant::now();
    let server = Server::start(binary, dir.path(), port).await?;
    println!(
        "restart with that backlog: {:?}, {} MB",
        begun.elapsed(),
        server.memory()?
    );
    Ok(())
}
