//! Proposals.

mod file;

pub use file::{Proposal, Proposals, Proposer, ProposerKind};
use madang_programme::Command;
use madang_programme::proposals as event;

use crate::step::Step;

impl Proposals {
    /// The steps that hand the proposals in to `programme`.
    pub fn steps(&self, programme: &str) -> Vec<Step> {
        let step = |line: u64, proposal: &Proposal| {
            let proposal = proposal.clone();
            let key = key(programme, &proposal.id);
            let facts = event::ProposalSubmitted {
                programme: programme.to_owned(),
                id: proposal.id,
                cost: proposal.cost,
                group: Some(proposal.group),
                audiences: proposal.audiences,
            };
            let words = event::ProposalText {
                title: proposal.title,
                summary: Some(proposal.summary),
                proposer: Some(proposal.proposer.name),
            };
            let command = Command::worded(facts, words);
            Step::official(line, key, command)
        };
        let proposals = self.0.iter();
        proposals.map(|at| step(at.line, &at.value)).collect()
    }
}

/// The key under which a proposal is handed in once, from whatever file.
pub(crate) fn key(programme: &str, id: &str) -> String {
    format!("proposal/{programme}/{id}")
}
