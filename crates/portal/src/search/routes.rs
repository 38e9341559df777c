//! The page of the search.

use axum::routing::{MethodRouter, get};
use madang_store::{StoreError, answers, perhaps_meant};
use madang_words::Text;

use crate::commitments::list::Asked;
use crate::frame::app::{Answer, App, Visit};
use crate::frame::form::SEARCH;
use crate::frame::query::Query;
use crate::model::{
    AnswerFilter, NeedFilter, ProgrammeSummary, ProposalFilter, ProposalOrder, VoiceFacet,
    VoiceFilter,
};
use crate::proposals::routes::meant_by;
use crate::proposals::search as meaning;
use crate::search::links;
use crate::search::page::{self, Found, InProgramme};

/// Things shown of each kind and programme, and of the commitments; the lists have all.
const SHOWN: usize = 5;

/// The most programmes that are searched, the newest first.
const MOST_PROGRAMMES: usize = 20;

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![(links::SEARCH, get(search))]
}

async fn search(visit: Visit) -> Answer {
    let mut query = Query::parse(&visit.ui.query);
    let search = query.search(SEARCH);
    let found = found(&visit, query, search).await;
    let found = found.map_err(|error| visit.store_failed(&error))?;
    let mistakes = !found.query.errors.is_empty();
    Ok(visit.page_with(mistakes, &page::view(&visit.ui, &found)))
}

async fn found(visit: &Visit, query: Query, search: String) -> Result<Found, StoreError> {
    let mut found = Found {
        query,
        search,
        ..Found::default()
    };
    if found.search.trim().is_empty() || !found.query.errors.is_empty() {
        return Ok(found);
    }
    let store = &visit.store;
    // What things are called, for words that are near.
    let mut names = Vec::new();
    let mut programmes = store.programmes().await?;
    programmes.reverse();
    programmes.truncate(MOST_PROGRAMMES);
    for programme in &programmes {
        let there = in_programme(visit, programme.clone(), &found.search, &mut names).await?;
        if let Some(there) = there.filter(|there| !there.is_empty()) {
            found.programmes.push(there);
        }
    }
    let asked = Asked {
        search: found.search.clone(),
        ..Asked::default()
    };
    for country in store.countries().await? {
        for commitment in store.commitments(&country.country).await? {
            names.extend(commitment.title.as_ref().map(Text::joined));
            if !asked.matches(&commitment) {
                continue;
            }
            found.commitments.1 += 1;
            if found.commitments.0.len() < SHOWN {
                found.commitments.0.push(commitment);
            }
        }
    }
    if found.is_empty() {
        found.near = near(visit, &programmes, &found.search, &names).await?;
    }
    Ok(found)
}

/// What a programme has that answers the search; `names` gets what its institutions and bodies are called.
async fn in_programme(
    visit: &Visit,
    programme: ProgrammeSummary,
    search: &str,
    names: &mut Vec<String>,
) -> Result<Option<InProgramme>, StoreError> {
    let store = &visit.store;
    let id = &programme.facts.id;
    let filter = ProposalFilter {
        search: search.to_owned(),
        order: ProposalOrder::Relevance,
        limit: SHOWN as u64,
        ..ProposalFilter::default()
    };
    let proposals = store.proposals(id, &filter).await?;
    let filter = VoiceFilter {
        search: search.to_owned(),
        limit: SHOWN as u64,
        ..VoiceFilter::default()
    };
    let voices = store.voices(id, &filter).await?;
    let filter = NeedFilter {
        search: search.to_owned(),
        limit: SHOWN as u64,
        ..NeedFilter::default()
    };
    let needs = store.needs(id, &filter).await?;
    let filter = AnswerFilter {
        search: search.to_owned(),
        limit: SHOWN as u64,
        ..AnswerFilter::default()
    };
    let answered = store.answers_given(id, &filter).await?;
    let Some(detail) = store.programme(id).await? else {
        return Ok(None);
    };
    let meant = meant_by(store, &detail, search, false).await?;
    let there = meant.proposal.is_some() || meant.facet.is_some();
    // What is near is offered for the whole search.
    let meant = there.then(|| meaning::section(&visit.ui, id, &meant, true, |_| String::new()));
    let mut called = |id: String, name: Text| {
        names.push(name.joined());
        answers(search, &name.joined()).then_some((id, name))
    };
    let institutions = store.institutions(id).await?.into_iter();
    let institutions: Vec<_> = institutions
        .filter_map(|institution| called(institution.facts.id, institution.facts.name))
        .collect();
    let asked = match institutions.is_empty() {
        true => Vec::new(),
        false => store.voice_counts(id, VoiceFacet::Institution).await?,
    };
    let is_asked = |id: &String| asked.iter().any(|(asked, _)| asked == id);
    let institutions = institutions.into_iter();
    let institutions = institutions.map(|(id, name)| (is_asked(&id), id, name));
    let bodies = detail.bodies.into_iter();
    let bodies: Vec<_> = bodies
        .filter_map(|body| called(body.facts.id, body.facts.name))
        .collect();
    Ok(Some(InProgramme {
        proposals,
        meant,
        voices,
        needs,
        answers: answered,
        institutions: institutions
            .map(|(asked, id, name)| (id, name, asked))
            .collect(),
        bodies,
        programme,
    }))
}

/// What was perhaps meant by a search that finds nothing: the newest programme that has near words comes first, then what institutions,
/// bodies and commitments are called.
async fn near(
    visit: &Visit,
    programmes: &[ProgrammeSummary],
    search: &str,
    names: &[String],
) -> Result<Option<String>, StoreError> {
    for programme in programmes {
        let id = &programme.facts.id;
        if let Some(near) = visit.store.perhaps_meant(id, search).await? {
            return Ok(Some(near));
        }
        if let Some(near) = visit.store.voice_perhaps_meant(id, search).await? {
            return Ok(Some(near));
        }
        if let Some(near) = visit.store.need_perhaps_meant(id, search).await? {
            return Ok(Some(near));
        }
        if let Some(near) = visit.store.answer_perhaps_meant(id, search).await? {
            return Ok(Some(near));
        }
    }
    Ok(perhaps_meant(search, names.iter().map(String::as_str)))
}
