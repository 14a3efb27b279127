//! How much of something each address holds, and how much it may. Knows not what.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// How many places each address has.
#[derive(Clone)]
pub(crate) struct Shares {
    held: Arc<Mutex<HashMap<IpAddr, usize>>>,
    /// None: an address may have all.
    most: Option<usize>,
}

/// One place of an address's share; given back when dropped.
pub(crate) struct Share {
    of: Shares,
    address: IpAddr,
}

impl Shares {
    pub(crate) fn of(most: Option<usize>) -> Self {
        let held = Arc::default();
        Self { held, most }
    }

    /// A part of the address's share; none when it has no more.
    pub(crate) fn take(&self, address: IpAddr) -> Option<Share> {
        let address = network(address);
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let count = held.entry(address).or_default();
        if self.most.is_some_and(|most| *count >= most) {
            return None;
        }
        *count += 1;
        let of = self.clone();
        Some(Share { of, address })
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let held = self.of.held.lock();
        let mut held = held.unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = held.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                held.remove(&self.address);
            }
        }
    }
}

/// Whoever has one address of version 6 has its whole network of 64 bits.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let bits = u128::from(address) & !u128::from(u64::MAX);
            IpAddr::V6(bits.into())
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_its_share_and_no_more() {
        let shares = Shares::of(Some(2));
        let at = |text: &str| shares.take(text.parse().unwrap());
        let (first, _second) = (at("10.0.0.1"), at("10.0.0.1"));
        assert!(at("10.0.0.1").is_none() && at("::ffff:10.0.0.1").is_none());
        assert!(at("10.0.0.2").is_some());
        let _six = (at("2001:db8::1"), at("2001:db8::2"));
        assert!(at("2001:db8::3").is_none() && at("2001:db8:1::").is_some());
        drop(first);
        assert!(at("10.0.0.1").is_some());
        let proxy = Shares::of(None);
        let many: Vec<_> = (0..9).map(|_| proxy.take([10, 0, 0, 1].into())).collect();
        assert!(many.iter().all(Option::is_some));
    }
}
