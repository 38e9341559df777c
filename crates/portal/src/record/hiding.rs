//! What is done about a content that must not be public: it is restricted, or erased. What is restricted is looked at again on
//! the page of [`super::review`].

use madang_programme::content::{ContentErased, ContentRestricted, Ground};
use madang_programme::votes::{BALLOT, SCORES};
use madang_programme::{Command, Role};
use maud::{Markup, html};
use serde_json::Value;

use crate::content::labels::content;
use crate::frame::act::Places;
use crate::frame::actors::role_named;
use crate::frame::entries::{entry_api, entry_link};
use crate::frame::fields::{boxes, day_field, radios};
use crate::frame::form::{Choice, Field, Sending, error_summary, sent};
use crate::frame::ground::ground_word;
use crate::frame::layout::Page;
use crate::frame::parts::{row, turned_away};
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

const GROUNDS: [(&str, Ground); 7] = [
    ("personal-data", Ground::PersonalData),
    ("erasure-request", Ground::ErasureRequest),
    ("unlawful", Ground::Unlawful),
    ("order", Ground::Order),
    ("deliberation", Ground::Deliberation),
    ("house-rules", Ground::HouseRules),
    ("proposer-request", Ground::ProposerRequest),
];

/// What an act is called.
pub fn name(ui: &Ui, act: Hiding) -> String {
    match act {
        Hiding::Restrict => ui.t("content-hide"),
        Hiding::Erase => ui.t("content-erase"),
    }
}

/// What somebody can do about a content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// The content.
    pub name: String,
    /// Whether it is hidden, and they can look at it again.
    pub reviews: bool,
    /// What they can do beside that.
    pub acts: Vec<Hiding>,
}

/// The ways to what can be done about a content.
pub fn ways(ui: &Ui, entry: u64, ways: &Ways) -> Markup {
    html! {
        @if ways.reviews || !ways.acts.is_empty() {
            ul.buttons {
                @if ways.reviews {
                    li { a.button.button-plain href=(ui.href(&links::review(entry))) { (ui.t("content-review-title")) } }
                }
                @for act in &ways.acts {
                    li { a.button.button-plain href=(ui.href(&links::hide(entry, &ways.name, *act))) { (name(ui, *act)) } }
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

    /// What the form begins with where something is restricted already: as it is, until a day that is to be named.
    pub fn as_it_is(ground: Option<Ground>, readers: &[String]) -> Typed {
        let mut known = GROUNDS.into_iter();
        let name = known.find(|(_, of)| Some(*of) == ground);
        let name = name.map(|(name, _)| name);
        Typed {
            ground: name.unwrap_or_default().to_owned(),
            readers: readers.to_vec(),
            review: String::new(),
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

    /// Whether a day was named.
    pub fn has_day(&self) -> bool {
        !self.review.is_empty()
    }

    fn ground(&self, query: &mut Query) -> Option<Ground> {
        let before = query.errors.len();
        let found = query.one_of(GROUND, GROUNDS);
        if found.is_none() && query.errors.len() == before {
            query.refuse(GROUND, "error-choose", "", "");
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
        let ground = self.ground(query)?;
        Some(match act {
            Hiding::Restrict => Command::plain(ContentRestricted {
                entry,
                name,
                ground,
                roles: self.readers.clone(),
                review_by: self.review.clone(),
            }),
            Hiding::Erase => Command::plain(ContentErased {
                entry,
                name,
                ground,
            }),
        })
    }

    /// The fields of an act.
    pub fn fields(&self, ui: &Ui, act: Hiding, hint: &str, errors: &[FieldError]) -> Markup {
        let grounds = GROUNDS.map(|(name, ground)| (name.to_owned(), ground_word(ui, ground)));
        let readers: [Choice; 7] =
            Role::ALL.map(|role| (role.name().to_owned(), role_named(ui, role.name())));
        html! {
            (radios(ui, errors, GROUND, &grounds, &self.ground))
            @if act == Hiding::Restrict {
                (boxes(ui, errors, READERS, &readers, &self.readers))
                (day_field(ui, errors, REVIEW, Some(hint), &self.review))
            }
        }
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
    /// What it says, as far as whoever reads may know.
    pub says: Option<&'a Value>,
}

impl Shown<'_> {
    fn page(&self, ui: &Ui, content: Markup) -> Page {
        Page {
            title: name(ui, self.act),
            description: ui.t("content-hide-lead"),
            tab: Some(links::TAB),
            crumbs: vec![crumb(ui)],
            content,
        }
    }

    /// What the content is.
    fn about(&self, ui: &Ui) -> Markup {
        html! {
            dl.facts {
                (row(ui, &ui.t("record-entry-index"), Some(entry_link(ui, self.detail.index))))
                (row(ui, &ui.t("record-entry-kind"), Some(html! { (labels::kind(ui, self.kind)) })))
                (row(ui, &ui.t("content-which"), Some(content(ui, self.content))))
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
        let lead = match self.act {
            Hiding::Restrict => "content-hide-text",
            Hiding::Erase => "content-erase-text",
        };
        let title = name(ui, self.act);
        let action = links::hide(self.detail.index, self.content, self.act);
        let fields = typed.fields(ui, self.act, "content-review-hint", errors);
        let content = html! {
            (error_summary(ui, errors))
            h1 { (title) }
            p.lead { (ui.t(lead)) }
            @if self.act == Hiding::Erase && [BALLOT, SCORES].contains(&self.content) {
                p.prose { (ui.t("content-erase-counted")) }
            }
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
            h1 { (name(ui, self.act)) }
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
        content: turned_away(ui, &title, &ui.t("content-not-yours")),
    }
}
