//! Proposals and opened ballots as files, streamed.

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, Response};
use futures_util::stream::{self, Stream, StreamExt};
use madang_programme::money::decimals;
use madang_programme::tally::OpenedBallot;
use madang_programme::text::Text;
use madang_selection::Money;
use madang_store::{RowStream, Store, StoreError};

use crate::api::problem::Problem;
use crate::api::programmes::{programme_of, vote_of};
use crate::app::App;
use crate::model::{ProgrammeDetail, ProposalDetail, ProposalFilter, VoteDetail};

/// Ballots or proposals written at once.
const CHUNK: usize = 256;

pub(super) fn file(name: &str, content_type: &'static str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    let safe: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || "-_.".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{safe}\"")) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    response
}

/// The text of `head`, then of each ballot, then of `tail`. An error on the way breaks the connection off, so that
/// nobody takes half a file for a whole one.
fn ballots_body(
    head: String,
    ballots: RowStream<OpenedBallot>,
    mut write: impl FnMut(&OpenedBallot, &mut String) + Send + 'static,
    tail: &'static str,
) -> Body {
    let rows = stream::unfold(ballots, |mut ballots| async move {
        ballots.next().await.map(|ballot| (ballot, ballots))
    });
    let text = rows.chunks(CHUNK).map(move |chunk| {
        let mut text = String::new();
        for ballot in chunk {
            write(&ballot?, &mut text);
        }
        Ok::<_, StoreError>(Bytes::from(text))
    });
    let ends = |text: String| stream::once(async move { Ok(Bytes::from(text)) });
    Body::from_stream(ends(head).chain(text).chain(ends(tail.to_owned())))
}

/// Ballots are secret until they are opened.
pub(super) async fn opened(
    app: &App,
    programme: &str,
    vote: &str,
) -> Result<(ProgrammeDetail, VoteDetail), Problem> {
    let programme = programme_of(app, programme).await?;
    let vote = vote_of(&programme, vote)?.clone();
    if vote.ballots_opened.is_none() {
        return Err(Problem::not_found(
            "opened ballots of the vote",
            &vote.facts.id,
        ));
    }
    Ok((programme, vote))
}

/// The opened ballots of a vote as CSV: one line a choice, with the entry of the ballot.
#[utoipa::path(
    get, path = "/programmes/{programme}/votes/{vote}/ballots.csv", operation_id = "getBallotsCsv", tag = "votes",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("vote" = String, Path, description = "The vote's identifier."),
    ),
    responses(
        (status = 200, description = "Columns entry, voter, place, project, points; an empty ballot is one line without a project.", body = String, content_type = "text/csv"),
        (status = 404, description = "There is no such vote, or its ballots are sealed.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn ballots_csv(
    State(app): State<App>,
    Path((programme, vote)): Path<(String, String)>,
) -> Result<Response<Body>, Problem> {
    opened(&app, &programme, &vote).await?;
    let rows = app.store.opened_ballots(&programme, &vote);
    let write = |ballot: &OpenedBallot, out: &mut String| {
        if ballot.content.choices.is_empty() {
            out.push_str(&format!("{},{},,,\r\n", ballot.entry, ballot.voter));
        }
        for (place, choice) in ballot.content.choices.iter().enumerate() {
            let points = ballot
                .content
                .points
                .as_ref()
                .and_then(|points| points.get(place));
            let points = points.map_or_else(String::new, u64::to_string);
            out.push_str(&format!(
                "{},{},{},{},{points}\r\n",
                ballot.entry,
                ballot.voter,
                place + 1,
                csv_words(choice)
            ));
        }
    };
    let body = ballots_body(
        "entry,voter,place,project,points\r\n".to_owned(),
        rows,
        write,
        "",
    );
    Ok(file(
        &format!("{programme}-{vote}-ballots.csv"),
        "text/csv; charset=utf-8",
        body,
    ))
}

/// The opened ballots of a vote as a JSON array.
#[utoipa::path(
    get, path = "/programmes/{programme}/votes/{vote}/ballots.json", operation_id = "getBallotsJson", tag = "votes",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("vote" = String, Path, description = "The vote's identifier."),
    ),
    responses(
        (status = 200, description = "Every ballot with its entry.", body = Vec<OpenedBallotView>),
        (status = 404, description = "There is no such vote, or its ballots are sealed.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn ballots_json(
    State(app): State<App>,
    Path((programme, vote)): Path<(String, String)>,
) -> Result<Response<Body>, Problem> {
    opened(&app, &programme, &vote).await?;
    let rows = app.store.opened_ballots(&programme, &vote);
    let mut first = true;
    let write = move |ballot: &OpenedBallot, out: &mut String| {
        let view = OpenedBallotView {
            entry: ballot.entry,
            voter: ballot.voter.clone(),
            choices: ballot.content.choices.clone(),
            points: ballot.content.points.clone(),
        };
        out.push_str(if first { "\n" } else { ",\n" });
        first = false;
        out.push_str(&serde_json::to_string(&view).unwrap_or_default());
    };
    let body = ballots_body("[".to_owned(), rows, write, "\n]\n");
    Ok(file(
        &format!("{programme}-{vote}-ballots.json"),
        "application/json",
        body,
    ))
}

/// A ballot whose seal is broken.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
pub struct OpenedBallotView {
    /// Its entry.
    pub entry: u64,
    /// Pseudonym of the voter.
    pub voter: String,
    /// Identifiers of projects; best first in a ranking.
    pub choices: Vec<String>,
    /// Points, one for each choice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<Vec<u64>>,
}

/// An amount of the smallest unit in the currency's main unit, without trailing noughts.
pub(super) fn main_unit(amount: u64, currency: &str) -> String {
    Money(u128::from(amount)).to_decimal_string(decimals(currency).unwrap_or(0))
}

/// A field of a CSV file (RFC 4180).
fn csv(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) || text.trim() != text {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text.to_owned()
}

/// The words of a text in a language.
fn words_in(text: Option<&Text>, language: madang_programme::text::Language) -> &str {
    text.and_then(|text| text.0.get(&language))
        .map_or("", String::as_str)
}

/// Words that people wrote, for a spreadsheet: none of them may become a formula there. Some spreadsheets read full-width
/// signs as ASCII ones.
fn csv_words(words: &str) -> String {
    if words.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        csv(&format!("'{words}"))
    } else {
        csv(words)
    }
}

