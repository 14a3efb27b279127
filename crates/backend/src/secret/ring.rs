//! The keys: the first seals, every one opens. Sealed text is bound to its
//! row and column, so that a copied cell does not open elsewhere.

use super::{PrivateFile, decode, encode, file::KeyFileError, hex, random};
use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac as _};
use secrecy::{ExposeSecret as _, SecretBox, SecretString};
use sha2::{Digest as _, Sha256};
use std::sync::{PoisonError, RwLock};
use std::time::SystemTime;

const FORMAT: u8 = 1;
const ID: usize = 4;
const NONCE: usize = 24;

/// Which key sealed something: the start of the key's SHA-256.
type KeyId = [u8; ID];

/// Which text of the key file was read.
type Version = (SystemTime, u64, u64);

/// Every key of this installation, re-read when the file changes.
pub struct Ring {
    file: PrivateFile,
    keys: RwLock<Keys>,
}

struct Keys {
    read: Option<Version>,
    mark: SecretBox<[u8; 32]>,
    seal: Vec<(KeyId, SecretBox<[u8; 32]>)>,
}

/// Why sealed text does not open. Never contains the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Sealed by a key that is not in the file.
    #[error("stored secrets need key {0}, which is not in the key file")]
    MissingKey(String),
    /// Which key seals is not known just now.
    #[error("the key file cannot be read; the log says why")]
    NoKey,
    /// Changed, or copied from another row.
    #[error("a stored secret cannot be opened: wrong row or changed text")]
    Wrong,
}

impl Ring {
    /// Reads the key file; `None` when there is none.
    pub fn open(file: PrivateFile) -> Result<Option<Self>, KeyFileError> {
        let Some(keys) = read(&file)? else {
            return Ok(None);
        };
        let keys = RwLock::new(keys);
        Ok(Some(Self { file, keys }))
    }

    /// Makes the key file with fresh keys.
    pub fn create(file: PrivateFile) -> Result<Self, KeyFileError> {
        file.create(&format!(
            "# Keys of teams-connector. The first `seal` key writes, the others only read.\n\
             # Without this file the stored webhook addresses cannot be read.\n\
             mark {}\nseal {}\n",
            encode(&random::<32>()),
            encode(&random::<32>())
        ))?;
        let keys = RwLock::new(read(&file)?.ok_or_else(|| file.damaged("it vanished"))?);
        Ok(Self { file, keys })
    }

    /// Seals a text for one cell, such as `webhooks/url/<row id>`.
    ///
    /// # Errors
    /// When the key file changed and cannot be read: the key known here may be
    /// one that was dropped, and nobody could open what it seals.
    pub fn seal(&self, text: &SecretString, cell: &str) -> Result<Vec<u8>, SealError> {
        self.refresh().map_err(|_| SealError::NoKey)?;
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        let (id, key) = &keys.seal[0];
        let nonce = random::<NONCE>();
        let payload = Payload {
            msg: text.expose_secret().as_bytes(),
            aad: cell.as_bytes(),
        };
        let sealed = cipher(key)
            .encrypt(&XNonce::from(nonce), payload)
            .expect("a text that fits in memory can be sealed");
        Ok([&[FORMAT], &id[..], &nonce[..], &sealed[..]].concat())
    }

    /// Opens what was sealed for the same cell.
    pub fn open_cell(&self, sealed: &[u8], cell: &str) -> Result<SecretString, SealError> {
        let id = key_id_of(sealed).ok_or(SealError::Wrong)?;
        if !self.knows(id) {
            // Without the file the keys known here stay in force.
            let _ = self.refresh();
        }
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        let Some((_, key)) = keys.seal.iter().find(|(known, _)| *known == id) else {
            return Err(SealError::MissingKey(hex(&id)));
        };
        let nonce: [u8; NONCE] = sealed[1 + ID..1 + ID + NONCE]
            .try_into()
            .map_err(|_| SealError::Wrong)?;
        let payload = Payload {
            msg: &sealed[1 + ID + NONCE..],
            aad: cell.as_bytes(),
        };
        let text = cipher(key)
            .decrypt(&XNonce::from(nonce), payload)
            .map_err(|_| SealError::Wrong)?;
        String::from_utf8(text)
            .map(SecretString::from)
            .map_err(|_| SealError::Wrong)
    }

    /// A keyed fingerprint: tells whether two secrets are the same, and
    /// nothing else. It survives a change of the sealing key.
    #[must_use]
    pub fn mark(&self, text: &SecretString) -> String {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        let mut mac = Hmac::<Sha256>::new_from_slice(keys.mark.expose_secret())
            .expect("HMAC takes a key of any length");
        mac.update(text.expose_secret().as_bytes());
        hex(&mac.finalize().into_bytes())
    }

    /// A signature over parts of fixed order. The label says what it is for: it counts
    /// for nothing else. It survives a change of the sealing key.
    #[must_use]
    pub fn sign(&self, label: &[u8], parts: &[&[u8]]) -> [u8; 32] {
        self.mac(label, parts).finalize().into_bytes().into()
    }

