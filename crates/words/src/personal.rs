//! Numbers of persons in what should be an identifier: what stands in an entry's facts can never be erased.

mod landline;

use crate::hidden::is_hidden;

/// What an identifier that people wrote seems to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonalNumber {
    /// A Korean telephone number.
    Phone,
    /// A Korean resident registration number, with a day of birth that can be one.
    Resident,
}

impl PersonalNumber {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            PersonalNumber::Phone => "a telephone number",
            PersonalNumber::Resident => "a resident registration number",
        }
    }
}

/// The number of a person that a text holds: a mobile telephone number (`010-1234-5678`, `+82 (0)10 1234 5678`, `(010) 1234-5678`,
/// `010·1234·5678`, `01012345678`), one of an area, of the internet or of a service that leads on (`02-123-4567`, `(031) 123-4567`,
/// `070-1234-5678`, `0507-1234-5678`), or a resident registration number (`900101-1234567`, with blanks around its hyphen or without it).
/// Digits that stand among others or among Latin letters are no such number, so that pseudonyms and hashes in hex never are; Korean
/// letters may touch it, and what nobody sees between digits parts none.
pub fn personal_number(text: &str) -> Option<PersonalNumber> {
    // Full-width digits and signs are what they look like.
    let signs: Vec<char> = seen(text).collect();
    let mut found = None;
    for at in 0..signs.len() {
        // A number begins where no other does.
        let before = at.checked_sub(1).map(|before| signs[before]);
        if before.is_some_and(|c| c.is_ascii_alphanumeric()) || !starts(signs[at]) {
            continue;
        }
        match beginning(&signs[at..]) {
            Some(PersonalNumber::Resident) => return Some(PersonalNumber::Resident),
            Some(PersonalNumber::Phone) => found = Some(PersonalNumber::Phone),
            None if landline::begins(&signs, at) => found = Some(PersonalNumber::Phone),
            None => {}
        }
    }
    found
}

/// Whether a text holds an address of electronic mail: letters of any script, an at sign, and a name with a dot in it.
pub fn has_mail(text: &str) -> bool {
    if !text.contains(['@', '＠', '﹫']) {
        return false;
    }
    let text: String = seen(text).collect();
    let own = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    let part = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    let parts: Vec<&str> = text.split('@').collect();
    parts.windows(2).any(|pair| {
        let before = pair[0].chars().next_back().is_some_and(own);
        let after: &str = pair[1].split(|c| !part(c)).next().unwrap_or_default();
        let dot = after.trim_matches('.').rsplit_once('.');
        before && dot.is_some_and(|(name, end)| !name.is_empty() && end.len() >= 2)
    })
}

/// What a reader sees of a text: nothing that is hidden, and each sign as what it looks like. Lines stay apart.
fn seen(text: &str) -> impl Iterator<Item = char> {
    let seen = text.chars().map(sign);
    seen.filter(|c| *c == '\n' || !is_hidden(*c))
}

/// What a sign looks like.
fn sign(c: char) -> char {
    match c {
        '０'..='９' => {
            char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c)
        }
        '－' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹣' => '-',
        '\t' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '（' => '(',
        '）' => ')',
        '＋' => '+',
        '．' => '.',
        '／' | '⁄' | '∕' => '/',
        '＿' => '_',
        '＠' | '﹫' => '@',
        '・' | '‧' | '∙' | '•' | '⋅' | '･' | 'ㆍ' => '·',
        c => c,
    }
}

fn starts(c: char) -> bool {
    c.is_ascii_digit() || c == '+'
}

/// The number that a text begins with.
fn beginning(text: &[char]) -> Option<PersonalNumber> {
    let (digits, groups) = leading(text);
    resident(&digits, &groups)
        .then_some(PersonalNumber::Resident)
        .or_else(|| phone(&digits, &groups).then_some(PersonalNumber::Phone))
}

/// The most groups of digits that a number has, with the country's, and one after it.
const MOST_GROUPS: usize = 5;

/// The digits at the beginning of a text and how many stand in each group; none where a Latin letter follows.
fn leading(text: &[char]) -> (String, Vec<usize>) {
    let mut rest = text.strip_prefix(&['+']).unwrap_or(text);
    let (mut digits, mut groups) = (String::new(), Vec::new());
    while groups.len() < MOST_GROUPS {
        let length = rest.iter().take_while(|c| c.is_ascii_digit()).count();
        let (group, after) = rest.split_at(length);
        if after.first().is_some_and(char::is_ascii_alphabetic) {
            // What runs into a letter is part of a longer word.
            break;
        }
        digits.extend(group);
        groups.push(length);
        let Some(next) = parted(after, digits == "82") else {
            break;
        };
        rest = next;
    }
    (digits, groups)
}

fn unblank(text: &[char]) -> &[char] {
    let blanks = text.iter().take_while(|c| **c == ' ').count();
    text.get(blanks..).unwrap_or_default()
}

/// The digits that follow what parts two groups: a hyphen, a dot, an oblique or a bracket, blanks around it or alone. After the country
/// a nought in brackets is passed over.
fn parted(text: &[char], after_country: bool) -> Option<&[char]> {
    let rest = unblank(text);
    let rest = match rest.first()? {
        '-' | '.' | '_' | '/' | '·' | ')' => unblank(rest.get(1..)?),
        _ => rest,
    };
    let nought = rest
        .strip_prefix(&['(', '0', ')'])
        .filter(|_| after_country);
    let next = nought.map_or(rest, unblank);
    let moved = next.len() < text.len();
    (moved && next.first().is_some_and(char::is_ascii_digit)).then_some(next)
}

