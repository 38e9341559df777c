//! What pages say about the provider by which people sign in.

use madang_accounts::{KeptIdentity, MOST_IDENTITIES, Provider};
use maud::{Markup, html};

use crate::accounts::links;
use crate::accounts::own::{Own, at, button};
use crate::accounts::sign_in::page;
use crate::frame::form::Field;
use crate::frame::layout::Page;
use crate::frame::parts::table;
use crate::frame::ui::Ui;

/// What somebody goes to the provider for.
pub const FOR: Field = Field::for_programs("for");

/// The message that the provider does not answer.
pub const DOWN: &str = "account-provider-down";

/// What somebody goes to the provider for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// To sign in.
    SignIn,
    /// To show anew who they are.
    Again,
    /// To add to their account who they are there.
    Add,
}

impl For {
    fn name(self) -> &'static str {
        match self {
            For::SignIn => "sign-in",
            For::Again => "again",
            For::Add => "add",
        }
    }

    /// Reads what a form says; to sign in where it says nothing known.
    pub fn read(text: &str) -> For {
        let known = [For::Again, For::Add].into_iter();
        let mut known = known.filter(|one| one.name() == text);
        known.next().unwrap_or(For::SignIn)
    }
}

/// The button that leads to the provider, and from there to `next`.
pub fn button_of(ui: &Ui, provider: &Provider, what: For, next: &str) -> Markup {
    let name = provider.name(ui.lang.tag());
    let label = match what {
        For::SignIn | For::Again => "account-provider-sign-in",
        For::Add => "account-provider-add",
    };
    html! {
        form.stacked method="post" action=(ui.href(links::PROVIDER)) {
            input type="hidden" name=(FOR.name) value=(what.name());
            input type="hidden" name="next" value=(next);
            div { button.button-plain type="submit" { (ui.tf(label, &[("name", name.into())])) } }
        }
    }
}

/// The page of somebody who is on their way; the header of its answer leads on.
pub fn on_the_way(ui: &Ui, name: &str, to: &str) -> Page {
    let args = [("name", name.into())];
    let content = html! {
        h1 { (ui.t("account-provider-go-title")) }
        p.lead { (ui.tf("account-provider-go-lead", &args)) }
        p { a.button href=(to) { (ui.tf("account-provider-go", &args)) } }
        p { a href=(ui.href(links::SIGN_IN)) { (ui.t("account-sign-in-title")) } }
    };
    page(
        ui,
        "account-provider-go-title",
        "account-provider-go-description",
        content,
    )
}

/// The part of one's own page; nothing where there is no provider and never was one.
pub fn section(ui: &Ui, own: &Own) -> Markup {
    if own.provider.is_none() && own.identities.is_empty() {
        return html! {};
    }
    let most = own.identities.len() as u64 >= MOST_IDENTITIES;
    html! {
        h2 #identities { (ui.t("account-identities-title")) }
        p.prose { (ui.t("account-identities-text")) }
        @if own.identities.is_empty() { p.prose { (ui.t("account-identities-none")) } } @else { (list(ui, own)) }
        @if most { p.prose { (ui.t("account-provider-most")) } }
        @else if let Some(provider) = &own.provider { (button_of(ui, provider, For::Add, links::ACCOUNT)) }
    }
}

fn list(ui: &Ui, own: &Own) -> Markup {
    let head = html! {
        th scope="col" { (ui.t("account-identity")) }
        th scope="col" { (ui.t("account-identity-subject")) }
        th scope="col" { (ui.t("account-passkey-made")) }
        th scope="col" { (ui.t("account-device-seen")) }
        th scope="col" { (ui.t("account-contact-change")) }
    };
    let provider = own.provider.as_ref();
    let ours = |identity: &KeptIdentity| {
        provider.is_some_and(|provider| provider.issuer() == identity.issuer)
    };
    let leading = own.identities.iter().filter(|one| ours(one)).count();
    let row = |identity: &KeptIdentity| {
        let name = match provider.filter(|_| ours(identity)) {
            Some(provider) => provider.name(ui.lang.tag()),
            None => identity.issuer.as_str(),
        };
        // Something must lead back to the account.
        let others = leading - usize::from(ours(identity));
        let may_go = !own.contacts.is_empty() || others > 0;
        html! {
            tr {
                th.key scope="row" { (name) }
                td { code { (identity.subject) } }
                td { (at(ui, identity.made)) }
                td { (at(ui, identity.used)) }
                td {
                    @if may_go {
                        (button(ui, links::PROVIDER_REMOVE, Some(("id", &identity.id)), "account-contact-remove", name))
                    } @else { (ui.t("account-identity-last")) }
                }
            }
        }
    };
    let rows = html! { @for identity in &own.identities { (row(identity)) } };
    let caption = ui.t("account-identities-caption");
    table(ui, "identities", &caption, head, rows)
}
