//! A good token with bytes changed is never good, and what it costs to look.

use super::*;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Numbers that look random and are the same in each run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(most).unwrap()).unwrap()
    }
}

/// How many tokens with one to three bytes changed were accepted.
fn accepted(times: usize, seed: u64) -> usize {
    let (keys, policy) = (keys(), policy());
    let good = [KEY.token(&v2()), KEY.token(&v1())];
    let mut chance = Chance(seed);
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= \"{\n";
    let mut changed = |good: &str| loop {
        let mut bytes = good.as_bytes().to_vec();
        for _ in 0..=chance.below(3) {
            let at = chance.below(bytes.len());
            bytes[at] = alphabet[chance.below(alphabet.len())];
        }
        if bytes != good.as_bytes() {
            return String::from_utf8(bytes).unwrap();
        }
    };
    let each = (0..times).map(|round| changed(&good[round % 2]));
    each.filter(|token| verify(token, &keys, &policy, NOW).is_ok())
        .count()
}

#[test]
fn a_changed_token_is_refused() {
    assert_eq!(accepted(10_000, 0x2545_F491_4F6C_DD1D), 0);
}

/// Every byte, one after the other, also those of the signature's end, of which
/// some bits mean nothing.
#[test]
fn no_byte_is_without_meaning() {
    let (keys, policy, good) = (keys(), policy(), KEY.token(&v2()));
    for at in 0..good.len() {
        let mut bytes = good.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).unwrap();
        assert!(verify(&changed, &keys, &policy, NOW).is_err(), "byte {at}");
    }
}

/// The 99th of a hundred, of a good token, which is looked at to the end.
fn slow_case(times: usize) -> Duration {
    let (keys, policy, good) = (keys(), policy(), KEY.token(&v2()));
    let mut took: Vec<_> = (0..times)
        .map(|_| {
            let begun = Instant::now();
            assert!(black_box(verify(black_box(&good), &keys, &policy, NOW)).is_ok());
            begun.elapsed()
        })
        .collect();
    took.sort();
    took[times * 99 / 100]
}

/// A bound for any build on a busy machine; `cargo xtask torture --only tokens` measures.
#[test]
fn a_look_is_short() {
    assert!(slow_case(200) < Duration::from_millis(20));
}
