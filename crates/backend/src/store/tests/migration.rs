//! A database that an earlier version filled is read by this one.

use super::*;
use sqlx::ConnectOptions as _;
use sqlx::sqlite::SqliteConnectOptions;

/// Takes back what came after 0001.
const BACK_TO_THE_START: &str = "
    DROP INDEX connectors_tenant;
    ALTER TABLE connectors DROP COLUMN tenant;
    ALTER TABLE connectors DROP COLUMN maker_sealed;
    ALTER TABLE connectors DROP COLUMN changer_sealed;
    ALTER TABLE webhooks DROP COLUMN outcome;
    ALTER TABLE webhooks DROP COLUMN disabled_at;
    ALTER TABLE webhooks DROP COLUMN held_until;
    DROP INDEX deliveries_waiting;
    DROP INDEX deliveries_due;
    CREATE INDEX deliveries_due ON deliveries (webhook_id, state, due_at);
    INSERT INTO deliveries
        (id, event_id, connector_id, webhook_id, state, due_at, created_at, outcome)
        SELECT id || '-skipped', event_id, connector_id, webhook_id, 'skipped', 0, 7, 'disabled'
        FROM deliveries;
    DROP INDEX deliveries_dead;
    ALTER TABLE webhooks DROP COLUMN took_ms;
    ALTER TABLE webhooks DROP COLUMN failed_at;
    DROP INDEX events_configured;
    ALTER TABLE events DROP COLUMN configured_for;
    ALTER TABLE connectors DROP COLUMN editor;
    DROP TABLE makers;
    DELETE FROM _sqlx_migrations WHERE version > 1;";

#[tokio::test]
async fn what_the_first_version_stored_is_still_there() {
    let before = bench().await;
    before.save(ID, URL).await;
    before.event().await;
    before.store.close().await;
    let file = before.dir.path().join("connector.db");
    let options = SqliteConnectOptions::new().filename(&file);
    let mut db = options.connect().await.expect("it opens");
    sqlx::raw_sql(BACK_TO_THE_START)
        .execute(&mut db)
        .await
        .expect("it is as it was");
    sqlx::Connection::close(db).await.expect("it closes");

    let files = Files::in_dir(before.dir.path(), None);
    let kept = files.open(before.clock.clone(), None, Schema::Keep).await;
    let refused = kept.err().expect("a command changes no tables");
    assert!(refused.to_string().contains("another version"), "{refused}");
    let store = files
        .open(before.clock.clone(), None, Schema::BringUpToDate)
        .await;
    let after = Bench {
        store: store.expect("it opens"),
        ..before
    };
    assert_eq!(after.states().await, ["queued", "skipped"]);
    let gauges = after.store.gauges().await.expect("they can be read");
    assert_eq!(gauges.queued, 1, "what is skipped does not wait");
    let claims = after.claim("one").await;
    assert_eq!(claims[0].items[0].config_name, "Orders");
    assert!(after.finish(&claims[0], Rows::Delivered).await.is_some());
    // And it can do what is new.
    let confirm = serde_json::json!({"confirm": true, "editor": "page-0123456789abcdef"});
    after.save_with(ID, URL, confirm).await;
    assert_eq!(after.states().await.len(), 3);
}
