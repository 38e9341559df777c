//! A vote from a Pabulib `.pb` file: its projects as proposals, its rule, its ballots under seal.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use madang_programme::Command;
use madang_programme::event::proposal::{ProposalSubmitted, ProposalText};
use madang_programme::event::vote::{BallotRule, BallotType, RepeatedVoter, UnknownProject};
use madang_programme::money;
use madang_programme::text::{Language, Text};
use madang_selection::pabulib::{Policy, ReadOptions, WrittenVote, read, read_votes};
use madang_selection::{
    Completion, Decimal, Election, ExhaustiveOver, Money, SelectionRule, Start, Stop, VoteType,
};
use madang_store::Submission;

use super::pseudonyms::Pseudonyms;
use super::tables::cast;
use super::{official, once};

/// In the place of the identifiers of a programme and a vote while a file is only checked.
const CHECKED: &str = "checked";

/// A vote file that was read whole and found well-formed.
#[derive(Debug)]
pub struct VoteFile {
    path: PathBuf,
    election: Election,
    /// ISO 4217 code of its money.
    pub currency: String,
}

impl VoteFile {
    /// Reads a file. Ballots that name unknown projects, repeat a voter or go over a limit are kept: the vote's own
    /// rule decides over them when they are counted.
    ///
    /// # Errors
    /// The first malformed thing, with file, line and column; a file without budget.
    pub fn read(path: &Path) -> Result<VoteFile> {
        let options = ReadOptions::default()
            .with_keep_voters(false)
            .with_unknown_projects(Policy::Accept)
            .with_duplicate_voters(Policy::Accept)
            .with_source_name(path.display().to_string());
        let election = read(open(path)?, &options)?;
        if election.budget().is_none() {
            bail!(
                "{}: META: there is no budget; add a line such as `budget;1000000`",
                path.display()
            );
        }
        let currency = election
            .meta_value("currency")
            .unwrap_or("KRW")
            .trim()
            .to_owned();
        if money::decimals(&currency).is_none() {
            bail!(
                "{}: META: currency: {currency:?} is not an ISO 4217 code",
                path.display()
            );
        }
        let file = VoteFile {
            path: path.to_owned(),
            election,
            currency,
        };
        // Whatever cannot be made a command is found here, before anything of the file is on record.
        file.proposals(CHECKED)?;
        file.rule(None)?;
        file.ballot_rule()?;
        file.ballots(CHECKED, CHECKED, &Pseudonyms::of_a_check())?;
        Ok(file)
    }

    /// How many ballots it holds.
    pub fn voters(&self) -> u64 {
        self.election.ballots().total_weight()
    }

    /// How many projects it holds.
    pub fn projects(&self) -> usize {
        self.election.projects().len()
    }

    /// What it says it is.
    pub fn description(&self) -> Text {
        let words = self
            .election
            .meta_value("description")
            .unwrap_or("a vote without description");
        Text::new(Language::Und, words)
    }

    /// An amount of the file in the currency's smallest unit.
    fn smallest_unit(&self, amount: Money) -> Result<u64> {
        let decimals = money::decimals(&self.currency).unwrap_or_default();
        let scale = |exponent: u32| 10u128.checked_pow(exponent);
        let scaled = if self.election.decimals() <= decimals {
            scale(decimals - self.election.decimals())
                .and_then(|factor| amount.0.checked_mul(factor))
        } else {
            scale(self.election.decimals() - decimals)
                .filter(|factor| amount.0.is_multiple_of(*factor))
                .map(|factor| amount.0 / factor)
        };
        scaled
            .and_then(|amount| u64::try_from(amount).ok())
            .with_context(|| {
                format!(
                    "{}: {} cannot be kept in the smallest unit of {}",
                    self.path.display(),
                    self.election.format(amount),
                    self.currency
                )
            })
    }

    /// The budget in the currency's smallest unit.
    ///
    /// # Errors
    /// An amount that has no such form.
    pub fn budget(&self) -> Result<u64> {
        self.smallest_unit(self.election.budget().unwrap_or_default())
    }

    /// The commands that hand in the file's projects as proposals.
    ///
    /// # Errors
    /// A cost that has no form in the currency's smallest unit.
    pub fn proposals(&self, programme: &str) -> Result<Vec<Submission>> {
        let actor = official()?;
        let language = Language::from_tag(self.election.meta_value("language").unwrap_or("und"));
        self.election
            .projects()
            .iter()
            .map(|project| {
                let facts = ProposalSubmitted {
                    programme: programme.to_owned(),
                    id: project.id.clone(),
                    cost: self.smallest_unit(project.cost)?,
                    group: None,
                    audiences: vec![],
                };
                let name = if project.name.trim().is_empty() {
                    &project.id
                } else {
                    &project.name
                };
                let text = ProposalText {
                    title: Text::new(language, name.as_str()),
                    summary: None,
                    proposer: None,
                };
                let command = Command::SubmitProposal(facts, Box::new(text));
                Ok(once(
                    &actor,
                    format!("proposal/{programme}/{}", project.id),
                    command,
                ))
            })
            .collect()
    }

