//! Which connectors hear of an event that names topics.

use super::*;
use serde_json::json;
use std::time::Instant;

/// A created task about these.
fn about(topics: &[&str]) -> Intake {
    let mut intake = created("1", None);
    intake.event.topics = topics.iter().map(|&topic| topic.to_owned()).collect();
    intake
}

impl Bench {
    /// How many connectors hear of a task about these.
    async fn hear(&self, topics: &[&str]) -> u64 {
        match self.store.accept_event(about(topics)).await {
            Ok(Acceptance::Stored { accepted, .. }) => accepted.deliveries,
            other => panic!("{other:?}"),
        }
    }

    async fn save_about(&self, id: &str, topics: &[&str]) {
        self.save_with(id, URL, json!({ "topics": topics })).await;
    }
}

#[tokio::test]
async fn a_connector_hears_the_topics_it_names_and_all_below_them() {
    let bench = bench().await;
    bench.save_about(ID, &["project", "list/facilities"]).await;
    for (topics, deliveries) in [
        (&["project"][..], 1),
        (&["project/alpha"], 1),
        (&["project/alpha/1", "list/facilities/2", "project"], 1),
        (&["other", "list/facilities"], 1),
        (&["list"], 0),
        (&["projects"], 0),
        (&["alpha/project"], 0),
        (&[], 0),
    ] {
        assert_eq!(bench.hear(topics).await, deliveries, "{topics:?}");
    }
}

#[tokio::test]
async fn one_without_topics_hears_of_everything() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    bench
        .save_about("second-0123456789", &["project/alpha"])
        .await;
    assert_eq!(bench.hear(&[]).await, 1);
    assert_eq!(bench.hear(&["list"]).await, 1);
    assert_eq!(bench.hear(&["project/alpha"]).await, 2);
}

#[tokio::test]
async fn a_save_without_topics_keeps_them_and_an_empty_list_ends_them() {
    let bench = bench().await;
    let id = entity(ID);
    let topics = async || bench.store.connector(&id).await.unwrap().unwrap().topics;
    bench.save_about(ID, &["project/alpha", "list"]).await;
    bench.save(ID, URL).await;
    let kept: Vec<String> = topics().await.into_iter().map(String::from).collect();
    assert_eq!(kept, ["list", "project/alpha"]);
    assert_eq!(bench.hear(&[]).await, 0);
    bench.save_about(ID, &["list"]).await;
    assert_eq!(bench.hear(&["project/alpha"]).await, 0, "it was replaced");
    bench.save_about(ID, &[]).await;
    assert!(topics().await.is_empty());
    assert_eq!(bench.hear(&[]).await, 1);
}

/// Its kind decides beside its topics.
#[tokio::test]
async fn a_topic_of_another_kind_of_event_is_not_heard() {
    let bench = bench().await;
    let wish = json!({"notificationType": "Update", "topics": ["project"]});
    bench.save_with(ID, URL, wish).await;
    assert_eq!(bench.hear(&["project"]).await, 0);
}

/// Ten thousand connectors, ten in each of a thousand topics.
struct Many;

impl Write for Many {
    type Answer = ();

    async fn run(&mut self, db: &mut sqlx::SqliteConnection, _: Millis) -> Result<(), StoreError> {
        let statements = "INSERT INTO connectors (id, entity_id, webhook_id, notification_type,
                 config_name, content_url, version, created_at, updated_at, hears)
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
             SELECT 'c' || i, 'entity-' || i, c.webhook_id, 'All', 'Orders', c.content_url,
                 1, 0, 0, 'topics' FROM n, connectors c;
             INSERT INTO connector_topics (topic, connector_id)
             SELECT 'project/' || (substr(id, 2) % 1000), id
             FROM connectors WHERE entity_id LIKE 'entity-%'";
        sqlx::raw_sql(statements).execute(db).await?;
        Ok(())
    }
}

/// Ten thousand connectors in a thousand topics: those of one topic are found, not
/// looked for. As many events without topics take about as long.
#[tokio::test]
async fn ten_thousand_connectors_cost_an_event_nothing_that_it_is_not_about() {
    let bench = bench().await;
    bench.save_about(ID, &["other/0"]).await;
    assert!(bench.store.write(Many).await.is_ok());
    assert_eq!(bench.hear(&["project/7"]).await, 10);
    let mut best = [u128::MAX; 2];
    for (best, topics) in best
        .iter_mut()
        .zip([&[][..], &["project/7", "other", "list/2"]])
    {
        for _ in 0..20 {
            let begin = Instant::now();
            bench.hear(topics).await;
            *best = (*best).min(begin.elapsed().as_micros());
        }
    }
    println!(
        "nobody hears: {} µs; ten of 10,000 hear: {} µs",
        best[0], best[1]
    );
    assert!(best[1] < 10_000, "{best:?}");
}
