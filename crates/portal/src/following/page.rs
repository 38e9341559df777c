//! The pages of following.

use madang_accounts::{Rhythm, Told};
use maud::{Markup, html};

use crate::accounts::links::{ACCOUNT, REGISTER, sign_in_then};
use crate::following::links;
use crate::frame::form::{self, Field, error_summary};
use crate::frame::layout::Page;
use crate::frame::parts::table;
use crate::frame::query::FieldError;
use crate::frame::ui::Ui;

/// What is followed.
pub const SUBJECT: Field = Field::for_programs("subject");

/// How often mail comes.
pub const RHYTHM: Field = Field {
    name: "rhythm",
    label: "following-rhythm",
};

/// How often mail of due work comes.
pub const WORK: Field = Field {
    name: "work",
    label: "following-work-rhythm",
};

/// How never is sent.
pub const NEVER: &str = "never";

/// Something that is followed, or may be.
pub struct Thing {
    /// As the record names it.
    pub subject: String,
    /// What it is called.
    pub name: String,
    /// Its page, without a language.
    pub path: String,
    /// The feed that tells of it too, without a language.
    pub feed: String,
}

fn page(ui: &Ui, title: &str, lead: &str, content: Markup) -> Page {
    Page {
        title: ui.t(title),
        description: ui.t(lead),
        tab: None,
        crumbs: vec![],
        content,
    }
}

fn rhythm_name(ui: &Ui, rhythm: Rhythm) -> String {
    match rhythm {
        Rhythm::Daily => ui.t("following-daily"),
        Rhythm::Weekly => ui.t("following-weekly"),
    }
}

/// What somebody follows, how often they are told, and what they were about to follow.
pub struct Own<'a> {
    /// What they follow.
    pub followed: &'a [Thing],
    /// How often mail comes.
    pub rhythm: Option<Rhythm>,
    /// How often mail of the work that is due comes; `None` where they hold no role.
    pub work: Option<Option<Rhythm>>,
    /// What they may want to follow.
    pub asked: Option<&'a Thing>,
    /// What they said, with what became of it.
    pub said: Markup,
    /// What was wrong.
    pub errors: &'a [FieldError],
}

/// The page of somebody who is signed in.
pub fn own(ui: &Ui, own: &Own<'_>) -> Page {
    let content = html! {
        (error_summary(ui, own.errors))
        h1 { (ui.t("following-title")) }
        p.lead { (ui.t("following-lead")) }
        @if let Some(asked) = own.asked {
            h2 { a href=(ui.href(&asked.path)) { (asked.name) } }
            (begin(ui, asked))
        }
        @if own.followed.is_empty() {
            p.muted { (ui.t("following-none")) }
        } @else {
            (list(ui, own.followed))
            h2 { (ui.t("following-mail-title")) }
            (rhythm(ui, own))
        }
        @if let Some(chosen) = own.work { (work(ui, own, chosen)) }
        (own.said)
        p { a href=(ui.href(ACCOUNT)) { (ui.t("nav-account")) } }
    };
    page(ui, "following-title", "following-lead", content)
}

fn begin(ui: &Ui, thing: &Thing) -> Markup {
    html! {
        form.stacked method="post" action=(ui.href(links::FOLLOWING)) {
            input type="hidden" name=(SUBJECT.name) value=(thing.subject);
            div { button type="submit" { (ui.t("following-follow")) } }
        }
    }
}

fn list(ui: &Ui, followed: &[Thing]) -> Markup {
    let head = html! {
        th scope="col" { (ui.t("following-what-column")) }
        th scope="col" { (ui.t("account-contact-change")) }
    };
    let rows = html! {
        @for thing in followed {
            tr {
                th.key scope="row" { a href=(ui.href(&thing.path)) { (thing.name) } }
                td {
                    form method="post" action=(ui.href(links::END)) {
                        input type="hidden" name=(SUBJECT.name) value=(thing.subject);
                        button.button-plain type="submit" {
                            (ui.t("following-end")) span.sr-only { ": " (thing.name) }
                        }
                    }
                }
            }
        }
    };
    table(ui, "followed", &ui.t("following-caption"), head, rows)
}

fn rhythm(ui: &Ui, own: &Own<'_>) -> Markup {
    let names = |rhythm| rhythm_name(ui, rhythm);
    often(ui, own.errors, (links::RHYTHM, RHYTHM), names, own.rhythm)
}

