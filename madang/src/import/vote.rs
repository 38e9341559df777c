//! A vote from a Pabulib `.pb` file: its projects as proposals, its rule, its ballots under seal.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use madang_programme::event::proposal::{ProposalSubmitted, ProposalText};
use madang_programme::event::selection::RuleFixed;
use madang_programme::event::vote::{
    BallotCast, BallotContent, BallotRule, BallotType, RepeatedVoter, UnknownProject,
};
use madang_programme::money;
use madang_programme::text::{Language, Text};
use madang_programme::{Actor, Command, Role};
use madang_record::hash::sha256;
use madang_selection::pabulib::{Policy, ReadOptions, WrittenVote, read, read_votes};
use madang_selection::{
    Completion, Decimal, Election, ExhaustiveOver, Money, SelectionRule, Start, Stop, VoteType,
};
use madang_store::Submission;

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
        let options = ReadOptions {
            keep_voters: false,
            unknown_projects: Policy::Accept,
            duplicate_voters: Policy::Accept,
            source_name: Some(path.display().to_string()),
            ..ReadOptions::default()
        };
        let election = read(open(path)?, &options)?;
        if election.budget.is_none() {
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
        file.ballots(CHECKED, CHECKED, &[0; 32])?;
        Ok(file)
    }

    /// How many ballots it holds.
    pub fn voters(&self) -> u64 {
        self.election.ballots.total_weight()
    }

    /// How many projects it holds.
    pub fn projects(&self) -> usize {
        self.election.projects.len()
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
        let scaled = if self.election.decimals <= decimals {
            scale(decimals - self.election.decimals).and_then(|factor| amount.0.checked_mul(factor))
        } else {
            scale(self.election.decimals - decimals)
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
        self.smallest_unit(self.election.budget.unwrap_or_default())
    }

    /// The commands that hand in the file's projects as proposals.
    ///
    /// # Errors
    /// A cost that has no form in the currency's smallest unit.
    pub fn proposals(&self, programme: &str) -> Result<Vec<Submission>> {
        let actor = official()?;
        let language = Language::from_tag(self.election.meta_value("language").unwrap_or("und"));
        self.election
            .projects
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
        Ok(SelectionRule {
            completion: vec![completion],
            budget: Some(Decimal::from(budget)),
            number,
            ..SelectionRule::wieliczka_2023()
        })
    }

    /// The command that fixes the rule.
    ///
    /// # Errors
    /// As [`VoteFile::rule`].
    pub fn fix_rule(&self, programme: &str, id: &str, number: Option<u32>) -> Result<Submission> {
        let facts = RuleFixed {
            programme: programme.to_owned(),
            id: id.to_owned(),
            rule: self.rule(number)?,
        };
        Ok(once(
            &official()?,
            format!("selection_rule/{programme}/{id}"),
            Command::FixRule(facts),
        ))
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
                    .and_then(|amount| amount.scaled(self.election.decimals));
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
        let (ballot_type, max_choices) = match self.election.vote_type {
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

    /// The commands that cast the file's ballots under seal. Voters get pseudonyms under `salt`; their other columns (age,
    /// sex, district) are left behind, since they are personal data.
    ///
    /// # Errors
    /// Points that are not whole numbers, with their line.
    pub fn ballots(&self, programme: &str, vote: &str, salt: &[u8; 32]) -> Result<Vec<Submission>> {
        let registrar = Actor::new(Role::Registrar, "import")?;
        let mut submissions = Vec::new();
        let take = |written: WrittenVote| -> Result<()> {
            let line = written.line;
            let points = written.points.map(|points| {
                let parse = |text: &String| {
                    text.parse::<u64>().map_err(|_| {
                        anyhow::anyhow!(
                            "{}:{line}: points: {text:?} is not a whole number",
                            self.path.display()
                        )
                    })
                };
                points.iter().map(parse).collect::<Result<Vec<u64>>>()
            });
            let facts = BallotCast {
                programme: programme.to_owned(),
                vote: vote.to_owned(),
                voter: pseudonym(salt, &written.voter),
            };
            let content = BallotContent {
                choices: written.choices,
                points: points.transpose()?,
            };
            submissions.push(once(
                &registrar,
                format!("ballot/{programme}/{vote}/{line}"),
                Command::CastBallot(facts, content),
            ));
            Ok(())
        };
        read_votes(open(&self.path)?, self.election.vote_type, take)?;
        Ok(submissions)
    }
}

fn open(path: &Path) -> Result<BufReader<File>> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(BufReader::with_capacity(1 << 20, file))
}

/// The file in the data directory that keeps the salt of an import while it is under way.
pub const SALT: &str = "import.salt";

/// A voter's pseudonym for one vote: nobody can tell the voter's id from it once the salt is gone.
fn pseudonym(salt: &[u8; 32], voter: &str) -> String {
    let digest = sha256(&[salt, voter.as_bytes()].concat());
    digest.to_hex().chars().take(32).collect()
}

/// The salt of an import, kept in a file until [`forget_salt`], so that an import that was interrupted goes on with
/// the same pseudonyms.
///
/// # Errors
/// A file that cannot be read or written.
pub fn salt(file: &Path) -> Result<[u8; 32]> {
    if let Ok(bytes) = fs::read(file) {
        if let Ok(salt) = bytes.try_into() {
            return Ok(salt);
        }
        bail!(
            "{} does not hold the salt of an import; remove it only if no import was interrupted",
            file.display()
        );
    }
    let salt = crate::data::random::<32>()?;
    crate::data::write_secret(file, &salt)?;
    Ok(salt)
}

/// Deletes the salt of a finished import.
///
/// # Errors
/// A file that cannot be removed.
pub fn forget_salt(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", file.display()))
        }
        _ => Ok(()),
    }
}
