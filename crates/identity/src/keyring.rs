//! Which keys count and when an issuer is asked for them, by rules that Microsoft
//! recommends to whoever verifies its tokens. Fetches nothing by itself: whoever does
//! says what came of it.

use crate::authority::Issuer;
use crate::keys::{Key, KeySet, Keys};
use std::collections::HashMap;

/// Milliseconds on a clock that never runs back.
pub type Millis = i64;

const MINUTE: Millis = 60 * 1000;
/// A key counts so long after its issuer last listed it.
const LIFE: Millis = 24 * 60 * MINUTE;
/// Keys are read anew after so long.
const FRESH: Millis = 60 * MINUTE;
/// An issuer is asked at most so often, whoever asks and whatever came of it.
const PAUSE: Millis = 5 * MINUTE;

/// The keys of all issuers that were ever asked.
pub struct Keyring {
    issuers: HashMap<Issuer, Known>,
    most: usize,
}

struct Known {
    asked: Millis,
    answered: Option<Millis>,
    keys: HashMap<String, Held>,
}

struct Held {
    key: Key,
    listed: Millis,
}

/// Whether an issuer may be asked for its keys now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// Yes; this counts as having asked.
    Now,
    /// No: it was asked less than five minutes ago, and answered.
    Answered,
    /// No: it was asked less than five minutes ago, and did not answer.
    Silent,
}

impl Keyring {
    /// An empty one for at most so many issuers.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self {
            issuers: HashMap::new(),
            most,
        }
    }

    /// Called when a key is not known.
    pub fn ask(&mut self, issuer: Issuer, now: Millis) -> Asking {
        if !self.issuers.contains_key(&issuer) && self.issuers.len() >= self.most {
            self.forget_strangers(now);
            if self.issuers.len() >= self.most {
                return Asking::Silent;
            }
        }
        let known = self.issuers.entry(issuer).or_insert(Known {
            asked: Millis::MIN,
            answered: None,
            keys: HashMap::new(),
        });
        if now < known.asked.saturating_add(PAUSE) {
            return match known.answered >= Some(known.asked) {
                true => Asking::Answered,
                false => Asking::Silent,
            };
        }
        known.asked = now;
        Asking::Now
    }

    /// Issuers that never answered make room.
    fn forget_strangers(&mut self, now: Millis) {
        self.issuers
            .retain(|_, known| known.answered.is_some() || now < known.asked.saturating_add(PAUSE));
    }

    /// The issuers whose keys are to be read anew; each still has to be
    /// [asked](Self::ask).
    #[must_use]
    pub fn due(&self, now: Millis) -> Vec<Issuer> {
        let is_due = |known: &Known| {
            let old = known.answered.is_some_and(|at| now >= at + FRESH);
            old && now >= known.asked.saturating_add(PAUSE)
        };
        let each = self.issuers.iter();
        let due = each.filter(|(_, known)| is_due(known));
        due.map(|(issuer, _)| *issuer).collect()
    }

    /// The issuer listed these. What it listed before goes on counting for its time.
    pub fn answered(&mut self, issuer: Issuer, listed: KeySet, now: Millis) {
        let Some(known) = self.issuers.get_mut(&issuer) else {
            return;
        };
        known.answered = Some(now);
        known.keys.retain(|_, held| counts(held, now));
        let each = listed.into_each();
        let each = each.map(|(id, key)| (id, Held { key, listed: now }));
        known.keys.extend(each);
        // Who rotates without end cannot fill the memory.
        if known.keys.len() > KeySet::MOST_KEYS {
            known.keys.retain(|_, held| held.listed == now);
        }
    }

    /// How old the oldest issuer's answer is; none before the first.
    #[must_use]
    pub fn age(&self, now: Millis) -> Option<Millis> {
        let answered = self.issuers.values().filter_map(|known| known.answered);
        answered.min().map(|answered| now - answered)
    }

    /// The keys that count now.
    #[must_use]
    pub fn at(&self, now: Millis) -> Counting<'_> {
        Counting { ring: self, now }
    }
}

fn counts(held: &Held, now: Millis) -> bool {
    now < held.listed + LIFE
}

/// The keys that count at one time.
pub struct Counting<'r> {
    ring: &'r Keyring,
    now: Millis,
}

impl Keys for Counting<'_> {
    fn key(&self, issuer: &Issuer, id: &str) -> Option<&Key> {
        let held = self.ring.issuers.get(issuer)?.keys.get(id)?;
        counts(held, self.now).then_some(&held.key)
    }
}
