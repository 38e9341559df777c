//! What whoever handed a proposal in asks of its words: that no more than its title's place and what was decided be public, and that they
//! be shown again. The Regulation on Citizens' Proposals (art. 7) lets them ask for title and verdict only. Here the title goes too, and the button
//! says so: it is one content with the words, on the record a salted hash of both, and a title alone can tell who proposed what.

use axum::extract::Path;
use madang_programme::answers::Subject;
use madang_programme::{Actor, Role};
use madang_store::OwnWords;
use maud::{Markup, html};

use super::{of_programme, proposal_of, take_part};
use crate::accounts::caller::{Caller, Signed, signed};
use crate::frame::app::{Answer, Failure};
use crate::frame::form::{self, Field, Sending, carried};
use crate::frame::query::{Query, WHOLE};
use crate::frame::ui::Ui;
use crate::proposals::links;

/// What is asked.
const ASK: Field = Field::for_programs("ask");

const HIDE: &str = "hide";
const SHOW: &str = "show";

/// What somebody can ask of the words of a proposal of theirs.
pub async fn own(
    caller: &Caller,
    who: &Signed,
    (programme, id): (&str, &str),
) -> Result<OwnWords, Failure> {
    let scope = of_programme(programme);
    let name = caller.accounts.known_pseudonym(who.account(), &scope).await;
    let name = name.map_err(|error| caller.failed(&error))?;
    // Whoever has no name there yet said nothing.
    let Some(actor) = name.and_then(|name| Actor::new(Role::Participant, &name).ok()) else {
        return Ok(OwnWords::default());
    };
    let subject = Subject::Proposal(id.to_owned());
    let words = caller.visit.store.own_words(&actor, programme, &subject);
    words
        .await
        .map_err(|error| caller.visit.store_failed(&error))
}

/// The forms; nothing, where there is nothing to ask.
pub fn form(ui: &Ui, (programme, id): (&str, &str), words: &OwnWords) -> Markup {
    let action = ui.href(&links::act(programme, id, "words"));
    let send = |what: &str, label: &str| {
        let fields = carried(ASK, what);
        form::sent(&action, false, &Sending::new(None), fields, &ui.t(label))
    };
    html! {
        @if !words.public.is_empty() {
            h2 #hide { (ui.t("words-hide")) }
            p.prose { (ui.t("words-hide-text")) }
            (send(HIDE, "words-hide"))
        }
        @if !words.asked_for.is_empty() {
            h2 #show { (ui.t("words-show")) }
            p.prose { (ui.t("words-show-text")) }
            (send(SHOW, "words-show"))
        }
    }
}

/// Does what was asked.
pub async fn ask(
    caller: Caller,
    Path((programme, id)): Path<(String, String)>,
    body: String,
) -> Answer {
    proposal_of(&caller, &programme, &id).await?;
    let who = signed!(caller.whole());
    let mut query = Query::parse(&body);
    Sending::read(&mut query, None);
    let words = own(&caller, who, (&programme, &id)).await?;
    let actor = caller.participant(who, &of_programme(&programme)).await?;
    let store = &caller.visit.store;
    let done = match query.text(ASK).as_str() {
        HIDE if !words.public.is_empty() => Some(store.hide_own(&actor, &words.public).await),
        SHOW if !words.asked_for.is_empty() => Some(store.show_own(&actor, &words.asked_for).await),
        _ => {
            query.refuse(WHOLE, "words-nothing", "", "");
            None
        }
    };
    if let (Some(done), true) = (done, query.errors.is_empty())
        && let Some(entries) = caller.noted(done, &mut query)?
    {
        return Ok(caller.to(&links::done(&programme, &id, &entries)));
    }
    let shown = take_part::shown(&caller, who, (&programme, &id)).await?;
    let typed = take_part::Typed::default();
    Ok(take_part::answer(&caller, &shown, &typed, &query.errors))
}
