//! Ballots handed in by a registrar.

use std::time::Instant;

use axum::body::{Body, Bytes};
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use madang_accounts::{Counted, Limit};
use madang_programme::contents::Content;
use madang_programme::votes::{
    BallotCast, BallotContent, CastBallot, NotCounted, VotePhase, check_voter,
};
use madang_programme::{Actor, Command};
use madang_record::time::format_at;
use madang_store::{Submission, SubmitError, Terms, VoterIn};
use madang_words::Said;

use crate::frame::app::App;
use crate::frame::entries::{ReceiptView, entry_api};
use crate::frame::metrics;
use crate::frame::person;
use crate::frame::problem::{Kind, Problem, Problems};
use crate::frame::sent;
use crate::frame::words::said;
use crate::votes::shapes::NewBallot;

/// Casts a ballot under seal. The answer comes when the ballot is durable and under a signed checkpoint; it is the
/// receipt. The same request with the same `Idempotency-Key` is recorded once and gives the receipt again. A ballot that could
/// not count is refused, and so is a second one of a voter where the vote counts the first of several, or none.
#[utoipa::path(
    post, path = "/programmes/{programme}/votes/{vote}/ballots", operation_id = "castBallot", tag = "votes",
    security(("registrar" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("vote" = String, Path, description = "The vote's identifier."),
        ("Idempotency-Key" = String, Header, description = "A key of the sender's choice for this ballot, 1–200 visible ASCII characters: the same key never records twice."),
    ),
    request_body = NewBallot,
    responses(
        (status = 201, description = "The ballot is on record; its receipt.", body = ReceiptView),
        Problems<400>,
        Problems<401>,
        Problems<403>,
        Problems<404>,
        Problems<409>,
        Problems<413>,
        Problems<415>,
        Problems<422>,
        Problems<429>,
        Problems<503>,
        Problems<507>,
    )
)]
pub async fn cast(
    State(app): State<App>,
    Path((programme, vote)): Path<(String, String)>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response<Body>, Problem> {
    let actor = registrar(&app, &headers)?;
    let key = sent::key(&headers)?;
    let ballot = read(&headers, body)?;
    let facts = BallotCast {
        programme,
        vote,
        voter: ballot.voter,
    };
    let content = BallotContent {
        choices: ballot.choices,
        points: ballot.points,
    };
    let taken = refuse_uncounted(&app, &facts, &content).await?;
    // What is refused anyway makes no entry, and what was asked before makes no other one.
    if taken && app.store.recorded_under(&actor, &key).await?.is_none() {
        within(&app, &facts.voter).await?;
    }
    let terms = Terms {
        only_ballot_of: Some(VoterIn {
            programme: facts.programme.clone(),
            vote: facts.vote.clone(),
            voter: facts.voter.clone(),
        }),
        ..Terms::default()
    };
    let command = Command::from(CastBallot {
        facts,
        ballot: content,
    });
    let begun = Instant::now();
    let answer = app
        .store
        .submit(Submission {
            actor,
            idempotency_key: Some(key),
            command,
            terms,
        })
        .await;
    metrics::appended(result(&answer), begun.elapsed());
    let receipt = answer.map_err(|error| match error {
        SubmitError::SecondBallot { .. } => not_counted("voter", error.said()),
        other => other.into(),
    })?;
    let json = receipt.to_json().map_err(|error| {
        tracing::error!(index = receipt.proof.index, %error, "a receipt could not be written");
        Problem::new(
            Kind::Receipt,
            said!("vote-cast-no-receipt", index = receipt.proof.index),
        )
    })?;
    let mut response = Response::new(Body::from(json));
    *response.status_mut() = StatusCode::CREATED;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Ok(value) = HeaderValue::from_str(&entry_api(receipt.proof.index)) {
        headers.insert(LOCATION, value);
    }
    Ok(response)
}

/// Counts what is handed in for a voter, by the pseudonym, where there are accounts to count in: of one in an hour more come than anybody
/// changes their mind, and each is an entry for ever.
async fn within(app: &App, voter: &str) -> Result<(), Problem> {
    let Some(accounts) = &app.accounts else {
        return Ok(());
    };
    match accounts.count(Limit::Ballots, &[voter]).await {
        Ok(Counted::Within) => Ok(()),
        Ok(Counted::Over { again }) => {
            let again = format_at(again).unwrap_or_default();
            let detail = said!("vote-cast-too-often", again = again);
            Err(Problem::new(Kind::TooOften, detail))
        }
        Err(error) => {
            tracing::error!(%error, "ballots of a voter could not be counted");
            Err(Problem::new(Kind::Unavailable, said!("vote-cast-no-count")))
        }
    }
}

/// Refuses a ballot that could not count: on record it would be in the way of one of the same voter that does. Whether there
/// is such a vote, and whether it takes ballots, is for the store to say. Gives whether the store may take it.
async fn refuse_uncounted(
    app: &App,
    facts: &BallotCast,
    ballot: &BallotContent,
) -> Result<bool, Problem> {
    // What is no ballot at all is for the store to say, too.
    if ballot.check(1).is_err() || check_voter(&facts.voter).is_err() {
        return Ok(false);
    }
    let (programme, vote) = (&facts.programme, &facts.vote);
    let judge = |state: &madang_programme::State| {
        let open = state.vote(programme, vote).ok()?.phase == VotePhase::Open;
        open.then(|| state.judge_ballot(programme, vote, ballot).ok())?
    };
    // What a ballot is judged by is fixed when the vote opens; that another node opened it this moment is worth a question.
    let judged = match app.store.with_recent_state(judge).await? {
        None => app.store.with_state(judge).await?,
        judged => judged,
    };
    let reason = match judged {
        None => return Ok(false),
        Some(Err(reason)) => reason,
        // The vote would count the rest; whoever hands it in is told while it can still be mended.
        Some(Ok(dropped)) => {
            let Some(first) = dropped.into_iter().next() else {
                return Ok(true);
            };
            return Err(without_its_choices(NotCounted::UnknownProject(first)));
        }
    };
    let field = match reason {
        NotCounted::OverPoints { .. } | NotCounted::Points | NotCounted::NoPoints => "points",
        NotCounted::UnknownProject(_)
        | NotCounted::RepeatedChoice(_)
        | NotCounted::Empty
        | NotCounted::TooFewChoices { .. }
        | NotCounted::TooManyChoices { .. }
        | NotCounted::OverCost { .. } => "choices",
    };
    Err(not_counted(field, reason.said()))
}

fn without_its_choices(unknown: NotCounted) -> Problem {
    let reason = unknown.said();
    let detail = said!("vote-cast-dropped", reason = reason.clone());
    let mut problem = Problem::new(Kind::NotCounted, detail);
    problem.errors.push(("choices".to_owned(), reason));
    problem
}

fn not_counted(field: &str, reason: Said) -> Problem {
    let detail = said!("vote-cast-not-counted", reason = reason.clone());
    let mut problem = Problem::new(Kind::NotCounted, detail);
    problem.errors.push((field.to_owned(), reason));
    problem
}

fn result<T>(answer: &Result<T, SubmitError>) -> &'static str {
    match answer {
        Ok(_) => "recorded",
        Err(
            SubmitError::Refused(_)
            | SubmitError::RefusedAt { .. }
            | SubmitError::KeyReused { .. }
            | SubmitError::TakenOut { .. }
            | SubmitError::SecondBallot { .. },
        ) => "refused",
        Err(_) => "failed",
    }
}

fn registrar(app: &App, headers: &HeaderMap) -> Result<Actor, Problem> {
    let Some(registrar) = &app.registrar else {
        return Err(Problem::new(
            Kind::IntakeClosed,
            said!("vote-cast-intake-closed"),
        ));
    };
    let unauthorized = |detail| Problem::new(Kind::Token, detail);
    if !headers.contains_key(AUTHORIZATION) {
        return Err(unauthorized(said!("vote-cast-token-missing")));
    }
    let actor = person::bearer(headers).and_then(|token| registrar.actor(token));
    actor.cloned().ok_or_else(|| {
        if let Some(refused) = registrar.refuse(Instant::now()) {
            tracing::warn!(target: "security", refused, "requests to cast a ballot came with a wrong token");
        }
        unauthorized(said!("vote-cast-token-wrong"))
    })
}

fn read(headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<NewBallot, Problem> {
    sent::json(headers, body).map_err(|problem| match problem.kind {
        Kind::Json => {
            let (reason, shape) = (problem.detail, said!("vote-cast-shape"));
            Problem::new(
                Kind::Json,
                said!("vote-cast-json", reason = reason, shape = shape),
            )
        }
        _ => problem,
    })
}
