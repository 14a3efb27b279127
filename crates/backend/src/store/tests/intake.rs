//! Events that wait together: each is answered as if it came alone.

use super::*;
use wire::Accepted;

fn accepted(taken: &Result<Acceptance, StoreError>) -> &Accepted {
    match taken {
        Ok(Acceptance::Stored { accepted, .. } | Acceptance::Repeated(accepted)) => accepted,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_key_is_one_event_even_in_one_set() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    let early = bench
        .store
        .accept_event(created("0", Some(("early", "a"))))
        .await;
    let (new, repeat, conflict, plain, known, wrong) = tokio::join!(
        bench.store.accept_event(created("1", Some(("key", "a")))),
        bench.store.accept_event(created("1", Some(("key", "a")))),
        bench.store.accept_event(created("2", Some(("key", "b")))),
        bench.store.accept_event(created("3", None)),
        bench.store.accept_event(created("0", Some(("early", "a")))),
        bench.store.accept_event(created("4", Some(("early", "b")))),
    );
    assert!(matches!(new, Ok(Acceptance::Stored { .. })));
    assert!(matches!(repeat, Ok(Acceptance::Repeated(_))));
    assert_eq!(accepted(&new), accepted(&repeat));
    assert!(matches!(conflict, Ok(Acceptance::Conflict)));
    assert!(matches!(plain, Ok(Acceptance::Stored { .. })));
    assert!(matches!(known, Ok(Acceptance::Repeated(_))));
    assert_eq!(accepted(&known), accepted(&early));
    assert!(matches!(wrong, Ok(Acceptance::Conflict)));
    assert_eq!(bench.states().await, ["queued"; 3]);
}

#[tokio::test]
async fn each_hears_how_many_connectors_wanted_it() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    let update = serde_json::json!({"notificationType": "Update"});
    bench.save_with("second-0123456789", URL, update).await;
    let mut updated = created("2", Some(("two", "b")));
    updated.event.kind = EventKind::Updated;
    let (one, two) = tokio::join!(
        bench.store.accept_event(created("1", Some(("one", "a")))),
        bench.store.accept_event(updated),
    );
    assert_eq!(accepted(&one).deliveries, 1);
    assert_eq!(accepted(&two).deliveries, 2);
    let mut again = created("2", Some(("two", "b")));
    again.event.kind = EventKind::Updated;
    let again = bench.store.accept_event(again).await;
    assert_eq!(accepted(&again), accepted(&two));
}

/// More than one set holds: its text is copied in one piece.
#[tokio::test]
async fn long_events_are_stored_in_several_sets() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    let long = |number: u32| {
        let mut intake = created(&number.to_string(), None);
        intake.event.task.description = Some("x".repeat(250_000));
        intake.bytes = 250_100;
        let store = bench.store.clone();
        tokio::spawn(async move { store.accept_event(intake).await })
    };
    for taken in (0..20).map(long).collect::<Vec<_>>() {
        let taken = taken.await.expect("it ends");
        assert_eq!(accepted(&taken).deliveries, 1);
    }
    assert_eq!(bench.states().await.len(), 20);
}

/// What is told beside the task, and nothing where nothing was.
#[tokio::test]
async fn an_event_is_claimed_as_it_was_told() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    let bare = created("1", None);
    let mut rich = created("2", None);
    rich.event.actor = Some("Kim".into());
    rich.event.changes = vec![wire::Change {
        field: "Status".into(),
        from: Some("Open".into()),
        to: None,
    }];
    rich.event.task.due = Some("2026-12-04".into());
    rich.event.task.importance = Some(wire::Importance::High);
    for intake in [bare, rich] {
        let told = intake.event.clone();
        bench
            .store
            .accept_event(intake)
            .await
            .expect("it is stored");
        let claims = bench.claim("one").await;
        let Subject::Task(event) = &claims[0].items[0].subject else {
            panic!("it is a task");
        };
        assert_eq!(**event, told);
        bench.finish(&claims[0], DeliveryFate::Delivered).await;
        bench.clock.advance(Duration::from_secs(60));
    }
}
