//! One's own page: addresses, devices, password, what is taken along, and the way out.

use madang_accounts::{Contact, KeptIdentity, Passkey, Provider, Session};
use madang_programme::people::{Grant, Granted};
use madang_record::time::format_at;
use maud::{Markup, html};

use crate::accounts::caller::Standing;
use crate::accounts::links;
use crate::accounts::passkey::{self, Asked, Device};
use crate::accounts::provider;
use crate::accounts::sign_in::{ADDRESS, page};
use crate::frame::actors::granted;
use crate::frame::form::{self, Field, error_summary};
use crate::frame::format::{ZONE, date_time};
use crate::frame::layout::Page;
use crate::frame::parts::table;
use crate::frame::query::FieldError;
use crate::frame::ui::Ui;

/// The password that there is, where another is to take its place.
pub const CURRENT: Field = Field {
    name: "current",
    label: "account-password-current",
};

/// A new password.
pub const NEW: Field = Field {
    name: "new",
    label: "account-password-new",
};

/// What the page shows.
pub struct Own {
    /// Addresses.
    pub contacts: Vec<Contact>,
    /// Devices.
    pub sessions: Vec<Session>,
    /// This device's session.
    pub here: String,
    /// Whether there is a password.
    pub password: bool,
    /// Passkeys.
    pub passkeys: Vec<Passkey>,
    /// Who they are at providers.
    pub identities: Vec<KeptIdentity>,
    /// The provider by which people sign in, where there is one.
    pub provider: Option<Provider>,
    /// When somebody who lost their passkeys can add another, where they asked for that.
    pub recovery: Option<u64>,
    /// The time.
    pub now: u64,
    /// Whether they signed in by a passkey.
    pub shown: bool,
    /// What they may do.
    pub standing: Standing,
    /// Roles on the record.
    pub roles: Vec<Grant>,
    /// Where passkeys work.
    pub device: Device,
}

/// A time, for a reader.
pub fn at(ui: &Ui, time: u64) -> Markup {
    let at = format_at(time).unwrap_or_default();
    html! { time datetime=(at) { (date_time(ui.lang, &at, ZONE)) } }
}

/// A form that is one button; `about` says to a screen reader which of several it is.
pub fn button(
    ui: &Ui,
    action: &str,
    field: Option<(&str, &str)>,
    label: &str,
    about: &str,
) -> Markup {
    html! {
        form method="post" action=(ui.href(action)) {
            @if let Some((name, value)) = field { input type="hidden" name=(name) value=(value); }
            button.button-plain type="submit" {
                (ui.t(label))
                @if !about.is_empty() { span.sr-only { ": " (about) } }
            }
        }
    }
}

/// The page; `errors` are of the form that was sent, with the address that was typed.
pub fn view(ui: &Ui, own: &Own, address: &str, errors: &[FieldError]) -> Page {
    match own.standing {
        Standing::Whole => whole(ui, own, address, errors),
        Standing::NoPasskey | Standing::OtherProof => restricted(ui, own),
    }
}

/// The page of somebody who holds a role and has not shown a passkey: that they can do, and sign out.
fn restricted(ui: &Ui, own: &Own) -> Page {
    let content = html! {
        h1 { (ui.t("account-own-title")) }
        (button(ui, links::SIGN_OUT, None, "account-sign-out", ""))
        (roles(ui, own))
        @if own.standing == Standing::NoPasskey {
            (passkey::section(ui, own))
        } @else {
            h2 { (ui.t("account-passkeys-title")) }
            p.prose { (ui.t("account-roles-show")) }
            @let show = Asked::SignIn { field: None, next: links::ACCOUNT };
            (passkey::button_of(ui, &own.device, &show))
            h3 { (ui.t("account-recovery-title")) }
            p.prose { (ui.t("account-recovery-role")) }
        }
    };
    page(ui, "account-own-title", "account-own-lead", content)
}

fn whole(ui: &Ui, own: &Own, address: &str, errors: &[FieldError]) -> Page {
    let content = html! {
        (error_summary(ui, errors))
        h1 { (ui.t("account-own-title")) }
        p.lead { (ui.t("account-own-lead")) }
        (button(ui, links::SIGN_OUT, None, "account-sign-out", ""))
        @if !own.roles.is_empty() { (roles(ui, own)) }
        p { a href=(ui.href(ui.site.following)) { (ui.t("following-title")) } }
        p { a href=(ui.href(ui.site.said)) { (ui.t("account-said")) } }
        p { a href=(ui.href(links::SAVED)) { (ui.t("account-saved-title")) } }
        (passkey::section(ui, own))
        (provider::section(ui, own))
        (contacts(ui, own, address, errors))
        (devices(ui, own))
        p { a href=(ui.href(links::PROGRAM)) { (ui.t("account-program-title")) } }
        (password(ui, own, errors))
        h2 { (ui.t("account-data-title")) }
        p.prose { (ui.t("account-data-text")) }
        p { a href=(ui.href(links::RECORD)) { (ui.t("account-record-title")) } }
        p { a href=(ui.href(links::DATA)) download="madang-account.json" { (ui.t("account-data-take")) } }
        h2 { (ui.t("account-erase-title")) }
        p.prose { (ui.t("account-erase-text")) }
        p { a href=(ui.href(links::ERASE)) { (ui.t("account-erase-go")) } }
    };
    page(ui, "account-own-title", "account-own-lead", content)
}

