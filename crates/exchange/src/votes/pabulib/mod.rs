//! A vote from a Pabulib `.pb` file: its projects as proposals, its rule, its ballots under seal.

mod meta;

use std::path::Path;

use madang_programme::Command;
use madang_programme::proposals::{ProposalSubmitted, ProposalText};
use madang_programme::votes::{BallotContent, BallotRule, NotCounted};
use madang_selection::pabulib::{
    BallotLimits, ParseError, Policy, ReadOptions, WrittenVote, read, read_votes, scores_by_places,
};
use madang_selection::{
    Completion, Decimal, Election, ExhaustiveOver, SelectionRule, Start, Stop, Utility,
};
use madang_words::{Language, Said, Text, check_shown, money};
use unicode_normalization::UnicodeNormalization;

use self::meta::Meta;
use super::pseudonyms::Pseudonyms;
use super::survey::{OnRecord, Survey};
use super::tables::{Ballot, by_number};
use crate::ids::Renamed;
use crate::mistake::{Mistake, Mistakes};
use crate::places::Places;
use crate::programmes::Programme;
use crate::proposals;
use crate::source::Source;
use crate::step::Step;
use crate::words::said;

/// A vote file that was read whole and found well-formed.
#[derive(Debug)]
pub struct VoteFile {
    election: Election,
    candidates: Vec<Candidate>,
    budget: u64,
    ballot_rule: BallotRule,
    ballots: Vec<Ballot>,
    limits: BallotLimits,
    /// ISO 4217 code of its money.
    pub currency: String,
}

/// A project, with its cost in the currency's smallest unit.
#[derive(Debug)]
struct Candidate {
    id: String,
    cost: u64,
    title: String,
    /// What was too long for the title.
    summary: Option<String>,
}

impl VoteFile {
    /// Reads a file. Ballots that name unknown projects, repeat a voter or go over a limit are kept: the vote's own
    /// rule decides over them when they are counted.
    ///
    /// # Errors
    /// What is wrong in it, with line and column; a file without budget.
    pub fn read(path: &Path) -> Result<VoteFile, Mistakes> {
        VoteFile::read_source(&Source::read(path)?)
    }

    /// Reads a file whose text was read.
    ///
    /// # Errors
    /// As [`VoteFile::read`].
    pub fn read_source(source: &Source) -> Result<VoteFile, Mistakes> {
        VoteFile::read_bytes(source.name(), source.text().as_bytes())
    }

    /// Reads a file that is in memory.
    ///
    /// # Errors
    /// As [`VoteFile::read`].
    pub fn read_bytes(name: &str, bytes: &[u8]) -> Result<VoteFile, Mistakes> {
        let options = ReadOptions::default()
            .with_keep_voters(false)
            .with_unknown_projects(Policy::Accept)
            .with_duplicate_voters(Policy::Accept)
            .with_source_name(name.to_owned());
        let election = read(bytes, &options)?;
        let wrong = |what: Said| Mistake::of_file(name, said!("mistake-meta", what = what));
        if election.budget().is_none() {
            return Err(wrong(said!("mistake-no-budget")).into());
        }
        let currency = meta::currency(&election).map_err(wrong)?;
        let limits = Meta::limits(name, &election)?;
        // Whatever cannot be made a command is found here, before anything of the file is on record.
        let mut mistakes = Vec::new();
        let meta = Meta {
            name,
            election: &election,
            currency: &currency,
            limits: &limits,
        };
        let budget = meta.smallest_unit(election.budget().unwrap_or_default());
        let budget = budget.map_err(|mistake| mistakes.push(mistake));
        let ballot_rule = meta.ballot_rule();
        let ballot_rule = ballot_rule.map_err(|mistake| mistakes.push(mistake));
        let candidates = meta.candidates(&mut mistakes);
        let mut ballots = Vec::new();
        let take = |written: WrittenVote| -> Result<(), ParseError> {
            ballots.extend(Ballot::read(name, written, &mut mistakes));
            Ok(())
        };
        read_votes(bytes, election.vote_type(), take)?;
        let (Ok(budget), Ok(ballot_rule)) = (budget, ballot_rule) else {
            return Mistakes::none_of(mistakes, ())
                .and_then(|()| Err(wrong(said!("mistake-budget-or-limit")).into()));
        };
        Mistakes::none_of(
            mistakes,
            VoteFile {
                election,
                candidates,
                budget,
                ballot_rule,
                ballots,
                limits,
                currency,
            },
        )
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
        match self.election.meta_value("description") {
            Some(words) => Text::new(Language::Und, words),
            None => in_both("설명이 없는 투표", "A vote without description"),
        }
    }

