//! The process of a design as it is typed that is to be fixed.

use madang_programme::design::{DesignProcess, DesignProcessFixed, DesignText, FixProcess};
use madang_words::Language;
use maud::{Markup, html};

use crate::design::labels;
use crate::frame::act::Places;
use crate::frame::fields::{InBoth, Words, radios, words_area, words_line};
use crate::frame::form::{Choice, Field, select};
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;

/// What it is called.
pub const TITLE: InBoth = InBoth::new(
    ("title", "design-title"),
    ("title-other", "programme-set-other"),
);
/// What is to be found out for whom.
pub const DESCRIPTION: InBoth = InBoth::new(
    ("description", "design-description"),
    ("description-other", "programme-set-other"),
);
/// The task force.
pub const BODY: Field = Field::new("body", "design-body");
/// The institution that answers for it.
pub const LEAD: Field = Field::new("lead", "design-lead");
/// By which phases.
pub const PROCESS: Field = Field::new("process", "design-process");
/// The proposal that it is about.
pub const PROPOSAL: Field = Field::new("proposal", "design-proposal");

/// Where on the form stands what the record calls by these names.
pub const PLACES: Places<'_> = &[
    ("title", TITLE.here),
    ("description", DESCRIPTION.here),
    ("body", BODY),
    ("lead", LEAD),
    ("actor", LEAD),
    ("process", PROCESS),
    ("proposal", PROPOSAL),
];

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    title: Words,
    description: Words,
    body: String,
    lead: String,
    process: String,
    proposal: String,
}

/// What there is to choose from.
pub struct Offered {
    /// The task forces.
    pub bodies: Vec<Choice>,
    /// The institutions for which whoever acts may.
    pub leads: Vec<Choice>,
    /// The proposals that are selected and that nobody designs.
    pub proposals: Vec<Choice>,
}

impl Typed {
    /// Reads the fields of the form.
    pub fn read(query: &mut Query) -> Typed {
        Typed {
            title: Words::read(query, TITLE),
            description: Words::read(query, DESCRIPTION),
            body: query.text(BODY),
            lead: query.text(LEAD),
            process: query.text(PROCESS),
            proposal: query.text(PROPOSAL),
        }
    }

    /// A form as it begins for whoever acts for one institution alone.
    pub fn of(lead: Option<&str>) -> Typed {
        Typed {
            lead: lead.unwrap_or_default().to_owned(),
            process: DesignProcess::Kr5.name().to_owned(),
            ..Typed::default()
        }
    }

    /// What is asked for; what is missing is noted.
    pub fn ask(&self, query: &mut Query, programme: &str, lang: Language) -> Option<FixProcess> {
        let title = self.title.needed(query, TITLE, lang);
        let description = self.description.shown(query, DESCRIPTION, lang);
        for (field, typed) in [(BODY, &self.body), (LEAD, &self.lead)] {
            if typed.is_empty() {
                query.refuse(field, "error-empty", "", "");
            }
        }
        let mut processes = DesignProcess::ALL.into_iter();
        let process = processes.find(|process| process.name() == self.process);
        if process.is_none() {
            query.refuse(PROCESS, "error-empty", "", "");
        }
        let facts = DesignProcessFixed {
            programme: programme.to_owned(),
            id: String::new(),
            body: self.body.clone(),
            lead: self.lead.clone(),
            process: process?,
            proposal: Some(self.proposal.clone()).filter(|id| !id.is_empty()),
        };
        let text = DesignText {
            title: title?,
            description,
        };
        let ask = FixProcess { facts, text };
        query.errors.is_empty().then_some(ask)
    }
}

/// The fields of the form.
pub fn fields(ui: &Ui, offered: &Offered, typed: &Typed, errors: &[FieldError]) -> Markup {
    let choose = ui.t("service-choose");
    let none = ui.t("design-no-proposal");
    let processes = DesignProcess::ALL;
    let processes = processes.map(|one| (one.name().to_owned(), labels::process(ui, one)));
    html! {
        (select(ui, errors, BODY, Some(&choose), &offered.bodies, &typed.body))
        @if offered.bodies.is_empty() { p.hint { (ui.t("design-no-bodies")) } }
        (select(ui, errors, LEAD, Some(&choose), &offered.leads, &typed.lead))
        (radios(ui, errors, PROCESS, &processes, &typed.process))
        (select(ui, errors, PROPOSAL, Some(&none), &offered.proposals, &typed.proposal))
        (words_line(ui, errors, TITLE, &typed.title))
        (words_area(ui, errors, DESCRIPTION, &typed.description))
    }
}
