//! The signature that lets anyone who has a Workflow's address start it.

/// The signature is 32 bytes in base64. A longer one may come; a shorter one was cut.
const SIGNATURE: usize = 43;

/// Whether a query (without its `?`) carries one whole signature: without it
/// the Workflow asks who is there, and answers 401.
#[must_use]
pub fn is_signed(query: &str) -> bool {
    let mut signatures = query
        .split('&')
        .filter_map(|pair| pair.strip_prefix("sig="));
    let (Some(signature), None) = (signatures.next(), signatures.next()) else {
        return false;
    };
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-_%+/=".contains(&byte);
    signature.len() >= SIGNATURE && signature.bytes().all(letter)
}
