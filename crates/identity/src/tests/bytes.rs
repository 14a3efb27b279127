//! A good token with bytes changed is never good. `cargo xtask torture --only tokens`
//! has a million of them, and measures what a look costs.

use super::*;

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
