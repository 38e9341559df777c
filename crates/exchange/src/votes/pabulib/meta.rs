//! What a `.pb` file's META says, in the terms of the record.

use madang_programme::votes::{BallotRule, BallotType, RepeatedVoter, UnknownProject};
use madang_selection::{Decimal, Election, Money, VoteType};
use madang_words::{check_shown, mapped, money};
use unicode_normalization::UnicodeNormalization;

use super::Candidate;
use crate::mistake::Mistake;

/// The currency of a file's money: as its META says, else that of its country, else won.
pub(super) fn currency(election: &Election) -> &str {
    if let Some(currency) = election.meta_value("currency") {
        return currency.trim();
    }
    match election.meta_value("country").unwrap_or_default().trim() {
        "Poland" => "PLN",
        "France" | "Netherlands" | "Germany" | "Spain" | "Italy" | "Portugal" => "EUR",
        "Switzerland" => "CHF",
        "Hungary" => "HUF",
        "US" | "USA" | "United States" => "USD",
        _ => "KRW",
    }
}

/// A file that was read, with what its amounts are in.
pub(super) struct Meta<'e> {
    pub(super) name: &'e str,
    pub(super) election: &'e Election,
    pub(super) currency: &'e str,
}

impl Meta<'_> {
    fn wrong(&self, what: String) -> Mistake {
        Mistake::of_file(self.name, format!("META: {what}"))
    }

    /// An amount of the file in the currency's smallest unit.
    pub(super) fn smallest_unit(&self, amount: Money) -> Result<u64, Mistake> {
        let decimals = money::decimals(self.currency).unwrap_or_default();
        let scale = |exponent: u32| 10u128.checked_pow(exponent);
        let scaled = if self.election.decimals() <= decimals {
            scale(decimals - self.election.decimals())
                .and_then(|factor| amount.0.checked_mul(factor))
        } else {
            scale(self.election.decimals() - decimals)
                .filter(|factor| amount.0.is_multiple_of(*factor))
                .map(|factor| amount.0 / factor)
        };
        let amount_in_words = || self.election.format(amount);
        let whole = scaled.and_then(|amount| u64::try_from(amount).ok());
        whole.ok_or_else(|| {
            let stated = match self.election.meta_value("currency") {
                Some(_) => "",
                None => {
                    ", which is taken since META states none: add a line such as `currency;PLN`"
                }
            };
            let what = format!(
                "{} cannot be kept in the smallest unit of {}{stated}",
                amount_in_words(),
                self.currency
            );
            Mistake::of_file(self.name, what)
        })
    }

    /// The projects; what is wrong with one is added to `mistakes`.
    pub(super) fn candidates(&self, mistakes: &mut Vec<Mistake>) -> Vec<Candidate> {
        let mut candidates = Vec::with_capacity(self.election.projects().len());
        for project in self.election.projects() {
            let title = match project.name.trim() {
                "" => &project.id,
                _ => &project.name,
            };
            // What would not be seen on a page, or would turn it around, is no part of a title.
            let shown = |c: &char| check_shown("title", c.encode_utf8(&mut [0; 4])).is_ok();
            let title: String = title.nfc().filter(shown).collect();
            match self.smallest_unit(project.cost) {
                Ok(cost) => candidates.push(Candidate {
                    id: mapped(&project.id),
                    cost,
                    title,
                }),
                Err(mistake) => mistakes.push(mistake),
            }
        }
        candidates
    }

    /// How ballots are read.
    pub(super) fn ballot_rule(&self) -> Result<BallotRule, Mistake> {
        let (ballot_type, max_choices) = match self.election.vote_type() {
            VoteType::ChooseOne => (BallotType::Approval, Some(1)),
            VoteType::Approval => (BallotType::Approval, self.count("max_length")?),
            VoteType::Cumulative => (BallotType::Cumulative, self.count("max_length")?),
            VoteType::Scoring => (BallotType::Scoring, self.count("max_length")?),
            VoteType::Ordinal => (BallotType::Ordinal, self.count("max_length")?),
        };
        let points = matches!(ballot_type, BallotType::Cumulative | BallotType::Scoring);
        Ok(BallotRule {
            ballot_type,
            min_choices: self.count("min_length")?,
            max_choices,
            max_cost: self.amount("max_sum_cost")?,
            max_points: match points {
                true => self.whole("max_sum_points")?,
                false => None,
            },
            unknown_project: UnknownProject::DiscardBallot,
            repeated_voter: RepeatedVoter::CountLast,
        })
    }

    fn whole(&self, key: &str) -> Result<Option<u64>, Mistake> {
        let Some(text) = self.election.meta_value(key) else {
            return Ok(None);
        };
        let number = text.trim().parse::<u64>();
        let wrong = |_| self.wrong(format!("{key}: {text:?} is not a whole number"));
        number.map(Some).map_err(wrong)
    }

    fn count(&self, key: &str) -> Result<Option<u32>, Mistake> {
        let number = self.whole(key)?.map(u32::try_from).transpose();
        number.map_err(|_| self.wrong(format!("{key} is too large")))
    }

    fn amount(&self, key: &str) -> Result<Option<u64>, Mistake> {
        let Some(text) = self.election.meta_value(key) else {
            return Ok(None);
        };
        let amount = Decimal::parse(text).ok();
        let amount = amount.and_then(|amount| amount.scaled(self.election.decimals()));
        match amount {
            Some(amount) => self.smallest_unit(Money(amount)).map(Some),
            None => Err(self.wrong(format!("{key}: {text:?} is not an amount"))),
        }
    }
}
