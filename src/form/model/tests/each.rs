//! Lists with something for each variant of an enum; a variant without an
//! entry does not compile.

/// A list of named entries by variant, and `variant` to tell one from another.
macro_rules! of_each {
    ($kind:ident => $item:ty; $($variant:ident { $($name:literal: $value:expr),+ $(,)? })+) => {
        /// The variant, the entry's name, the entry.
        pub(super) fn list() -> Vec<(&'static str, &'static str, $item)> {
            vec![$($((stringify!($variant), $name, $value)),+),+]
        }

        pub(super) fn variant(of: &$kind) -> &'static str {
            match of {
                $($kind::$variant { .. } => stringify!($variant)),+
            }
        }
    };
}

pub(super) use of_each;
