//! Anything at all in any field: 2xx or 4xx, never 5xx, on the real router.

mod fields;
mod paths;
mod tricks;

use crate::support::Server;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Row as _};

const ID: &str = "0123456789abcdef0123456789abcdef";

const CHECK: &str = "/api/v1/webhooks/check";

/// Waits for an answer from a test that is not asynchronous inside.
fn wait<T>(answer: impl Future<Output = T>) -> T {
    tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(answer))
}

/// Rows of the tables that a person or an address could be in.
async fn stored(server: &Server) -> i64 {
    let file = server.dir.path().join("data/connector.db");
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    let mut db = options.connect().await.expect("it opens");
    let sql = "SELECT (SELECT COUNT(*) FROM connectors) + (SELECT COUNT(*) FROM webhooks)
        + (SELECT COUNT(*) FROM deliveries) + (SELECT COUNT(*) FROM events)";
    let row = sqlx::query(sql).fetch_one(&mut db).await;
    row.expect("it counts").get(0)
}
