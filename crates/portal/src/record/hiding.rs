//! What an official does about a content that must not be public: restricts it, looks at it again, shows it again, or erases it.

use madang_programme::content::{
    ContentErased, ContentReleased, ContentRestricted, ContentState, Ground,
};
use madang_programme::{Command, Role};
use maud::{Markup, html};
use serde_json::Value;

use crate::accounts::links::ACCOUNT;
use crate::content::labels::content;
use crate::frame::act::Places;
use crate::frame::actors::role_named;
use crate::frame::entries::{entry_api, entry_link};
use crate::frame::fields::{boxes, day_field, radios};
use crate::frame::form::{Choice, Field, Sending, error_summary, sent};
use crate::frame::format::partial_date;
use crate::frame::ground::ground_word;
use crate::frame::layout::Page;
use crate::frame::parts::row;
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;
use crate::model::EntryDetail;
use crate::record::labels;
use crate::record::links::{self, Hiding, crumb};

/// Why.
pub const GROUND: Field = Field::new("ground", "content-ground");
/// Who may still read it.
pub const READERS: Field = Field::new("readers", "content-readers");
/// When it is looked at again.
pub const REVIEW: Field = Field::new("review", "content-review-by");

/// Where on the forms stands what the record calls by these names.
pub const PLACES: Places<'_> = &[
    ("ground", GROUND),
    ("roles", READERS),
    ("review_by", REVIEW),
];

const GROUNDS: [(&str, Ground); 6] = [
    ("personal-data", Ground::PersonalData),
    ("erasure-request", Ground::ErasureRequest),
    ("unlawful", Ground::Unlawful),
    ("order", Ground::Order),
    ("deliberation", Ground::Deliberation),
    ("house-rules", Ground::HouseRules),
];

/// What an act is called; one that restricts what is restricted already looks at it again.
pub fn name(ui: &Ui, act: Hiding, restricted: bool) -> String {
    match (act, restricted) {
        (Hiding::Restrict, false) => ui.t("content-hide"),
        (Hiding::Restrict, true) => ui.t("content-hide-again"),
        (Hiding::Release, _) => ui.t("content-show-again"),
        (Hiding::Erase, _) => ui.t("content-erase"),
    }
}

/// The ways to what can be done about a content.
pub fn ways(ui: &Ui, entry: u64, content: &str, acts: &[Hiding]) -> Markup {
    let restricted = acts.contains(&Hiding::Release);
    html! {
        @if !acts.is_empty() {
            ul.buttons {
                @for act in acts {
                    li { a.button.button-plain href=(ui.href(&links::hide(entry, content, *act))) { (name(ui, *act, restricted)) } }
                }
            }
        }
    }
}

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    ground: String,
    readers: Vec<String>,
    review: String,
}

impl Typed {
    /// What the form begins with: officials may still read it.
    pub fn usual() -> Typed {
        Typed {
            readers: vec![Role::Official.name().to_owned()],
            ..Typed::default()
        }
    }

    /// Reads the fields.
    pub fn read(query: &mut Query) -> Typed {
        Typed {
            ground: query.text(GROUND),
            readers: query.ticked(READERS),
            review: query.text(REVIEW),
        }
    }

    fn ground(&self, query: &mut Query) -> Option<Ground> {
        let before = query.errors.len();
        let found = query.one_of(GROUND, GROUNDS);
        if found.is_none() && query.errors.len() == before {
            query.refuse(GROUND, "programme-set-choose", "", "");
        }
        found
    }

    /// What is asked about a content; what is missing is noted.
    pub fn command(
        &self,
        query: &mut Query,
        act: Hiding,
        (entry, name): (u64, &str),
    ) -> Option<Command> {
        let name = name.to_owned();
        Some(match act {
            Hiding::Restrict => Command::plain(ContentRestricted {
                entry,
                name,
                ground: self.ground(query)?,
                roles: self.readers.clone(),
                review_by: self.review.clone(),
            }),
            Hiding::Release => Command::plain(ContentReleased { entry, name }),
            Hiding::Erase => Command::plain(ContentErased {
                entry,
                name,
                ground: self.ground(query)?,
            }),
        })
    }
}

/// A content that something is done about.
pub struct Shown<'a> {
    /// Its entry.
    pub detail: &'a EntryDetail,
    /// The kind of that.
    pub kind: &'a str,
    /// The content's name.
    pub content: &'a str,
    /// What is done.
    pub act: Hiding,
    /// What became of it before.
    pub became: Option<&'a ContentState>,
    /// What it says, as far as whoever reads may know.
    pub says: Option<&'a Value>,
}

