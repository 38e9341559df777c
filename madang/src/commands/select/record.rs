//! Selecting on the record: what is about to happen, said before it does, and what came of it.

use std::collections::BTreeSet;
use std::io::{self, BufRead, IsTerminal};

use anyhow::{Result, bail};
use madang_portal::{entry_page, vote_page};
use madang_programme::votes::selection::Computed;
use madang_programme::votes::tally::TallyReport;
use madang_programme::votes::{VotePhase, VoteState};
use madang_programme::{State, Violation};
use madang_store::Store;
use madang_words::money;

use crate::commands::acting::{ActorArguments, open};
use crate::data::DataArguments;
use crate::selecting::{self, LotGiven};
use crate::{terminal, words};

/// A vote on the record, and how it is asked for.
pub struct OnRecord<'a> {
    pub programme: &'a str,
    /// The vote, where somebody names it.
    pub vote: Option<&'a str>,
    /// Where the portal is, for addresses.
    pub base_url: Option<&'a str>,
    pub lot: LotGiven,
    /// Whether nobody is asked before the vote is closed.
    pub yes: bool,
    /// Whether a vote is closed in which nobody voted.
    pub even_without_ballots: bool,
    /// Whether a vote is closed of which score sheets are missing that count, without a person saying so.
    pub even_without_sheets: bool,
    pub json: bool,
}

impl OnRecord<'_> {
    /// Takes the vote to its published selection, and says what was selected.
    ///
    /// # Errors
    /// As [`selecting::publish`]; a person who says no.
    pub async fn select(&self, arguments: &DataArguments, actor: &ActorArguments) -> Result<()> {
        let (directory, store) = open(arguments).await?;
        let programme = self.programme;
        let (vote, before) = store.with_state(|state| self.vote(state)).await??;
        let chosen = Chosen {
            on_record: self,
            store: &store,
            vote: &vote,
            before: &before,
        };
        if before.phase == VotePhase::Open {
            chosen.check_ballots().await?;
            chosen.check_sheets().await?;
            chosen.ask()?;
        }
        let official = actor.official()?;
        let lot = &self.lot;
        let closed = || chosen.say_closed();
        let published = selecting::publish(
            &store, &directory, &official, programme, &vote, lot, &closed,
        );
        match published.await? {
            None => say!(
                "madang: {}",
                t!("select-waits-for-lot", vote = vote.as_str())
            ),
            Some(computed) if self.json => {
                terminal::json(&mut io::stdout().lock(), &computed.outcome)?;
            }
            Some(computed) => chosen.say(&computed).await?,
        }
        store.close().await;
        Ok(())
    }

    /// The vote that is meant: the one that was named, else the one under way, else the only one that was selected.
    fn vote(&self, state: &State) -> Result<(String, VoteState)> {
        let programme = self.programme;
        state.programme(programme)?;
        if let Some(named) = self.vote {
            let vote = state.vote(programme, named)?;
            return Ok((named.to_owned(), vote.clone()));
        }
        let not_cancelled = |phase| !matches!(phase, VotePhase::Cancelled { .. });
        let votes = || {
            let votes = state.votes(programme);
            votes.filter(move |(_, vote)| not_cancelled(vote.phase))
        };
        let all: Vec<&str> = votes().map(|(id, _)| id).collect();
        let mut under_way = votes().filter(|(_, vote)| !vote.phase.is_over());
        match (under_way.next(), all.as_slice()) {
            (Some((id, vote)), _) => Ok((id.to_owned(), vote.clone())),
            (None, [only]) => Ok(((*only).to_owned(), state.vote(programme, only)?.clone())),
            (None, []) => refuse!("select-no-vote", programme = programme),
            (None, several) => refuse!(
                "select-several",
                programme = programme,
                votes = several.join(", ")
            ),
        }
    }
}

/// The vote that is selected by.
struct Chosen<'a> {
    on_record: &'a OnRecord<'a>,
    store: &'a Store,
    vote: &'a str,
    before: &'a VoteState,
}

