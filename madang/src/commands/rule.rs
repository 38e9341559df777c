//! The selection rule as arguments: the names are fixed, so that scripts can rely on them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;
use madang_exchange::Source;
use madang_selection::{
    Comparison, Completion, Decimal, ExhaustiveOver, Fit, Lot, Normalisation, Rule, ScoreRule,
    SelectionRule, Start, Stop, Ties, Utility,
};
use serde::de::DeserializeOwned;

use crate::mistakes;

/// Which rule, with every parameter. What is not given is `None` or empty here, so that what is given and would mean
/// nothing can be refused (see [`super::applies`]).
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Rule")]
pub struct RuleArguments {
    /// Method [default: equal-shares]
    #[arg(long, value_enum)]
    pub(super) rule: Option<RuleName>,
    /// What a selected project is worth to a voter who lists it [default: cost]
    ///
    /// With equal shares: `cost` lets projects with many votes come first (what cities use), `cardinality` projects that
    /// are cheap per supporter (the academic default). `points-times-cost` is what some tools call "score".
    #[arg(long, value_enum)]
    pub(super) utility: Option<UtilityName>,
    /// Borda: scores for first, second, … place, later places nothing; without it length of the ballot less the place, so
    /// that the last listed gets nothing (as pabutools counts)
    #[arg(long, value_name = "3,2,1", value_delimiter = ',')]
    pub(super) borda_scores: Option<Vec<u32>>,
    /// What follows when money or seats are left, in order, separated by commas [default: none]
    ///
    /// `add-one` runs equal shares again and again, each voter's endowment raised by --step, and stops only when the next
    /// outcome would cost more than the budget (as cities do). `add-one-until-exhaustive` stops also when nothing more
    /// would fit (as pabutools does). `utilitarian` then adds remaining projects by votes, `phragmen` by Phragmén's rule
    /// from what voters have left. `budget-increase` raises the budget by --percent instead.
    #[arg(long, value_enum, value_delimiter = ',')]
    pub(super) completion: Vec<CompletionName>,
    /// Keep the outcome only unless more voters prefer another one [default: none]
    #[arg(long, value_enum)]
    pub(super) comparison: Option<ComparisonName>,
    /// How ties are broken: by id (as strings, ascending), or by lowest cost, most votes, id; or by lot [default: id]
    ///
    /// The order that a lot gives is the order of SHA-256 over seed, public value and id; `madang formats` has the formula.
    #[arg(long, value_enum)]
    pub(super) ties: Option<TiesName>,
    /// Lot: the seed that was committed to before the vote. On the record it is kept in the data directory
    #[arg(long, value_name = "TEXT", requires = "lot_value")]
    pub lot_seed: Option<String>,
    /// Lot: the public value that appeared after closing
    #[arg(long, value_name = "TEXT")]
    pub lot_value: Option<String>,
    /// Budget in the currency's main unit, instead of the file's own
    #[arg(long, value_name = "AMOUNT", value_parser = decimal)]
    pub budget: Option<Decimal>,
    /// Number of projects to select; with a budget both hold
    ///
    /// Without a budget, in the file or by --budget, every project counts as one seat, as with --unit-costs.
    #[arg(long, value_name = "COUNT")]
    pub number: Option<u32>,
    /// Count every project as one seat, whatever it costs, and --number as the budget (committee rules)
    #[arg(long)]
    pub(super) unit_costs: bool,
    /// Bounds for service groups, from a JSON file
    ///
    /// Such as {"mode": "reserve", "groups": {"general": {"least_number": 10}, "business": {"most_money": 500000}}}.
    /// Bounds of a group, each may be left out: `least_number`, `most_number` (projects), `least_money`, `most_money`
    /// (the currency's main unit, 500000 or "500000.50"). Modes: `caps` drops a group's projects when its upper bound is
    /// reached; `reserve` also buys nothing that would put a lower bound out of reach; `pots` runs the rule once for each
    /// group with the group's `most_money` as its whole budget, the pot. A project's group stands in the column `group`,
    /// or the one that --group-column names.
    #[arg(long, value_name = "FILE")]
    pub(super) quotas: Option<PathBuf>,
    /// add-one: raise per run and voter in the currency's main unit, with --unit-costs in seats [default: 1]
    #[arg(long, value_name = "AMOUNT", value_parser = decimal)]
    pub(super) step: Option<Decimal>,
    /// add-one: begin with the budget per voter exactly, or rounded down to whole units [default: exact]
    #[arg(long, value_enum)]
    pub(super) start: Option<StartName>,
    /// budget-increase: raise per run in per cent of the budget [default: 1]
    #[arg(long, value_name = "PER_CENT", value_parser = decimal)]
    pub(super) percent: Option<Decimal>,
    /// …-until-exhaustive: which projects must not fit any more for an outcome to be exhaustive [default: supported]
    #[arg(long, value_enum)]
    pub(super) exhaustive_over: Option<ExhaustiveName>,
    /// Greedy, Phragmén, scores: whether a project that does not fit is skipped [default: skip, with Phragmén no-skip (as
    /// pabutools does)]
    #[arg(long, value_enum)]
    pub(super) fit: Option<FitName>,
    /// Least votes (points) for a project to be eligible, by whatever rule; scores: least score from 0 to 1
    #[arg(long, value_name = "VOTES", value_parser = decimal)]
    pub(super) threshold: Option<Decimal>,
    /// Rule `scores`: experts' score sheets, CSV (body, expert, project_id, score) or JSON
    #[arg(long, value_name = "FILE")]
    pub scores: Option<PathBuf>,
    /// Rule `scores`: weights of the ballots and of each body, such as ballots=40,panel=30,committee=30
    #[arg(long, value_name = "BODY=WEIGHT", value_delimiter = ',')]
    pub(super) weights: Vec<String>,
    /// Rule `scores`: how one expert's scores are put on a scale from 0 to 1 [default: highest]
    #[arg(long, value_enum)]
    pub(super) normalisation: Option<NormalisationName>,
    /// Normalisation `scale`: the highest score that could be given
    #[arg(long, value_name = "SCORE", value_parser = decimal)]
    pub(super) top_score: Option<Decimal>,
    /// Take the whole rule from a JSON file as it stands on a record; only --budget, --number, --scores, and for a lot
    /// --lot-seed and --lot-value go with it
    #[arg(long, value_name = "FILE")]
    pub(super) rule_file: Option<PathBuf>,
}

