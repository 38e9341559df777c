//! Lines of a form's text, each of which is one thing: an item of the agenda, somebody who was there, what an outcome rests on, a number.

use madang_programme::consultations::{AgendaItem, Attendant, CountedBy, PointsTo};
use madang_words::{Language, Text};

use crate::bodies::labels::class_named;
use crate::consultations::labels::NOT_STATED;
use crate::frame::form::Field;
use crate::frame::query::Query;
use crate::frame::words::is_called;
use crate::model::GroupDetail;
use crate::proposals::links::{Thing, thing_named};
use crate::voices::labels::REGIONS;

/// What each line says; a line that says nothing is passed over, and the first that cannot be read is noted.
pub fn lines<T>(
    query: &mut Query,
    field: Field,
    typed: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Option<Vec<T>> {
    let mut found = Vec::new();
    for (number, line) in typed.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match read(line) {
            Some(one) => found.push(one),
            None => {
                query.refuse(field, "consultation-line", line, (number + 1).to_string());
                return None;
            }
        }
    }
    if found.is_empty() {
        query.refuse(field, "error-empty", "", "");
        return None;
    }
    Some(found)
}

/// `20 | Opening | The chair`
pub fn item(line: &str, lang: Language) -> Option<AgendaItem> {
    let mut parts = line.splitn(3, '|').map(str::trim);
    let minutes = parts.next()?.parse().ok()?;
    let mut text = || Text::written(&[(lang, parts.next()?)]);
    Some(AgendaItem {
        no: 0,
        minutes,
        title: text()?,
        role: text()?,
    })
}

/// `Official | Director of Transport | Kim`, `공무원 | 교통과장`
pub fn attendant(line: &str, lang: Language) -> Option<Attendant> {
    let mut parts = line.splitn(3, '|').map(str::trim);
    let class = class_named(parts.next()?)?;
    let post = Text::written(&[(lang, parts.next()?)])?;
    let name = parts.next().filter(|name| !name.is_empty());
    Some(Attendant {
        class,
        post,
        name: name.map(str::to_owned),
    })
}

/// `Voice 3`, `필요 1`, the address of a proposal
pub fn point(line: &str) -> Option<PointsTo> {
    Some(match thing_named(line)? {
        Thing::Voice(id) => PointsTo::Voice(id),
        Thing::Need(id) => PointsTo::Need(id),
        Thing::Proposal(id) => PointsTo::Proposal(id),
    })
}

/// `Seoul = 13`, `밝히지 않음 = 2`: a category, and how many.
pub fn cell(line: &str) -> Option<(&str, u32)> {
    let (name, number) = line.rsplit_once('=')?;
    Some((name.trim(), number.trim().parse().ok()?))
}

/// What the record calls a category that is written as pages call it in any language; what is none of these stands as it is.
pub fn category(name: &str, by: CountedBy, groups: &[GroupDetail]) -> String {
    if is_called("consultation-not-stated", name) {
        return NOT_STATED.to_owned();
    }
    let known = match by {
        CountedBy::Sector => None,
        CountedBy::Region => {
            let mut all = REGIONS.into_iter();
            let found = all.find(|(_, key)| is_called(key, name));
            found.map(|(code, _)| code.to_owned())
        }
        CountedBy::Group => {
            let called = |text: &Text| text.0.values().any(|words| words == name);
            let found = groups.iter().find(|group| called(&group.facts.name));
            found.map(|group| group.facts.id.clone())
        }
    };
    known.unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use madang_programme::bodies::MemberClass;

    use super::*;

    #[test]
    fn a_line_is_one_thing_or_is_told() {
        let item = item(" 20 | Opening | The chair ", Language::En).expect("an item");
        assert_eq!((item.minutes, item.title.0.len()), (20, 1));
        for bad in [
            "Opening",
            "x | Opening | The chair",
            "20 | Opening",
            "20 || chair",
        ] {
            assert!(super::item(bad, Language::En).is_none(), "{bad}");
        }
        for written in ["official", "Official", "공무원"] {
            let line = format!("{written} | Director");
            let person = attendant(&line, Language::En).expect("somebody");
            assert_eq!((person.class, person.name), (MemberClass::Official, None));
        }
        assert!(attendant("king | Director", Language::En).is_none());
        assert_eq!(cell("KR-11 = 13"), Some(("KR-11", 13)));
        assert_eq!(cell("a = b = 2"), Some(("a = b", 2)));
        for bad in ["KR-11", "KR-11 = many", "KR-11 = -1"] {
            assert!(cell(bad).is_none(), "{bad}");
        }
        for (name, by, called) in [
            ("서울", CountedBy::Region, "KR-11"),
            ("seoul", CountedBy::Region, "KR-11"),
            ("KR-11", CountedBy::Region, "KR-11"),
            ("밝히지 않음", CountedBy::Sector, "not-stated"),
            ("Not stated", CountedBy::Group, "not-stated"),
            ("youth", CountedBy::Group, "youth"),
        ] {
            assert_eq!(category(name, by, &[]), called, "{name}");
        }
        assert_eq!(point("의견 3"), Some(PointsTo::Voice("3".to_owned())));
        assert_eq!(point("need 1"), Some(PointsTo::Need("1".to_owned())));
        assert_eq!(point("ballot 1"), None);
    }
}
