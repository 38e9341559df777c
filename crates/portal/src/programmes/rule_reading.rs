//! What was typed of a selection rule, on its way to one: amounts as the record has them, what the engine asks for put together.

use std::collections::BTreeMap;

use madang_programme::votes::Lot;
use madang_programme::votes::engine::{
    Comparison, Completion, Decimal, ExhaustiveOver, Fit, Normalisation, Quota, Quotas, Rule,
    ScoreRule, SelectionRule, Start, Stop, Ties, Utility,
};
use madang_words::money;

use crate::frame::fields::smallest_unit;
use crate::frame::form::Field;
use crate::frame::query::Query;
use crate::model::ProgrammeDetail;
use crate::programmes::choices::{
    BREAKS, Breaks, COMPLETIONS, Completes, FILLS, FITS, Fills, MODES, SCALES, Scales, WORTHS,
    Worth,
};
use crate::programmes::rule::{
    BALLOTS, BOUNDS, BUDGET, COMPARED, Method, NUMBER, OVER_ALL, PERCENT, PLACES_WORTH, QUOTAS,
    RAISE, SEATS, THRESHOLD, TOP, Typed, WEIGHTS, WHOLE_SHARES, bound, weight,
};

/// What was typed, on its way to a rule.
pub struct Reading<'a> {
    /// What was typed.
    pub typed: &'a Typed,
    /// The method that was chosen.
    pub method: Method,
    /// The programme, with its bodies, groups and currency.
    pub programme: &'a ProgrammeDetail,
}

