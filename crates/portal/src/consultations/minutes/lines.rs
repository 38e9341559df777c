//! Lines of the minutes' form, each of which is one thing: somebody who was there, a remark, a vote.

use madang_programme::bodies::MemberClass;
use madang_programme::consultations::{Counted, Present, Remark};
use madang_words::{Language, Text};

use crate::bodies::labels::{class_name, class_named};
use crate::frame::language;

/// Words in the language that they seem to be in.
pub fn text(words: &str, lang: Language) -> Option<Text> {
    Text::written(&[(language::of_words(words, lang), words)])
}

/// What a text says on a page in `lang`.
pub fn words(text: &Text, lang: Language) -> String {
    let best = text.best(lang);
    best.map(|(_, words)| words.replace(['\r', '\n'], " "))
        .unwrap_or_default()
}

fn parts(line: &str, many: usize) -> Vec<&str> {
    line.splitn(many, '|').map(str::trim).collect()
}

fn joined<const N: usize>(parts: [Option<&str>; N]) -> String {
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    parts.join(" | ")
}

/// `Official | Director of Transport | Kim`. Whoever is named as a citizen consents to it, as whoever sends the form says.
pub fn present(line: &str, lang: Language) -> Option<Present> {
    let parts = parts(line, 3);
    let class = class_named(parts.first()?)?;
    let name = parts.get(2).filter(|name| !name.is_empty());
    Some(Present {
        class,
        post: text(parts.get(1)?, lang)?,
        consent: name.is_some() && class == MemberClass::Citizen,
        name: name.map(|name| (*name).to_owned()),
    })
}

/// Somebody who was there, as a line.
pub fn of_present(one: &Present, lang: Language) -> String {
    let post = words(&one.post, lang);
    let class = class_name(one.class);
    joined([Some(class), Some(post.as_str()), one.name.as_deref()])
}

/// `1 | A resident | The last bus leaves too early | Kim`. Whoever is named consents to it, as whoever sends the form says.
pub fn remark(line: &str, lang: Language) -> Option<Remark> {
    let parts = parts(line, 4);
    let name = parts.get(3).filter(|name| !name.is_empty());
    Some(Remark {
        item: parts.first()?.parse().ok()?,
        role: text(parts.get(1)?, lang)?,
        gist: text(parts.get(2)?, lang)?,
        consent: name.is_some(),
        name: name.map(|name| (*name).to_owned()),
    })
}

/// A remark, as a line.
pub fn of_remark(one: &Remark, lang: Language) -> String {
    let (item, role, gist) = (
        one.item.to_string(),
        words(&one.role, lang),
        words(&one.gist, lang),
    );
    let name = one.name.as_deref();
    joined([
        Some(item.as_str()),
        Some(role.as_str()),
        Some(gist.as_str()),
        name,
    ])
}

/// `A later last bus | 9 | 2 | 1`: for, against, abstaining.
pub fn counted(line: &str, lang: Language) -> Option<Counted> {
    let parts = parts(line, 5);
    let [question, yes, against, abstain] = parts.as_slice() else {
        return None;
    };
    Some(Counted {
        question: text(question, lang)?,
        yes: yes.parse().ok()?,
        against: against.parse().ok()?,
        abstain: abstain.parse().ok()?,
    })
}

/// A vote, as a line.
pub fn of_counted(one: &Counted, lang: Language) -> String {
    let question = words(&one.question, lang);
    let (yes, against, abstain) = (
        one.yes.to_string(),
        one.against.to_string(),
        one.abstain.to_string(),
    );
    let all = [&question, &yes, &against, &abstain].map(|part| Some(part.as_str()));
    joined(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_line_says_is_read_back_as_it_was_written() {
        let lang = Language::En;
        for line in [
            "official | Director of Transport",
            "citizen | Resident | Kim",
        ] {
            let one = present(line, lang).expect("somebody");
            assert_eq!(of_present(&one, lang), line);
        }
        assert!(
            present("citizen | Resident | Kim", lang)
                .expect("one")
                .consent
        );
        assert!(
            !present("official | Director | Kim", lang)
                .expect("one")
                .consent
        );
        for line in [
            "1 | A resident | Too early",
            "2 | A driver | Too late | Lee",
        ] {
            let one = remark(line, lang).expect("a remark");
            assert_eq!(of_remark(&one, lang), line);
            assert_eq!(one.consent, one.name.is_some());
        }
        let line = "A later last bus | 9 | 2 | 1";
        let one = counted(line, lang).expect("a vote");
        assert_eq!(of_counted(&one, lang), line);
        for bad in ["king | x", "official", "official |"] {
            assert!(present(bad, lang).is_none(), "{bad}");
        }
        for bad in ["x | A resident | y", "1 | A resident", "1 | | y"] {
            assert!(remark(bad, lang).is_none(), "{bad}");
        }
        for bad in ["A | 9 | 2", "A | 9 | 2 | x", "A | 9 | 2 | 1 | 0"] {
            assert!(counted(bad, lang).is_none(), "{bad}");
        }
    }
}
