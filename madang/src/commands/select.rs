//! `madang select`: a selection from a file, or on the record.

mod record;
mod table;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::ValueEnum;
use madang_selection::sensitivity::Bounds;
use madang_selection::{
    Election, Rule, SelectError, SelectOptions, SelectionRule, Trace, WarningKind, Work,
    select_watched, work,
};
use madang_selection_report::{example_words, warning_words};
use madang_words::Language;

use self::record::OnRecord;
use super::acting::ActorArguments;
use super::election::{ElectionArguments, print_warnings};
use super::report::{self, Part};
use super::rule::RuleArguments;
use crate::addresses::PublicAddress;
use crate::data::DataArguments;
use crate::language;
use crate::output;
use crate::progress::Progress;
use crate::selecting::LotGiven;
use crate::terminal;
use crate::words;

/// Select projects by a rule: from a file of ballots, or a vote on the record
///
/// From a file: reads ballots from a Pabulib file (.pb), a JSON file, or CSV tables, and
/// selects by the rule that the options name. Exact: integers and fractions decide, so that
/// anyone who computes it again gets the same.
///
///   madang select city.pb --rule equal-shares --utility cost --completion add-one --ties cost-votes
///   madang select city.pb --rule greedy --json
///   madang select projects.csv --ballots ballots.csv --budget 100000 --html report.html
///   madang select city.json --rule scores --scores panel.csv --weights ballots=40,panel=60 --number 50
///
/// On the record, with --programme: closes the vote, opens its ballots, runs the rule that
/// was fixed before the vote and publishes the result. A vote that is selected already is
/// computed again, and nothing is recorded.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct SelectCommand {
    /// Ballots: .pb, .json, or .csv (the table of projects; see --ballots); `-` reads Pabulib from standard input
    #[arg(value_name = "FILE", conflicts_with = "programme")]
    pub file: Option<PathBuf>,
    /// On the record: the programme
    #[arg(long, value_name = "ID")]
    programme: Option<String>,
    /// On the record: the vote; without it the one under way, else the only one that was selected
    #[arg(long, value_name = "ID")]
    vote: Option<String>,
    #[command(flatten)]
    portal: PublicAddress,
    /// On the record: close an open vote without asking. Nobody is asked where no person is at a terminal
    #[arg(long, requires = "programme")]
    yes: bool,
    /// On the record: close an open vote although nobody voted in it. Without it such a vote stays open, for what is published stands
    #[arg(long, requires = "programme")]
    even_without_ballots: bool,
    /// On the record: close an open vote although score sheets are missing that count, where no person is asked
    #[arg(long, requires = "programme")]
    even_without_sheets: bool,
    /// Print one JSON object: selected (ids in order), total_cost, ties, rounds, input_digest, and the explanation
    #[arg(long, conflicts_with = "table")]
    json: bool,
    /// Print a table (this is also what is printed without --json)
    #[arg(long)]
    table: bool,
    /// Write a report as one HTML file that opens from disk
    #[arg(long, value_name = "REPORT", conflicts_with = "programme")]
    html: Option<PathBuf>,
    /// Language of the report; without it Korean where LC_ALL, LC_MESSAGES or LANG asks for it, else English
    #[arg(long, value_parser = language::spoken(), requires = "html")]
    language: Option<Language>,
    /// Parts that go with the outcome in JSON and in the report; without it none in JSON, all in the report. The table
    /// shows none
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PART")]
    with: Option<Vec<Part>>,
    /// Sensitivity: projects looked at on each side of the cut; without it 5
    #[arg(long, value_name = "COUNT")]
    each_side: Option<usize>,
    /// Sensitivity: most runs of the rule; without it 2000
    #[arg(long, value_name = "COUNT")]
    most_runs: Option<u64>,
    #[command(flatten)]
    election: ElectionArguments,
    #[command(flatten)]
    rule: RuleArguments,
    #[command(flatten)]
    actor: ActorArguments,
    #[command(flatten)]
    pub data: DataArguments,
}

impl SelectCommand {
    /// Selects on the record.
    pub async fn run(self, arguments: &DataArguments) -> Result<()> {
        let Some(programme) = &self.programme else {
            refuse!("select-what");
        };
        self.check_on_record()?;
        let on_record = OnRecord {
            programme,
            vote: self.vote.as_deref(),
            base_url: self.portal.base_url.as_deref(),
            lot: LotGiven {
                seed: self.rule.lot_seed.clone(),
                value: self.rule.lot_value.clone(),
            },
            yes: self.yes,
            even_without_ballots: self.even_without_ballots,
            even_without_sheets: self.even_without_sheets,
            json: self.json,
        };
        on_record.select(arguments, &self.actor).await
    }

