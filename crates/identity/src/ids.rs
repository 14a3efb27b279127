//! The three ids of Entra. Each is a GUID in the one form that tokens write:
//! 36 characters, lower case when printed. What is anything else never gets into
//! an address or a table.

use std::fmt;
use std::str::FromStr;
use uuid::{Uuid, fmt::Hyphenated};

/// The text is no GUID of 36 characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write a GUID such as 72f988bf-86f1-41af-91ab-2d7cd011db47")]
pub struct IdError;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let id = Hyphenated::from_str(text).map_err(|_| IdError)?;
                Ok(Self(id.into_uuid()))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }
    };
}

id! {
    /// A tenant: the organisation in which a person signed in (`tid`).
    TenantId
}
id! {
    /// A person or guest in one tenant (`oid`).
    ObjectId
}
id! {
    /// An app that is registered with Entra (`azp`, `appid`, `aud`).
    ClientId
}

impl TenantId {
    /// The tenant of all personal accounts: nobody's organisation.
    pub const CONSUMERS: Self = Self(Uuid::from_u128(0x9188_040d_6c67_4c5b_b112_36a3_04b6_6dad));
}

impl ClientId {
    /// An id that stands in the code.
    pub(crate) const fn known(id: u128) -> Self {
        Self(Uuid::from_u128(id))
    }
}
