//! When a failed post is tried again, and when a channel is given up;
//! days on a clock that is moved by hand.

use crate::row::{Row, at_most, exactly};
use crate::setting::Setting;
use crate::world::World;
use testkit::Script;

const CHANNELS: usize = 40;
/// Seconds from one attempt to the next (the Standard Webhooks table).
const LISTED: [f64; 8] = [
    5.0, 300.0, 1_800.0, 7_200.0, 18_000.0, 36_000.0, 50_400.0, 72_000.0,
];
/// The clock moves by this share of what has passed; so much later an attempt may look.
const STEP: f64 = 0.01;

pub(crate) async fn run(_: &Setting) -> anyhow::Result<Vec<Row>> {
    let mut rows = kept().await?;
    rows.extend(on_order().await?);
    rows.extend(given_up().await?);
    Ok(rows)
}

/// Moves the clock in ever larger steps; tells after how much.
async fn days(mut world: World, seconds: f64, restarts: bool) -> anyhow::Result<World> {
    let (mut passed, mut step) = (1.0_f64, 0);
    world.pass(1.0).await?;
    while passed < seconds {
        let by = (passed * STEP).max(0.5);
        world.pass(by).await?;
        passed += by;
        step += 1;
        if restarts && step % 100 == 0 {
            world = world.restart().await?;
        }
    }
    Ok(world)
}

/// Always 503, with a restart now and then.
async fn kept() -> anyhow::Result<Vec<Row>> {
    let world = World::start().await?;
    world.receiver.usually(Script::status(503, ""));
    for channel in 0..CHANNELS {
        let url = world.receiver.connector(&format!("s{channel}-"));
        world.client.save(&format!("s{channel}"), &url).await?;
    }
    world.client.event("schedule", "Schedule").await?;
    world.settle().await?;
    let world = days(world, 5.0 * 86_400.0, true).await?;
    let mut db = world.database().await?;
    let attempts = db.attempts().await?;
    let (mut outside, mut least, mut most) = (0, f64::MAX, f64::MIN);
    for times in &attempts {
        let mut before = 0.0;
        for (two, listed) in times.windows(2).zip(LISTED) {
            #[expect(clippy::cast_precision_loss, reason = "days in milliseconds")]
            let waited = (two[1] - two[0]) as f64 / 1000.0;
            before += waited;
            let late = (before * STEP).max(0.5);
            outside += usize::from(waited < listed * 0.8 || waited > listed * 1.2 + late);
            least = least.min(waited / listed);
            most = most.max((waited - late) / listed);
        }
    }
    println!("waits from {least:.2} to {most:.2} of the listed");
    let dead = db
        .count("SELECT COUNT(*) FROM deliveries WHERE state = 'dead'")
        .await?;
    let longest = attempts.iter().map(Vec::len).max().unwrap_or(0);
    Ok(vec![
        exactly("ten-attempts", "deliveries tried", attempts.len(), CHANNELS),
        exactly("ten-attempts", "waits outside the listed ±20 %", outside, 0),
        at_most("ten-attempts", "most attempts of one delivery", longest, 10),
        exactly(
            "ten-attempts",
            "dead letters in the end",
            dead,
            CHANNELS as u64,
        ),
    ])
}

/// What a channel asks for: its header, and the seconds between which the
/// next attempt has to come.
const ORDERS: [(u16, &str, f64, f64); 8] = [
    (429, "retry-after: 3600", 3_600.0, 3_600.0),
    (503, "retry-after: 3600", 3_600.0, 3_600.0),
    // An hour after the start of the clock.
    (
        429,
        "retry-after: Mon, 21 Sep 2026 15:13:20 GMT",
        3_590.0,
        3_600.0,
    ),
    (503, "retry-after: soon", 4.0, 6.0),
    (503, "retry-after: -5", 4.0, 6.0),
    (503, "retry-after: 1.5", 4.0, 6.0),
    (429, "retry-after: 999999999", 86_400.0, 86_400.0),
    (
        503,
        "retry-after: 99999999999999999999999",
        86_400.0,
        86_400.0,
    ),
];

async fn on_order() -> anyhow::Result<Vec<Row>> {
    let (mut early, mut late, mut seen) = (0, 0, 0);
    for (status, header, least, most) in ORDERS {
        let world = World::start().await?;
        world.receiver.usually(Script::with_header(status, header));
        for channel in 0..5 {
            let url = world.receiver.connector(&format!("o{channel}-"));
            world.client.save(&format!("o{channel}"), &url).await?;
        }
        world.client.event("order", "Order").await?;
        world.settle().await?;
        world.receiver.usually(Script::ok());
        let world = days(world, most * 1.05 + 2.0, false).await?;
        for times in world.database().await?.attempts().await? {
            let Some(&[first, second]) = times.get(..2).and_then(|two| two.first_chunk()) else {
                continue;
            };
            #[expect(clippy::cast_precision_loss, reason = "a day in milliseconds")]
            let waited = (second - first) as f64 / 1000.0;
            seen += 1;
            early += usize::from(waited < least);
            late += usize::from(waited > most + (most * STEP).max(1.0));
        }
    }
    Ok(vec![
        exactly(
            "waits-as-asked",
            "second attempts after an order to wait",
            seen,
            ORDERS.len() * 5,
        ),
        exactly("waits-as-asked", "of them too early", early, 0),
        exactly("waits-as-asked", "of them too late", late, 0),
    ])
}

/// Five days without a success, and gone for good.
async fn given_up() -> anyhow::Result<Vec<Row>> {
    let world = World::start().await?;
    for channel in 0..CHANNELS {
        let name = format!("g{channel}-");
        let script = if channel % 2 == 0 {
            Script::status(500, "")
        } else {
            Script::status(410, "")
        };
        world.receiver.script(&name, script);
        let url = world.receiver.connector(&name);
        world.client.save(&format!("g{channel}"), &url).await?;
    }
    for day in 0..7 {
        world.client.event(&format!("day-{day}"), "News").await?;
        for _ in 0..12 {
            world.pass(7_200.0).await?;
        }
    }
    let disabled = world.client.metric("webhooks_disabled").await?;
    let before = world.receiver.count();
    world.client.event("after", "After").await?;
    world.pass(86_400.0).await?;
    let after = world.receiver.count() - before;
    for channel in 0..CHANNELS {
        let name = format!("g{channel}-");
        world.receiver.script(&name, Script::ok());
        let url = world.receiver.connector(&name);
        world.client.save(&format!("g{channel}"), &url).await?;
    }
    let enabled = world.client.metric("webhooks_disabled").await?;
    world.client.event("again", "Again").await?;
    world.pass(60.0).await?;
    let cards = world.receiver.posts();
    let again = cards
        .iter()
        .filter(|post| post.body.contains("\"Again\""))
        .count();
    Ok(vec![
        exactly(
            "switched-off",
            "channels switched off",
            disabled,
            CHANNELS as f64,
        ),
        exactly("switched-off", "posts to them afterwards", after, 0),
        exactly(
            "switched-off",
            "still off after they were saved again",
            enabled,
            0.0,
        ),
        exactly("switched-off", "cards to them then", again, CHANNELS),
    ])
}