/// A form in which somebody says how often they want mail.
fn often(
    ui: &Ui,
    errors: &[FieldError],
    (action, field): (&str, Field),
    name: impl Fn(Rhythm) -> String,
    chosen: Option<Rhythm>,
) -> Markup {
    let mut choices: Vec<form::Choice> = Rhythm::ALL
        .into_iter()
        .map(|rhythm| (rhythm.name().to_owned(), name(rhythm)))
        .collect();
    choices.push((NEVER.to_owned(), ui.t("following-never")));
    let chosen = chosen.map_or(NEVER, Rhythm::name);
    html! {
        form.stacked method="post" action=(ui.href(action)) {
            (form::select(ui, errors, field, None, &choices, chosen))
            div { button type="submit" { (ui.t("following-rhythm-set")) } }
        }
    }
}

/// Mail of due work, for whoever holds a role.
fn work(ui: &Ui, own: &Own<'_>, chosen: Option<Rhythm>) -> Markup {
    let names = |rhythm| match rhythm {
        Rhythm::Daily => ui.t("following-work-daily"),
        Rhythm::Weekly => ui.t("following-work-weekly"),
    };
    html! {
        h2 #due-work { (ui.t("following-work-title")) }
        p.prose { (ui.t("following-work-lead")) " " a href=(ui.href(ui.site.desk)) { (ui.t("desk-title")) } }
        (often(ui, own.errors, (links::WORK, WORK), names, chosen))
    }
}

/// The page of somebody who is not signed in: what they can do instead.
pub fn stranger(ui: &Ui, asked: Option<&Thing>) -> Page {
    let next = asked.map_or_else(
        || links::FOLLOWING.to_owned(),
        |asked| links::ask(&asked.subject),
    );
    let content = html! {
        h1 { (ui.t("following-title")) }
        @if let Some(asked) = asked { p.lead { a href=(ui.href(&asked.path)) { (asked.name) } } }
        p.prose { (ui.t("following-stranger")) }
        ul.buttons {
            li { a.button href=(ui.href(&sign_in_then(&next))) { (ui.t("account-sign-in-title")) } }
            li { a.button.button-plain href=(ui.href(REGISTER)) { (ui.t("account-register-title")) } }
        }
        @if let Some(asked) = asked {
            p.prose { (ui.t("following-feed")) " " a href=(ui.href(&asked.feed)) { (ui.t("following-feed-link")) } }
        }
    };
    page(ui, "following-title", "following-lead", content)
}

/// Where mail is stopped: by the button alone, since mail programs fetch what stands in a mail.
pub fn unsubscribe(ui: &Ui, token: &str, told: Told) -> Page {
    let lead = match told {
        Told::Followed => "following-unsubscribe-lead",
        Told::Work => "following-unsubscribe-work",
    };
    let content = html! {
        h1 { (ui.t("following-unsubscribe-title")) }
        p.lead { (ui.t(lead)) }
        form.stacked method="post" action=(ui.href(&links::unsubscribe(token))) {
            div { button type="submit" { (ui.t("following-unsubscribe-submit")) } }
        }
        p { a href=(ui.href(links::FOLLOWING)) { (ui.t("following-title")) } }
    };
    page(ui, "following-unsubscribe-title", lead, content)
}

/// Mail is stopped.
pub fn unsubscribed(ui: &Ui, told: Told) -> Page {
    let lead = match told {
        Told::Followed => "following-unsubscribed-lead",
        Told::Work => "following-unsubscribed-work",
    };
    let content = html! {
        h1 { (ui.t("following-unsubscribed-title")) }
        p.lead { (ui.t(lead)) }
        p { a href=(ui.href(links::FOLLOWING)) { (ui.t("following-title")) } }
    };
    page(ui, "following-unsubscribed-title", lead, content)
}

/// An address by which nobody's mail can be stopped.
pub fn dead(ui: &Ui) -> Page {
    let content = html! {
        h1 { (ui.t("following-dead-title")) }
        p.lead { (ui.t("following-dead-lead")) }
        p { a href=(ui.href(links::FOLLOWING)) { (ui.t("following-title")) } }
    };
    page(ui, "following-dead-title", "following-dead-lead", content)
}
