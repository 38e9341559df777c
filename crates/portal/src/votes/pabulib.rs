//! A vote as a Pabulib file, streamed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::Response;
use futures_util::stream::{self, StreamExt};
use madang_programme::votes::BallotType;
use madang_programme::votes::tally::{CountedBallot, Tally};
use madang_store::{Store, StoreError};
use madang_words::Text;

use crate::frame::app::App;
use crate::frame::csv::{file, main_unit};
use crate::frame::problem::{Problem, Problems};
use crate::model::{ProgrammeDetail, ProposalDetail, ProposalFilter, ProposalState, VoteDetail};
use crate::votes::downloads::opened;

/// Ballots written at once.
const CHUNK: usize = 256;

/// The vote as a Pabulib file: its candidates and the ballots that count, as the vote's own rule says.
#[utoipa::path(
    get, path = "/programmes/{programme}/votes/{vote}/ballots.pb", operation_id = "getBallotsPabulib", tag = "votes",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("vote" = String, Path, description = "The vote's identifier."),
    ),
    responses(
        (status = 200, description = "META, PROJECTS and VOTES, as pabulib.org/format has it: what selection programs read. Amounts are in the currency's main unit; voters are numbered, identical ballots standing together.", body = String, content_type = "text/plain"),
        Problems<404>,
    )
)]
pub async fn ballots_pb(
    State(app): State<App>,
    Path((programme, vote)): Path<(String, String)>,
) -> Result<Response<Body>, Problem> {
    let (detail, vote_detail) = opened(&app, &programme, &vote).await?;
    let candidates = candidates(&app.store, &programme, &vote).await?;
    let costs = candidates
        .iter()
        .map(|proposal| (proposal.facts.id.as_str(), proposal.facts.cost));
    let mut tally = Tally::new(&vote_detail.facts.ballots, costs);
    let mut rows = app.store.opened_ballots(&programme, &vote);
    while let Some(ballot) = rows.next().await {
        tally.add(ballot?);
    }
    let (counted, report) = tally.finish();
    let head = pb_head(&detail, &vote_detail, &candidates, report.counted);
    // The tally names candidates by their place in the order of their identifiers.
    let ids: BTreeSet<String> = candidates
        .into_iter()
        .map(|proposal| proposal.facts.id)
        .collect();
    let lines = lines(ids.into_iter().collect(), counted);
    let chunks = stream::iter(lines)
        .chunks(CHUNK)
        .map(|lines| Ok::<_, std::convert::Infallible>(Bytes::from(lines.concat())));
    let body = Body::from_stream(stream::once(async move { Ok(Bytes::from(head)) }).chain(chunks));
    Ok(file(
        &format!("{programme}-{vote}.pb"),
        "text/plain; charset=utf-8",
        body,
    ))
}

/// A line for each voter.
fn lines(
    ids: Vec<String>,
    counted: BTreeMap<CountedBallot, u64>,
) -> impl Iterator<Item = String> + Send {
    let mut voter = 0u64;
    counted
        .into_iter()
        .flat_map(move |((choices, points), weight)| {
            let names = choices.iter().filter_map(|index| ids.get(*index as usize));
            let mut ballot = pb(&names.map(String::as_str).collect::<Vec<_>>().join(","));
            if let Some(points) = points {
                let points: Vec<_> = points.iter().map(u64::to_string).collect();
                // Writing to a String cannot fail.
                let _ = write!(ballot, ";{}", points.join(","));
            }
            let first = voter + 1;
            voter += weight;
            (first..=voter).map(move |voter| format!("{voter};{ballot}\n"))
        })
}

fn has_points(vote: &VoteDetail) -> bool {
    matches!(
        vote.facts.ballots.ballot_type,
        BallotType::Cumulative | BallotType::Scoring
    )
}

async fn candidates(
    store: &Store,
    programme: &str,
    vote: &str,
) -> Result<Vec<ProposalDetail>, StoreError> {
    let mut found = Vec::new();
    let mut filter = ProposalFilter {
        limit: 100,
        ..ProposalFilter::default()
    };
    loop {
        let page = store.proposals(programme, &filter).await?;
        let last = (page.items.len() as u64) < filter.limit;
        found.extend(
            page.items
                .into_iter()
                .filter(|proposal| proposal.vote.as_deref() == Some(vote)),
        );
        if last {
            return Ok(found);
        }
        filter.offset += filter.limit;
    }
}

