//! Korean administrative regions: which lies in which, and what they were called before.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::truth::Truth;

/// A region of the table: the country, a province, a basic government, or a district of a city.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region(u16);

/// One line of the table.
#[derive(Debug)]
struct Line {
    code: &'static str,
    name: &'static str,
    english: Option<&'static str>,
    parent: Option<u16>,
    former_names: Vec<&'static str>,
}

struct Table {
    lines: Vec<Line>,
    by_code: HashMap<&'static str, u16>,
}

/// The table is a constant of the crate; reading it is done once.
static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table {
        lines: Vec::new(),
        by_code: HashMap::new(),
    };
    let mut former = Vec::new();
    let text = include_str!("regions.tsv").lines();
    for line in text.filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let &[code, parent, name, english, names, codes] = cells.as_slice() else {
            continue;
        };
        let list = |cell: &'static str| cell.split(';').filter(|part| *part != "-");
        let number = table.lines.len() as u16;
        table.by_code.insert(code, number);
        former.extend(list(codes).map(|code| (code, number)));
        table.lines.push(Line {
            code,
            name,
            english: list(english).next(),
            // A parent stands before what lies in it.
            parent: table.by_code.get(parent).copied(),
            former_names: list(names).collect(),
        });
    }
    for (code, number) in former {
        table.by_code.entry(code).or_insert(number);
    }
    table
});

impl Region {
    /// All regions, the country first, each after the one that it lies in.
    pub fn all() -> impl DoubleEndedIterator<Item = Region> + Clone {
        (0..TABLE.lines.len() as u16).map(Region)
    }

    /// The whole country.
    #[must_use]
    pub fn country() -> Region {
        Region(0)
    }

    /// The region of a code of two or five digits, also of one that is no longer used (42, 45); `None` if there is none.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Region> {
        let digits = matches!(code.len(), 2 | 5) && code.bytes().all(|byte| byte.is_ascii_digit());
        let number = TABLE.by_code.get(code).filter(|_| digits)?;
        Some(Region(*number))
    }

    fn line(self) -> &'static Line {
        &TABLE.lines[usize::from(self.0)]
    }

    /// The code in use today: two digits, five, or `KR`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.line().code
    }

    /// The Korean name, without that of the region around it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.line().name
    }

    /// The English name, where the table has one: provinces.
    #[must_use]
    pub fn english_name(self) -> Option<&'static str> {
        self.line().english
    }

    /// Names that it had before.
    #[must_use]
    pub fn former_names(self) -> &'static [&'static str] {
        &self.line().former_names
    }

    /// The region in which it lies; `None` for the country.
    #[must_use]
    pub fn parent(self) -> Option<Region> {
        self.line().parent.map(Region)
    }

    /// Whether it is `other` or lies in it.
    #[must_use]
    pub fn is_within(self, other: Region) -> bool {
        let mut at = Some(self);
        while let Some(region) = at {
            if region == other {
                return true;
            }
            at = region.parent();
        }
        false
    }

    /// Whether somebody of whom this region is known lives in `target`: not known where this one is the coarser.
    #[must_use]
    pub fn lives_in(self, target: Region) -> Truth {
        if self.is_within(target) {
            Truth::True
        } else if target.is_within(self) {
            Truth::Unknown
        } else {
            Truth::False
        }
    }

    /// The province in which it lies or that it is; `None` for the country.
    #[must_use]
    pub fn province(self) -> Option<Region> {
        let mut at = self;
        while let Some(parent) = at.parent() {
            if parent == Region::country() {
                return Some(at);
            }
            at = parent;
        }
        None
    }

    /// Whether no region of the table lies in it.
    #[must_use]
    pub fn is_finest(self) -> bool {
        let children = &TABLE.lines[usize::from(self.0)..];
        children.iter().all(|line| line.parent != Some(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(code: &str) -> Region {
        Region::of_code(code).expect("a region")
    }

    #[test]
    fn every_region_lies_in_the_country_and_was_read() {
        assert_eq!(Region::all().count(), 282);
        assert!(Region::all().all(|region| region.is_within(Region::country())));
        let orphans = Region::all().filter(|region| region.parent().is_none());
        assert_eq!(orphans.count(), 1);
    }

    #[test]
    fn a_district_lies_in_its_city_by_the_table_and_not_by_its_digits() {
        assert_eq!(of("41463").lives_in(of("41460")), Truth::True);
        assert_eq!(of("41111").lives_in(of("41460")), Truth::False);
        assert_eq!(of("41").lives_in(of("41460")), Truth::Unknown);
        assert_eq!(of("41460").lives_in(of("41")), Truth::True);
        assert_eq!(of("41463").province(), Some(of("41")));
    }

    #[test]
    fn codes_that_are_no_longer_used_lead_to_those_that_are() {
        assert_eq!(of("42"), of("51"));
        assert_eq!(of("45113").code(), "52113");
        assert_eq!(of("41730").name(), "여주시");
        for code in ["KR", "4", "99", "41461000", "4146x"] {
            assert_eq!(Region::of_code(code), None, "{code}");
        }
    }
}
