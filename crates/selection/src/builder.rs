//! Building an election in memory.

mod error;

use std::collections::BTreeMap;
use std::sync::OnceLock;

pub use error::BuildError;

use crate::Money;
use crate::ballots::Grouper;
use crate::decimal::{Decimal, DecimalError, MAX_DECIMALS};
use crate::election::{Election, Project, ScoreSheet, VoteType};
use crate::spelling::{normal, spelled, trimmed};
use crate::warning::{WarningKind, Warnings};
use crate::wording::wording;

/// A project before its cost is put on the election's scale.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProjectDraft {
    /// See [`Project`].
    pub id: String,
    /// Cost in the currency's main unit.
    pub cost: Decimal,
    /// See [`Project`].
    pub name: String,
    /// See [`Project`].
    pub group: Option<String>,
    /// See [`Project`].
    pub audiences: Vec<String>,
    /// See [`Project`].
    pub categories: Vec<String>,
    /// See [`Project`].
    pub columns: Vec<(String, String)>,
}

impl ProjectDraft {
    /// A project with an id and a cost.
    pub fn new(id: impl Into<String>, cost: impl Into<Decimal>) -> Self {
        Self {
            id: id.into(),
            cost: cost.into(),
            ..Self::default()
        }
    }

    /// The same project in a service group.
    #[must_use]
    pub fn in_group(mut self, group: impl Into<String>) -> Self {
        self.group = Some(group.into());
        self
    }

    /// The same project with a name.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }
}

/// The choices of a ballot with their points, and how many voters have it.
type DraftBallot = (Vec<(String, Decimal)>, u64);

/// Collects projects, ballots and limits; [`ElectionBuilder::build`] checks and groups them.
#[derive(Clone, Debug)]
pub struct ElectionBuilder {
    vote_type: VoteType,
    meta: Vec<(String, String)>,
    projects: Vec<ProjectDraft>,
    ballots: Vec<DraftBallot>,
    budget: Option<Decimal>,
    number: Option<u32>,
    score_sheets: Vec<ScoreSheet>,
    warnings: Warnings,
}

impl Election {
    /// Starts an election in memory.
    pub fn builder(vote_type: VoteType) -> ElectionBuilder {
        ElectionBuilder::new(vote_type)
    }
}

impl ElectionBuilder {
    pub(crate) fn new(vote_type: VoteType) -> Self {
        Self {
            vote_type,
            meta: Vec::new(),
            projects: Vec::new(),
            ballots: Vec::new(),
            budget: None,
            number: None,
            score_sheets: Vec::new(),
            warnings: Warnings::default(),
        }
    }

    /// Puts what was doubtful in the source of what is added before the builder's own warnings.
    pub(crate) fn begin_with(&mut self, warnings: Warnings) {
        self.warnings = warnings;
    }

    /// Adds a metadata entry.
    pub fn meta(&mut self, key: impl Into<String>, value: impl Into<String>) -> &mut Self {
        self.meta.push((key.into(), value.into()));
        self
    }

    /// Sets the budget in the currency's main unit.
    pub fn budget(&mut self, budget: impl Into<Decimal>) -> &mut Self {
        self.budget = Some(budget.into());
        self
    }

    /// Sets the number of projects to select.
    pub fn number(&mut self, number: u32) -> &mut Self {
        self.number = Some(number);
        self
    }

    /// Adds a project.
    pub fn add_project(&mut self, project: ProjectDraft) -> &mut Self {
        self.projects.push(project);
        self
    }

    /// Adds `weight` voters with the same ballot. `choices` are project ids with their points
    /// (ignored on approval ballots); on ordinal ballots they stand best first.
    pub fn add_ballot<I, S, P>(&mut self, choices: I, weight: u64) -> &mut Self
    where
        I: IntoIterator<Item = (S, P)>,
        S: Into<String>,
        P: Into<Decimal>,
    {
        let choices = choices
            .into_iter()
            .map(|(id, points)| (id.into(), points.into()))
            .collect();
        self.ballots.push((choices, weight));
        self
    }

    /// Adds `weight` voters who approve (or rank, best first) `ids`.
    pub fn add_approvals<I, S>(&mut self, ids: I, weight: u64) -> &mut Self
    where
        I: IntoIterator<Item = S>,
        S: Into<String>,
    {
        self.add_ballot(ids.into_iter().map(|id| (id, 1u64)), weight)
    }