    /// A programme of the file's own: its name is what the file says of itself, its identifier made from `name`.
    pub fn programme(&self, name: &str) -> Programme {
        let meta = |key: &str| {
            self.election
                .meta_value(key)
                .map(str::trim)
                .unwrap_or_default()
        };
        let shown = |words: &str| -> String {
            let shown = words.nfc();
            let shown = shown.filter(|c| check_shown("title", c.encode_utf8(&mut [0; 4])).is_ok());
            shown.take(MOST_TITLE).collect()
        };
        let place = [meta("unit"), meta("instance")].join(" ");
        let named = [meta("description"), place.trim(), name];
        let named = named.map(shown);
        let title = named.iter().map(|words| words.trim());
        let title = title.into_iter().find(|words| !words.is_empty());
        let language = Language::from_tag(self.election.meta_value("language").unwrap_or("und"));
        let title = title.map_or_else(
            || in_both("투표", "Vote"),
            |words| Text::new(language, words),
        );
        let summary = in_both(
            "불러온 투표 파일의 제안과 투표입니다. 선정 규칙은 여기서 고른 것이며, 실제 투표를 정한 규칙과 다를 수 있습니다.",
            "The projects and the vote of an imported file. The rule of the selection was chosen here; it may be another than the one that decided the real vote.",
        );
        Programme {
            id: slug(name),
            commitment: None,
            title,
            summary,
            zone: zone(&self.currency).to_owned(),
            currency: self.currency.clone(),
            target: None,
            groups: vec![],
            institutions: vec![],
            bodies: vec![],
            places: Places::default(),
        }
    }

    /// The projects that have another id on the record than in the file: some characters can stand in a file's ids that
    /// addresses and spreadsheets reserve. [`madang_words::mapped`] says how such ids are written.
    pub fn renamed(&self) -> Option<Renamed> {
        let projects = self.election.projects().iter().zip(&self.candidates);
        Renamed::of(
            projects.map(|(project, candidate)| (project.id.as_str(), candidate.id.as_str())),
        )
    }

