//! The selection rule as arguments: the names are fixed, so that scripts can rely on them.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use madang_selection::{
    Comparison, Completion, Decimal, ExhaustiveOver, Fit, Lot, Normalisation, Quotas, Rule,
    ScoreRule, SelectionRule, Start, Stop, Ties, Utility,
};

/// Which rule, with every parameter.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Rule")]
pub struct RuleArguments {
    /// Method
    #[arg(long, value_enum, default_value = "equal-shares")]
    rule: RuleName,
    /// What a selected project is worth to a voter who lists it
    ///
    /// With equal shares: `cost` lets projects with many votes come first (what cities use), `cardinality` projects that
    /// are cheap per supporter (the academic default). `points-times-cost` is what some tools call "score".
    #[arg(long, value_enum, default_value = "cost")]
    utility: UtilityName,
    /// Borda: scores for first, second, … place, later places nothing; without it length of the ballot less the place, so
    /// that the last listed gets nothing (as pabutools counts)
    #[arg(long, value_name = "3,2,1", value_delimiter = ',')]
    borda_scores: Option<Vec<u32>>,
    /// What follows when money or seats are left, in order, separated by commas
    ///
    /// `add-one` runs equal shares again and again, each voter's endowment raised by --step (by default one whole unit of
    /// the currency, as cities do), and stops only when the next outcome would cost more than the budget (as cities do). `add-one-until-exhaustive` stops also when nothing more
    /// would fit (as pabutools does). `utilitarian` then adds remaining projects by votes, `phragmen` by Phragmén's rule
    /// from what voters have left. `budget-increase` raises the budget by --percent instead.
    #[arg(long, value_enum, value_delimiter = ',', default_value = "none")]
    completion: Vec<CompletionName>,
    /// Keep the outcome only unless more voters prefer another one
    #[arg(long, value_enum, default_value = "none")]
    comparison: ComparisonName,
    /// How ties are broken: by id (as strings, ascending), or by lowest cost, most votes, id; or by lot
    #[arg(long, value_enum, default_value = "id")]
    ties: TiesName,
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
    unit_costs: bool,
    /// Bounds for service groups: JSON such as {"mode": "reserve", "groups": {"general": {"least_number": 10}}}
    #[arg(long, value_name = "FILE")]
    quotas: Option<PathBuf>,
    /// add-one: raise per run and voter in the currency's main unit (with --unit-costs in seats); without it 1
    #[arg(long, value_name = "AMOUNT", value_parser = decimal)]
    pub step: Option<Decimal>,
    /// add-one: begin with the budget per voter exactly, or rounded down to whole units
    #[arg(long, value_enum, default_value = "exact")]
    start: StartName,
    /// budget-increase: raise per run in per cent of the budget
    #[arg(long, value_name = "PER_CENT", value_parser = decimal, default_value = "1")]
    percent: Decimal,
    /// Which projects must not fit any more for an outcome to be exhaustive
    #[arg(long, value_enum, default_value = "supported")]
    exhaustive_over: ExhaustiveName,
    /// Whether a project that does not fit is skipped; without it: skip, but with Phragmén no-skip (as pabutools does)
    #[arg(long, value_enum)]
    fit: Option<FitName>,
    /// Least votes (points) for a project to be eligible, by whatever rule; scores: least score from 0 to 1
    #[arg(long, value_name = "VOTES", value_parser = decimal)]
    threshold: Option<Decimal>,
    /// Experts' score sheets: CSV (body, expert, project_id, score) or JSON
    #[arg(long, value_name = "FILE")]
    pub scores: Option<PathBuf>,
    /// Rule `scores`: weights of the ballots and of each body, such as ballots=40,panel=30,committee=30
    #[arg(long, value_name = "BODY=WEIGHT", value_delimiter = ',')]
    weights: Vec<String>,
    /// Rule `scores`: how one expert's scores are put on a scale from 0 to 1
    #[arg(long, value_enum, default_value = "highest")]
    normalisation: NormalisationName,
    /// Normalisation `scale`: the highest score that could be given
    #[arg(long, value_name = "SCORE", value_parser = decimal)]
    top_score: Option<Decimal>,
    /// Take the whole rule from a JSON file as it stands on a record; --budget and --number still hold
    #[arg(long, value_name = "FILE")]
    rule_file: Option<PathBuf>,
}