    /// Adds an expert's scores.
    pub fn add_score_sheet(&mut self, sheet: ScoreSheet) -> &mut Self {
        self.score_sheets.push(sheet);
        self
    }

    /// Checks everything and groups the ballots. Choices with zero points are left out and counted
    /// in the warnings; a ballot of weight zero is ignored.
    ///
    /// # Errors
    /// The first thing that is wrong: an id twice, a project or ballot that cannot be, amounts that are too large.
    pub fn build(self) -> Result<Election, BuildError> {
        let mut warnings = self.warnings;
        let (decimals, budget, projects) = scale_projects(self.projects, self.budget)?;
        let index: BTreeMap<&str, u32> = projects
            .iter()
            .enumerate()
            .map(|(i, p)| (p.id.as_str(), i as u32))
            .collect();
        let has_points = self.vote_type.has_points();
        let mut grouper = Grouper::new(has_points, self.vote_type == VoteType::Ordinal);
        let points_decimals = decimals_of_points(self.vote_type, &self.ballots);
        grouper.widen_points(points_decimals);
        let mut reader = BallotReader {
            vote_type: self.vote_type,
            index: &index,
            points_decimals,
            listed_on: vec![0; projects.len()],
        };
        let (mut projects_on, mut points_on) = (Vec::new(), Vec::new());
        for (number, (choices, weight)) in (1u64..).zip(&self.ballots) {
            let resolved = reader.read(number, choices, &mut warnings)?;
            projects_on.clear();
            points_on.clear();
            projects_on.extend(resolved.iter().map(|(project, _)| *project));
            if has_points {
                points_on.extend(resolved.iter().map(|(_, points)| *points));
            }
            if *weight > 0 {
                grouper.add(&projects_on, &points_on, *weight)?;
            }
        }
        let sheets = check_score_sheets(self.score_sheets, &index)?;
        let (ballots, _) = grouper.finish(projects.len());
        Ok(Election {
            meta: self.meta,
            vote_type: self.vote_type,
            decimals,
            budget,
            number: self.number,
            projects,
            ballots: ballots.into(),
            score_sheets: sheets,
            voters: None,
            warnings,
            group_column: None,
            digest: OnceLock::new(),
        })
    }
}

/// Decimals on which all points are whole; none where ballots have no points.
fn decimals_of_points(vote_type: VoteType, ballots: &[DraftBallot]) -> u32 {
    let choices = ballots.iter().flat_map(|(choices, _)| choices);
    let decimals = choices.map(|(_, points)| points.decimals()).max();
    decimals.filter(|_| vote_type.has_points()).unwrap_or(0)
}

/// Looks up what ballots name.
struct BallotReader<'b> {
    vote_type: VoteType,
    index: &'b BTreeMap<&'b str, u32>,
    points_decimals: u32,
    /// By project the number of the last ballot that lists it.
    listed_on: Vec<u64>,
}

impl BallotReader<'_> {
    /// The projects of ballot `number` with their points, in the order in which ballots are grouped.
    fn read(
        &mut self,
        number: u64,
        choices: &[(String, Decimal)],
        warnings: &mut Warnings,
    ) -> Result<Vec<(u32, u32)>, BuildError> {
        if self.vote_type == VoteType::ChooseOne && choices.len() > 1 {
            return Err(BuildError::TooManyChoices {
                ballot: number,
                count: choices.len(),
            });
        }
        let mut resolved: Vec<(u32, u32)> = Vec::with_capacity(choices.len());
        for (id, points) in choices {
            let choice = self.choice(number, id, *points)?;
            let before = &mut self.listed_on[choice.0 as usize];
            if std::mem::replace(before, number) == number {
                return Err(BuildError::ProjectTwice {
                    ballot: number,
                    id: id.clone(),
                });
            }
            resolved.push(choice);
        }
        let listed = resolved.len();
        resolved.retain(|(_, points)| *points > 0);
        for _ in resolved.len()..listed {
            warnings.add(WarningKind::ZeroPoints, || {
                wording!("error-ballot", "ballot {number}", number = number)
            });
        }
        if resolved.is_empty() {
            warnings.add(WarningKind::EmptyBallot, || {
                wording!("error-ballot", "ballot {number}", number = number)
            });
        }
        if self.vote_type != VoteType::Ordinal {
            resolved.sort_unstable();
        }
        Ok(resolved)
    }

    fn choice(&self, number: u64, id: &str, points: Decimal) -> Result<(u32, u32), BuildError> {
        let Some(&project) = self.index.get(normal(id).as_ref()) else {
            return Err(BuildError::UnknownProject {
                ballot: number,
                id: id.to_owned(),
            });
        };
        let scaled = if self.vote_type.has_points() {
            let units = points.scaled(self.points_decimals);
            units.and_then(|units| u32::try_from(units).ok())
        } else {
            Some(1)
        };
        let scaled = scaled.ok_or_else(|| BuildError::Points {
            ballot: number,
            id: id.to_owned(),
            points,
        })?;
        Ok((project, scaled))
    }
}