impl Chosen<'_> {
    /// Refuses to close a vote whose ballots decide and in which there is none, unless somebody asks for that: it could never be
    /// opened again.
    async fn check_ballots(&self) -> Result<()> {
        let (programme, before) = (self.on_record.programme, self.before);
        let decide = |state: &State| state.ballots_decide(programme, self.vote);
        let decide = self.store.with_state(decide).await??;
        if !decide || before.cast > 0 || self.on_record.even_without_ballots {
            return Ok(());
        }
        bail!("{}", t!("select-without-ballots", vote = self.vote))
    }

    /// Says which members of the bodies whose scores count have handed in none, before the vote is closed for good. Where nobody
    /// is there to read it, that refuses, unless it was asked for.
    async fn check_sheets(&self) -> Result<()> {
        let programme = self.on_record.programme;
        let missing = |state: &State| state.missing_sheets(programme, self.vote);
        let missing = self.store.with_state(missing).await??;
        if missing.is_empty() {
            return Ok(());
        }
        let members = missing.iter();
        let members = members.map(|(body, member)| format!("{body}/{member}"));
        let members = members.collect::<Vec<_>>().join(", ");
        let said = t!(
            "select-sheets-missing",
            number = missing.len(),
            members = members
        );
        if !self.on_record.even_without_sheets && !self.asks() {
            bail!("{}", t!("select-without-sheets", said = said));
        }
        note!("madang: {said}");
        Ok(())
    }

    /// The vote by its identifier, with its title where it has one.
    fn named(&self) -> String {
        let title = self.before.title().and_then(|t| t.best(words::language()));
        match title {
            Some((_, title)) => format!("{} ({title})", self.vote),
            None => self.vote.to_owned(),
        }
    }

    /// Whether a person is there who is asked.
    fn asks(&self) -> bool {
        !self.on_record.yes && io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// Asks a person who is there before an open vote is closed.
    fn ask(&self) -> Result<()> {
        if !self.asks() {
            return Ok(());
        }
        note!(
            "madang: {}",
            t!(
                "select-will-close",
                vote = self.named(),
                programme = self.on_record.programme,
                ballots = self.before.cast,
                sheets = self.before.sheets.len()
            )
        );
        note!("madang: {}", t!("select-ask"));
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer)?;
        match answer.trim().to_lowercase().as_str() {
            "y" | "yes" | "예" | "네" => Ok(()),
            _ => bail!("{}", t!("select-stays-open")),
        }
    }

    /// Says that the vote was closed. Programs read what --json prints, and this stands beside it.
    fn say_closed(&self) {
        note!(
            "madang: {}",
            t!(
                "select-closed",
                vote = self.named(),
                programme = self.on_record.programme,
                ballots = self.before.cast,
                sheets = self.before.sheets.len()
            )
        );
    }

    /// What was selected, in the order of selection, and how the ballots were counted.
    async fn say(&self, computed: &Computed) -> Result<()> {
        let facts = &computed.facts;
        let programme = self.on_record.programme;
        let ids: BTreeSet<&str> = facts.selected.iter().map(String::as_str).collect();
        let named = self.store.proposals_named(programme, &ids).await?;
        let (entry, candidates, currency) = self
            .store
            .with_state(|state: &State| {
                let entry = match state.vote(programme, self.vote)?.phase {
                    VotePhase::Selected { entry, .. } => Some(entry),
                    _ => None,
                };
                let candidates = state.candidates(programme, self.vote)?.count();
                let currency = state.programme(programme)?.currency.clone();
                Ok::<_, Violation>((entry, candidates, currency))
            })
            .await??;
        let width = facts.selected.iter().map(|id| id.chars().count()).max();
        let width = width.unwrap_or(2);
        for (place, id) in (1..).zip(&facts.selected) {
            let detail = named.get(id);
            let title = detail
                .and_then(|detail| detail.text.as_ref())
                .and_then(|text| text.title.best(words::language()))
                .map_or("", |(_, words)| words);
            let cost = detail.and_then(|detail| detail.facts.cost);
            let cost = money::with_code(cost.unwrap_or_default(), &currency);
            say!("{place:>4}  {id:<width$}  {cost:>22}  {title}");
        }
        say!(
            "{}",
            t!(
                "select-selected",
                selected = facts.selected.len(),
                candidates = candidates,
                cost = money::with_code(facts.total_cost, &currency)
            )
        );
        say_tally(&facts.tally);
        if let Some(entry) = entry {
            self.say_where(entry);
        }
        Ok(())
    }

    /// Where the selection stands on the record, and its pages.
    fn say_where(&self, entry: u64) {
        let again = matches!(self.before.phase, VotePhase::Selected { .. });
        let published = match again {
            true => t!("select-computed-again", entry = entry),
            false => t!("select-published", entry = entry),
        };
        say!("madang: {published}");
        let language = words::language().tag();
        let base = self.on_record.base_url.unwrap_or_default();
        let page = |path: String| format!("{base}/{language}{path}");
        let vote = page(vote_page(self.on_record.programme, self.vote));
        say!("madang: {}", t!("select-page", address = vote));
        say!(
            "madang: {}",
            t!("select-entry-page", address = page(entry_page(entry)))
        );
        if base.is_empty() {
            say!("madang: {}", t!("select-no-base"));
        }
    }
}

fn say_tally(tally: &TallyReport) {
    let not = tally.cast - tally.counted;
    say!(
        "{}",
        t!(
            "select-counted",
            counted = tally.counted,
            cast = tally.cast,
            not = not
        )
    );
    let why = [
        (tally.repeated, t!("select-not-repeated")),
        (tally.unknown_project, t!("select-not-unknown")),
        (tally.repeated_choice, t!("select-not-twice")),
        (tally.empty, t!("select-not-empty")),
        (tally.too_few_choices, t!("select-not-too-few")),
        (tally.too_many_choices, t!("select-not-too-many")),
        (tally.over_cost, t!("select-not-over-cost")),
        (tally.over_points, t!("select-not-over-points")),
        (tally.excluded, t!("select-not-excluded")),
    ];
    for (number, words) in why {
        if number > 0 {
            say!("  {number:>6}  {words}");
        }
    }
}