fn phone(digits: &str, groups: &[usize]) -> bool {
    let (mut national, mut groups) = (digits.to_owned(), groups.to_vec());
    if let Some(rest) = digits.strip_prefix("82") {
        // The country's code stands alone or with the next group, and a nought may follow it.
        let rest = rest.strip_prefix('0').unwrap_or(rest);
        national = format!("0{rest}");
        if groups.first() == Some(&2) {
            groups.remove(0);
        }
        let others: usize = groups.iter().skip(1).sum();
        if let Some(first) = groups.first_mut() {
            *first = national.len().saturating_sub(others);
        }
    }
    let mobile = ["010", "011", "016", "017", "018", "019"];
    if !mobile.iter().any(|code| national.starts_with(code)) {
        return false;
    }
    matches!(
        groups[..],
        [3, 3 | 4, 4, ..] | [7, 4, ..] | [3, 7 | 8, ..] | [10 | 11, ..]
    )
}

fn resident(digits: &str, groups: &[usize]) -> bool {
    if !matches!(groups[..], [6, 7, ..] | [13, ..]) {
        return false;
    }
    let number = |from: usize| digits[from..from + 2].parse::<u32>().unwrap_or_default();
    let (month, day) = (number(2), number(4));
    // The seventh digit says century and sex.
    let kind = digits[6..7].parse::<u32>().unwrap_or_default();
    (1..=12).contains(&month) && (1..=31).contains(&day) && (1..=8).contains(&kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_persons_are_found_however_they_are_written() {
        for phone in [
            "010-1234-5678",
            "01012345678",
            "홍길동-010-1234-5678",
            "홍길동01012345678",
            "010.1234.5678",
            "010 1234 5678",
            "+82-10-1234-5678",
            "+821012345678",
            "82-010-1234-5678",
            "０１０－１２３４－５６７８",
            "011-123-4567",
            "voter_010_1234_5678",
            "010-12345678",
            "010 - 1234 - 5678",
            "010 – 1234 – 5678",
            "(010) 1234-5678",
            "（010）1234－5678",
            "010)1234-5678",
            "+82 (0)10 1234 5678",
            "+82(0)10-1234-5678",
            "(+82) 10-1234-5678",
            "010/1234/5678",
            "010·1234·5678",
            "010．1234．5678",
            "010\u{3000}1234\u{3000}5678",
            "010\t1234\t5678",
            "010-12\u{200b}34-5678",
            "0\u{ad}1\u{2060}012345678",
            "연락처(010-1234-5678)로",
        ] {
            assert_eq!(
                personal_number(phone),
                Some(PersonalNumber::Phone),
                "{phone}"
            );
        }
        for resident in [
            "900101-1234567",
            "9001011234567",
            "홍길동-010-1234-5678-900101-1234567",
            "900101–2234567",
            "김-0512314234567",
            "900101 - 1234567",
            "900101 1234567",
            "９００１０１－１２３４５６７",
            "900101-12\u{200d}34567",
        ] {
            assert_eq!(
                personal_number(resident),
                Some(PersonalNumber::Resident),
                "{resident}"
            );
        }
    }

    #[test]
    fn what_programs_and_cities_write_is_none() {
        for other in [
            "46",
            "OGM/0004",
            "2026-11-28",
            "20230101",
            "0101",
            "C1-2015",
            "0123456789abcdef0123456789abcdef",
            "a01012345678b01012345678901234567",
            "01012345678901234567890123456789",
            "010123456789",
            "f010-1234-5678",
            "010-1234-5678a",
            "901301-1234567",
            "900101-9234567",
            "900132-1234567",
            "550e8400-e29b-0101-1234-446655440000",
            "1234567890123",
            "쉼터 2026",
            "2026-11-30 ~ 2026-12-31",
            "2026. 11. 30. 10:00",
            "2026/11/30 10/1234",
            "30/11/2026, 31/12/2026",
            "2026·11·30",
            "1.0.10, 0.10.1234",
            "v0.10.1234.5678",
            "1,010,123,456원",
            "100,000,000 - 123,456,789",
            "항목 12,290과 12,291",
            "12290 - 12295",
            "항목 010\n1234\n5678",
            "900101\n1234567",
            "(010) 12-34",
            "300 000 1234567",
            "010/12/2026",
        ] {
            assert_eq!(personal_number(other), None, "{other}");
        }
    }

    #[test]
    fn a_text_of_very_many_groups_is_read_once() {
        // Read from each group to the end, this would take minutes.
        let begun = std::time::Instant::now();
        for text in ["1-".repeat(200_000), "1.".repeat(200_000) + "1"] {
            assert_eq!(personal_number(&text), None);
        }
        let last = "1-".repeat(10_000) + " 010-1234-5678";
        assert_eq!(personal_number(&last), Some(PersonalNumber::Phone));
        assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    }

    #[test]
    fn an_address_of_mail_is_found_and_other_signs_are_not() {
        for held in [
            "jane@example.org",
            "연락처: a.b+c@mail.example.kr로",
            "x＠example.org.",
            "홍길동@example.com",
            "kim＠naver．com",
            "kim@na\u{200b}ver.com",
            "ким@example.org",
        ] {
            assert!(has_mail(held), "{held}");
        }
        for plain in [
            "",
            "@",
            "3 @ 4",
            "@madang",
            "a@b",
            "모임@서울.",
            "a@b.c",
            "price@.org",
            "친구@회사.그래서",
            "단가 @ 3.50",
        ] {
            assert!(!has_mail(plain), "{plain}");
        }
    }
}
