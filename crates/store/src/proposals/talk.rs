//! What is said about a proposal, and the proposals that are to meet a need.

use std::collections::BTreeMap;

use madang_database::{Connection, Value, values};
use madang_programme::contents::TEXT;
use madang_programme::place::Relation;
use madang_programme::proposals::{CommentText, ProposalCommented, ProposalEndorsed};
use madang_programme::{ActorRef, Event, Fact, State, proposals};

use super::read::details;
use super::shapes::{CommentDetail, EndorsementDetail, ProposalDetail, Thread};
use crate::Store;
use crate::error::StoreError;
use crate::page::Page;
use crate::record::stored::{self, AT_ONCE, Stored, of_another_kind, placeholders};

/// Replies that are read for one page.
const MOST_REPLIES: u64 = 1_000;

/// Proposals of one need that are read.
const MOST_OF_NEED: u64 = 200;

impl Store {
    /// A page of what is said about the proposal of an entry, the newest threads first: `limit` counts the comments that begin one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn proposal_comments(
        &self,
        proposal: u64,
        offset: u64,
        limit: u64,
    ) -> Result<Page<Thread>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let text = "SELECT count(*) FROM proposal_comment WHERE proposal = $1 AND root = entry";
        let total = connection.number(text, values![proposal]).await?;
        let text = "SELECT entry FROM proposal_comment WHERE proposal = $1 AND root = entry \
                    ORDER BY entry DESC LIMIT $2 OFFSET $3";
        let row = values![proposal, limit.clamp(1, 100), offset.min(i64::MAX as u64)];
        let rows = connection.rows(text, row).await?;
        let roots = rows.iter().map(|row| Ok(row.number(0)?));
        let roots = roots.collect::<Result<Vec<u64>, StoreError>>()?;
        let mut threads: BTreeMap<u64, Thread> = BTreeMap::new();
        if !roots.is_empty() {
            let text = format!(
                "SELECT c.root, e.idx, e.bytes FROM proposal_comment c JOIN entry e ON e.idx = c.entry \
                 WHERE c.root IN ({}) AND c.proposal = ${} ORDER BY c.entry LIMIT {MOST_REPLIES}",
                placeholders(roots.len()),
                roots.len() + 1
            );
            let of = roots.iter().chain([&proposal]).map(|of| Value::from(*of));
            for row in connection.rows(&text, of.collect()).await? {
                let comment = comment(Stored::from_row(&row, 1)?)?;
                threads.entry(row.number(0)?).or_default().push(comment);
            }
        }
        say(connection, threads.values_mut().flatten().collect()).await?;
        Ok(Page {
            items: roots
                .iter()
                .filter_map(|root| threads.remove(root))
                .collect(),
            total,
            more_than_total: false,
        })
    }

    /// The comments on the proposals of a programme from an entry on, in the order of the record, as many as are read at once.
    ///
    /// # Errors
    /// What the database says.
    pub async fn comments_from(
        &self,
        programme: &str,
        from: u64,
    ) -> Result<Vec<CommentDetail>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let found = acts_from(connection, ProposalCommented::KIND, programme, from).await?;
        let mut comments = found
            .into_iter()
            .map(comment)
            .collect::<Result<Vec<_>, _>>()?;
        say(connection, comments.iter_mut().collect()).await?;
        Ok(comments)
    }

    /// The endorsements of the proposals of a programme from an entry on, also those that were taken back, in the order of the record,
    /// as many as are read at once.
    ///
    /// # Errors
    /// What the database says.
    pub async fn endorsements_from(
        &self,
        programme: &str,
        from: u64,
    ) -> Result<Vec<EndorsementDetail>, StoreError> {
        let found = {
            let mut lent = self.database().reader().await?;
            let connection = &mut lent.connection();
            acts_from(connection, ProposalEndorsed::KIND, programme, from).await?
        };
        let standing = |state: &State| {
            let details = found.into_iter().map(|stored| endorsement(state, stored));
            details.collect()
        };
        self.with_state(standing).await?
    }

    /// The proposals that are to meet the need of an entry, as they were handed in.
    ///
    /// # Errors
    /// What the database says.
    pub async fn proposals_of_need(&self, need: u64) -> Result<Vec<ProposalDetail>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let text = format!(
            "SELECT entry FROM reference WHERE target = $1 AND relation = $2 ORDER BY entry LIMIT {MOST_OF_NEED}"
        );
        let row = values![need, Relation::Meets.name()];
        let rows = connection.rows(&text, row).await?;
        let entries = rows.iter().map(|row| Ok(row.number(0)?));
        let entries = entries.collect::<Result<Vec<u64>, StoreError>>()?;
        details(connection, &entries).await
    }
}

/// What was done in a programme of one kind from an entry on, as many as are read at once.
async fn acts_from(
    connection: &mut Connection<'_>,
    kind: &str,
    programme: &str,
    from: u64,
) -> Result<Vec<Stored>, StoreError> {
    let text = format!(
        "SELECT e.idx, e.bytes FROM act a JOIN entry e ON e.idx = a.entry \
         WHERE a.kind = $1 AND a.space = $2 AND a.entry >= $3 ORDER BY a.entry LIMIT {AT_ONCE}"
    );
    let rows = connection
        .rows(&text, values![kind, programme, from])
        .await?;
    rows.iter().map(|row| Stored::from_row(row, 0)).collect()
}

/// A comment without its words.
fn comment(stored: Stored) -> Result<CommentDetail, StoreError> {
    let Event::Proposals(proposals::Event::ProposalCommented(facts)) = &stored.event else {
        return Err(of_another_kind(&stored));
    };
    Ok(CommentDetail {
        entry: stored.index,
        at: stored.at.clone(),
        actor: stored.actor.clone(),
        proposal: facts.proposal.clone(),
        parent: facts.parent,
        text: None,
    })
}

/// Gives comments their words, where these may be read.
async fn say(
    connection: &mut Connection<'_>,
    comments: Vec<&mut CommentDetail>,
) -> Result<(), StoreError> {
    let entries: Vec<u64> = comments.iter().map(|comment| comment.entry).collect();
    let mut texts = stored::texts::<CommentText>(connection, TEXT, &entries).await?;
    for comment in comments {
        comment.text = texts.remove(&comment.entry).map(|content| content.text);
    }
    Ok(())
}

/// An endorsement, and whether it stands.
fn endorsement(state: &State, stored: Stored) -> Result<EndorsementDetail, StoreError> {
    let Event::Proposals(proposals::Event::ProposalEndorsed(facts)) = &stored.event else {
        return Err(of_another_kind(&stored));
    };
    let name = ActorRef::parse(&stored.actor).map_or("", |actor| actor.pseudonym);
    let standing = state.endorsement(&facts.programme, &facts.proposal, name);
    Ok(EndorsementDetail {
        entry: stored.index,
        at: stored.at.clone(),
        stands: standing.is_some_and(|standing| standing.entry == stored.index),
        proposal: facts.proposal.clone(),
        version: facts.version,
    })
}
