//! The short forms about a voice or a proposal: progress on what was adopted, an expert who is asked, another look.

use madang_programme::answers::{Pointer, ProgressStep};
use maud::{Markup, html};

use crate::answers::form::Of;
use crate::answers::labels;
use crate::answers::links::Way;
use crate::frame::act::Places;
use crate::frame::fields::{InBoth, Words, day_field, line_field, radios, words_area};
use crate::frame::form::{Choice, Field, Sending, code_field, error_summary, sent};
use crate::frame::layout::Page;
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;
use crate::voices::labels::CODE;

/// How it stands with what was adopted.
pub const STEP: Field = Field {
    name: "progress",
    label: "answer-progress-step",
};
/// What shows that it was done.
pub const EVIDENCE: [Field; 3] = [
    Field {
        name: "evidence-1",
        label: "answer-evidence",
    },
    Field {
        name: "evidence-2",
        label: "answer-evidence",
    },
    Field {
        name: "evidence-3",
        label: "answer-evidence",
    },
];
/// The new day by which it is planned.
pub const PLANNED: Field = Field {
    name: "planned",
    label: "answer-planned-anew",
};
/// The last day for an expert.
pub const UNTIL: Field = Field {
    name: "until",
    label: "answer-expert-until",
};
/// In words.
pub const WORDS: InBoth = InBoth {
    here: Field {
        name: "words",
        label: "answer-progress-words",
    },
    other: Field {
        name: "words-other",
        label: "answer-progress-words-other",
    },
};
/// Why another look is asked for.
pub const WHY: InBoth = InBoth {
    here: Field {
        name: "words",
        label: "answer-again-why",
    },
    other: Field {
        name: "words-other",
        label: "answer-again-why-other",
    },
};

/// Where on these forms stands what the record calls by these names.
pub const PLACES: Places<'_> = &[
    ("evidence", EVIDENCE[0]),
    ("planned_by", PLANNED),
    ("until", UNTIL),
    ("text", WORDS.here),
    ("reason", WHY.here),
];

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// How it stands.
    pub step: String,
    /// What shows it.
    pub evidence: Vec<String>,
    /// The new day.
    pub planned: String,
    /// The last day for an expert.
    pub until: String,
    /// In words.
    pub words: Words,
    /// The code of the slip, where one is asked for.
    pub code: String,
}

impl Typed {
    /// Reads the fields.
    pub fn read(query: &mut Query) -> Typed {
        let evidence = EVIDENCE.iter().map(|field| query.text(*field));
        let evidence = evidence.collect();
        Typed {
            evidence,
            step: query.text(STEP),
            planned: query.text(PLANNED),
            until: query.text(UNTIL),
            words: Words::read(query, WORDS),
            code: query.text(CODE),
        }
    }

    /// How it stands, with what belongs to that; what is missing is noted.
    pub fn progress(&self, query: &mut Query) -> Option<ProgressStep> {
        let evidence = self.evidence.iter().filter(|text| !text.is_empty());
        match self.step.as_str() {
            "started" => Some(ProgressStep::Started),
            "dropped" => Some(ProgressStep::Dropped),
            "done" => Some(ProgressStep::Done {
                evidence: evidence.map(|text| Pointer::read(text)).collect(),
            }),
            "delayed" if self.planned.is_empty() => {
                query.refuse(PLANNED, "answer-needed", "", "");
                None
            }
            "delayed" => Some(ProgressStep::Delayed {
                planned_by: self.planned.clone(),
            }),
            _ => {
                query.refuse(STEP, "answer-choose", "", "");
                None
            }
        }
    }
}

/// What a short form shows.
pub struct Shown<'a> {
    /// What it is about.
    pub of: Of<'a>,
    /// Which form it is.
    pub way: Way,
    /// What the form carries.
    pub sending: &'a Sending,
    /// What was typed.
    pub typed: &'a Typed,
    /// What is wrong with it.
    pub errors: &'a [FieldError],
    /// Whether whoever said it shows by the code of their slip that they ask.
    pub code: bool,
    /// What it is about further: the answer that stands.
    pub answer: Markup,
    /// Where it is sent, without its language.
    pub action: &'a str,
}

/// The page.
pub fn view(ui: &Ui, shown: &Shown<'_>) -> Page {
    let title = labels::way(ui, shown.way);
    let (lead, fields, submit) = match shown.way {
        Way::Progress => (
            "answer-progress-lead",
            progress(ui, shown),
            "answer-act-submit",
        ),
        Way::Expert => (
            "answer-expert-lead",
            day_field(
                ui,
                shown.errors,
                UNTIL,
                Some("answer-expert-hint"),
                &shown.typed.until,
            ),
            "answer-act-submit",
        ),
        Way::Again | Way::Answer | Way::Anew | Way::Notes => (
            "answer-again-lead",
            html! {
                (words_area(ui, shown.errors, WHY, &shown.typed.words))
                @if shown.code {
                    p.prose { (ui.t("answer-again-slip")) }
                    (code_field(ui, shown.errors, CODE, "voice-code-hint", &shown.typed.code))
                }
            },
            "answer-again-submit",
        ),
    };
    let content = html! {
        (error_summary(ui, shown.errors))
        h1 { (title) }
        p.lead { (ui.t(lead)) }
        (shown.of.said(ui))
        (shown.answer)
        (sent(&ui.href(shown.action), false, shown.sending, fields, &ui.t(submit)))
    };
    shown.of.page(ui, &title, content)
}

fn progress(ui: &Ui, shown: &Shown<'_>) -> Markup {
    let (typed, errors) = (shown.typed, shown.errors);
    let steps = ProgressStep::NAMES.into_iter();
    let steps = steps.map(|name| (name.to_owned(), labels::step_named(ui, name)));
    let steps: Vec<Choice> = steps.collect();
    html! {
        (radios(ui, errors, STEP, &steps, &typed.step))
        div.only.only-done {
            @for (field, text) in EVIDENCE.iter().zip(typed.evidence.iter().map(String::as_str).chain(std::iter::repeat(""))) {
                (line_field(ui, errors, *field, Some("answer-pointer-hint"), text))
            }
        }
        div.only.only-delayed { (day_field(ui, errors, PLANNED, Some("answer-planned-hint"), &typed.planned)) }
        (words_area(ui, errors, WORDS, &typed.words))
    }
}
