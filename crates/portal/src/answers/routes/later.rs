//! What follows an answer, or stops its clock: progress, an expert, another look.

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use madang_accounts::Scope;
use madang_programme::answers::{
    AnswerProgress, ExpertiseAsked, ProgressText, REASON, ReexaminationAsked, ReexaminationReason,
    Subject,
};
use madang_programme::{Actor, ActorRef, Command, Role, State};
use maud::{Markup, html};

use crate::accounts::caller::Caller;
use crate::answers::acts::{self, PLACES, Shown, Typed, WHY, WORDS};
use crate::answers::links::{self, Way};
use crate::answers::routes::reading::{Read, not_yours, official, read};
use crate::answers::section::{Decision, decided};
use crate::frame::act::{once, recorded};
use crate::frame::app::{Answer, Failure};
use crate::frame::entries::entry_link;
use crate::frame::form::Sending;
use crate::frame::problem::Kind;
use crate::frame::query::{FieldError, Query, WHOLE};
use crate::voices::routes::receipt::by_code;

type Named = Path<(String, String, String)>;

/// The answer that stands, above a form about it.
fn standing(caller: &Caller, read: &Read) -> Markup {
    let ui = &caller.visit.ui;
    let zone = &read.programme.summary.facts.zone;
    html! {
        @match read.standing() {
            Some(standing) => {
                h2 #standing { (ui.t("answer-title")) }
                (decided(
                    ui,
                    &Decision {
                        programme: read.id(),
                        institutions: &read.institutions,
                        entry: standing.entry,
                        facts: standing.facts,
                        reason: standing.reason,
                        planned: standing.facts.planned_by.as_ref(),
                        progress: None,
                    },
                    Some(html! { (ui.time(standing.at, zone)) " · " (entry_link(ui, standing.entry)) }),
                ))
            }
            None => p.prose { (ui.t("answer-none-yet")) },
        }
    }
}

fn page(
    caller: &Caller,
    read: &Read,
    way: Way,
    sending: &Sending,
    typed: &Typed,
    errors: &[FieldError],
) -> Response<Body> {
    let action = links::act(read.id(), &read.subject, way);
    let shown = Shown {
        of: read.of(),
        way,
        sending,
        typed,
        errors,
        code: slip_of(read, way).is_some(),
        answer: standing(caller, read),
        action: &action,
    };
    caller.form(errors, &acts::view(&caller.visit.ui, &shown))
}

/// What the record has of the code of the slip whose holder asks for another look: nobody asks in their place without it.
fn slip_of(read: &Read, way: Way) -> Option<&str> {
    read.receipt.as_deref().filter(|_| way == Way::Again)
}

/// In whose name somebody does it; or the page that says why they may not.
async fn actor(
    caller: &Caller,
    read: &Read,
    way: Way,
) -> Result<Result<Actor, Box<Response<Body>>>, Failure> {
    let decided = read
        .standing()
        .map(|standing| standing.facts.decider.as_str());
    let responsible = match way {
        Way::Progress => decided,
        Way::Expert | Way::Answer | Way::Anew | Way::Notes => read.responsible.as_deref(),
        Way::Again => return again_by(caller, read).await,
    };
    let official = official(caller, read.id(), &read.institutions, responsible);
    Ok(official.map(|official| official.actor))
}

/// Who asks for another look: whoever said it; or who enters voices, for somebody who has no account: by the code of their slip, where
/// they came with one.
async fn again_by(
    caller: &Caller,
    read: &Read,
) -> Result<Result<Actor, Box<Response<Body>>>, Failure> {
    let signed = match caller.whole() {
        Ok(signed) => signed,
        Err(elsewhere) => return Ok(Err(elsewhere)),
    };
    let scope = Scope::Programme(read.id().to_owned());
    let own = caller.accounts.known_pseudonym(signed.account(), &scope);
    let own = own.await.map_err(|error| caller.failed(&error))?;
    let author = caller
        .visit
        .store
        .with_state(|state: &State| author(state, read));
    let author = author.await;
    let author = author.map_err(|error| caller.visit.store_failed(&error))?;
    let others = || Box::new(not_yours(caller, &read.institutions, None));
    let own = own.filter(|own| author.as_ref() == Some(own));
    if let Some(own) = own {
        let actor = Actor::new(Role::Participant, &own).ok();
        return Ok(actor.ok_or_else(others));
    }
    // Whoever said something themselves asks themselves. Proposals are handed in for others, and asked about for them.
    if author.is_some() && matches!(read.subject, Subject::Voice(_)) {
        return Ok(Err(others()));
    }
    let mut actor = None;
    for role in [Role::Facilitator, Role::Official] {
        match caller.acting(role, Some(read.id()), None) {
            Ok(found) => actor = actor.or(found),
            Err(elsewhere) => return Ok(Err(elsewhere)),
        }
    }
    Ok(actor.ok_or_else(others))
}

