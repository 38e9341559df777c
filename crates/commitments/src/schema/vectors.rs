//! The inputs of the stars alone, as regression vectors have them.

use super::kinds::{FLAG, PLAN, TEXT, label};
use super::{Column, Field};
use crate::codes::{Completion, DidItOpen, PotentialImpact, Specificity};

/// The columns, in their order.
pub(super) static COLUMNS: [Column; 17] = [
    Column::new("country", TEXT, Some(Field::Country)),
    Column::new("plan", PLAN, Some(Field::Plan)),
    Column::new("commitment", TEXT, Some(Field::Number)),
    Column::new(
        "specificity",
        label::<Specificity>(),
        Some(Field::Specificity),
    ),
    Column::new("relevant", FLAG, Some(Field::Relevant)),
    Column::new("info", FLAG, Some(Field::Information)),
    Column::new("part", FLAG, Some(Field::Participation)),
    Column::new("acc", FLAG, Some(Field::Accountability)),
    Column::new("tech", FLAG, Some(Field::Technology)),
    Column::new(
        "potential_impact",
        label::<PotentialImpact>(),
        Some(Field::Impact),
    ),
    Column::new("completion", label::<Completion>(), Some(Field::Progress)),
    Column::new("star_pre_june_2014", FLAG, None),
    Column::new("star_2015", FLAG, Some(Field::Star2015)),
    Column::new("star_current_progress", FLAG, Some(Field::StarProgress)),
    Column::new(
        "completion_end_of_term",
        label::<Completion>(),
        Some(Field::EndOfTerm),
    ),
    Column::new("star_current_end_of_term", FLAG, Some(Field::StarEnd)),
    Column::new(
        "diog_end_of_term",
        label::<DidItOpen>(),
        Some(Field::DidItOpen),
    ),
];
