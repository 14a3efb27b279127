//! The card that confirms a save: once, with what is in force, by itself.

use super::*;
use serde_json::json;
use wire::NotificationType;

fn says(claim: &Claim) -> Option<NotificationType> {
    match claim.items[0].subject {
        Subject::Configured(choice, _) => Some(choice),
        Subject::Task(..) => None,
    }
}

async fn confirmed(bench: &Bench, choice: &str) {
    let more = json!({"confirm": true, "notificationType": choice});
    bench.save_with(ID, URL, more).await;
}

#[tokio::test]
async fn one_that_still_waits_is_replaced() {
    let bench = bench().await;
    confirmed(&bench, "Create").await;
    confirmed(&bench, "Update").await;
    assert_eq!(bench.states().await, ["queued"]);
    let claims = bench.claim("one").await;
    assert_eq!(says(&claims[0]), Some(NotificationType::Update));
}

#[tokio::test]
async fn one_that_is_under_way_is_not() {
    let bench = bench().await;
    confirmed(&bench, "Create").await;
    let first = bench.claim("one").await;
    confirmed(&bench, "Update").await;
    bench.delivered(&first[0]).await;
    bench.clock.advance(LEASE);
    let second = bench.claim("one").await;
    assert_eq!(says(&second[0]), Some(NotificationType::Update));
    bench.delivered(&second[0]).await;
    assert_eq!(bench.states().await, ["delivered", "delivered"]);
}

/// A number of tasks on a card counts tasks only.
#[tokio::test]
async fn it_never_folds() {
    for first in [true, false] {
        let bench = bench().await;
        bench.save(ID, URL).await;
        if first {
            confirmed(&bench, "All").await;
            bench.clock.advance(Duration::from_millis(1));
        }
        for _ in 0..25 {
            bench.event().await;
        }
        if !first {
            bench.clock.advance(Duration::from_millis(1));
            confirmed(&bench, "All").await;
        }
        let mut seen = Vec::new();
        while let [claim] = bench.claim("one").await.as_slice() {
            seen.push((claim.count, says(claim).is_some()));
            bench.delivered(claim).await;
            bench.clock.advance(LEASE);
        }
        let (card, tasks) = ((1, true), (25, false));
        let expected = if first { [card, tasks] } else { [tasks, card] };
        assert_eq!(seen, expected);
    }
}

/// The page could not know that its save was stored, and sent it again.
#[tokio::test]
async fn a_repeated_save_is_confirmed_once() {
    let bench = bench().await;
    let by = |editor: &str, version: Option<u64>, choice: &str| {
        json!({
            "confirm": true, "editor": editor, "version": version, "notificationType": choice,
        })
    };
    let (page, other) = ("page-0123456789abcdef", "other-0123456789abcdef");
    let mut cards = 0;
    for (body, more) in [
        (by(page, None, "All"), 1),
        (by(page, None, "All"), 0),
        (by(page, Some(1), "All"), 0),
        // Another choice, another person, or the same choice on purpose.
        (by(page, Some(2), "Create"), 1),
        (by(other, Some(4), "Create"), 1),
        (by(other, Some(5), "Create"), 1),
        (by(other, Some(5), "Create"), 0),
    ] {
        bench.save_with(ID, URL, body.clone()).await;
        bench.clock.advance(LEASE);
        let claims = bench.claim("one").await;
        assert_eq!(claims.len(), more, "{body}");
        for claim in claims {
            bench.delivered(&claim).await;
            cards += 1;
        }
    }
    assert_eq!(bench.states().await.len(), cards);
}

fn before(claim: &Claim) -> Option<&Before> {
    match &claim.items[0].subject {
        Subject::Configured(_, edited) => edited.before.as_ref(),
        Subject::Task(..) => None,
    }
}

fn was(choice: NotificationType, name: &str, elsewhere: bool) -> Before {
    Before {
        choice,
        name: name.to_owned(),
        elsewhere,
    }
}

/// The channel reads what was, not only what is.
#[tokio::test]
async fn an_edit_tells_what_it_changed() {
    let bench = bench().await;
    let named = |choice: &str, name: &str| json!({"confirm": true, "notificationType": choice, "configName": name});
    let mut told = Vec::new();
    for (url, body) in [
        (URL, named("Create", "Orders")),
        (URL, named("All", "Sales")),
        (OTHER, named("All", "Sales")),
    ] {
        bench.save_with(ID, url, body).await;
        let claims = bench.claim("one").await;
        told.push(before(&claims[0]).cloned());
        bench.delivered(&claims[0]).await;
        bench.clock.advance(LEASE);
    }
    let expected = [
        None,
        Some(was(NotificationType::Create, "Orders", false)),
        Some(was(NotificationType::All, "Sales", true)),
    ];
    assert_eq!(told, expected);
}

/// Two edits before the card leaves are one piece of news; a new connector stays new.
#[tokio::test]
async fn what_was_not_told_yet_is_told_once() {
    let choices = ["Create", "Update", "All"];
    for first_is_told in [true, false] {
        let bench = bench().await;
        for (step, choice) in choices.iter().enumerate() {
            confirmed(&bench, choice).await;
            if step == 0 && first_is_told {
                let first = bench.claim("one").await;
                bench.delivered(&first[0]).await;
                bench.clock.advance(LEASE);
            }
        }
        let claims = bench.claim("one").await;
        let from = before(&claims[0]).map(|before| before.choice);
        assert_eq!(from, first_is_told.then_some(NotificationType::Create));
    }
}
