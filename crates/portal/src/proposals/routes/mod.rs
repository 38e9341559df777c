//! The pages of proposals.

pub mod forms;

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use axum::routing::{MethodRouter, get};
use madang_programme::answers::Subject;
use madang_programme::programmes::ProgrammeBegun;
use madang_programme::proposals::ProposedBy;
use madang_programme::subject::SubjectKind;
use madang_store::{Store, StoreError};
use madang_words::shortened;
use maud::{Markup, html};

use crate::accounts::caller::Caller;
use crate::accounts::followed::note_followed;
use crate::accounts::hiding::way_to_hide;
use crate::answers::routes::section_of;
use crate::frame::app::{Answer, App, Failure, Visit};
use crate::frame::feed::{self, Feed, Item};
use crate::frame::form::PAGE;
use crate::frame::query::{Query, index};
use crate::frame::ui::Ui;
use crate::institutions::labels::institution;
use crate::model::{
    InstitutionDetail, Page as ListPage, ProgrammeDetail, ProposalDetail, ProposalFilter,
    ProposalOrder, ProposalState,
};
use crate::needs::labels::{Named, needs as needs_of};
use crate::programmes::labels::plain_title;
use crate::programmes::routes::programme_of;
use crate::proposals::fared::{self, AllFared, MOST_ORDERED};
use crate::proposals::labels::{self, proposal_state, proposal_title};
use crate::proposals::number;
use crate::proposals::search::{self, Meant};
use crate::proposals::{amendments, links, list, next, page, read, talk, version, withdrawal};
use crate::record::links::feed_of;
use crate::votes::labels::Announced;
use crate::votes::routes::{announced_of, fared_of, past_of, why_of};

/// Proposals in the feed.
const IN_FEED: u64 = 50;

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    let pages = vec![
        (links::OF_PROGRAMME, get(proposals)),
        (links::FEED, get(newest)),
        (links::ONE, get(proposal)),
        (links::VERSION, get(version)),
    ];
    [pages, forms::routes()].concat()
}

