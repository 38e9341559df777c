//! Selecting on the record: what is about to happen, said before it does, and what came of it.

use std::collections::BTreeSet;
use std::io::{self, BufRead, IsTerminal};

use anyhow::{Result, bail};
use madang_programme::votes::selection::Computed;
use madang_programme::votes::tally::TallyReport;
use madang_programme::votes::{VotePhase, VoteState};
use madang_programme::{State, Violation};
use madang_store::Store;
use madang_words::Language;

use crate::commands::acting::{ActorArguments, open};
use crate::data::DataArguments;
use crate::selecting::{self, LotGiven};
use crate::terminal;

/// A vote on the record, and how it is asked for.
pub struct OnRecord<'a> {
    pub programme: &'a str,
    pub vote: &'a str,
    pub lot: LotGiven,
    /// Whether nobody is asked before the vote is closed.
    pub yes: bool,
    pub json: bool,
}

impl OnRecord<'_> {
    /// Takes the vote to its published selection, and says what was selected.
    ///
    /// # Errors
    /// As [`selecting::publish`]; a person who says no.
    pub async fn select(&self, arguments: &DataArguments, actor: &ActorArguments) -> Result<()> {
        let (directory, store) = open(arguments).await?;
        let (programme, vote) = (self.programme, self.vote);
        let before = store
            .with_state(|state: &State| {
                state.programme(programme)?;
                Ok::<_, Violation>(state.vote(programme, vote)?.clone())
            })
            .await??;
        if before.phase == VotePhase::Open {
            self.preview(&before)?;
        }
        let official = actor.official()?;
        let published =
            selecting::publish(&store, &directory, &official, programme, vote, &self.lot).await?;
        match published {
            None => say!(
                "madang: vote {vote} is closed. Its rule breaks ties by lot: when the public value that the rule names is \
                 known, run this again with --lot-value VALUE"
            ),
            Some(computed) if self.json => {
                terminal::json(&mut io::stdout().lock(), &computed.outcome)?;
            }
            Some(computed) => self.say(&store, &computed, &before).await?,
        }
        store.close().await;
        Ok(())
    }

    /// Says what is about to happen to an open vote, and asks a person who is there.
    fn preview(&self, vote: &VoteState) -> Result<()> {
        // Programs read what --json prints.
        note!(
            "madang: vote {} of {} is open, with {} ballots{}. It is closed now for good, its ballots become public, and its \
             selection is published",
            self.vote,
            self.programme,
            vote.cast,
            match vote.sheets.len() {
                0 => String::new(),
                sheets => format!(" and {sheets} score sheets"),
            }
        );
        let asks = !self.yes && io::stdin().is_terminal() && io::stderr().is_terminal();
        if !asks {
            return Ok(());
        }
        note!("madang: close, count and publish? [y/N]");
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer)?;
        match answer.trim().to_lowercase().as_str() {
            "y" | "yes" | "예" | "네" => Ok(()),
            _ => bail!("the vote stays open; nothing was recorded"),
        }
    }

    /// What was selected, in the order of selection, and how the ballots were counted.
    async fn say(&self, store: &Store, computed: &Computed, before: &VoteState) -> Result<()> {
        let facts = &computed.facts;
        let ids: BTreeSet<&str> = facts.selected.iter().map(String::as_str).collect();
        let named = store.proposals_named(self.programme, &ids).await?;
        let (entry, candidates) = store
            .with_state(|state: &State| {
                let entry = match state.vote(self.programme, self.vote)?.phase {
                    VotePhase::Selected { entry, .. } => Some(entry),
                    _ => None,
                };
                let candidates = state.candidates(self.programme, self.vote)?.count();
                Ok::<_, Violation>((entry, candidates))
            })
            .await??;
        let width = facts.selected.iter().map(|id| id.chars().count()).max();
        let width = width.unwrap_or(2);
        for (place, id) in (1..).zip(&facts.selected) {
            let detail = named.get(id);
            let title = detail
                .and_then(|detail| detail.text.as_ref())
                .and_then(|text| text.title.best(Language::Ko))
                .map_or("", |(_, words)| words);
            let cost = detail.map_or(0, |detail| detail.facts.cost);
            say!("{place:>4}  {id:<width$}  {cost:>15}  {title}");
        }
        say!(
            "selected {} of {candidates} candidates, total cost {}",
            facts.selected.len(),
            facts.total_cost
        );
        say_tally(&facts.tally);
        if let Some(entry) = entry {
            let done = match before.phase {
                VotePhase::Selected { .. } => "computed again; it was published as",
                _ => "published as",
            };
            say!(
                "madang: {done} entry {entry}; on the portal: /programmes/{}/votes/{}",
                self.programme,
                self.vote
            );
        }
        Ok(())
    }
}

fn say_tally(tally: &TallyReport) {
    let not = tally.cast - tally.counted;
    say!(
        "{} of {} ballots counted, {not} did not",
        tally.counted,
        tally.cast
    );
    let why = [
        (tally.repeated, "the voter cast another that did"),
        (
            tally.unknown_project,
            "named a project that is no candidate",
        ),
        (tally.repeated_choice, "named a project twice"),
        (tally.empty, "had no choice"),
        (tally.too_few_choices, "had too few choices"),
        (tally.too_many_choices, "had too many choices"),
        (
            tally.over_cost,
            "chose projects that cost too much together",
        ),
        (
            tally.over_points,
            "had too many points, or none, or points where there are none",
        ),
        (tally.excluded, "were taken out before the selection"),
    ];
    for (number, words) in why {
        if number > 0 {
            say!("  {number:>6}  {words}");
        }
    }
}
