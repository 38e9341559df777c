#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod ballots;
mod commitments;
mod pabulib;
mod programme;

use std::collections::BTreeMap;

pub use ballots::{ExampleBallot, MAX_CHOICES, SHARES, ballots};
pub use commitments::{
    ActionPlan, CodedValue, Commitment, Commitments, Event, Milestone, Note, NumberElsewhere,
    PlanProcess, Review, ReviewStage, ServiceGroup, Target, TitleElsewhere,
};
pub use pabulib::to_pabulib;
pub use programme::{
    Audience, Body, BodyKind, Group, Member, MemberClass, Programme, Proposal, Proposer,
    ProposerKind,
};

/// A text in several languages, by BCP 47 tag: `en`, `ko`.
pub type LanguageMap = BTreeMap<String, String>;

/// The seed of the example vote in the repository.
pub const SEED: u64 = 2014;

/// How many voters the example vote has.
pub const VOTERS: usize = 12_000;

/// The budget of the example vote, in won: enough for fifty of the projects under Equal Shares with add-one completion.
pub const BUDGET: u64 = 48_000_000_000;

/// A sensible step, in won, for completing Equal Shares by raising each voter's endowment: one four-hundredth of
/// `BUDGET / VOTERS`. It takes 263 runs to the outcome; steps of one won would take millions.
pub const ENDOWMENT_STEP: u64 = 10_000;

/// The facts of KR0018 and of the commitments listed beside it.
pub fn commitments() -> Commitments {
    embedded(include_str!("../../../examples/kr0018/commitments.json"))
}

/// The example programme.
pub fn programme() -> Programme {
    embedded(include_str!("../../../examples/kr0018/programme.json"))
}

/// The projects proposed to the example programme.
pub fn proposals() -> Vec<Proposal> {
    embedded(include_str!("../../../examples/kr0018/proposals.json"))
}

/// The example vote as a `.pb` file: the same bytes as `examples/kr0018/vote.pb`.
pub fn vote() -> String {
    to_pabulib(&proposals(), &ballots(SEED, VOTERS), BUDGET)
}

/// Reads a file that is part of the program; its tests keep it readable.
fn embedded<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).expect("the files under examples/kr0018 fit their types")
}