/// Reads an amount.
pub fn decimal(text: &str) -> Result<Decimal, String> {
    Decimal::parse(text).map_err(|reason| reason.to_string())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RuleName {
    /// Method of Equal Shares
    EqualShares,
    /// Phragmén's sequential rule with costs
    Phragmen,
    /// By votes (by points with `--utility points-times-cost`)
    Greedy,
    /// By votes per cost (by points per cost with `--utility points`)
    GreedyPerCost,
    /// Sequential proportional approval voting; needs --number, and --unit-costs where costs differ
    SequentialPav,
    /// Method of Equal Shares with bounded overspending
    BoundedOverspending,
    /// Weighted mean of ballots and experts' scores; needs --weights
    Scores,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum UtilityName {
    Cost,
    Cardinality,
    Points,
    PointsTimesCost,
    Borda,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CompletionName {
    None,
    AddOne,
    AddOneUntilExhaustive,
    BudgetIncrease,
    BudgetIncreaseUntilExhaustive,
    Utilitarian,
    Phragmen,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ComparisonName {
    None,
    Greedy,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TiesName {
    Id,
    CostVotes,
    Lot,
    CostVotesLot,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StartName {
    Exact,
    Integral,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ExhaustiveName {
    All,
    Supported,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FitName {
    Skip,
    NoSkip,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum NormalisationName {
    Scale,
    Highest,
    Range,
    Rank,
}

impl RuleArguments {
    /// The rule these arguments describe.
    pub fn rule(&self) -> Result<SelectionRule> {
        if let Some(path) = &self.rule_file {
            let text = fs::read_to_string(path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            let mut rule: SelectionRule = serde_json::from_str(&text)
                .with_context(|| format!("{}: not a selection rule", path.display()))?;
            rule.budget = self.budget.or(rule.budget);
            rule.number = self.number.or(rule.number);
            return Ok(rule);
        }
        let pav = self.rule == RuleName::SequentialPav;
        if pav && self.number.is_none() {
            bail!("--rule sequential-pav selects a number of projects: add --number COUNT");
        }
        let mut rule = SelectionRule::new(self.method()?, self.utility()?);
        rule.completion = self.completions()?;
        if self.comparison == ComparisonName::Greedy {
            rule.comparison = Some(Comparison::Greedy);
        }
        rule.ties = self.ties()?;
        rule.budget = self.budget;
        rule.number = self.number;
        rule.unit_costs = self.unit_costs;
        // Greedy and scores have one of their own.
        if !matches!(rule.rule, Rule::Greedy { .. } | Rule::Scores(_)) {
            rule.threshold = self.threshold;
        }
        if let Some(path) = &self.quotas {
            let text = fs::read_to_string(path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            let quotas: Quotas = serde_json::from_str(&text)
                .with_context(|| format!("{}: not quotas (see --help)", path.display()))?;
            rule.quotas = Some(quotas);
        }
        Ok(rule)
    }

    fn method(&self) -> Result<Rule> {
        let fit = |default: Fit| match self.fit {
            Some(FitName::Skip) => Fit::Skip,
            Some(FitName::NoSkip) => Fit::NoSkip,
            None => default,
        };
        Ok(match self.rule {
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
                bail!("--weights {part}: expected BODY=WEIGHT such as ballots=40,panel=60");
            };
            let weight = weight.trim().parse().with_context(|| {
                format!("--weights {part}: the weight is not a whole number up to 4294967295")
            })?;
            if weights.insert(body.trim().to_owned(), weight).is_some() {
                bail!("--weights names {body} twice");
            }
        }
        if weights.is_empty() {
            bail!("--rule scores needs --weights, such as ballots=40,panel=30,committee=30");
        }
        let normalisation = match (self.normalisation, self.top_score) {
            (NormalisationName::Scale, Some(top)) => Normalisation::Scale { top },
            (NormalisationName::Scale, None) => {
                bail!(
                    "--normalisation scale needs --top-score, the highest score that could be given"
                )
            }
            (NormalisationName::Highest, _) => Normalisation::Highest {},
            (NormalisationName::Range, _) => Normalisation::Range {},
            (NormalisationName::Rank, _) => Normalisation::Rank {},
        };
        Ok(ScoreRule {
            ballots: weights.remove("ballots").unwrap_or(0),
            bodies: weights,
            normalisation,
            fit,
            threshold: self.threshold,
        })
    }

    fn utility(&self) -> Result<Utility> {
        if self.borda_scores.is_some() && self.utility != UtilityName::Borda {
            bail!("--borda-scores goes with --utility borda");
        }
        let per_cost = self.rule == RuleName::GreedyPerCost;
        Ok(match self.utility {
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
        })
    }

    fn completions(&self) -> Result<Vec<Completion>> {
        let start = match self.start {
            StartName::Exact => Start::Exact,
            StartName::Integral => Start::Integral,
        };
        let exhaustive_over = match self.exhaustive_over {
            ExhaustiveName::All => ExhaustiveOver::All,
            ExhaustiveName::Supported => ExhaustiveOver::Supported,
        };
        let add_one = |stop| Completion::AddOne {
            start,
            step: self.step.unwrap_or(Decimal::from(1)),
            stop,
            exhaustive_over,
        };
        let increase = |stop| Completion::BudgetIncrease {
            percent: self.percent,
            stop,
            exhaustive_over,
        };
        let mut completions = Vec::new();
        for name in &self.completion {
            completions.push(match name {
                CompletionName::None if self.completion.len() > 1 => {
                    bail!("--completion none cannot be combined with another completion")
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
            (Some(seed), Some(value)) => Ok(Lot {
                seed: seed.clone(),
                value: value.clone(),
            }),
            _ => {
                bail!("ties by lot need --lot-seed (committed to before the vote) and --lot-value")
            }
        };
        Ok(match self.ties {
            TiesName::Id => Ties::Id {},
            TiesName::CostVotes => Ties::CostVotes {},
            TiesName::Lot => Ties::Lot(lot()?),
            TiesName::CostVotesLot => Ties::CostVotesLot(lot()?),
        })
    }
}
