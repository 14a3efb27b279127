//! What operators ask of a large server: 10,000 connectors, and what they left behind.

use super::*;
use std::time::Instant;

/// What each answer may take where nothing else runs; a build without optimisation on a
/// busy machine gets ten times as much.
const MOST: Duration = Duration::from_millis(200);
const PAGE: usize = wire::admin::PAGE;

/// So many connectors of 1,000 tenants, each with ten attempts in the last two days, one
/// card that waits and one that was given up.
const FILL: &str = "
    CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS
        (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) SELECT i FROM n;
    INSERT INTO webhooks (id, mark, url_sealed, host, destination, channel, failing_since, reason)
        SELECT 'w' || i, 'm' || i, x'00', 'host' || i || '.example', 'workflow', 'm' || i,
            CASE WHEN i % 10 = 0 THEN 1 END, CASE WHEN i % 10 = 0 THEN 'No' END FROM n;
    INSERT INTO connectors (id, entity_id, webhook_id, notification_type, config_name,
            content_url, version, created_at, updated_at, tenant)
        SELECT 'c' || i, printf('%032x', i * 7919), 'w' || i, 'All', 'Channel ' || i,
            'https://a.example', 1, NOW - i, NOW, 'tenant-' || (i % 1000) FROM n;
    INSERT INTO events (id, kind, task, accepted_at)
        VALUES ('e1', 'created', '{\"id\":\"7\",\"title\":\"a\"}', NOW),
            ('e2', 'created', '{\"id\":\"8\",\"title\":\"a\"}', NOW);
    INSERT INTO deliveries (id, event_id, connector_id, webhook_id, state, due_at, created_at,
            finished_at)
        SELECT 'e1.c' || i, 'e1', 'c' || i, 'w' || i, 'dead', NOW, NOW - i, NOW FROM n;
    INSERT INTO deliveries (id, event_id, connector_id, webhook_id, state, due_at, created_at)
        SELECT 'e2.c' || i, 'e2', 'c' || i, 'w' || i, 'queued', NOW, NOW FROM n;
    INSERT INTO attempts (delivery_id, lease_no, at, outcome, took_ms)
        SELECT 'e1.c' || n.i, t.i, NOW - 17000 * t.i * (n.i % 1000), 'delivered', 5
        FROM n JOIN n t ON t.i <= 10;
    DROP TABLE n;";

struct Fill;

impl Write for Fill {
    type Answer = ();

    async fn run(
        &mut self,
        db: &mut sqlx::SqliteConnection,
        now: Millis,
    ) -> Result<(), StoreError> {
        let fill = FILL.replace("NOW", &now.to_string());
        sqlx::raw_sql(sqlx::AssertSqlSafe(fill)).execute(db).await?;
        Ok(())
    }
}

async fn within<T>(what: &str, asked: impl Future<Output = Result<T, StoreError>>) -> T {
    let begun = Instant::now();
    let answer = asked.await.expect("it is read");
    let took = begun.elapsed();
    println!("{:>6.1} ms  {what}", took.as_secs_f64() * 1e3);
    assert!(took < MOST * 10, "{what}: {took:?}");
    answer
}

/// `cargo test -p backend --lib ten_thousand -- --nocapture` prints how long each took.
#[tokio::test]
async fn ten_thousand_connectors_are_looked_through_at_once() {
    let bench = bench().await;
    let store = &bench.store;
    store.write(Fill).await.expect("it is filled");
    let counts = within("states", store.state_counts()).await;
    assert_eq!((counts.unproven, counts.failing), (9_000, 1_000));
    assert_eq!(within("queue", store.queue()).await.due, 10_000);
    let hours = within("hours", store.hours(48)).await;
    assert!(hours.iter().all(|hour| hour.delivered > 0));
    let look = Look::default();
    let (first, total) = within("the first page", store.browse(&look, PAGE)).await;
    assert_eq!((first.entries.len(), total), (PAGE, 10_000));
    for (text, state, found) in [
        ("channel 9999", None, 1),
        ("no such thing", None, 0),
        ("tenant-70", Some(wire::HealthState::Failing), 20),
    ] {
        let look = Look {
            text: Some(text.into()),
            state,
            after: None,
        };
        let (_, total) = within(text, store.browse(&look, PAGE)).await;
        assert_eq!(total, found, "{text}");
    }
    let look = Look {
        after: Cursor::from_text("1789999994000~c6000"),
        ..look
    };
    let (middle, _) = within("a page in the middle", store.browse(&look, PAGE)).await;
    assert_eq!(middle.entries.len(), PAGE);
    let dead = within("dead letters", store.dead_letters(None, PAGE)).await;
    assert_eq!(dead.entries.len(), PAGE);
}