async fn proposals(visit: Visit, caller: Option<Caller>, Path(id): Path<String>) -> Answer {
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
        calls: forms::calls(caller.as_ref(), &id),
    };
    let page = list::view(&visit.ui, &list);
    Ok(match &caller {
        Some(caller) => caller.form(&query.errors, &page),
        None => visit.page_with(!query.errors.is_empty(), &page),
    })
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
    if !asked.narrows() {
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

/// What goes on in a programme whatever its last selection came to, in a line.
pub async fn under_way_of(visit: &Visit, facts: &ProgrammeBegun) -> Result<Markup, Failure> {
    let found = read::under_way(&visit.store, &facts.id, &facts.zone).await;
    let found = found.map_err(|error| visit.store_failed(&error))?;
    Ok(next::under_way(&visit.ui, &facts.zone, &found))
}

/// What comes next after a selection: the votes that are announced, and whom to ask. Each proposal's own page says more.
pub fn next_of(ui: &Ui, programme: &ProgrammeDetail, announced: &Announced) -> Markup {
    html! {
        (next::votes(ui, programme, announced, None))
        (next::whom_to_ask(ui))
    }
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

async fn proposal(
    mut visit: Visit,
    caller: Option<Caller>,
    Path((programme, id)): Path<(String, String)>,
) -> Answer {
    let subject = SubjectKind::Proposal.of(&programme, &id);
    note_followed(&mut visit, caller.as_ref(), &subject).await?;
    visit.ui.feed = feed_of(&subject);
    let failed = |error| visit.store_failed(&error);
    let detail = programme_of(&visit, &programme).await?;
    let proposal = visit.store.proposal(&programme, &id).await;
    let proposal = proposal.map_err(failed)?.ok_or_else(|| visit.not_found())?;
    let mut query = Query::parse(&visit.ui.query);
    let number = query.number(PAGE, 1..=talk::LAST_PAGE, 1);
    let announced = announced_of(&visit, &programme).await?;
    let past = past_of(&visit, &detail, &id).await?;
    let why = why_of(&visit, &detail, &proposal, &past, &announced).await?;
    let institutions = visit.store.institutions(&programme).await;
    let institutions = institutions.map_err(failed)?;
    let of = (&Subject::Proposal(id.clone()), proposal.entry);
    let answer = section_of(&visit, caller.as_ref(), &detail, &institutions, of).await?;
    let hides = way_to_hide(&visit.ui, caller.as_ref(), proposal.entry).await?;
    let sections = page::Sections {
        why,
        answer,
        by: by(&visit.ui, &detail, &institutions, &proposal),
        office: html! {
            (forms::of_office(&visit.ui, caller.as_ref(), &proposal))
            (hides)
        },
        ..sections_of(&visit, &detail, &proposal, number)
            .await
            .map_err(failed)?
    };
    let page = page::view(&visit.ui, &detail, &proposal, &announced, &past, &sections);
    Ok(match &caller {
        Some(caller) => caller.form(&query.errors, &page),
        None => visit.page_with(!query.errors.is_empty(), &page),
    })
}

/// Whose a proposal is, where its kind says that: an institution's, or a body's.
fn by(
    ui: &Ui,
    programme: &ProgrammeDetail,
    institutions: &[InstitutionDetail],
    proposal: &ProposalDetail,
) -> Option<Markup> {
    match proposal.facts.by.as_ref()? {
        ProposedBy::Institution(id) => Some(institution(ui, institutions, id)),
        ProposedBy::Body(id) => {
            let mut bodies = programme.bodies.iter();
            let found = bodies.find(|body| body.facts.id == *id);
            found.map(|body| html! { span.words { (ui.words(&body.facts.name)) } })
        }
        ProposedBy::Participant => Some(html! { (ui.t("proposal-by-participant")) }),
        ProposedBy::Other(_) => None,
    }
}

/// What the page of a proposal shows besides why it fared as it did, and what was answered.
async fn sections_of(
    visit: &Visit,
    programme: &ProgrammeDetail,
    proposal: &ProposalDetail,
    page: u64,
) -> Result<page::Sections, StoreError> {
    let (ui, store) = (&visit.ui, &visit.store);
    let (of, id) = (&proposal.facts.programme, &proposal.facts.id);
    let zone = &programme.summary.facts.zone;
    let amendments = match proposal.amended {
        Some(_) => {
            let versions = store.proposal_versions(of, id).await?;
            Some(amendments::section(ui, programme, &versions))
        }
        None => None,
    };
    let withdrawn = match proposal.state {
        ProposalState::Withdrawn => withdrawal::read(store, proposal).await?,
        _ => None,
    };
    let (behind, goes_on) = read::behind(store, proposal).await?;
    let needs = read::needs(store, proposal).await?;
    let offset = (page - 1) * talk::PER_PAGE;
    let comments = store.proposal_comments(proposal.entry, offset, talk::PER_PAGE);
    let comments = comments.await?;
    let reads = read::tell_hidden(visit, proposal, &comments, goes_on.as_ref()).await?;
    let named: Named = needs
        .into_iter()
        .map(|need| (need.facts.id.clone(), need))
        .collect();
    let ids = &proposal.facts.needs;
    let address = links::proposal(of, id);
    let open = stands(proposal) && ui.site.account.is_some();
    let reply = |to: u64| {
        let form = ui.href(&links::take_part(of, id, Some(to)));
        html! { @if open { p { a href=(form) rel="nofollow" { (ui.t("proposal-reply")) } } } }
    };
    Ok(page::Sections {
        reads,
        why: None,
        answer: html! {},
        by: None,
        office: html! {},
        amendments,
        withdrawn: withdrawn.map(|by| withdrawal::words(ui, zone, &by)),
        goes_on: goes_on.map(|goes_on| talk::goes_on(ui, of, zone, &goes_on)),
        needs: (!ids.is_empty()).then(|| needs_of(ui, of, &named, ids)),
        taking: read::taking(store, of, zone).await?,
        talk: html! {
            (talk::behind(ui, proposal, &behind))
            @if open { p { a.button href=(ui.href(&links::take_part(of, id, None))) rel="nofollow" { (ui.t("proposal-take-part-how")) } } }
            (talk::comments(ui, zone, &comments, page, &address, &reply))
        },
    })
}

/// Whether a proposal goes on under its own name.
fn stands(proposal: &ProposalDetail) -> bool {
    match proposal.state {
        ProposalState::Submitted
        | ProposalState::Candidate
        | ProposalState::Selected
        | ProposalState::NotSelected => true,
        ProposalState::Withdrawn | ProposalState::Merged | ProposalState::Split => false,
    }
}

/// The newest proposals as an Atom feed.
async fn newest(visit: Visit, Path(id): Path<String>) -> Result<Response<Body>, Failure> {
    let programme = programme_of(&visit, &id).await?;
    let failed = |error| visit.store_failed(&error);
    let filter = ProposalFilter {
        order: ProposalOrder::Newest,
        limit: IN_FEED,
        ..ProposalFilter::default()
    };
    let found = visit.store.proposals(&id, &filter).await.map_err(failed)?;
    let ui = &visit.ui;
    let items = found.items.iter().map(|proposal| Item {
        title: labels::plain_title(ui, proposal),
        address: links::proposal(&id, &proposal.facts.id),
        at: proposal.at.clone(),
        author: proposal_state(ui, proposal.state),
        summary: match &proposal.text {
            Some(text) => shortened(&ui.plain(text.summary.as_ref().unwrap_or(&text.title)), 400),
            None => ui.t("words-hidden"),
        },
    });
    let title = plain_title(ui, &programme.summary);
    let feed = Feed {
        title: ui.tf("proposals-page-title", &[("programme", title.into())]),
        address: links::feed(&id),
        page: links::list(&id),
        items: items.collect(),
    };
    feed::answer(&visit, &feed)
}

async fn version(
    visit: Visit,
    Path((programme, id, version)): Path<(String, String, String)>,
) -> Answer {
    let failed = |error| visit.store_failed(&error);
    let detail = programme_of(&visit, &programme).await?;
    let versions = visit.store.proposal_versions(&programme, &id).await;
    let mut versions = versions.map_err(failed)?;
    let number = versions.len() as u64;
    let asked = index(&version).and_then(|version| usize::try_from(version).ok());
    let asked = asked.filter(|asked| (1..=versions.len()).contains(asked));
    versions.truncate(asked.ok_or_else(|| visit.not_found())?);
    let endorsed = read::endorsements(&visit.store, &programme, &id).await;
    let endorsed = endorsed.map_err(failed)?;
    let own = u32::try_from(versions.len()).ok();
    let newest = versions.last().map(|version| version.entry);
    visit.tell_hidden(newest).await.map_err(failed)?;
    let shown = version::Shown {
        programme: &detail,
        versions: &versions,
        number,
        endorsed: own
            .and_then(|own| endorsed.get(&own).copied())
            .unwrap_or_default(),
    };
    let page = version::view(&visit.ui, &shown);
    Ok(visit.page(&page.ok_or_else(|| visit.not_found())?))
}

/// The proposals that are to meet a need, for its page; nothing where there is none.
///
/// # Errors
/// What the store says.
pub async fn of_need(visit: &Visit, need: u64) -> Result<Option<Markup>, StoreError> {
    let (ui, found) = (&visit.ui, visit.store.proposals_of_need(need).await?);
    Ok((!found.is_empty()).then(|| {
        html! {
            ul {
                @for proposal in &found {
                    li {
                        a href=(ui.href(&links::proposal(&proposal.facts.programme, &proposal.facts.id))) { (proposal_title(ui, proposal)) }
                        " · " (proposal_state(ui, proposal.state))
                    }
                }
            }
        }
    }))
}
