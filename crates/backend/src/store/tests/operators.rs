//! What operators see and do: pages, counts, hours, and a pause.

use super::*;
use crate::clock::HOUR;
use wire::HealthState;
use wire::admin::{Queue, StateCounts};

const NAMES: [&str; 5] = ["Orders", "Änderung", "100%", "Bills", "a_b"];

/// A connector of each name, one second after the other.
async fn five() -> Bench {
    let bench = bench().await;
    for (at, name) in NAMES.iter().enumerate() {
        let id = format!("{at}-connector-0123456789");
        let url = format!("{URL}/{at}");
        let more = serde_json::json!({"configName": name});
        bench.save_with(&id, &url, more).await;
        bench.clock.advance(Duration::from_secs(1));
    }
    bench
}

async fn names(bench: &Bench, look: &Look, most: usize) -> (Vec<String>, u64, Option<Cursor>) {
    let (page, total) = bench.store.browse(look, most).await.expect("it is read");
    let names = page.entries.into_iter().map(|each| each.name).collect();
    (names, total, page.next)
}

#[tokio::test]
async fn pages_follow_each_other_without_a_gap() {
    let bench = five().await;
    let mut look = Look::default();
    let mut seen = Vec::new();
    loop {
        let (names, total, next) = names(&bench, &look, 2).await;
        assert_eq!(total, 5);
        seen.extend(names);
        look.after = next;
        if look.after.is_none() {
            break;
        }
    }
    assert_eq!(seen, NAMES);
}

/// No character of what is looked for stands for others.
#[tokio::test]
async fn a_search_finds_what_a_person_remembers() {
    let bench = five().await;
    for (text, expected) in [
        ("order", &["Orders"][..]),
        ("änder", &["Änderung"]),
        ("ÄNDERUNG", &["Änderung"]),
        ("%", &["100%"]),
        ("_", &["a_b"]),
        ("\\", &[]),
        ("3-conn", &["Bills"]),
        ("connector-0", &[]),
        ("no such thing", &[]),
    ] {
        let look = Look {
            text: Some(text.into()),
            ..Look::default()
        };
        let (found, total, _) = names(&bench, &look, 50).await;
        assert_eq!(found, expected, "{text}");
        assert_eq!(total, expected.len() as u64, "{text}");
    }
}

/// The statement and the word that everybody else is told are one.
#[tokio::test]
async fn the_states_are_those_of_the_records() {
    let bench = five().await;
    for (at, change) in [
        "UPDATE webhooks SET state = 'disabled'",
        "UPDATE webhooks SET failing_since = 1, reason = 'x'",
        "UPDATE webhooks SET failing_since = 1",
        "UPDATE webhooks SET last_success_at = 1",
        "UPDATE connectors SET stopped_at = 1, stopped_by = 'card'",
    ]
    .into_iter()
    .enumerate()
    {
        let row = match change.contains("webhooks") {
            true => "(SELECT webhook_id FROM connectors WHERE entity_id LIKE ?1)",
            false => "(SELECT id FROM connectors WHERE entity_id LIKE ?1)",
        };
        let sql = format!("{change} WHERE id = {row}");
        let done = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(format!("{at}-%"));
        bench
            .store
            .write(Done(Some(done)))
            .await
            .expect("it is stored");
    }
    let counts = bench.store.state_counts().await.expect("it is read");
    let expected = StateCounts {
        unproven: 1,
        ok: 1,
        failing: 1,
        disabled: 2,
    };
    assert_eq!(counts, expected);
    for state in HealthState::EACH {
        let look = Look {
            state: Some(state),
            ..Look::default()
        };
        let (page, total) = bench.store.browse(&look, 50).await.expect("it is read");
        assert!(page.entries.iter().all(|each| each.state == state.code()));
        assert_eq!(total, page.entries.len() as u64, "{state:?}");
        assert!(total > 0, "{state:?}");
    }
}

type Statement = sqlx::query::Query<'static, sqlx::Sqlite, sqlx::sqlite::SqliteArguments>;

struct Done(Option<Statement>);

impl Write for Done {
    type Answer = ();

    async fn run(&mut self, db: &mut sqlx::SqliteConnection, _: Millis) -> Result<(), StoreError> {
        let statement = self.0.take().expect("it is run once");
        statement.execute(db).await?;
        Ok(())
    }
}