/// A programme's proposals as CSV.
#[utoipa::path(
    get, path = "/programmes/{programme}/proposals.csv", operation_id = "getProposalsCsv", tag = "proposals",
    params(("programme" = String, Path, description = "The programme's identifier.")),
    responses(
        (status = 200, description = "Every proposal that is not withdrawn; amounts in the currency's main unit, audiences separated by spaces. Words that a spreadsheet would read as a formula begin with an apostrophe.", body = String, content_type = "text/csv"),
        (status = 404, description = "There is no such programme.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn proposals_csv(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response<Body>, Problem> {
    use madang_programme::text::Language;
    let currency = programme_of(&app, &id).await?.summary.facts.currency;
    let mut head =
        String::from("\u{feff}id,state,rank,group,audiences,cost,currency,vote,entry,at");
    for language in [Language::Ko, Language::En, Language::Pl] {
        for field in ["title", "summary", "proposer"] {
            head.push_str(&format!(",{field}_{}", language.tag()));
        }
    }
    head.push_str("\r\n");
    let write = move |proposal: &ProposalDetail| {
        let facts = &proposal.facts;
        let mut line = [
            csv(&facts.id),
            proposal.state.name().to_owned(),
            proposal
                .rank
                .map_or_else(String::new, |rank| rank.to_string()),
            csv(facts.group.as_deref().unwrap_or_default()),
            csv(&facts.audiences.join(" ")),
            main_unit(facts.cost, &currency),
            currency.clone(),
            csv(proposal.vote.as_deref().unwrap_or_default()),
            proposal.entry.to_string(),
            proposal.at.clone(),
        ]
        .join(",");
        let text = proposal.text.as_ref();
        for language in [Language::Ko, Language::En, Language::Pl] {
            let parts = [
                text.map(|text| &text.title),
                text.and_then(|text| text.summary.as_ref()),
                text.and_then(|text| text.proposer.as_ref()),
            ];
            for part in parts {
                line.push(',');
                line.push_str(&csv_words(words_in(part, language)));
            }
        }
        line.push_str("\r\n");
        line
    };
    let body = Body::from_stream(proposal_lines(app.store.clone(), id.clone(), head, write));
    Ok(file(
        &format!("{id}-proposals.csv"),
        "text/csv; charset=utf-8",
        body,
    ))
}

fn proposal_lines(
    store: Store,
    programme: String,
    head: String,
    write: impl Fn(&ProposalDetail) -> String + Send + 'static,
) -> impl Stream<Item = Result<Bytes, StoreError>> + Send {
    let filter = ProposalFilter {
        limit: 100,
        ..ProposalFilter::default()
    };
    let pages = stream::try_unfold(Some((store, programme, filter)), |state| async move {
        let Some((store, programme, mut filter)) = state else {
            return Ok(None);
        };
        let page = store.proposals(&programme, &filter).await?;
        let last = (page.items.len() as u64) < filter.limit;
        filter.offset += filter.limit;
        Ok(Some((
            page.items,
            (!last).then_some((store, programme, filter)),
        )))
    });
    let lines = pages.map(move |page| {
        page.map(|page: Vec<ProposalDetail>| {
            Bytes::from(page.iter().map(&write).collect::<String>())
        })
    });
    stream::once(async move { Ok(Bytes::from(head)) }).chain(lines)
}
