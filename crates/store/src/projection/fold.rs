//! Search for substrings of words, Korean as well as English, by an index of bigrams and trigrams.
//!
//! A text is folded (lower case, NFKC) and cut into runs of letters and digits. A run `abcd` is indexed as the tokens
//! `ab bc cd d abc bcd`: consecutive trigrams are a substring, few texts share one, and Korean words of two syllables are
//! bigrams. The last character alone both ends the run and lets a single character be found as the beginning of a token.

use unicode_normalization::UnicodeNormalization;

/// Words of a search that are looked at.
const MAX_WORDS: usize = 8;

/// Characters of a word that are looked at.
const MAX_LENGTH: usize = 64;

/// What is put around words that are meant as they stand.
const QUOTES: [char; 10] = ['"', '\'', '“', '”', '‘', '’', '「', '」', '『', '』'];

/// A text in the form that is compared: lower case, NFKC, so that letters and digits of full width are those of half width.
pub(crate) fn fold(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).nfkc().collect()
}

/// The tokens of a folded text, parted by spaces, each with the letter of its kind of entry before it.
pub(crate) fn grams(folded: &str, letter: char) -> String {
    let mut out = String::with_capacity(folded.len() * 8);
    let mut push = |token: &[char]| {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push(letter);
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
pub(crate) fn runs(folded: &str) -> impl Iterator<Item = &str> {
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
    /// Whether the spaces of the text do not count.
    pub(crate) spaceless: bool,
}

impl Search {
    /// Reads what somebody typed, to look for it among the entries whose tokens begin with `letter`; `None` where there is
    /// nothing to search for.
    pub(crate) fn parse(typed: &str, letter: char) -> Option<Search> {
        let folded = fold(typed);
        let words: Vec<Word> = folded
            .split_whitespace()
            .map(without_quotes)
            .take(MAX_WORDS)
            .map(|word| Word::new(word.chars().take(MAX_LENGTH).collect(), letter))
            .collect();
        (!words.is_empty()).then_some(Search { words })
    }

    /// The same search with syllables that stand alone, one after the other, read as one word (`수 어`, `도 서 관`); `None` where there
    /// are none.
    pub(crate) fn joined(&self, letter: char) -> Option<Search> {
        let mut texts: Vec<String> = Vec::with_capacity(self.words.len());
        let mut after_one = false;
        for Word { text, .. } in &self.words {
            let is_one = text.chars().count() == 1 && text.chars().all(is_syllable);
            match texts.last_mut() {
                Some(last) if is_one && after_one => last.push_str(text),
                _ => texts.push(text.clone()),
            }
            after_one = is_one;
        }
        if texts.len() == self.words.len() {
            return None;
        }
        let words = texts.into_iter().map(|text| Word::new(text, letter));
        Some(Search {
            words: words.collect(),
        })
    }

    /// The same search, taken less literally: Korean particles at the ends of words are left out, and a word of four
    /// syllables or more may have a space in it. `None` where that is the same.
    pub(crate) fn loosened(&self, letter: char) -> Option<Search> {
        let words: Vec<Word> = self
            .words
            .iter()
            .map(|word| {
                let stem = stem(&word.text);
                if stem.chars().count() >= LONG_WORD && stem.chars().all(is_syllable) {
                    Word::with_a_space(stem, letter)
                } else {
                    Word::new(stem.to_owned(), letter)
                }
            })
            .collect();
        (words != self.words).then_some(Search { words })
    }
}

/// Whether a text answers a search as those of lists do: all its words, or all of them without their particles and whatever spaces
/// the text has.
pub fn answers(search: &str, text: &str) -> bool {
    let said = fold(text);
    let squeezed: String = said.split_whitespace().collect();
    let has = |word: &Word| match word.spaceless {
        true => squeezed.contains(&word.text),
        false => said.contains(&word.text),
    };
    let holds = |search: &Search| search.words.iter().all(has);
    // No index is asked: any letter does.
    Search::parse(search, '0').is_some_and(|search| {
        let looser = search.loosened('0');
        holds(&search) || looser.is_some_and(|looser| holds(&looser))
    })
}

/// A word without the quotation marks around it, where it is more than these.
fn without_quotes(word: &str) -> &str {
    match word.trim_matches(QUOTES) {
        "" => word,
        bare => bare,
    }
}

/// A word of so many syllables is often two.
const LONG_WORD: usize = 4;

/// Particles that stand at the end of a Korean word, longer ones first.
const PARTICLES: &[&str] = &[
    "들에게서",
    "들에게",
    "들에서",
    "들까지",
    "들부터",
    "들처럼",
    "들보다",
    "들이나",
    "들께서",
    "들한테",
    "에게서",
    "으로서",
    "으로써",
    "이라는",
    "이라도",
    "에서",
    "에게",
    "부터",
    "까지",
    "으로",
    "라는",
    "처럼",
    "보다",
    "마다",
    "이나",
    "께서",
    "한테",
    "라도",
    "마저",
    "조차",
    "들이",
    "들은",
    "들을",
    "들의",
    "들도",
    "들만",
    "들과",
    "들로",
    "들",
    "을",
    "를",
    "이",
    "가",
    "은",
    "는",
    "의",
    "에",
    "로",
    "와",
    "과",
    "도",
    "만",
    "나",
];

fn is_syllable(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// A word without the particles at its end, of which there may be several (`버스에서는`), where two syllables at least are left.
fn stem(word: &str) -> &str {
    if !word.chars().all(is_syllable) {
        return word;
    }
    let mut stem = word;
    while let Some(left) = without_a_particle(stem) {
        stem = left;
    }
    stem
}

fn without_a_particle(word: &str) -> Option<&str> {
    let mut stems = PARTICLES.iter().filter_map(|end| word.strip_suffix(end));
    stems.find(|stem| stem.chars().count() >= 2)
}

impl Word {
    /// A word that may stand in the text with a space in it: any two parts of it are to be found, and the text is read
    /// without its spaces.
    fn with_a_space(text: &str, letter: char) -> Word {
        let whole = Word::new(text.to_owned(), letter);
        let (mut sqlite, mut postgres) = (
            format!("({})", whole.sqlite),
            format!("({})", whole.postgres),
        );
        for (position, _) in text.char_indices().skip(1) {
            let (first, second) = text.split_at(position);
            let (first, second) = (
                Word::new(first.to_owned(), letter),
                Word::new(second.to_owned(), letter),
            );
            join(
                &mut sqlite,
                " OR ",
                &format!("({} AND {})", first.sqlite, second.sqlite),
            );
            join(
                &mut postgres,
                " | ",
                &format!("({} & {})", first.postgres, second.postgres),
            );
        }
        Word {
            text: text.to_owned(),
            sqlite: format!("({sqlite})"),
            postgres: format!("({postgres})"),
            sqlite_is_certain: false,
            postgres_is_certain: false,
            spaceless: true,
        }
    }

    fn new(text: String, letter: char) -> Word {
        let mut word = Word::default();
        let mut longest = 0;
        for run in runs(&text) {
            let characters: Vec<char> = run.chars().collect();
            longest = longest.max(characters.len());
            let tokens: Vec<String> = characters
                .windows(characters.len().clamp(2, 3))
                .map(|token| std::iter::once(&letter).chain(token).collect())
                .collect();
            let (phrase, query) = if tokens.is_empty() {
                (format!("\"{letter}{run}\"*"), format!("'{letter}{run}':*"))
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
            grams("민원24 서비스", '0'),
            "0민원 0원2 024 04 0민원2 0원24 0서비 0비스 0스 0서비스"
        );
        assert_eq!(grams(&fold("E-Gov"), 'a'), "ae ago aov av agov");
        assert_eq!(grams(" … ", 'a'), "");
    }

    #[test]
    fn folding_is_lower_case_and_composed() {
        assert_eq!(fold("\u{1112}\u{1161}\u{11ab}글 ABC É"), "한글 abc é");
        assert_eq!(fold("민원２４ ＡＢＣ ﾏ"), "민원24 abc マ");
    }

    #[test]
    fn a_search_taken_less_literally_has_no_particles_and_may_have_spaces() {
        let loosened = |typed: &str| {
            let search = Search::parse(typed, '0').expect("there are words");
            search.loosened('0').map(|search| search.words)
        };
        let words = |typed: &str| -> Vec<String> {
            let words = loosened(typed).unwrap_or_default();
            words.into_iter().map(|word| word.text).collect()
        };
        assert_eq!(words("가로등을"), ["가로등"]);
        assert_eq!(words("도서관에서 책을"), ["도서관", "책을"]);
        for several in [
            "버스에서는",
            "버스로는",
            "버스까지도",
            "버스만을",
            "버스라도",
            "버스마저",
            "버스조차도",
        ] {
            assert_eq!(words(several), ["버스"], "{several}");
        }
        let joined = |typed: &str| -> Option<Vec<String>> {
            let search = Search::parse(typed, '0').expect("there are words");
            let words = search.joined('0')?.words.into_iter();
            Some(words.map(|word| word.text).collect())
        };
        assert_eq!(joined("수 어"), Some(vec!["수어".to_owned()]));
        let both = ["우리", "도서관"].map(str::to_owned);
        assert_eq!(joined("우리 도 서 관"), Some(both.to_vec()));
        assert_eq!(joined("수어 책"), None);
        // More than one of them.
        for many in [
            "어르신들",
            "어르신들이",
            "어르신들을",
            "어르신들의",
            "어르신들에게",
        ] {
            assert_eq!(words(many), ["어르신"], "{many}");
        }
        // Two syllables at least are left.
        assert_eq!(loosened("버들"), None);
        assert_eq!(words("아들이"), ["아들"]);
        assert_eq!(loosened("library 복지"), None);
        let spaced = loosened("골목상권").expect("it may have a space");
        assert!(spaced[0].spaceless);
        assert_eq!(
            spaced[0].sqlite,
            "((\"0골목상 0목상권\") OR (\"0골\"* AND \"0목상권\") OR (\"0골목\" AND \"0상권\") OR (\"0골목상\" AND \"0권\"*))"
        );
    }

    #[test]
    fn a_search_becomes_phrases_and_words() {
        let word = |text: &str, sqlite: &str, postgres: &str, certain: (bool, bool)| Word {
            text: text.to_owned(),
            sqlite: sqlite.to_owned(),
            postgres: postgres.to_owned(),
            sqlite_is_certain: certain.0,
            postgres_is_certain: certain.1,
            spaceless: false,
        };
        let search =
            Search::parse(" 공공서비스 복지 a 100% e-Gov % ", '0').expect("there are words");
        assert_eq!(
            search.words,
            [
                word(
                    "공공서비스",
                    "\"0공공서 0공서비 0서비스\"",
                    "'0공공서' & '0공서비' & '0서비스'",
                    (true, false)
                ),
                word("복지", "\"0복지\"", "'0복지'", (true, true)),
                word("a", "\"0a\"*", "'0a':*", (true, true)),
                word("100%", "\"0100\"", "'0100'", (false, false)),
                word(
                    "e-gov",
                    "\"0e\"* AND \"0gov\"",
                    "'0e':* & '0gov'",
                    (false, false)
                ),
                word("%", "", "", (false, false)),
            ]
        );
        assert_eq!(Search::parse(" \t", '0'), None);
    }
}
