//! The pages of votes and selections.

mod announce;
pub mod asked;
mod assist;
mod casting;
mod end;
mod office;
mod open;
mod papers;
mod roll;
mod select;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use axum::routing::{MethodRouter, get};
use madang_programme::votes::otherwise::Otherwise as MarginsFound;
use madang_programme::votes::points::Points;
use maud::{Markup, html};

use crate::accounts::caller::{Caller, seen_by};
use crate::frame::app::{Answer, App, Failure, Visit};
use crate::frame::kept::Source;
use crate::model::{ProgrammeDetail, ProposalDetail, VoiceFacet, VoteDetail};
use crate::needs::chart;
use crate::programmes::links::path;
use crate::programmes::routes::programme_of;
use crate::proposals::fared::{AllFared, Fared};
use crate::proposals::routes::next_of;
use crate::votes::beside::{self, Beside};
use crate::votes::labels::{Announced, Past};
use crate::votes::otherwise::Otherwise;
use crate::votes::outcome::{self, Decided, Outcome, ProjectExplanation};
use crate::votes::page::VotePage;
use crate::votes::why::Fate;
use crate::votes::{
    applied, brief, explain, links, page, participation, past, result, sheets, why,
};

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        (links::SELECTION, get(selection)),
        (links::ONE, get(vote)),
        (links::PARTICIPATION, get(participation)),
        (links::OFFICE, get(office::office)),
        (links::ANNOUNCE, get(announce::new).post(announce::new_sent)),
        (links::OPEN, get(open::new).post(open::new_sent)),
        (links::OWN, get(casting::asked).post(casting::sent)),
        (links::ROLL, get(roll::asked).post(roll::sent)),
        (links::ASSIST, get(assist::asked).post(assist::sent)),
        (links::PAPERS, get(papers::asked).post(papers::sent)),
        (links::ACT, get(office::act).post(office::act_sent)),
    ]
}

/// The decided votes that a proposal was a candidate of, newest first.
pub async fn past_of<'a>(
    visit: &Visit,
    programme: &'a ProgrammeDetail,
    proposal: &str,
) -> Result<Vec<Past<'a>>, Failure> {
    let found = past::of_proposal(&visit.store, programme, proposal).await;
    found.map_err(|error| visit.store_failed(&error))
}

