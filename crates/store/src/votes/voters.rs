//! Who has a ballot on the record already.

use std::collections::HashMap;

use madang_database::{Connection, values};
use madang_programme::State;
use madang_programme::content::ContentState;
use madang_programme::votes::BALLOT;

use super::ballots::{Voter, each};
use super::project::voter_bytes;
use crate::Store;
use crate::error::StoreError;
use crate::listed::{MOST, listed};
use crate::projection::contents::Status;

/// The ballots of a vote that are on the record, by voter: which entries, not what is in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VotersOnRecord(HashMap<Voter, Vec<u64>>);

impl VotersOnRecord {
    /// The entries of a voter's ballots, in their order; none for one who has none. A voter is a pseudonym of 32 hex digits.
    pub fn of(&self, voter: &str) -> &[u64] {
        let known = Voter::try_from(voter_bytes(voter).as_slice());
        let known = known.ok().and_then(|voter| self.0.get(&voter));
        known.map_or(&[], Vec::as_slice)
    }
}

impl Store {
    /// All voters who have a ballot on the record in a vote, but for what was taken out of it. It reads through the ballots of the vote, and takes about a hundred
    /// bytes of memory for each.
    ///
    /// # Errors
    /// What the database says; an unknown vote has no voters.
    pub async fn voters_on_record(
        &self,
        programme: &str,
        vote: &str,
    ) -> Result<VotersOnRecord, StoreError> {
        let level = self.level().await?;
        let state = &level.state;
        let mut voters = VotersOnRecord::default();
        let Ok(vote) = state.vote(programme, vote) else {
            return Ok(voters);
        };
        let mut lent = self.database().reader().await?;
        each(
            &mut lent.connection(),
            vote.entry,
            state.size,
            |voter, entry| {
                if !is_out(state, entry) {
                    voters.0.entry(voter).or_default().push(entry);
                }
            },
        )
        .await?;
        Ok(voters)
    }
}

/// The first ballot of each of some voters that was not taken out, in their order, in the vote that entry `vote` opened and in which
/// another would not take its place. `None` for who has none, and for all in a vote that counts the last: there nobody is refused.
pub(crate) async fn standing_ballots(
    connection: &mut Connection<'_>,
    state: &State,
    vote: u64,
    voters: &[&str],
) -> Result<Vec<Option<u64>>, StoreError> {
    let voters: Vec<Vec<u8>> = voters.iter().map(|voter| voter_bytes(voter)).collect();
    let mut found: HashMap<Vec<u8>, u64> = HashMap::new();
    for chunk in voters.chunks(MOST) {
        let (placeholders, names) = listed(chunk, 2);
        let text = format!(
            "SELECT voter, entry FROM standing_ballot WHERE vote = $1 AND voter IN ({placeholders})"
        );
        let mut values = values![vote];
        values.extend(names);
        for row in connection.rows(&text, values).await? {
            let entry = row.number(1)?;
            if !is_out(state, entry) {
                found.insert(row.bytes(0)?, entry);
            }
        }
    }
    let standing = voters.iter().map(|voter| found.get(voter).copied());
    Ok(standing.collect())
}

/// Lets the next ballot of its voter stand in the place of ballot `entry`, which entry `by` took out or erased; where there is no
/// other, the next that comes will. The ballots of the vote are read through for it: that is rare, and an index by voter would
/// have to be kept for each ballot that comes.
pub(crate) async fn give_way(
    connection: &mut Connection<'_>,
    entry: u64,
    by: u64,
) -> Result<(), StoreError> {
    let text = "SELECT s.vote, s.voter FROM ballot b JOIN standing_ballot s ON s.vote = b.vote AND s.voter = b.voter \
                WHERE b.entry = $1 AND s.entry = $1";
    let Some(row) = connection.row(text, values![entry]).await? else {
        return Ok(());
    };
    let (vote, voter) = (row.number(0)?, row.bytes(1)?);
    let text = "DELETE FROM standing_ballot WHERE vote = $1 AND voter = $2";
    let values = values![vote, voter.as_slice()];
    connection.execute(text, values).await?;
    let text = "INSERT INTO standing_ballot (vote, voter, entry) SELECT b.vote, b.voter, b.entry FROM ballot b \
                WHERE b.vote = $1 AND b.voter = $2 AND b.entry > $3 AND b.entry < $4 \
                AND NOT EXISTS (SELECT 1 FROM content c WHERE c.entry = b.entry AND c.name = $5 AND c.status = $6) \
                ORDER BY b.entry LIMIT 1";
    let erased = Status::Erased.name();
    let values = values![vote, voter.as_slice(), entry, by, BALLOT, erased];
    connection.execute(text, values).await?;
    Ok(())
}

/// Whether a ballot was taken out of its vote, or erased: then its voter may cast another.
fn is_out(state: &State, entry: u64) -> bool {
    matches!(
        state.content(entry, BALLOT),
        Some(ContentState::Erased { .. })
    )
}
