//! The forms that somebody saved for later: found again, and thrown away.

use maud::html;

use crate::accounts::caller::{Caller, signed};
use crate::accounts::links;
use crate::accounts::sign_in;
use crate::frame::app::Answer;
use crate::frame::query::Query;
use crate::frame::saved::{self, PLACE};

/// The page.
pub async fn page(caller: Caller) -> Answer {
    let signed = signed!(caller.whole());
    let forms = caller.accounts.saved_forms(signed.account()).await;
    let forms = forms.map_err(|error| caller.failed(&error))?;
    let ui = &caller.visit.ui;
    let content = html! {
        h1 { (ui.t("account-saved-title")) }
        p.lead { (ui.t("account-saved-lead")) }
        (saved::list(ui, &forms))
        p { a href=(ui.href(links::ACCOUNT)) { (ui.t("account-own-title")) } }
    };
    let page = sign_in::page(ui, "account-saved-title", "account-saved-lead", content);
    Ok(caller.form(&[], &page))
}

/// Throws one away; one that is gone already, or was never there, is none that anybody misses.
pub async fn throw_away(caller: Caller, body: String) -> Answer {
    signed!(caller.whole());
    let place = Query::parse(&body).text(PLACE);
    caller.drop_form(&place).await?;
    Ok(caller.to(links::SAVED))
}
