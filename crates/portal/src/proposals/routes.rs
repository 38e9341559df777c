//! The pages of proposals.

use axum::extract::Path;
use axum::routing::{MethodRouter, get};
use madang_programme::answers::Subject;
use madang_store::{Store, StoreError};
use maud::Markup;

use crate::answers::routes::section_of;
use crate::frame::app::{Answer, App, Failure, Visit};
use crate::frame::query::Query;
use crate::model::{
    Page as ListPage, ProgrammeDetail, ProposalDetail, ProposalFilter, ProposalState,
};
use crate::programmes::routes::programme_of;
use crate::proposals::fared::{self, AllFared, MOST_ORDERED};
use crate::proposals::number;
use crate::proposals::search::{self, Meant};
use crate::proposals::{amendments, links, list, page, withdrawal};
use crate::votes::routes::{announced_of, fared_of, past_of, why_of};

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        (links::OF_PROGRAMME, get(proposals)),
        (links::ONE, get(proposal)),
    ]
}

async fn proposals(visit: Visit, Path(id): Path<String>) -> Answer {
    let programme = programme_of(&visit, &id).await?;
    let fared = fared_of(&visit, &programme).await?;
    let orders_by_vote = !fared.is_empty() && programme.summary.proposals <= MOST_ORDERED;
    let mut query = Query::parse(&visit.ui.query);
    let mut asked = list::Asked::read(&mut query, &programme, orders_by_vote);
    let failed = |error| visit.store_failed(&error);
    let mut found = listed(&visit.store, &id, &asked, &fared)
        .await
        .map_err(failed)?;
    let mut meant = Meant::default();
    if !asked.filter.search.is_empty() {
        let filter = &asked.filter;
        let narrowed = filter.group.is_some() || filter.audience.is_some();
        meant = meant_by(&visit.store, &programme, &filter.search, narrowed)
            .await
            .map_err(failed)?;
        if found.total == 0 && meant.facet.is_none() && meant.proposal.is_none() {
            let near = visit.store.perhaps_meant(&id, &filter.search).await;
            meant.near = near.map_err(failed)?;
        }
        if found.total == 0
            && let Some(facet) = &meant.facet
        {
            // The words are nowhere, but something is named so: what is in it is what was looked for.
            asked.filter = facet.filter(&asked.filter);
            found = listed(&visit.store, &id, &asked, &fared)
                .await
                .map_err(failed)?;
        }
    }
    let counts = counts(&visit.store, &id, &asked).await.map_err(failed)?;
    let list = list::List {
        programme: &programme,
        asked: &asked,
        errors: &query.errors,
        found: &found,
        counts: &counts,
        fared: &fared,
        orders_by_vote,
        meant: &meant,
    };
    Ok(visit.page_with(!query.errors.is_empty(), &list::view(&visit.ui, &list)))
}

/// What a search may have meant besides its words: a proposal's number; and unless the list is `narrowed` by them already, an
/// audience or a group.
pub async fn meant_by(
    store: &Store,
    programme: &ProgrammeDetail,
    searched: &str,
    narrowed: bool,
) -> Result<Meant, StoreError> {
    let proposal = match number::identifier(searched) {
        Some(number) => {
            let id = &programme.summary.facts.id;
            store.proposal(id, &number).await?
        }
        None => None,
    };
    let facet = (!narrowed).then(|| search::facet(programme, searched));
    Ok(Meant {
        proposal,
        facet: facet.flatten(),
        near: None,
    })
}

/// A page of the list, in the order that was asked for.
async fn listed(
    store: &Store,
    programme: &str,
    asked: &list::Asked,
    fared: &AllFared,
) -> Result<ListPage<ProposalDetail>, StoreError> {
    if let list::Order::Kept(_) = asked.order {
        return store.proposals(programme, &asked.filter).await;
    }
    let mut filter = ProposalFilter {
        offset: 0,
        limit: 100,
        ..asked.filter.clone()
    };
    let mut all = Vec::new();
    while filter.offset < MOST_ORDERED {
        let page = store.proposals(programme, &filter).await?;
        let last = (page.items.len() as u64) < filter.limit;
        all.extend(page.items);
        if last {
            break;
        }
        filter.offset += filter.limit;
    }
    match asked.order {
        list::Order::Votes => fared::by_votes(&mut all, fared),
        list::Order::Kept(_) | list::Order::Selection => fared::by_selection(&mut all, fared),
    }
    let total = all.len() as u64;
    let skipped = usize::try_from(asked.filter.offset).unwrap_or(usize::MAX);
    let items = all.into_iter().skip(skipped).take(list::PER_PAGE as usize);
    Ok(ListPage {
        items: items.collect(),
        total,
        more_than_total: false,
    })
}