    /// Whether this is such a signature, or its beginning, in a time that does not tell
    /// how near it came.
    #[must_use]
    pub fn has_signed(&self, label: &[u8], parts: &[&[u8]], signature: &[u8]) -> bool {
        let mac = self.mac(label, parts);
        mac.verify_truncated_left(signature).is_ok()
    }

    /// The length before each part keeps two parts from passing for one.
    fn mac(&self, label: &[u8], parts: &[&[u8]]) -> Hmac<Sha256> {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        let mut mac = Hmac::<Sha256>::new_from_slice(keys.mark.expose_secret())
            .expect("HMAC takes a key of any length");
        // No address that is marked begins so.
        mac.update(b"\0");
        for part in std::iter::once(&label).chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac
    }

    /// Whether text with this key id can be opened.
    #[must_use]
    pub fn knows(&self, id: [u8; ID]) -> bool {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        keys.seal.iter().any(|(known, _)| *known == id)
    }

    /// Whether this is the key that seals now.
    #[must_use]
    pub fn seals_with(&self, id: [u8; ID]) -> bool {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        keys.seal[0].0 == id
    }

    /// Puts a fresh sealing key first; the older ones still open.
    pub fn add_key(&self) -> Result<(), KeyFileError> {
        let text = self.text()?;
        let fresh = format!("seal {}\n", encode(&random::<32>()));
        let at = text.find("seal ").unwrap_or(text.len());
        self.file
            .write(&[&text[..at], &fresh, &text[at..]].concat())?;
        self.reload()
    }

    /// Leaves the key that seals now and those that something still needs.
    pub fn drop_keys_but(&self, needed: &[[u8; ID]]) -> Result<(), KeyFileError> {
        let text = self.text()?;
        let mut kept = String::new();
        let mut first = true;
        for line in text.lines() {
            let seal = line.trim().strip_prefix("seal ");
            let id = seal.map(|value| key(&self.file, value)).transpose()?;
            let id = id.map(|key| id_of(&key));
            if id.is_none_or(|id| first || needed.contains(&id)) {
                kept = kept + line + "\n";
            }
            first &= id.is_none();
        }
        self.file.write(&kept)?;
        self.reload()
    }

    fn text(&self) -> Result<String, KeyFileError> {
        self.file
            .read()?
            .ok_or_else(|| self.file.damaged("it vanished"))
    }

    /// Reads the file again.
    pub(crate) fn reload(&self) -> Result<(), KeyFileError> {
        let fresh = read(&self.file)?.ok_or_else(|| self.file.damaged("it vanished"))?;
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }

    /// Another process may have rotated the keys.
    fn refresh(&self) -> Result<(), KeyFileError> {
        let known = self
            .keys
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .read;
        if changed(&self.file) == known {
            return Ok(());
        }
        self.reload().inspect_err(|error| {
            tracing::warn!(%error, "the key file changed but cannot be read");
        })
    }
}

fn id_of(key: &SecretBox<[u8; 32]>) -> KeyId {
    let digest = Sha256::digest(key.expose_secret());
    let mut id = KeyId::default();
    id.copy_from_slice(&digest[..ID]);
    id
}

/// Which key sealed this; `None` when it is not sealed text.
pub(crate) fn key_id_of(sealed: &[u8]) -> Option<KeyId> {
    if sealed.len() < 1 + ID + NONCE || sealed[0] != FORMAT {
        return None;
    }
    sealed[1..=ID].try_into().ok()
}

fn cipher(key: &SecretBox<[u8; 32]>) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&(*key.expose_secret()).into())
}

/// Time alone is too coarse: a rotation may follow within its grain. The file
/// is always replaced, so its number and length change too.
fn changed(file: &PrivateFile) -> Option<Version> {
    use std::os::unix::fs::MetadataExt as _;
    let data = std::fs::metadata(file.path()).ok()?;
    Some((data.modified().ok()?, data.ino(), data.len()))
}

fn read(file: &PrivateFile) -> Result<Option<Keys>, KeyFileError> {
    let seen = changed(file);
    let Some(text) = file.read()? else {
        return Ok(None);
    };
    let (mut mark, mut seal) = (None, Vec::new());
    for line in text.lines().map(str::trim) {
        let (kind, value) = line.split_once(' ').unwrap_or((line, ""));
        match kind {
            "" | "#" => {}
            "mark" => mark = Some(key(file, value)?),
            "seal" => {
                let key = key(file, value)?;
                let id = id_of(&key);
                seal.push((id, key));
            }
            _ if kind.starts_with('#') => {}
            _ => return Err(file.damaged("a line is neither `mark` nor `seal`")),
        }
    }
    let mark = mark.ok_or_else(|| file.damaged("the `mark` line is missing"))?;
    if seal.is_empty() {
        return Err(file.damaged("no `seal` line is there"));
    }
    Ok(Some(Keys {
        read: seen,
        mark,
        seal,
    }))
}

fn key(file: &PrivateFile, text: &str) -> Result<SecretBox<[u8; 32]>, KeyFileError> {
    let bytes = decode(text).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    bytes
        .map(|bytes| SecretBox::new(Box::new(bytes)))
        .ok_or_else(|| file.damaged("a key is not 32 bytes in base64"))
}

#[cfg(test)]
mod tests;
