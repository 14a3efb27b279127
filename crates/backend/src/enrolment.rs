//! The right to make a connector: a key that travels in the configuration
//! page's address. The file is read at each use, so that a rotated key counts at
//! once. Never prints the key by itself.

use crate::reach::Reach;
use crate::right::Right;
use crate::secret::{KeyFileError, PrivateFile, random, same};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::SecretString;
use std::path::Path;

/// 24 bytes in base64.
const SHORTEST: usize = 32;

/// The key file of an installation, and whether the key is asked for.
pub(crate) struct Enrolment {
    file: PrivateFile,
    asked_for: bool,
}

impl Enrolment {
    /// Makes the key on the first start. On this machine alone nobody is asked for it.
    pub(crate) fn open(dir: &Path, reach: &Reach) -> Result<Self, KeyFileError> {
        let file = file(dir);
        if key_in(&file)?.is_none() {
            make(&file)?;
        }
        Ok(Self {
            file,
            asked_for: reach.is_outside(),
        })
    }

    /// The right of a caller that sent this key, or none.
    pub(crate) fn right(&self, sent: Option<&[u8]>) -> Right {
        if !self.asked_for {
            return Right::Enrolled(None);
        }
        match (sent, key_in(&self.file)) {
            (Some(sent), Ok(Some(key))) if same(sent, &key) => Right::Enrolled(None),
            (Some(_), Err(error)) => {
                tracing::error!(%error, "the enrolment key cannot be read");
                Right::ById
            }
            _ => Right::ById,
        }
    }
}

/// Where the key of a data directory is.
fn file(dir: &Path) -> PrivateFile {
    PrivateFile::at(dir.join("enrolment-key"))
}

/// The key of a data directory; none before the first start.
pub(crate) fn show(dir: &Path) -> Result<Option<SecretString>, KeyFileError> {
    key_in(&file(dir))
}

/// Puts a fresh key in the place of the old one, which counts no longer.
pub(crate) fn rotate(dir: &Path) -> Result<SecretString, KeyFileError> {
    make(&file(dir))
}

fn make(file: &PrivateFile) -> Result<SecretString, KeyFileError> {
    let key = URL_SAFE_NO_PAD.encode(random::<32>());
    file.write(&format!("{key}\n"))?;
    Ok(SecretString::from(key))
}

fn key_in(file: &PrivateFile) -> Result<Option<SecretString>, KeyFileError> {
    let Some(text) = file.read()? else {
        return Ok(None);
    };
    let key = text.trim();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if key.len() < SHORTEST || !key.bytes().all(plain) {
        return Err(file.damaged("it needs at least 32 letters, digits, hyphens or underscores"));
    }
    Ok(Some(SecretString::from(key.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret as _;

    fn reach(bound: &str) -> Reach {
        Reach::of(None, bound.parse().unwrap())
    }

    #[test]
    fn only_the_key_of_now_is_a_right() {
        let dir = tempfile::tempdir().unwrap();
        let outside = Enrolment::open(dir.path(), &reach("0.0.0.0:1")).unwrap();
        let first = show(dir.path()).unwrap().unwrap();
        let right = |key: &SecretString| outside.right(Some(key.expose_secret().as_bytes()));
        assert_eq!(right(&first), Right::Enrolled(None));
        assert_eq!(outside.right(None), Right::ById);
        assert_eq!(outside.right(Some(b"")), Right::ById);
        let second = rotate(dir.path()).unwrap();
        assert_eq!(
            (right(&first), right(&second)),
            (Right::ById, Right::Enrolled(None))
        );
        std::fs::remove_file(dir.path().join("enrolment-key")).unwrap();
        assert_eq!(right(&second), Right::ById, "a lost key opens nothing");
        let local = Enrolment::open(dir.path(), &reach("127.0.0.1:1")).unwrap();
        assert_eq!(local.right(None), Right::Enrolled(None));
    }

    #[test]
    fn a_key_that_does_not_fit_into_an_address_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        for text in ["short", "0123456789 0123456789 0123456789 0123456789"] {
            file(dir.path()).write(text).unwrap();
            let opened = Enrolment::open(dir.path(), &reach("0.0.0.0:1"));
            assert!(
                matches!(opened, Err(KeyFileError::Damaged { .. })),
                "{text}"
            );
        }
    }
}
