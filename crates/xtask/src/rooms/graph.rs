//! Rooms and the arrows between them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// One crate: each room with the rooms it names.
#[derive(Default)]
pub(super) struct House(BTreeMap<String, BTreeSet<String>>);

impl House {
    /// Makes the room known.
    pub(super) fn room(&mut self, name: &str) {
        self.0.entry(name.to_owned()).or_default();
    }

    /// Notes what a room names; what is no room, or itself, is passed over.
    pub(super) fn arrows(&mut self, from: &str, to: BTreeSet<String>) {
        let known = |name: &String| name != from && self.0.contains_key(name);
        let to: Vec<_> = to.into_iter().filter(known).collect();
        self.0.entry(from.to_owned()).or_default().extend(to);
    }

    /// Groups of rooms that reach each other.
    pub(super) fn circles(&self) -> Vec<Vec<&str>> {
        let mut left: BTreeSet<&str> = self.0.keys().map(String::as_str).collect();
        let mut circles = Vec::new();
        while let Some(room) = left.pop_first() {
            let there = self.reached(room);
            let back = |other: &&str| there.contains(other) && self.reached(other).contains(room);
            let others: Vec<_> = left.iter().copied().filter(back).collect();
            left.retain(|other| !others.contains(other));
            if !others.is_empty() {
                circles.push([vec![room], others].concat());
            }
        }
        circles
    }

    /// Arrows that lead up: `floors` from the roof down, each room in one of them.
    #[cfg(test)]
    pub(super) fn up(&self, floors: &[&[&str]]) -> Vec<String> {
        let floor = |room: &str| floors.iter().position(|floor| floor.contains(&room));
        let mut found = Vec::new();
        for (from, to) in &self.0 {
            let Some(own) = floor(from) else {
                found.push(format!("{from} is on no floor"));
                continue;
            };
            let above = to.iter().filter(|to| floor(to).is_some_and(|to| to < own));
            found.extend(above.map(|to| format!("{from} → {to}")));
        }
        found
    }

    /// Arrows from the rooms of one wing to those of another.
    #[cfg(test)]
    pub(super) fn between(&self, from: &str, to: &str) -> Vec<String> {
        let rooms = self.0.iter().filter(|(room, _)| room.starts_with(from));
        let arrows = rooms.flat_map(|(room, named)| named.iter().map(move |name| (room, name)));
        let there = arrows.filter(|(_, name)| name.starts_with(to));
        there
            .map(|(room, name)| format!("{room} → {name}"))
            .collect()
    }

    fn reached<'a>(&'a self, from: &'a str) -> BTreeSet<&'a str> {
        let mut reached = BTreeSet::new();
        let mut next: Vec<&str> = vec![from];
        while let Some(room) = next.pop() {
            let named = self.0.get(room).into_iter().flatten();
            next.extend(
                named
                    .map(String::as_str)
                    .filter(|room| reached.insert(*room)),
            );
        }
        reached
    }
}

/// One line a room: those that are named by none stand first.
impl fmt::Display for House {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rooms: Vec<_> = self.0.iter().collect();
        rooms.sort_by_key(|(room, _)| std::cmp::Reverse(self.reached(room).len()));
        for (room, to) in rooms {
            let to: Vec<_> = to.iter().map(String::as_str).collect();
            match to.is_empty() {
                true => writeln!(f, "  {room}")?,
                false => writeln!(f, "  {room:<14} → {}", to.join(", "))?,
            }
        }
        for circle in self.circles() {
            writeln!(f, "  circle: {}", circle.join(", "))?;
        }
        Ok(())
    }
}