impl Reading<'_> {
    /// A number as it was typed; `None` where nothing was.
    fn decimal(&self, query: &mut Query, field: Field, typed: &str) -> Option<Decimal> {
        let plain = typed.replace(',', "");
        if plain.is_empty() {
            return None;
        }
        let parsed = Decimal::parse(&plain).ok();
        if parsed.is_none() {
            query.refuse(field, "programme-set-no-amount", typed, "");
        }
        parsed
    }

    /// Money as it was typed in the currency's main unit, in its smallest one: as the record has it.
    fn money(&self, query: &mut Query, field: Field, typed: &str) -> Option<Decimal> {
        if typed.is_empty() {
            return None;
        }
        let currency = &self.programme.summary.facts.currency;
        let smallest = smallest_unit(typed, currency);
        if smallest.is_none() {
            query.refuse(field, "programme-set-no-amount", typed, "");
        }
        smallest.map(Decimal::from)
    }

    fn number(&self, query: &mut Query, field: Field, typed: &str) -> Option<u32> {
        if typed.is_empty() {
            return None;
        }
        let number = typed.replace(',', "").parse().ok();
        if number.is_none() {
            query.refuse(field, "programme-set-no-amount", typed, "");
        }
        number
    }

    /// The rule; what is wrong or missing is noted.
    pub fn rule(&self, query: &mut Query) -> Option<SelectionRule> {
        let typed = self.typed;
        let threshold = self.decimal(query, THRESHOLD, typed.plain(THRESHOLD));
        let fit = match (typed.chosen(&FITS), self.method) {
            (Some(fit), _) => fit,
            (None, Method::Phragmen) => Fit::NoSkip,
            (None, _) => Fit::Skip,
        };
        let method = match self.method {
            Method::EqualShares => Rule::EqualShares {},
            Method::BoundedOverspending => Rule::BoundedOverspending {},
            Method::Phragmen => Rule::Phragmen { fit },
            Method::Votes | Method::VotesPerCost => Rule::Greedy { fit, threshold },
            Method::ProportionalApproval => Rule::ProportionalApproval {},
            Method::Scores => Rule::Scores(self.scores(query, fit)?.with_threshold(threshold)),
        };
        let own = matches!(method, Rule::Greedy { .. } | Rule::Scores(_));
        let mut rule = SelectionRule::new(method, self.utility(query));
        rule.threshold = threshold.filter(|_| !own);
        rule.completion = self.completions(query);
        rule.comparison = typed.given(COMPARED).then_some(Comparison::Greedy);
        rule.ties = match typed.chosen(&BREAKS) {
            Some(Breaks::Id) => Ties::Id {},
            Some(Breaks::Lot) => Ties::Lot(Lot::default()),
            Some(Breaks::CostVotesLot) => Ties::CostVotesLot(Lot::default()),
            Some(Breaks::CostVotes) | None => Ties::CostVotes {},
        };
        rule.budget = self.money(query, BUDGET, typed.plain(BUDGET));
        rule.number = self.number(query, NUMBER, typed.plain(NUMBER));
        rule.unit_costs = typed.given(SEATS) || self.method == Method::ProportionalApproval;
        rule.quotas = self.quotas(query);
        if self.method == Method::ProportionalApproval {
            typed.needed(query, NUMBER, rule.number.is_some());
        } else if rule.number.is_none() {
            typed.needed(query, BUDGET, rule.budget.is_some());
        }
        Some(rule)
    }

    /// What a proposal is worth. Most votes first is what the engine calls worth its cost for its cost.
    fn utility(&self, query: &mut Query) -> Utility {
        let typed = self.typed;
        let places = typed.plain(PLACES_WORTH);
        let scores = (!places.is_empty()).then(|| {
            let numbers = places.split([',', ' ']).filter(|part| !part.is_empty());
            let numbers: Result<Vec<u32>, _> = numbers.map(str::parse).collect();
            numbers.unwrap_or_else(|_| {
                query.refuse(PLACES_WORTH, "programme-set-no-amount", places, "");
                Vec::new()
            })
        });
        let worth = typed.chosen(&WORTHS).unwrap_or(Worth::Cost);
        match (worth, self.method) {
            (Worth::Places, _) => Utility::Borda { scores },
            (Worth::Points | Worth::PointsTimesCost, Method::VotesPerCost) => Utility::Points {},
            (Worth::Cost | Worth::Cardinality, Method::VotesPerCost) => Utility::Cardinality {},
            (Worth::Points | Worth::PointsTimesCost, Method::Votes) => Utility::PointsTimesCost {},
            (Worth::Cost | Worth::Cardinality, Method::Votes) => Utility::Cost {},
            (Worth::Cost, _) => Utility::Cost {},
            (Worth::Cardinality, _) => Utility::Cardinality {},
            (Worth::Points, _) => Utility::Points {},
            (Worth::PointsTimesCost, _) => Utility::PointsTimesCost {},
        }
    }

    fn completions(&self, query: &mut Query) -> Vec<Completion> {
        let typed = self.typed;
        let one = Decimal::from(1);
        let raise = self.money(query, RAISE, typed.plain(RAISE));
        let percent = self.decimal(query, PERCENT, typed.plain(PERCENT));
        let stop = match typed.is_exhaustive() {
            true => Stop::InfeasibleOrExhaustive,
            false => Stop::Infeasible,
        };
        let exhaustive_over = match typed.given(OVER_ALL) {
            true => ExhaustiveOver::All,
            false => ExhaustiveOver::Supported,
        };
        let main_unit = money::decimals(&self.programme.summary.facts.currency).unwrap_or(0);
        // Where nothing else is chosen, equal shares are completed as cities do.
        let usual = self.method == Method::EqualShares;
        let chosen = typed.chosen(&COMPLETIONS);
        let first = match chosen.or(usual.then_some(Completes::AddOne)) {
            None | Some(Completes::Not) => None,
            Some(Completes::AddOne | Completes::AddOneExhaustive) => Some(Completion::AddOne {
                start: match typed.given(WHOLE_SHARES) {
                    true => Start::Integral,
                    false => Start::Exact,
                },
                step: raise.unwrap_or_else(|| Decimal::from(10_u64.saturating_pow(main_unit))),
                stop,
                exhaustive_over,
            }),
            Some(Completes::Increase | Completes::IncreaseExhaustive) => {
                Some(Completion::BudgetIncrease {
                    percent: percent.unwrap_or(one),
                    stop,
                    exhaustive_over,
                })
            }
        };
        let chosen = typed.chosen(&FILLS);
        let then = match chosen.or(usual.then_some(Fills::Utilitarian)) {
            None | Some(Fills::Not) => None,
            Some(Fills::Utilitarian) => Some(Completion::Utilitarian {}),
            Some(Fills::Phragmen) => Some(Completion::Phragmen {}),
        };
        first.into_iter().chain(then).collect()
    }

    fn scores(&self, query: &mut Query, fit: Fit) -> Option<ScoreRule> {
        let typed = self.typed;
        let mut weights = BTreeMap::new();
        for body in &self.programme.bodies {
            let id = &body.facts.id;
            let weight = self.number(query, WEIGHTS, typed.named(&weight(id)));
            weights.extend(
                weight
                    .filter(|weight| *weight > 0)
                    .map(|of| (id.clone(), of)),
            );
        }
        let ballots = self.number(query, WEIGHTS, typed.named(&weight(BALLOTS)));
        let ballots = ballots.unwrap_or(0);
        typed.needed(query, WEIGHTS, ballots > 0 || !weights.is_empty());
        let top = self.decimal(query, TOP, typed.plain(TOP));
        let scale = match typed.chosen(&SCALES) {
            Some(Scales::Scale) => {
                typed.needed(query, TOP, top.is_some());
                Normalisation::Scale { top: top? }
            }
            Some(Scales::Range) => Normalisation::Range {},
            Some(Scales::Rank) => Normalisation::Rank {},
            None => Normalisation::Highest {},
        };
        Some(ScoreRule::new(ballots, weights, scale).with_fit(fit))
    }

    fn quotas(&self, query: &mut Query) -> Option<Quotas> {
        let typed = self.typed;
        let mut groups = BTreeMap::new();
        for group in &self.programme.groups {
            let id = &group.facts.id;
            let [least_number, most_number, least_money, most_money] =
                BOUNDS.map(|(name, _)| typed.named(&bound(name, id)).to_owned());
            let quota = Quota::default()
                .with_least_number(self.number(query, QUOTAS, &least_number))
                .with_most_number(self.number(query, QUOTAS, &most_number))
                .with_least_money(self.money(query, QUOTAS, &least_money))
                .with_most_money(self.money(query, QUOTAS, &most_money));
            if quota != Quota::default() {
                groups.insert(id.clone(), quota);
            }
        }
        match (typed.chosen(&MODES), groups.is_empty()) {
            (None, true) => None,
            (Some(mode), false) => Some(Quotas::new(mode, groups)),
            (Some(_), true) | (None, false) => {
                query.refuse(QUOTAS, "programme-rule-quotas-half", "", "");
                None
            }
        }
    }
}
