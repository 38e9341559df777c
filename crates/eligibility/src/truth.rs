//! Three truth values with Kleene's strong connectives.

use serde::{Deserialize, Serialize};

/// True, false, or not known. The order makes *and* the least and *or* the greatest of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum Truth {
    /// It does not hold.
    #[serde(rename = "F")]
    False = 0,
    /// What is known does not settle it.
    #[serde(rename = "U")]
    Unknown = 1,
    /// It holds.
    #[serde(rename = "T")]
    True = 2,
}

impl Truth {
    /// All three, the least first.
    pub const ALL: [Truth; 3] = [Truth::False, Truth::Unknown, Truth::True];

    /// Kleene's *and*.
    #[must_use]
    pub fn and(self, other: Truth) -> Truth {
        self.min(other)
    }

    /// Kleene's *or*.
    #[must_use]
    pub fn or(self, other: Truth) -> Truth {
        self.max(other)
    }

    /// `U`, `T` or `F`.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Truth::False => 'F',
            Truth::Unknown => 'U',
            Truth::True => 'T',
        }
    }

    /// Whether it is true or false.
    #[must_use]
    pub fn is_settled(self) -> bool {
        self != Truth::Unknown
    }

    /// At least `least` of some: `yes` of them are true and `open` not known.
    #[must_use]
    pub fn at_least(least: usize, yes: usize, open: usize) -> Truth {
        if yes >= least {
            Truth::True
        } else if yes.saturating_add(open) < least {
            Truth::False
        } else {
            Truth::Unknown
        }
    }

    pub(crate) fn of_index(index: usize) -> Truth {
        match index {
            0 => Truth::False,
            1 => Truth::Unknown,
            _ => Truth::True,
        }
    }
}

/// Kleene's *not*.
impl std::ops::Not for Truth {
    type Output = Truth;

    fn not(self) -> Truth {
        match self {
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
            Truth::True => Truth::False,
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Truth {
        if holds { Truth::True } else { Truth::False }
    }
}

/// Nothing known gives nothing known.
impl From<Option<bool>> for Truth {
    fn from(holds: Option<bool>) -> Truth {
        holds.map_or(Truth::Unknown, Truth::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_of_the_specification() {
        let table = |of: &dyn Fn(Truth, Truth) -> Truth| -> String {
            let order = [Truth::True, Truth::False, Truth::Unknown];
            let cells = order
                .iter()
                .flat_map(|a| order.iter().map(move |b| (*a, *b)));
            cells.map(|(a, b)| of(a, b).letter()).collect()
        };
        assert_eq!(table(&Truth::and), "TFUFFFUFU");
        assert_eq!(table(&Truth::or), "TTTTFUTUU");
        assert_eq!(
            [!Truth::True, !Truth::False, !Truth::Unknown].map(Truth::letter),
            ['F', 'T', 'U']
        );
        assert_eq!(Truth::at_least(2, 1, 1), Truth::Unknown);
        assert_eq!(Truth::at_least(2, 1, 0), Truth::False);
        assert_eq!(Truth::at_least(2, 2, 0), Truth::True);
    }
}
