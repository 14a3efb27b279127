//! One file of the page with everything an answer needs.

use super::encode::{Encoding, Packed};
use super::policy;
use axum::body::Bytes;
use axum::http::HeaderValue;
use sha2::{Digest as _, Sha256};
use std::sync::{Arc, OnceLock};

/// One file.
pub(crate) struct Asset {
    plain: Bytes,
    packed: Arc<OnceLock<Packed>>,
    pub(crate) kind: &'static str,
    pub(crate) etag: HeaderValue,
    /// Whether its name changes with its content.
    pub(crate) immutable: bool,
    /// Only documents have one of their own.
    pub(crate) policy: Option<HeaderValue>,
}

impl Asset {
    /// With what the build has compressed of it, if it has.
    pub(super) fn new(
        path: &str,
        bytes: Vec<u8>,
        packed: Option<Packed>,
        frame_ancestors: &[String],
    ) -> Self {
        let digest = crate::secret::hex(&Sha256::digest(&bytes)[..16]);
        let html = path.ends_with(".html");
        // What an operator does is done in a window of its own: no other page lies around it.
        let alone = path.starts_with(wire::paths::ADMIN);
        let nobody = ["'none'".to_owned()];
        let ancestors = if alone { &nobody } else { frame_ancestors };
        let policy = html.then(|| policy::document(&bytes, ancestors));
        Self {
            plain: Bytes::from(bytes),
            packed: Arc::new(packed.map_or_else(OnceLock::new, OnceLock::from)),
            kind: kind(path),
            etag: HeaderValue::from_str(&format!("W/\"{digest}\""))
                .unwrap_or(HeaderValue::from_static("\"\"")),
            immutable: !html && has_hash(path),
            policy,
        }
    }

    pub(super) fn parts(&self) -> (Bytes, Arc<OnceLock<Packed>>) {
        (self.plain.clone(), self.packed.clone())
    }

    /// The text with its first such part replaced, for what is told to one caller alone.
    pub(crate) fn with(&self, part: &str, by: &str) -> String {
        String::from_utf8_lossy(&self.plain).replacen(part, by, 1)
    }

    /// The smallest form the caller can read.
    pub(crate) fn best(&self, accepts: &str) -> (Encoding, Bytes) {
        let packed = self.packed.get();
        let brotli = packed.and_then(|packed| packed.brotli.clone());
        let gzip = packed.and_then(|packed| packed.gzip.clone());
        match (brotli, gzip) {
            (Some(bytes), _) if Encoding::Brotli.is_in(accepts) => (Encoding::Brotli, bytes),
            (_, Some(bytes)) if Encoding::Gzip.is_in(accepts) => (Encoding::Gzip, bytes),
            _ => (Encoding::Plain, self.plain.clone()),
        }
    }
}

/// `name-0123456789abcdef.js`, `name-0123456789abcdef_bg.wasm`.
fn has_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split(['-', '_', '.'])
        .any(|part| part.len() >= 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_hash_never_change() {
        for (path, expected) in [
            ("/page-0123456789abcdef.js", true),
            ("/page-0123456789abcdef_bg.wasm", true),
            ("/style-0123456789abcdef.css", true),
            ("/snippets/dead/inline0.js", false),
            ("/teams-js.js", false),
            ("/favicon.ico", false),
        ] {
            assert_eq!(has_hash(path), expected, "{path}");
        }
        assert_eq!(kind("/a_bg.wasm"), "application/wasm");
    }
}