    fn meta(&self) -> Meta<'_> {
        Meta {
            name: "",
            election: &self.election,
            currency: &self.currency,
            limits: &self.limits,
        }
    }

    /// What the file states that decides which ballots count, what they mean, or what may be selected, and that the vote on the
    /// record does not keep to, each in words: the record would select by another rule than whoever made the file. `own_rule`
    /// says that the rule of selection is one's own and not made from the file.
    pub fn not_kept(&self, own_rule: bool) -> Vec<Said> {
        self.meta().not_kept(own_rule)
    }

    /// What was doubtful in the file and how it was taken, in words. What concerns single ballots says their [`Survey`].
    pub fn doubts(&self) -> Vec<Said> {
        self.meta().doubts()
    }

    /// How ballots are read: as the file's META says.
    pub fn ballot_rule(&self) -> &BallotRule {
        &self.ballot_rule
    }

    /// The steps that hand in the file's projects as proposals.
    pub fn proposals(&self, programme: &str) -> Vec<Step> {
        let language = Language::from_tag(self.election.meta_value("language").unwrap_or("und"));
        let step = |candidate: &Candidate| {
            let facts = ProposalSubmitted {
                programme: programme.to_owned(),
                id: candidate.id.clone(),
                cost: candidate.cost,
                group: None,
                audiences: vec![],
                proposer: None,
            };
            let text = ProposalText {
                title: Text::new(language, candidate.title.as_str()),
                summary: candidate
                    .summary
                    .as_deref()
                    .map(|rest| Text::new(language, rest)),
                proposer: None,
            };
            let key = proposals::key(programme, &candidate.id);
            let made = (proposals::KIND, candidate.id.as_str());
            Step::making(0, made, key, Command::worded(facts, text))
        };
        let projects = self.election.projects().iter().zip(&self.candidates);
        let step = projects.map(|(project, candidate)| {
            let written = (candidate.id.clone(), project.id.clone());
            step(candidate).written([written])
        });
        step.collect()
    }

    /// The rule of Wieliczka's Green Budget 2023 (Equal Shares with cost utility, completed by raising every voter's
    /// endowment until the next outcome is infeasible, compared with greedy) over the file's budget. The endowment rises
    /// by one unit of the currency, or by a thousandth of itself where that is more. Where the file says how many votes a project
    /// needs, it needs them; where it says that a ranking gives points by its places, they decide.
    pub fn rule(&self, number: Option<u32>) -> SelectionRule {
        let unit = 10u64.pow(money::decimals(&self.currency).unwrap_or_default());
        let thousandth = self.budget / self.voters().max(1) / 1000;
        let step = Decimal::from(unit.max(thousandth));
        let completion = Completion::AddOne {
            start: Start::Exact,
            step,
            stop: Stop::Infeasible,
            exhaustive_over: ExhaustiveOver::Supported,
        };
        let mut rule = SelectionRule::wieliczka_2023()
            .with_completion(vec![completion])
            .with_budget(Decimal::from(self.budget))
            .with_number(number);
        rule.threshold = meta::threshold(&self.election);
        if scores_by_places(&self.election) {
            rule.utility = Utility::Borda { scores: None };
        }
        rule
    }

    /// How many ballots are by voters who are called by a telephone or resident registration number.
    pub fn voters_by_number(&self) -> usize {
        by_number(&self.ballots)
    }

    /// What would become of its ballots under a vote's rule.
    pub fn survey(
        &self,
        rule: &BallotRule,
        on_record: &OnRecord<'_>,
        judge: impl Fn(&BallotContent) -> Result<Vec<String>, NotCounted>,
    ) -> Survey {
        Survey::of(&self.ballots, rule, on_record, judge)
    }

    /// The steps that cast the file's ballots under seal. Voters' other columns (age, sex, district) are left behind,
    /// since they are personal data.
    pub fn ballots(&self, programme: &str, vote: &str, pseudonyms: &Pseudonyms) -> Vec<Step> {
        let step = |ballot: &Ballot| {
            let key = format!("ballot/{programme}/{vote}/{}", ballot.line);
            ballot.step(programme, vote, pseudonyms, key)
        };
        self.ballots.iter().map(step).collect()
    }
}

/// The longest title that a programme is given, in characters.
const MOST_TITLE: usize = 180;

/// What the record says where a file says nothing.
fn in_both(korean: &str, english: &str) -> Text {
    let mut text = Text::new(Language::Ko, korean);
    text.0.insert(Language::En, english.to_owned());
    text
}

/// An identifier for addresses, made from a name.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for character in name.chars().take(60) {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    match slug.trim_end_matches('-') {
        "" => "vote".to_owned(),
        slug => slug.to_owned(),
    }
}

/// The time zone that a currency is used in, where that is one; else UTC.
fn zone(currency: &str) -> &'static str {
    match currency {
        "KRW" => "Asia/Seoul",
        "PLN" => "Europe/Warsaw",
        _ => "UTC",
    }
}

#[cfg(test)]
mod tests;
