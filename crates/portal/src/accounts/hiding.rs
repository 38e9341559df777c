//! Who hides contents of the record, and the way there from the page of what was said.

use axum::body::Body;
use axum::http::Response;
use madang_programme::{Actor, Role};
use maud::{Markup, html};

use crate::accounts::caller::Caller;
use crate::frame::entries::entry;
use crate::frame::ui::Ui;

/// In whose name somebody hides what an entry says: an official of the whole record, since what becomes of a content is of no
/// programme. `None` for whoever is none.
pub fn hides(caller: &Caller) -> Result<Option<Actor>, Box<Response<Body>>> {
    caller.acting_for_all(Role::Official, None)
}

/// The way to hide or erase what a voice or a proposal says, to where its entry's contents are; nothing for whoever may not.
pub fn way_to_hide(ui: &Ui, caller: Option<&Caller>, index: u64) -> Markup {
    let may = matches!(caller.map(hides), Some(Ok(Some(_))));
    html! {
        @if may { p { a href={ (ui.href(&entry(index))) "#contents" } { (ui.t("content-hide-link")) } } }
    }
}
