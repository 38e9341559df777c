//! The forms of minutes: to draft, approve and put them right, to ask for a correction, and to settle one.

use madang_programme::consultations::{MinutesPart, Verdict};
use maud::{Markup, html};
use serde::Serialize;

use crate::consultations::minutes::labels;
use crate::frame::act::Places;
use crate::frame::fields::{InBoth, Words, radios, words_area};
use crate::frame::form::{Choice, Field, select};
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;

/// Which part is to be put right.
pub const PART: Field = Field::new("part", "minutes-part");
/// What is to be put right.
pub const ASK: InBoth = InBoth::new(
    ("text", "minutes-ask-text"),
    ("text-other", "programme-set-other"),
);
/// How a correction is settled.
pub const VERDICT: Field = Field::new("verdict", "minutes-verdict");
/// What was asked, for everybody.
pub const ASKED: InBoth = InBoth::new(
    ("asked", "minutes-asked"),
    ("asked-other", "programme-set-other"),
);
/// Why it is settled so.
pub const WHY: InBoth = InBoth::new(
    ("reason", "minutes-why"),
    ("reason-other", "programme-set-other"),
);
/// Whether as many were there as the rules of a body ask.
pub const QUORUM: Field = Field::new("quorum", "minutes-quorum");

/// What the choice of a quorum sends.
const YES: &str = "yes";

/// Where on the form of a correction stands what the record calls by these names.
pub const ASK_PLACES: Places<'_> = &[("item", PART), ("text", ASK.here)];
/// The same of the form that settles one.
pub const SETTLE_PLACES: Places<'_> = &[
    ("verdict", VERDICT),
    ("asked", ASKED.here),
    ("reason", WHY.here),
];

/// A correction as it was typed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Asked {
    part: String,
    /// What is to be put right.
    pub text: Words,
}

impl Asked {
    /// Reads the form.
    pub fn read(query: &mut Query) -> Asked {
        Asked {
            part: query.text(PART),
            text: Words::read(query, ASK),
        }
    }

    /// The part; what is none is noted.
    pub fn part(query: &mut Query) -> Option<MinutesPart> {
        let parts = MinutesPart::ALL.iter();
        query.chosen(PART, parts.map(|part| (part.name(), *part)))
    }

    /// The fields.
    pub fn fields(&self, ui: &Ui, errors: &[FieldError]) -> Markup {
        let parts = MinutesPart::ALL.iter();
        let parts = parts.map(|part| (part.name().to_owned(), labels::part(ui, *part)));
        let parts: Vec<Choice> = parts.collect();
        let choose = ui.t("consultation-choose");
        html! {
            (select(ui, errors, PART, Some(&choose), &parts, &self.part))
            (words_area(ui, errors, ASK, &self.text))
        }
    }
}

/// How a correction is settled, as it was typed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Settled {
    verdict: String,
    /// What was asked, for everybody.
    pub asked: Words,
    /// Why it is settled so.
    pub why: Words,
}

impl Settled {
    /// Reads the form.
    pub fn read(query: &mut Query) -> Settled {
        Settled {
            verdict: query.text(VERDICT),
            asked: Words::read(query, ASKED),
            why: Words::read(query, WHY),
        }
    }

    /// How it is settled; what is none is noted.
    pub fn verdict(query: &mut Query) -> Option<Verdict> {
        let all = Verdict::ALL.iter();
        query.chosen(VERDICT, all.map(|one| (one.name(), *one)))
    }

    /// The fields.
    pub fn fields(&self, ui: &Ui, errors: &[FieldError]) -> Markup {
        let all = Verdict::ALL.iter();
        let all: Vec<Choice> = all
            .map(|one| (one.name().to_owned(), labels::verdict(ui, *one)))
            .collect();
        html! {
            (radios(ui, errors, VERDICT, &all, &self.verdict))
            p.hint { (ui.t("minutes-asked-hint")) }
            (words_area(ui, errors, ASKED, &self.asked))
            (words_area(ui, errors, WHY, &self.why))
        }
    }
}

/// Whether as many were there as the rules of a body ask, as it was chosen: of a consultation in which one met it is asked.
pub fn quorum(query: &mut Query, of_body: bool, chosen: &str) -> Option<bool> {
    match (of_body, chosen) {
        (false, _) => None,
        (true, "") => {
            query.refuse(QUORUM, "error-empty", "", "");
            None
        }
        (true, chosen) => Some(chosen == YES),
    }
}

/// The field for that.
pub fn quorum_field(ui: &Ui, errors: &[FieldError], chosen: &str) -> Markup {
    let choices = [
        (YES.to_owned(), ui.t("minutes-quorum-met")),
        ("no".to_owned(), ui.t("minutes-quorum-not-met")),
    ];
    radios(ui, errors, QUORUM, &choices, chosen)
}
