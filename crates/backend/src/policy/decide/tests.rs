use super::*;
use crate::clock::HOUR;
use crate::policy::outcome::Fault;

fn http(status: u16, retry_after: Option<Millis>) -> Reply {
    Reply::Http {
        status,
        body: String::new(),
        retry_after,
    }
}

fn facts() -> Facts {
    Facts {
        attempt: 1,
        now: 10 * DAY,
        chance: 20,
        ..Facts::default()
    }
}

#[test]
fn a_taken_card_is_done_and_heals_the_webhook() {
    let done = decide(Outcome::Delivered, &http(200, None), facts());
    assert_eq!(done, step(DeliveryFate::Delivered, WebhookNews::Good, 0));
    let done = decide(Outcome::Accepted, &http(202, None), facts());
    assert_eq!(done.fate, DeliveryFate::Accepted);
}

#[test]
fn throttling_uses_up_no_attempt_and_waits_as_asked() {
    let own = decide(Outcome::Throttled, &http(429, None), facts());
    assert_eq!((own.fate, own.hold), (DeliveryFate::Uncounted, OWN_WAIT));
    let asked = decide(Outcome::Throttled, &http(429, Some(HOUR)), facts());
    assert_eq!(asked.hold, HOUR);
    let hasty = decide(Outcome::Throttled, &http(429, Some(0)), facts());
    assert_eq!(hasty.hold, OWN_WAIT);
}

#[test]
fn a_poison_card_is_dead_after_two_attempts_at_most() {
    let short = Facts {
        short_form: true,
        ..facts()
    };
    let summary = Facts {
        summary: true,
        ..facts()
    };
    let fate = |outcome, facts| decide(outcome, &http(400, None), facts).fate;
    assert_eq!(fate(Outcome::BadCard, facts()), DeliveryFate::Dead);
    assert_eq!(fate(Outcome::BadCard, summary), DeliveryFate::Shorter);
    assert_eq!(fate(Outcome::TooLarge, facts()), DeliveryFate::Shorter);
    assert_eq!(fate(Outcome::TooLarge, short), DeliveryFate::Dead);
    assert_eq!(fate(Outcome::BadCard, short), DeliveryFate::Dead);
}

#[test]
fn gone_is_asked_once_more_then_disabled() {
    let first = decide(Outcome::Gone, &http(410, None), facts());
    assert_eq!(
        first.fate,
        DeliveryFate::Again {
            after: CONFIRM_GONE
        }
    );
    assert_eq!(first.hold, CONFIRM_GONE);
    let second = Facts {
        gone_since: Some(facts().now - CONFIRM_GONE),
        ..facts()
    };
    for outcome in [Outcome::Gone, Outcome::NoWorkflow] {
        let second = decide(outcome, &http(404, None), second);
        assert!(matches!(second.news, WebhookNews::Disabled { .. }));
    }
}

/// Nor does an address that is not on the list for a moment, or a Workflow that is off.
#[test]
fn one_wrong_look_waits_like_any_fault() {
    let private = Reply::Fault(Fault::PrivateAddress);
    let unlisted = Reply::Fault(Fault::NotAllowed);
    for (outcome, reply) in [
        (Outcome::Blocked, private),
        (Outcome::Blocked, unlisted),
        (Outcome::SwitchedOff, http(400, None)),
        (Outcome::Unsigned, http(401, None)),
        (Outcome::TwoAuthorizations, http(400, None)),
    ] {
        let reason = sentence(outcome, &reply);
        let first = decide(outcome, &reply, facts());
        let fate = DeliveryFate::Again { after: 5000 };
        assert_eq!(first, step(fate, WebhookNews::Failing { reason }, 0));
        let over = Facts {
            failing_since: Some(facts().now - GIVE_UP_AFTER),
            ..facts()
        };
        let over = decide(outcome, &reply, over);
        assert!(
            matches!(over.news, WebhookNews::Disabled { .. }),
            "{outcome:?}"
        );
    }
}

