//! The page for whoever has a slip's code and nothing else: it leads to what became of what they said.

use axum::routing::{MethodRouter, get};
use madang_programme::State;
use madang_programme::voices::code::Code;
use maud::html;

use super::receipt::typed_code;
use crate::accounts::caller::Caller;
use crate::frame::app::{Answer, App, Failure, Visit};
use crate::frame::fields::line_field;
use crate::frame::form::{Sending, error_summary, sent};
use crate::frame::layout::Page;
use crate::frame::parts::command;
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;
use crate::voices::labels::CODE;
use crate::voices::links;

/// The addresses.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![(links::SLIP, get(form).post(find))]
}

async fn form(visit: Visit) -> Answer {
    let takes_codes = visit.ui.site.account.is_some();
    Ok(visit.page(&view(&visit.ui, takes_codes, "", &[])))
}

/// Tries the code in each programme, and leads on to its slip. What was typed wrongly comes back.
async fn find(caller: Caller, body: String) -> Answer {
    let mut query = Query::parse(&body);
    let typed = query.text(CODE);
    if let Some(code) = typed_code(&caller, &typed, &mut query).await? {
        if let Some(receipt) = receipt_of(&caller, &code).await? {
            return Ok(caller.to(&links::receipt(&receipt)));
        }
        query.refuse(CODE, "voice-code-unknown", "", "");
    }
    let page = view(&caller.visit.ui, true, &typed, &query.errors);
    Ok(caller.form(&query.errors, &page))
}

/// What the record has of a code, in whatever programme a voice has it.
async fn receipt_of(caller: &Caller, code: &Code) -> Result<Option<String>, Failure> {
    let store = &caller.visit.store;
    let found = store.with_state(|state: &State| {
        let mut programmes = state.programme_ids();
        programmes.find_map(|id| {
            let receipt = code.receipt(store.origin(), id);
            let voice = state.voice_of_receipt(id, Some(&receipt));
            voice.map(|_| receipt)
        })
    });
    found
        .await
        .map_err(|error| caller.visit.store_failed(&error))
}

fn view(ui: &Ui, takes_codes: bool, typed: &str, errors: &[FieldError]) -> Page {
    let title = ui.t("voice-slip-find");
    let field = line_field(ui, errors, CODE, Some("voice-code-hint"), typed);
    let content = html! {
        (error_summary(ui, errors))
        h1 { (title) }
        p.lead { (ui.t("voice-slip-find-lead")) }
        @if takes_codes {
            (sent(&ui.href(links::SLIP), false, &Sending::new(None), field, &ui.t("voice-slip-find-send")))
        } @else {
            p.notice { (ui.t("voice-slip-find-not-here")) }
        }
        p.prose { (ui.t("voice-slip-find-offline")) }
        (command(&format!("madang verify {} --code XXXXX-XXXXX-XXXXX-XXXXX-X", ui.site.base())))
    };
    Page {
        title,
        description: ui.t("voice-slip-find-lead"),
        tab: None,
        crumbs: vec![],
        content,
    }
}
