//! Values as 정부24 writes them.

use madang_eligibility::Day;
use madang_words::has_mail;

/// A text with lines of one kind and nothing around it.
pub(super) fn plain(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .trim()
        .to_owned()
}

/// Parts of a text that are parted by `||`.
pub(super) fn parts(text: &str) -> Vec<String> {
    let parts = text.split("||").map(plain);
    parts.filter(|part| !part.is_empty()).collect()
}

/// The items of a list in words: a line or a part each, without its bullet. `없음` and the like are no item.
pub(super) fn items(text: &str) -> Vec<String> {
    let bullet = |sign: char| "○●◦ㅇ□■▷▶※*•·∙-–".contains(sign) || sign.is_whitespace();
    let lines = parts(text);
    let lines = lines.iter().flat_map(|part| part.lines());
    let items = lines.map(|line| line.trim_start_matches(bullet).trim_end());
    let nothing = ["", "없음", "해당없음", "해당 없음"];
    items
        .filter(|item| !nothing.contains(item))
        .map(str::to_owned)
        .collect()
}

/// An address of a page that may stand in a link.
pub(super) fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let scheme = ["https://", "http://"]
        .iter()
        .find(|scheme| text.starts_with(**scheme))?;
    let good = text.len() > scheme.len()
        && !text.contains(|sign: char| sign.is_whitespace() || "<>\"".contains(sign));
    good.then(|| text.to_owned())
}

/// A moment: `YYYYMMDDhhmmss` of Korean time, as RFC 3339 has it.
pub(super) fn moment(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() != 14 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| text[range].parse::<u8>().ok();
    let day = Day::new(text[..4].parse().ok()?, number(4..6)?, number(6..8)?)?;
    let (hour, minute, second) = (number(8..10)?, number(10..12)?, number(12..14)?);
    let exists = hour < 24 && minute < 60 && second < 60;
    exists.then(|| format!("{day}T{hour:02}:{minute:02}:{second:02}+09:00"))
}

/// Whether a contact may be of a person: a mobile telephone number or an address of mail.
pub(super) fn is_of_a_person(text: &str) -> bool {
    // Blanks part two numbers as well as two groups of one.
    let joining = ["-.()–·", "-.()–· "];
    let mut numbers = joining.iter().flat_map(|joining| numbers(text, joining));
    has_mail(text) || numbers.any(|number| is_mobile(&number))
}

fn is_mobile(number: &str) -> bool {
    let number = match number.strip_prefix("82") {
        Some(rest) => rest.trim_start_matches('0'),
        None => match number.strip_prefix('0') {
            Some(rest) => rest,
            None => return false,
        },
    };
    let prefix = ["10", "11", "16", "17", "18", "19"]
        .iter()
        .any(|prefix| number.starts_with(prefix));
    prefix && (9..=10).contains(&number.len())
}

/// The digits of a text, joined over these signs between groups of a telephone number.
fn numbers(text: &str, joining: &str) -> Vec<String> {
    let apart = |sign: char| !sign.is_ascii_digit() && !joining.contains(sign);
    let digits = |part: &str| part.chars().filter(char::is_ascii_digit).collect();
    text.split(apart).map(digits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_the_interface() {
        assert_eq!(parts("현금||현물|| "), ["현금", "현물"]);
        assert_eq!(
            items("○ 신청서\r\n - 통장 사본||※ 신분증\r\n없음"),
            ["신청서", "통장 사본", "신분증"]
        );
        assert_eq!(
            moment("20250827110326").as_deref(),
            Some("2025-08-27T11:03:26+09:00")
        );
        for wrong in ["20250230110326", "20250827250326", "2025-08-27", ""] {
            assert_eq!(moment(wrong), None, "{wrong}");
        }
        assert!(address("https://www.gov.kr/x").is_some());
        for wrong in [
            "javascript:alert(1)",
            "www.gov.kr",
            "https://",
            "https://a b",
            "https://a\"b",
        ] {
            assert_eq!(address(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn mobile_numbers_and_mail_are_of_persons_and_lines_of_agencies_are_not() {
        for person in [
            "담당자/010-1234-5678",
            "01012345678",
            "+82 10 1234 5678",
            "(016) 123-4567",
            "kim@korea.kr",
            "129 010-1234-5678",
        ] {
            assert!(is_of_a_person(person), "{person}");
        }
        for agency in [
            "보건복지상담센터/129",
            "02-2110-0101",
            "031-324-0101",
            "1588-0100",
            "044) 202-1010",
        ] {
            assert!(!is_of_a_person(agency), "{agency}");
        }
    }
}
