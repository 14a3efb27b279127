//! A database that an earlier version filled is read by this one.

use super::channels::variant;
use super::trials::try_it;
use super::*;
use crate::policy::pacing::WINDOWS;
use sqlx::ConnectOptions as _;
use sqlx::sqlite::SqliteConnectOptions;

/// Takes back what came with 0009.
const BACK_TO_ADDRESSES: &str = "
    DROP INDEX webhooks_channel;
    ALTER TABLE webhooks DROP COLUMN channel;
    DROP INDEX posts_channel;
    ALTER TABLE posts DROP COLUMN channel;
    CREATE INDEX posts_mark ON posts (mark, at);
    DELETE FROM _sqlx_migrations WHERE version = 9;";

/// Takes back what came after 0001 and before that.
const BACK_TO_THE_START: &str = "
    DROP TABLE topics;
    DROP TABLE connector_topics;
    DROP TABLE event_topics;
    DROP INDEX connectors_hearing_all;
    ALTER TABLE connectors DROP COLUMN hears;
    DROP TABLE pauses;
    DROP TABLE presses;
    ALTER TABLE connectors DROP COLUMN stopped_at;
    ALTER TABLE connectors DROP COLUMN stopped_by;
    ALTER TABLE connectors DROP COLUMN starts;
    DROP TABLE grants;
    ALTER TABLE events DROP COLUMN tenant;
    DROP INDEX connectors_tenant;
    ALTER TABLE connectors DROP COLUMN tenant;
    ALTER TABLE connectors DROP COLUMN maker_sealed;
    ALTER TABLE connectors DROP COLUMN changer_sealed;
    ALTER TABLE connectors DROP COLUMN seen_at;
    ALTER TABLE connectors DROP COLUMN seer_sealed;
    ALTER TABLE webhooks DROP COLUMN outcome;
    ALTER TABLE webhooks DROP COLUMN disabled_at;
    ALTER TABLE webhooks DROP COLUMN held_until;
    DROP INDEX deliveries_waiting;
    DROP INDEX deliveries_ended;
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
    ALTER TABLE events DROP COLUMN about;
    DELETE FROM _sqlx_migrations WHERE version > 1;";

impl Bench {
    /// Closes it, and undoes what later versions changed.
    async fn goes_back(&self, changes: &[&'static str]) {
        self.store.close().await;
        let file = self.dir.path().join("connector.db");
        let options = SqliteConnectOptions::new().filename(&file);
        let mut db = options.connect().await.expect("it opens");
        for change in changes {
            let undone = sqlx::raw_sql(*change).execute(&mut db).await;
            undone.expect("it is as it was");
        }
        sqlx::Connection::close(db).await.expect("it closes");
    }

    /// Started by this version.
    async fn upgraded(self) -> Self {
        let files = Files::in_dir(self.dir.path(), None);
        let store = files.open(self.clock.clone(), None, Schema::BringUpToDate);
        Self {
            store: store.await.expect("it opens"),
            ..self
        }
    }
}

#[tokio::test]
async fn what_the_first_version_stored_is_still_there() {
    let before = bench().await;
    before.save(ID, URL).await;
    before.event().await;
    before
        .goes_back(&[BACK_TO_ADDRESSES, BACK_TO_THE_START])
        .await;
    let files = Files::in_dir(before.dir.path(), None);
    let kept = files.open(before.clock.clone(), None, Schema::Keep).await;
    let refused = kept.err().expect("a command changes no tables");
    assert!(refused.to_string().contains("another version"), "{refused}");
    let after = before.upgraded().await;
    assert_eq!(after.states().await, ["queued", "skipped"]);
    let gauges = after.store.gauges().await.expect("they can be read");
    assert_eq!(gauges.queued, 1, "what is skipped does not wait");
    let claims = after.claim("one").await;
    assert_eq!(claims[0].items[0].config_name, "Orders");
    let Subject::Task(event) = &claims[0].items[0].subject else {
        panic!("it is a task");
    };
    assert_eq!(event.task.title, "Order paper");
    assert_eq!((&event.actor, event.changes.len()), (&None, 0));
    assert!(
        after
            .finish(&claims[0], DeliveryFate::Delivered)
            .await
            .is_some()
    );
    // And it can do what is new.
    let confirm = serde_json::json!({"confirm": true, "editor": "page-0123456789abcdef"});
    after.save_with(ID, URL, confirm).await;
    assert_eq!(after.states().await.len(), 3);
}

/// What was posted before the start counts for the channel, whichever query comes next.
#[tokio::test]
async fn what_was_posted_to_an_address_counts_for_its_channel() {
    let before = bench().await;
    before.save(ID, &variant(0)).await;
    for _ in 0..WINDOWS[0].posts {
        before.event().await;
        let claim = before.claim("one").await.remove(0);
        assert!(
            before
                .finish(&claim, DeliveryFate::Delivered)
                .await
                .is_some()
        );
    }
    before.goes_back(&[BACK_TO_ADDRESSES]).await;
    let after = before.upgraded().await;
    let soon = try_it(&after, Some(&variant(1))).await.err();
    assert!(matches!(soon, Some(TrialRefusal::Busy(_))), "{soon:?}");
    after.event().await;
    after.clock.advance(Duration::from_millis(1100));
    let claim = after.claim("one").await.remove(0);
    assert!(
        after
            .finish(&claim, DeliveryFate::Delivered)
            .await
            .is_some()
    );
    assert!(try_it(&after, Some(&variant(1))).await.is_ok());
}

/// One damaged cell stops nothing.
#[tokio::test]
async fn what_does_not_open_keeps_its_own_pace() {
    let before = bench().await;
    for n in 0..2 {
        let id = format!("connector-{n:016}");
        before.save(&id, &variant(n)).await;
    }
    let damage =
        "UPDATE webhooks SET url_sealed = substr(url_sealed, 1, 29) || x'00' WHERE rowid = 1";
    before.goes_back(&[BACK_TO_ADDRESSES, damage]).await;
    let after = before.upgraded().await;
    let known = sqlx::query("SELECT COUNT(*) FROM webhooks WHERE channel <> mark");
    let known = known.fetch_one(&after.store.readers).await.unwrap();
    assert_eq!(sqlx::Row::get::<i64, _>(&known, 0), 1);
}
