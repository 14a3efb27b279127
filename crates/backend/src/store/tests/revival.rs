//! What an operator sees of webhooks, and how one is switched on again.

use super::trials::try_it;
use super::*;
use wire::{Day, Health, HealthState};

async fn disabled(bench: &Bench) {
    bench.event().await;
    let claim = bench.claim("one").await.remove(0);
    let mut end = ended(&claim, DeliveryFate::Dead);
    end.step.news = WebhookNews::Disabled {
        reason: "Nothing was delivered for five days.".into(),
    };
    end.record.outcome = wire::Outcome::Gone;
    bench.end(end).await;
    // Noted, not sent.
    bench.event().await;
    let mut states = bench.states().await;
    states.sort();
    assert_eq!(states, ["dead", "skipped"]);
}

async fn health(bench: &Bench) -> HealthState {
    whole_health(bench).await.state
}

async fn whole_health(bench: &Bench) -> Health {
    let found = bench.store.connector(&entity(ID)).await.unwrap();
    found.expect("it is there").health
}

/// A test card that fails meanwhile changes neither; enabled, both are gone.
#[tokio::test]
async fn health_says_why_by_code_and_since_which_day() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    disabled(&bench).await;
    let told = async || {
        let health = whole_health(&bench).await;
        (health.outcome, health.since)
    };
    let off = (Some(wire::Outcome::Gone), Some(Day::new(2026, 9, 21)));
    assert_eq!(told().await, off);
    bench.clock.advance(Duration::from_secs(3 * 86_400));
    let trial = try_it(&bench, None).await.expect("it may be posted");
    let finish = FinishTrial {
        lease: trial.lease,
        news: WebhookNews::Failing {
            reason: "It failed.".into(),
        },
        outcome: wire::Outcome::Denied,
        hold: 0,
        took_ms: 5,
    };
    bench.store.write(finish).await.unwrap();
    assert_eq!(told().await, off);
    bench.store.write(Enable(Off::default())).await.unwrap();
    assert_eq!(told().await, (None, None));
}

/// What was given up and what was skipped meanwhile comes after all.
#[tokio::test]
async fn an_operator_switches_a_webhook_on_and_replays() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    disabled(&bench).await;
    let replay = || bench.store.write(Replay(Which::default()));
    assert_eq!(replay().await.unwrap(), 0, "it is still off");
    assert_eq!(health(&bench).await, HealthState::Disabled);
    let only_off = Listed {
        disabled: true,
        ..Listed::default()
    };
    let lines = bench.store.webhooks(only_off).await.unwrap();
    let line = lines.first().expect("one is off");
    assert!(
        line.contains("five days") && !line.contains("webhookb2"),
        "{line}"
    );
    let id = line.split_whitespace().next().map(str::to_owned);
    for (off, count) in [
        (
            Off {
                id: Some("nobody".into()),
                entity_id: None,
                row: None,
            },
            0,
        ),
        (
            Off {
                id,
                entity_id: None,
                row: None,
            },
            1,
        ),
    ] {
        assert_eq!(bench.store.write(Enable(off)).await.unwrap(), count);
    }
    assert!(bench.store.webhooks(only_off).await.unwrap().is_empty());
    assert_ne!(health(&bench).await, HealthState::Disabled);
    assert_eq!(replay().await.unwrap(), 2);
    bench.clock.advance(Duration::from_secs(2));
    for _ in 0..2 {
        let claim = bench.claim("one").await.remove(0);
        bench.finish(&claim, DeliveryFate::Delivered).await;
    }
    assert_eq!(bench.states().await, ["delivered", "delivered"]);
}

#[tokio::test]
async fn a_connectors_webhook_is_switched_on_by_its_entity_id() {
    let bench = bench().await;
    bench.save(ID, URL).await;
    disabled(&bench).await;
    for (entity_id, count) in [("another-0123456789", 0), (ID, 1)] {
        let off = Off {
            id: None,
            entity_id: Some(entity_id.into()),
            row: None,
        };
        assert_eq!(bench.store.write(Enable(off)).await.unwrap(), count);
    }
}

const FLOW: &str = "https://prod-1.westeurope.logic.azure.com/workflows/a/triggers/manual\
    ?sig=1CiCisum_b6CHtqBZO-6MnyuBfzcN4NGyY5LLFbno1k";

/// Microsoft switches a Workflow off after 90 days without a run.
#[tokio::test]
async fn a_quiet_workflow_is_told_at_60_and_80_days() {
    let bench = bench().await;
    bench.save(ID, FLOW).await;
    bench.save("connector-0123456789", URL).await;
    bench.event().await;
    for claim in bench.claim("one").await {
        bench.finish(&claim, DeliveryFate::Accepted).await;
    }
    let mut days = 0;
    for (day, quiet) in [
        (59, [0, 0]),
        (60, [1, 0]),
        (79, [1, 0]),
        (80, [1, 1]),
        (91, [1, 1]),
    ] {
        bench
            .clock
            .advance(Duration::from_secs(86_400 * (day - days)));
        days = day;
        assert_eq!(
            bench.store.gauges().await.unwrap().quiet,
            quiet,
            "day {day}"
        );
        let listed = Listed {
            quiet_days: Some(60),
            ..Listed::default()
        };
        let lines = bench.store.webhooks(listed).await.unwrap();
        assert_eq!(lines.len(), usize::try_from(quiet[0]).unwrap(), "day {day}");
        let found = bench.store.connector(&entity(ID)).await.unwrap().unwrap();
        let told = (day >= 60).then_some(day);
        assert_eq!(found.health.quiet_days, told, "day {day}");
    }
    // A card ends it.
    bench.event().await;
    for claim in bench.claim("one").await {
        bench.finish(&claim, DeliveryFate::Accepted).await;
    }
    assert_eq!(bench.store.gauges().await.unwrap().quiet, [0, 0]);
}
