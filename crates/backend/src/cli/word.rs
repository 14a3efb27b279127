//! A word of a list, as clap tells it: the help and the refusal name the whole list.

use clap::builder::{PossibleValuesParser, TypedValueParser};

/// Takes the codes, and reads a value from one.
pub(super) fn one_of<T, const N: usize>(
    codes: [&'static str; N],
    read: impl Fn(&str) -> Option<T> + Clone + Send + Sync + 'static,
) -> impl TypedValueParser<Value = T>
where
    T: Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(codes).try_map(move |code| read(&code).ok_or("it is not known"))
}
