//! The ballots of a vote that count, kept while nothing about them changes.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use madang_programme::State;
use madang_programme::votes::tally::{CountedBallot, Tally, TallyReport};
use madang_programme::votes::{BALLOT, BallotRule};
use madang_store::{Store, StoreError};
use tokio::runtime::Handle;

use crate::frame::app::App;
use crate::frame::kept::Source;
use crate::frame::problem::{Kind, Problem};
use crate::frame::words::said;
use crate::model::{Moment, VoteDetail};

/// The most ballots of a vote that are kept; more are counted for each who asks, one vote at a time.
const MOST_KEPT: u64 = 100_000;

/// How long they are kept: what is erased is gone from memory after it at the latest.
const KEPT_FOR: Duration = Duration::from_secs(600);

/// How long somebody waits for the count.
const PATIENCE: Duration = Duration::from_secs(20);

/// The ballots that count.
pub struct Counted {
    /// Identical ones grouped, with how many there are.
    pub ballots: BTreeMap<CountedBallot, u64>,
    /// Which counted and which did not.
    pub report: TallyReport,
}

/// The ballots of a vote that count among these candidates (identifier, cost). They are counted once for all who ask, until
/// one of them is hidden, shown or erased.
///
/// # Errors
/// What the store says; that the count takes longer than anybody waits.
pub async fn counted(
    app: &App,
    vote: &VoteDetail,
    opened: &Moment,
    candidates: &BTreeMap<String, u64>,
) -> Result<Arc<Counted>, Problem> {
    let (begin, end) = (vote.opened.entry, opened.entry);
    let changed_by = app.store.with_state(|state| changed(state, begin, end));
    let source = Source {
        entry: end,
        changed_by: changed_by.await?,
        part: 0,
    };
    let work = {
        let (store, rule) = (app.store.clone(), vote.facts.ballots.clone());
        let (programme, vote) = (vote.facts.programme.clone(), vote.facts.id.clone());
        let candidates = candidates.clone();
        async move {
            // Millions of ballots keep a processor busy: not one that answers requests.
            let counting = tokio::task::spawn_blocking(move || {
                let count = count(&store, &programme, &vote, &rule, &candidates);
                Handle::current().block_on(count)
            });
            let found = counting.await.inspect_err(|ended| {
                tracing::error!(%ended, "the count broke off");
            });
            let found = found.ok()?;
            found
                .inspect_err(|error| tracing::error!(%error, "the store failed"))
                .ok()
        }
    };
    let busy = || Problem::new(Kind::Unavailable, said!("vote-counting-not-yet"));
    if vote.ballots > MOST_KEPT {
        let _turn = app.kept.turn().await.ok_or_else(busy)?;
        return work.await.map(Arc::new).ok_or_else(busy);
    }
    let kept = Arc::downgrade(&app.kept);
    let work = async move {
        let found = work.await;
        tokio::spawn(async move {
            tokio::time::sleep(KEPT_FOR).await;
            if let Some(kept) = kept.upgrade() {
                kept.forget::<Counted>(end);
            }
        });
        found
    };
    let found = app.kept.worked_out(source, PATIENCE, work).await;
    found.ok_or_else(busy)
}

/// The last entry that hid, showed or erased a ballot between two entries.
fn changed(state: &State, begin: u64, end: u64) -> Option<u64> {
    let contents = state
        .contents()
        .filter(|(entry, name, _)| (begin..end).contains(entry) && *name == BALLOT);
    contents.map(|(_, _, became)| became.by()).max()
}

async fn count(
    store: &Store,
    programme: &str,
    vote: &str,
    rule: &BallotRule,
    candidates: &BTreeMap<String, u64>,
) -> Result<Counted, StoreError> {
    let costs = candidates.iter().map(|(id, cost)| (id.as_str(), *cost));
    let mut tally = Tally::new(rule, costs);
    let mut rows = store.opened_ballots(programme, vote);
    while let Some(ballot) = rows.next().await {
        tally.add(ballot?);
    }
    let (ballots, report) = tally.finish();
    Ok(Counted { ballots, report })
}
