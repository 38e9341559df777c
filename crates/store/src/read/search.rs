//! Search for substrings of words, Korean as well as English, by an index of bigrams and trigrams.
//!
//! A text is folded (lower case, NFC) and cut into runs of letters and digits. A run `abcd` is indexed as the tokens
//! `ab bc cd d abc bcd`: consecutive trigrams are a substring, few texts share one, and Korean words of two syllables are
//! bigrams. The last character alone both ends the run and lets a single character be found as the beginning of a token.

use madang_programme::event::proposal::ProposalText;
use unicode_normalization::UnicodeNormalization;

/// Words of a search that are looked at.
const MAX_WORDS: usize = 8;

/// Characters of a word that are looked at.
const MAX_LENGTH: usize = 64;

/// A text in the form that is compared: lower case, NFC.
pub(crate) fn fold(text: &str) -> String {
    text.nfc().flat_map(char::to_lowercase).nfc().collect()
}

/// What of a proposal is searched: title, summary and proposer in every language, folded.
pub(crate) fn fold_proposal(text: &ProposalText) -> String {
    let parts = [
        Some(&text.title),
        text.summary.as_ref(),
        text.proposer.as_ref(),
    ];
    let joined: Vec<String> = parts
        .into_iter()
        .flatten()
        .map(|text| fold(&text.joined()))
        .collect();
    joined.join("\n")
}

/// The tokens of a folded text, parted by spaces.
pub(crate) fn grams(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len() * 7);
    let mut push = |token: &[char]| {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(token);
    };
    for run in runs(folded) {
        let characters: Vec<char> = run.chars().collect();
        characters.windows(2).for_each(&mut push);
        push(&characters[characters.len() - 1..]);
        characters.windows(3).for_each(&mut push);
    }
    out
}

/// Runs of letters and digits.
fn runs(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|run| !run.is_empty())
}

/// A search as the two databases understand it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Search {
    /// FTS5: phrases of tokens, all to be found. Empty where no word has a letter or digit.
    pub(crate) sqlite: String,
    /// PostgreSQL's `tsquery`.
    pub(crate) postgres: String,
    /// Words to be found in the text itself, since SQLite's index cannot say for certain.
    pub(crate) sqlite_words: Vec<String>,
    /// The same on PostgreSQL, where positions are not indexed.
    pub(crate) postgres_words: Vec<String>,
    /// All words: the search without the index.
    pub(crate) words: Vec<String>,
}

impl Search {
    /// Reads what somebody typed; `None` where there is nothing to search for.
    pub(crate) fn parse(typed: &str) -> Option<Search> {
        let folded = fold(typed);
        let mut search = Search::default();
        for word in folded.split_whitespace().take(MAX_WORDS) {
            let word: String = word.chars().take(MAX_LENGTH).collect();
            search.add(&word);
        }
        (!search.words.is_empty()).then_some(search)
    }

    fn add(&mut self, word: &str) {
        let whole = word.chars().all(char::is_alphanumeric);
        let mut longest = 0;
        for run in runs(word) {
            let characters: Vec<char> = run.chars().collect();
            longest = longest.max(characters.len());
            let tokens: Vec<String> = characters
                .windows(characters.len().clamp(2, 3))
                .map(|token| token.iter().collect())
                .collect();
            let (phrase, query) = if tokens.is_empty() {
                (format!("\"{run}\"*"), format!("'{run}':*"))
            } else {
                (
                    format!("\"{}\"", tokens.join(" ")),
                    format!("'{}'", tokens.join("' & '")),
                )
            };
            join(&mut self.sqlite, " AND ", &phrase);
            join(&mut self.postgres, " & ", &query);
        }
        if !whole {
            self.sqlite_words.push(word.to_owned());
        }
        if !whole || longest > 3 {
            self.postgres_words.push(word.to_owned());
        }
        self.words.push(word.to_owned());
    }
}

fn join(to: &mut String, between: &str, part: &str) {
    if !to.is_empty() {
        to.push_str(between);
    }
    to.push_str(part);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_become_bigrams_and_trigrams() {
        assert_eq!(
            grams("민원24 서비스"),
            "민원 원2 24 4 민원2 원24 서비 비스 스 서비스"
        );
        assert_eq!(grams(&fold("E-Gov")), "e go ov v gov");
        assert_eq!(grams(" … "), "");
    }

    #[test]
    fn folding_is_lower_case_and_composed() {
        assert_eq!(fold("\u{1112}\u{1161}\u{11ab}글 ABC É"), "한글 abc é");
    }

    #[test]
    fn a_search_becomes_phrases_and_words() {
        let search = Search::parse(" 공공서비스 복지 a 100% ").expect("there are words");
        assert_eq!(
            search.sqlite,
            "\"공공서 공서비 서비스\" AND \"복지\" AND \"a\"* AND \"100\""
        );
        assert_eq!(
            search.postgres,
            "'공공서' & '공서비' & '서비스' & '복지' & 'a':* & '100'"
        );
        assert_eq!(search.sqlite_words, ["100%"]);
        assert_eq!(search.postgres_words, ["공공서비스", "100%"]);
        assert_eq!(search.words, ["공공서비스", "복지", "a", "100%"]);
        assert_eq!(Search::parse(" \t"), None);
        assert!(
            Search::parse("%")
                .expect("a character to look for")
                .sqlite
                .is_empty()
        );
    }
}
