//! Why a field holds no code: five things that stay five.

use serde::Serialize;

/// What stands where a code would. None of them is a zero, and none is another of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Absent {
    /// `ND`: the indicator was not in use for this plan.
    NoData,
    /// `NR`: not reviewed, or not yet.
    NotReviewed,
    /// `NA`: not applicable.
    NotApplicable,
    /// `Unclear`: the assessor could not establish it. In figures it stays, as low; the other four leave the denominator.
    Unclear,
    /// Nothing stands there at all.
    Blank,
}

impl Absent {
    /// All five.
    pub const ALL: [Absent; 5] = [
        Absent::NoData,
        Absent::NotReviewed,
        Absent::NotApplicable,
        Absent::Unclear,
        Absent::Blank,
    ];

    /// As the current schema writes it.
    pub fn label(self) -> &'static str {
        match self {
            Absent::NoData => "ND",
            Absent::NotReviewed => "NR",
            Absent::NotApplicable => "NA",
            Absent::Unclear => "Unclear",
            Absent::Blank => "",
        }
    }

    /// Which of the five a cell says; `None` for whatever is none of them. "No IRM Data" and "Pending IRM Review" are how the site
    /// says the first two.
    pub fn of(cell: &str) -> Option<Absent> {
        let cell = cell.trim();
        let is = |words: &[&str]| words.iter().any(|word| cell.eq_ignore_ascii_case(word));
        if cell.is_empty() {
            Some(Absent::Blank)
        } else if is(&["ND", "No IRM Data", "No Data"]) {
            Some(Absent::NoData)
        } else if is(&["NR", "Not Reviewed", "Pending IRM Review"]) {
            Some(Absent::NotReviewed)
        } else if is(&["NA", "N/A", "Not Applicable"]) {
            Some(Absent::NotApplicable)
        } else if is(&["Unclear"]) {
            Some(Absent::Unclear)
        } else {
            None
        }
    }
}

/// What a cell was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading<T> {
    /// A code.
    Coded(T),
    /// No code, and why.
    Absent(Absent),
    /// Nothing that is known: a report names it, and the cell is kept.
    Unknown,
}

impl<T> Reading<T> {
    /// The code, where there is one.
    pub fn coded(self) -> Option<T> {
        match self {
            Reading::Coded(code) => Some(code),
            Reading::Absent(_) | Reading::Unknown => None,
        }
    }

    /// The same with another code.
    pub fn map<U>(self, with: impl FnOnce(T) -> U) -> Reading<U> {
        match self {
            Reading::Coded(code) => Reading::Coded(with(code)),
            Reading::Absent(absent) => Reading::Absent(absent),
            Reading::Unknown => Reading::Unknown,
        }
    }

    /// Whether a code meets a test: what is unclear does not, and what is not known leaves it open.
    pub fn meets(self, test: impl FnOnce(T) -> bool) -> Option<bool> {
        match self {
            Reading::Coded(code) => Some(test(code)),
            Reading::Absent(Absent::Unclear) => Some(false),
            Reading::Absent(_) | Reading::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_things_stay_five() {
        for absent in Absent::ALL {
            assert_eq!(Absent::of(absent.label()), Some(absent), "{absent:?}");
        }
        assert_eq!(Absent::of(" n/a "), Some(Absent::NotApplicable));
        assert_eq!(Absent::of("0"), None, "zero is a code");
        assert_eq!(Absent::of("None"), None, "none is a code");
        assert_eq!(Absent::of("Nd."), None);
    }

    #[test]
    fn unclear_is_low_and_the_others_leave_a_test_open() {
        let met = |absent| Reading::<u8>::Absent(absent).meets(|_| true);
        assert_eq!(met(Absent::Unclear), Some(false));
        for open in [
            Absent::NoData,
            Absent::NotReviewed,
            Absent::NotApplicable,
            Absent::Blank,
        ] {
            assert_eq!(met(open), None, "{open:?}");
        }
    }
}
