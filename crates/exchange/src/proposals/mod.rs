//! Proposals.

mod file;
mod table;

pub use file::{Cost, Proposal, Proposals, Proposer};
use madang_programme::Command;
use madang_programme::proposals as event;
use madang_words::Said;

use crate::mistake::{Column, Mistake, Mistakes};
use crate::step::{Step, Thing};
use crate::words::said;

impl Proposals {
    /// The steps that hand the proposals in to `programme`, whose money is in `currency`.
    ///
    /// # Errors
    /// Costs that cannot be kept in that currency.
    pub fn steps(&self, programme: &str, currency: &str) -> Result<Vec<Step>, Mistakes> {
        let mut mistakes = Vec::new();
        let mut steps = Vec::with_capacity(self.proposals.len());
        for at in &self.proposals {
            match at.command(programme, currency) {
                Ok(command) => {
                    let key = key(programme, &at.id);
                    let step = Step::making(at.line, (KIND, &at.id), key, command);
                    let written = (at.id.clone(), at.written.clone());
                    let group = at.group.clone().map(|id| (Thing::Group, id));
                    let audiences = at.audiences.iter().map(|id| (Thing::Audience, id.clone()));
                    let step = step.naming(programme, group.into_iter().chain(audiences));
                    steps.push(step.at(&at.places).written([written]));
                }
                Err(what) => {
                    let place = at.places.nearest("cost");
                    let (line, column) = place.unwrap_or((at.line, Column::Whole));
                    mistakes.push(Mistake::at(&self.name, line, column, what));
                }
            }
        }
        Mistakes::none_of(mistakes, steps)
    }
}

impl Proposal {
    /// What hands it in: with its needs, where it names any.
    ///
    /// # Errors
    /// What to say where the cost cannot be kept in the currency, or where it names needs and nobody whose it is.
    fn command(&self, programme: &str, currency: &str) -> Result<Command, Said> {
        let (facts, text) = self.on_record(programme, currency)?;
        if self.needs.is_empty() {
            return Ok(Command::worded(facts, text));
        }
        let kind = facts.proposer;
        let by = kind.ok_or_else(|| said!("mistake-needs-proposer"))?;
        let facts = event::ProposalHandedIn {
            programme: facts.programme,
            id: facts.id,
            cost: Some(facts.cost),
            group: facts.group,
            audiences: facts.audiences,
            needs: self.needs.clone(),
            by: event::ProposedBy::Other(by),
            derived_from: Vec::new(),
        };
        Ok(event::HandInProposal { facts, text }.into())
    }

    /// Facts and words as they go on the record.
    ///
    /// # Errors
    /// What to say where the cost cannot be kept in the currency.
    pub fn on_record(
        &self,
        programme: &str,
        currency: &str,
    ) -> Result<(event::ProposalSubmitted, event::ProposalText), Said> {
        let facts = event::ProposalSubmitted {
            programme: programme.to_owned(),
            id: self.id.clone(),
            cost: self.cost_in(currency)?,
            group: self.group.clone(),
            audiences: self.audiences.clone(),
            proposer: self.proposer.as_ref().map(|proposer| proposer.kind),
        };
        let proposer = self.proposer.as_ref();
        let words = event::ProposalText {
            title: self.title.clone(),
            summary: self.summary.clone(),
            proposer: proposer.and_then(Proposer::published).cloned(),
        };
        Ok((facts, words))
    }
}

/// The key under which a proposal is handed in once, from whatever file.
pub(crate) fn key(programme: &str, id: &str) -> String {
    format!("proposal/{programme}/{id}")
}

/// What the step that hands it in brings.
pub(crate) const KIND: &str = "proposal";
