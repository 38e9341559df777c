//! How well a text answers a search: whoever asks for 가로등 looks for what is called so before what mentions it in passing.
//!
//! A title is short and a summary long, so that a search is answered best by the shortest part of a text that holds it.

use std::cmp::Reverse;

use super::fold::Search;

/// How well a text answers a search: more is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Relevance {
    /// How much of the search stands together: all of it as it was typed is most.
    together: Together,
    /// How many of its words stand at the beginning of a word of the text.
    begin: usize,
    /// Letters of the part of the text that answers best.
    length: Reverse<usize>,
}

/// How the words of a search stand in a part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Together {
    /// Not all of them are in it.
    Apart,
    /// All of them are.
    InOnePart,
    /// They follow each other as they were typed.
    Following,
    /// The part says nothing else.
    Alone,
}

/// How well a folded text, its parts one a line, answers a search.
pub(super) fn of(search: &Search, said: &str) -> Relevance {
    let parts = said.lines().map(|part| of_part(search, part));
    parts.max().unwrap_or(Relevance {
        together: Together::Apart,
        begin: 0,
        length: Reverse(usize::MAX),
    })
}

fn of_part(search: &Search, part: &str) -> Relevance {
    let spaceless = search.words.iter().any(|word| word.spaceless);
    let squeezed: String = part.split_whitespace().collect();
    let typed = search.words.iter().map(|word| word.text.as_str());
    let (all, text) = match spaceless {
        true => (typed.collect::<String>(), squeezed.as_str()),
        false => (typed.collect::<Vec<_>>().join(" "), part),
    };
    let is_in = |word: &&crate::projection::fold::Word| match word.spaceless {
        true => squeezed.contains(&word.text),
        false => part.contains(&word.text),
    };
    let held = search.words.iter().filter(is_in).count();
    // 수 어: what was typed with a space may be one word.
    let joined: String = all.split_whitespace().collect();
    let together = if held < search.words.len() {
        Together::Apart
    } else if text.trim() == all || text.trim() == joined {
        Together::Alone
    } else if text.contains(&all) || text.contains(&joined) {
        Together::Following
    } else {
        Together::InOnePart
    };
    let begins = |word: &&crate::projection::fold::Word| begins_a_word(part, &word.text);
    Relevance {
        together,
        begin: search.words.iter().filter(begins).count(),
        length: Reverse(part.chars().count()),
    }
}

/// Whether a word of the text begins with `word`.
fn begins_a_word(text: &str, word: &str) -> bool {
    let mut found = text.match_indices(word);
    found.any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|before| !before.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relevance(typed: &str, said: &str) -> Relevance {
        of(&Search::parse(typed, '0').expect("words"), said)
    }

    #[test]
    fn what_is_called_so_comes_before_what_mentions_it() {
        for (typed, better, worse) in [
            (
                "가로등",
                "가로등\n밤길을 밝힙니다",
                "골목 가로등\n밤길을 밝힙니다",
            ),
            (
                "가로등",
                "골목 가로등",
                "가로등을 골목마다 놓고 밤길을 밝게 합니다",
            ),
            ("bus", "rural bus", "rural omnibus"),
            ("rural bus", "a rural bus", "bus for rural towns"),
            ("rural bus", "bus for rural towns", "a bus\nfor rural towns"),
            ("bus", "bus stops", "bus stops and shelters\nmore"),
            ("수 어", "공공 수어 통역", "수도권 어린이집"),
            ("수 어", "수어", "수 많은 어르신"),
        ] {
            let (better, worse) = (relevance(typed, better), relevance(typed, worse));
            assert!(better > worse, "{typed}: {better:?}, {worse:?}");
        }
    }

    #[test]
    fn a_word_that_may_have_a_space_counts_with_it() {
        let search = Search::parse("골목상권", '0').and_then(|search| search.loosened('0'));
        let search = search.expect("it may have a space");
        let (title, passing) = ("골목 상권", "시장과 골목 상권과 가게를 돕습니다");
        assert!(of(&search, title) > of(&search, passing));
        assert_eq!(of(&search, title).together, Together::Alone);
    }
}
