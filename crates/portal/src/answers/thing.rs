//! What is answered together with others of its kind, as a list has it: a voice or a proposal.

use madang_programme::answers::Subject;
use maud::{Markup, html};

use crate::answers::labels;
use crate::frame::ui::Ui;
use crate::model::{ProposalDetail, VoiceDetail};
use crate::proposals::labels as proposals;
use crate::voices::labels as voices;

/// A voice or a proposal.
pub enum Thing {
    /// A voice.
    Voice(Box<VoiceDetail>),
    /// A proposal.
    Proposal(Box<ProposalDetail>),
}

impl Thing {
    /// Its identifier.
    pub fn id(&self) -> &str {
        match self {
            Thing::Voice(voice) => &voice.facts.id,
            Thing::Proposal(proposal) => &proposal.facts.id,
        }
    }

    /// The entry that it began with.
    pub fn entry(&self) -> u64 {
        match self {
            Thing::Voice(voice) => voice.entry,
            Thing::Proposal(proposal) => proposal.entry,
        }
    }

    /// What an answer names it by.
    pub fn subject(&self) -> Subject {
        let id = self.id().to_owned();
        match self {
            Thing::Voice(_) => Subject::Voice(id),
            Thing::Proposal(_) => Subject::Proposal(id),
        }
    }

    /// What it is called.
    pub fn name(&self, ui: &Ui) -> String {
        labels::subject_name(ui, &self.subject())
    }

    /// With a box to tick.
    pub fn tick(&self, ui: &Ui, checked: bool) -> Markup {
        match self {
            Thing::Voice(voice) => voices::tick(ui, voice, checked),
            Thing::Proposal(proposal) => proposals::tick(ui, proposal, checked),
        }
    }

    /// Its name as a link to its page, with its first words.
    pub fn named(&self, ui: &Ui, programme: &str) -> Markup {
        html! {
            (labels::subject(ui, programme, &self.subject())) " "
            @match self {
                Thing::Voice(voice) => (voices::first_words(ui, voice, 120)),
                Thing::Proposal(proposal) => (proposals::proposal_title(ui, proposal)),
            }
        }
    }
}
