//! The words by which the parts of a rule and of an outcome are known in JSON, in one list for each: who has something to say of
//! every one of them can see that nothing was forgotten.

use crate::flow::FlowBasis;
use crate::influence::Voice;
use crate::outcome::{Phase, Reason, Stopped, TieStep};
use crate::rule::{Completion, Normalisation, QuotaMode, Rule, Ties, Utility};
use crate::sensitivity::ChangeKind;

/// Gives an enum its word for each variant and the list of them. The match has no arm for the rest, so that the compiler asks
/// whoever adds a variant, and then the list has it.
macro_rules! kinds {
    ($type:ident: $($variant:ident $word:literal),+ $(,)?) => {
        impl $type {
            /// The words of all of them, as in JSON.
            pub const KINDS: &'static [&'static str] = &[$($word),+];

            /// The word used in JSON.
            pub fn kind(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $word),+
                }
            }
        }
    };
}

kinds!(Rule: Greedy "greedy", EqualShares "equal-shares", BoundedOverspending "bounded-overspending", Phragmen "phragmen",
    ProportionalApproval "proportional-approval", Scores "scores");
kinds!(Normalisation: Scale "scale", Highest "highest", Range "range", Rank "rank");
kinds!(Utility: Cost "cost", Cardinality "cardinality", Points "points", PointsTimesCost "points-times-cost", Borda "borda");
kinds!(Completion: AddOne "add-one", BudgetIncrease "budget-increase", Utilitarian "utilitarian", Phragmen "phragmen");
kinds!(Ties: Id "id", CostVotes "cost-votes", Lot "lot", CostVotesLot "cost-votes-lot");
kinds!(QuotaMode: Pots "pots", Caps "caps", Reserve "reserve");
kinds!(TieStep: LowestCost "lowest-cost", MostVotes "most-votes", Lot "lot", Id "id");
kinds!(Phase: ZeroCost "zero-cost", EqualShares "equal-shares", BoundedOverspending "bounded-overspending", Greedy "greedy",
    Phragmen "phragmen", ProportionalApproval "proportional-approval", Scores "scores",
    UtilitarianCompletion "utilitarian-completion", PhragmenCompletion "phragmen-completion", Reserve "reserve");
kinds!(Reason: NoSupport "no-support", AboveBudget "above-budget", NoSeats "no-seats", NoPot "no-pot", DoesNotFit "does-not-fit",
    TooLittleMoney "too-little-money", NumberReached "number-reached", Stopped "stopped", Reserved "reserved",
    Outranked "outranked", BelowThreshold "below-threshold", Quota "quota", Comparison "comparison");

kinds!(Stopped: NextInfeasible "next-infeasible", Exhaustive "exhaustive", AllSelected "all-selected",
    NumberReached "number-reached", Bound "bound");
kinds!(FlowBasis: EqualDivision "equal-division", Payments "payments", PaymentsAndEqualDivision "payments-and-equal-division");
kinds!(Voice: Body "body", Expert "expert", Ballots "ballots", Voters "voters", Projects "projects");
kinds!(ChangeKind: AddedBallots "added-ballots", AddedApprovals "added-approvals", RemovedBallots "removed-ballots");

#[cfg(test)]
mod tests {
    use serde::de::DeserializeOwned;
    use serde_json::{Value, json};

    use super::*;

    /// Reads each word as JSON has it, with the fields that some need, and expects it back.
    fn read<T: DeserializeOwned>(kinds: &[&str], kind: impl Fn(&T) -> &'static str, tagged: bool) {
        for word in kinds {
            let mut value = json!(word);
            if tagged {
                value = json!({ "kind": word });
                if let (Value::Object(into), Value::Object(more)) = (&mut value, fields(word)) {
                    into.extend(more);
                }
            }
            let read: T = serde_json::from_value(value).expect(word);
            assert_eq!(kind(&read), *word);
        }
    }

    fn fields(word: &str) -> Value {
        match word {
            "greedy" => json!({ "fit": "skip" }),
            "scale" => json!({ "top": "5" }),
            "scores" => {
                json!({ "ballots": 1, "bodies": {}, "normalisation": { "kind": "rank" }, "fit": "skip" })
            }
            "add-one" => {
                json!({ "start": "exact", "step": "1", "stop": "infeasible", "exhaustive_over": "all" })
            }
            "budget-increase" => {
                json!({ "percent": "1", "stop": "infeasible", "exhaustive_over": "all" })
            }
            "body" => json!({ "body": "panel" }),
            "expert" => json!({ "body": "panel", "expert": "1" }),
            "voters" => json!({ "column": "age", "value": "20–29" }),
            "projects" => json!({ "group": "general" }),
            _ => json!({}),
        }
    }

    #[test]
    fn a_kind_is_the_word_in_json() {
        // Phragmén's rule says what happens to what does not fit; the completion of that name does not.
        let rules: Vec<&str> = Rule::KINDS
            .iter()
            .copied()
            .filter(|word| *word != "phragmen")
            .collect();
        read(&rules, Rule::kind, true);
        let phragmen: Rule =
            serde_json::from_value(json!({ "kind": "phragmen", "fit": "skip" })).expect("a rule");
        assert_eq!(phragmen.kind(), "phragmen");
        read(Normalisation::KINDS, Normalisation::kind, true);
        read(Utility::KINDS, Utility::kind, true);
        read(Completion::KINDS, Completion::kind, true);
        read(Ties::KINDS, Ties::kind, true);
        read(QuotaMode::KINDS, QuotaMode::kind, false);
        read(TieStep::KINDS, TieStep::kind, false);
        read(Phase::KINDS, Phase::kind, false);
        read(Reason::KINDS, Reason::kind, false);
        read(Stopped::KINDS, Stopped::kind, false);
        read(FlowBasis::KINDS, FlowBasis::kind, false);
        read(ChangeKind::KINDS, ChangeKind::kind, false);
        read(Voice::KINDS, Voice::kind, true);
    }
}
