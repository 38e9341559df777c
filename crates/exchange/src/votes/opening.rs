//! A vote that is opened for ballots to come: its selection rule and how ballots are read, from a JSON file.

use madang_programme::Command;
use madang_programme::votes::{
    BallotRule, Lot, LotForm, LotPledge, OpenVote, RepeatedVoter, RuleFixed, UnknownProject,
};
use madang_record::Hash;
use madang_selection::SelectionRule;
use madang_words::{Text, money};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::fields::{Fields, FromFields, read_object};
use crate::mistake::Mistakes;
use crate::places::Places;
use crate::source::Source;
use crate::step::Step;
use crate::words::said;

/// What the file says.
#[derive(Clone, Debug)]
pub struct VoteOpening {
    /// Identifier of the vote, unique in the programme.
    pub vote: String,
    /// Its title, where it has one of its own: where the vote was announced, that under which it was.
    pub title: Option<Text>,
    /// The selection rule, as it will stand on the record. Amounts are whole numbers of the currency's smallest unit, here and in
    /// the file, as everywhere on the record: 200000 of PLN is 2,000 złoty.
    pub rule: SelectionRule,
    /// How ballots are read.
    pub ballots: BallotRule,
    /// Where the rule breaks ties by lot: how it will be drawn.
    pub lot: Option<LotOpening>,
    /// Where this stands in the file.
    pub places: Places,
    /// Ballots tell their time in spans of so many minutes; an hour where it is not said.
    pub grain_minutes: Option<u32>,
}

/// How a lot will be drawn. Whoever opens the vote makes the seed and keeps it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LotOpening {
    /// Which public value goes with the seed.
    pub value: Text,
    /// The form that the value will have.
    #[serde(default)]
    pub form: Option<LotForm>,
    /// It appears no sooner than so many hours after the vote is closed.
    #[serde(default)]
    pub hours_after_close: Option<u32>,
}

/// A vote's seed as the lot takes it.
pub fn seed_text(seed: &[u8; 32]) -> String {
    Hash::from_bytes(*seed).to_hex()
}

/// The identifier of the rule that an import fixes for a vote.
fn rule_of(vote: &str) -> String {
    format!("{vote}-rule")
}

/// A vote that is to open, and the rule that is fixed for it.
#[derive(Clone, Debug)]
pub struct Opening<'a> {
    /// Identifier, unique in the programme.
    pub vote: &'a str,
    /// Its title, where it has one of its own.
    pub title: Option<Text>,
    /// The selection rule.
    pub rule: SelectionRule,
    /// How its lot will be drawn.
    pub lot: Option<LotPledge>,
    /// How ballots are read.
    pub ballots: BallotRule,
    /// Ballots tell their time in spans of so many minutes; an hour where it is not said.
    pub grain_minutes: Option<u32>,
}

/// The steps that fix a rule and open a vote under it.
pub fn open_under(programme: &str, opening: Opening<'_>) -> Vec<Step> {
    let Opening {
        vote,
        title,
        rule,
        lot,
        ballots,
        grain_minutes,
    } = opening;
    let id = rule_of(vote);
    let facts = RuleFixed {
        programme: programme.to_owned(),
        id: id.clone(),
        rule,
        lot,
    };
    let open = OpenVote {
        programme: programme.to_owned(),
        id: vote.to_owned(),
        title,
        rule: id.clone(),
        ballots,
        grain_minutes,
    };
    let fixed = format!("selection_rule/{programme}/{id}");
    let opened = format!("vote/{programme}/{vote}");
    vec![
        Step::making(0, ("selection rule", &id), fixed, Command::plain(facts)),
        Step::making(0, ("vote", vote), opened, open.into()),
    ]
}

impl FromFields for VoteOpening {
    fn read(fields: &mut Fields<'_, '_>) -> Option<VoteOpening> {
        let (vote, title) = (fields.needed("vote"), fields.given("title"));
        let rule = rule(fields);
        let ballots = fields.needed_object("ballots");
        let lot = fields.given("lot");
        let grain_minutes = fields.given("grain_minutes");
        let Ballots(ballots) = ballots?;
        Some(VoteOpening {
            vote: vote?,
            title,
            rule: rule?,
            ballots,
            lot,
            places: fields.places(),
            grain_minutes,
        })
    }
}

/// The rule of a vote, its budget in the currency's smallest unit.
fn rule(fields: &mut Fields<'_, '_>) -> Option<SelectionRule> {
    let rule = usual(fields)?;
    let budget = rule.budget.filter(|budget| budget.scaled(0).is_none());
    if let Some(budget) = budget {
        fields.wrong(
            "rule.budget",
            said!("mistake-budget-not-whole", budget = budget.to_string()),
        );
        return None;
    }
    Some(rule)
}

