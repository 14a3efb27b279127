//! Who issues tokens: six clouds as data, or an address of one's own. An issuer is
//! derived from authority, version and tenant, never read from a token.

use crate::TenantId;
use std::fmt;
use std::net::IpAddr;
use url::{Host, Url};

/// A cloud of Microsoft's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cloud {
    /// As an operator writes it.
    pub name: &'static str,
    /// The host of its sign-in, its keys and its v2 issuers.
    pub host: &'static str,
    /// The host of its v1 issuers; none where only v2 is documented.
    pub v1_host: Option<&'static str>,
}

impl Cloud {
    /// Every cloud, as published in the authority metadata of Microsoft's own library.
    pub const EACH: [Self; 6] = [
        Self {
            name: "public",
            host: "login.microsoftonline.com",
            v1_host: Some("sts.windows.net"),
        },
        Self {
            name: "us-government",
            host: "login.microsoftonline.us",
            v1_host: Some("sts.windows.net"),
        },
        Self {
            name: "china",
            host: "login.partner.microsoftonline.cn",
            v1_host: Some("sts.chinacloudapi.cn"),
        },
        Self {
            name: "bleu",
            host: "login.sovcloud-identity.fr",
            v1_host: None,
        },
        Self {
            name: "delos",
            host: "login.sovcloud-identity.de",
            v1_host: None,
        },
        Self {
            name: "govsg",
            host: "login.sovcloud-identity.sg",
            v1_host: None,
        },
    ];

    /// The cloud of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::EACH.into_iter().find(|cloud| cloud.name == name)
    }
}

/// The version of a token, by its claim `ver`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Version {
    /// `1.0`: what Entra issues unless the app asks for more.
    V1,
    /// `2.0`
    V2,
}

/// Whose keys sign a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Issuer {
    /// The organisation.
    pub tenant: TenantId,
    /// Each version has its own metadata.
    pub version: Version,
}

/// Where tokens come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    /// Without a slash at its end.
    base: String,
    /// The same for v1 issuers.
    v1_base: Option<String>,
    pretended: bool,
}

/// The address cannot be an authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "write an authority such as https://login.microsoftonline.com, without query and user name; \
     http is for this machine alone"
)]
pub struct AuthorityError;

impl From<Cloud> for Authority {
    fn from(cloud: Cloud) -> Self {
        Self {
            base: format!("https://{}", cloud.host),
            v1_base: cloud.v1_host.map(|host| format!("https://{host}")),
            pretended: false,
        }
    }
}

impl Authority {
    /// An authority that is in no table yet, with v2 tokens only; or, on this machine,
    /// a pretended one, which has both versions under its address.
    ///
    /// # Errors
    /// When the address is no plain https address, nor http on this machine.
    pub fn at(address: &Url) -> Result<Self, AuthorityError> {
        let plain = address.query().is_none()
            && address.fragment().is_none()
            && address.username().is_empty()
            && address.password().is_none();
        let local = is_loopback(address);
        let known = match address.scheme() {
            "https" => !local,
            "http" => local,
            _ => false,
        };
        if !(plain && known) {
            return Err(AuthorityError);
        }
        let base = address.as_str().trim_end_matches('/').to_owned();
        Ok(Self {
            v1_base: local.then(|| base.clone()),
            base,
            pretended: local,
        })
    }

    /// Whether whoever is on this machine can issue its tokens.
    #[must_use]
    pub fn is_pretended(&self) -> bool {
        self.pretended
    }

    /// The only `iss` of a token by this issuer; none where the authority has no such
    /// version.
    #[must_use]
    pub fn issuer(&self, of: &Issuer) -> Option<String> {
        let tenant = of.tenant;
        match of.version {
            Version::V1 => Some(format!("{}/{tenant}/", self.v1_base.as_ref()?)),
            Version::V2 => Some(format!("{}/{tenant}/v2.0", self.base)),
        }
    }

    /// Where the issuer's metadata is.
    #[must_use]
    pub fn metadata(&self, of: &Issuer) -> String {
        let version = match of.version {
            Version::V1 => "",
            Version::V2 => "/v2.0",
        };
        let (base, tenant) = (&self.base, of.tenant);
        format!("{base}/{tenant}{version}/.well-known/openid-configuration")
    }

    /// Where people sign in; without a tenant with an account of any organisation.
    #[must_use]
    pub fn authorize(&self, tenant: Option<TenantId>) -> String {
        format!("{}/{}/oauth2/v2.0/authorize", self.base, place(tenant))
    }

    /// Where the code that a sign-in ends with becomes tokens.
    #[must_use]
    pub fn token(&self, tenant: Option<TenantId>) -> String {
        format!("{}/{}/oauth2/v2.0/token", self.base, place(tenant))
    }

    /// Whether keys may be read from this address: only the authority's own host is
    /// asked, whatever its metadata says.
    #[must_use]
    pub fn may_have_keys(&self, address: &Url) -> bool {
        let own = Url::parse(&self.base);
        own.is_ok_and(|own| own.origin() == address.origin()) && address.username().is_empty()
    }
}

impl fmt::Display for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.base)
    }
}

fn place(tenant: Option<TenantId>) -> String {
    tenant.map_or_else(|| "organizations".into(), |tenant| tenant.to_string())
}

fn is_loopback(address: &Url) -> bool {
    match address.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => IpAddr::V4(ip).is_loopback(),
        Some(Host::Ipv6(ip)) => IpAddr::V6(ip).is_loopback(),
        None => false,
    }
}
