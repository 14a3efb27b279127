//! What crosses the network in one word: each list once, with its spelling. Nothing
//! falls back: what this build does not know is `None`, and who reads it decides.

/// Declares an enum whose variants have a code: the spelling in JSON, in the database
/// and on the command line.
macro_rules! codes {
    (
        $(#[$about:meta])*
        pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal,)+ }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $code)] $variant,)+ }

        impl $name {
            /// Every one, in the order of the contract.
            pub const EACH: [Self; [$($code),+].len()] = [$(Self::$variant),+];

            /// The code, which never changes.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The one behind a code; `None` for one that this build does not know.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::EACH.into_iter().find(|one| one.code() == code)
            }
        }
    };
}

pub(crate) use codes;
