//! What stands in the cells of a column.

use crate::codes::{BindingConstraint, DidItOpen, OnScale, Scale};

/// What stands in a column. In each but text, one of the five stands where there is nothing else.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Words.
    Text,
    /// 1 or 0.
    Flag,
    /// A whole number from `least` to `most`.
    Number {
        /// The least.
        least: i32,
        /// The most.
        most: i32,
    },
    /// A year.
    Year,
    /// A date, as people write them.
    Date,
    /// 0, or the day on which it was brought up to date.
    Updated,
    /// The label of a code.
    Label(&'static Scale),
    /// The number of the code whose label stands in another column.
    NumberOf {
        /// The scale.
        scale: &'static Scale,
        /// The label of the column in which the code's label stands.
        label: &'static str,
        /// Whether it is of one value of open government: then 0 is "Not Applicable", and each code is one higher.
        by_value: bool,
    },
    /// By how many codes completion moved.
    Moved {
        /// The label of the column that says in which direction.
        label: &'static str,
    },
    /// The first test of the star that fails, or FALSE where it was not computed.
    Binding,
}

impl Kind {
    /// The column beside which this one repeats what it says.
    pub fn beside(self) -> Option<&'static str> {
        match self {
            Kind::NumberOf { label, .. } | Kind::Moved { label } => Some(label),
            _ => None,
        }
    }

    /// The scale of its codes.
    pub fn scale(self) -> Option<&'static Scale> {
        match self {
            Kind::Label(scale) | Kind::NumberOf { scale, .. } => Some(scale),
            Kind::Binding => Some(BindingConstraint::SCALE),
            _ => None,
        }
    }
}

pub(super) const TEXT: Kind = Kind::Text;
pub(super) const FLAG: Kind = Kind::Flag;
pub(super) const YEAR: Kind = Kind::Year;
pub(super) const DATE: Kind = Kind::Date;
pub(super) const UPDATED: Kind = Kind::Updated;
pub(super) const BINDING: Kind = Kind::Binding;
/// Plans are counted from one, and so are the years that they take.
pub(super) const PLAN: Kind = Kind::Number { least: 1, most: 99 };
/// A count, or a number that something has.
pub(super) const COUNT: Kind = Kind::Number {
    least: 0,
    most: i32::MAX,
};
/// How many tests of the star a commitment meets; -1 where it was not reviewed.
pub(super) const SCORE: Kind = Kind::Number { least: -1, most: 4 };

pub(super) const fn label<T: OnScale>() -> Kind {
    Kind::Label(T::SCALE)
}

pub(super) const fn number<T: OnScale>(label: &'static str) -> Kind {
    Kind::NumberOf {
        scale: T::SCALE,
        label,
        by_value: false,
    }
}

pub(super) const fn by_value(label: &'static str) -> Kind {
    Kind::NumberOf {
        scale: DidItOpen::SCALE,
        label,
        by_value: true,
    }
}

pub(super) const fn change(label: &'static str) -> Kind {
    Kind::Moved { label }
}
