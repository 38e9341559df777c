//! What there is of how a body scores the candidates of a vote.

use std::collections::{BTreeMap, BTreeSet};

use madang_programme::bodies::Seated;
use madang_programme::days::day_in;
use madang_programme::scoring::{CriteriaScores, Panel};
use madang_programme::votes::{VotePhase, VoteState};
use madang_programme::{Actor, State};
use madang_store::{Store, StoreError};
use madang_words::Text;
use maud::{Markup, html};

use crate::frame::app::{Failure, Visit};
use crate::frame::ui::Ui;
use crate::model::{BodyDetail, ProgrammeDetail, ProposalDetail};
use crate::proposals::labels::{plain_title, proposal_title};
use crate::scoring::links::Of;

/// What there is of it.
pub struct Scoring {
    /// The programme.
    pub programme: ProgrammeDetail,
    /// The body.
    pub body: BodyDetail,
    /// The vote's identifier.
    pub vote: String,
    /// Its title, where it has one.
    pub title: Option<Text>,
    /// Whether it takes sheets.
    pub open: bool,
    /// Whether its ballots are open.
    pub opened: bool,
    /// Whether it is decided or called off.
    pub over: bool,
    /// What is declared, decided and handed in.
    pub panel: Panel,
    /// Who sits on the body, or sat there as the vote opened.
    pub members: Vec<Seated>,
    /// Its candidates, or what they are to be, by identifier.
    pub candidates: Vec<String>,
    /// They by their words.
    pub named: BTreeMap<String, ProposalDetail>,
    /// The sheets that are open, by member.
    pub sheets: BTreeMap<String, CriteriaScores>,
    /// The day in the programme's zone.
    pub today: String,
}

/// What the state knows of it.
struct Known {
    title: Option<Text>,
    phase: Option<VotePhase>,
    panel: Panel,
    members: Vec<Seated>,
    candidates: Vec<String>,
}

fn known(state: &State, of: Of<'_>, (zone, today): (&str, &str)) -> Option<Known> {
    let vote: Option<&VoteState> = state.vote(of.programme, of.vote).ok();
    let announced = state.schedule(of.programme, of.vote);
    if vote.is_none() && announced.is_none() {
        return None;
    }
    let body = state.body(of.programme, of.body).ok()?;
    let title = match vote {
        Some(vote) => vote.title(),
        None => announced.map(|announced| &announced.title),
    };
    let members: Vec<Seated> = match vote {
        Some(vote) => {
            let day = day_in(zone, &vote.opened_at).ok()?.to_string();
            body.sat(vote.entry, &day).cloned().collect()
        }
        None => body.sitting(today).cloned().collect(),
    };
    let candidates: Vec<String> = match vote {
        Some(vote) => vote.candidates.keys().cloned().collect(),
        None => {
            let all = state.candidates_to_be(of.programme).ok()?;
            all.map(|(id, _)| id.clone()).collect()
        }
    };
    let panel = state.panel(of.programme, of.vote, of.body);
    Some(Known {
        title: title.cloned(),
        phase: vote.map(|vote| vote.phase),
        panel: panel.cloned().unwrap_or_default(),
        members,
        candidates,
    })
}

impl Scoring {
    /// Reads it, or gives the page that says that there is no such vote or body.
    pub async fn read(
        visit: &Visit,
        programme: ProgrammeDetail,
        named: (&str, &str),
    ) -> Result<Scoring, Failure> {
        let found = Scoring::of_store(&visit.store, programme, named).await;
        let found = found.map_err(|error| visit.store_failed(&error))?;
        found.ok_or_else(|| visit.not_found())
    }

    /// Reads it; `None` where there is no such vote or body.
    pub async fn of_store(
        store: &Store,
        programme: ProgrammeDetail,
        (vote, body): (&str, &str),
    ) -> Result<Option<Scoring>, StoreError> {
        let facts = &programme.summary.facts;
        let found = programme.bodies.iter().find(|one| one.facts.id == body);
        let Some(detail) = found.cloned() else {
            return Ok(None);
        };
        let now = store.now();
        let today = day_in(&facts.zone, &now);
        let today = today.map_or_else(|_| String::new(), |day| day.to_string());
        let of = Of {
            programme: &facts.id,
            vote,
            body,
        };
        let known = store.with_state(|state| known(state, of, (&facts.zone, &today)));
        let Some(known) = known.await? else {
            return Ok(None);
        };
        let ids: BTreeSet<&str> = known.candidates.iter().map(String::as_str).collect();
        let named = store.proposals_named(&facts.id, &ids).await?;
        let sheets = store.criteria_sheets(&facts.id, vote, body).await?;
        let phase = known.phase;
        Ok(Some(Scoring {
            body: detail,
            vote: vote.to_owned(),
            title: known.title,
            open: phase.is_some_and(|phase| matches!(phase, VotePhase::Open)),
            opened: phase.is_some_and(|phase| phase.opened().is_some()),
            over: phase.is_some_and(VotePhase::is_over),
            panel: known.panel,
            members: known.members,
            candidates: known.candidates,
            named,
            sheets,
            today,
            programme,
        }))
    }

    /// It by its identifiers.
    pub fn of(&self) -> Of<'_> {
        Of {
            programme: &self.programme.summary.facts.id,
            vote: &self.vote,
            body: &self.body.facts.id,
        }
    }

    /// A candidate by its title, as a link.
    pub fn candidate(&self, ui: &Ui, id: &str) -> Markup {
        let address = crate::proposals::links::proposal(self.of().programme, id);
        html! {
            a href=(ui.href(&address)) {
                @match self.named.get(id) {
                    Some(proposal) => (proposal_title(ui, proposal)),
                    None => (ui.tf("proposal-number", &[("id", id.into())])),
                }
            }
        }
    }

    /// The same without markup.
    pub fn plain_candidate(&self, ui: &Ui, id: &str) -> String {
        let named = self.named.get(id);
        named.map_or_else(
            || ui.tf("proposal-number", &[("id", id.into())]),
            |proposal| plain_title(ui, proposal),
        )
    }

    /// What the vote is called.
    pub fn vote_name(&self, ui: &Ui) -> String {
        match &self.title {
            Some(title) => ui.plain(title),
            None => self.vote.clone(),
        }
    }

    /// Who is in the chair today.
    pub fn chair(&self) -> Option<String> {
        let there = self.body.members.iter();
        let terms = there.filter_map(|member| member.term.as_ref());
        let mut chairs = terms.filter(|term| {
            let until = term.until.as_deref();
            term.chair
                && term.from <= self.today
                && until.is_none_or(|until| self.today.as_str() <= until)
        });
        chairs.next().map(|term| term.member.clone())
    }
}

/// What somebody may do about how a body scores.
#[derive(Default)]
pub struct May {
    /// As whom they sit on it.
    pub member: Option<Actor>,
    /// As whom they administer the programme.
    pub administers: Option<Actor>,
    /// As whom they decide who does not score what.
    pub decides: Option<Actor>,
}