fn roles(ui: &Ui, own: &Own) -> Markup {
    let mut grants = own.roles.iter();
    let administers = grants.any(|grant| grant.role == Granted::Administrator);
    html! {
        h2 { (ui.t("account-roles-title")) }
        p.prose { (ui.t("account-roles-text")) }
        p { a href=(ui.href(ui.site.desk)) { (ui.t("desk-title")) } }
        // Nobody is led to where they would be turned away.
        @if administers && own.standing == Standing::Whole {
            p { a href=(ui.href(ui.site.people)) { (ui.t("people-title")) } }
        }
        ul.prose {
            @for grant in &own.roles {
                li {
                    (granted(ui, grant.role))
                    @if let Some(programme) = &grant.programme { " · " code { (programme) } }
                    @if let Some(institution) = &grant.institution { " · " code { (institution) } }
                }
            }
        }
    }
}

fn contacts(ui: &Ui, own: &Own, address: &str, errors: &[FieldError]) -> Markup {
    let head = html! {
        th scope="col" { (ui.t("account-address")) }
        th scope="col" { (ui.t("account-contact-verified")) }
        th scope="col" { (ui.t("account-contact-change")) }
    };
    let rows = html! {
        @for contact in &own.contacts {
            @let text = contact.address.as_str();
            tr {
                th.key scope="row" { (text) }
                td { (at(ui, contact.verified)) }
                td {
                    // The last one stays: nothing else leads back to the account.
                    @if own.contacts.len() > 1 {
                        (button(ui, links::REMOVE_CONTACT, Some((ADDRESS.name, text)), "account-contact-remove", text))
                    }
                }
            }
        }
    };
    html! {
        h2 { (ui.t("account-contacts-title")) }
        (table(ui, "addresses", &ui.t("account-contacts-caption"), head, rows))
        form.stacked method="post" action=(ui.href(links::CONTACT)) {
            (form::mail_field(ui, errors, ADDRESS, address))
            div { button type="submit" { (ui.t("account-contact-add")) } }
        }
    }
}

fn devices(ui: &Ui, own: &Own) -> Markup {
    let head = html! {
        th scope="col" { (ui.t("account-device")) }
        th scope="col" { (ui.t("account-device-since")) }
        th scope="col" { (ui.t("account-device-seen")) }
        th scope="col" { (ui.t("account-contact-change")) }
    };
    let rows = html! {
        @for session in &own.sessions {
            @let name = match session.device.as_str() {
                "" => ui.t("account-device-unknown"),
                device => device.to_owned(),
            };
            tr {
                th.key scope="row" { (name) }
                td { (at(ui, session.made)) }
                td { (at(ui, session.seen)) }
                td {
                    @if session.id == own.here { (ui.t("account-device-here")) }
                    @else { (button(ui, links::DEVICE, Some(("id", &session.id)), "account-sign-out", &name)) }
                }
            }
        }
    };
    html! {
        h2 { (ui.t("account-devices-title")) }
        (table(ui, "devices", &ui.t("account-devices-caption"), head, rows))
        @if own.sessions.len() > 1 {
            (button(ui, links::EVERYWHERE, None, "account-sign-out-everywhere", ""))
        }
    }
}

fn password(ui: &Ui, own: &Own, errors: &[FieldError]) -> Markup {
    html! {
        h2 { (ui.t("account-password-title")) }
        p.prose {
            @if own.password { (ui.t("account-password-there")) } @else { (ui.t("account-password-none")) }
            " " (ui.t("account-password-rule"))
        }
        form.stacked method="post" action=(ui.href(links::PASSWORD)) {
            // Whoever keeps passwords wants to know for whom.
            @if let Some(first) = own.contacts.first() {
                input.sr-only type="email" name="username" autocomplete="username" value=(first.address.as_str())
                    readonly tabindex="-1" aria-hidden="true";
            }
            @if own.password { (form::password_field(ui, errors, CURRENT, "current-password")) }
            (form::password_field(ui, errors, NEW, "new-password"))
            div { button type="submit" { (ui.t("account-password-set")) } }
        }
    }
}