    /// Selects from a file.
    pub fn run_file(&self) -> Result<()> {
        let file = self.file.as_ref().with_context(|| t!("select-what"))?;
        if self.vote.is_some() {
            refuse!("select-vote-of-record");
        }
        let rule = self.rule.rule()?;
        if let Some(path) = &self.html {
            let inputs = [self.election.inputs(file), self.rule.inputs()].concat();
            output::check(&[("--html", path)], &inputs)?;
        }
        let limits = (self.rule.budget, self.rule.number);
        let scores = self.rule.scores.as_deref();
        let parts: BTreeSet<Part> = match &self.with {
            Some(parts) => parts.iter().copied().collect(),
            // A report shows payments together; those of every ballot are data for whoever asks.
            None if self.html.is_some() => {
                let all = Part::value_variants().iter().copied();
                all.filter(|part| *part != Part::Payments).collect()
            }
            None => BTreeSet::new(),
        };
        self.check_parts(&parts, &rule)?;
        let keep_voters = self.html.is_some() || !parts.is_empty();
        let election = self.election.read(file, scores, limits, keep_voters)?;
        if self.election.is_strict() {
            refuse_unapplied(&election, &rule)?;
        }
        if self.rule.is_left_open() && election.meta_value("rule") == Some("unknown") {
            note!("madang: {}", t!("select-rule-left-open"));
        }
        let trace = if parts.contains(&Part::Payments) {
            Trace::Payments
        } else {
            Trace::Full
        };
        tell_work(&election, &rule);
        let bar = Progress::spinner(&t!("select-selecting"));
        let found = select_watched(
            &election,
            &rule,
            SelectOptions::default().with_trace(trace),
            &mut |raises| {
                bar.say(&t!("select-raised", raises = raises));
            },
        );
        drop(bar);
        let outcome = match found {
            Err(SelectError::NoBudget) => refuse!("select-no-budget", file = file),
            outcome => outcome?,
        };
        let mut wanted = parts;
        if self.html.is_some() {
            // The report is built around who is represented.
            wanted.insert(Part::Audit);
        }
        let usual = Bounds::default();
        let bounds = Bounds::default()
            .with_each_side(self.each_side.unwrap_or(usual.each_side))
            .with_most_runs(self.most_runs.unwrap_or(usual.most_runs));
        let explained = report::explain(&election, &rule, outcome, &wanted, bounds)?;
        let language = self.language.unwrap_or_else(words::language);
        if let Some(path) = &self.html
            && let Some(page) = report::page(file, &election, &explained, language)
        {
            output::write(path, |out| out.write_all(page.as_bytes()))?;
        }
        let mut out = io::BufWriter::new(io::stdout().lock());
        if self.json {
            terminal::json(&mut out, &explained)?;
        } else {
            table::print(&mut out, &election, &explained)?;
        }
        out.flush()?;
        if !self.json {
            print_warnings(&explained.outcome.warnings);
        }
        Ok(())
    }

    /// On the record the rule and the ballots are fixed: refuses what would change nothing.
    fn check_on_record(&self) -> Result<()> {
        let more = [
            ("--with", self.with.is_some()),
            ("--each-side", self.each_side.is_some()),
            ("--most-runs", self.most_runs.is_some()),
        ];
        let more = more.into_iter().filter(|(_, given)| *given);
        let rule = self
            .rule
            .given()
            .filter(|option| !option.starts_with("--lot-"));
        let refused: Vec<&str> = rule
            .chain(self.election.given())
            .chain(more.map(|(option, _)| option))
            .collect();
        if !refused.is_empty() {
            refuse!("select-rule-fixed", options = refused.join(", "));
        }
        Ok(())
    }

    /// Refuses parts, and bounds of parts, that nothing would show.
    fn check_parts(&self, parts: &BTreeSet<Part>, rule: &SelectionRule) -> Result<()> {
        let pays = matches!(
            rule.rule,
            Rule::EqualShares {} | Rule::BoundedOverspending {}
        );
        if self.with.is_some() && !self.json && self.html.is_none() {
            refuse!("select-with");
        }
        if parts.contains(&Part::Payments) && !self.json {
            refuse!("select-payments-json");
        }
        if parts.contains(&Part::Payments) && !pays {
            refuse!("select-payments-rule");
        }
        let bounded = [
            ("--each-side", self.each_side.is_some()),
            ("--most-runs", self.most_runs.is_some()),
        ];
        for (option, given) in bounded {
            if given && !parts.contains(&Part::Sensitivity) {
                refuse!("select-sensitivity", option = option);
            }
        }
        Ok(())
    }
}

/// From so many steps on it is said beforehand how much there is to do: below it takes about a second.
const WORTH_TELLING: u64 = Work::MOST_STEPS / 100;

/// Says how much work the selection is at most, where that may take a while. What would be too much is refused with what to do.
fn tell_work(election: &Election, rule: &SelectionRule) {
    if let Ok(work) = work(election, rule)
        && (WORTH_TELLING..=Work::MOST_STEPS).contains(&work.steps())
    {
        note!(
            "madang: {}",
            t!(
                "select-much-work",
                rounds = work.rounds,
                projects = work.projects,
                steps = work.steps(),
                most = Work::MOST_STEPS
            )
        );
    }
}

/// Strict: what the metadata state and only a rule can apply must be in the rule.
fn refuse_unapplied(election: &Election, rule: &SelectionRule) -> Result<()> {
    let own = match &rule.rule {
        Rule::Greedy { threshold, .. } => threshold.is_some(),
        Rule::Scores(rule) => rule.threshold.is_some(),
        _ => false,
    };
    let threshold = own || rule.threshold.is_some();
    for (kind, applied, option) in [
        (WarningKind::ThresholdStated, threshold, "--threshold"),
        (WarningKind::PotsStated, rule.quotas.is_some(), "--quotas"),
    ] {
        let mut met = election.warnings().iter();
        if let Some((_, met)) = met.find(|(met, _)| *met == kind && !applied) {
            let stated = example_words(words::language(), met).unwrap_or_default();
            let words = warning_words(words::language(), kind, met);
            refuse!(
                "select-strict",
                words = words,
                stated = stated,
                option = option
            );
        }
    }
    Ok(())
}
