//! A selection rule as an official writes it in a form, before it is one: every rule that the engine has.

use std::collections::BTreeMap;

use madang_programme::votes::{Lot, LotForm, LotPledge, RuleFixed};
use madang_words::Language;

use crate::frame::act::Places;
use crate::frame::fields::{InBoth, Words};
use crate::frame::form::Field;
use crate::frame::query::Query;
use crate::model::ProgrammeDetail;
use crate::programmes::choices::{
    BREAKS, Breaks, COMPLETIONS, Choices, Completes, FILLS, FITS, Fills, MODES, SCALES, Scales,
    WORTHS, Worth,
};
use crate::programmes::filled::ID;
use crate::programmes::rule_reading::Reading;

/// How it is chosen.
pub const METHOD: Field = Field::new("method", "programme-set-method");
/// What a proposal is worth to a voter who chooses it.
pub const UTILITY: Field = Field::new("utility", "programme-rule-utility");
/// Points for the first, second, … place.
pub const PLACES_WORTH: Field = Field::new("places", "programme-rule-places");
/// The budget.
pub const BUDGET: Field = Field::new("budget", "programme-set-budget");
/// How many are chosen.
pub const NUMBER: Field = Field::new("number", "programme-rule-number");
/// Whether costs do not count.
pub const SEATS: Field = Field::new("seats", "programme-rule-seats");
/// What follows while money is left.
pub const COMPLETION: Field = Field::new("completion", "programme-rule-completion");
/// By how much shares are raised.
pub const RAISE: Field = Field::new("raise", "programme-rule-raise");
/// Whether the first shares are whole amounts.
pub const WHOLE_SHARES: Field = Field::new("whole-shares", "programme-rule-whole-shares");
/// By how much the budget is raised.
pub const PERCENT: Field = Field::new("percent", "programme-rule-percent");
/// Whether what nobody supports counts as fitting.
pub const OVER_ALL: Field = Field::new("over-all", "programme-rule-over-all");
/// With what the rest is filled.
pub const AFTER: Field = Field::new("after", "programme-rule-after");
/// Whether the outcome is compared with that by votes.
pub const COMPARED: Field = Field::new("compared", "programme-rule-compared");
/// What becomes of what does not fit.
pub const FIT: Field = Field::new("fit", "programme-rule-fit");
/// The fewest votes.
pub const THRESHOLD: Field = Field::new("threshold", "programme-rule-threshold");
/// How ties are broken.
pub const TIES: Field = Field::new("ties", "programme-rule-ties");
/// What goes with the seed of a lot.
pub const LOT_VALUE: InBoth = InBoth::new(
    ("lot-value", "programme-rule-lot-value"),
    ("lot-value-other", "programme-set-other"),
);
/// How many numbers it is.
pub const LOT_NUMBERS: Field = Field::new("lot-numbers", "programme-rule-lot-numbers");
/// The least of them.
pub const LOT_LEAST: Field = Field::new("lot-least", "programme-rule-lot-least");
/// The greatest of them.
pub const LOT_MOST: Field = Field::new("lot-most", "programme-rule-lot-most");
/// Whether they are different, in order.
pub const LOT_ASCENDING: Field = Field::new("lot-ascending", "programme-rule-lot-ascending");
/// How long after the vote it appears.
pub const LOT_HOURS: Field = Field::new("lot-hours", "programme-rule-lot-hours");
/// The seed, which whoever fixes the rule keeps.
pub const LOT_SEED: Field = Field::for_programs("lot-seed");
/// The digest of the rule that was looked at in words.
pub const LOOKED_AT: Field = Field::for_programs("looked-at");
/// What ballots and bodies weigh.
pub const WEIGHTS: Field = Field::new("weight", "programme-rule-weights");
/// How scores are put on one scale.
pub const SCALE: Field = Field::new("scale", "programme-rule-scale");
/// The highest score.
pub const TOP: Field = Field::new("top", "programme-rule-top");
/// How bounds of groups are kept.
pub const QUOTAS: Field = Field::new("quotas", "programme-rule-quotas");

