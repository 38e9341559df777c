//! Korean particles, whose form follows the sound that the word before them ends in: `추첨으로` but `순서로`,
//! `비용을` but `순위를`. In a message `{ PARTICLE($word, "을/를") }` writes the word with its particle.

/// How a word ends, as far as particles ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Vowel,
    Rieul,
    Consonant,
}

/// A word with the particle that fits it; `pair` is the form after a consonant, a slash, the form after a vowel. `으로/로`
/// has the second form after ㄹ too. A word whose sound is not known here gets both: `을(를)`. What stands before the pair's
/// first syllable closes what the message opened before the word: `"을/를` for a word between quotation marks.
pub(crate) fn with_particle(word: &str, pair: &str) -> String {
    let syllable = |c: char| ('가'..='힣').contains(&c);
    let (close, pair) = pair.split_at(pair.find(syllable).unwrap_or_default());
    let Some((consonant, vowel)) = pair.split_once('/') else {
        return format!("{word}{close}{pair}");
    };
    let both = || {
        if consonant.ends_with(vowel) {
            let start = consonant.strip_suffix(vowel).unwrap_or_default();
            format!("({start}){vowel}")
        } else {
            format!("{consonant}({vowel})")
        }
    };
    let particle = match end(word) {
        Some(End::Vowel) => vowel.to_owned(),
        Some(End::Rieul) if consonant.ends_with("으로") => vowel.to_owned(),
        Some(_) => consonant.to_owned(),
        None => both(),
    };
    format!("{word}{close}{particle}")
}

fn end(word: &str) -> Option<End> {
    // What is not spoken says nothing: quotation marks and brackets at the end.
    let last = word.chars().rev().find(|c| c.is_alphanumeric())?;
    if ('가'..='힣').contains(&last) {
        return Some(match (u32::from(last) - u32::from('가')) % 28 {
            0 => End::Vowel,
            8 => End::Rieul,
            _ => End::Consonant,
        });
    }
    match last {
        // 이, 사, 오, 구
        '2' | '4' | '5' | '9' => Some(End::Vowel),
        // 일, 칠, 팔
        '1' | '7' | '8' => Some(End::Rieul),
        // 영 or 십 or 백, 삼, 육
        '0' | '3' | '6' => Some(End::Consonant),
        _ if read_as_word(word).len() > 2 => Some(spoken(read_as_word(word))),
        _ => match last.to_ascii_lowercase() {
            // 엘, 알
            'l' | 'r' => Some(End::Rieul),
            // 엠, 엔
            'm' | 'n' => Some(End::Consonant),
            letter if letter.is_ascii_lowercase() => Some(End::Vowel),
            _ => None,
        },
    }
}

/// The small Latin letters at the end: three or more are read as a word, fewer (and capitals) letter by letter.
fn read_as_word(word: &str) -> &str {
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    let start = word
        .trim_end_matches(|c: char| c.is_ascii_lowercase())
        .len();
    &word[start..]
}

/// How an English word ends when it is written in Hangul (외래어 표기법 3장 1절): 룰, 네임, 보팅, 버짓, but 보트, 리스트.
fn spoken(word: &str) -> End {
    let ends = |with: &[&str]| with.iter().any(|end| word.ends_with(end));
    if ends(&["l", "le", "r"]) && !ends(&["er", "or", "ar", "ir", "ur"]) {
        End::Rieul
    } else if ends(&[
        "m", "n", "me", "ne", "ng", "p", "ck", "at", "et", "it", "ot", "ut",
    ]) {
        End::Consonant
    } else {
        End::Vowel
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_follow_the_last_sound() {
        for (word, pair, expected) in [
            ("추첨", "으로/로", "추첨으로"),
            ("순서", "으로/로", "순서로"),
            ("비율", "으로/로", "비율로"),
            ("비용", "을/를", "비용을"),
            ("순위", "을/를", "순위를"),
            ("1,200원", "이/가", "1,200원이"),
            ("제안 7", "이/가", "제안 7이"),
            ("제안 12", "이/가", "제안 12가"),
            ("“버스”", "은/는", "“버스”는"),
            ("“동네”", "은/는", "“동네”는"),
            ("vote-1", "으로/로", "vote-1로"),
            ("KR", "은/는", "KR은"),
            ("", "은/는", "은(는)"),
            ("日", "으로/로", "日(으)로"),
            ("votes", "`이/가", "votes`가"),
            ("vote-4-rule", "\"이/가", "vote-4-rule\"이"),
            ("vote-4-rule", "으로/로", "vote-4-rule로"),
            ("poland-budget", "을/를", "poland-budget을"),
            ("voting", "은/는", "voting은"),
            ("center", "을/를", "center를"),
            ("vote", "이/가", "vote가"),
            ("서울", "\"으로/로", "서울\"로"),
            ("日", "`을/를", "日`을(를)"),
        ] {
            assert_eq!(with_particle(word, pair), expected);
        }
    }
}
