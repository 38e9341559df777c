//! Something came of a phase of a design.

use madang_words::{Text, quoted};
use serde::{Deserialize, Serialize};

use super::phase::{DesignPhase, OutputKind};
use super::state::{MOST_OUTPUTS, place};
use crate::answers::Pointer;
use crate::becomes::Becomes;
use crate::consultations::PointsTo;
use crate::contents::{Content, ContentRule, TEXT};
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The longest title, in characters.
const MOST_TITLE: usize = 200;

/// The longest description, in characters.
const MOST_DESCRIPTION: usize = 10_000;

/// The most voices, needs and proposals that one thing cites.
pub const MOST_CITES: usize = 100;

/// The most figures of one thing.
pub const MOST_FIGURES: usize = 50;

/// The most people that something is tried with.
const MOST_PEOPLE: u32 = 1_000_000;

/// The longest figure, as it is written.
const MOST_DIGITS: usize = 20;

/// Something came of a phase: it can be looked at, and cites what people said. Its words are in the content `text`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DesignOutputAdded {
    /// The programme.
    pub programme: String,
    /// The design.
    pub design: String,
    /// Its number among what came of the design, from 1.
    pub no: u32,
    /// The phase, which is open.
    pub phase: DesignPhase,
    /// What kind of thing it is.
    pub kind: OutputKind,
    /// Where it can be looked at: a file of the record, by its entry, or an address.
    pub shown_by: Pointer,
    /// What people said that it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cites: Vec<PointsTo>,
    /// With how many people something was tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<u32>,
    /// What was counted or measured.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<DesignFigure>,
}

/// Something that was counted or measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DesignFigure {
    /// What, in which unit.
    pub what: Text,
    /// How much it was before, of what was tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// How much, a decimal number: `12.5`.
    pub value: String,
}

impl DesignFigure {
    fn check(&self, state: &State) -> Checked {
        state.check_title("what", &self.what, MOST_TITLE)?;
        check_decimal("value", &self.value)?;
        match &self.before {
            Some(before) => check_decimal("before", before),
            None => Ok(()),
        }
    }
}

/// Checks a decimal number as it is written: one number has one way to be written but for zeros at its end.
fn check_decimal(field: &'static str, text: &str) -> Checked {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = match digits.split_once('.') {
        Some((whole, part)) => (whole, Some(part)),
        None => (digits, None),
    };
    let only_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let fits = text.len() <= MOST_DIGITS
        && only_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && part.is_none_or(only_digits);
    match fits {
        true => Ok(()),
        false => {
            let reason = said!("design-figure", text = quoted(text));
            Err(Violation::field(field, reason))
        }
    }
}

/// The content `text` of what came of a phase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutputText {
    /// What it is called.
    pub title: Text,
    /// What it says, in short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
}

impl Content for OutputText {
    fn check(&self, _rules: u32) -> Checked {
        self.title.check("title", MOST_TITLE)?;
        if let Some(description) = &self.description {
            description.check("description", MOST_DESCRIPTION)?;
        }
        Ok(())
    }
}

impl DesignOutputAdded {
    /// What its kind asks for: a study has figures, a problem is somebody's need, a trial is measured.
    fn check_kind(&self) -> Checked {
        let tested = self.kind == OutputKind::PrototypeTest;
        match (self.kind, self.people) {
            (OutputKind::PrototypeTest, None) => {
                return Err(Violation::field("people", said!("design-people-missing")));
            }
            (_, Some(people)) if !tested || !(1..=MOST_PEOPLE).contains(&people) => {
                let reason = said!("design-people", most = MOST_PEOPLE);
                return Err(Violation::field("people", reason));
            }
            _ => {}
        }
        let measured = self.figures.iter().any(|figure| figure.before.is_some());
        let needs = self
            .cites
            .iter()
            .any(|one| matches!(one, PointsTo::Need(_)));
        match self.kind {
            OutputKind::FieldStudy if self.figures.is_empty() => {
                Err(Violation::field("figures", said!("design-study-figures")))
            }
            OutputKind::Pilot if !measured => {
                Err(Violation::field("figures", said!("design-pilot-measured")))
            }
            OutputKind::ProblemStatement if !needs => {
                Err(Violation::field("cites", said!("design-problem-need")))
            }
            _ => Ok(()),
        }
    }
}

impl Fact for DesignOutputAdded {
    const KIND: &'static str = "design.output_added/1";
    const ASKED: &'static str = "add_design_output";
    const WHO: &'static [Role] = &[Role::Official, Role::Facilitator];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<OutputText>(TEXT).public()];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let mut place = place(state, &self.programme, &self.design)?;
        for one in &self.cites {
            let entry = one.entry(state, &self.programme)?;
            place.refs.push(Relation::Cites.to(entry));
        }
        let shown = self.shown_by.reference();
        let new = shown.filter(|shown| !place.refs.contains(shown));
        place.refs.extend(new);
        Ok(place)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let known = state.works_on_design(&self.programme, &self.design, by)?;
        known.open_round(&self.design, self.phase)?;
        let next = known.outputs().saturating_add(1);
        if next > MOST_OUTPUTS {
            let reason = said!("design-outputs-many", most = MOST_OUTPUTS);
            return Err(Violation::out_of_turn(reason));
        }
        if usize::try_from(self.no) != Ok(next) {
            let reason = said!("design-output-next", next = next);
            return Err(Violation::field("no", reason));
        }
        self.shown_by.check("shown_by", state, by)?;
        if let Pointer::Entry(entry) = &self.shown_by
            && (*entry == 0 || known.promises(*entry))
        {
            let reason = said!("design-shows-itself", entry = *entry);
            return Err(Violation::field("shown_by", reason));
        }
        if self.cites.len() > MOST_CITES {
            let reason = said!("design-cites-many", most = MOST_CITES);
            return Err(Violation::field("cites", reason));
        }
        for (number, one) in self.cites.iter().enumerate() {
            one.entry(state, &self.programme)?;
            if self.cites[..number].contains(one) {
                let reason = said!("design-cites-twice", id = quoted(one.id()));
                return Err(Violation::field("cites", reason));
            }
        }
        if self.figures.len() > MOST_FIGURES {
            let reason = said!("design-figures-many", most = MOST_FIGURES);
            return Err(Violation::field("figures", reason));
        }
        let mut figures = self.figures.iter();
        figures.try_for_each(|figure| figure.check(state))?;
        self.check_kind()
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_output(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        200
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Nothing
    }

    fn about(&self) -> About<'_> {
        About::Nothing
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}