pub(crate) fn check_score_sheets(
    sheets: Vec<ScoreSheet>,
    index: &BTreeMap<&str, u32>,
) -> Result<Vec<ScoreSheet>, BuildError> {
    let one_spelling = |sheet: ScoreSheet| ScoreSheet {
        body: spelled(&sheet.body).into_owned(),
        expert: spelled(&sheet.expert).into_owned(),
        scores: (sheet.scores.into_iter())
            .map(|(id, score)| (normal(&id).into_owned(), score))
            .collect(),
        top: sheet.top,
    };
    let mut sheets: Vec<ScoreSheet> = sheets.into_iter().map(one_spelling).collect();
    sheets.sort_by(|a, b| (&a.body, &a.expert).cmp(&(&b.body, &b.expert)));
    for pair in sheets.windows(2) {
        if pair[0].expert == pair[1].expert && pair[0].body == pair[1].body {
            return Err(BuildError::DuplicateExpert {
                expert: pair[0].expert.clone(),
            });
        }
    }
    for sheet in &sheets {
        if let Some(id) = sheet
            .scores
            .keys()
            .find(|id| !index.contains_key(id.as_str()))
        {
            let (expert, id) = (sheet.expert.clone(), id.clone());
            return Err(BuildError::UnknownScoredProject { expert, id });
        }
    }
    Ok(sheets)
}

fn each_spelled(names: Vec<String>) -> Vec<String> {
    let names = names.iter().map(|name| spelled(name).into_owned());
    names.collect()
}

/// Puts all costs and the budget on one scale and the projects into id order.
pub(crate) fn scale_projects(
    drafts: Vec<ProjectDraft>,
    budget: Option<Decimal>,
) -> Result<(u32, Option<Money>, Vec<Project>), BuildError> {
    let decimals = drafts
        .iter()
        .map(|draft| draft.cost.decimals())
        .chain(budget.map(|budget| budget.decimals()))
        .max()
        .unwrap_or(0)
        .min(MAX_DECIMALS);
    let scale = |project: Option<&str>, amount: Decimal| {
        amount
            .scaled(decimals)
            .map(Money)
            .ok_or(BuildError::Amount {
                project: project.map(str::to_owned),
                amount,
                reason: DecimalError::OutOfRange,
            })
    };
    let scaled_budget = budget.map(|b| scale(None, b)).transpose()?;
    let mut projects = Vec::with_capacity(drafts.len());
    for (position, draft) in drafts.into_iter().enumerate() {
        if draft.id.is_empty() || draft.id.contains(',') || trimmed(&draft.id) != draft.id {
            return Err(BuildError::BadProjectId { id: draft.id });
        }
        let id = normal(&draft.id).into_owned();
        let cost = scale(Some(&id), draft.cost)?;
        projects.push(Project {
            id,
            cost,
            name: draft.name,
            // As in files: blanks around a name are not part of it, and an empty one is none.
            group: draft
                .group
                .map(|group| spelled(&group).into_owned())
                .filter(|group| !group.is_empty()),
            audiences: each_spelled(draft.audiences),
            categories: each_spelled(draft.categories),
            columns: draft.columns,
            position,
        });
    }
    projects.sort_by(|a, b| a.id.cmp(&b.id));
    for pair in projects.windows(2) {
        if pair[0].id == pair[1].id {
            return Err(BuildError::DuplicateProject {
                id: pair[0].id.clone(),
            });
        }
    }
    Ok((decimals, scaled_budget, projects))
}
