//! Telephone numbers of Korea that are not mobile: of an area, of the internet, and of services that lead on to another number. Dates,
//! amounts and codes look much like them, so that more is asked of them: how their groups are parted, and what stands around them.

/// Areas that are reached by three digits; Seoul is by two.
const AREAS: [&str; 16] = [
    "031", "032", "033", "041", "042", "043", "044", "051", "052", "053", "054", "055", "061",
    "062", "063", "064",
];

/// Whether such a number begins at a place of a text.
pub(super) fn begins(signs: &[char], at: usize) -> bool {
    if !stands_alone(signs, at) {
        return false;
    }
    let text = signs.get(at..).unwrap_or_default();
    let Some((abroad, text)) = without_country(text) else {
        return false;
    };
    let groups = Groups::read(text);
    (1..=groups.all.len()).any(|number| groups.are_number(number, abroad))
}

/// Whether what begins there is no part of a longer code: `2026-02-123-4567`, `KR-031-123-4567`, `1,02 123 4567`.
fn stands_alone(signs: &[char], at: usize) -> bool {
    let mut before = signs.get(..at).unwrap_or_default().iter().rev();
    match (before.next(), before.next()) {
        (Some('-' | '.' | ',' | '_' | '/'), Some(part)) => !part.is_ascii_alphanumeric(),
        _ => true,
    }
}

/// A text without the country that it begins with, and whether there was one; `None` for another country's.
fn without_country(text: &[char]) -> Option<(bool, &[char])> {
    let Some(rest) = text.strip_prefix(&['+']) else {
        return Some((false, text));
    };
    let rest = rest.strip_prefix(&['8', '2'])?;
    let rest = match rest.first() {
        Some('-' | '.' | ' ') => rest.get(1..)?,
        _ => rest,
    };
    let nought = rest.strip_prefix(&['(', '0', ')']);
    let rest = nought.or(rest.strip_prefix(&['0'])).unwrap_or(rest);
    Some((true, rest))
}

/// Digits, and what parts them.
struct Groups {
    all: Vec<Group>,
}

struct Group {
    digits: String,
    /// What stands before it.
    parted: Parted,
    /// Whether a number can end with it.
    ends: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Parted {
    Begins,
    Hyphen,
    Bracket,
    Loosely,
}

impl Groups {
    /// The most groups that a number has.
    const MOST: usize = 3;

    fn read(mut text: &[char]) -> Groups {
        let mut all = Vec::new();
        let mut parted = Parted::Begins;
        while all.len() < Groups::MOST {
            let length = text.iter().take_while(|c| c.is_ascii_digit()).count();
            let (digits, rest) = text.split_at(length);
            if digits.is_empty() {
                break;
            }
            let next = part(rest);
            let ends = match rest.first() {
                Some(c) if c.is_ascii_alphabetic() => false,
                // A blank may part it from what is another number.
                Some(' ') | None => true,
                Some(_) => next.is_none(),
            };
            all.push(Group {
                digits: digits.iter().collect(),
                parted,
                ends,
            });
            let Some((how, after)) = next else {
                break;
            };
            (parted, text) = (how, after);
        }
        Groups { all }
    }

