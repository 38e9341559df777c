//! What was chosen to be answered together, as a form sends it.

use std::collections::{BTreeMap, BTreeSet};

use crate::answers::many;
use crate::answers::thing::Thing;
use crate::frame::query::{MOST_EXACT, Query};

/// What was chosen, with what is said to each alone and the words of each that are answered.
pub struct Chosen {
    /// What it is.
    pub things: Vec<Thing>,
    /// What is said to one alone, by identifier.
    pub own: BTreeMap<String, String>,
    /// The entries of the newest words, as they stand now.
    pub newest: BTreeMap<String, u64>,
    /// Those of the words that the form showed.
    pub seen: BTreeMap<String, u64>,
}

impl Chosen {
    /// Reads what a form says of each beside its box.
    pub fn read(things: Vec<Thing>, newest: BTreeMap<String, u64>, query: &Query) -> Chosen {
        let (mut own, mut seen) = (BTreeMap::new(), BTreeMap::new());
        for thing in &things {
            let id = thing.id();
            let (own_name, words_name) = (many::own(id), many::words_seen(id));
            let sentence = query.all(&own_name).next().unwrap_or_default();
            if !sentence.trim().is_empty() {
                own.insert(id.to_owned(), sentence.to_owned());
            }
            let words = query.all(&words_name).next();
            let words = words.and_then(|words| words.parse::<u64>().ok());
            if let Some(words) = words.filter(|words| *words <= MOST_EXACT) {
                seen.insert(id.to_owned(), words);
            }
        }
        Chosen {
            things,
            own,
            newest,
            seen,
        }
    }

    /// Those of which others were recorded since.
    pub fn reworded(&self) -> BTreeSet<String> {
        let seen = self.seen.iter();
        let other = seen.filter(|(id, seen)| self.newest.get(*id) != Some(*seen));
        other.map(|(id, _)| id.clone()).collect()
    }
}