    /// The rule of Wieliczka's Green Budget 2023 (Equal Shares with cost utility, completed by raising every voter's
    /// endowment until the next outcome is infeasible, compared with greedy) over the file's budget. The endowment rises
    /// by one unit of the currency, or by a thousandth of itself where that is more.
    ///
    /// # Errors
    /// A budget that has no form in the currency's smallest unit.
    pub fn rule(&self, number: Option<u32>) -> Result<SelectionRule> {
        let budget = self.budget()?;
        let unit = 10u64.pow(money::decimals(&self.currency).unwrap_or_default());
        let thousandth = budget / self.voters().max(1) / 1000;
        let step = Decimal::from(unit.max(thousandth));
        let completion = Completion::AddOne {
            start: Start::Exact,
            step,
            stop: Stop::Infeasible,
            exhaustive_over: ExhaustiveOver::Supported,
        };
        Ok(SelectionRule::wieliczka_2023()
            .with_completion(vec![completion])
            .with_budget(Decimal::from(budget))
            .with_number(number))
    }

    /// How ballots are read: as the file's META says.
    ///
    /// # Errors
    /// A limit that is not a number.
    pub fn ballot_rule(&self) -> Result<BallotRule> {
        let whole = |key: &str| -> Result<Option<u64>> {
            let Some(text) = self.election.meta_value(key) else {
                return Ok(None);
            };
            let number = text.trim().parse::<u64>();
            number.map(Some).map_err(|_| {
                anyhow::anyhow!(
                    "{}: META: {key}: {text:?} is not a whole number",
                    self.path.display()
                )
            })
        };
        let count = |key: &str| -> Result<Option<u32>> {
            whole(key)?
                .map(u32::try_from)
                .transpose()
                .with_context(|| format!("{key} is too large"))
        };
        let max_cost = match self.election.meta_value("max_sum_cost") {
            Some(text) => {
                let amount = Decimal::parse(text)
                    .ok()
                    .and_then(|amount| amount.scaled(self.election.decimals()));
                let amount = amount.with_context(|| {
                    format!(
                        "{}: META: max_sum_cost: {text:?} is not an amount",
                        self.path.display()
                    )
                })?;
                Some(self.smallest_unit(Money(amount))?)
            }
            None => None,
        };
        let (ballot_type, max_choices) = match self.election.vote_type() {
            VoteType::ChooseOne => (BallotType::Approval, Some(1)),
            VoteType::Approval => (BallotType::Approval, count("max_length")?),
            VoteType::Cumulative => (BallotType::Cumulative, count("max_length")?),
            VoteType::Scoring => (BallotType::Scoring, count("max_length")?),
            VoteType::Ordinal => (BallotType::Ordinal, count("max_length")?),
        };
        let points = matches!(ballot_type, BallotType::Cumulative | BallotType::Scoring);
        Ok(BallotRule {
            ballot_type,
            min_choices: count("min_length")?,
            max_choices,
            max_cost,
            max_points: if points {
                whole("max_sum_points")?
            } else {
                None
            },
            unknown_project: UnknownProject::DiscardBallot,
            repeated_voter: RepeatedVoter::CountLast,
        })
    }

    /// The commands that cast the file's ballots under seal. Voters' other columns (age, sex, district) are left behind,
    /// since they are personal data.
    ///
    /// # Errors
    /// Points that are not whole numbers, with their line.
    pub fn ballots(
        &self,
        programme: &str,
        vote: &str,
        pseudonyms: &Pseudonyms,
    ) -> Result<Vec<Submission>> {
        let mut submissions = Vec::new();
        let take = |written: WrittenVote| -> Result<()> {
            let key = format!("ballot/{programme}/{vote}/{}", written.line);
            submissions.push(cast(
                &self.path,
                (programme, vote),
                pseudonyms,
                written,
                key,
            )?);
            Ok(())
        };
        read_votes(open(&self.path)?, self.election.vote_type(), take)?;
        Ok(submissions)
    }
}

fn open(path: &Path) -> Result<BufReader<File>> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(BufReader::with_capacity(1 << 20, file))
}
