//! Who hides contents of the record, and the way there from the page of what was said.

use std::collections::BTreeSet;

use madang_programme::{Actor, Role, State};
use maud::{Markup, html};

use crate::accounts::caller::Caller;
use crate::frame::app::Failure;
use crate::frame::entries::entry;
use crate::frame::ui::Ui;

/// Roles in which contents are hidden, in the order in which somebody acts who holds both.
const HIDE: [Role; 2] = [Role::Official, Role::Facilitator];

/// In whose name somebody may act in a programme, or on the whole record, who hides contents there.
fn moderators(caller: &Caller, programme: Option<&str>) -> Vec<Actor> {
    let roles = HIDE.into_iter();
    let acting = roles.filter_map(|role| caller.acting(role, programme, None).ok().flatten());
    acting.collect()
}

/// In whose name somebody hides what each of these entries of a programme says, by the rules of the record.
async fn hides_of(
    caller: &Caller,
    programme: Option<&str>,
    entries: &[u64],
) -> Result<Vec<(u64, Actor)>, Failure> {
    let all = moderators(caller, programme);
    let found = caller.visit.store.moderated_by(&all, entries).await;
    found.map_err(|error| caller.visit.store_failed(&error))
}

/// In whose name somebody hides what an entry says: whoever runs its programme or leads its conversations; for an institution, what that
/// has to answer. `None` for whoever may not.
pub async fn hides(caller: &Caller, index: u64) -> Result<Option<Actor>, Failure> {
    let store = &caller.visit.store;
    let programme = store.with_state(|state: &State| state.programme_of(index).map(str::to_owned));
    let programme = programme
        .await
        .map_err(|error| caller.visit.store_failed(&error))?;
    let found = hides_of(caller, programme.as_deref(), &[index]).await?;
    Ok(found.into_iter().next().map(|(_, actor)| actor))
}

/// Of which of these entries of a programme somebody hides what they say.
pub async fn hides_among(
    caller: &Caller,
    programme: &str,
    entries: &[u64],
) -> Result<BTreeSet<u64>, Failure> {
    let found = hides_of(caller, Some(programme), entries).await?;
    Ok(found.into_iter().map(|(entry, _)| entry).collect())
}

/// The way to hide or erase what a voice or a proposal says, to where its entry's contents are; nothing for whoever may not.
pub async fn way_to_hide(ui: &Ui, caller: Option<&Caller>, index: u64) -> Result<Markup, Failure> {
    let may = match caller {
        Some(caller) => hides(caller, index).await?.is_some(),
        None => false,
    };
    Ok(html! {
        @if may { p { a href={ (ui.href(&entry(index))) "#contents" } { (ui.t("content-hide-link")) } } }
    })
}
