//! The page on which administrators grant and end roles.

use madang_accounts::MailAddress;
use madang_programme::people::{Grant, Granted};
use maud::{Markup, html};

use crate::accounts::links::ACCOUNT;
use crate::frame::actors::{granted, post};
use crate::frame::entries::entry_link;
use crate::frame::form::{self, Choice, Field, Sending, error_summary};
use crate::frame::layout::Page;
use crate::frame::parts::{table, turned_away};
use crate::frame::query::FieldError;
use crate::frame::ui::Ui;
use crate::people::links;

/// To whom a role is granted.
pub const ADDRESS: Field = Field {
    name: "address",
    label: "people-address",
};

/// The role.
pub const ROLE: Field = Field {
    name: "role",
    label: "people-role",
};

/// Where it holds: nothing for everywhere, a programme, or an institution in one.
pub const PLACE: Field = Field {
    name: "place",
    label: "people-place",
};

/// Somebody who holds roles.
pub struct Holder {
    /// Under which name.
    pub name: String,
    /// The address that leads to them, where they have an account.
    pub address: Option<MailAddress>,
    /// What they hold.
    pub grants: Vec<Grant>,
}

/// What the page shows.
pub struct People {
    /// Everybody who holds a role that the reader may end, by name.
    pub holders: Vec<Holder>,
    /// Where the reader may grant roles: what is sent, and what it is called.
    pub places: Vec<Choice>,
    /// Whether that is everywhere.
    pub everywhere: bool,
    /// Under which name the reader acts.
    pub reader: String,
}

/// What was typed.
#[derive(Default)]
pub struct Typed {
    /// The address.
    pub address: String,
    /// The role.
    pub role: String,
    /// The place.
    pub place: String,
}

fn page(ui: &Ui, content: Markup) -> Page {
    Page {
        title: ui.t("people-title"),
        description: ui.t("people-lead"),
        tab: None,
        crumbs: vec![],
        content,
    }
}

/// The page.
pub fn view(
    ui: &Ui,
    people: &People,
    sending: &Sending,
    typed: &Typed,
    errors: &[FieldError],
) -> Page {
    let content = html! {
        (error_summary(ui, errors))
        h1 { (ui.t("people-title")) }
        p.lead { (ui.t("people-lead")) }
        @if !people.holders.is_empty() { (holders(ui, people, sending)) }
        h2 { (ui.t("people-grant-title")) }
        p.prose { (ui.t("people-grant-text")) }
        (grant(ui, people, sending, typed, errors))
        p { a href=(ui.href(ACCOUNT)) { (ui.t("nav-account")) } }
    };
    page(ui, content)
}

fn holders(ui: &Ui, people: &People, sending: &Sending) -> Markup {
    let head = html! {
        th scope="col" { (ui.t("people-holder")) }
        th scope="col" { (ui.t("people-role")) }
        th scope="col" { (ui.t("people-place")) }
        th scope="col" { (ui.t("people-granted-by")) }
        th scope="col" { (ui.t("people-end")) }
    };
    let rows = html! {
        @for holder in &people.holders {
            @for grant in &holder.grants {
                tr {
                    th.key scope="row" {
                        (post(ui, &holder.name))
                        @if let Some(address) = &holder.address { br; (address.as_str()) }
                        @if holder.name == people.reader { br; (ui.t("people-you")) }
                    }
                    td { (granted(ui, grant.role)) }
                    td { (place(ui, people, grant)) }
                    td { (entry_link(ui, grant.entry)) }
                    td { (end(ui, holder, grant, sending)) }
                }
            }
        }
    };
    html! {
        h2 { (ui.t("people-holders-title")) }
        (table(ui, "holders", &ui.t("people-holders-caption"), head, rows))
    }
}

/// Where a role holds, in words.
fn place(ui: &Ui, people: &People, grant: &Grant) -> Markup {
    let sent = sent_place(grant.programme.as_deref(), grant.institution.as_deref());
    let known = people.places.iter().find(|(value, _)| *value == sent);
    html! {
        @match known {
            Some((_, name)) => (name),
            None if sent.is_empty() => (ui.t("people-everywhere")),
            None => code { (sent) },
        }
    }
}

/// How a place is sent.
pub fn sent_place(programme: Option<&str>, institution: Option<&str>) -> String {
    let steps = [programme, institution];
    steps.into_iter().flatten().collect::<Vec<_>>().join("/")
}

/// Ends a role in two steps, without script as well.
fn end(ui: &Ui, holder: &Holder, grant: &Grant, sending: &Sending) -> Markup {
    let role = granted(ui, grant.role);
    html! {
        details {
            summary { (ui.t("people-end")) span.sr-only { ": " (post(ui, &holder.name)) ", " (role) } }
            p { (ui.t("people-end-text")) }
            form method="post" action=(ui.href(links::END)) {
                (sending.fields())
                input type="hidden" name="holder" value=(holder.name);
                input type="hidden" name="granted" value=(grant.entry);
                button.button-plain type="submit" {
                    (ui.t("people-end-submit")) span.sr-only { ": " (post(ui, &holder.name)) ", " (role) }
                }
            }
        }
    }
}

fn grant(
    ui: &Ui,
    people: &People,
    sending: &Sending,
    typed: &Typed,
    errors: &[FieldError],
) -> Markup {
    let roles: Vec<Choice> = Granted::ALL
        .into_iter()
        .map(|role| (role.name().to_owned(), granted(ui, role)))
        .collect();
    let everywhere = ui.t("people-everywhere");
    let all = people.everywhere.then_some(everywhere.as_str());
    let fields = html! {
        (form::mail_field(ui, errors, ADDRESS, &typed.address))
        (form::select(ui, errors, ROLE, None, &roles, &typed.role))
        (form::select(ui, errors, PLACE, all, &people.places, &typed.place))
    };
    form::sent(
        &ui.href(links::GRANT),
        false,
        sending,
        fields,
        &ui.t("people-grant-submit"),
    )
}

/// What somebody reads who is no administrator.
pub fn not_yours(ui: &Ui) -> Page {
    let content = turned_away(ui, &ui.t("people-title"), &ui.t("people-not-yours"));
    page(ui, content)
}