/// Why a proposal fared as it did in each decided vote, newest first, for its page; nothing where none was decided with it.
pub async fn why_of(
    visit: &Visit,
    programme: &ProgrammeDetail,
    proposal: &ProposalDetail,
    past: &[Past<'_>],
    announced: &Announced,
) -> Result<Option<Markup>, Failure> {
    let id = &programme.summary.facts.id;
    let mut sections = Vec::new();
    for past in past {
        let decided = decided(visit, past.vote).await?;
        let outcome = decided
            .as_ref()
            .and_then(|decided| decided.outcome.as_ref());
        let named = outcome.map(|outcome| why::named(outcome, &proposal.facts.id));
        let named = named.unwrap_or_default();
        let others = visit.store.proposals_named(id, &named).await;
        let others = others.map_err(|error| visit.store_failed(&error))?;
        let otherwise = otherwise_of(visit, id, past.vote, outcome, &proposal.facts.id).await;
        let points = points_of(visit, id, past.vote, outcome).await;
        let sheets = sheets::sheets(&visit.store, id, &past.vote.facts.id).await;
        let sheets = sheets.map_err(|error| visit.store_failed(&error))?;
        let fate = Fate {
            programme,
            proposal,
            past,
            announced,
            place: sections.len(),
            outcome,
            sheets: &sheets,
            points: points.as_deref(),
            otherwise: &otherwise,
            others: &others,
        };
        sections.push(why::section(&visit.ui, &fate));
    }
    let there = !sections.is_empty();
    Ok(there.then(|| html! { @for section in &sections { (section) } }))
}

/// How the candidates of a programme's last decided vote fared, for cards and lists; empty where none is decided.
pub async fn fared_of(visit: &Visit, programme: &ProgrammeDetail) -> Result<AllFared, Failure> {
    let mut votes = programme.votes.iter().rev();
    let Some(vote) = votes.find(|vote| vote.selection.is_some()) else {
        return Ok(AllFared::new());
    };
    let decided = decided(visit, vote).await?;
    let facts = &programme.summary.facts;
    let candidates = past::candidates(&visit.store, &facts.id, &vote.facts.id).await;
    let candidates = candidates.map_err(|error| visit.store_failed(&error))?;
    let outcome = decided
        .as_ref()
        .and_then(|decided| decided.outcome.as_ref());
    let Some(outcome) = outcome else {
        return Ok(AllFared::new());
    };
    let fared = |project: &ProjectExplanation| {
        let why = brief::in_short(&visit.ui, outcome, project, &facts.currency);
        let votes = project.votes;
        let cost = candidates.get(&project.id).map(|candidate| candidate.cost);
        let score = explain::score_of(outcome, project);
        let fared = Fared {
            votes,
            score,
            why,
            cost,
        };
        (project.id.clone(), fared)
    };
    Ok(outcome.projects.iter().map(fared).collect())
}

/// Why a vote did not select a candidate, in the fewest words; `None` where it did, or where that is not known.
pub async fn lost_of(
    visit: &Visit,
    programme: &ProgrammeDetail,
    vote: &str,
    proposal: &str,
) -> Result<Option<String>, Failure> {
    let Some(vote) = programme.votes.iter().find(|own| own.facts.id == vote) else {
        return Ok(None);
    };
    let decided = decided(visit, vote).await?;
    let outcome = decided
        .as_ref()
        .and_then(|decided| decided.outcome.as_ref());
    let currency = &programme.summary.facts.currency;
    Ok(outcome.and_then(|outcome| {
        let project = outcome::project(outcome, proposal)?;
        let project = Some(project).filter(|project| project.round.is_none())?;
        brief::in_short(&visit.ui, outcome, project, currency)
    }))
}

/// What the selection of a vote says of itself; `None` before it is published.
async fn decided(visit: &Visit, vote: &VoteDetail) -> Result<Option<Arc<Decided>>, Failure> {
    let found = outcome::decided(&visit.store, &visit.kept, vote).await;
    found.map_err(|error| visit.store_failed(&error))
}

/// What was announced of a programme's votes.
pub async fn announced_of(visit: &Visit, programme: &str) -> Result<Announced, Failure> {
    let found = Announced::read(&visit.store, programme).await;
    found.map_err(|error| visit.store_failed(&error))
}

/// How long a page waits for what is worked out again from the ballots.
const PATIENCE: Duration = Duration::from_millis(400);

/// What other rules would have selected of a decided vote: worked out once, beside the requests.
async fn beside_of(visit: &Visit, programme: &str, vote: &VoteDetail) -> Beside {
    let Some(selection) = &vote.selection else {
        return Beside::NotYet;
    };
    if !beside::is_small(vote) {
        return Beside::TooLarge;
    }
    let work = {
        let (store, kept) = (visit.store.clone(), Arc::clone(&visit.kept));
        let (programme, vote) = (programme.to_owned(), vote.facts.id.clone());
        async move {
            let _turn = kept.turn().await?;
            let found = applied::others(&store, &programme, &vote).await;
            found
                .inspect_err(|error| {
                    tracing::error!(programme, vote, %error, "other rules could not be applied");
                })
                .ok()
        }
    };
    let found = visit
        .kept
        .worked_out(selection.published.entry, PATIENCE, work)
        .await;
    match found {
        None => Beside::UnderWay,
        Some(found) if found.input_digest != selection.facts.input_digest => Beside::Hidden,
        Some(found) => Beside::Found(found),
    }
}

/// The points that the candidates of a decided vote were given, where these decided: added up once, beside the requests.
async fn points_of(
    visit: &Visit,
    programme: &str,
    vote: &VoteDetail,
    outcome: Option<&Outcome>,
) -> Option<Arc<Points>> {
    let selection = vote.selection.as_ref()?;
    if !beside::is_small(vote) || !outcome.is_some_and(explain::goes_by_points) {
        return None;
    }
    let work = {
        let store = visit.store.clone();
        let (programme, vote) = (programme.to_owned(), vote.facts.id.clone());
        async move {
            let found = applied::added_up(&store, &programme, &vote).await;
            found
                .inspect_err(|error| {
                    tracing::error!(programme, vote, %error, "points could not be added up");
                })
                .ok()
        }
    };
    let entry = selection.published.entry;
    let found = visit.kept.worked_out(entry, PATIENCE, work).await?;
    (found.input_digest == selection.facts.input_digest).then_some(found)
}

/// What a candidate of a decided vote was missing, or had to spare: worked out once, beside the requests. Whose page is asked for is
/// looked at first, and alone; then, with nobody waiting, all candidates of the vote, so that the next page has it at once.
async fn otherwise_of(
    visit: &Visit,
    programme: &str,
    vote: &VoteDetail,
    outcome: Option<&Outcome>,
    id: &str,
) -> Otherwise {
    let selection = vote.selection.as_ref();
    let Some(selection) = selection.filter(|_| beside::is_small(vote)) else {
        return Otherwise::TooLarge;
    };
    let whole = Source::from(selection.published.entry);
    let place = outcome.and_then(|outcome| outcome.projects.iter().position(|own| own.id == id));
    let all = visit.kept.get::<MarginsFound>(whole);
    let known = all.as_ref().filter(|all| all.margins.contains_key(id));
    let found = match (known, place) {
        (Some(known), _) => Some(Arc::clone(known)),
        // Only whoever comes before all are looked at, or was left out of that, is looked at alone: others wait for all.
        (None, Some(place)) if all.is_some() || !visit.kept.is_under_way::<MarginsFound>(whole) => {
            let alone = Source {
                part: place + 1,
                ..whole
            };
            let only = Some(id.to_owned());
            let found = looked_at(visit, programme, vote, alone, only, PATIENCE).await;
            if all.is_none() {
                looked_at(visit, programme, vote, whole, None, Duration::ZERO).await;
            }
            found
        }
        (None, _) => looked_at(visit, programme, vote, whole, None, PATIENCE).await,
    };
    let facts = &selection.facts;
    match found {
        None => Otherwise::UnderWay,
        Some(found)
            if found.input_digest != facts.input_digest || found.selected != facts.selected =>
        {
            Otherwise::Hidden
        }
        Some(found) => Otherwise::Found(found),
    }
}

/// What all candidates of a vote, or `only` one, were missing; `None` while it is being worked out.
async fn looked_at(
    visit: &Visit,
    programme: &str,
    vote: &VoteDetail,
    source: Source,
    only: Option<String>,
    patience: Duration,
) -> Option<Arc<MarginsFound>> {
    let (store, kept) = (visit.store.clone(), Arc::clone(&visit.kept));
    let (programme, vote) = (programme.to_owned(), vote.facts.id.clone());
    let work = async move {
        let _turn = kept.turn().await?;
        let whole = Source { part: 0, ..source };
        // It may have been looked at with all others while this waited.
        if let (Some(id), Some(all)) = (&only, kept.get::<MarginsFound>(whole))
            && let Some(margin) = all.margins.get(id)
        {
            return Some(MarginsFound {
                input_digest: all.input_digest.clone(),
                selected: all.selected.clone(),
                margins: [(id.clone(), margin.clone())].into(),
            });
        }
        let found = applied::changed(&store, &programme, &vote, only).await;
        found
            .inspect_err(|error| {
                tracing::error!(programme, vote, %error, "the rule could not be applied again");
            })
            .ok()
    };
    visit.kept.worked_out(source, patience, work).await
}

async fn participation(visit: Visit, Path(id): Path<String>) -> Answer {
    let programme = programme_of(&visit, &id).await?;
    let announced = announced_of(&visit, &id).await?;
    let proposers = visit.store.proposers(&id).await;
    let proposers = proposers.map_err(|error| visit.store_failed(&error))?;
    let spoken = spoken_of(&visit, &programme).await?;
    let page = participation::view(&visit.ui, &programme, &announced, &proposers, &spoken);
    Ok(visit.page(&page))
}

/// By what the voices of a programme are counted on the page of who took part.
const SPOKEN: [VoiceFacet; 4] = [
    VoiceFacet::Channel,
    VoiceFacet::Institution,
    VoiceFacet::Group,
    VoiceFacet::Region,
];

/// How many voices a programme has, by what they say of themselves.
async fn spoken_of(visit: &Visit, programme: &ProgrammeDetail) -> Result<Markup, Failure> {
    let (store, id) = (&visit.store, &programme.summary.facts.id);
    let failed = |error| visit.store_failed(&error);
    let institutions = store.institutions(id).await.map_err(failed)?;
    let mut counted = Vec::new();
    for facet in SPOKEN {
        let counts = store.voice_counts(id, facet).await.map_err(failed)?;
        counted.push((facet, counts));
    }
    Ok(chart::section(
        &visit.ui,
        programme,
        &institutions,
        &counted,
    ))
}

async fn selection_page(
    visit: &Visit,
    caller: Option<&Caller>,
    programme: &ProgrammeDetail,
    vote: Option<&VoteDetail>,
    newer: &[VoteDetail],
    own: bool,
) -> Answer {
    let decided = match vote {
        Some(vote) => decided(visit, vote).await?,
        None => None,
    };
    let outcome = decided
        .as_ref()
        .and_then(|decided| decided.outcome.as_ref());
    let analysis = decided
        .as_ref()
        .and_then(|decided| decided.analysis.as_ref());
    let selected = vote.and_then(|vote| vote.selection.as_ref());
    let selected = selected.map_or(&[][..], |selection| &selection.facts.selected);
    let named = result::named(selected, outcome);
    let id = &programme.summary.facts.id;
    let proposals = visit.store.proposals_named(id, &named).await;
    let mut proposals = proposals.map_err(|error| visit.store_failed(&error))?;
    if let Some(vote) = vote {
        let then = past::as_candidates(&visit.store, id, &vote.facts.id, &mut proposals).await;
        then.map_err(|error| visit.store_failed(&error))?;
    }
    let announced = announced_of(visit, id).await?;
    let beside = match vote {
        Some(vote) => beside_of(visit, id, vote).await,
        None => Beside::NotYet,
    };
    let points = match vote {
        Some(vote) => points_of(visit, id, vote, outcome).await,
        None => None,
    };
    let next = next_of(&visit.ui, programme, &announced);
    let office = office::ways_of(visit, caller, id, vote.filter(|_| own)).await?;
    let page = VotePage {
        next: &next,
        office: &office,
        programme,
        vote,
        newer,
        points: points.as_deref(),
        announced: &announced,
        outcome,
        analysis,
        beside: &beside,
        proposals: &proposals,
    };
    let page = page::view(&visit.ui, &page, own);
    Ok(seen_by(visit, caller, &page))
}

async fn selection(mut visit: Visit, caller: Option<Caller>, Path(id): Path<String>) -> Answer {
    let programme = programme_of(&visit, &id).await?;
    // What was published last stays until the next is: a vote that is open, or was called off, takes nothing of it back.
    let mut published = programme.votes.iter();
    let published = published.rposition(|vote| vote.selection.is_some());
    let shown = published.or(programme.votes.len().checked_sub(1));
    let vote = shown.and_then(|place| programme.votes.get(place));
    let newer = shown.and_then(|place| programme.votes.get(place + 1..));
    // The page of that vote says the same for ever; this one moves on to the next.
    visit.ui.canonical = vote.map(|vote| links::vote(&id, &vote.facts.id));
    let newer = newer.unwrap_or_default();
    selection_page(&visit, caller.as_ref(), &programme, vote, newer, false).await
}

async fn vote(
    visit: Visit,
    caller: Option<Caller>,
    Path((id, vote)): Path<(String, String)>,
) -> Answer {
    let programme = programme_of(&visit, &id).await?;
    let mut votes = programme.votes.iter();
    if let Some(known) = votes.find(|known| known.facts.id == vote) {
        return selection_page(&visit, caller.as_ref(), &programme, Some(known), &[], true).await;
    }
    // One that is, or was, announced and did not open has its times on the programme's page.
    match announced_of(&visit, &id).await?.title(&vote).is_some() {
        true => Ok(Redirect::temporary(&visit.ui.href(&path(&id))).into_response()),
        false => Err(visit.not_found()),
    }
}
