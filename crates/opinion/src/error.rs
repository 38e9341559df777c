//! What can be wrong.

/// More than the integers are proven for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CapacityError {
    /// So many people.
    #[error("{0} people voted: at most {max} can be counted exactly", max = crate::MOST_PEOPLE)]
    People(usize),
    /// So many statements.
    #[error("there are {0} statements: at most {max} can be counted exactly", max = crate::MOST_STATEMENTS)]
    Statements(usize),
}
