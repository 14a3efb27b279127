//! Seals what must not be read from a copy of the database. Never writes a
//! secret anywhere but into its own file.

mod file;
mod ring;

pub use file::{KeyFileError, PrivateFile};
pub(crate) use file::{Readers, private_dir};
pub(crate) use ring::key_id_of;
pub use ring::{Ring, SealError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret as _, SecretString};
use subtle::ConstantTimeEq as _;

pub(crate) fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text.trim()).ok()
}

/// Whether a caller sent this secret, in a time that does not tell how near it came.
pub(crate) fn same(sent: &[u8], secret: &SecretString) -> bool {
    sent.ct_eq(secret.expose_secret().as_bytes()).into()
}

/// Fresh random bytes from the operating system.
///
/// # Panics
/// When the operating system has no randomness to give; nothing safe can be
/// done then.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// Random bytes as hexadecimal digits.
pub(crate) fn random_hex<const N: usize>() -> String {
    hex(&random::<N>())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The bytes that [`hex`] wrote; `None` for anything else.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |c: u8| match c {
        b'0'..=b'9' => Some(c - b'0'),
        b'a'..=b'f' => Some(c - b'a' + 10),
        _ => None,
    };
    let (pairs, []) = text.as_bytes().as_chunks() else {
        return None;
    };
    let byte = |[high, low]: &[u8; 2]| Some(digit(*high)? << 4 | digit(*low)?);
    pairs.iter().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_digits_are_a_byte_again() {
        assert_eq!(unhex("000aff"), Some(vec![0, 0x0a, 0xff]));
        assert_eq!(unhex(""), Some(Vec::new()));
        for wrong in ["0", "0A", "zz", "é", "00 "] {
            assert_eq!(unhex(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn bytes_are_told_in_two_digits_each() {
        assert_eq!(hex(&[0, 0x0a, 0xff]), "000aff");
        assert_eq!(hex(&[]), "");
    }

    #[test]
    fn random_digits_are_of_their_length_and_differ() {
        let (one, other) = (random_hex::<8>(), random_hex::<8>());
        assert_eq!((one.len(), other.len()), (16, 16));
        assert_ne!(one, other);
    }

    #[test]
    fn a_secret_is_the_same_as_itself_only() {
        let secret = SecretString::from("canary");
        assert!(same(b"canary", &secret));
        for other in ["", "canar", "canary ", "Canary"] {
            assert!(!same(other.as_bytes(), &secret), "{other:?}");
        }
    }
}
