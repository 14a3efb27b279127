//! What an operator's list says of a connector.

use super::*;
use crate::right::{EditBy, Member};

/// Who made it is sealed in the database, and told to the operator alone.
#[tokio::test]
async fn the_list_names_tenant_and_creator() {
    const TENANT: &str = "22222222-2222-4222-8222-222222222222";
    const OBJECT: &str = "33333333-3333-4333-8333-333333333333";
    let bench = bench().await;
    let member = Member {
        tenant: TENANT.parse().expect("a tenant"),
        object: OBJECT.parse().expect("a person"),
        edit_by: EditBy::Tenant,
        token_id: None,
        name: Some("Megan Bowen".into()),
        operates: false,
    };
    let save = Save {
        right: Right::Member(member),
        ..bench.saving(ID, URL, &serde_json::json!({}))
    };
    assert!(bench.store.write(save).await.expect("it is stored").is_ok());
    bench.event().await;
    let entries = bench.store.roster(&Sought::default()).await.unwrap();
    let all = bench.store.inventory(&entries).await.unwrap();
    let [one] = all.as_slice() else {
        panic!("{all:?}");
    };
    assert_eq!(one.id, &ID[..8]);
    assert_eq!(one.tenant.as_deref(), Some(TENANT));
    assert_eq!(one.creator.as_deref(), Some(OBJECT));
    assert_eq!(one.changed_by.as_deref(), Some(OBJECT));
    assert_eq!(one.changer_name.as_deref(), Some("Megan Bowen"));
    assert_eq!((one.state, one.waiting), ("unproven", 1));
    assert_eq!(one.last_card, None);
    assert!(!format!("{all:?}").contains("webhookb2"));
}
