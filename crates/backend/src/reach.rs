//! From where the server is reached: from this machine alone, or from outside,
//! and under which names. Knows no route and no key.

use std::net::{IpAddr, SocketAddr};
use url::{Host, Url};

/// Where people reach the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reach {
    /// The public address's host, lower case.
    public: Option<String>,
    outside: bool,
    /// Bound to loopback, and to nothing else.
    local: bool,
}

impl Reach {
    /// What has a public address outside this machine is outside, whatever it is
    /// bound to: a proxy stands in front of it.
    pub(crate) fn of(public_url: Option<&str>, bound: SocketAddr) -> Self {
        let url = public_url.and_then(|url| Url::parse(url).ok());
        let host = url.as_ref().and_then(Url::host);
        let local = bound.ip().is_loopback();
        Self {
            outside: !local || host.as_ref().is_some_and(|host| !is_loopback(host)),
            public: host.map(|host| host.to_string()),
            local,
        }
    }

    /// Whether others than this machine's own people can reach it.
    pub(crate) fn is_outside(&self) -> bool {
        self.outside
    }

    /// For the log, once: an operator reads who may what.
    pub(crate) fn who_may_what(&self) -> &'static str {
        match self.outside {
            true => {
                "reached from outside: whoever has the enrolment key may make connectors, \
                 whoever knows a connector's id may read, change and remove it, and whoever has \
                 the events token may report events; `teams-connector enrolment show` prints \
                 the configuration addresses with the key"
            }
            false => {
                "reached on this machine alone: whoever is on it may make connectors; with a \
                 --public-url of another host they need the enrolment key"
            }
        }
    }

    /// Whether a request for this `Host` is meant for this server: a browser that
    /// was lied to about a name's address still says the name.
    pub(crate) fn answers(&self, authority: &str) -> bool {
        // A port says nothing about who is meant.
        let Ok(url) = Url::parse(&format!("http://{authority}/")) else {
            return false;
        };
        match url.host() {
            Some(host) if is_loopback(&host) => true,
            Some(host) if self.public.as_ref() == Some(&host.to_string()) => true,
            // Nobody can be lied to about a number.
            Some(Host::Ipv4(_) | Host::Ipv6(_)) => self.public.is_none() && !self.local,
            _ => false,
        }
    }

    /// Like [`Self::answers`], and whatever names no name at all: a monitor asks
    /// for a machine by its number.
    pub(crate) fn answers_monitor(&self, authority: &str) -> bool {
        let number = authority.parse::<SocketAddr>().is_ok() || authority.parse::<IpAddr>().is_ok();
        number || self.answers(authority)
    }
}

fn is_loopback<S: AsRef<str>>(host: &Host<S>) -> bool {
    match host {
        Host::Domain(name) => {
            let name = name.as_ref();
            name.eq_ignore_ascii_case("localhost") || name.ends_with(".localhost")
        }
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => {
            address.is_loopback() || address.to_ipv4_mapped().is_some_and(|v4| v4.is_loopback())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach(public_url: Option<&str>, bound: &str) -> Reach {
        Reach::of(public_url, bound.parse().unwrap())
    }

    #[test]
    fn what_has_a_public_address_is_outside() {
        for (public_url, bound, outside) in [
            (None, "127.0.0.1:1", false),
            (None, "[::1]:1", false),
            (Some("http://localhost:3978"), "127.0.0.1:1", false),
            (Some("https://page.localhost/"), "127.0.0.1:1", false),
            (Some("http://127.8.9.1"), "127.0.0.1:1", false),
            (Some("http://[::1]:3978"), "[::1]:1", false),
            (Some("https://connector.example.com"), "127.0.0.1:1", true),
            (Some("https://10.0.0.7"), "127.0.0.1:1", true),
            (Some("https://localhost.example.com"), "127.0.0.1:1", true),
            (Some("http://localhost:3978"), "0.0.0.0:1", true),
            (None, "0.0.0.0:1", true),
            (None, "[::]:1", true),
        ] {
            let found = reach(public_url, bound).is_outside();
            assert_eq!(found, outside, "{public_url:?} {bound}");
        }
    }

    #[test]
    fn only_its_own_names_are_answered() {
        let public = reach(Some("https://Connector.example.com"), "127.0.0.1:1");
        let local = reach(None, "127.0.0.1:3978");
        let bare = reach(None, "0.0.0.0:3978");
        for (host, by_public, by_local, by_bare) in [
            ("connector.example.com", true, false, false),
            ("CONNECTOR.example.com:8443", true, false, false),
            ("localhost:3978", true, true, true),
            ("127.0.0.1", true, true, true),
            ("[::1]:3978", true, true, true),
            ("10.0.0.7:3978", false, false, true),
            ("evil.example", false, false, false),
            ("connector.example.com.evil.example", false, false, false),
            ("x@connector.example.com.evil.example", false, false, false),
            ("evil.example/connector.example.com", false, false, false),
            ("", false, false, false),
        ] {
            let found = [&public, &local, &bare].map(|reach| reach.answers(host));
            assert_eq!(found, [by_public, by_local, by_bare], "{host}");
        }
        assert!(public.answers_monitor("10.0.0.7:3978"));
        assert!(!public.answers_monitor("evil.example"));
    }
}
