//! Building an election in memory.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::Money;
use crate::ballots::{CapacityError, Grouper};
use crate::decimal::{Decimal, DecimalError, MAX_DECIMALS};
use crate::election::{Election, Project, ScoreSheet, VoteType};
use crate::spelling::{normal, spelled};
use crate::warning::{WarningKind, Warnings};

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

/// Why an election cannot be built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// Two projects have the same id.
    #[error("two projects have the id `{id}`: give each project an id of its own")]
    DuplicateProject {
        /// The id.
        id: String,
    },
    /// A project's id is empty or has a comma, which separates ids on ballots.
    #[error("`{id}` is no project id: an id is not empty and has no comma or blank at its ends")]
    BadProjectId {
        /// The id.
        id: String,
    },
    /// An amount does not fit the common scale.
    #[error("{} is {amount}: {reason}", whose(.project))]
    Amount {
        /// The project whose cost it is; the budget where there is none.
        project: Option<String>,
        /// The amount.
        amount: Decimal,
        /// What is wrong.
        reason: DecimalError,
    },
    /// A ballot lists a project that was not added.
    #[error("ballot {ballot} lists the project `{id}`, which does not exist")]
    UnknownProject {
        /// Number of the ballot (1 = first).
        ballot: u64,
        /// The id.
        id: String,
    },
    /// A ballot lists a project more than once.
    #[error("ballot {ballot} lists the project `{id}` more than once")]
    ProjectTwice {
        /// Number of the ballot (1 = first).
        ballot: u64,
        /// The id.
        id: String,
    },
    /// A choose-1 ballot lists more than one project.
    #[error("ballot {ballot} lists {count} projects although voters choose one")]
    TooManyChoices {
        /// Number of the ballot (1 = first).
        ballot: u64,
        /// How many.
        count: usize,
    },
    /// Points are missing, too many, or too large on the common scale.
    #[error(
        "ballot {ballot} gives project `{id}` {points} points: at most 4294967295 on the common scale"
    )]
    Points {
        /// Number of the ballot (1 = first).
        ballot: u64,
        /// The id.
        id: String,
        /// The points.
        points: Decimal,
    },
    /// A score sheet names a project that does not exist.
    #[error("the score sheet of {expert} scores the project `{id}`, which does not exist")]
    UnknownScoredProject {
        /// The expert.
        expert: String,
        /// The id.
        id: String,
    },
    /// Two score sheets have the same expert.
    #[error("two score sheets of one body are by {expert}: name each expert once")]
    DuplicateExpert {
        /// The expert.
        expert: String,
    },
    /// Too many ballots.
    #[error(transparent)]
    Capacity(#[from] CapacityError),
}

/// Whose amount is wrong, in words.
fn whose(project: &Option<String>) -> String {
    match project {
        Some(id) => format!("the cost of project `{id}`"),
        None => "the budget".to_owned(),
    }
}

/// Collects projects, ballots and limits; [`ElectionBuilder::build`] checks and groups them.
#[derive(Clone, Debug)]
pub struct ElectionBuilder {
    vote_type: VoteType,
    meta: Vec<(String, String)>,
    projects: Vec<ProjectDraft>,
    ballots: Vec<(Vec<(String, Decimal)>, u64)>,
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
    pub fn build(self) -> Result<Election, BuildError> {
        let mut warnings = self.warnings;
        let (decimals, budget, projects) = scale_projects(self.projects, self.budget)?;
        let index: BTreeMap<&str, u32> = projects
            .iter()
            .enumerate()
            .map(|(i, p)| (p.id.as_str(), i as u32))
            .collect();
        let points_decimals = self
            .ballots
            .iter()
            .flat_map(|(choices, _)| choices)
            .map(|(_, points)| points.decimals())
            .max()
            .filter(|_| self.vote_type.has_points())
            .unwrap_or(0);
        let ordered = self.vote_type == VoteType::Ordinal;
        let mut grouper = Grouper::new(self.vote_type.has_points(), ordered);
        grouper.widen_points(points_decimals);
        let (mut projects_on, mut points_on) = (Vec::new(), Vec::new());
        for (number, (choices, weight)) in (1u64..).zip(&self.ballots) {
            if self.vote_type == VoteType::ChooseOne && choices.len() > 1 {
                return Err(BuildError::TooManyChoices {
                    ballot: number,
                    count: choices.len(),
                });
            }
            let mut resolved: Vec<(u32, u32)> = Vec::with_capacity(choices.len());
            for (id, points) in choices {
                let Some(&project) = index.get(normal(id).as_ref()) else {
                    return Err(BuildError::UnknownProject {
                        ballot: number,
                        id: id.clone(),
                    });
                };
                let scaled = if self.vote_type.has_points() {
                    points
                        .scaled(points_decimals)
                        .and_then(|units| u32::try_from(units).ok())
                } else {
                    Some(1)
                };
                let Some(scaled) = scaled else {
                    let (id, points) = (id.clone(), *points);
                    return Err(BuildError::Points {
                        ballot: number,
                        id,
                        points,
                    });
                };
                if resolved.iter().any(|(known, _)| *known == project) {
                    return Err(BuildError::ProjectTwice {
                        ballot: number,
                        id: id.clone(),
                    });
                }
                resolved.push((project, scaled));
            }
            let listed = resolved.len();
            resolved.retain(|(_, points)| *points > 0);
            for _ in resolved.len()..listed {
                warnings.add(WarningKind::ZeroPoints, || format!("ballot {number}"));
            }
            if resolved.is_empty() {
                warnings.add(WarningKind::EmptyBallot, || format!("ballot {number}"));
            }
            if !ordered {
                resolved.sort_unstable();
            }
            projects_on.clear();
            points_on.clear();
            projects_on.extend(resolved.iter().map(|(project, _)| *project));
            if self.vote_type.has_points() {
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
        if draft.id.is_empty() || draft.id.contains(',') || draft.id.trim() != draft.id {
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