/// Under which name somebody said it themselves, as a participant.
fn author(state: &State, read: &Read) -> Option<String> {
    match &read.subject {
        Subject::Voice(id) => state.voice(read.id(), id).ok()?.author.clone(),
        Subject::Proposal(id) => {
            let by = ActorRef::parse(&state.proposal(read.id(), id).ok()?.by).ok()?;
            (by.role == Role::Participant).then(|| by.pseudonym.to_owned())
        }
    }
}

/// What a form asks for; what is wrong with it is noted.
fn command(
    read: &Read,
    way: Way,
    base: u64,
    typed: &Typed,
    query: &mut Query,
    lang: madang_words::Language,
) -> Option<Command> {
    let (programme, subject) = (read.id().to_owned(), read.subject.clone());
    match way {
        Way::Progress => {
            let step = typed.progress(query);
            let text = typed.words.text(lang);
            if text.is_none() {
                query.refuse(WORDS.here, "answer-needed", "", "");
            }
            let facts = AnswerProgress {
                programme,
                subject,
                answer: base,
                step: step?,
            };
            Some(Command::worded(facts, ProgressText { text: text? }))
        }
        Way::Expert => Some(Command::plain(ExpertiseAsked {
            programme,
            subject,
            until: typed.until.clone(),
        })),
        Way::Again | Way::Answer | Way::Anew | Way::Notes => {
            let reason = typed.words.text(lang);
            if reason.is_none() {
                query.refuse(WHY.here, "answer-needed", "", "");
            }
            let facts = ReexaminationAsked {
                programme,
                subject,
                answer: base,
            };
            let reason = ReexaminationReason { reason: reason? };
            Some(Command::said(REASON, facts, reason))
        }
    }
}

async fn asked(
    caller: Caller,
    (programme, kind, id): (String, String, String),
    way: Way,
) -> Answer {
    let read = read(&caller, (&programme, &kind, &id)).await?;
    if let Err(elsewhere) = actor(&caller, &read, way).await? {
        return Ok(*elsewhere);
    }
    let sending = Sending::new(read.standing().map(|standing| standing.entry));
    Ok(page(&caller, &read, way, &sending, &Typed::default(), &[]))
}

async fn sent(
    caller: Caller,
    (programme, kind, id): (String, String, String),
    body: String,
    way: Way,
) -> Answer {
    let mut read = read(&caller, (&programme, &kind, &id)).await?;
    let actor = match actor(&caller, &read, way).await? {
        Ok(actor) => actor,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let mut query = Query::parse(&body);
    let mut sending = Sending::sent(&mut query);
    let typed = Typed::read(&mut query);
    let lang = caller.visit.ui.lang;
    let base = sending.base.unwrap_or_default();
    let command = command(&read, way, base, &typed, &mut query, lang);
    let actor = match slip_of(&read, way) {
        Some(receipt) => by_code(&caller, (&programme, receipt), &typed.code, &mut query).await?,
        None => actor,
    };
    if query.errors.is_empty() {
        let words = [&typed.words.here, &typed.words.other];
        sending.warn(&caller.visit.ui, &mut query, &words);
    }
    let command = command.filter(|_| query.errors.is_empty());
    let mut entry = None;
    if let Some(command) = command {
        let asked = once(&actor, &sending.key, command);
        entry = recorded(&caller.visit, &mut query, PLACES, asked).await;
    }
    if let Some(entry) = entry {
        return Ok(caller.to(&links::done(&programme, &[entry])));
    }
    read.read_again(&caller).await?;
    let stands = read.standing().map(|standing| standing.entry);
    if stands != sending.base && way != Way::Expert {
        query.errors.clear();
        query.refuse_as(Kind::Stale, (WHOLE, "error-base"), "");
    }
    sending.base = stands;
    Ok(page(&caller, &read, way, &sending, &typed, &query.errors))
}

/// The form of progress.
pub async fn progress(caller: Caller, Path(named): Named) -> Answer {
    asked(caller, named, Way::Progress).await
}

/// Progress is told.
pub async fn progress_sent(caller: Caller, Path(named): Named, body: String) -> Answer {
    sent(caller, named, body, Way::Progress).await
}

/// The form by which an expert is asked.
pub async fn expert(caller: Caller, Path(named): Named) -> Answer {
    asked(caller, named, Way::Expert).await
}

/// An expert is asked.
pub async fn expert_sent(caller: Caller, Path(named): Named, body: String) -> Answer {
    sent(caller, named, body, Way::Expert).await
}

/// The form by which another look is asked for.
pub async fn again(caller: Caller, Path(named): Named) -> Answer {
    asked(caller, named, Way::Again).await
}

/// Another look is asked for.
pub async fn again_sent(caller: Caller, Path(named): Named, body: String) -> Answer {
    sent(caller, named, body, Way::Again).await
}