/// The rule as it stands in the file. Where it says nothing else, a project is worth its cost, and ties go by the lowest cost, the most
/// votes, the id.
fn usual(fields: &mut Fields<'_, '_>) -> Option<SelectionRule> {
    let written: &RawValue = fields.needed("rule")?;
    if let Ok(rule) = serde_json::from_str(written.get()) {
        return Some(rule);
    }
    let mut whole: Value = serde_json::from_str(written.get()).ok()?;
    let usual = [("utility", "cost"), ("ties", "cost-votes")];
    if let Value::Object(map) = &mut whole {
        for (name, kind) in usual {
            let usual = serde_json::json!({ "kind": kind });
            map.entry(name).or_insert(usual);
        }
    }
    match serde_json::from_value(whole) {
        Ok(rule) => Some(rule),
        // Read where it stands, a mistake has its place.
        Err(_) => fields.needed("rule"),
    }
}

/// How ballots are read. A ballot with an unknown project does not count, and of several by one voter the last does, unless
/// the file says otherwise.
struct Ballots(BallotRule);

impl FromFields for Ballots {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Ballots> {
        let ballot_type = fields.needed("type");
        let (min_choices, max_choices) = (fields.given("min_choices"), fields.given("max_choices"));
        let (max_cost, max_points) = (fields.given("max_cost"), fields.given("max_points"));
        let unknown_project = fields.given("unknown_project");
        let repeated_voter = fields.given("repeated_voter");
        Some(Ballots(BallotRule {
            ballot_type: ballot_type?,
            min_choices,
            max_choices,
            max_cost,
            max_points,
            unknown_project: unknown_project.unwrap_or(UnknownProject::DiscardBallot),
            repeated_voter: repeated_voter.unwrap_or(RepeatedVoter::CountLast),
        }))
    }
}

impl LotOpening {
    /// The pledge of a lot with this seed.
    pub fn pledge(&self, seed: &[u8; 32]) -> LotPledge {
        let drawn = Lot::new(seed_text(seed), String::new());
        LotPledge {
            seed_hash: drawn.seed_hash(),
            value: self.value.clone(),
            form: self.form,
            hours_after_close: self.hours_after_close,
        }
    }
}

impl VoteOpening {
    /// Reads a file.
    ///
    /// # Errors
    /// What is wrong in it, with its place.
    pub fn read(source: &Source) -> Result<VoteOpening, Mistakes> {
        read_object(source)
    }

    /// The money that the file states, as a reader meets it, so that whoever took one unit for the other sees it before it stands:
    /// `rule.budget` with `PLN 2,000`.
    pub fn money(&self, currency: &str) -> Vec<(&'static str, String)> {
        let budget = self.rule.budget.and_then(|budget| budget.scaled(0));
        let budget = budget.and_then(|budget| u64::try_from(budget).ok());
        let stated = [
            ("rule.budget", budget),
            ("ballots.max_cost", self.ballots.max_cost),
        ];
        let stated = stated
            .into_iter()
            .filter_map(|(field, amount)| Some((field, money::with_code(amount?, currency))));
        stated.collect()
    }

    /// The steps that fix the file's rule and open its vote. `seed` is that of the lot, where there is one.
    pub fn steps(&self, programme: &str, seed: Option<&[u8; 32]>) -> Vec<Step> {
        let lot = self.lot.as_ref().zip(seed);
        let pledge = lot.map(|(lot, seed)| lot.pledge(seed));
        let (rule, ballots) = (self.rule.clone(), self.ballots.clone());
        let opening = Opening {
            vote: &self.vote,
            title: self.title.clone(),
            rule,
            lot: pledge,
            ballots,
            grain_minutes: self.grain_minutes,
        };
        let steps = open_under(programme, opening);
        steps
            .into_iter()
            .map(|step| step.at(&self.places))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opening(budget: &str, max_cost: &str) -> Result<VoteOpening, String> {
        let text = format!(
            r#"{{"vote": "v", "rule": {{"rule": {{"kind": "equal-shares"}}, "budget": {budget}}},
                 "ballots": {{"type": "approval", "max_cost": {max_cost}}}}}"#
        );
        let source = Source::new("vote.json", text.into_bytes()).map_err(|error| error.to_string());
        VoteOpening::read(&source?).map_err(|error| error.to_string())
    }

    /// The same number is a hundred times less in a currency that has cents, and it is said so.
    #[test]
    fn money_is_in_the_smallest_unit_and_said_in_the_main_one() {
        let of = opening("\"200050\"", "1205").expect("a vote");
        assert_eq!(
            of.rule.budget.map(|budget| budget.to_string()).as_deref(),
            Some("200050")
        );
        assert_eq!(of.ballots.max_cost, Some(1205));
        let said = |budget: &str, most: &str| {
            let budget = ("rule.budget", budget.to_owned());
            vec![budget, ("ballots.max_cost", most.to_owned())]
        };
        assert_eq!(of.money("PLN"), said("PLN 2,000.5", "PLN 12.05"));
        assert_eq!(of.money("KRW"), said("KRW 200,050", "KRW 1,205"));
        let error = opening("\"2000.50\"", "1205").expect_err("half a grosz");
        assert!(
            error.contains("\"rule.budget\" (budget): 2000.5 is not whole"),
            "{error}"
        );
        opening("\"2000\"", "12.05").expect_err("half a grosz");
    }
}
