//! A ballot on the record: what it says, and what became of it.

use std::collections::BTreeMap;

use madang_programme::Event;
use madang_programme::votes::{self, BALLOT, BallotCast, BallotContent};
use madang_record::EntryRef;
use madang_store::{Store, StoreError};
use madang_verify::{Fate, NotCounted, fate};
use maud::{Markup, html};

use crate::frame::entries::entry_link;
use crate::frame::format::ZONE;
use crate::frame::parts::{Tone, badge, row};
use crate::frame::ui::Ui;
use crate::model::{EntryDetail, ProposalDetail, read_body};
use crate::proposals::labels::proposal_title;
use crate::proposals::links as proposals;
use crate::record::links::find_entry;
use crate::votes::labels::{Announced, vote_name};
use crate::votes::links as votes_links;

/// The kind of entry that takes a ballot out of its vote.
const EXCLUDED: &str = "ballot.excluded/1";

/// The most choices of a ballot that are named; more are only counted.
const MOST_NAMED: usize = 100;

/// A ballot with what became of it.
pub struct Ballot {
    entry: u64,
    at: String,
    facts: BallotCast,
    fate: Fate,
    /// Whether the entry that the fate names took it out of the vote.
    excluded: bool,
    /// Whether the vote's selection is published.
    selected: bool,
    /// What it says, as far as whoever asks may see it.
    content: Option<BallotContent>,
    titles: BTreeMap<String, ProposalDetail>,
    /// What was announced of the programme's votes.
    announced: Announced,
}

/// The ballot that an entry is, with what became of it; `None` where it is none. `own` is what its receipt says, where
/// somebody brought that.
///
/// # Errors
/// What the store says.
pub async fn read(
    store: &Store,
    detail: &EntryDetail,
    own: Option<BallotContent>,
) -> Result<Option<Ballot>, StoreError> {
    let Ok(entry) = EntryRef::parse(&detail.bytes) else {
        return Ok(None);
    };
    let Ok(Event::Votes(votes::Event::BallotCast(facts))) = Event::parse(entry.kind, entry.facts)
    else {
        return Ok(None);
    };
    let (programme, vote) = (&facts.programme, &facts.vote);
    let ballots = store.voters_ballots(programme, vote, &facts.voter).await?;
    let (became, selected) = store
        .with_state(|state| {
            let became = fate(
                state,
                programme,
                vote,
                detail.index,
                &ballots.open,
                &ballots.absent,
            );
            let phase = state.vote(programme, vote).map(|vote| vote.phase);
            let selected = matches!(phase, Ok(votes::VotePhase::Selected { .. }));
            (became.unwrap_or(Fate::Unknown), selected)
        })
        .await?;
    let content = own.or_else(|| read_body(detail, BALLOT));
    let mut titles = BTreeMap::new();
    for id in content
        .iter()
        .flat_map(|content| &content.choices)
        .take(MOST_NAMED)
    {
        if let Some(proposal) = store.proposal(programme, id).await? {
            titles.insert(id.clone(), proposal);
        }
    }
    Ok(Some(Ballot {
        entry: detail.index,
        at: entry.at.to_owned(),
        excluded: excluded(store, &became).await?,
        fate: became,
        selected,
        content,
        titles,
        announced: store.announcements(programme).await?,
        facts,
    }))
}

async fn excluded(store: &Store, fate: &Fate) -> Result<bool, StoreError> {
    let Fate::Hidden { by } = fate else {
        return Ok(false);
    };
    let detail = store.entry(*by).await?;
    let kind = detail.as_ref().and_then(|detail| {
        let entry = EntryRef::parse(&detail.bytes).ok()?;
        Some(entry.kind == EXCLUDED)
    });
    Ok(kind.unwrap_or(false))
}