/// The bounds of a group, by the beginning of their fields' names.
pub const BOUNDS: [(&str, &str); 4] = [
    ("least-number", "programme-rule-least-number"),
    ("most-number", "programme-rule-most-number"),
    ("least-money", "programme-rule-least-money"),
    ("most-money", "programme-rule-most-money"),
];

/// The ballots among what is weighed.
pub const BALLOTS: &str = "ballots";

/// Where on the form stands what the record calls by these names.
pub const RULE_PLACES: Places<'_> = &[
    ("id", ID),
    ("rule", METHOD),
    ("rule.ties", TIES),
    ("lot", TIES),
    ("lot.form", LOT_NUMBERS),
    ("lot.value", LOT_VALUE.here),
    ("lot.hours_after_close", LOT_HOURS),
];

/// A method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Equal shares.
    EqualShares,
    /// The same with bounded overspending.
    BoundedOverspending,
    /// Phragmén's rule.
    Phragmen,
    /// The most votes first.
    Votes,
    /// The most votes for the cost first.
    VotesPerCost,
    /// Proportional approval voting.
    ProportionalApproval,
    /// Weighted scores of ballots and bodies.
    Scores,
}

impl Method {
    /// Every one.
    pub const ALL: [Method; 7] = [
        Method::EqualShares,
        Method::BoundedOverspending,
        Method::Phragmen,
        Method::Votes,
        Method::VotesPerCost,
        Method::ProportionalApproval,
        Method::Scores,
    ];

    /// Its name in the form.
    pub fn name(self) -> &'static str {
        match self {
            Method::EqualShares => "equal-shares",
            Method::BoundedOverspending => "bounded-overspending",
            Method::Phragmen => "phragmen",
            Method::Votes => "votes",
            Method::VotesPerCost => "votes-per-cost",
            Method::ProportionalApproval => "proportional-approval",
            Method::Scores => "scores",
        }
    }

    fn takes_in_order(self) -> bool {
        match self {
            Method::Phragmen | Method::Votes | Method::VotesPerCost | Method::Scores => true,
            Method::EqualShares | Method::BoundedOverspending | Method::ProportionalApproval => {
                false
            }
        }
    }
}

/// What was typed: every field of the form by its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    plain: BTreeMap<String, String>,
    /// What goes with the seed of a lot.
    pub lot_value: Words,
}

/// What is typed as a text or a number.
const LINES: [Field; 12] = [
    ID,
    PLACES_WORTH,
    BUDGET,
    NUMBER,
    RAISE,
    PERCENT,
    THRESHOLD,
    LOT_NUMBERS,
    LOT_LEAST,
    LOT_MOST,
    LOT_HOURS,
    TOP,
];

/// What a box says that is ticked.
pub const TICKED: &str = "yes";

/// The boxes.
const BOXES: [Field; 5] = [SEATS, WHOLE_SHARES, OVER_ALL, COMPARED, LOT_ASCENDING];

/// The name of the field for what a body weighs.
pub fn weight(body: &str) -> String {
    format!("{}-{body}", WEIGHTS.name)
}

/// The name of the field for a bound of a group.
pub fn bound(bound: &str, group: &str) -> String {
    format!("{bound}-{group}")
}

impl Typed {
    /// What the form begins with: as cities do it.
    pub fn usual() -> Typed {
        let usual = [
            (METHOD, Method::EqualShares.name()),
            (UTILITY, WORTHS.all[0].0),
            (TIES, BREAKS.all[0].0),
        ];
        let plain = usual
            .into_iter()
            .map(|(field, value)| (field.name.to_owned(), value.to_owned()));
        Typed {
            plain: plain.collect(),
            lot_value: Words::default(),
        }
    }

