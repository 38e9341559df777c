//! What an independent reviewer found.

use madang_words::{Text, check_not_blank, check_partial_date, check_slug, check_title};
use serde::{Deserialize, Serialize};

use super::checked;
use crate::becomes::Becomes;
use crate::contents::{Content, ContentRule, TEXT};
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::subject::SubjectKind;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::{Violation, absent};

/// When in the plan's life a review was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewStage {
    /// Mid-term (progress report).
    Midterm,
    /// End of term.
    EndOfTerm,
    /// Any other source: a data base, a later page.
    Other,
}

/// One coded value of a review: what, on which code list, and where it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodedValue {
    /// The indicator: `completion`, `potential_impact`, `did_it_open_government.civic_participation`, ….
    pub field: String,
    /// The milestone it is about; absent for the commitment as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub milestone: Option<String>,
    /// The label on the code list; labels, never numbers, since the numbers changed from year to year.
    pub value: String,
    /// The code list's version: `2014-16`.
    pub code_list: String,
    /// Report, page or file it is written in.
    pub source: String,
    /// What the reviewer rested it on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<Text>,
}

/// A review of a commitment by the independent reviewer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewRecorded {
    /// The commitment.
    pub commitment: String,
    /// The report's identifier: `KR-EOT-2014-2016`.
    pub report: String,
    /// Its title.
    pub report_title: String,
    /// Stage.
    pub stage: ReviewStage,
    /// The coded values.
    pub values: Vec<CodedValue>,
}

/// The content `text` of `review.recorded/1`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewText {
    /// Findings, one sentence each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Text>,
    /// Evidence that the reviewer looked for and did not find.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence_gaps: Vec<Text>,
    /// Recommendations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recommendations: Vec<Text>,
    /// Events the report names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<NamedEvent>,
    /// Numbered notes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

/// An event that a report names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedEvent {
    /// Date as far as the source gives it: `2014-02-27`, `2016-06`.
    pub date: String,
    /// What took place.
    pub what: Text,
    /// With whom: roles and institutions.
    pub who: Text,
}

/// A numbered note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Its number in the report.
    pub number: u32,
    /// Text.
    pub text: Text,
    /// Address it gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl Content for ReviewText {
    fn check(&self, rules: u32) -> Checked {
        // A report leaves out what it likes; what it has says something.
        if rules < 4 {
            return Ok(());
        }
        checked::texts("findings", &self.findings)?;
        checked::texts("evidence_gaps", &self.evidence_gaps)?;
        checked::texts("recommendations", &self.recommendations)?;
        for event in &self.events {
            check_partial_date("events.date", &event.date)?;
            checked::texts("events", [&event.what, &event.who])?;
        }
        checked::texts("notes", self.notes.iter().map(|note| &note.text))?;
        checked::not_blank(
            "notes.url",
            self.notes.iter().filter_map(|note| note.url.as_ref()),
        )
    }
}

impl Fact for ReviewRecorded {
    const KIND: &'static str = "review.recorded/1";
    const ASKED: &'static str = "record_review";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<ReviewText>(TEXT)];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        Ok(Place::of_record(
            SubjectKind::Review.of(&self.commitment, &self.report),
            vec![Relation::Commitment.to(state.commitment(&self.commitment)?.entry)],
        ))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        check_slug("report", &self.report)?;
        if state.rules() > 3 {
            check_not_blank("report_title", &self.report_title, 400)?;
            if state.rules() > 6 {
                check_title("report_title", &self.report_title)?;
            }
            for value in &self.values {
                checked::not_blank("values", [&value.code_list, &value.source])?;
                checked::texts("values.fact", &value.fact)?;
            }
        }
        let commitment = state.commitment(&self.commitment)?;
        for value in &self.values {
            check_not_blank("values.field", &value.field, 200)?;
            check_not_blank("values.value", &value.value, 400)?;
            if let Some(milestone) = &value.milestone
                && !commitment.milestones.contains_key(milestone)
            {
                return Err(Violation::unknown("milestone", milestone));
            }
        }
        let known = commitment.reviews.get(&self.report).copied();
        absent("review", &self.report, known)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_review(&self.commitment, &self.report, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        1_000
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

#[cfg(test)]
mod tests {
    use madang_words::Language;

    use super::*;

    fn event(date: &str, what: &str) -> ReviewText {
        let text = |text: &str| Text::new(Language::En, text);
        let event = NamedEvent {
            date: date.to_owned(),
            what: text(what),
            who: text("The ministry"),
        };
        ReviewText {
            events: vec![event],
            ..ReviewText::default()
        }
    }

    #[test]
    fn from_rules_4_on_what_a_report_has_says_something() {
        let note = |url: &str| ReviewText {
            notes: vec![Note {
                number: 1,
                text: Text::new(Language::En, "A note"),
                url: Some(url.to_owned()),
            }],
            ..ReviewText::default()
        };
        for (text, now) in [
            (event("2014-02", "A meeting"), true),
            (event("last spring", "A meeting"), false),
            (event("2014-02-30", "A meeting"), false),
            (event("2014", " "), false),
            (event("2014", &"x".repeat(10_001)), false),
            (note("https://example.org"), true),
            (note(" "), false),
            (ReviewText::default(), true),
        ] {
            assert_eq!(text.check(3), Ok(()));
            assert_eq!(text.check(4).is_ok(), now, "{text:?}");
        }
    }
}
