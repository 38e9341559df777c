//! How many proposals come from which kind of proposer, and what became of them.

use std::collections::BTreeMap;

use madang_database::values;

use super::read::{state, values_of};
use super::shapes::{ProposalState, ProposersCount};
use crate::Store;
use crate::error::StoreError;
use crate::record::stored::Stored;

/// Proposals read at a time.
const AT_ONCE: u64 = 1_024;

impl Store {
    /// How many of a programme's proposals came from which kind of proposer, also of those that were withdrawn since: kinds in
    /// their order, then those whose kind is not stated. Kinds without any are left out. Each proposal's entry is read.
    ///
    /// # Errors
    /// What the database says.
    pub async fn proposers(&self, programme: &str) -> Result<Vec<ProposersCount>, StoreError> {
        let mut lent = self.database().reader().await?;
        let mut counts = BTreeMap::new();
        let mut after = None;
        loop {
            let text = "SELECT p.entry, p.state, e.idx, e.bytes FROM proposal p JOIN entry e ON e.idx = p.valued \
                        WHERE p.programme = $1 AND p.entry >= $2 ORDER BY p.entry LIMIT $3";
            let from = after.map_or(0, |after: u64| after + 1);
            let rows = lent
                .connection()
                .rows(text, values![programme, from, AT_ONCE])
                .await?;
            for row in &rows {
                after = Some(row.number(0)?);
                let state = state(&row.text(1)?)?;
                let kind = values_of(Stored::from_row(row, 2)?)?.proposer;
                // Those that do not say come last.
                let count = counts
                    .entry((kind.is_none(), kind))
                    .or_insert(ProposersCount {
                        kind,
                        proposals: 0,
                        withdrawn: 0,
                        selected: 0,
                    });
                count.proposals += 1;
                count.withdrawn += u64::from(state == ProposalState::Withdrawn);
                count.selected += u64::from(state == ProposalState::Selected);
            }
            if (rows.len() as u64) < AT_ONCE {
                return Ok(counts.into_values().collect());
            }
        }
    }
}
