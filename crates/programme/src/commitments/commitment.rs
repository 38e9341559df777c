//! A commitment in an action plan.

use madang_words::{Text, check_country, check_slug};
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

/// A commitment in an action plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommitmentRecorded {
    /// Identifier in the OGP's data: `KR0018`.
    pub id: String,
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
    /// The plan it belongs to, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action_plan: Option<String>,
    /// First year of its plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cycle: Option<u32>,
    /// Its number in the plan: `1b`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Its number as another source has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number_elsewhere: Option<NumberElsewhere>,
    /// Status in the source: `Inactive`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Start date, as the source has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_date: Option<String>,
    /// End date, as the source has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date: Option<String>,
    /// Policy areas in the source's vocabulary.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policy_areas: Vec<String>,
    /// Where those are written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy_areas_source: Option<String>,
    /// Policy areas as a later rendering of the same record has them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policy_areas_newer: Vec<String>,
    /// Where those are written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy_areas_newer_source: Option<String>,
    /// Where it was taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A number in another source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberElsewhere {
    /// The number.
    pub number: String,
    /// Where it is written.
    pub source: String,
}

/// A title in another source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleElsewhere {
    /// The title.
    pub title: Text,
    /// Where it is written.
    pub source: String,
}

/// A group of services that a commitment names, with examples of whom it is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedGroup {
    /// The group.
    pub group: Text,
    /// Examples.
    pub examples: Vec<Text>,
}

/// The content `text` of `commitment.recorded/1`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommitmentText {
    /// Title; absent where the source has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// Title as another source has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_elsewhere: Option<TitleElsewhere>,
    /// The country's name as a newer rendering has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country_name_newer: Option<Text>,
    /// Theme it stands under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<Text>,
    /// Lead institution as on the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_institution: Option<Text>,
    /// Responsible institution as in the reviewer's report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible_institution: Option<Text>,
    /// Supporting institutions as in the reviewer's report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supporting_institutions: Option<Text>,
    /// Description as published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
    /// Description as corrected by the reviewer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description_corrected: Option<Text>,
    /// What it is meant to bring about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aims: Vec<Text>,
    /// Ways of taking part that were promised.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instruments: Vec<Text>,
    /// Targets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<Target>,
    /// Groups of services that it names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub service_groups: Vec<NamedGroup>,
    /// Whom to credit for the data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<String>,
}

/// A target in a commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// What is to be reached.
    pub what: Text,
    /// How many, where it is a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<u64>,
    /// By which year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<u32>,
}

impl Content for CommitmentText {
    fn check(&self, rules: u32) -> Checked {
        // A source leaves out what it likes; what it has says something.
        if rules < 4 {
            return Ok(());
        }
        let elsewhere = self.title_elsewhere.as_ref();
        let titles = self.title.iter().chain(elsewhere.map(|other| &other.title));
        checked::texts("title", titles)?;
        checked::not_blank("title_elsewhere", elsewhere.map(|other| &other.source))?;
        for (field, text) in [
            ("country_name_newer", &self.country_name_newer),
            ("theme", &self.theme),
            ("lead_institution", &self.lead_institution),
            ("responsible_institution", &self.responsible_institution),
            ("supporting_institutions", &self.supporting_institutions),
            ("description", &self.description),
            ("description_corrected", &self.description_corrected),
        ] {
            checked::texts(field, text)?;
        }
        checked::texts("aims", &self.aims)?;
        checked::texts("instruments", &self.instruments)?;
        checked::texts("targets", self.targets.iter().map(|target| &target.what))?;
        checked::year(
            "targets.by",
            self.targets.iter().filter_map(|target| target.by),
        )?;
        for group in &self.service_groups {
            checked::texts(
                "service_groups",
                group.examples.iter().chain([&group.group]),
            )?;
        }
        checked::not_blank("attribution", &self.attribution)
    }
}

impl CommitmentRecorded {
    /// Checks dates, years and what else it gives.
    pub(super) fn check_dates(&self, state: &State) -> Checked {
        state.check_source_date("start_date", self.start_date.as_deref())?;
        state.check_source_date("end_date", self.end_date.as_deref())?;
        if state.rules() < 4 {
            return Ok(());
        }
        checked::period(self.start_date.as_deref(), self.end_date.as_deref())?;
        checked::year("cycle", self.cycle)?;
        let sources = self.policy_areas_source.iter();
        let sources = sources.chain(&self.policy_areas_newer_source);
        checked::not_blank("policy_areas_source", sources)?;
        let areas = self.policy_areas.iter().chain(&self.policy_areas_newer);
        checked::not_blank("policy_areas", areas)?;
        checked::not_blank("number", &self.number)?;
        let elsewhere = self.number_elsewhere.iter();
        let elsewhere = elsewhere.flat_map(|other| [&other.number, &other.source]);
        checked::not_blank("number_elsewhere", elsewhere)?;
        checked::not_blank("status", &self.status)?;
        checked::not_blank("url", &self.url)
    }
}

impl Fact for CommitmentRecorded {
    const KIND: &'static str = "commitment.recorded/1";
    const ASKED: &'static str = "record_commitment";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<CommitmentText>(TEXT)];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let refs = match &self.action_plan {
            Some(plan) => vec![Relation::ActionPlan.to(state.action_plan(plan)?)],
            None => vec![],
        };
        Ok(Place::of_record(
            SubjectKind::Commitment.whole(&self.id),
            refs,
        ))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        check_slug("id", &self.id)?;
        check_country(&self.country)?;
        self.check_dates(state)?;
        let known = state.commitment(&self.id).ok();
        absent("commitment", &self.id, known.map(|known| known.entry))
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_commitment(&self.id, &self.country, entry);
        Ok(())
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

    #[test]
    fn from_rules_4_on_what_a_source_has_says_something() {
        let text = |aim: &str, by| CommitmentText {
            aims: vec![Text::new(Language::En, aim)],
            targets: vec![Target {
                what: Text::new(Language::En, "Fifty services"),
                value: Some(50),
                by: Some(by),
            }],
            ..CommitmentText::default()
        };
        for (text, now) in [
            (text("To serve", 2016), true),
            (text(" ", 2016), false),
            (text("To serve", 16), false),
            (CommitmentText::default(), true),
        ] {
            assert_eq!(text.check(3), Ok(()));
            assert_eq!(text.check(4).is_ok(), now, "{text:?}");
        }
        let recorded = |start: &str, end: &str, cycle, status: &str| CommitmentRecorded {
            id: "KR0018".to_owned(),
            country: "KR".to_owned(),
            action_plan: None,
            cycle: Some(cycle),
            number: None,
            number_elsewhere: None,
            status: Some(status.to_owned()),
            start_date: Some(start.to_owned()),
            end_date: Some(end.to_owned()),
            policy_areas: vec![],
            policy_areas_source: None,
            policy_areas_newer: vec![],
            policy_areas_newer_source: None,
            url: None,
        };
        for (facts, now) in [
            (recorded("2014-07-01", "2016-06-30", 2014, "Inactive"), true),
            (recorded("2014", "2014-06-30", 2014, "Inactive"), true),
            (
                recorded("2016-07-01", "2014-06-30", 2014, "Inactive"),
                false,
            ),
            (
                recorded("2014-07-01", "2016-06-30", 20_144, "Inactive"),
                false,
            ),
            (recorded("2014-07-01", "2016-06-30", 2014, " "), false),
        ] {
            assert_eq!(facts.check_dates(&State::held_to(3)), Ok(()));
            let checked = facts.check_dates(&State::held_to(4));
            assert_eq!(checked.is_ok(), now, "{facts:?}");
        }
    }
}
