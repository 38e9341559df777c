//! Words that are nearly the one that was typed: one letter away, by the letters of which Korean syllables are made.

use std::collections::{BTreeMap, HashMap};

use madang_database::{Connection, values};
use unicode_normalization::UnicodeNormalization;

use super::asked::List;
use super::fold::{fold, runs};
use crate::Store;
use crate::error::StoreError;

/// Shorter words are near too many others.
const SHORTEST: usize = 3;

/// A word of so many letters may differ in two of them.
const LONG: usize = 10;

/// Words of a search for which near ones are looked for.
const MOST_WORDS: usize = 8;

/// What was perhaps meant by a search that finds nothing among these texts: the same with the nearest words that they have. `None`
/// where nothing is near, or all words are there.
pub fn perhaps_meant<'a>(search: &str, texts: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let said: Vec<String> = texts.into_iter().map(fold).collect();
    let mut vocabulary = Vocabulary::default();
    for said in &said {
        vocabulary.add(said);
    }
    let folded = fold(search);
    let mut meant = Vec::new();
    let mut other = false;
    for word in folded.split_whitespace().take(MOST_WORDS) {
        if said.iter().any(|said| said.contains(word)) {
            meant.push(word.to_owned());
        } else {
            meant.push(vocabulary.nearest(word)?);
            other = true;
        }
    }
    other.then(|| meant.join(" "))
}

/// Things whose words are read to find a near one.
const MOST_READ: u64 = 500;

/// The same among the newest things of a programme's list.
pub(crate) async fn meant_in(
    store: &Store,
    list: &List,
    programme: &str,
    search: &str,
) -> Result<Option<String>, StoreError> {
    let mut lent = store.database().reader().await?;
    let said = newest_words(&mut lent.connection(), list, programme).await?;
    Ok(perhaps_meant(search, said.iter().map(String::as_str)))
}

/// The words of the newest [`MOST_READ`] things of a programme's list.
async fn newest_words(
    connection: &mut Connection<'_>,
    list: &List,
    programme: &str,
) -> Result<Vec<String>, StoreError> {
    let List { table, reads, .. } = list;
    let text = format!(
        "SELECT w.said FROM {table} p JOIN words w ON w.entry = p.{reads} \
         WHERE p.programme = $1 ORDER BY p.entry DESC LIMIT {MOST_READ}"
    );
    let rows = connection.rows(&text, values![programme]).await?;
    rows.iter().map(|row| Ok(row.text(0)?)).collect()
}

/// Counts words by their syllables, to be asked which are near another.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary(HashMap<String, u64>);

impl Vocabulary {
    /// Takes up the words of a folded text. Two that follow each other are a word too, without the space between them.
    pub(crate) fn add(&mut self, folded: &str) {
        let mut before: Option<&str> = None;
        for run in runs(folded) {
            *self.0.entry(run.to_owned()).or_default() += 1;
            if let Some(before) = before {
                let joined = [before, run].concat();
                if joined.chars().count() <= 12 {
                    *self.0.entry(joined).or_default() += 1;
                }
            }
            before = Some(run);
        }
    }

    /// The word, or beginning of one, that is nearest to a folded word; `None` where none is near. Of several the most
    /// frequent one.
    pub(crate) fn nearest(&self, word: &str) -> Option<String> {
        let typed = letters(word);
        if typed.len() < SHORTEST {
            return None;
        }
        let most = if typed.len() >= LONG { 2 } else { 1 };
        let syllables = word.chars().count();
        // A longer word counts by its beginning: what follows may be a particle.
        let mut beginnings: BTreeMap<String, u64> = BTreeMap::new();
        // Few mistype the first letter; the others are not compared.
        let first = typed.first().copied();
        let known = self.0.iter();
        for (known, times) in known.filter(|(known, _)| known.nfd().next() == first) {
            for length in syllables.saturating_sub(1).max(1)..=syllables + 1 {
                let beginning: String = known.chars().take(length).collect();
                if beginning.chars().count() == length && beginning != word {
                    // A whole word is a better answer than the beginning of one.
                    let weight = if beginning == *known { 2 } else { 1 };
                    *beginnings.entry(beginning).or_default() += times * weight;
                }
            }
        }
        let near = beginnings.into_iter().filter_map(|(beginning, times)| {
            let away = distance(&typed, &letters(&beginning), most)?;
            Some((away, std::cmp::Reverse(times), beginning))
        });
        near.min().map(|(.., beginning)| beginning)
    }
}

/// The letters of a word: of Korean syllables those that they are made of, the double ones as two.
fn letters(word: &str) -> Vec<char> {
    word.nfd().collect()
}

/// How many letters are to be changed, added, left out or exchanged with their neighbour to make one word the other;
/// `None` where it is more than `most`.
fn distance(one: &[char], other: &[char], most: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let width = other.len() + 1;
    let mut rows: Vec<Vec<usize>> = vec![(0..width).collect()];
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i + 1; width];
        for (j, b) in other.iter().enumerate() {
            let changed = rows[i][j] + usize::from(a != b);
            let mut least = changed.min(row[j] + 1).min(rows[i][j + 1] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row[j + 1] = least;
        }
        rows.push(row);
    }
    let found = rows.last().and_then(|row| row.last()).copied()?;
    (found <= most).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        for text in [
            "농촌 버스 알림",
            "버스를 기다리는 곳",
            "출생신고 한 번에",
            "골목 상권 살리기",
            "library services",
        ] {
            vocabulary.add(text);
        }
        vocabulary
    }

    #[test]
    fn one_letter_away_is_near() {
        let vocabulary = vocabulary();
        for (typed, near) in [
            ("버쓰", "버스"),
            ("보스", "버스"),
            ("출샌신고", "출생신고"),
            ("골목산권", "골목상권"),
            ("librery", "library"),
            ("libarry", "library"),
        ] {
            assert_eq!(vocabulary.nearest(typed).as_deref(), Some(near), "{typed}");
        }
        for typed in ["연말정산", "xyzzy", "가"] {
            assert_eq!(vocabulary.nearest(typed), None, "{typed}");
        }
    }

    #[test]
    fn distances_are_bounded() {
        let of = |a: &str, b: &str, most| distance(&letters(a), &letters(b), most);
        assert_eq!(of("abc", "abc", 0), Some(0));
        assert_eq!(of("abc", "acb", 1), Some(1));
        assert_eq!(of("abc", "ab", 1), Some(1));
        assert_eq!(of("abc", "xyz", 2), None);
        assert_eq!(of("", "ab", 2), Some(2));
    }
}
