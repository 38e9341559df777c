//! What was said before and is much like what somebody is about to say: by the pairs of letters that both have, those that few
//! others have counting most.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use madang_database::{Connection, values};

use super::asked::{Conditions, List};
use super::fold::{fold, runs};
use super::words;
use crate::error::StoreError;

/// The newest things of a list by which it is told how often a pair stands in one.
const WINDOW: u64 = 2_000;

/// Rare pairs that the index is asked for: those that stand in the window, and altogether.
const MET: usize = 6;
const ASKED: usize = 8;

/// A pair is rare that stands in one of so many things, or in so few of a short list. Altogether those that the index is asked for
/// stand in twice as many.
const RARE: u64 = 20;
const FEW: u64 = 10;

/// The newest things with a rare pair, of which the texts are read.
const CANDIDATES: usize = 200;

/// The least share of the weight of what was typed that something similar has.
const LEAST: f64 = 0.35;

/// Similar things that are shown.
const MOST: usize = 5;

/// How long the frequencies of a programme's pairs are taken for what they are.
const FRESH: Duration = Duration::from_secs(60);

/// Programmes whose frequencies are kept.
const PROGRAMMES: usize = 32;

/// Two letters or digits that follow each other, whatever stands between them.
type Pair = (char, char);

/// The pairs of a folded text.
fn pairs(folded: &str) -> BTreeSet<Pair> {
    let letters: Vec<char> = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    letters.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// How often pairs stand in the newest things of a programme's list. No word can be read out of it.
struct Frequencies {
    read: Instant,
    things: u64,
    of: HashMap<Pair, u64>,
}

impl Frequencies {
    fn of(&self, pair: &Pair) -> u64 {
        self.of.get(pair).copied().unwrap_or_default()
    }

    /// How much a pair says: the more, the fewer have it.
    fn weight(&self, pair: &Pair) -> f64 {
        (1.0 + self.things as f64 / (1.0 + self.of(pair) as f64)).ln()
    }

    fn is_rare(&self, pair: &Pair) -> bool {
        self.of(pair) <= (self.things / RARE).max(FEW)
    }

    /// The rare pairs to ask the index for, which has those of words alone. Some that none of the newest has are among them: what
    /// an older one has may be found by these alone, and most of what is mistyped is one.
    fn telling(&self, folded: &str) -> Vec<Pair> {
        let own: BTreeSet<Pair> = runs(folded).flat_map(pairs).collect();
        let mut rare: Vec<Pair> = own.into_iter().filter(|pair| self.is_rare(pair)).collect();
        rare.sort_by_key(|pair| (self.of(pair), *pair));
        let (unmet, met): (Vec<Pair>, Vec<Pair>) =
            rare.into_iter().partition(|pair| self.of(pair) == 0);
        let most = (2 * self.things / RARE).max(FEW);
        let mut in_all = 0;
        let within = |pair: &Pair| {
            in_all += self.of(pair);
            in_all <= most
        };
        let mut telling: Vec<Pair> = met.into_iter().take(MET).take_while(within).collect();
        telling.extend(unmet.into_iter().take(ASKED - telling.len()));
        telling
    }
}

/// The frequencies that were read last.
#[derive(Default)]
pub(crate) struct Known(Mutex<BTreeMap<(&'static str, String), Arc<Frequencies>>>);

impl Known {
    fn get(&self, list: &List, programme: &str) -> Option<Arc<Frequencies>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = known.get(&(list.table, programme.to_owned()))?;
        (found.read.elapsed() < FRESH).then(|| Arc::clone(found))
    }

    fn keep(&self, list: &List, programme: &str, found: &Arc<Frequencies>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, found| found.read.elapsed() < FRESH);
        if known.len() < PROGRAMMES {
            known.insert((list.table, programme.to_owned()), Arc::clone(found));
        }
    }

    /// Forgets all of them: something was hidden or erased.
    pub(crate) fn forget(&self) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.clear();
    }

    async fn of(
        &self,
        connection: &mut Connection<'_>,
        list: &List,
        programme: &str,
    ) -> Result<Arc<Frequencies>, StoreError> {
        if let Some(known) = self.get(list, programme) {
            return Ok(known);
        }
        let List { table, reads, .. } = list;
        let text = format!(
            "SELECT w.said FROM {table} p JOIN words w ON w.entry = p.{reads} \
             WHERE p.programme = $1 ORDER BY p.entry DESC LIMIT {WINDOW}"
        );
        let rows = connection.rows(&text, values![programme]).await?;
        let mut of: HashMap<Pair, u64> = HashMap::new();
        for row in &rows {
            for pair in pairs(&row.text(0)?) {
                *of.entry(pair).or_default() += 1;
            }
        }
        let found = Arc::new(Frequencies {
            read: Instant::now(),
            things: rows.len() as u64,
            of,
        });
        self.keep(list, programme, &found);
        Ok(found)
    }
}

/// What is looked for.
pub(crate) struct Like<'a> {
    /// Among which things.
    pub(crate) list: &'static List,
    /// Of which programme.
    pub(crate) programme: &'a str,
    /// What was typed.
    pub(crate) typed: &'a str,
    /// Whose own things are left out.
    pub(crate) but: Option<&'a str>,
    /// The standing that is left out.
    pub(crate) without: &'static str,
}