/// How many of those asked for there are in each state, and whether there are more.
async fn counts(
    store: &Store,
    programme: &str,
    asked: &list::Asked,
) -> Result<Vec<(ProposalState, u64, bool)>, StoreError> {
    let counts = store.proposal_counts(programme).await?.by_state;
    let filter = &asked.filter;
    if filter.search.is_empty() && filter.group.is_none() && filter.audience.is_none() {
        let exact = counts
            .into_iter()
            .map(|(state, count)| (state, count, false));
        return Ok(exact.collect());
    }
    let whole = ProposalFilter {
        state: None,
        offset: 0,
        limit: 100,
        ..filter.clone()
    };
    let whole = store.proposals(programme, &whole).await?;
    // A search of which everything is at hand is counted as it was found.
    let at_hand = !whole.more_than_total && whole.items.len() as u64 == whole.total;
    let mut narrowed = Vec::new();
    for (state, _) in counts {
        if at_hand && state != ProposalState::Withdrawn {
            let found = whole
                .items
                .iter()
                .filter(|proposal| proposal.state == state);
            narrowed.push((state, found.count() as u64, false));
            continue;
        }
        let filter = ProposalFilter {
            state: Some(state),
            offset: 0,
            limit: 1,
            ..filter.clone()
        };
        let page = store.proposals(programme, &filter).await?;
        narrowed.push((state, page.total, page.more_than_total));
    }
    Ok(narrowed)
}

/// What an amendment of a proposal changed, for the page of its entry.
pub async fn amended_by(
    visit: &Visit,
    programme: &str,
    proposal: &str,
    entry: u64,
) -> Result<Option<Markup>, Failure> {
    let failed = |error| visit.store_failed(&error);
    let detail = visit.store.programme(programme).await.map_err(failed)?;
    let versions = visit.store.proposal_versions(programme, proposal).await;
    let versions = versions.map_err(failed)?;
    let by = |detail| amendments::by_entry(&visit.ui, &detail, &versions, entry);
    Ok(detail.and_then(by))
}

async fn proposal(visit: Visit, Path((programme, id)): Path<(String, String)>) -> Answer {
    let detail = programme_of(&visit, &programme).await?;
    let proposal = visit
        .store
        .proposal(&programme, &id)
        .await
        .map_err(|error| visit.store_failed(&error))?
        .ok_or_else(|| visit.not_found())?;
    let announced = announced_of(&visit, &programme).await?;
    let past = past_of(&visit, &detail, &id).await?;
    let why = why_of(&visit, &detail, &proposal, &past, &announced).await?;
    let amendments = match proposal.amended {
        Some(_) => {
            let versions = visit.store.proposal_versions(&programme, &id).await;
            let versions = versions.map_err(|error| visit.store_failed(&error))?;
            Some(amendments::section(&visit.ui, &detail, &versions))
        }
        None => None,
    };
    let withdrawn = match proposal.state {
        ProposalState::Withdrawn => {
            let found = withdrawal::read(&visit.store, &proposal).await;
            found.map_err(|error| visit.store_failed(&error))?
        }
        _ => None,
    };
    let institutions = visit.store.institutions(&programme).await;
    let institutions = institutions.map_err(|error| visit.store_failed(&error))?;
    let of = (&Subject::Proposal(id.clone()), proposal.entry);
    let answer = section_of(&visit, &detail, &institutions, of).await?;
    let zone = &detail.summary.facts.zone;
    let sections = page::Sections {
        why,
        amendments,
        answer,
        withdrawn: withdrawn.map(|by| withdrawal::words(&visit.ui, zone, &by)),
    };
    let page = page::view(&visit.ui, &detail, &proposal, &announced, &past, &sections);
    Ok(visit.page(&page))
}
