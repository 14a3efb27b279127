//! How many connectors there may be. Counts nothing itself.

/// Limits on connectors that are made; those that exist are changed whatever they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotas {
    /// With the same webhook address, whatever its query.
    pub of_webhook: u32,
    /// Made in 24 hours by callers of one address.
    pub new_of_caller: u32,
    /// In all.
    pub in_all: u32,
}

impl Default for Quotas {
    fn default() -> Self {
        Self {
            of_webhook: 20,
            new_of_caller: 500,
            in_all: 50_000,
        }
    }
}