impl Shown<'_> {
    fn title(&self, ui: &Ui) -> String {
        let restricted = matches!(self.became, Some(ContentState::Restricted { .. }));
        name(ui, self.act, restricted)
    }

    fn page(&self, ui: &Ui, content: Markup) -> Page {
        let title = self.title(ui);
        Page {
            title,
            description: ui.t("content-hide-lead"),
            tab: Some(links::TAB),
            crumbs: vec![crumb(ui)],
            content,
        }
    }

    /// What the content is, and how it stands.
    fn about(&self, ui: &Ui) -> Markup {
        html! {
            dl.facts {
                (row(ui, &ui.t("record-entry-index"), Some(entry_link(ui, self.detail.index))))
                (row(ui, &ui.t("record-entry-kind"), Some(html! { (labels::kind(ui, self.kind)) })))
                (row(ui, &ui.t("content-which"), Some(content(ui, self.content))))
                @if let Some(ContentState::Restricted { by, ground, roles, review_by, .. }) = self.became {
                    @let readers = roles.iter().map(|role| role_named(ui, role)).collect::<Vec<_>>();
                    (row(ui, &ui.t("content-restricted"), Some(entry_link(ui, *by))))
                    (row(ui, &ui.t("content-ground"), Some(html! { (ground_word(ui, *ground)) })))
                    (row(ui, &ui.t("content-readers"), Some(html! { (readers.join(", ")) })))
                    (row(ui, &ui.t("content-review-by"), Some(html! { (partial_date(ui.lang, review_by)) })))
                }
            }
            @match self.says {
                Some(says) => pre.code tabindex="0" { code { (serde_json::to_string_pretty(says).unwrap_or_default()) } },
                None => p.notice { (ui.t("content-not-shown")) },
            }
        }
    }

    /// The form.
    pub fn form(
        &self,
        ui: &Ui,
        (sending, typed): (&Sending, &Typed),
        errors: &[FieldError],
    ) -> Page {
        let grounds = GROUNDS.map(|(name, ground)| (name.to_owned(), ground_word(ui, ground)));
        let readers: [Choice; 6] =
            Role::ALL.map(|role| (role.name().to_owned(), role_named(ui, role.name())));
        let fields = html! {
            @if self.act != Hiding::Release { (radios(ui, errors, GROUND, &grounds, &typed.ground)) }
            @if self.act == Hiding::Restrict {
                (boxes(ui, errors, READERS, &readers, &typed.readers))
                (day_field(ui, errors, REVIEW, Some("content-review-hint"), &typed.review))
            }
        };
        let lead = match self.act {
            Hiding::Restrict => "content-hide-text",
            Hiding::Release => "content-show-again-text",
            Hiding::Erase => "content-erase-text",
        };
        let title = self.title(ui);
        let action = links::hide(self.detail.index, self.content, self.act);
        let content = html! {
            (error_summary(ui, errors))
            h1 { (title) }
            p.lead { (ui.t(lead)) }
            (self.about(ui))
            (sent(&ui.href(&action), false, sending, fields, &title))
        };
        self.page(ui, content)
    }

    /// What was erased, by which entry, and where copies may be that the program cannot reach.
    pub fn erased(&self, ui: &Ui, by: u64, remains: &[String]) -> Page {
        let content = html! {
            h1 { (ui.t("content-erased")) }
            p.notice role="status" {
                (ui.t("content-erase-done")) " " (entry_link(ui, by)) " · "
                a href=(format!("{}/receipt", entry_api(by))) download=(format!("receipt-{by}.json")) { (ui.t("record-entry-receipt")) }
            }
            @if !remains.is_empty() {
                p.prose { (ui.t("content-erase-remains")) }
                ul { @for place in remains { li { (place) } } }
            }
            p { (entry_link(ui, self.detail.index)) }
        };
        self.page(ui, content)
    }

    /// That nothing of the kind can be done about it now.
    pub fn not_now(&self, ui: &Ui) -> Page {
        let content = html! {
            h1 { (self.title(ui)) }
            p.notice { (ui.t("content-not-now")) }
            (self.about(ui))
        };
        self.page(ui, content)
    }
}

/// What somebody reads who hides nothing here.
pub fn not_yours(ui: &Ui) -> Page {
    let title = ui.t("programme-set-not-yours-title");
    Page {
        title: title.clone(),
        description: ui.t("content-not-yours"),
        tab: Some(links::TAB),
        crumbs: vec![crumb(ui)],
        content: html! {
            h1 { (title) }
            p.lead { (ui.t("content-not-yours")) }
            p { a href=(ui.href(ACCOUNT)) { (ui.t("nav-account")) } }
        },
    }
}