fn pb_head(
    programme: &ProgrammeDetail,
    vote: &VoteDetail,
    candidates: &[ProposalDetail],
    ballots: u64,
) -> String {
    let currency = &programme.summary.facts.currency;
    let rule = programme
        .rules
        .iter()
        .find(|rule| rule.facts.id == vote.facts.rule);
    let title = programme
        .summary
        .text
        .as_ref()
        .map(|text| plain(&text.title))
        .unwrap_or_default();
    let mut out = String::from("META\nkey;value\n");
    let mut line = |key: &str, value: &str| {
        if !value.is_empty() {
            // Writing to a String cannot fail.
            let _ = writeln!(out, "{key};{}", pb(value));
        }
    };
    line("description", &title);
    line("unit", &programme.summary.facts.id);
    line("instance", &vote.facts.id);
    line("num_projects", &candidates.len().to_string());
    line("num_votes", &ballots.to_string());
    let budget = rule
        .and_then(|rule| rule.facts.rule.budget.as_ref())
        .and_then(|b| b.to_string().parse().ok());
    line(
        "budget",
        &budget.map_or_else(String::new, |budget| main_unit(budget, currency)),
    );
    let ballot_rule = &vote.facts.ballots;
    line("vote_type", vote_type(ballot_rule.ballot_type));
    line(
        "min_length",
        &ballot_rule
            .min_choices
            .map_or_else(String::new, |n| n.to_string()),
    );
    line(
        "max_length",
        &ballot_rule
            .max_choices
            .map_or_else(String::new, |n| n.to_string()),
    );
    line(
        "max_sum_cost",
        &ballot_rule
            .max_cost
            .map_or_else(String::new, |n| main_unit(n, currency)),
    );
    line(
        "max_sum_points",
        &ballot_rule
            .max_points
            .map_or_else(String::new, |n| n.to_string()),
    );
    line("currency", currency);
    line("date_begin", &vote.opened.at);
    line(
        "date_end",
        vote.closed.as_ref().map_or("", |moment| moment.at.as_str()),
    );
    push_projects(&mut out, currency, candidates);
    out.push_str("VOTES\nvoter_id;vote");
    out.push_str(if has_points(vote) { ";points\n" } else { "\n" });
    out
}

/// A kind of ballot as Pabulib names it.
fn vote_type(ballot_type: BallotType) -> &'static str {
    match ballot_type {
        BallotType::Approval => "approval",
        BallotType::Cumulative => "cumulative",
        BallotType::Scoring => "scoring",
        BallotType::Ordinal => "ordinal",
    }
}

/// The section of the candidates.
fn push_projects(out: &mut String, currency: &str, candidates: &[ProposalDetail]) {
    out.push_str("PROJECTS\nproject_id;cost;name;category;beneficiaries;selected\n");
    for proposal in candidates {
        let name = proposal
            .text
            .as_ref()
            .map(|text| plain(&text.title))
            .unwrap_or_default();
        let selected = match proposal.state {
            ProposalState::Selected => "1",
            ProposalState::NotSelected => "0",
            _ => "",
        };
        let fields = [
            pb(&proposal.facts.id),
            main_unit(proposal.facts.cost, currency),
            pb(&name),
            pb(proposal.facts.group.as_deref().unwrap_or_default()),
            pb(&proposal.facts.audiences.join(",")),
            selected.to_owned(),
        ];
        out.push_str(&fields.join(";"));
        out.push('\n');
    }
}

/// A text in its first language, on one line.
fn plain(text: &Text) -> String {
    let words = text
        .best(madang_words::Language::En)
        .map(|(_, words)| words)
        .unwrap_or_default();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A field of a Pabulib file.
fn pb(text: &str) -> String {
    if text.contains([';', '"', '\n', '\r']) || text.trim() != text {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text.to_owned()
}
