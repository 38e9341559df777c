//! What can be followed.

use madang_programme::State;
use madang_programme::subject::{SubjectKind, SubjectRef};
use madang_store::{Store, StoreError};

use crate::design::{labels as design_labels, links as design};
use crate::frame::ui::Ui;
use crate::needs::{labels as need_labels, links as needs};
use crate::programmes::labels::plain_title;
use crate::programmes::links as programmes;
use crate::proposals::links as proposals;
use crate::record::links as record;
use crate::services::{labels as service_labels, links as services};
use crate::voices::{labels as voice_labels, links as voices};

/// Something that can be followed: a programme, or a thing of one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    what: What,
    programme: String,
    /// Its identifier in the programme; empty for the programme itself.
    id: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Programme,
    Voice,
    Need,
    Proposal,
    Service,
    Design,
}

impl Subject {
    /// Reads a subject of the record; `None` for one that cannot be followed.
    pub fn parse(text: &str) -> Option<Subject> {
        let SubjectRef { kind, whole, id } = SubjectRef::parse(text)?;
        let what = match kind {
            SubjectKind::Programme => What::Programme,
            SubjectKind::Voice => What::Voice,
            SubjectKind::Need => What::Need,
            SubjectKind::Proposal => What::Proposal,
            SubjectKind::Service => What::Service,
            SubjectKind::Design => What::Design,
            SubjectKind::ActionPlan
            | SubjectKind::Commitment
            | SubjectKind::Milestone
            | SubjectKind::Review
            | SubjectKind::Role
            | SubjectKind::Group
            | SubjectKind::Audience
            | SubjectKind::Institution
            | SubjectKind::Body
            | SubjectKind::Member
            | SubjectKind::Consultation
            | SubjectKind::Call
            | SubjectKind::SelectionRule
            | SubjectKind::Vote
            | SubjectKind::Selection
            | SubjectKind::Content => return None,
        };
        let is_whole = what == What::Programme;
        (is_whole == id.is_empty()).then(|| Subject {
            what,
            programme: whole.to_owned(),
            id: id.to_owned(),
        })
    }

    /// Whether it is the programme itself.
    pub fn is_programme(&self) -> bool {
        self.what == What::Programme
    }

    /// The programme.
    pub fn programme(&self) -> &str {
        &self.programme
    }

    /// The entry that its name stands in; `None` where there is no such thing.
    pub fn named_in(&self, state: &State) -> Option<u64> {
        let (programme, id) = (self.programme.as_str(), self.id.as_str());
        match self.what {
            What::Programme => Some(state.programme(programme).ok()?.entry),
            What::Voice => Some(state.voice(programme, id).ok()?.entry),
            What::Need => Some(state.need(programme, id).ok()?.entry),
            What::Proposal => Some(state.proposal(programme, id).ok()?.reads()),
            What::Service => Some(state.service(programme, id).ok()?.entry),
            What::Design => Some(state.design(programme, id).ok()?.entry),
        }
    }

    /// Its own entry; `None` where there is no such thing.
    pub fn entry(&self, state: &State) -> Option<u64> {
        match self.what {
            What::Proposal => Some(state.proposal(&self.programme, &self.id).ok()?.entry),
            What::Programme | What::Voice | What::Need | What::Service | What::Design => {
                self.named_in(state)
            }
        }
    }

    /// Its page, without a language.
    pub fn path(&self) -> String {
        match self.what {
            What::Programme => programmes::path(&self.programme),
            What::Voice => voices::voice(&self.programme, &self.id),
            What::Need => needs::need(&self.programme, &self.id),
            What::Proposal => proposals::proposal(&self.programme, &self.id),
            What::Service => services::one(&self.programme, &self.id),
            What::Design => design::one(&self.programme, &self.id),
        }
    }

    /// The feed that tells of it too, for who has no account.
    pub fn feed(&self) -> String {
        let of = |kind: SubjectKind| record::feed_of(&kind.of(&self.programme, &self.id));
        let own = match self.what {
            What::Voice => of(SubjectKind::Voice),
            What::Need => of(SubjectKind::Need),
            What::Proposal => of(SubjectKind::Proposal),
            What::Service => of(SubjectKind::Service),
            What::Design => of(SubjectKind::Design),
            What::Programme => None,
        };
        own.unwrap_or_else(|| record::feed(Some(&self.programme)))
    }

    /// What it is called without a word of what was said: a number.
    pub fn number(&self, ui: &Ui) -> Option<String> {
        match self.what {
            What::Programme => None,
            What::Voice => Some(voice_labels::name(ui, &self.id)),
            What::Need => Some(need_labels::number(ui, &self.id)),
            What::Proposal => Some(ui.tf("proposal-untitled", &[("id", self.id.as_str().into())])),
            What::Service => Some(service_labels::number(ui, &self.id)),
            What::Design => Some(design_labels::number(ui, &self.id)),
        }
    }

    /// What it is called, as far as the public may read that.
    ///
    /// # Errors
    /// What the store says.
    pub async fn name(&self, ui: &Ui, store: &Store) -> Result<String, StoreError> {
        let (programme, id) = (self.programme.as_str(), self.id.as_str());
        let said = match self.what {
            What::Programme => {
                let found = store.programme(programme).await?;
                found.map(|found| plain_title(ui, &found.summary))
            }
            What::Voice => None,
            What::Need => {
                let found = store.need(programme, id).await?;
                found.map(|found| need_labels::plain_title(ui, &found))
            }
            What::Proposal => {
                let text = store.proposal(programme, id).await?;
                let text = text.and_then(|found| found.text);
                text.map(|text| ui.plain(&text.title))
            }
            What::Service => {
                let found = store.service(programme, id).await?;
                found.map(|found| service_labels::plain_title(ui, &found))
            }
            What::Design => {
                let found = store.design(programme, id).await?;
                found.map(|found| design_labels::plain_title(ui, &found))
            }
        };
        Ok(said
            .or_else(|| self.number(ui))
            .unwrap_or_else(|| self.programme.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_a_page_is_followed() {
        let path = |text: &str| Subject::parse(text).map(|subject| subject.path());
        assert_eq!(
            path("voice:kr0018/12").as_deref(),
            Some("/programmes/kr0018/voices/12")
        );
        assert_eq!(
            path("programme:kr0018").as_deref(),
            Some("/programmes/kr0018")
        );
        for other in [
            "",
            "voice",
            "voice:kr0018",
            "role:account-1",
            "content:7/text",
        ] {
            assert_eq!(path(other), None, "{other}");
        }
    }
}
