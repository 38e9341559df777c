//! What ballots, parts of rules and reasons are called.

use std::collections::BTreeMap;
use std::ops::Deref;

use madang_programme::votes::{BallotType, VoteScheduled};
use madang_store::{Store, StoreError};
use madang_words::Text;
use maud::{Markup, html};

use crate::frame::ui::Ui;
use crate::model::{AnnouncementDetail, PastAnnouncement, ProgrammeDetail, VoteDetail};

/// What a ballot says.
pub fn ballot_type(ui: &Ui, ballot_type: BallotType) -> String {
    match ballot_type {
        BallotType::Approval => ui.t("vote-ballot-approval"),
        BallotType::Cumulative => ui.t("vote-ballot-cumulative"),
        BallotType::Scoring => ui.t("vote-ballot-scoring"),
        BallotType::Ordinal => ui.t("vote-ballot-ordinal"),
    }
}

/// Whoever has a say in a selection: the ballots (`ballots`), or a body by its name.
pub fn voice(ui: &Ui, programme: &ProgrammeDetail, id: &str) -> Markup {
    let body = programme.bodies.iter().find(|body| body.facts.id == id);
    html! {
        @match body {
            Some(body) => span.words { (ui.words(&body.facts.name)) },
            None => @if id == "ballots" { (ui.t("vote-voice-ballots")) } @else { (id) },
        }
    }
}

/// What is announced of a programme's votes, by vote; what was before; in which order they opened, and under which titles.
#[derive(Debug, Default)]
pub struct Announced {
    by_vote: BTreeMap<String, AnnouncementDetail>,
    past: Vec<PastAnnouncement>,
    opened: Vec<(String, Option<Text>)>,
}

impl Announced {
    /// Reads all of a programme.
    ///
    /// # Errors
    /// What the store says.
    pub async fn read(store: &Store, programme: &str) -> Result<Announced, StoreError> {
        let by_vote = store.announcements(programme).await?;
        let past = store.past_announcements(programme).await?;
        let opened = store.with_state(|state| {
            let votes = state.votes(programme);
            let mut votes: Vec<_> = votes
                .map(|(id, vote)| (vote.entry, id.to_owned(), vote.title().cloned()))
                .collect();
            votes.sort_unstable_by_key(|(entry, ..)| *entry);
            let votes = votes.into_iter();
            votes.map(|(_, id, title)| (id, title)).collect()
        });
        Ok(Announced {
            by_vote,
            past,
            opened: opened.await?,
        })
    }

    /// The place of a vote among those of its programme that opened, from 1.
    pub fn place(&self, vote: &str) -> Option<usize> {
        let mut opened = self.opened.iter();
        opened
            .position(|(id, _)| id == vote)
            .map(|before| before + 1)
    }

    /// The title of a vote: that under which it opened, is announced, or, where it is not to come any more, was announced last.
    pub fn title(&self, vote: &str) -> Option<&Text> {
        let mut opened = self.opened.iter();
        if let Some((_, title)) = opened.find(|(id, _)| id == vote) {
            return title.as_ref();
        }
        match self.by_vote.get(vote) {
            Some(announcement) => Some(&announcement.facts.title),
            None => Some(&self.past_of(vote).last()?.facts.title),
        }
    }

    /// What was announced and then changed or taken back, in the order in which that was done.
    pub fn past(&self) -> &[PastAnnouncement] {
        &self.past
    }

    /// The same of one vote.
    pub fn past_of<'a>(&'a self, vote: &str) -> impl Iterator<Item = &'a PastAnnouncement> {
        self.past.iter().filter(move |past| past.facts.vote == vote)
    }

    /// What was announced in the place of what was changed; `None` where it was taken back.
    pub fn instead_of(&self, past: &PastAnnouncement) -> Option<&VoteScheduled> {
        let later = self
            .past
            .iter()
            .map(|past| (past.announced.entry, &past.facts));
        let standing = self.by_vote.values().map(|now| (now.entry, &now.facts));
        let mut all = later.chain(standing);
        all.find_map(|(entry, facts)| (entry == past.ended.entry).then_some(facts))
    }
}

impl Deref for Announced {
    type Target = BTreeMap<String, AnnouncementDetail>;

    fn deref(&self) -> &Self::Target {
        &self.by_vote
    }
}

/// A vote by its title, or by its place among the programme's votes where it has none.
pub fn vote_name(ui: &Ui, announced: &Announced, id: &str) -> Markup {
    html! {
        @match announced.title(id) {
            Some(title) => span.words { (ui.words(title)) },
            None => (vote_number(ui, id, announced.place(id))),
        }
    }
}

/// A vote that nobody gave a title, by its place among the programme's votes: what its identifier says is no number of it.
pub fn vote_number(ui: &Ui, id: &str, place: Option<usize>) -> String {
    match place {
        Some(place) => ui.tf("vote-numbered", &[("number", place.to_string().into())]),
        None => ui.tf("vote-name", &[("id", id.into())]),
    }
}

/// A decided vote that a proposal was a candidate of.
pub struct Past<'a> {
    /// The vote.
    pub vote: &'a VoteDetail,
    /// What the proposal was to cost when the vote opened, smallest unit: it may have been amended since.
    pub cost: u64,
    /// Whether the vote selected it.
    pub selected: bool,
}

/// Whether a vote selected a proposal, in a word.
pub fn fared(ui: &Ui, past: &Past<'_>) -> String {
    match past.selected {
        true => ui.t("proposal-state-selected"),
        false => ui.t("proposal-state-not-selected"),
    }
}

/// A planned time, in the programme's zone and in UTC.
pub fn planned_time(ui: &Ui, at: &str, zone: &str) -> Markup {
    html! { (ui.time(at, zone)) span.utc { " · " (ui.utc(at, zone)) } }
}

/// The same without markup.
pub fn plain_vote_name(ui: &Ui, announced: &Announced, id: &str) -> String {
    match announced.title(id) {
        Some(title) => ui.plain(title),
        None => vote_number(ui, id, announced.place(id)),
    }
}

/// A service group, by its name where the programme knows it; without markup.
pub fn plain_group(ui: &Ui, programme: &ProgrammeDetail, id: &str) -> String {
    let group = programme.groups.iter().find(|group| group.facts.id == id);
    group.map_or_else(|| id.to_owned(), |group| ui.plain(&group.facts.name))
}

/// A body of people, by its name where the programme knows it; without markup.
pub fn plain_body(ui: &Ui, programme: &ProgrammeDetail, id: &str) -> String {
    let body = programme.bodies.iter().find(|body| body.facts.id == id);
    body.map_or_else(|| id.to_owned(), |body| ui.plain(&body.facts.name))
}
