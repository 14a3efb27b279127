//! What names a connector to an operator without opening it: the beginning of its
//! entity id.

/// Letters of an entity id that are enough for a person.
const ENOUGH: usize = 8;

/// The first eight letters of an id, or as many as its neighbours in the order of ids
/// do not begin with.
pub(super) fn short<'a>(id: &'a str, neighbours: [Option<&str>; 2]) -> &'a str {
    let shared = neighbours.into_iter().flatten();
    let shared = shared.map(|other| common(id, other)).max();
    let letters = ENOUGH.max(shared.map_or(0, |shared| shared + 1));
    id.get(..letters).unwrap_or(id)
}

/// Ids are ASCII: a byte is a letter.
fn common(one: &str, other: &str) -> usize {
    let both = one.bytes().zip(other.bytes());
    both.take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_as_short_as_it_is_unique() {
        for (id, neighbours, expected) in [
            ("0123456789abcdef", [None, None], "01234567"),
            (
                "0123456789abcdef",
                [Some("0123"), Some("0124ffffffffffff")],
                "01234567",
            ),
            (
                "0123456789abcdef",
                [Some("012345678000"), None],
                "0123456789",
            ),
            (
                "0123456789abcdef",
                [None, Some("0123456789abcdefg")],
                "0123456789abcdef",
            ),
        ] {
            assert_eq!(short(id, neighbours), expected);
        }
    }
}
