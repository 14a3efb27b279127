//! A secret shows nowhere by itself, nor does what holds one.

use super::*;

const CANARY: &str = "https://a.webhook.office.com/webhookb2/canary";

/// What has a secret in every place that takes one.
fn holders() -> [Box<dyn std::fmt::Debug>; 6] {
    let secret = || Some(CANARY.into());
    let save =
        r#"{"notificationType":"All","configName":"Orders","contentUrl":"https://a.example/"}"#;
    let save: SaveConnector = serde_json::from_str(save).unwrap();
    [
        Box::new(Secret::from(CANARY)),
        Box::new(SaveConnector {
            webhook_url: secret(),
            user_object_id: secret(),
            ..save
        }),
        Box::new(TestCard {
            webhook_url: secret(),
            ..TestCard::default()
        }),
        Box::new(CheckWebhook {
            webhook_url: CANARY.into(),
            entity_id: None,
        }),
        Box::new(CheckedWebhook {
            family: "connector".to_owned(),
            destination: Destination::Connector,
            host: "a.webhook.office.com".to_owned(),
            life: Life::Live,
            stored: None,
            repaired: Vec::new(),
            webhook_url: secret(),
        }),
        Box::new(repair(&CANARY.into())),
    ]
}

#[test]
fn no_debug_shows_a_secret() {
    for holder in holders() {
        for shown in [format!("{holder:?}"), format!("{holder:#?}")] {
            assert!(shown.contains("Secret"), "it holds one: {shown}");
            assert!(!shown.contains("canary"), "{shown}");
        }
    }
}
