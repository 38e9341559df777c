//! What a page says about passkeys, and what its script needs to know: the script has no words and no addresses of its own.

use madang_accounts::{MOST_PASSKEYS, Passkey, RelyingParty};
use maud::{Markup, html};

use crate::accounts::links;
use crate::accounts::own::{Own, at, button};
use crate::frame::assets;
use crate::frame::parts::table;
use crate::frame::ui::Ui;

/// Where passkeys of this portal work.
pub struct Device {
    /// Scheme, name and port; `None` where browsers have no passkeys under the portal's address.
    origin: Option<String>,
}

impl Device {
    /// Where those of a party work.
    pub fn of(party: Option<&RelyingParty>) -> Device {
        let origin = party.map(|party| party.origin().to_owned());
        Device { origin }
    }

    /// Whether they work anywhere.
    pub fn works(&self) -> bool {
        self.origin.is_some()
    }
}

/// What a device is asked for.
pub enum Asked<'a> {
    /// A new passkey.
    Add,
    /// One that signs in: whoever has the address in the field of this id, or whoever is signed in and shows it again.
    SignIn {
        /// The field.
        field: Option<&'static str>,
        /// Where that leads.
        next: &'a str,
    },
}

/// The button that asks a device, which the script brings to life; what to do without script; and where it is said how it went.
pub fn button_of(ui: &Ui, device: &Device, asked: &Asked<'_>) -> Markup {
    let Some(origin) = &device.origin else {
        return html! { p.prose { (ui.t("account-passkey-nowhere")) } };
    };
    let (begin, finish, label) = match asked {
        Asked::Add => (
            links::PASSKEY_BEGIN,
            links::PASSKEY_ADD,
            "account-passkey-add",
        ),
        Asked::SignIn { .. } => (
            links::SIGN_IN_BEGIN,
            links::SIGN_IN_PASSKEY,
            "account-passkey-sign-in",
        ),
    };
    let (field, next) = match asked {
        Asked::Add => (None, None),
        Asked::SignIn { field, next } => (*field, Some(*next)),
    };
    html! {
        div.passkey data-passkey=(if next.is_some() { "get" } else { "create" })
            data-begin=(ui.href(begin)) data-finish=(ui.href(finish)) data-origin=(origin)
            data-field=[field] data-next=[next]
            data-unable=(ui.t("account-passkey-unable")) data-failed=(ui.t("account-passkey-failed"))
            data-elsewhere=(ui.tf("account-passkey-elsewhere", &[("address", origin.as_str().into())]))
            data-unreached=(ui.t("account-passkey-unreached")) {
            noscript { p.prose { (ui.t("account-passkey-script")) } }
            button type="button" hidden { (ui.t(label)) }
            p.field-error role="alert" {}
        }
        script src=(assets::passkey_href()) defer {}
    }
}

/// The part of one's own page.
pub fn section(ui: &Ui, own: &Own) -> Markup {
    let waited = own.recovery.is_some_and(|over| over <= own.now);
    let lost = !own.passkeys.is_empty() && !own.shown && own.roles.is_empty();
    html! {
        h2 #passkeys { (ui.t("account-passkeys-title")) }
        p.prose { (ui.t("account-passkeys-text")) }
        @if own.passkeys.is_empty() { p.prose { (ui.t("account-passkeys-none")) } } @else { (list(ui, own)) }
        @if own.passkeys.len() == 1 { div.notice { p { (ui.t("account-passkeys-second")) } } }
        @if own.passkeys.len() >= MOST_PASSKEYS { p.prose { (ui.t("account-passkeys-most")) } }
        @else if !lost || waited { (button_of(ui, &own.device, &Asked::Add)) }
        @if lost { (recovery(ui, own)) }
    }
}

fn list(ui: &Ui, own: &Own) -> Markup {
    let head = html! {
        th scope="col" { (ui.t("account-passkey-device")) }
        th scope="col" { (ui.t("account-passkey-made")) }
        th scope="col" { (ui.t("account-device-seen")) }
        th scope="col" { (ui.t("account-contact-change")) }
    };
    // Who holds a role keeps one.
    let may_go = own.roles.is_empty() || own.passkeys.len() > 1;
    let row = |passkey: &Passkey| {
        let name = match passkey.device.as_str() {
            "" => ui.t("account-device-unknown"),
            device => device.to_owned(),
        };
        html! {
            tr {
                th.key scope="row" { (name) }
                td { (at(ui, passkey.made)) }
                td { (at(ui, passkey.used)) }
                td { @if may_go { (button(ui, links::PASSKEY_REMOVE, Some(("id", &passkey.id)), "account-contact-remove", &name)) } }
            }
        }
    };
    let rows = html! { @for passkey in &own.passkeys { (row(passkey)) } };
    table(
        ui,
        "passkeys",
        &ui.t("account-passkeys-caption"),
        head,
        rows,
    )
}

/// What somebody can do who did not sign in by a passkey, and may have lost theirs.
fn recovery(ui: &Ui, own: &Own) -> Markup {
    html! {
        h3 { (ui.t("account-recovery-title")) }
        @match own.recovery {
            None => {
                p.prose { (ui.t("account-recovery-text")) }
                (button(ui, links::RECOVERY, None, "account-recovery-begin", ""))
            }
            Some(over) => {
                div.notice role="status" {
                    p {
                        @if over <= own.now { (ui.t("account-recovery-over")) }
                        @else { (ui.t("account-recovery-waits")) " " (at(ui, over)) }
                    }
                }
                (button(ui, links::RECOVERY_STOP, None, "account-recovery-stop", ""))
            }
        }
    }
}
