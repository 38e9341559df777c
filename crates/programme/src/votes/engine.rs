//! What the selection engine is told and answers, for whoever shows it: pages know the engine by these names only.

pub use madang_selection::influence::{Voice, Without};
pub use madang_selection::sensitivity::{Change, Margin};
pub use madang_selection::{
    Comparison, Completion, Decimal, EndowmentReport, ExhaustiveOver, Fit, Normalisation, Outcome,
    Phase, ProjectExplanation, Quota, QuotaMode, Quotas, Reason, Round, Rule, ScoreRule,
    SelectionRule, Start, Stop, Stopped, Tie, TieStep, Ties, Utility,
};
