//! What is read for the page of a proposal besides what stands in its tables.

use std::collections::BTreeMap;

use madang_programme::State;
use madang_programme::days::day_in;
use madang_programme::proposals::{Call, MergeReason, ProposalState, REASON, Standing};
use madang_store::{Store, StoreError};

use crate::frame::app::Visit;
use crate::model::{NeedDetail, Page, ProposalDetail, Thread, read_body};
use crate::proposals::talk::{Behind, GoesOn};

/// Reads why words on a proposal's page cannot be read: its own, comments, and why it goes on in others. Gives the entry of its own.
///
/// # Errors
/// What the store says.
pub async fn tell_hidden(
    visit: &Visit,
    proposal: &ProposalDetail,
    comments: &Page<Thread>,
    goes_on: Option<&GoesOn>,
) -> Result<u64, StoreError> {
    let (programme, id) = (&proposal.facts.programme, &proposal.facts.id);
    let reads = visit.store.with_state(|state: &State| {
        let known = state.proposal(programme, id);
        known.map_or(proposal.entry, ProposalState::reads)
    });
    let reads = reads.await?;
    let said = comments.items.iter().flatten().map(|comment| comment.entry);
    let gone = goes_on.map(|goes_on| goes_on.by.0);
    visit.tell_hidden(said.chain(gone).chain([reads])).await?;
    Ok(reads)
}

/// Who stands behind a proposal, and what it goes on in, where it does.
///
/// # Errors
/// What the store says.
pub async fn behind(
    store: &Store,
    proposal: &ProposalDetail,
) -> Result<(Behind, Option<GoesOn>), StoreError> {
    let (programme, id) = (&proposal.facts.programme, &proposal.facts.id);
    let found = store.with_state(|state: &State| {
        let of = state.proposal(programme, id).ok();
        let sources = of.iter().flat_map(|of| &of.grew_from);
        let sources = sources.filter_map(|id| {
            let stands = state.proposal(programme, id).ok()?.version();
            Some((id.clone(), stands, state.endorsements(programme, id)))
        });
        let behind = Behind {
            own: state.endorsements(programme, id),
            sources: sources.collect(),
        };
        let left = of.and_then(|of| Some((of.standing.clone(), of.left.clone()?)));
        (behind, left)
    });
    let (behind, left) = found.await?;
    let goes_on = match left {
        Some((standing @ (Standing::Merged(_) | Standing::Split(_)), by)) => {
            let entry = store.entry(by.0).await?;
            let reason = entry.and_then(|entry| read_body::<MergeReason>(&entry, REASON));
            Some(GoesOn {
                standing,
                by,
                reason: reason.map(|content| content.reason),
            })
        }
        _ => None,
    };
    Ok((behind, goes_on))
}

/// How many endorse each version of a proposal.
///
/// # Errors
/// What the store says.
pub async fn endorsements(
    store: &Store,
    programme: &str,
    id: &str,
) -> Result<BTreeMap<u32, u64>, StoreError> {
    let of = |state: &State| state.endorsements(programme, id);
    store.with_state(of).await
}

/// The needs that a proposal is to meet, in the order in which it names them.
///
/// # Errors
/// What the store says.
pub async fn needs(
    store: &Store,
    proposal: &ProposalDetail,
) -> Result<Vec<NeedDetail>, StoreError> {
    let mut found = Vec::new();
    for id in &proposal.facts.needs {
        found.extend(store.need(&proposal.facts.programme, id).await?);
    }
    Ok(found)
}

/// When a programme takes proposals.
pub enum Taking {
    /// At any time: it never called for any.
    Always,
    /// In this call, which is on.
    Now(Call),
    /// In this one, which is to come.
    Later(Call),
    /// Not any more since this one.
    Over(Call),
}

/// When a programme takes proposals, as it stands today.
///
/// # Errors
/// What the store says.
pub async fn taking(store: &Store, programme: &str, zone: &str) -> Result<Taking, StoreError> {
    let calls = store.with_state(|state: &State| state.calls(programme).to_vec());
    let calls = calls.await?;
    // A zone that is none was refused.
    let today = day_in(zone, &store.now()).map(|day| day.to_string());
    let today = today.unwrap_or_default();
    let next = calls.iter().find(|call| call.to >= today);
    Ok(match next.or(calls.last()).cloned() {
        None => Taking::Always,
        Some(call) if call.takes(&today) => Taking::Now(call),
        Some(call) if call.from > today => Taking::Later(call),
        Some(call) => Taking::Over(call),
    })
}

/// What goes on in a programme whatever its last selection came to: the last day of the call that is on, and when the next announced
/// vote opens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnderWay {
    /// Until which day proposals are taken, where they are called for.
    pub takes_until: Option<String>,
    /// When the next vote opens that is announced, UTC.
    pub vote_opens: Option<String>,
}

/// What goes on in a programme.
///
/// # Errors
/// What the store says.
pub async fn under_way(store: &Store, programme: &str, zone: &str) -> Result<UnderWay, StoreError> {
    let now = store.now();
    let opens = |state: &State| {
        let schedules = state.schedules(programme);
        let to_come = schedules.filter(|(vote, schedule)| {
            schedule.closes_at > now && state.vote(programme, vote).is_err()
        });
        to_come.map(|(_, schedule)| schedule.opens_at.clone()).min()
    };
    let vote_opens = store.with_state(opens).await?;
    let takes_until = match taking(store, programme, zone).await? {
        Taking::Now(call) => Some(call.to),
        Taking::Always | Taking::Later(_) | Taking::Over(_) => None,
    };
    Ok(UnderWay {
        takes_until,
        vote_opens,
    })
}
