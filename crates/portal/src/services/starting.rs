//! A service as it is typed that is to be started.

use madang_programme::services::{ServiceStarted, ServiceText, StartService};
use madang_words::Language;
use maud::{Markup, html};

use crate::frame::act::Places;
use crate::frame::fields::{InBoth, Words, words_area, words_line};
use crate::frame::form::{Choice, Field, select};
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;

/// What it is called.
pub const TITLE: InBoth = InBoth::new(
    ("title", "service-title"),
    ("title-other", "programme-set-other"),
);
/// What it is to do for whom.
pub const DESCRIPTION: InBoth = InBoth::new(
    ("description", "service-description"),
    ("description-other", "programme-set-other"),
);
/// The proposal that it is developed from.
pub const PROPOSAL: Field = Field::new("proposal", "service-proposal");
/// The institution that leads it.
pub const LEAD: Field = Field::new("lead", "service-lead");

/// Where on the form stands what the record calls by these names.
pub const PLACES: Places<'_> = &[
    ("title", TITLE.here),
    ("description", DESCRIPTION.here),
    ("proposal", PROPOSAL),
    ("lead", LEAD),
    ("actor", LEAD),
];

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    title: Words,
    description: Words,
    proposal: String,
    lead: String,
}

impl Typed {
    /// Reads the fields of the form.
    pub fn read(query: &mut Query) -> Typed {
        Typed {
            title: Words::read(query, TITLE),
            description: Words::read(query, DESCRIPTION),
            proposal: query.text(PROPOSAL),
            lead: query.text(LEAD),
        }
    }

    /// A form as it begins for whoever acts for one institution alone.
    pub fn of(lead: Option<&str>) -> Typed {
        Typed {
            lead: lead.unwrap_or_default().to_owned(),
            ..Typed::default()
        }
    }

    /// What is asked for; what is missing is noted.
    pub fn ask(&self, query: &mut Query, programme: &str, lang: Language) -> Option<StartService> {
        let title = self.title.needed(query, TITLE, lang);
        let description = self.description.shown(query, DESCRIPTION, lang);
        for (field, typed) in [(PROPOSAL, &self.proposal), (LEAD, &self.lead)] {
            if typed.is_empty() {
                query.refuse(field, "error-empty", "", "");
            }
        }
        let facts = ServiceStarted {
            programme: programme.to_owned(),
            id: String::new(),
            proposal: self.proposal.clone(),
            lead: self.lead.clone(),
        };
        let text = ServiceText {
            title: title?,
            description,
        };
        let ask = StartService { facts, text };
        query.errors.is_empty().then_some(ask)
    }
}

/// The fields of the form; `proposals` are those that are selected and have no service.
pub fn fields(
    ui: &Ui,
    (proposals, leads): (&[Choice], &[Choice]),
    typed: &Typed,
    errors: &[FieldError],
) -> Markup {
    let choose = ui.t("service-choose");
    html! {
        (select(ui, errors, PROPOSAL, Some(&choose), proposals, &typed.proposal))
        @if proposals.is_empty() { p.hint { (ui.t("service-no-proposals")) } }
        (select(ui, errors, LEAD, Some(&choose), leads, &typed.lead))
        (words_line(ui, errors, TITLE, &typed.title))
        (words_area(ui, errors, DESCRIPTION, &typed.description))
    }
}
