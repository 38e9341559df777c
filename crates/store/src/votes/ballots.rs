//! Opened ballots, in the order in which they are counted.

use std::collections::{BTreeMap, BTreeSet};

use madang_database::{Connection, values};
use madang_programme::votes::tally::OpenedBallot;
use madang_programme::votes::{BALLOT, BallotContent};
use tokio::sync::mpsc;

use super::project::voter_bytes;
use super::shapes::VotersBallots;
use crate::Store;
use crate::error::StoreError;
use crate::projection::contents::Status;
use crate::record::{RowStream, stored};
use crate::words::said;

/// Ballots read at a time.
const AT_ONCE: usize = 1024;

/// A voter's pseudonym as it is kept: the 16 bytes that its hex digits stand for.
pub(super) type Voter = [u8; 16];

impl Store {
    /// The ballots of one voter in one vote; none before the ballots are opened.
    ///
    /// # Errors
    /// What the database says.
    pub async fn voters_ballots(
        &self,
        programme: &str,
        vote: &str,
        voter: &str,
    ) -> Result<VotersBallots, StoreError> {
        let level = self.level().await?;
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let Some((vote, end)) = span(connection, programme, vote).await? else {
            return Ok(VotersBallots::default());
        };
        // Read through: an index by voter would have to be kept for each ballot that comes.
        let text = "SELECT entry FROM ballot WHERE vote = $1 AND entry > $1 AND entry < $2 AND voter = $3 \
                    ORDER BY entry";
        let values = values![vote, end, voter_bytes(voter)];
        let mut entries = Vec::new();
        for row in connection.rows(text, values).await? {
            entries.push(row.number(0)?);
        }
        let mut contents: BTreeMap<u64, BallotContent> =
            stored::public(connection, &level.state, BALLOT, &entries).await?;
        let mut found = VotersBallots::default();
        for entry in entries {
            match contents.remove(&entry) {
                Some(content) => found.open.push(OpenedBallot {
                    entry,
                    voter: voter.to_owned(),
                    content: Some(content),
                }),
                None => found.absent.push(entry),
            }
        }
        Ok(found)
    }

    /// The ballots of a vote whose seals are broken, in the order of their voter's pseudonym and, for one voter, of their
    /// entries: as [`madang_programme::votes::tally::Tally`] takes them. Erased and restricted ballots are left out; those whose seal
    /// was kept come without content. None before the ballots are opened. Takes 24 bytes of memory for each ballot of the vote.
    pub fn opened_ballots(&self, programme: &str, vote: &str) -> RowStream<OpenedBallot> {
        let (sender, receiver) = mpsc::channel(AT_ONCE);
        let store = self.reader();
        let (programme, vote) = (programme.to_owned(), vote.to_owned());
        tokio::spawn(async move {
            if let Err(error) = send(&store, &programme, &vote, &sender).await {
                let _ = sender.send(Err(error)).await;
            }
        });
        RowStream::new(receiver)
    }
}

/// Sends ballots until there are no more or nobody takes them.
async fn send(
    store: &Store,
    programme: &str,
    vote: &str,
    sender: &mpsc::Sender<Result<OpenedBallot, StoreError>>,
) -> Result<(), StoreError> {
    let Ordered { order, kept } = order(store, programme, vote).await?;
    let level = store.level().await?;
    for part in order.chunks(AT_ONCE) {
        let entries: Vec<u64> = part.iter().map(|(_, entry)| *entry).collect();
        let mut contents: BTreeMap<u64, BallotContent> = {
            let mut lent = store.database().reader().await?;
            let connection = &mut lent.connection();
            stored::public(connection, &level.state, BALLOT, &entries).await?
        };
        for (voter, entry) in part {
            let content = contents.remove(entry);
            if content.is_none() && !kept.contains(entry) {
                continue;
            }
            let ballot = OpenedBallot {
                entry: *entry,
                voter: hex(voter),
                content,
            };
            if sender.send(Ok(ballot)).await.is_err() {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// The ballots of a vote by voter and entry.
#[derive(Default)]
struct Ordered {
    order: Vec<(Voter, u64)>,
    /// Those whose seal was kept.
    kept: BTreeSet<u64>,
}

/// Orders the ballots of a vote; none before they are opened.
async fn order(store: &Store, programme: &str, vote: &str) -> Result<Ordered, StoreError> {
    let mut lent = store.database().reader().await?;
    let connection = &mut lent.connection();
    let Some((vote, end)) = span(connection, programme, vote).await? else {
        return Ok(Ordered::default());
    };
    let mut order = Vec::new();
    each(connection, vote, end, |voter, entry| {
        order.push((voter, entry))
    })
    .await?;
    order.sort_unstable();
    let text =
        "SELECT entry FROM content WHERE entry > $1 AND entry < $2 AND name = $3 AND status = $4";
    let values = values![vote, end, BALLOT, Status::Kept.name()];
    let rows = connection.rows(text, values).await?;
    let kept = rows
        .iter()
        .map(|row| row.number(0))
        .collect::<Result<_, _>>()?;
    Ok(Ordered { order, kept })
}

/// Every ballot of the vote that entry `vote` opened, before entry `end`, in the order of their entries.
pub(super) async fn each(
    connection: &mut Connection<'_>,
    vote: u64,
    end: u64,
    mut take: impl FnMut(Voter, u64),
) -> Result<(), StoreError> {
    let mut after = vote;
    loop {
        let text = "SELECT entry, voter FROM ballot WHERE vote = $1 AND entry > $2 AND entry < $3 \
                    ORDER BY entry LIMIT $4";
        let rows = connection
            .rows(text, values![vote, after, end, AT_ONCE as u64])
            .await?;
        for row in &rows {
            after = row.number(0)?;
            let voter = Voter::try_from(row.bytes(1)?.as_slice())
                .map_err(|_| StoreError::damaged(said!("store-voter-malformed", entry = after)))?;
            take(voter, after);
        }
        if rows.len() < AT_ONCE {
            return Ok(());
        }
    }
}

/// The entries that opened a vote and its ballots: these stand between. `None` before they are opened.
async fn span(
    connection: &mut Connection<'_>,
    programme: &str,
    vote: &str,
) -> Result<Option<(u64, u64)>, StoreError> {
    let text = "SELECT entry, ballots_opened FROM vote \
                WHERE programme = $1 AND id = $2 AND ballots_opened IS NOT NULL";
    let row = connection.row(text, values![programme, vote]).await?;
    row.map(|row| Ok((row.number(0)?, row.number(1)?)))
        .transpose()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
