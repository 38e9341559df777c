//! How much of a selection is explained.

/// How much of the explanation to work out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trace {
    /// Selected projects, ties and costs; no rounds and no projects' explanations.
    Outcome,
    /// Also each round's price and payments, and how each project fared.
    Rounds,
    /// Also what each project fell short by and where its supporters' money went.
    #[default]
    Full,
    /// Also what the voters of each distinct ballot paid: as much data as the ballots themselves.
    Payments,
}

/// Options that do not change what is selected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SelectOptions {
    /// How much to explain.
    pub trace: Trace,
}

impl SelectOptions {
    /// The same, explaining so much.
    #[must_use]
    pub fn with_trace(mut self, trace: Trace) -> Self {
        self.trace = trace;
        self
    }
}
