//! Elections as one JSON object.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::gather::{Gathered, ReadBallot, align};
use super::place::{Place, Source};
use super::texts::{Amount, Scores, Texts};
use crate::builder::ProjectDraft;
use crate::decimal::Decimal;
use crate::election::{Election, ScoreSheet, VoteType};
use crate::pabulib::{ParseError, ReadOptions};
use crate::warning::{WarningKind, Warnings};
use crate::wording::wording;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document<'t> {
    vote_type: VoteType,
    budget: Option<Amount>,
    number: Option<u32>,
    #[serde(default)]
    meta: Texts,
    #[serde(borrow)]
    projects: Vec<&'t RawValue>,
    #[serde(borrow)]
    ballots: Vec<&'t RawValue>,
    #[serde(borrow, default)]
    score_sheets: Vec<&'t RawValue>,
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
    #[serde(default)]
    columns: Texts,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct BallotDocument {
    projects: Vec<String>,
    points: Option<Vec<Amount>>,
    weight: Option<u64>,
    #[serde(default)]
    voter: Texts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetDocument {
    body: String,
    expert: String,
    scores: Scores,
}

/// Columns of a project that have a field of their own.
pub(super) const FIELDS: [&str; 11] = [
    "project_id",
    "id",
    "cost",
    "name",
    "group",
    "category",
    "categories",
    "beneficiaries",
    "target",
    "targets",
    "audiences",
];
/// Columns of a ballot that have a field of their own.
pub(super) const BALLOT_FIELDS: [&str; 3] = ["vote", "points", "weight"];

/// Reads an election from JSON text; `source` names it in errors. As [`read_json_with`], with the usual options.
///
/// # Errors
/// The first thing that cannot be accepted, with line, column and field.
pub fn read_json(text: &str, source: &str) -> Result<Election, ParseError> {
    let options = ReadOptions {
        source_name: Some(source.to_owned()),
        ..ReadOptions::default()
    };
    read_json_with(text, &options)
}

/// Reads an election from JSON text.
///
/// # Errors
/// The first thing that cannot be accepted, with line, column and field.
pub fn read_json_with(text: &str, options: &ReadOptions) -> Result<Election, ParseError> {
    let source = Source::new(options.source_name.as_deref().unwrap_or("JSON"), text);
    let document: Document<'_> = serde_json::from_str(source.text())
        .map_err(|problem| source.json_fault(source.text(), "election", &problem))?;
    let meta: Vec<(String, String)> = document.meta.into_pairs().collect();
    check_meta(&source, &meta, document.vote_type, document.budget)?;
    let mut warnings = Warnings::default();
    if let Some(budget) = &document.budget {
        let place = Place::Offset(0);
        note_comma(&source, place, "budget", budget, &mut warnings);
    }
    let projects = read_projects(&source, &document.projects, &mut warnings)?;
    let mut sheets = Vec::with_capacity(document.score_sheets.len());
    for raw in &document.score_sheets {
        sheets.push((source.place_of(raw.get()), read_sheet(&source, raw)?));
    }
    let mut ballots = Vec::with_capacity(document.ballots.len());
    let mut told = Vec::with_capacity(document.ballots.len());
    for (number, raw) in (1u64..).zip(&document.ballots) {
        let (ballot, voter) = read_ballot(&source, raw, number, document.vote_type, &mut warnings)?;
        ballots.push(ballot);
        told.push(voter);
    }
    let headers = align(told, |ballot, row| ballots[ballot].about = row);
    let gathered = Gathered {
        sources: [source; 2],
        vote_type: document.vote_type,
        meta,
        budget: document.budget.map(|budget| budget.value),
        number: document.number,
        projects,
        sheets,
        ballots,
        headers,
        voter_at: None,
        warnings,
    };
    gathered.build(options)
}

/// Metadata that state the kind of ballots or the budget must say what the object says.
fn check_meta(
    source: &Source<'_>,
    meta: &[(String, String)],
    vote_type: VoteType,
    budget: Option<Amount>,
) -> Result<(), ParseError> {
    for (key, value) in meta {
        let agrees = match key.as_str() {
            "vote_type" => value == vote_type.as_str(),
            "budget" => {
                budget.is_some_and(|budget| Decimal::parse_fraction(value) == Ok(budget.value))
            }
            _ => true,
        };
        if !agrees {
            let text = wording!(
                "error-meta-differs",
                "`meta` states `{value}`, but `{key}` beside it something else or nothing: state one",
                value = value,
                key = key
            );
            return Err(source.fault(Place::Offset(0), key, text));
        }
    }
    Ok(())
}

/// Counts a comma that was read as the decimal sign.
fn note_comma(
    source: &Source<'_>,
    place: Place,
    field: &str,
    amount: &Amount,
    warnings: &mut Warnings,
) {
    if amount.comma {
        warnings.add(WarningKind::DecimalComma, || {
            let text = wording!(
                "error-with-comma",
                "{amount} with a comma as decimal sign",
                amount = amount.value
            );
            source.fault(place, field, text).wording()
        });
    }
}

fn read_projects(
    source: &Source<'_>,
    list: &[&RawValue],
    warnings: &mut Warnings,
) -> Result<Vec<(Place, ProjectDraft)>, ParseError> {
    let (mut projects, mut others) = (Vec::with_capacity(list.len()), Vec::new());
    for (number, raw) in (1u64..).zip(list) {
        let field = format!("project {number}");
        let place = source.place_of(raw.get());
        let project: ProjectDocument = serde_json::from_str(raw.get())
            .map_err(|problem| source.json_fault(raw.get(), &field, &problem))?;
        let columns: Vec<(String, String)> = project.columns.into_pairs().collect();
        if let Some((key, _)) = columns
            .iter()
            .find(|(key, _)| FIELDS.contains(&key.as_str()))
        {
            let text = wording!(
                "error-in-columns",
                "`{key}` stands in `columns`, but a project has a field for it",
                key = key
            );
            return Err(source.fault(place, &field, text));
        }
        others.push(columns);
        note_comma(source, place, &field, &project.cost, warnings);
        projects.push((
            place,
            ProjectDraft {
                name: project.name,
                group: project.group,
                audiences: project.audiences,
                categories: project.categories,
                ..ProjectDraft::new(project.id, project.cost.value)
            },
        ));
    }
    let any = |told: fn(&ProjectDraft) -> bool| projects.iter().any(|(_, draft)| told(draft));
    let kept = [
        true,
        true,
        any(|draft| !draft.name.is_empty()),
        any(|draft| draft.group.is_some()),
        any(|draft| !draft.categories.is_empty()),
        any(|draft| !draft.audiences.is_empty()),
    ];
    let mut rows = vec![Vec::new(); projects.len()];
    let names = align(others, |project, row| rows[project] = row);
    for ((_, draft), row) in projects.iter_mut().zip(rows) {
        let own = [
            ("project_id", draft.id.clone()),
            ("cost", draft.cost.to_string()),
            ("name", draft.name.clone()),
            ("group", draft.group.clone().unwrap_or_default()),
            ("category", draft.categories.join(",")),
            ("beneficiaries", draft.audiences.join(",")),
        ];
        let own = own.into_iter().zip(kept).filter(|(_, kept)| *kept);
        let own = own.map(|((name, text), _)| (name.to_owned(), text));
        draft.columns = own.chain(names.iter().cloned().zip(row)).collect();
    }
    Ok(projects)
}

/// A ballot, and what its voter told.
fn read_ballot(
    source: &Source<'_>,
    raw: &RawValue,
    number: u64,
    vote_type: VoteType,
    warnings: &mut Warnings,
) -> Result<(ReadBallot, Vec<(String, String)>), ParseError> {
    let field = format!("ballot {number}");
    let place = source.place_of(raw.get());
    let fault = |problem: serde_json::Error| source.json_fault(raw.get(), &field, &problem);
    let ballot = if raw.get().starts_with('[') {
        BallotDocument {
            projects: serde_json::from_str(raw.get()).map_err(fault)?,
            ..BallotDocument::default()
        }
    } else {
        serde_json::from_str(raw.get()).map_err(fault)?
    };
    let listed = ballot.projects.len();
    let points = match (ballot.points, vote_type.has_points()) {
        (Some(points), true) if points.len() == listed => {
            for points in &points {
                note_comma(source, place, &field, points, warnings);
            }
            points.into_iter().map(|points| points.value).collect()
        }
        (None, false) => vec![Decimal::from(1); listed],
        (points, _) => {
            let text = wording!(
                "error-points-of-type",
                "{listed} projects and {points} points on {kind} ballots: give points for each project on cumulative and scoring ballots, and none on others",
                listed = listed,
                points = points.map_or(0, |points| points.len()),
                kind = vote_type.as_str()
            );
            return Err(source.fault(place, &field, text));
        }
    };
    let voter: Vec<(String, String)> = ballot.voter.into_pairs().collect();
    if let Some((key, _)) = voter
        .iter()
        .find(|(key, _)| BALLOT_FIELDS.contains(&key.as_str()))
    {
        let text = wording!(
            "error-in-voter",
            "`{key}` stands in `voter`, but belongs to the ballot",
            key = key
        );
        return Err(source.fault(place, &field, text));
    }
    let read = ReadBallot {
        place,
        choices: ballot.projects.into_iter().zip(points).collect(),
        weight: ballot.weight.unwrap_or(1),
        about: Vec::new(),
    };
    Ok((read, voter))
}

/// One expert's score sheet.
pub(super) fn read_sheet(source: &Source<'_>, raw: &RawValue) -> Result<ScoreSheet, ParseError> {
    let sheet: SheetDocument = serde_json::from_str(raw.get())
        .map_err(|problem| source.json_fault(raw.get(), "score sheet", &problem))?;
    let scores = sheet.scores.into_map();
    Ok(ScoreSheet::new(sheet.body, sheet.expert, scores))
}
