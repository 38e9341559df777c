//! Elections as one JSON object.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::{ReadBallot, build, contradiction, error};
use crate::builder::{ElectionBuilder, ProjectDraft};
use crate::decimal::{Decimal, shown};
use crate::election::{Election, ScoreSheet, VoteType};
use crate::pabulib::ParseError;
use crate::warning::WarningKind;

/// A text or a plain number, read as written.
#[derive(Clone, Copy)]
struct Amount {
    value: Decimal,
    /// Whether a comma was the decimal sign.
    comma: bool,
}

/// As [`Amount`], but no comma is taken for a decimal sign.
#[derive(Clone, Copy)]
struct Score(Decimal);

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <Box<RawValue>>::deserialize(deserializer)?;
        let text = raw.get().trim_matches('"');
        let value = Decimal::parse(text)
            .map_err(|reason| D::Error::custom(format!("`{}`: {reason}", shown(text))))?;
        let comma = text.contains(',');
        Ok(Self { value, comma })
    }
}

impl<'de> Deserialize<'de> for Score {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Amount { value, comma } = Amount::deserialize(deserializer)?;
        if comma {
            let text = "a score with a comma: write a point as decimal sign";
            return Err(D::Error::custom(text));
        }
        Ok(Self(value))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    vote_type: VoteType,
    budget: Option<Amount>,
    number: Option<u32>,
    #[serde(default)]
    meta: BTreeMap<String, String>,
    projects: Vec<ProjectDocument>,
    ballots: Vec<Box<RawValue>>,
    #[serde(default)]
    score_sheets: Vec<SheetDocument>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProjectDocument {
    id: String,
    cost: Amount,
    #[serde(default)]
    name: String,
    group: Option<String>,
    #[serde(default)]
    audiences: Vec<String>,
    #[serde(default)]
    categories: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BallotDocument {
    projects: Vec<String>,
    points: Option<Vec<Amount>>,
    weight: Option<u64>,
    #[serde(default)]
    voter: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SheetDocument {
    body: String,
    expert: String,
    scores: BTreeMap<String, Score>,
}

impl From<SheetDocument> for ScoreSheet {
    fn from(sheet: SheetDocument) -> Self {
        let scores = sheet.scores.into_iter().map(|(id, score)| (id, score.0));
        Self {
            body: sheet.body,
            expert: sheet.expert,
            scores: scores.collect(),
        }
    }
}

/// The error of a JSON parser with its place.
pub(super) fn json_error(source: &str, field: &str, problem: &serde_json::Error) -> ParseError {
    let (line, column) = (problem.line() as u64, problem.column() as u64);
    let text = problem.to_string();
    let text = text.split(" at line ").next().unwrap_or(&text).to_owned();
    error(source, line, column, field, contradiction(text))
}

/// Reads an election from JSON text; `source` names it in errors.
///
/// # Errors
/// The first thing that cannot be accepted: for syntax with line and column, else with its field.
pub fn read_json(text: &str, source: &str) -> Result<Election, ParseError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let document: Document =
        serde_json::from_str(text).map_err(|problem| json_error(source, "election", &problem))?;
    let mut builder = Election::builder(document.vote_type);
    for (key, value) in document.meta {
        builder.meta(key, value);
    }
    let comma = |builder: &mut ElectionBuilder, amount: &Amount, of: &dyn Fn() -> String| {
        if amount.comma {
            builder.warn(WarningKind::DecimalComma, || format!("{source}: {}", of()));
        }
    };
    if let Some(budget) = document.budget {
        comma(&mut builder, &budget, &|| "budget".to_owned());
        builder.budget(budget.value);
    }
    if let Some(number) = document.number {
        builder.number(number);
    }
    for project in document.projects {
        comma(&mut builder, &project.cost, &|| {
            format!("cost of project `{}`", project.id)
        });
        builder.add_project(ProjectDraft {
            name: project.name,
            group: project.group,
            audiences: project.audiences,
            categories: project.categories,
            ..ProjectDraft::new(project.id, project.cost.value)
        });
    }
    for sheet in document.score_sheets {
        builder.add_score_sheet(sheet.into());
    }
    let mut ballots = Vec::with_capacity(document.ballots.len());
    for (number, raw) in (1u64..).zip(&document.ballots) {
        let field = format!("ballot {number}");
        let fault = |problem: serde_json::Error| {
            // The parser counts from the ballot's own beginning; the number of the ballot leads.
            let inner = json_error(source, &field, &problem);
            error(source, 0, 0, &field, inner.kind)
        };
        let ballot = if raw.get().starts_with('[') {
            BallotDocument {
                projects: serde_json::from_str(raw.get()).map_err(fault)?,
                points: None,
                weight: None,
                voter: BTreeMap::new(),
            }
        } else {
            serde_json::from_str(raw.get()).map_err(fault)?
        };
        let listed = ballot.projects.len();
        let points = match (ballot.points, document.vote_type.has_points()) {
            (Some(points), true) if points.len() == listed => {
                for points in &points {
                    comma(&mut builder, points, &|| format!("points of {field}"));
                }
                points.into_iter().map(|points| points.value).collect()
            }
            (None, false) => vec![Decimal::from(1); listed],
            (points, _) => {
                let text = format!(
                    "{listed} projects and {} points on {} ballots: give points for each project \
                     on cumulative and scoring ballots, and none on others",
                    points.map_or(0, |points| points.len()),
                    document.vote_type.as_str()
                );
                return Err(error(source, 0, 0, &field, contradiction(text)));
            }
        };
        ballots.push((
            ReadBallot {
                line: 0,
                choices: ballot.projects.into_iter().zip(points).collect(),
                weight: ballot.weight.unwrap_or(1),
                about: Vec::new(),
            },
            ballot.voter,
        ));
    }
    let keys: BTreeSet<String> = ballots
        .iter()
        .flat_map(|(_, v)| v.keys().cloned())
        .collect();
    let headers: Vec<String> = keys.into_iter().collect();
    let ballots = ballots.into_iter().map(|(mut ballot, voter)| {
        let told = headers
            .iter()
            .map(|key| voter.get(key).cloned().unwrap_or_default());
        ballot.about = told.collect();
        ballot
    });
    let ballots = ballots.collect();
    build(source, builder, ballots, headers)
}
