//! Which options of a rule go together. An option that would change nothing is refused: whoever gives it expects
//! other winners than they would get.

use anyhow::Result;
use clap::ValueEnum;

use super::rule::{
    CompletionName, NormalisationName, RuleArguments, RuleName, TiesName, UtilityName,
};

/// An option, whether it is given, whether the rule at hand looks at it, and what it goes with.
struct Row {
    option: &'static str,
    given: bool,
    applies: bool,
    goes_with: String,
}

fn row(option: &'static str, given: bool, applies: bool, goes_with: impl Into<String>) -> Row {
    Row {
        option,
        given,
        applies,
        goes_with: goes_with.into(),
    }
}

/// An option that every rule looks at.
fn always(option: &'static str, given: bool) -> Row {
    row(option, given, true, "")
}

/// Options that a rule file leaves room for.
const BESIDE_FILE: [&str; 5] = [
    "--budget",
    "--number",
    "--scores",
    "--lot-seed",
    "--lot-value",
];

impl RuleArguments {
    /// Refuses the first option that would change nothing. Other rules look at the options `shared`.
    pub(super) fn check_applies(&self, shared: &[&str]) -> Result<()> {
        if let Some(path) = &self.rule_file {
            let others = self.given();
            let others =
                others.filter(|option| !BESIDE_FILE.contains(option) && !shared.contains(option));
            let others: Vec<&str> = others.filter(|option| *option != "--rule-file").collect();
            if !others.is_empty() {
                refuse!("rule-whole-file", file = path, options = others.join(", "));
            }
            return Ok(());
        }
        let method = name(self.method_name());
        for row in self.table() {
            if row.given && !row.applies && !shared.contains(&row.option) {
                refuse!(
                    "rule-no-effect",
                    option = row.option,
                    with = row.goes_with,
                    method = method
                );
            }
        }
        self.check_utility(&method)
    }

    /// The options that are given, by name.
    pub(super) fn given(&self) -> impl Iterator<Item = &'static str> {
        let rows = self.table().into_iter();
        rows.filter(|row| row.given).map(|row| row.option)
    }

    fn table(&self) -> Vec<Row> {
        let mut rows = self.method_rows();
        rows.extend(self.limit_rows());
        rows.extend(self.completion_rows());
        rows.extend(self.order_rows());
        rows
    }

    fn completes(&self, names: &[CompletionName]) -> bool {
        self.completion.iter().any(|name| names.contains(name))
    }

    /// The method, what it counts, what follows it, and how ties are broken.
    fn method_rows(&self) -> Vec<Row> {
        use CompletionName as C;
        let after_equal_shares = self.completes(&[
            C::AddOne,
            C::AddOneUntilExhaustive,
            C::BudgetIncrease,
            C::BudgetIncreaseUntilExhaustive,
            C::Phragmen,
        ]);
        let by_lot = matches!(self.ties, Some(TiesName::Lot | TiesName::CostVotesLot));
        let lot = || t!("rule-with-lot");
        vec![
            always("--rule", self.rule.is_some()),
            always("--utility", self.utility.is_some()),
            row(
                "--borda-scores",
                self.borda_scores.is_some(),
                self.utility == Some(UtilityName::Borda),
                "--utility borda",
            ),
            row(
                "--completion",
                !self.completion.is_empty(),
                self.method_name() == RuleName::EqualShares || !after_equal_shares,
                t!("rule-with-equal-shares"),
            ),
            always("--comparison", self.comparison.is_some()),
            always("--ties", self.ties.is_some()),
            row("--lot-seed", self.lot_seed.is_some(), by_lot, lot()),
            row("--lot-value", self.lot_value.is_some(), by_lot, lot()),
        ]
    }

    fn limit_rows(&self) -> Vec<Row> {
        let in_seats = self.unit_costs || self.method_name() == RuleName::SequentialPav;
        vec![
            row(
                "--budget",
                self.budget.is_some(),
                !in_seats,
                t!("rule-with-costs"),
            ),
            always("--number", self.number.is_some()),
            always("--unit-costs", self.unit_costs),
            always("--quotas", self.quotas.is_some()),
        ]
    }

    /// What goes with a completion.
    fn completion_rows(&self) -> Vec<Row> {
        use CompletionName as C;
        let raised_by_step = self.completes(&[C::AddOne, C::AddOneUntilExhaustive]);
        vec![
            row(
                "--step",
                self.step.is_some(),
                raised_by_step,
                t!("rule-with-add-one"),
            ),
            row(
                "--start",
                self.start.is_some(),
                raised_by_step,
                t!("rule-with-add-one"),
            ),
            row(
                "--percent",
                self.percent.is_some(),
                self.completes(&[C::BudgetIncrease, C::BudgetIncreaseUntilExhaustive]),
                t!("rule-with-increase"),
            ),
            row(
                "--exhaustive-over",
                self.exhaustive_over.is_some(),
                self.completes(&[C::AddOneUntilExhaustive, C::BudgetIncreaseUntilExhaustive]),
                t!("rule-with-exhaustive"),
            ),
        ]
    }

    /// What goes with rules that take projects in an order of their own.
    fn order_rows(&self) -> Vec<Row> {
        use RuleName as R;
        let by_scores = self.method_name() == R::Scores;
        let in_order = matches!(
            self.method_name(),
            R::Greedy | R::GreedyPerCost | R::Scores | R::Phragmen
        );
        let scores = "--rule scores";
        vec![
            row("--fit", self.fit.is_some(), in_order, t!("rule-with-order")),
            always("--threshold", self.threshold.is_some()),
            row("--scores", self.scores.is_some(), by_scores, scores),
            row("--weights", !self.weights.is_empty(), by_scores, scores),
            row(
                "--normalisation",
                self.normalisation.is_some(),
                by_scores,
                scores,
            ),
            row(
                "--top-score",
                self.top_score.is_some(),
                by_scores && self.normalisation == Some(NormalisationName::Scale),
                "--rule scores --normalisation scale",
            ),
            always("--rule-file", self.rule_file.is_some()),
        ]
    }

    /// `cost` and `cardinality` say alike that every project listed counts, which is all that some rules look at.
    fn check_utility(&self, method: &str) -> Result<()> {
        let Some(utility) = self.utility else {
            return Ok(());
        };
        match (self.method_name(), utility) {
            (
                RuleName::Phragmen | RuleName::SequentialPav,
                UtilityName::Points | UtilityName::PointsTimesCost,
            ) => refuse!("rule-no-points", utility = name(utility), method = method),
            (RuleName::Scores, UtilityName::PointsTimesCost) => refuse!("rule-score-points"),
            _ => Ok(()),
        }
    }
}

/// What `value` is called on the command line.
fn name(value: impl ValueEnum) -> String {
    let named = value.to_possible_value();
    named.map_or(String::new(), |named| named.get_name().to_owned())
}