/// What became of the ballot, what it says, and where to go on.
pub fn section(ui: &Ui, ballot: &Ballot) -> Markup {
    let (tone, word, sentence) = said(ui, ballot);
    let facts = &ballot.facts;
    html! {
        div.verdict {
            p.badges { (badge(tone, &word)) }
            p.lead { (sentence) }
            @match &ballot.fate {
                Fate::Replaced { by } => p { a href=(ui.href(&find_entry(*by))) { (ui.t("record-ballot-other")) } },
                Fate::VoteCancelled { by } | Fate::Hidden { by } => p { (entry_link(ui, *by)) },
                Fate::Counted | Fate::NotCounted { .. } | Fate::NotOpenedYet | Fate::Unknown => {}
            }
        }
        dl.facts {
            (row(ui, &ui.t("record-ballot-vote"), Some(html! {
                a href=(ui.href(&votes_links::vote(&facts.programme, &facts.vote))) { (vote_name(ui, &ballot.announced, &facts.vote)) }
            })))
            (row(ui, &ui.t("record-ballot-cast"), Some(html! { (ui.time(&ballot.at, ZONE)) " · " (entry_link(ui, ballot.entry)) })))
            (row(ui, &ui.t("record-ballot-choices"), Some(choices(ui, ballot))))
        }
    }
}

fn choices(ui: &Ui, ballot: &Ballot) -> Markup {
    let Some(content) = &ballot.content else {
        return html! { (ui.t("record-ballot-sealed")) };
    };
    let programme = &ballot.facts.programme;
    let more = content.choices.len().saturating_sub(MOST_NAMED);
    html! {
        @if content.choices.is_empty() { (ui.t("record-ballot-empty")) }
        ul {
            @for (place, id) in content.choices.iter().take(MOST_NAMED).enumerate() {
                li {
                    @match ballot.titles.get(id) {
                        Some(proposal) => a href=(ui.href(&proposals::proposal(programme, id))) { (proposal_title(ui, proposal)) },
                        None => { (id) " (" (ui.t("record-ballot-no-candidate")) ")" },
                    }
                    @if let Some(points) = content.points.as_ref().and_then(|points| points.get(place)) {
                        ": " (ui.count("record-ballot-points", *points))
                    }
                }
            }
            @if more > 0 { li { (ui.count("record-ballot-more", more as u64)) } }
        }
    }
}

/// The tone, the word and the sentence for what became of a ballot.
fn said(ui: &Ui, ballot: &Ballot) -> (Tone, String, String) {
    let not_counted = || ui.t("record-ballot-not-counted");
    match &ballot.fate {
        Fate::Counted => {
            let sentence = if ballot.selected {
                ui.t("record-ballot-counted-text")
            } else {
                ui.t("record-ballot-counts-text")
            };
            (Tone::Good, ui.t("record-ballot-counted"), sentence)
        }
        Fate::Replaced { by } => {
            let by = ("index", ui.number(*by).into());
            let sentence = ui.tf("record-ballot-replaced-text", &[by]);
            (Tone::Plain, ui.t("record-ballot-replaced"), sentence)
        }
        Fate::NotCounted { because } => (Tone::Bad, not_counted(), reason(ui, *because)),
        Fate::NotOpenedYet => (
            Tone::Active,
            ui.t("record-ballot-not-opened"),
            ui.t("record-ballot-not-opened-text"),
        ),
        Fate::VoteCancelled { .. } => (
            Tone::Plain,
            not_counted(),
            ui.t("record-ballot-cancelled-text"),
        ),
        Fate::Hidden { .. } => {
            let sentence = if ballot.excluded {
                ui.t("record-ballot-excluded-text")
            } else {
                ui.t("record-ballot-hidden-text")
            };
            (Tone::Bad, not_counted(), sentence)
        }
        Fate::Unknown => (
            Tone::Plain,
            ui.t("record-ballot-unknown"),
            ui.t("record-ballot-unknown-text"),
        ),
    }
}

fn reason(ui: &Ui, because: NotCounted) -> String {
    match because {
        NotCounted::SeveralCast => ui.t("record-ballot-several"),
        NotCounted::UnknownProject => ui.t("record-ballot-unknown-project"),
        NotCounted::RepeatedChoice => ui.t("record-ballot-repeated-choice"),
        NotCounted::Empty => ui.t("record-ballot-nothing"),
        NotCounted::TooFewChoices => ui.t("record-ballot-too-few"),
        NotCounted::TooManyChoices => ui.t("record-ballot-too-many"),
        NotCounted::OverCost => ui.t("record-ballot-over-cost"),
        NotCounted::OverPoints => ui.t("record-ballot-over-points"),
    }
}
