#![cfg_attr(feature = "tabular", doc = include_str!("../README.md"))]
#![cfg_attr(
    not(feature = "tabular"),
    doc = "Proportional project selection: exact, explained, recomputable."
)]
#![forbid(unsafe_code)]
// What fills ballots and warnings is used by the readers of files alone.
#![cfg_attr(not(feature = "tabular"), allow(dead_code))]

mod amounts;
pub mod audit;
mod ballots;
mod bounds;
mod builder;
mod columns;
pub mod compare;
mod comparison;
mod decimal;
pub mod digest;
mod election;
mod endowment;
mod entries;
mod equal_shares;
mod error;
mod exact;
mod explain;
mod flow;
mod greedy;
pub mod influence;
mod instance;
mod kinds;
mod ledger;
mod limits;
mod lost;
mod money_flow;
mod outcome;
mod overspending;
#[cfg(feature = "pabulib")]
pub mod pabulib;
mod payments;
mod phragmen;
mod progress;
mod proportional_approval;
mod quotas;
mod reach;
mod rows;
mod rule;
mod scopes;
mod scores;
mod select;
pub mod sensitivity;
mod spelling;
mod standing;
mod supporters;
#[cfg(feature = "pabulib")]
mod tables;
#[cfg(feature = "tabular")]
pub mod tabular;
mod threads;
mod ties;
mod trace;
mod twins;
mod variant;
mod waiting;
mod warning;
mod wording;
mod work;

pub use amounts::{no_amount, plain_amount};
pub use ballots::{Ballots, CapacityError, Choice};
pub use builder::{BuildError, ElectionBuilder, ProjectDraft};
pub use columns::ColumnError;
pub use decimal::{Decimal, DecimalError, MAX_DECIMALS, MAX_MONEY, Money};
pub use election::{Election, Project, ScoreSheet, VoteType};
pub use error::SelectError;
pub use flow::{Flow, FlowBasis};
pub use outcome::{
    BallotPayments, ComparisonReport, EndowmentReport, Loads, MoneyFlows, Outcome, Payments, Phase,
    PotReport, ProjectExplanation, QuotaReport, Reason, Round, RunnerUp, ScorePart, Stopped, Tie,
    TieStep,
};
pub use rows::{ColumnLeftOut, MOST_VALUES, TextColumn, VoterRows};
pub use rule::{
    BALLOTS, Comparison, Completion, EDITION, ExhaustiveOver, Fit, Lot, Normalisation, Quota,
    QuotaMode, Quotas, Rule, ScoreRule, SelectionRule, Start, Stop, Ties, Utility,
};
pub use select::{select, select_watched, select_with, select_within};
pub use spelling::{guarded, trimmed, unguarded};
pub use standing::given;
pub use trace::{SelectOptions, Trace};
pub use warning::{WarningCount, WarningKind, Warnings};
pub use wording::{Failed, Value, Wording};
pub use work::{Allowance, Work, work};
