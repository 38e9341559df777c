//! Things of one kind chosen from their list, for whatever is done with many of them. One form: whatever is pressed, what was
//! ticked goes along.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::frame::form::{Field, PAGE, Sending};
use crate::frame::parts::pager_buttons;
use crate::frame::query::Query;
use crate::frame::steps::STEP;
use crate::frame::ui::Ui;
use crate::model::Page as ListPage;

/// The most things that are chosen at once.
pub const MOST: usize = 200;

/// Things on a page of the list.
pub const PER_PAGE: u64 = 50;

/// The last page of the list.
pub const LAST_PAGE: u64 = 400;

/// Everything that the list has.
pub const ALL: Field = Field::for_programs("all");
/// What the buttons say that end the choosing.
pub const PICK: &str = "pick";

/// What is chosen: its fields, and the keys of what is said of it.
pub struct Things {
    /// A box to tick.
    pub tick: Field,
    /// Those that were ticked elsewhere, by identifier.
    pub elsewhere: Field,
    /// How many there are.
    pub found: &'static str,
    /// That there are more than so many.
    pub found_more: &'static str,
    /// That there is none.
    pub none: &'static str,
    /// What is said where nothing was ticked.
    pub nothing: &'static str,
    /// What is said where one is not there.
    pub unknown: &'static str,
}

/// One of the list, with its box.
pub struct One {
    /// Its identifier.
    pub id: String,
    /// The box and its words.
    pub ticked: Markup,
}

/// What the form shows.
pub struct Picking<'a> {
    /// What is chosen.
    pub things: &'static Things,
    /// The fields that narrow the list, where it is narrowed.
    pub narrow: Option<Markup>,
    /// A page of the list.
    pub found: &'a ListPage<One>,
    /// Which page.
    pub page: u64,
    /// Those that are chosen, also where they are not on this page.
    pub chosen: &'a [String],
    /// The button that ends the choosing.
    pub pick: String,
    /// The one for all that the list has, where there is such a button.
    pub all: Option<String>,
}

/// A page of a list, to be chosen from.
pub fn to_pick<T>(found: ListPage<T>, one: impl Fn(T) -> One) -> ListPage<One> {
    ListPage {
        items: found.items.into_iter().map(one).collect(),
        total: found.total,
        more_than_total: found.more_than_total,
    }
}

/// What is chosen: what came along, and what was ticked on the page. Each once, in that order.
pub fn chosen(query: &Query, things: &Things) -> Vec<String> {
    let along = query.all(things.elsewhere.name);
    let along = along.flat_map(|ids| ids.split(','));
    let ticked = query.all(things.tick.name);
    let mut seen = BTreeSet::new();
    along
        .chain(ticked)
        .filter(|id| !id.is_empty() && seen.insert((*id).to_owned()))
        .map(str::to_owned)
        .collect()
}

/// Whether all that a list has can be chosen at once.
pub fn fits(found: &ListPage<One>) -> bool {
    let few = usize::try_from(found.total).is_ok_and(|total| total <= MOST);
    few && found.total > 1 && !found.more_than_total
}

/// The form, at the address of the page that it stands on.
pub fn form(ui: &Ui, address: &str, picking: &Picking<'_>) -> Markup {
    let (found, things) = (picking.found, picking.things);
    let here = |id: &str| found.items.iter().any(|one| one.id == id);
    let chosen = picking.chosen.iter().map(String::as_str);
    let elsewhere: Vec<&str> = chosen.filter(|id| !here(id)).collect();
    let followed = found.is_followed((picking.page - 1) * PER_PAGE, PER_PAGE);
    html! {
        form method="get" action=(address) {
            // With it what is ticked is kept where its sender has to sign in first.
            (Sending::new(None).fields())
            @if let Some(narrow) = &picking.narrow {
                div.filter {
                    (narrow)
                    div { button.button-plain type="submit" { (ui.t("filter-submit")) } }
                }
            }
            input type="hidden" name=(things.elsewhere.name) value=(elsewhere.join(","));
            p role="status" {
                @if found.more_than_total { (ui.count(things.found_more, found.total)) }
                @else { (ui.count(things.found, found.total)) }
                @if !elsewhere.is_empty() { " · " (ui.count("pick-elsewhere", elsewhere.len() as u64)) }
            }
            @if found.items.is_empty() {
                div.empty { p { (ui.t(things.none)) } }
            } @else {
                ul.ticks id=(things.tick.name) tabindex="-1" {
                    @for one in &found.items { li { (one.ticked) } }
                }
                (pager_buttons(ui, PAGE.name, picking.page, followed))
            }
            @if !found.items.is_empty() || !elsewhere.is_empty() {
                div.buttons {
                    button type="submit" formmethod="post" name=(STEP.name) value=(PICK) { (picking.pick) }
                    @if let Some(all) = &picking.all {
                        button.button-plain type="submit" formmethod="post" name=(ALL.name) value=(PICK) { (all) }
                    }
                }
                @if !fits(found) && found.total > 1 { p.muted { (ui.count("pick-most", MOST as u64)) } }
            }
        }
    }
}

/// Notes what is wrong with what was chosen, where nothing or too much was; gives whether it can be gone on with.
pub fn checked(query: &mut Query, things: &Things, chosen: &[String]) -> bool {
    if chosen.is_empty() {
        query.refuse(things.tick, things.nothing, "", "");
    }
    if chosen.len() > MOST {
        query.refuse(things.tick, "pick-too-many", "", MOST.to_string());
    }
    (1..=MOST).contains(&chosen.len())
}