    /// Reads the fields, with those of the bodies and groups of a programme. What is none of a field's choices is refused: taken as
    /// another one, it would be fixed for good.
    pub fn read(query: &mut Query, programme: &ProgrammeDetail) -> Typed {
        let mut plain = BTreeMap::new();
        for field in LINES.into_iter().chain([LOT_SEED]) {
            plain.insert(field.name.to_owned(), query.text(field));
        }
        for field in BOXES {
            let ticked = query.one_of(field, [(TICKED, TICKED)]);
            plain.insert(field.name.to_owned(), ticked.unwrap_or_default().to_owned());
        }
        let methods = Method::ALL.map(|method| (method.name(), method.name()));
        let method = query.one_of(METHOD, methods).unwrap_or_default();
        for (field, chosen) in [
            (METHOD, method.to_owned()),
            (TIES, BREAKS.read(query)),
            (UTILITY, WORTHS.read(query)),
            (COMPLETION, COMPLETIONS.read(query)),
            (AFTER, FILLS.read(query)),
            (FIT, FITS.read(query)),
            (SCALE, SCALES.read(query)),
            (QUOTAS, MODES.read(query)),
        ] {
            plain.insert(field.name.to_owned(), chosen);
        }
        let bodies = programme.bodies.iter().map(|body| body.facts.id.as_str());
        let mut own: Vec<String> = bodies.chain([BALLOTS]).map(weight).collect();
        for group in &programme.groups {
            own.extend(BOUNDS.map(|(name, _)| bound(name, &group.facts.id)));
        }
        for name in own {
            let value = query.all(&name).next().unwrap_or_default();
            let value = value.trim().to_owned();
            plain.insert(name, value);
        }
        Typed {
            plain,
            lot_value: Words::read(query, LOT_VALUE),
        }
    }

    /// What stands in a field of that name.
    pub fn named(&self, name: &str) -> &str {
        self.plain.get(name).map_or("", String::as_str)
    }

    /// What stands in a field.
    pub fn plain(&self, field: Field) -> &str {
        self.named(field.name)
    }

    /// Whether anything stands in it.
    pub fn given(&self, field: Field) -> bool {
        !self.plain(field).is_empty()
    }

    /// The method that was chosen.
    pub fn method(&self) -> Option<Method> {
        let name = self.plain(METHOD);
        Method::ALL.into_iter().find(|method| method.name() == name)
    }

    /// The same with a seed for its lot.
    pub fn with_seed(mut self, seed: String) -> Typed {
        self.plain.insert(LOT_SEED.name.to_owned(), seed);
        self
    }

    /// What was chosen in a field, where anything was.
    pub fn chosen<T: Copy>(&self, choices: &Choices<T>) -> Option<T> {
        choices.named(self.plain(choices.field))
    }

    /// Whether ties go by lot.
    pub fn by_lot(&self) -> bool {
        match self.chosen(&BREAKS) {
            Some(Breaks::Lot | Breaks::CostVotesLot) => true,
            Some(Breaks::CostVotes | Breaks::Id) | None => false,
        }
    }

    /// Whether what follows goes on until nothing more fits.
    pub fn is_exhaustive(&self) -> bool {
        match self.chosen(&COMPLETIONS) {
            Some(Completes::AddOneExhaustive | Completes::IncreaseExhaustive) => true,
            Some(Completes::Not | Completes::AddOne | Completes::Increase) | None => false,
        }
    }

