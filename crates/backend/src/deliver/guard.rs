//! Which addresses on the network may be called: public ones only. The
//! resolver hands the client checked addresses and nothing else, so what is
//! checked is what is connected to.

use ipnet::{Ipv4Net, Ipv6Net};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::LazyLock;

/// Every IPv4 block that is not the public internet (IANA special purpose).
static V4: LazyLock<Vec<Ipv4Net>> = LazyLock::new(|| {
    [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    ]
    .iter()
    .filter_map(|net| net.parse().ok())
    .collect()
});

/// IPv6 blocks inside 2000::/3 that are not public, or that wrap an IPv4
/// address (6to4, Teredo).
static V6: LazyLock<Vec<Ipv6Net>> = LazyLock::new(|| {
    [
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
    ]
    .iter()
    .filter_map(|net| net.parse().ok())
    .collect()
});

/// Whether an address is on the public internet.
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    !V4.iter().any(|net| net.contains(&address))
}

/// Only 2000::/3 is handed out; mapped, link-local, unique-local, multicast and
/// the rest all lie outside. An IPv6-only network reaches IPv4 through NAT64
/// (RFC 6052): there the address inside is the one that is called.
fn is_public_v6(address: Ipv6Addr) -> bool {
    if let [0x64, 0xff9b, 0, 0, 0, 0, high, low] = address.segments() {
        return is_public_v4(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)));
    }
    address.segments()[0] & 0xe000 == 0x2000 && !V6.iter().any(|net| net.contains(&address))
}

/// The name led to addresses that may not be called, and to no other.
#[derive(Debug, thiserror::Error)]
#[error("the name leads to a private address")]
pub(crate) struct PrivateAddress;

/// Asks the operating system, then drops what may not be called.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Guard {
    /// Public addresses.
    Public,
    /// And this machine, for tests.
    PublicOrLoopback,
}

impl Guard {
    fn lets(self, address: IpAddr) -> bool {
        let here = matches!(self, Self::PublicOrLoopback) && address.is_loopback();
        here || is_public(address)
    }

    /// One private address among public ones is dropped, not an error.
    fn only_allowed(self, mut found: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, PrivateAddress> {
        found.retain(|address| self.lets(address.ip()));
        match found.is_empty() {
            true => Err(PrivateAddress),
            false => Ok(found),
        }
    }
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = *self;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed = guard.only_allowed(found.collect())?;
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_are_not_public_are_refused() {
        for text in [
            "0.0.0.0",
            "10.0.0.1",
            "10.255.255.255",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.0.1",
            "198.18.0.1",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "::ffff:8.8.8.8",
            "::127.0.0.1",
            "64:ff9b::a00:1",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b::",
            "64:ff9b::1:808:808",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2001:10::1",
            "2002:a00:1::1",
            "2002:7f00:1::",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_public(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn public_addresses_pass() {
        for text in [
            "8.8.8.8",
            "1.1.1.1",
            "52.96.0.1",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.17.0.1",
            "198.20.0.1",
            "223.255.255.255",
            "2606:4700::1111",
            "64:ff9b::808:808",
            "64:ff9b::3460:1",
            "2603:1000::1",
            "2a00:1450::1",
        ] {
            assert!(is_public(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn a_mixed_answer_keeps_only_its_public_part() {
        let mixed = ["8.8.8.8:0", "10.0.0.1:0"].map(|text| text.parse().unwrap());
        assert_eq!(Guard::Public.only_allowed(mixed.to_vec()).unwrap().len(), 1);
        assert!(Guard::Public.only_allowed(mixed[1..].to_vec()).is_err());
        assert!(Guard::Public.only_allowed(Vec::new()).is_err());
    }

    #[tokio::test]
    async fn a_name_that_leads_home_does_not_resolve() {
        let name = || "localhost".parse::<Name>().unwrap();
        let error = Guard::Public.resolve(name()).await.err().unwrap();
        assert!(error.is::<PrivateAddress>(), "{error}");
        assert!(Guard::PublicOrLoopback.resolve(name()).await.is_ok());
    }

    /// Tests on one machine open that machine, not the network around it.
    #[test]
    fn letting_loopback_in_lets_nothing_else_in() {
        let guard = Guard::PublicOrLoopback;
        for (text, allowed) in [
            ("127.0.0.1:0", true),
            ("[::1]:0", true),
            ("8.8.8.8:0", true),
            ("10.0.0.1:0", false),
            ("169.254.169.254:0", false),
            ("0.0.0.0:0", false),
            ("[fd12:3456::1]:0", false),
            ("[::ffff:127.0.0.1]:0", false),
        ] {
            let found = guard.only_allowed(vec![text.parse().unwrap()]);
            assert_eq!(found.is_ok(), allowed, "{text}");
        }
    }
}
