//! Where the values of a step stand in their file, so that what is refused later is told with the line that says it.

use madang_programme::Violation;

/// The fields of an object with their places, by path: `rule.budget`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places(Vec<(String, (u64, u64))>);

impl Places {
    pub(crate) fn add(&mut self, path: String, place: (u64, u64)) {
        self.0.push((path, place));
    }

    /// Line and column of what a rule was broken by; `None` where no field says it.
    pub fn of(&self, violation: &Violation) -> Option<(u64, u64)> {
        match violation {
            Violation::Field { field, .. } => self.nearest(field),
            // A list of things bears their name in the plural.
            Violation::Unknown { what, .. } => {
                let named = what.replace(' ', "_");
                self.at(&named).or_else(|| self.at(&format!("{named}s")))
            }
            Violation::Exists { .. } => self.at("id"),
            Violation::OutOfTurn(_) | Violation::Role { .. } => None,
        }
    }

    /// The place of a field, or of the innermost one that holds it.
    pub(crate) fn nearest(&self, path: &str) -> Option<(u64, u64)> {
        let mut path = path;
        loop {
            if let Some(place) = self.at(path) {
                return Some(place);
            }
            path = path.rsplit_once('.')?.0;
        }
    }

    fn at(&self, path: &str) -> Option<(u64, u64)> {
        let mut known = self.0.iter();
        known.find(|(own, _)| own == path).map(|(_, place)| *place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_refused_has_the_place_of_its_field() {
        let mut places = Places::default();
        for (path, line) in [
            ("id", 1),
            ("ballots", 2),
            ("ballots.type", 3),
            ("audiences", 4),
        ] {
            places.add(path.to_owned(), (line, 1));
        }
        let line = |violation: Violation| places.of(&violation).map(|(line, _)| line);
        assert_eq!(line(Violation::unreadable("ballots.type", "x")), Some(3));
        assert_eq!(
            line(Violation::unreadable("ballots.max_cost", "x")),
            Some(2)
        );
        assert_eq!(line(Violation::unreadable("title", "x")), None);
        assert_eq!(line(Violation::unknown("audience", "x")), Some(4));
        assert_eq!(line(Violation::unknown("group", "x")), None);
    }
}