    /// Notes what would change nothing: whoever types it expects something else than they would get.
    fn check_applies(&self, query: &mut Query, method: Method) {
        let equal_shares = method == Method::EqualShares;
        let completion = self.chosen(&COMPLETIONS);
        let (adds, increases) = match completion {
            Some(Completes::AddOne | Completes::AddOneExhaustive) => (true, false),
            Some(Completes::Increase | Completes::IncreaseExhaustive) => (false, true),
            Some(Completes::Not) => (false, false),
            None => (equal_shares, false),
        };
        let completes = completion.is_some_and(|chosen| chosen != Completes::Not);
        let exhaustive = self.is_exhaustive();
        let in_seats = self.given(SEATS) || method == Method::ProportionalApproval;
        let scores = method == Method::Scores;
        let worth = self.chosen(&WORTHS);
        let points = matches!(worth, Some(Worth::Points | Worth::PointsTimesCost));
        let no_points = matches!(method, Method::Phragmen | Method::ProportionalApproval);
        let no_product = scores && worth == Some(Worth::PointsTimesCost);
        let by_scale = self.chosen(&SCALES) == Some(Scales::Scale);
        let phragmen = self.chosen(&FILLS) == Some(Fills::Phragmen);
        let rows = [
            (COMPLETION, completes && !equal_shares),
            (AFTER, phragmen && !equal_shares),
            (RAISE, self.given(RAISE) && !adds),
            (WHOLE_SHARES, self.given(WHOLE_SHARES) && !adds),
            (PERCENT, self.given(PERCENT) && !increases),
            (OVER_ALL, self.given(OVER_ALL) && !exhaustive),
            (BUDGET, self.given(BUDGET) && in_seats),
            (FIT, self.given(FIT) && !method.takes_in_order()),
            (UTILITY, (points && no_points) || no_product),
            (
                PLACES_WORTH,
                self.given(PLACES_WORTH) && worth != Some(Worth::Places),
            ),
            (SCALE, self.given(SCALE) && !scores),
            (TOP, self.given(TOP) && !by_scale),
            (LOT_NUMBERS, self.given(LOT_NUMBERS) && !self.by_lot()),
            (LOT_HOURS, self.given(LOT_HOURS) && !self.by_lot()),
        ];
        for (field, _) in rows.into_iter().filter(|(_, wrong)| *wrong) {
            query.refuse(field, "programme-rule-no-effect", "", "");
        }
    }

    /// Notes that something is missing, once.
    pub fn needed(&self, query: &mut Query, field: Field, is: bool) {
        if !is && query.errors.iter().all(|error| error.field != field) {
            query.refuse(field, "programme-set-needed", "", "");
        }
    }

    /// The rule that is fixed; what is wrong or missing is noted.
    pub fn facts(
        &self,
        query: &mut Query,
        programme: &ProgrammeDetail,
        lang: Language,
    ) -> Option<RuleFixed> {
        let Some(method) = self.method() else {
            if query.errors.iter().all(|error| error.field != METHOD) {
                query.refuse(METHOD, "error-choose", "", "");
            }
            return None;
        };
        self.check_applies(query, method);
        let reading = Reading {
            typed: self,
            method,
            programme,
        };
        let rule = reading.rule(query);
        let lot = match self.by_lot() {
            true => self.pledge(query, lang),
            false => None,
        };
        (query.errors.is_empty()).then_some(RuleFixed {
            programme: programme.summary.facts.id.clone(),
            id: self.plain(ID).to_owned(),
            rule: rule?,
            lot,
        })
    }

    fn pledge(&self, query: &mut Query, lang: Language) -> Option<LotPledge> {
        let mut number = |field: Field| {
            let number = query.optional_number(field, 0..=u64::from(u32::MAX));
            self.needed(query, field, number.is_some());
            number.and_then(|number| u32::try_from(number).ok())
        };
        let (numbers, least) = (number(LOT_NUMBERS), number(LOT_LEAST));
        let (most, hours) = (number(LOT_MOST), number(LOT_HOURS));
        let value = self.lot_value.text(lang);
        self.needed(query, LOT_VALUE.here, value.is_some());
        let form = LotForm {
            numbers: numbers?,
            least: least?,
            most: most?,
            ascending: self.given(LOT_ASCENDING),
        };
        let seed = Lot::new(self.plain(LOT_SEED), "");
        Some(LotPledge {
            seed_hash: seed.seed_hash(),
            value: value?,
            form: Some(form),
            hours_after_close: hours,
        })
    }
}
