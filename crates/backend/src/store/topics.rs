//! What connectors hear of: everything, or the topics that they name.

use sqlx::SqliteConnection;
use wire::Topic;

/// The topics of a connector from now on; without any it hears of everything.
pub(super) async fn hear(
    db: &mut SqliteConnection,
    connector: &str,
    topics: &[Topic],
) -> Result<(), sqlx::Error> {
    for statement in [
        "DELETE FROM connector_topics WHERE connector_id = ?1",
        "INSERT INTO connector_topics (topic, connector_id)
             SELECT DISTINCT value, ?1 FROM json_each(?2)",
        "UPDATE connectors SET hears = CASE ?2 WHEN '[]' THEN 'all' ELSE 'topics' END
             WHERE id = ?1",
    ] {
        sqlx::query(statement)
            .bind(connector)
            .bind(serde_json::to_string(topics).unwrap_or_default())
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

/// From a JSON array that the database made.
pub(super) fn read(array: &str) -> Vec<Topic> {
    serde_json::from_str(array).unwrap_or_default()
}
