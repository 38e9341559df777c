#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod answers;
mod book;
mod circuit;
mod compiled;
mod coverage;
mod day;
mod error;
mod evaluate;
mod explain;
mod facts;
pub mod gov24;
mod lanes;
mod matching;
mod medians;
mod parameters;
mod parse;
mod population;
mod print;
mod profile;
pub mod questions;
mod regions;
mod rule;
mod table;
mod text;
mod truth;
pub mod vectors;

pub use answers::{Answer, Answers, income_band};
pub use book::{Book, BookBuilder};
pub use compiled::{COMPILED_VERSION, CompiledError};
pub use coverage::{Count, Coverage, RuleCoverage, ServiceCoverage};
pub use day::{Day, DayError};
pub use error::{ErrorCode, RuleError};
pub use evaluate::Verdict;
pub use explain::{Because, Changes, Insight, Reason, Variable, When};
pub use facts::{Fact, Kind, Subject, Unit};
pub use matching::{Counts, Matched, Matcher, RuleMatch, ServiceMatch};
pub use medians::median_income;
pub use parameters::{Parameter, Parameters};
pub use parse::parse;
pub use population::{BrokenRow, Person, Population, PopulationError};
pub use print::Language;
pub use profile::{Contradiction, Member, Profile, ProfileError, ProfileProblem, Scope};
pub use regions::Region;
pub use rule::{Bound, Comparison, Condition, Node, Operand, Period, Quantity, Rule, Test};
pub use truth::Truth;
