//! A vote is closed, its ballots opened, or it is called off: each for good, by who has shown their passkey just now.

use axum::body::Body;
use axum::http::Response;
use madang_programme::votes::{BallotsOpened, CloseVote, Lot, LotPledge, VoteCancelled, VoteState};
use madang_programme::{Actor, Command, State};

use super::office::At;
use crate::accounts::caller::signed;
use crate::frame::act::{once, recorded};
use crate::frame::app::{Answer, Failure};
use crate::frame::form::Sending;
use crate::frame::query::{FieldError, Query};
use crate::votes::ending::{EMPTY, Ending, PLACES, SEED, Typed, VALUE};
use crate::votes::links::Act;
use crate::votes::office::act_name;
use crate::votes::planned::{Planned, REASON};

/// What is to be known of a vote before it ends.
struct Known {
    vote: VoteState,
    missing: Vec<(String, String)>,
    empty: bool,
    pledge: Option<LotPledge>,
}

async fn known(at: &At) -> Result<Known, Failure> {
    let visit = &at.caller.visit;
    let known = visit.store.with_state(|state: &State| {
        let (programme, id) = (at.id(), at.vote.as_str());
        let vote = state.vote(programme, id).ok()?.clone();
        let decide = state.ballots_decide(programme, id).ok()?;
        Some(Known {
            missing: state.missing_sheets(programme, id).ok()?,
            empty: decide && vote.cast == 0,
            pledge: state.rule(programme, &vote.rule).ok()?.lot.clone(),
            vote,
        })
    });
    let known = known.await.map_err(|error| visit.store_failed(&error))?;
    known.ok_or_else(|| visit.not_found())
}

fn form(
    at: &At,
    act: Act,
    known: &Known,
    (sending, typed): (&Sending, &Typed),
    errors: &[FieldError],
) -> Response<Body> {
    let ui = &at.caller.visit.ui;
    let (now, action) = (at.caller.visit.store.now(), at.address(act));
    let ending = Ending {
        programme: &at.programme,
        vote: &known.vote,
        missing: &known.missing,
        empty: known.empty,
        pledge: known.pledge.as_ref(),
        now: &now,
        action: &action,
    };
    let lead = match act {
        Act::Close => "vote-set-close-lead",
        Act::Ballots => "vote-set-ballots-lead",
        _ => "vote-set-cancel-lead",
    };
    let name = act_name(ui, act, at.stage);
    let content = ending.form(ui, (act, &name), (sending, typed), errors);
    at.page(act, lead, errors, content)
}

/// The form.
pub async fn asked(at: &At, act: Act) -> Answer {
    let known = known(at).await?;
    let shown = (&Sending::new(None), &Typed::default());
    Ok(form(at, act, &known, shown, &[]))
}

/// What the form asks for; what is missing is noted.
fn command(at: &At, act: Act, known: &Known, typed: &Typed, query: &mut Query) -> Option<Command> {
    let (programme, vote) = (at.id().to_owned(), at.vote.clone());
    match act {
        Act::Close => {
            if known.empty && !typed.empty {
                query.refuse(EMPTY, "vote-set-nobody", "", "");
            }
            Some(CloseVote { programme, vote }.into())
        }
        Act::Ballots => {
            for (field, text) in [(SEED, &typed.seed), (VALUE, &typed.value)] {
                if known.pledge.is_some() && text.is_empty() {
                    query.refuse(field, "error-empty", "", "");
                }
            }
            let pledge = known.pledge.as_ref();
            Some(Command::plain(BallotsOpened {
                programme,
                vote,
                lot: pledge.map(|_| Lot::new(&typed.seed, &typed.value)),
            }))
        }
        _ => {
            let lang = at.caller.visit.ui.lang;
            let reason = typed.planned.reason.needed(query, REASON, lang)?;
            Some(Command::plain(VoteCancelled {
                programme,
                vote,
                reason,
            }))
        }
    }
}

/// It is done.
pub async fn sent(at: At, act: Act, actor: Actor, body: &str) -> Answer {
    let known = known(&at).await?;
    let mut query = Query::parse(body);
    let mut sending = Sending::sent(&mut query);
    let typed = Typed {
        planned: Planned::read(&mut query),
        empty: !query.text(EMPTY).is_empty(),
        seed: query.text(SEED),
        value: query.text(VALUE),
    };
    let command = command(&at, act, &known, &typed, &mut query);
    if query.errors.is_empty() {
        sending.warn(&at.caller.visit.ui, &mut query, &typed.planned.reason);
    }
    if let Some(command) = command.filter(|_| query.errors.is_empty()) {
        signed!(at.caller.confirmed(&at.address(act)));
        let asked = once(&actor, &sending.key, command);
        if let Some(entry) = recorded(&at.caller.visit, &mut query, PLACES, asked).await {
            return Ok(at.done(entry));
        }
    }
    Ok(form(&at, act, &known, (&sending, &typed), &query.errors))
}