#[test]
fn five_days_without_success_disable() {
    let at = |since| Facts {
        failing_since: Some(facts().now - since),
        ..facts()
    };
    let fault = Reply::Fault(Fault::Timeout);
    let still = decide(Outcome::Transient, &fault, at(GIVE_UP_AFTER - 1));
    assert!(matches!(still.news, WebhookNews::Failing { .. }));
    let over = decide(Outcome::Transient, &fault, at(GIVE_UP_AFTER));
    assert!(matches!(over.news, WebhookNews::Disabled { .. }));
    // Whatever keeps the cards out: nothing came through.
    for (outcome, status) in [
        (Outcome::Throttled, 429),
        (Outcome::BadCard, 400),
        (Outcome::Denied, 403),
    ] {
        let still = decide(outcome, &http(status, None), at(GIVE_UP_AFTER - 1));
        assert!(
            !matches!(still.news, WebhookNews::Disabled { .. }),
            "{status}"
        );
        let over = decide(outcome, &http(status, None), at(GIVE_UP_AFTER));
        assert!(
            matches!(over.news, WebhookNews::Disabled { .. }),
            "{status}"
        );
    }
}

#[test]
fn a_fault_waits_by_the_schedule_or_longer_when_asked() {
    let listed = decide(Outcome::Transient, &http(503, None), facts());
    assert_eq!(listed.fate, DeliveryFate::Again { after: 5000 });
    assert_eq!(listed.hold, 0);
    let asked = decide(Outcome::Transient, &http(503, Some(HOUR)), facts());
    assert_eq!(asked.fate, DeliveryFate::Again { after: HOUR });
    assert_eq!(asked.hold, HOUR);
}

#[test]
fn a_test_card_tells_about_the_webhook_and_disables_nothing() {
    let after = |outcome, status, asked| after_test(outcome, &http(status, asked));
    assert_eq!(after(Outcome::Delivered, 200, None), (WebhookNews::Good, 0));
    assert_eq!(
        after(Outcome::Throttled, 429, None),
        (WebhookNews::Slow, OWN_WAIT)
    );
    assert_eq!(
        after(Outcome::Throttled, 429, Some(HOUR)),
        (WebhookNews::Slow, HOUR)
    );
    let (news, hold) = after(Outcome::Transient, 503, Some(HOUR));
    assert!(matches!(news, WebhookNews::Failing { .. }) && hold == HOUR);
    assert!(matches!(
        after(Outcome::Gone, 410, None).0,
        WebhookNews::MaybeGone { .. }
    ));
    assert!(matches!(
        after(Outcome::Blocked, 403, None).0,
        WebhookNews::Failing { .. }
    ));
}

/// As the documents promise them, in milliseconds.
#[test]
fn the_limits_are_as_promised() {
    assert_eq!(MAX_ATTEMPTS, 10);
    assert_eq!(MAX_AGE, 259_200_000);
    assert_eq!(GIVE_UP_AFTER, 432_000_000);
    assert_eq!(FORGIVEN_AFTER, 172_800_000);
    assert_eq!(CONFIRM_GONE, 300_000);
    assert_eq!(OWN_WAIT, 15_000);
}

/// A webhook that was gone a moment ago is only asked again.
#[test]
fn gone_twice_within_the_pause_disables_nothing() {
    let hasty = Facts {
        gone_since: Some(facts().now - CONFIRM_GONE + 1),
        ..facts()
    };
    let step = decide(Outcome::Gone, &http(410, None), hasty);
    assert!(matches!(step.news, WebhookNews::MaybeGone { .. }));
}

#[test]
fn an_ended_address_is_not_asked_and_not_blamed() {
    let ended = Reply::Fault(Fault::Ended(wire::Day::new(2026, 5, 22)));
    let done = decide(Outcome::Ended, &ended, facts());
    assert_eq!(done.fate, DeliveryFate::Dead);
    assert!(matches!(done.news, WebhookNews::Unasked { reason } if reason.contains("2026")));
    assert!(matches!(
        after_test(Outcome::Ended, &ended),
        (WebhookNews::Unasked { .. }, 0)
    ));
}