/// Reads a JSON file; `otherwise` says what it is not and where it is described.
fn read_json<T: DeserializeOwned>(path: &Path, otherwise: &str) -> Result<T> {
    let source = Source::read_small(path)?;
    source.json().with_context(|| otherwise.to_owned())
}

/// Reads an amount. A comma may be a decimal sign or separate thousands, so it is refused.
pub fn decimal(text: &str) -> Result<Decimal, String> {
    if text.contains(',') {
        return Err(t!("rule-decimal"));
    }
    Decimal::parse(text).map_err(|reason| mistakes::said(&reason))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum RuleName {
    /// Method of Equal Shares
    EqualShares,
    /// Phragmén's sequential rule with costs
    Phragmen,
    /// By votes (by points with `--utility points-times-cost`)
    Greedy,
    /// By votes per cost (by points per cost with `--utility points`)
    GreedyPerCost,
    /// Sequential proportional approval voting; needs --number, and counts every project as one seat, as with
    /// --unit-costs. Rule files call it `proportional-approval`, which is understood here too
    #[value(alias = "proportional-approval")]
    SequentialPav,
    /// Method of Equal Shares with bounded overspending
    BoundedOverspending,
    /// Weighted mean of ballots and experts' scores; needs --weights
    Scores,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum UtilityName {
    Cost,
    Cardinality,
    Points,
    PointsTimesCost,
    Borda,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CompletionName {
    None,
    AddOne,
    AddOneUntilExhaustive,
    BudgetIncrease,
    BudgetIncreaseUntilExhaustive,
    Utilitarian,
    Phragmen,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ComparisonName {
    None,
    Greedy,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TiesName {
    Id,
    CostVotes,
    Lot,
    CostVotesLot,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum StartName {
    Exact,
    Integral,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ExhaustiveName {
    All,
    Supported,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FitName {
    Skip,
    NoSkip,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum NormalisationName {
    Scale,
    Highest,
    Range,
    Rank,
}

impl RuleArguments {
    /// The files that are read.
    pub fn inputs(&self) -> Vec<&Path> {
        let files = [&self.quotas, &self.scores, &self.rule_file];
        files.into_iter().filter_map(Option::as_deref).collect()
    }

    /// The rule these arguments describe.
    ///
    /// # Errors
    /// A file that cannot be read, an option that is missing, and one that the rule would not look at.
    pub fn rule(&self) -> Result<SelectionRule> {
        self.rule_with(&[])
    }

    /// As [`RuleArguments::rule`], where other rules stand beside it that look at the options `shared` too.
    pub fn rule_with(&self, shared: &[&str]) -> Result<SelectionRule> {
        self.check_applies(shared)?;
        if let Some(path) = &self.rule_file {
            return self.rule_in_file(path, shared);
        }
        let pav = self.method_name() == RuleName::SequentialPav;
        if pav && self.number.is_none() {
            refuse!("rule-pav");
        }
        let mut rule = SelectionRule::new(self.method()?, self.worth());
        rule.completion = self.completions()?;
        if self.comparison == Some(ComparisonName::Greedy) {
            rule.comparison = Some(Comparison::Greedy);
        }
        rule.ties = self.ties()?;
        rule.budget = self.budget;
        rule.number = self.number;
        rule.unit_costs = self.unit_costs || pav;
        // Greedy and scores have one of their own.
        if !matches!(rule.rule, Rule::Greedy { .. } | Rule::Scores(_)) {
            rule.threshold = self.threshold;
        }
        if let Some(path) = &self.quotas {
            let help = t!("rule-no-quotas", file = path);
            rule.quotas = Some(read_json(path, &help)?);
        }
        Ok(rule)
    }

    fn rule_in_file(&self, path: &Path, shared: &[&str]) -> Result<SelectionRule> {
        let help = t!("rule-no-rule", file = path);
        let mut rule: SelectionRule = read_json(path, &help)?;
        let name = path.display();
        let scored = shared.contains(&"--scores") || matches!(rule.rule, Rule::Scores(_));
        if self.scores.is_some() && !scored {
            refuse!("rule-scores-other", file = name);
        }
        if self.budget.is_some() && rule.unit_costs {
            refuse!("rule-budget-seats", file = name);
        }
        if let Some(value) = &self.lot_value {
            if rule.ties.lot().is_none() {
                refuse!("rule-lot-otherwise", file = name);
            }
            let Some(seed) = &self.lot_seed else {
                refuse!("rule-lot-of-file", file = name);
            };
            rule.ties = rule.ties.drawn(Lot::new(seed.clone(), value.clone()));
        }
        rule.budget = self.budget.or(rule.budget);
        rule.number = self.number.or(rule.number);
        Ok(rule)
    }

    /// The method, given or not.
    /// Whether neither a file nor a name says which rule is applied.
    pub(super) fn is_left_open(&self) -> bool {
        self.rule_file.is_none() && self.rule.is_none()
    }

    pub(super) fn method_name(&self) -> RuleName {
        self.rule.unwrap_or(RuleName::EqualShares)
    }

    fn method(&self) -> Result<Rule> {
        let fit = |default: Fit| match self.fit {
            Some(FitName::Skip) => Fit::Skip,
            Some(FitName::NoSkip) => Fit::NoSkip,
            None => default,
        };
        Ok(match self.method_name() {
            RuleName::EqualShares => Rule::EqualShares {},
            RuleName::Phragmen => Rule::Phragmen {
                fit: fit(Fit::NoSkip),
            },
            RuleName::Greedy | RuleName::GreedyPerCost => Rule::Greedy {
                fit: fit(Fit::Skip),
                threshold: self.threshold,
            },
            RuleName::SequentialPav => Rule::ProportionalApproval {},
            RuleName::BoundedOverspending => Rule::BoundedOverspending {},
            RuleName::Scores => Rule::Scores(self.score_rule(fit(Fit::Skip))?),
        })
    }

    fn score_rule(&self, fit: Fit) -> Result<ScoreRule> {
        let mut weights: BTreeMap<String, u32> = BTreeMap::new();
        for part in &self.weights {
            let Some((body, weight)) = part.split_once('=') else {
                refuse!("rule-weights", part = part);
            };
            let Ok(weight) = weight.trim().parse() else {
                refuse!("rule-weight", part = part);
            };
            if weights.insert(body.trim().to_owned(), weight).is_some() {
                refuse!("rule-weight-twice", body = body);
            }
        }
        if weights.is_empty() {
            refuse!("rule-no-weights");
        }
        let name = self.normalisation.unwrap_or(NormalisationName::Highest);
        let normalisation = match (name, self.top_score) {
            (NormalisationName::Scale, Some(top)) => Normalisation::Scale { top },
            (NormalisationName::Scale, None) => {
                refuse!("rule-top-score")
            }
            (NormalisationName::Highest, _) => Normalisation::Highest {},
            (NormalisationName::Range, _) => Normalisation::Range {},
            (NormalisationName::Rank, _) => Normalisation::Rank {},
        };
        Ok(ScoreRule::new(
            weights.remove("ballots").unwrap_or(0),
            weights,
            normalisation,
        )
        .with_fit(fit)
        .with_threshold(self.threshold))
    }

    fn worth(&self) -> Utility {
        let per_cost = self.method_name() == RuleName::GreedyPerCost;
        match self.utility.unwrap_or(UtilityName::Cost) {
            // Greedy orders by utility per cost: by votes with cost, by votes per cost with one each.
            UtilityName::Cost | UtilityName::Cardinality if per_cost => Utility::Cardinality {},
            UtilityName::Points | UtilityName::PointsTimesCost if per_cost => Utility::Points {},
            UtilityName::Cost => Utility::Cost {},
            UtilityName::Cardinality => Utility::Cardinality {},
            UtilityName::Points => Utility::Points {},
            UtilityName::PointsTimesCost => Utility::PointsTimesCost {},
            UtilityName::Borda => Utility::Borda {
                scores: self.borda_scores.clone(),
            },
        }
    }

    fn completions(&self) -> Result<Vec<Completion>> {
        let start = match self.start {
            None | Some(StartName::Exact) => Start::Exact,
            Some(StartName::Integral) => Start::Integral,
        };
        let exhaustive_over = match self.exhaustive_over {
            Some(ExhaustiveName::All) => ExhaustiveOver::All,
            None | Some(ExhaustiveName::Supported) => ExhaustiveOver::Supported,
        };
        let one = Decimal::from(1);
        let add_one = |stop| Completion::AddOne {
            start,
            step: self.step.unwrap_or(one),
            stop,
            exhaustive_over,
        };
        let increase = |stop| Completion::BudgetIncrease {
            percent: self.percent.unwrap_or(one),
            stop,
            exhaustive_over,
        };
        let mut completions = Vec::new();
        for name in &self.completion {
            completions.push(match name {
                CompletionName::None if self.completion.len() > 1 => {
                    refuse!("rule-completion-none")
                }
                CompletionName::None => continue,
                CompletionName::AddOne => add_one(Stop::Infeasible),
                CompletionName::AddOneUntilExhaustive => add_one(Stop::InfeasibleOrExhaustive),
                CompletionName::BudgetIncrease => increase(Stop::Infeasible),
                CompletionName::BudgetIncreaseUntilExhaustive => {
                    increase(Stop::InfeasibleOrExhaustive)
                }
                CompletionName::Utilitarian => Completion::Utilitarian {},
                CompletionName::Phragmen => Completion::Phragmen {},
            });
        }
        Ok(completions)
    }

    fn ties(&self) -> Result<Ties> {
        let lot = || match (&self.lot_seed, &self.lot_value) {
            (Some(seed), Some(value)) => Ok(Lot::new(seed.clone(), value.clone())),
            _ => {
                refuse!("rule-lot")
            }
        };
        Ok(match self.ties.unwrap_or(TiesName::Id) {
            TiesName::Id => Ties::Id {},
            TiesName::CostVotes => Ties::CostVotes {},
            TiesName::Lot => Ties::Lot(lot()?),
            TiesName::CostVotesLot => Ties::CostVotesLot(lot()?),
        })
    }
}
