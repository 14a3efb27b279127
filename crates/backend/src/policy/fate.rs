//! What becomes of one delivery after an attempt: the only place that says whether it is
//! tried again. Pure.

use super::decide::{DeliveryFate, MAX_AGE, MAX_ATTEMPTS};
use crate::clock::Millis;

/// A delivery after an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AfterAttempt {
    Delivered,
    Accepted,
    /// It waits for the next attempt.
    Retried,
    /// Refused for good by the channel or by us.
    Refused,
    /// Tried as often as a card is tried.
    Exhausted,
    /// Too old to be news.
    Expired,
}

impl DeliveryFate {
    /// What becomes of a delivery that was tried so often, this time included where it
    /// counts, and is so old.
    pub(crate) fn for_delivery(self, attempts: i64, age: Millis) -> AfterAttempt {
        match self {
            Self::Delivered => AfterAttempt::Delivered,
            Self::Accepted => AfterAttempt::Accepted,
            Self::Dead => AfterAttempt::Refused,
            Self::Again { .. } | Self::Uncounted | Self::Shorter => {
                if attempts >= i64::from(MAX_ATTEMPTS) {
                    AfterAttempt::Exhausted
                } else if age > MAX_AGE {
                    AfterAttempt::Expired
                } else {
                    AfterAttempt::Retried
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delivery_is_tried_until_it_was_tried_often_or_is_old() {
        let most = i64::from(MAX_ATTEMPTS);
        for waiting in [
            DeliveryFate::Again { after: 1 },
            DeliveryFate::Uncounted,
            DeliveryFate::Shorter,
        ] {
            let after = |attempts, age| waiting.for_delivery(attempts, age);
            assert_eq!(after(most - 1, MAX_AGE), AfterAttempt::Retried);
            assert_eq!(after(most, MAX_AGE), AfterAttempt::Exhausted);
            assert_eq!(after(most, MAX_AGE + 1), AfterAttempt::Exhausted);
            assert_eq!(after(most - 1, MAX_AGE + 1), AfterAttempt::Expired);
        }
    }

    #[test]
    fn what_is_over_is_over_however_often_it_was_tried() {
        for attempts in [1, i64::from(MAX_ATTEMPTS)] {
            let after = |fate: DeliveryFate| fate.for_delivery(attempts, MAX_AGE + 1);
            assert_eq!(after(DeliveryFate::Delivered), AfterAttempt::Delivered);
            assert_eq!(after(DeliveryFate::Accepted), AfterAttempt::Accepted);
            assert_eq!(after(DeliveryFate::Dead), AfterAttempt::Refused);
        }
    }
}
