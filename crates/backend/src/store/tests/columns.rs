//! A column takes the codes of its type, all of them and no other.

use super::*;
use crate::grants::Purpose;
use sqlx::Row as _;
use wire::{Destination, NotificationType};

#[tokio::test]
async fn columns_take_the_codes_of_their_types_and_no_other() {
    let bench = bench().await;
    let rows = sqlx::query("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL");
    let rows = rows.fetch_all(&bench.store.readers).await.expect("tables");
    let tables: String = rows.iter().map(|row| row.get::<&str, _>("sql")).collect();
    let check = |column: &str, codes: &[&str]| {
        let list = format!("CHECK ({column} IN ('{}'))", codes.join("', '"));
        assert!(tables.contains(&list), "{list}");
    };
    check("destination", &Destination::EACH.map(Destination::code));
    let choices = NotificationType::EACH.map(NotificationType::code);
    check("notification_type", &choices);
    check("kind", &EventKind::EACH.map(EventKind::code));
    let purposes = [Purpose::Report, Purpose::Enrol].map(Purpose::code);
    check("purpose", &purposes);
}
