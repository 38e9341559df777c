//! The forms of an ending: to waive something, and to assess the say that people had.

use madang_programme::consultations::{Influence, Part, WaiverGround};
use maud::{Markup, html};
use serde::Serialize;

use crate::consultations::ending::labels;
use crate::consultations::labels::promised;
use crate::frame::act::Places;
use crate::frame::fields::{InBoth, Words, day_field, radios, words_area};
use crate::frame::form::{Choice, Field, text_area};
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;

/// What is waived.
pub const PART: Field = Field::new("part", "ending-part");
/// On which ground.
pub const GROUND: Field = Field::new("ground", "ending-ground");
/// Until when.
pub const UNTIL: Field = Field::new("until", "ending-until");
/// Why.
pub const WHY: InBoth = InBoth::new(
    ("reason", "ending-why"),
    ("reason-other", "programme-set-other"),
);
/// The say that people had.
pub const LEVEL: Field = Field::new("level", "ending-level");
/// The entries that show it.
pub const EVIDENCE: Field = Field::new("evidence", "ending-evidence");

/// Where on the forms stands what the record calls by these names.
pub const PLACES: Places<'_> = &[
    ("part", PART),
    ("ground", GROUND),
    ("until", UNTIL),
    ("reason", WHY.here),
    ("level", LEVEL),
    ("evidence", EVIDENCE),
];

/// What was typed into either.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Typed {
    part: String,
    ground: String,
    /// Until when.
    pub until: String,
    level: String,
    evidence: String,
    /// Why.
    pub why: Words,
}

impl Typed {
    /// Reads the fields.
    pub fn read(query: &mut Query) -> Typed {
        Typed {
            part: query.text(PART),
            ground: query.text(GROUND),
            until: query.text(UNTIL),
            level: query.text(LEVEL),
            evidence: query.text(EVIDENCE),
            why: Words::read(query, WHY),
        }
    }

    /// What is waived, and on which ground; what is none is noted.
    pub fn waives(&self, query: &mut Query) -> (Option<Part>, Option<WaiverGround>) {
        let parts = Part::ALL.iter().map(|part| (part.name(), *part));
        let part = query.chosen(PART, parts);
        let grounds = WaiverGround::ALL.iter().map(|one| (one.name(), *one));
        let ground = query.chosen(GROUND, grounds);
        if self.until.is_empty() {
            query.refuse(UNTIL, "error-empty", "", "");
        }
        (part, ground)
    }

    /// The say that people had, and the entries that show it; what is none is noted.
    pub fn finds(&self, query: &mut Query) -> (Option<Influence>, Option<Vec<u64>>) {
        let levels = Influence::ALL.iter().map(|one| (one.name(), *one));
        let level = query.chosen(LEVEL, levels);
        let mut entries = Vec::new();
        let named = self.evidence.split([',', ' ', '\n']).map(str::trim);
        for entry in named.filter(|entry| !entry.is_empty()) {
            // The address of an entry's page names it as well.
            let number = entry
                .rsplit('/')
                .next()
                .and_then(|number| number.parse().ok());
            match number {
                Some(number) => entries.push(number),
                None => {
                    query.refuse(EVIDENCE, "ending-evidence-bad", entry, "");
                    return (level, None);
                }
            }
        }
        if entries.is_empty() {
            query.refuse(EVIDENCE, "error-empty", "", "");
        }
        (level, Some(entries))
    }

    /// The fields of the form that waives something.
    pub fn waiving(&self, ui: &Ui, errors: &[FieldError]) -> Markup {
        let parts = Part::ALL.iter();
        let parts: Vec<Choice> = parts
            .map(|part| (part.name().to_owned(), labels::part(ui, *part)))
            .collect();
        let grounds = WaiverGround::ALL.iter();
        let grounds: Vec<Choice> = grounds
            .map(|one| (one.name().to_owned(), labels::ground(ui, *one)))
            .collect();
        html! {
            (radios(ui, errors, PART, &parts, &self.part))
            (radios(ui, errors, GROUND, &grounds, &self.ground))
            (day_field(ui, errors, UNTIL, Some("ending-until-hint"), &self.until))
            (words_area(ui, errors, WHY, &self.why))
        }
    }

    /// The fields of the form that assesses.
    pub fn assessing(&self, ui: &Ui, errors: &[FieldError]) -> Markup {
        let levels = Influence::ALL.iter();
        let levels: Vec<Choice> = levels
            .map(|one| (one.name().to_owned(), promised(ui, *one)))
            .collect();
        html! {
            (radios(ui, errors, LEVEL, &levels, &self.level))
            p.hint { (ui.t("ending-evidence-hint")) }
            (text_area(ui, errors, EVIDENCE, &self.evidence))
            (words_area(ui, errors, WHY, &self.why))
        }
    }
}
