//! What people do about proposals: participants hand them in, endorse, comment, revise and take them back; officials call for them,
//! merge and split them.

mod apart;
pub mod asked;
mod by;
mod endorse;
mod hand_in;
mod hidden;
mod office;
mod others;
mod revise;
pub mod similar;
mod take_part;
mod together;
mod words;

pub use self::office::{calls, of_office};

use axum::body::Body;
use axum::http::{Response, StatusCode};
use axum::routing::{MethodRouter, get, post};
use madang_accounts::Scope;
use madang_programme::{Actor, By, Role, State};
use maud::{Markup, html};

use crate::accounts::caller::{Caller, Signed};
use crate::frame::app::{App, Failure};
use crate::frame::layout::{Crumb, Page, here, title_of};
use crate::frame::ui::Ui;
use crate::model::{ProgrammeDetail, ProposalDetail};
use crate::programmes::labels::plain_title;
use crate::programmes::links::{TAB, crumbs};
use crate::proposals::labels::proposal_title;
use crate::proposals::links;

/// The addresses of the forms.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        (links::HAND_IN, get(hand_in::form).post(hand_in::send)),
        (links::TAKE_PART, get(take_part::page)),
        (links::ENDORSE, post(endorse::endorse)),
        (links::UNENDORSE, post(endorse::unendorse)),
        (links::COMMENT, post(take_part::comment)),
        (links::WITHDRAW, post(take_part::withdraw)),
        (links::WORDS, post(hidden::ask)),
        (links::REVISE, get(revise::form).post(revise::send)),
        (links::CALL, get(office::call_form).post(office::call)),
        (links::MERGE, get(together::form).post(together::send)),
        (links::SPLIT, get(apart::form).post(apart::send)),
    ]
}

/// The proposal that an address names, or the page that says that there is none.
async fn proposal_of(
    caller: &Caller,
    programme: &str,
    id: &str,
) -> Result<ProposalDetail, Failure> {
    let visit = &caller.visit;
    let found = visit.store.proposal(programme, id).await;
    let found = found.map_err(|error| visit.store_failed(&error))?;
    found.ok_or_else(|| visit.not_found())
}

/// Under which name somebody takes part in a programme.
fn of_programme(programme: &str) -> Scope {
    Scope::Programme(programme.to_owned())
}

/// Under which name somebody endorses a proposal, and does nothing else.
fn of_endorsement(programme: &str, id: &str) -> Scope {
    Scope::Endorse(format!("{programme}/{id}"))
}

/// As whom somebody speaks for a proposal: as the participant who handed it in, or as an official who did or who acts for the
/// institution whose it is. `None` where they do not.
async fn speaker(
    caller: &Caller,
    signed: &Signed,
    proposal: &ProposalDetail,
) -> Result<Option<Actor>, Failure> {
    let (programme, id) = (&proposal.facts.programme, &proposal.facts.id);
    let own = caller
        .accounts
        .known_pseudonym(signed.account(), &of_programme(programme))
        .await
        .map_err(|error| caller.failed(&error))?;
    let own = own.and_then(|own| Actor::new(Role::Participant, &own).ok());
    let official = caller.acting(Role::Official, Some(programme), None);
    let all = own.into_iter().chain(official.ok().flatten());
    let all: Vec<Actor> = all.collect();
    let now = caller.visit.store.now();
    let speaks = caller.visit.store.with_state(|state: &State| {
        let mut all = all.into_iter();
        all.find(|actor| {
            let by = By {
                actor: actor.into(),
                at: &now,
                index: state.size,
            };
            state.proposes(programme, id, &by)
        })
    });
    speaks
        .await
        .map_err(|error| caller.visit.store_failed(&error))
}

/// The same, or as a participant whom the rules will refuse.
async fn speaker_or_participant(
    caller: &Caller,
    signed: &Signed,
    proposal: &ProposalDetail,
) -> Result<Actor, Failure> {
    match speaker(caller, signed, proposal).await? {
        Some(speaker) => Ok(speaker),
        None => {
            let scope = of_programme(&proposal.facts.programme);
            caller.participant(signed, &scope).await
        }
    }
}

/// A page about a programme's proposals, under their list.
fn under_list(ui: &Ui, programme: &ProgrammeDetail, title: &str, content: Markup) -> Page {
    let summary = &programme.summary;
    let mut above: Vec<Crumb> = crumbs(ui, summary);
    let list = ui.t("proposals-title");
    above.push((links::list(&summary.facts.id), html! { (list) }));
    above.push(here(html! { (title) }));
    Page {
        title: title_of(&[title.to_owned(), plain_title(ui, summary)]),
        description: String::new(),
        tab: Some(TAB),
        crumbs: above,
        content,
    }
}

/// A page about one proposal, under its own.
fn under_proposal(
    ui: &Ui,
    programme: &ProgrammeDetail,
    proposal: &ProposalDetail,
    title: &str,
    content: Markup,
) -> Page {
    let summary = &programme.summary;
    let (of, id) = (&summary.facts.id, &proposal.facts.id);
    let number = ui.tf("proposal-number", &[("id", id.as_str().into())]);
    let content = html! {
        h1 { (title) }
        p { a href=(ui.href(&links::proposal(of, id))) { (proposal_title(ui, proposal)) } }
        (content)
    };
    let mut above: Vec<Crumb> = crumbs(ui, summary);
    let list = ui.t("proposals-title");
    above.push((links::list(of), html! { (list) }));
    above.push((links::proposal(of, id), html! { (number) }));
    above.push(here(html! { (title) }));
    Page {
        title: title_of(&[title.to_owned(), number, plain_title(ui, summary)]),
        description: String::new(),
        tab: Some(TAB),
        crumbs: above,
        content,
    }
}

/// The page that says that something is for others to do.
fn not_yours(caller: &Caller, programme: &ProgrammeDetail, title: &str) -> Response<Body> {
    let ui = &caller.visit.ui;
    let content = html! { h1 { (title) } p.prose { (ui.t("proposal-form-not-yours")) } };
    let page = under_list(ui, programme, title, content);
    caller.page(StatusCode::FORBIDDEN, &page)
}