/// The things of a list that are most like what was typed, the most similar first. What is hidden is not among them.
pub(crate) async fn similar(
    connection: &mut Connection<'_>,
    known: &Known,
    like: &Like<'_>,
) -> Result<Vec<u64>, StoreError> {
    let folded = fold(like.typed);
    let typed = pairs(&folded);
    let frequencies = known.of(connection, like.list, like.programme).await?;
    let telling = frequencies.telling(&folded);
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let all: f64 = typed.iter().map(|pair| frequencies.weight(pair)).sum();
    let mut found: Vec<(f64, u64)> = Vec::new();
    for (entry, said) in candidates(connection, like, &telling).await? {
        let other = pairs(&said);
        let shared = typed.intersection(&other);
        let shared: f64 = shared.map(|pair| frequencies.weight(pair)).sum();
        if shared >= LEAST * all {
            found.push((shared, entry));
        }
    }
    // Of equal ones the newest first.
    found.sort_by(|one, other| other.0.total_cmp(&one.0).then(other.1.cmp(&one.1)));
    let entries = found.into_iter().map(|(_, entry)| entry);
    Ok(entries.take(MOST).collect())
}

/// The newest things with one of these pairs, and their words. Without any, the newest: where everybody says the same, none of its pairs
/// is rare, and the index, asked for those, would give nearly everything.
async fn candidates(
    connection: &mut Connection<'_>,
    like: &Like<'_>,
    telling: &[Pair],
) -> Result<Vec<(u64, String)>, StoreError> {
    let List {
        table, kind, reads, ..
    } = like.list;
    let letter = words::letter(kind)
        .ok_or_else(|| StoreError::mistaken(format!("{kind} is not searched")))?;
    let sqlite = connection.is_sqlite();
    let (quote, or) = if sqlite { ('"', " OR ") } else { ('\'', " | ") };
    let tokens: Vec<String> = telling
        .iter()
        .map(|(first, second)| format!("{quote}{letter}{first}{second}{quote}"))
        .collect();
    let mut conditions = Conditions::default();
    // SQLite reads the index from its newest row on, and stops when enough is found.
    let (from, newest) = match (telling, sqlite) {
        ([], _) => {
            let from = format!("{table} p JOIN words w ON w.entry = p.{reads}");
            (from, "p.entry")
        }
        (_, true) => {
            conditions.add("word_index MATCH $", tokens.join(or));
            let from = format!(
                "word_index CROSS JOIN {table} p ON p.{reads} = word_index.rowid \
                 CROSS JOIN words w ON w.entry = p.{reads}"
            );
            (from, "word_index.rowid")
        }
        (_, false) => {
            conditions.add("s.grams @@ CAST($ AS tsquery)", tokens.join(or));
            let from = format!(
                "word_index s JOIN {table} p ON p.{reads} = s.entry \
                 JOIN words w ON w.entry = p.{reads}"
            );
            (from, "p.entry")
        }
    };
    conditions.add("p.programme = $", like.programme);
    conditions.add("p.state <> $", like.without);
    if let Some(actor) = like.but {
        conditions.add(
            "NOT EXISTS (SELECT 1 FROM act a WHERE a.entry = p.entry AND a.actor = $)",
            actor,
        );
    }
    let text = format!(
        "SELECT p.entry, w.said FROM {from} WHERE {} ORDER BY {newest} DESC LIMIT {CANDIDATES}",
        conditions.text
    );
    let rows = connection.rows(&text, conditions.values).await?;
    rows.iter()
        .map(|row| Ok((row.number(0)?, row.text(1)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frequencies(texts: &[&str]) -> Frequencies {
        let mut of: HashMap<Pair, u64> = HashMap::new();
        for pair in texts.iter().flat_map(|text| pairs(text)) {
            *of.entry(pair).or_default() += 1;
        }
        Frequencies {
            read: Instant::now(),
            things: texts.len() as u64,
            of,
        }
    }

    #[test]
    fn pairs_leave_out_what_stands_between_letters() {
        let of = |text: &str| pairs(text).into_iter().collect::<Vec<_>>();
        assert_eq!(of("복지 급여!"), of("복지급여"));
        assert_eq!(of("ab"), [('a', 'b')]);
        assert_eq!(of("가 . "), []);
    }

    #[test]
    fn rare_pairs_say_more_and_frequent_ones_are_not_asked_for() {
        let mut texts = vec!["버스가 늦어요"; 300];
        texts.push("막차가 일찍 끊겨요");
        let frequencies = frequencies(&texts);
        assert!(frequencies.weight(&('막', '차')) > frequencies.weight(&('버', '스')));
        let telling = frequencies.telling("버스 막차");
        assert!(telling.contains(&('막', '차')), "{telling:?}");
        assert!(!telling.contains(&('버', '스')), "{telling:?}");
        // The index knows no pair across a space.
        assert!(!telling.contains(&('스', '막')), "{telling:?}");
        let telling = frequencies.telling("가나다라마바사아자차카타파하");
        assert_eq!(telling.len(), ASKED, "{telling:?}");
    }
}
