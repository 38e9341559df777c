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

/// What is searched for: all of these words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Search {
    pub(crate) words: Vec<Word>,
}

/// A word as the two databases look for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Word {
    /// The word, folded.
    pub(crate) text: String,
    /// FTS5: phrases of tokens, all to be found. Empty where the word has no letter or digit.
    pub(crate) sqlite: String,
    /// PostgreSQL's `tsquery`; empty likewise.
    pub(crate) postgres: String,
    /// Whether what SQLite's index finds has the word for certain; otherwise the text itself is to be read.
    pub(crate) sqlite_is_certain: bool,
    /// The same on PostgreSQL, where positions are not indexed.
    pub(crate) postgres_is_certain: bool,
}

impl Search {
    /// Reads what somebody typed; `None` where there is nothing to search for.
    pub(crate) fn parse(typed: &str) -> Option<Search> {
        let folded = fold(typed);
        let words: Vec<Word> = folded
            .split_whitespace()
            .take(MAX_WORDS)
            .map(|word| Word::new(word.chars().take(MAX_LENGTH).collect()))
            .collect();
        (!words.is_empty()).then_some(Search { words })
    }
}

impl Word {
    fn new(text: String) -> Word {
        let mut word = Word::default();
        let mut longest = 0;
        for run in runs(&text) {
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
            join(&mut word.sqlite, " AND ", &phrase);
            join(&mut word.postgres, " & ", &query);
        }
        word.sqlite_is_certain = text.chars().all(char::is_alphanumeric);
        word.postgres_is_certain = word.sqlite_is_certain && longest <= 3;
        word.text = text;
        word
    }
}

pub(crate) fn join(to: &mut String, between: &str, part: &str) {
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
        let word = |text: &str, sqlite: &str, postgres: &str, certain: (bool, bool)| Word {
            text: text.to_owned(),
            sqlite: sqlite.to_owned(),
            postgres: postgres.to_owned(),
            sqlite_is_certain: certain.0,
            postgres_is_certain: certain.1,
        };
        let search = Search::parse(" 공공서비스 복지 a 100% e-Gov % ").expect("there are words");
        assert_eq!(
            search.words,
            [
                word(
                    "공공서비스",
                    "\"공공서 공서비 서비스\"",
                    "'공공서' & '공서비' & '서비스'",
                    (true, false)
                ),
                word("복지", "\"복지\"", "'복지'", (true, true)),
                word("a", "\"a\"*", "'a':*", (true, true)),
                word("100%", "\"100\"", "'100'", (false, false)),
                word(
                    "e-gov",
                    "\"e\"* AND \"gov\"",
                    "'e':* & 'gov'",
                    (false, false)
                ),
                word("%", "", "", (false, false)),
            ]
        );
        assert_eq!(Search::parse(" \t"), None);
    }
}
