//! The pages on which somebody shows who they are.

use madang_accounts::{Link, Provider, Purpose, Token};
use maud::{Markup, html};

use crate::accounts::links;
use crate::accounts::passkey::{Asked, Device, button_of};
use crate::accounts::provider::{self, For};
use crate::frame::form::{self, Field, error_summary};
use crate::frame::layout::Page;
use crate::frame::query::FieldError;
use crate::frame::ui::Ui;

/// A mail address.
pub const ADDRESS: Field = Field {
    name: "address",
    label: "account-address",
};

/// A password that there is.
pub const PASSWORD: Field = Field {
    name: "password",
    label: "account-password",
};

/// A page of accounts: outside the tabs.
pub fn page(ui: &Ui, title: &str, lead: &str, content: Markup) -> Page {
    Page {
        title: ui.t(title),
        description: ui.t(lead),
        tab: None,
        crumbs: vec![],
        content,
    }
}

/// What the page to sign in on is asked for.
pub struct SignIn<'a> {
    /// Whether it is asked once more, of somebody who is signed in.
    pub again: bool,
    /// Whether what they typed before could not be kept.
    pub unkept: bool,
    /// Where it leads.
    pub next: &'a str,
    /// The address that was typed.
    pub typed: &'a str,
    /// What was wrong.
    pub errors: &'a [FieldError],
}

/// Where one signs in, by a device or by a provider among others; `alone` says that nothing but a passkey will do.
pub fn view(
    ui: &Ui,
    asked: &SignIn<'_>,
    (device, provider): (&Device, Option<&Provider>),
    alone: bool,
) -> Page {
    let SignIn {
        again,
        unkept,
        next,
        typed,
        errors,
    } = *asked;
    let field = (!again).then_some(ADDRESS.name);
    let content = html! {
        (error_summary(ui, errors))
        h1 { (ui.t("account-sign-in-title")) }
        @if unkept { p.notice role="alert" { (ui.t("account-sign-in-unkept")) } }
        p.lead {
            @if again { (ui.t("account-sign-in-again")) } @else { (ui.t("account-sign-in-lead")) }
        }
        @if alone {
            (button_of(ui, device, &Asked::SignIn { field, next }))
        } @else {
            form.stacked method="post" action=(ui.href(links::SIGN_IN)) {
                input type="hidden" name="next" value=(next);
                (form::mail_field(ui, errors, ADDRESS, typed))
                @if device.works() { (button_of(ui, device, &Asked::SignIn { field, next })) }
                (form::password_field(ui, errors, PASSWORD, "current-password"))
                div { button type="submit" { (ui.t("account-sign-in-submit")) } }
            }
            @if let Some(provider) = provider {
                @let what = if again { For::Again } else { For::SignIn };
                (provider::button_of(ui, provider, what, next))
            }
            ul.prose {
                li { a href=(ui.href(links::MAIL)) { (ui.t("account-mail-title")) } }
                @if !again { li { a href=(ui.href(links::REGISTER)) { (ui.t("account-register-title")) } } }
            }
        }
    };
    page(ui, "account-sign-in-title", "account-sign-in-lead", content)
}

/// A page on which an address is asked for, to which a link is mailed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// To sign in.
    Mail,
    /// To make an account.
    Register,
}

/// The page.
pub fn asking(ui: &Ui, asking: Asking, address: &str, errors: &[FieldError]) -> Page {
    let (title, lead, action) = match asking {
        Asking::Mail => ("account-mail-title", "account-mail-lead", links::MAIL),
        Asking::Register => (
            "account-register-title",
            "account-register-lead",
            links::REGISTER,
        ),
    };
    let content = html! {
        (error_summary(ui, errors))
        h1 { (ui.t(title)) }
        p.lead { (ui.t(lead)) }
        @if asking == Asking::Register {
            p.prose { (ui.t("account-register-kept")) }
        }
        form.stacked method="post" action=(ui.href(action)) {
            (form::mail_field(ui, errors, ADDRESS, address))
            div { button type="submit" { (ui.t("account-mail-submit")) } }
        }
        p { a href=(ui.href(links::SIGN_IN)) { (ui.t("account-sign-in-title")) } }
    };
    page(ui, title, lead, content)
}

/// A mail is being sent, or would be: the page does not tell which. `late` says that the mail server does not take any at the moment.
pub fn sent(ui: &Ui, late: bool) -> Page {
    let content = html! {
        h1 { (ui.t("account-sent-title")) }
        p.lead { (ui.t("account-sent-lead")) }
        @if late { p.notice role="status" { (ui.t("account-sent-late")) } }
        p.prose { (ui.t("account-sent-more")) }
        p { a href=(ui.href(links::SIGN_IN)) { (ui.t("account-sign-in-title")) } }
    };
    page(ui, "account-sent-title", "account-sent-lead", content)
}

/// Where a link leads: it is used by the button alone, since mail programs fetch what stands in a mail.
pub fn link(ui: &Ui, link: &Link, token: &Token) -> Page {
    let (lead, submit) = match link.purpose {
        Purpose::SignIn => ("account-link-sign-in", "account-sign-in-submit"),
        Purpose::Register => ("account-link-register", "account-register-submit"),
        Purpose::Contact => ("account-link-contact", "account-contact-confirm"),
    };
    let address = link.address.as_str();
    let content = html! {
        h1 { (ui.t("account-link-title")) }
        p.lead { (ui.tf(lead, &[("address", address.into())])) }
        form.stacked method="post" action=(ui.href(links::LINK)) {
            input type="hidden" name="token" value=(token.text());
            div { button type="submit" { (ui.t(submit)) } }
        }
    };
    page(
        ui,
        "account-link-title",
        "account-link-description",
        content,
    )
}

/// A link that leads nowhere any more.
pub fn dead_link(ui: &Ui) -> Page {
    let content = html! {
        h1 { (ui.t("account-link-dead-title")) }
        p.lead { (ui.t("account-link-dead-lead")) }
        ul.buttons {
            li { a.button href=(ui.href(links::MAIL)) { (ui.t("account-mail-title")) } }
            li { a.button.button-plain href=(ui.href(links::SIGN_IN)) { (ui.t("account-sign-in-title")) } }
        }
    };
    page(
        ui,
        "account-link-dead-title",
        "account-link-dead-lead",
        content,
    )
}
