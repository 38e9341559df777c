//! The ballots of a vote that count, as a table. `madang select` reads it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::Response;
use futures_util::stream::{self, Stream, StreamExt};
use madang_programme::Violation;
use madang_programme::votes::tally::{OpenedBallot, Tally};
use madang_programme::votes::{BallotContent, BallotRule, BallotType};
use madang_store::{RowStream, StoreError};

use crate::frame::app::App;
use crate::frame::csv::{Column, column, csv, guarded, head, line, table};
use crate::frame::problem::{Problem, Problems};
use crate::votes::downloads::opened;

/// The columns of the ballots.
pub const BALLOTS: &[Column] = &[
    column("voter_id", "vote-column-voter"),
    column("vote", "vote-column-choices"),
    column("points", "vote-column-points"),
    column("entry", "vote-column-entry"),
];

/// Voters written at once.
const CHUNK: usize = 256;

/// The ballots of a vote that count, as CSV: one line a ballot, with its entry.
#[utoipa::path(
    get, path = "/programmes/{programme}/votes/{vote}/ballots.csv", operation_id = "getBallotsCsv", tag = "votes",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("vote" = String, Path, description = "The vote's identifier."),
    ),
    responses(
        (status = 200, description = "The ballots that count by the vote's own rule, choices and points parted by bars: `madang select` reads it together with `projects.csv`. All ballots, also those that do not count, are in `ballots.json`.", body = String, content_type = "text/csv"),
        Problems<404>,
        Problems<503>,
    )
)]
pub async fn ballots_csv(
    State(app): State<App>,
    Path((programme, vote)): Path<(String, String)>,
) -> Result<Response<Body>, Problem> {
    let file = ballots_csv_file(&app, &programme, &vote);
    app.ballots.held_in_api(file).await
}

/// The same without a turn of its own, for whoever has one.
pub async fn ballots_csv_file(
    app: &App,
    programme: &str,
    vote: &str,
) -> Result<Response<Body>, Problem> {
    let (_, detail, _) = opened(app, programme, vote).await?;
    let candidates = app.store.with_state(|state| {
        let candidates = state.candidates(programme, vote)?;
        let costs = candidates.map(|(id, proposal)| (id.clone(), proposal.cost));
        Ok::<_, Violation>(costs.collect())
    });
    let counting = Counting {
        rule: detail.facts.ballots,
        candidates: candidates.await?.unwrap_or_default(),
    };
    let rows = app.store.opened_ballots(programme, vote);
    let columns = counting.columns();
    let head = stream::once(async move { Ok(Bytes::from(head(&columns, &[]))) });
    let lines = by_voter(rows).chunks(CHUNK).map(move |voters| {
        let mut text = String::new();
        for ballots in voters {
            text.extend(counting.line(&ballots?));
        }
        Ok::<_, StoreError>(Bytes::from(text))
    });
    Ok(table(
        &format!("{programme}-{vote}-ballots"),
        Body::from_stream(head.chain(lines)),
    ))
}

/// The ballots of one voter after the other: they come in that order.
fn by_voter(
    rows: RowStream<OpenedBallot>,
) -> impl Stream<Item = Result<Vec<OpenedBallot>, StoreError>> + Send {
    let begun = (rows, Vec::<OpenedBallot>::new());
    stream::try_unfold(Some(begun), |state| async move {
        let Some((mut rows, mut own)) = state else {
            return Ok(None);
        };
        loop {
            match rows.next().await.transpose()? {
                Some(ballot) if own.first().is_some_and(|first| first.voter != ballot.voter) => {
                    return Ok(Some((own, Some((rows, vec![ballot])))));
                }
                Some(ballot) => own.push(ballot),
                None => return Ok((!own.is_empty()).then_some((own, None))),
            }
        }
    })
}

/// Which ballots count.
struct Counting {
    rule: BallotRule,
    candidates: BTreeMap<String, u64>,
}

impl Counting {
    fn has_points(&self) -> bool {
        matches!(
            self.rule.ballot_type,
            BallotType::Cumulative | BallotType::Scoring
        )
    }

    /// The columns: without points where the vote has none, which `madang select` would take for points.
    fn columns(&self) -> Vec<Column> {
        let mut columns = BALLOTS.to_vec();
        columns.retain(|column| column.name != "points" || self.has_points());
        columns
    }

    /// The line of a voter; `None` where none of the ballots counts.
    fn line(&self, ballots: &[OpenedBallot]) -> Option<String> {
        let chosen = self.rule.repeated_voter.chosen(ballots)?;
        let content = chosen.content.as_ref()?;
        if !self.counts(chosen, content) {
            return None;
        }
        let points = content.points.as_deref().unwrap_or_default();
        let known = |id: &&String| self.candidates.contains_key(*id);
        let choices: Vec<&str> = content
            .choices
            .iter()
            .filter(known)
            .map(String::as_str)
            .collect();
        let with_bar = self.candidates.keys().any(|id| id.contains('|'));
        let mut fields = vec![chosen.voter.clone(), csv(&joined(&choices, with_bar))];
        if self.has_points() {
            let points = content.choices.iter().zip(points);
            let points: Vec<String> = points
                .filter(|(id, _)| self.candidates.contains_key(*id))
                .map(|(_, points)| points.to_string())
                .collect();
            fields.push(points.join("|"));
        }
        fields.push(chosen.entry.to_string());
        Some(line(&fields))
    }

    fn counts(&self, ballot: &OpenedBallot, content: &BallotContent) -> bool {
        // Those on it are enough to tell: no other candidate has a part in it.
        let on_it = content.choices.iter();
        let on_it = on_it.filter_map(|id| Some((id.as_str(), *self.candidates.get(id)?)));
        let mut tally = Tally::new(&self.rule, on_it);
        tally.add(ballot.clone());
        tally.finish().1.counted == 1
    }
}

/// Identifiers parted by bars; on every ballot by commas where a candidate has a bar in its own.
fn joined(ids: &[&str], with_bar: bool) -> String {
    // Each as the table of candidates has it: else the second one of a ballot would be a project that is not there.
    let ids: Vec<Cow<'_, str>> = ids.iter().map(|id| guarded(id)).collect();
    ids.join(if with_bar { "," } else { "|" })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Records held to rules before 4 may have identifiers that a spreadsheet would take for formulas.
    #[test]
    fn identifiers_that_look_like_formulas_are_the_same_in_every_place() {
        assert_eq!(joined(&["1", "=1+1", "@2"], false), "1|'=1+1|'@2");
        assert_eq!(joined(&["=1+1", "1"], false), "'=1+1|1");
        assert_eq!(joined(&["a|b", "-2+1"], true), "a|b,'-2+1");
        assert_eq!(joined(&["a", "b"], true), "a,b");
        assert_eq!(guarded("=1+1"), "'=1+1");
    }
}
