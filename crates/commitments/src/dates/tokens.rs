//! The figures and words of a date.

/// Figures or a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A number, and of how many figures.
    Number(i16, usize),
    /// A month, 1–12.
    Month(i8),
    /// A quarter that is named whole: `q1`, `1분기`.
    Quarter(i8),
    /// A half that is named whole: `h1`, `상반기`.
    Half(i8),
    /// Any other word, in small letters.
    Word(String),
}

/// The separators that a date has between its figures; whatever else stands there leaves it unread.
const SEPARATORS: &str = " ,./-()'’\u{a0}\t";

/// Words that say nothing of which day it is.
const SILENT: [&str; 17] = [
    "of",
    "the",
    "in",
    "by",
    "from",
    "since",
    "on",
    "until",
    "before",
    "approximately",
    "circa",
    "about",
    "year",
    "month",
    "년",
    "월",
    "일",
];

/// The tokens of a text in small letters; `None` where something stands in it that no date has.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let class = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
        let same = |c: char| class(c) == class(first);
        let end = rest.find(|c| !same(c)).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        if first.is_ascii_digit() {
            all.push(Token::Number(part.parse().ok()?, part.len()));
        } else if first.is_alphabetic() {
            let joined = word(part, all.last());
            if let Some((replaces, token)) = joined {
                if replaces {
                    all.pop();
                }
                all.push(token);
            }
        } else if !part.chars().all(|c| SEPARATORS.contains(c)) {
            return None;
        }
        rest = after;
    }
    Some(joined(all))
}

/// What a word is, and whether it takes the place of the token before it (`1st`, `1분기`); `None` where it says nothing.
fn word(part: &str, before: Option<&Token>) -> Option<(bool, Token)> {
    let number = match before {
        Some(Token::Number(number, 1 | 2)) => i8::try_from(*number).ok(),
        _ => None,
    };
    match (part, number) {
        ("st" | "nd" | "rd" | "th", Some(_)) => return None,
        ("q" | "분기", Some(quarter @ 1..=4)) => return Some((true, Token::Quarter(quarter))),
        ("상반기", _) => return Some((false, Token::Half(1))),
        ("하반기", _) => return Some((false, Token::Half(2))),
        _ => {}
    }
    if SILENT.contains(&part) {
        return None;
    }
    let token = month(part).map_or_else(|| Token::Word(part.to_owned()), Token::Month);
    Some((false, token))
}

/// Joins what is one thing: `q` and `1`, `quarter` and `1`, `first` and `half`.
fn joined(tokens: Vec<Token>) -> Vec<Token> {
    let mut all: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        let together = match (all.last(), &token) {
            (Some(Token::Word(word)), Token::Number(number @ 1..=4, 1)) => {
                period(word, i8::try_from(*number).ok())
            }
            (Some(Token::Word(which)), Token::Word(word)) => period(word, ordinal(which)),
            (Some(Token::Number(number @ 1..=4, 1)), Token::Word(word)) => {
                period(word, i8::try_from(*number).ok())
            }
            _ => None,
        };
        match together {
            Some(period) => {
                all.pop();
                all.push(period);
            }
            None => all.push(token),
        }
    }
    all
}

fn period(word: &str, which: Option<i8>) -> Option<Token> {
    match (word, which?) {
        ("q" | "quarter" | "qtr", which @ 1..=4) => Some(Token::Quarter(which)),
        ("h" | "half" | "semester", which @ 1..=2) => Some(Token::Half(which)),
        _ => None,
    }
}

fn ordinal(word: &str) -> Option<i8> {
    match word {
        "first" | "i" => Some(1),
        "second" | "ii" => Some(2),
        "third" | "iii" => Some(3),
        "fourth" | "last" | "iv" => Some(4),
        _ => None,
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A month by its English name, or by three letters of it or more.
fn month(word: &str) -> Option<i8> {
    if word.len() < 3 {
        return None;
    }
    let place = MONTHS.iter().position(|month| month.starts_with(word));
    place.and_then(|place| i8::try_from(place + 1).ok())
}