    /// Whether the first so many are a number.
    fn are_number(&self, number: usize, abroad: bool) -> bool {
        let Some(groups) = self.all.get(..number) else {
            return false;
        };
        let Some((first, rest)) = groups.split_first() else {
            return false;
        };
        if !groups.last().is_some_and(|last| last.ends) {
            return false;
        }
        let nought = if abroad { "0" } else { "" };
        let first = format!("{nought}{}", first.digits);
        let lengths: Vec<usize> = rest.iter().map(|group| group.digits.len()).collect();
        let firmly = |group: &Group| matches!(group.parted, Parted::Hyphen | Parted::Bracket);
        match (lengths.as_slice(), rest) {
            ([], _) => (2..=4).any(|length| {
                let parts = first.split_at_checked(length);
                parts.is_some_and(|(code, own)| is_own(own) && fits(code, own.len()))
            }),
            // Two groups that a blank parts are an amount and a date as well.
            ([length], [own]) => firmly(own) && is_own(&own.digits) && fits(&first, *length),
            ([middle, 4], [own, _]) => is_own(&own.digits) && fits(&first, middle + 4),
            _ => false,
        }
    }
}

/// What parts the next group of digits, and what begins with it: a hyphen, a dot, a blank or a bracket, blanks around it or not.
fn part(text: &[char]) -> Option<(Parted, &[char])> {
    let blanks = |text: &[char]| text.iter().take_while(|c| **c == ' ').count();
    let before = blanks(text);
    let rest = text.get(before..)?;
    let (parted, rest) = match rest.first()? {
        '-' => (Parted::Hyphen, rest.get(1..)?),
        ')' if before == 0 => (Parted::Bracket, rest.get(1..)?),
        '.' if before == 0 => (Parted::Loosely, rest.get(1..)?),
        c if c.is_ascii_digit() && before > 0 => (Parted::Loosely, rest),
        _ => return None,
    };
    let rest = rest.get(blanks(rest)..)?;
    let digit = rest.first().is_some_and(char::is_ascii_digit);
    digit.then_some((parted, rest))
}

/// Whether somebody's own number begins so.
fn is_own(digits: &str) -> bool {
    digits.starts_with(|first: char| ('1'..='9').contains(&first))
}

/// Whether so many digits follow what leads to an area or to a service.
fn fits(code: &str, own: usize) -> bool {
    match code {
        "02" => matches!(own, 7 | 8),
        "050" | "070" => own == 8,
        code if AREAS.contains(&code) => matches!(own, 7 | 8),
        // Of services that lead on.
        code => matches!(
            (code.as_bytes(), own),
            ([b'0', b'5', b'0', b'2'..=b'8'], 7 | 8)
        ),
    }
}

#[cfg(test)]
mod tests {
    use crate::{PersonalNumber, personal_number};

    #[test]
    fn numbers_of_areas_and_services_are_found_however_they_are_written() {
        for phone in [
            "02-123-4567",
            "02-1234-5678",
            "02)1234-5678",
            "(02) 1234-5678",
            "（０２）１２３４－５６７８",
            "0212345678",
            "021234567",
            "02 123 4567",
            "02.123.4567",
            "02-1234567",
            "문의02-123-4567번",
            "전화: 02-123-4567, 2026-11-30까지",
            "tel 031-123-4567",
            "031 - 1234 - 5678",
            "0311234567",
            "064-123-4567 2026",
            "070-1234-5678",
            "07012345678",
            "0507-1234-5678",
            "0505-123-4567",
            "050-5123-4567",
            "050712345678",
            "+82-2-123-4567",
            "+82 31 1234 5678",
            "+82 (0)2 1234 5678",
            "+82212345678",
        ] {
            assert_eq!(
                personal_number(phone),
                Some(PersonalNumber::Phone),
                "{phone}"
            );
        }
    }

    #[test]
    fn dates_amounts_and_codes_are_none() {
        for other in [
            "2026-02-12",
            "02-12-2026",
            "02.12.2026 14:30",
            "2026. 02. 1234",
            "2026-02-123-4567",
            "KR-02-123-4567",
            "PRJ_031_123_4567",
            "02-2026-112",
            "031-12-3456",
            "02-0123-4567",
            "02 1234567원",
            "02.1234567",
            "1,021,234,567원",
            "12,02 123 4567",
            "3,312,345,678",
            "02-123-4567-89",
            "02-123-4567a",
            "0212345",
            "039-123-4567",
            "0500-123-4567",
            "0509-1234-5678",
            "070-123-4567",
            "080-123-4567",
            "1588-1234",
            "02-120",
            "02/123/4567",
            "000000465790",
            "110-02-1234567",
            "00212345678",
            "제2026-031-1234호",
            "37.5665, 126.9780",
        ] {
            assert_eq!(personal_number(other), None, "{other}");
        }
    }
}
