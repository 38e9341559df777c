//! Test cases of rules: a file of rules with facts and days, and what comes of each.
//!
//! ```json
//! {"parameters": "…", "vectors": [{"id", "rule", "facts", "day"}], "errors": [{"id", "rule"} or {"id", "parameters"}]}
//! ```

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::day::Day;
use crate::error::{ErrorCode, RuleError};
use crate::explain::Variable;
use crate::parameters::Parameters;
use crate::parse::parse;
use crate::profile::{Profile, ProfileError, ProfileProblem};
use crate::slip::Slip;
use crate::truth::Truth;

/// A file of test cases. Other keys are for people.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct VectorFile {
    /// The text of the parameters for all of them.
    #[serde(default)]
    pub parameters: String,
    /// Rules with facts.
    #[serde(default)]
    pub vectors: Vec<Vector>,
    /// Texts with a mistake.
    #[serde(default)]
    pub errors: Vec<Mistaken>,
}

/// A rule with facts on a day.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct Vector {
    /// Its name.
    pub id: String,
    /// The text of the rule.
    pub rule: String,
    /// What is known: `person`, `household`, `business`.
    pub facts: Value,
    /// The day that is asked about.
    pub day: String,
}

/// A text with a mistake: of a rule, or of parameters.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct Mistaken {
    /// Its name.
    pub id: String,
    /// The text of a rule.
    pub rule: Option<String>,
    /// The text of parameters.
    pub parameters: Option<String>,
}

/// What came of a case.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Found {
    /// The rule and the facts could be read.
    Settled(Settled),
    /// Persons are counted of whom some are not described: the value alone.
    Open {
        /// The Kleene value.
        value: &'static str,
        /// Always null.
        sets: Option<()>,
    },
    /// The text has mistakes; the first of them.
    Mistake(RuleError),
    /// The facts or the day have mistakes.
    Facts {
        /// What is wrong.
        facts: Vec<ProfileError>,
    },
    /// The text was to have a mistake and has none.
    NoMistake {
        /// Always null.
        error: Option<()>,
        /// Always null.
        line: Option<()>,
    },
}

/// What can be said of a rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Settled {
    /// The Kleene value: `T`, `F`, `U`; `none` for a rule that is not in force.
    pub value: &'static str,
    /// The value that all completions share.
    pub exact: &'static str,
    /// Minimal sets of missing facts that can make it true.
    pub yes: Vec<Vec<Variable>>,
    /// The same for false.
    pub no: Vec<Vec<Variable>>,
    /// What still matters.
    pub relevant: Vec<Variable>,
    /// Said where not everything could be tried.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub bounded: bool,
}

fn letter(value: Truth) -> &'static str {
    match value {
        Truth::True => "T",
        Truth::False => "F",
        Truth::Unknown => "U",
    }
}

impl VectorFile {
    /// A name that two cases have: one would stand in the place of the other.
    #[must_use]
    pub fn twice(&self) -> Option<&str> {
        let vectors = self.vectors.iter().map(|vector| vector.id.as_str());
        let errors = self.errors.iter().map(|mistaken| mistaken.id.as_str());
        let mut seen = BTreeSet::new();
        vectors.chain(errors).find(|id| !seen.insert(*id))
    }

    /// The cases whose rule holds for everybody, true, or for nobody.
    #[must_use]
    pub fn regardless(&self) -> Vec<(&str, bool)> {
        let parameters = Parameters::read(&self.parameters).unwrap_or_default();
        let holds = |vector: &Vector| {
            let rule = parse(&vector.rule, &parameters).ok()?;
            rule.holds_regardless(&parameters)
        };
        let vectors = self.vectors.iter();
        vectors
            .filter_map(|vector| Some((vector.id.as_str(), holds(vector)?)))
            .collect()
    }

    /// Checks every case, by its name.
    ///
    /// # Errors
    /// The mistakes in the file's own parameters.
    pub fn check(&self) -> Result<BTreeMap<String, Found>, Vec<RuleError>> {
        let parameters = Parameters::read(&self.parameters)?;
        let vectors = self
            .vectors
            .iter()
            .map(|vector| (vector.id.clone(), vector.check(&parameters)));
        let errors = self
            .errors
            .iter()
            .map(|mistaken| (mistaken.id.clone(), mistaken.check(&parameters)));
        Ok(vectors.chain(errors).collect())
    }
}

impl Vector {
    fn check(&self, parameters: &Parameters) -> Found {
        let rule = match parse(&self.rule, parameters) {
            Ok(rule) => rule,
            Err(errors) => return mistake(errors),
        };
        let Ok(day) = self.day.parse::<Day>() else {
            let (place, problem) = ("day".to_owned(), ProfileProblem::NoDay);
            let facts = vec![ProfileError { place, problem }];
            return Found::Facts { facts };
        };
        let profile = match Profile::read_facts(&self.facts, day, &[]) {
            Ok(profile) => profile,
            Err(facts) => return Found::Facts { facts },
        };
        match rule.insight(&profile, parameters) {
            None => {
                let (yes, no, relevant) = Default::default();
                Found::Settled(Settled {
                    value: "none",
                    exact: "none",
                    yes,
                    no,
                    relevant,
                    bounded: false,
                })
            }
            Some(insight) if insight.open => Found::Open {
                value: letter(insight.value),
                sets: None,
            },
            Some(insight) => Found::Settled(Settled {
                value: letter(insight.value),
                exact: letter(insight.exact),
                yes: insight.yes,
                no: insight.no,
                relevant: insight.relevant,
                bounded: insight.bounded,
            }),
        }
    }
}

impl Mistaken {
    fn check(&self, parameters: &Parameters) -> Found {
        let own = self.parameters.as_deref().map(Parameters::read);
        let parameters = match &own {
            Some(Err(errors)) => return mistake(errors.clone()),
            Some(Ok(own)) => own,
            None => parameters,
        };
        match self.rule.as_deref().map(|rule| parse(rule, parameters)) {
            Some(Err(errors)) => mistake(errors),
            _ => Found::NoMistake {
                error: None,
                line: None,
            },
        }
    }
}

fn mistake(errors: Vec<RuleError>) -> Found {
    let first = errors.into_iter().next();
    Found::Mistake(first.unwrap_or_else(|| RuleError::new(ErrorCode::Syntax, 0, Slip::Nothing)))
}
