//! What the linter looks for, a file for each subject: the table of its rules and
//! the checks that tell them. [`all`] is the whole table.

pub(crate) mod address;
pub(crate) mod archive;
pub(crate) mod document;
pub(crate) mod domain;
pub(crate) mod form;
pub(crate) mod icon;
pub(crate) mod identity;
pub(crate) mod language;
pub(crate) mod server;
pub(crate) mod sign_in;
pub(crate) mod surface;
pub(crate) mod words;

use crate::finding::Rule;

/// Writes a table of rules: the name in code, the id, how bad it is for
/// development, the organisation and the store, why, and where that is known from.
macro_rules! rules {
    ($($name:ident $id:literal $development:ident $organisation:ident $store:ident $why:literal $source:literal)*) => {
        $(
            pub(crate) static $name: $crate::finding::Rule = $crate::finding::Rule {
                id: $id,
                severities: [
                    $crate::finding::Severity::$development,
                    $crate::finding::Severity::$organisation,
                    $crate::finding::Severity::$store,
                ],
                why: $why,
                source: $source,
            };
        )*
        pub(crate) static TABLE: &[&$crate::finding::Rule] = &[$(&$name),*];
    };
}
pub(crate) use rules;

/// Every rule, by subject.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    let tables = [
        archive::TABLE,
        document::TABLE,
        form::TABLE,
        identity::TABLE,
        words::TABLE,
        address::TABLE,
        domain::TABLE,
        surface::TABLE,
        sign_in::TABLE,
        language::TABLE,
        icon::TABLE,
        server::TABLE,
    ];
    tables.into_iter().flatten().copied()
}