#[tokio::test]
async fn nothing_is_claimed_while_sending_is_paused() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    let change = async |sending| bench.store.write(sending).await.expect("it is stored");
    assert!(change(Sending::Pause).await);
    assert!(!change(Sending::Pause).await, "it was paused before");
    bench.event().await;
    assert_eq!(bench.claim("one").await.len(), 0);
    assert_eq!(bench.store.next_wake(64).await.expect("it is read"), None);
    let since = bench.store.paused_since().await.expect("it is read");
    assert!(since.is_some_and(|since| since.starts_with("20")));
    assert_eq!(bench.states().await, ["queued"]);
    assert!(change(Sending::Resume).await);
    assert!(!change(Sending::Resume).await, "it was resumed before");
    assert_eq!(bench.store.paused_since().await.expect("it is read"), None);
    assert_eq!(bench.claim("one").await.len(), 1);
}

/// A card in flight when sending is paused ends as it would have.
#[tokio::test]
async fn what_is_in_flight_at_a_pause_comes_to_its_end() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    bench.event().await;
    let claims = bench.claim("one").await;
    let paused = bench.store.write(Sending::Pause).await;
    assert!(paused.expect("it is stored"));
    bench.delivered(&claims[0]).await;
    assert_eq!(bench.states().await, ["delivered"]);
}

#[tokio::test]
async fn the_queue_is_told_by_what_it_waits_for() {
    let bench = five().await;
    bench.event().await;
    let queue = async || bench.store.queue().await.expect("it is read");
    assert_eq!((queue().await.due, queue().await.leased), (5, 0));
    let claims = bench.claim("one").await;
    assert_eq!(queue().await.leased, 5);
    let again = DeliveryFate::Again { after: 60_000 };
    bench.finish(&claims[0], again).await;
    bench.finish(&claims[1], DeliveryFate::Dead).await;
    bench.finish(&claims[2], DeliveryFate::Delivered).await;
    let expected = Queue {
        due: 0,
        leased: 2,
        retrying: 1,
        dead: 1,
        oldest_due_seconds: 0,
    };
    assert_eq!(queue().await, expected);
}

#[tokio::test]
async fn attempts_are_counted_by_the_hour() {
    let bench = five().await;
    bench.event().await;
    let claims = bench.claim("one").await;
    bench.delivered(&claims[0]).await;
    bench
        .clock
        .advance(Duration::from_millis(HOUR.unsigned_abs()));
    let mut refused = ended(&claims[1], DeliveryFate::Dead);
    refused.record.outcome = wire::Outcome::Gone;
    // Its lease has run out by the clock, and nobody else has it.
    bench.end(refused).await;
    let hours = bench.store.hours(3).await.expect("it is read");
    let counts: Vec<_> = hours
        .iter()
        .map(|hour| (hour.delivered, hour.accepted, hour.delayed, hour.refused))
        .collect();
    assert_eq!(counts, [(0, 0, 0, 0), (1, 0, 0, 0), (0, 0, 0, 1)]);
    assert!(hours.iter().all(|hour| hour.begins.ends_with(":00:00Z")));
}

/// What is asked often reads an index, not every row.
#[tokio::test]
async fn hours_are_counted_by_the_index_alone() {
    let bench = bench().await;
    let plan = bench
        .plan("SELECT at / 1 AS hour, outcome, COUNT(*) FROM attempts WHERE at >= 1 GROUP BY hour, outcome")
        .await;
    assert!(plan.contains("COVERING INDEX attempts_at"), "{plan}");
}

#[tokio::test]
async fn dead_letters_are_paged_the_newest_first() {
    let bench = five().await;
    bench.event().await;
    for claim in bench.claim("one").await {
        bench.finish(&claim, DeliveryFate::Dead).await;
    }
    let (mut after, mut seen) = (None, Vec::new());
    loop {
        let page = bench
            .store
            .dead_letters(after, 2)
            .await
            .expect("it is read");
        seen.extend(page.entries.into_iter().map(|letter| letter.connector));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    seen.sort_unstable();
    let mut expected = NAMES;
    expected.sort_unstable();
    assert_eq!(seen, expected);
}
