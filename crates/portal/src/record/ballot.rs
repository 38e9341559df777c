//! A ballot on the record: what it says, and what became of it.

use std::collections::BTreeMap;

use madang_programme::votes::{self, BALLOT, BallotCast, BallotContent, BallotExcluded};
use madang_programme::{Event, Fact as _};
use madang_record::EntryRef;
use madang_record::time::{format_at, parse_at};
use madang_store::{Store, StoreError};
use madang_verify::{Fate, HiddenContent, NotCounted, fate, hidden};
use maud::{Markup, html};

use crate::frame::actors::actor;
use crate::frame::entries::entry_link;
use crate::frame::format::ZONE;
use crate::frame::ground::ground_word;
use crate::frame::parts::{Tone, badge, row};
use crate::frame::ui::Ui;
use crate::model::{EntryDetail, ProposalDetail, read_body};
use crate::proposals::labels::proposal_title;
use crate::proposals::links as proposals;
use crate::record::links::find_entry;
use crate::votes::labels::{Announced, vote_name};
use crate::votes::links as votes_links;

/// The kind of entry that takes a ballot out of its vote.
const EXCLUDED: &str = BallotExcluded::KIND;

/// The most choices of a ballot that are named; more are only counted.
const MOST_NAMED: usize = 100;

/// When a ballot was cast, as its entry tells.
enum Cast {
    /// At this moment.
    At(String),
    /// At some moment between these, since its entry tells the time in spans of so many minutes.
    Within {
        from: String,
        to: String,
        minutes: u32,
    },
}

/// A ballot with what became of it.
pub struct Ballot {
    entry: u64,
    cast: Cast,
    facts: BallotCast,
    fate: Fate,
    /// Whether the entry that the fate names took it out of the vote.
    excluded: bool,
    /// What hides its content now although it had its part in the vote, and who did that.
    since: Option<(HiddenContent, String)>,
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
    let (became, since) = store
        .with_state(|state| {
            let became = fate(
                state,
                programme,
                vote,
                detail.index,
                &ballots.open,
                &ballots.absent,
                own.as_ref(),
            );
            let became = became.unwrap_or(Fate::Unknown);
            let hidden = hidden(state, detail.index, BALLOT);
            let since = hidden.filter(|_| !matches!(became, Fate::Hidden { .. }));
            (became, since)
        })
        .await?;
    let since = match since {
        Some(hidden) => {
            let actor = actor_of(store, hidden.by).await?;
            Some((hidden, actor))
        }
        None => None,
    };
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
        cast: cast(store, &facts, entry.at).await?,
        excluded: excluded(store, &became).await?,
        fate: became,
        since,
        content,
        titles,
        announced: Announced::read(store, programme).await?,
        facts,
    }))
}

/// When the ballot was cast. Its vote's opening and close bound the span that its entry tells.
async fn cast(store: &Store, facts: &BallotCast, at: &str) -> Result<Cast, StoreError> {
    let vote = store
        .with_state(|state| {
            let vote = state.vote(&facts.programme, &facts.vote).ok()?;
            Some((vote.grain?, vote.entry, vote.closed_at.clone()))
        })
        .await?;
    let Some((grain, opened, closed_at)) = vote else {
        return Ok(Cast::At(at.to_owned()));
    };
    let opened = store.entry(opened).await?;
    let opened_at = opened.as_ref().and_then(|opened| {
        let entry = EntryRef::parse(&opened.bytes).ok()?;
        Some(entry.at.to_owned())
    });
    let end = parse_at(at).and_then(|begin| format_at(begin + grain.unix_ms()));
    let Some(end) = end else {
        return Ok(Cast::At(at.to_owned()));
    };
    Ok(Cast::Within {
        from: opened_at.unwrap_or_default().max(at.to_owned()),
        to: match closed_at.is_empty() || closed_at > end {
            true => end,
            false => closed_at,
        },
        minutes: grain.minutes(),
    })
}

/// Who recorded an entry.
async fn actor_of(store: &Store, entry: u64) -> Result<String, StoreError> {
    let detail = store.entry(entry).await?;
    let actor = detail.as_ref().and_then(|detail| {
        let entry = EntryRef::parse(&detail.bytes).ok()?;
        Some(entry.actor.to_owned())
    });
    Ok(actor.unwrap_or_default())
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
                Fate::Counted
                | Fate::CountedWithout { .. }
                | Fate::WillCount
                | Fate::WillCountWithout { .. }
                | Fate::NotCounted { .. }
                | Fate::WillNotCount { .. }
                | Fate::NotOpenedYet
                | Fate::Unknown => {}
            }
            @if let Some((hidden, by)) = &ballot.since {
                p {
                    @if hidden.erased { (ui.t("record-ballot-erased-since")) } @else { (ui.t("record-ballot-restricted-since")) }
                    " " (entry_link(ui, hidden.by)) " · " (actor(ui, by)) " · " (ui.t("content-ground")) ": " (ground_word(ui, hidden.ground))
                }
            }
        }
        dl.facts {
            (row(ui, &ui.t("record-ballot-vote"), Some(html! {
                a href=(ui.href(&votes_links::vote(&facts.programme, &facts.vote))) { (vote_name(ui, &ballot.announced, &facts.vote)) }
            })))
            (row(ui, &ui.t("record-ballot-cast"), Some(html! { (cast_at(ui, ballot)) " · " (entry_link(ui, ballot.entry)) })))
            (row(ui, &ui.t("record-ballot-choices"), Some(choices(ui, ballot))))
        }
    }
}

/// When it was cast, as far as its entry tells.
pub fn cast_at(ui: &Ui, ballot: &Ballot) -> Markup {
    match &ballot.cast {
        Cast::At(at) => ui.time(at, ZONE),
        Cast::Within { from, to, minutes } => html! {
            (ui.time(from, ZONE)) " – " (ui.time(to, ZONE)) " "
            span.muted { (ui.tf("record-ballot-within", &[("minutes", u64::from(*minutes).into())])) }
        },
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
        Fate::Counted => (
            Tone::Good,
            ui.t("record-ballot-counted"),
            ui.t("record-ballot-counted-text"),
        ),
        Fate::WillCount => (
            Tone::Active,
            ui.t("record-ballot-will-count"),
            ui.t("record-ballot-counts-text"),
        ),
        Fate::CountedWithout { dropped } => (
            Tone::Good,
            ui.t("record-ballot-counted"),
            ui.count("record-ballot-counted-without", *dropped),
        ),
        Fate::WillCountWithout { dropped } => (
            Tone::Active,
            ui.t("record-ballot-will-count"),
            ui.count("record-ballot-counts-without", *dropped),
        ),
        Fate::WillNotCount { because } => (
            Tone::Bad,
            ui.t("record-ballot-will-not-count"),
            ui.tf(
                "record-ballot-will-not-count-text",
                &[("reason", reason(ui, *because).into())],
            ),
        ),
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
