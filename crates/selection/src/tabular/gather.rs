//! Puts together what a table or an object was read into, and settles what is doubtful.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::place::{Place, Source};
use crate::ballots::Ballots;
use crate::builder::{BuildError, ElectionBuilder, ProjectDraft};
use crate::decimal::Decimal;
use crate::election::{Election, ScoreSheet, VoteType};
use crate::pabulib::{ParseError, Policy, ReadOptions, note_absences};
use crate::rows::{TextColumn, VoterRows};
use crate::spelling::{spelled, voter};
use crate::warning::{WarningKind, Warnings};
use crate::wording::wording;

/// A ballot as it was read, with where it stood.
pub(super) struct ReadBallot {
    pub(super) place: Place,
    pub(super) choices: Vec<(String, Decimal)>,
    pub(super) weight: u64,
    /// What the voter told, beside the headers.
    pub(super) about: Vec<String>,
}

/// Everything read, with places for errors.
pub(super) struct Gathered<'t> {
    /// Where projects (and score sheets) were read from, and where ballots were.
    pub(super) sources: [Source<'t>; 2],
    pub(super) vote_type: VoteType,
    pub(super) meta: Vec<(String, String)>,
    pub(super) budget: Option<Decimal>,
    pub(super) number: Option<u32>,
    pub(super) projects: Vec<(Place, ProjectDraft)>,
    pub(super) sheets: Vec<(Place, ScoreSheet)>,
    pub(super) ballots: Vec<ReadBallot>,
    /// Names of what voters told, without ballots, points and weights.
    pub(super) headers: Vec<String>,
    /// The column of a table that names the voter.
    pub(super) voter_at: Option<usize>,
    pub(super) warnings: Warnings,
}

impl Gathered<'_> {
    /// Builds the election.
    ///
    /// # Errors
    /// The first thing that cannot be accepted, with its place.
    pub(super) fn build(mut self, options: &ReadOptions) -> Result<Election, ParseError> {
        self.settle_spelling();
        self.settle_ids(options)?;
        self.settle_voters(options)?;
        let mut builder = Election::builder(self.vote_type);
        builder.begin_with(std::mem::take(&mut self.warnings));
        for (key, value) in std::mem::take(&mut self.meta) {
            builder.meta(key, value);
        }
        if let Some(budget) = self.budget {
            builder.budget(budget);
        }
        if let Some(number) = self.number {
            builder.number(number);
        }
        for (_, draft) in &self.projects {
            builder.add_project(draft.clone());
        }
        for (_, sheet) in &self.sheets {
            builder.add_score_sheet(sheet.clone());
        }
        let mut election = self.finish(builder)?;
        if options.keep_voters && !self.headers.is_empty() {
            election.voters = Some(self.voter_rows(&election));
        }
        note_absences(&mut election);
        options.settle(&election).map_err(|mut error| {
            error.source_name = Some(self.sources[1].name.to_owned());
            error
        })?;
        Ok(election)
    }

    fn finish(&self, mut builder: ElectionBuilder) -> Result<Election, ParseError> {
        for ballot in &self.ballots {
            builder.add_ballot(ballot.choices.iter().cloned(), ballot.weight);
        }
        builder.build().map_err(|problem| {
            let [projects, ballots] = &self.sources;
            let text = problem.wording();
            let project = |id: &String| {
                let found = self
                    .projects
                    .iter()
                    .rev()
                    .find(|(_, draft)| draft.id == *id);
                found.map(|(place, _)| projects.fault(*place, "project", text.clone()))
            };
            let sheet = |expert: &String| {
                let found = self
                    .sheets
                    .iter()
                    .rev()
                    .find(|(_, sheet)| sheet.expert == *expert);
                found.map(|(place, _)| projects.fault(*place, "score sheet", text.clone()))
            };
            let placed = match &problem {
                BuildError::UnknownProject { ballot, .. }
                | BuildError::ProjectTwice { ballot, .. }
                | BuildError::TooManyChoices { ballot, .. }
                | BuildError::Points { ballot, .. } => usize::try_from(*ballot)
                    .ok()
                    .and_then(|number| self.ballots.get(number.checked_sub(1)?))
                    .map(|ballot| ballots.fault(ballot.place, "vote", text.clone())),
                BuildError::DuplicateProject { id } | BuildError::BadProjectId { id } => {
                    project(id)
                }
                BuildError::Amount {
                    project: Some(id), ..
                } => project(id),
                BuildError::UnknownScoredProject { expert, .. }
                | BuildError::DuplicateExpert { expert } => sheet(expert),
                _ => None,
            };
            placed.unwrap_or_else(|| ballots.fault(Place::Whole, "election", text.clone()))
        })
    }

    /// Puts ids of projects and what voters told into one spelling.
    fn settle_spelling(&mut self) {
        let spell = |text: &mut String| {
            let own = spelled(text);
            if own.len() != text.len() || matches!(own, Cow::Owned(_)) {
                *text = own.into_owned();
            }
        };
        for (_, draft) in &mut self.projects {
            spell(&mut draft.id);
        }
        for ballot in &mut self.ballots {
            ballot.choices.iter_mut().for_each(|(id, _)| spell(id));
            ballot.about.iter_mut().for_each(spell);
        }
    }

    /// Choices of projects that do not exist: refused, or left out and counted.
    fn settle_ids(&mut self, options: &ReadOptions) -> Result<(), ParseError> {
        let source = self.sources[1];
        let known: BTreeSet<&str> = self
            .projects
            .iter()
            .map(|(_, draft)| draft.id.as_str())
            .collect();
        for (number, ballot) in (1u64..).zip(&mut self.ballots) {
            let place = ballot.place;
            let mut unknown = None;
            ballot.choices.retain(|(id, _)| {
                let kept = known.contains(id.as_str());
                if !kept {
                    let fault = || {
                        let id = id.clone();
                        let text = BuildError::UnknownProject { ballot: number, id }.wording();
                        source.fault(place, "vote", text)
                    };
                    if options.strict || options.unknown_projects == Policy::Refuse {
                        unknown.get_or_insert_with(fault);
                    } else {
                        self.warnings
                            .add(WarningKind::UnknownProject, || fault().wording());
                    }
                }
                kept
            });
            if let Some(fault) = unknown {
                return Err(fault);
            }
        }
        Ok(())
    }

    /// Voter ids that stand twice.
    fn settle_voters(&mut self, options: &ReadOptions) -> Result<(), ParseError> {
        let source = self.sources[1];
        let column = self.headers.iter().position(|name| name == "voter_id");
        let mut seen = HashSet::new();
        for ballot in &self.ballots {
            let id = column.and_then(|column| ballot.about.get(column));
            let Some(id) = id.filter(|id| !id.is_empty()) else {
                continue;
            };
            if !seen.insert(voter(id)) {
                let fault = || {
                    let text = wording!(
                        "error-voter-on-earlier",
                        "the voter id `{id}` stands on an earlier ballot",
                        id = id
                    );
                    let place = match (ballot.place, self.voter_at) {
                        (Place::Cell { line, .. }, Some(column)) => Place::Cell { line, column },
                        (place, _) => place,
                    };
                    source.fault(place, "voter_id", text)
                };
                if options.strict || options.duplicate_voters == Policy::Refuse {
                    return Err(fault());
                }
                self.warnings
                    .add(WarningKind::DuplicateVoter, || fault().wording());
            }
        }
        Ok(())
    }

    /// What voters told; a ballot of several voters is one row with its weight.
    fn voter_rows(&self, election: &Election) -> VoterRows {
        let mut columns = vec![TextColumn::default(); self.headers.len()];
        let mut groups = Vec::with_capacity(self.ballots.len());
        for ballot in &self.ballots {
            let mut choices: Vec<(u32, u32)> = Vec::new();
            for (id, points) in &ballot.choices {
                let project = election
                    .project_index(id)
                    .map_or(u32::MAX, |index| index as u32);
                let units = points.scaled(election.ballots.points_decimals());
                let units = units
                    .and_then(|units| u32::try_from(units).ok())
                    .unwrap_or(0);
                if units > 0 || !election.vote_type.has_points() {
                    choices.push((project, units));
                }
            }
            if election.vote_type != VoteType::Ordinal {
                choices.sort_unstable();
            }
            groups.push(group_of(&election.ballots, &choices));
            for (column, text) in columns.iter_mut().zip(&ballot.about) {
                column.push(text);
            }
        }
        let mut weights: Vec<u64> = self.ballots.iter().map(|ballot| ballot.weight).collect();
        if weights.iter().all(|weight| *weight == 1) {
            weights.clear();
        }
        VoterRows {
            headers: self.headers.clone(),
            columns,
            groups,
            weights,
        }
    }
}

/// What voters told, as rows of as many texts as there are headers in all.
pub(super) fn align(
    told: Vec<Vec<(String, String)>>,
    mut place: impl FnMut(usize, Vec<String>),
) -> Vec<String> {
    let mut number: BTreeMap<String, usize> = BTreeMap::new();
    let mut headers: Vec<String> = Vec::new();
    for (key, _) in told.iter().flatten() {
        if !number.contains_key(key) {
            number.insert(key.clone(), headers.len());
            headers.push(key.clone());
        }
    }
    for (ballot, pairs) in told.into_iter().enumerate() {
        let mut row = vec![String::new(); headers.len()];
        for (key, text) in pairs {
            if let Some(column) = number.get(&key) {
                row[*column] = text;
            }
        }
        place(ballot, row);
    }
    headers
}

/// The distinct ballot with these choices; ballots stand in the order of projects, then points.
fn group_of(ballots: &Ballots, choices: &[(u32, u32)]) -> u32 {
    let key = |group: usize| {
        let projects = ballots.projects(group).iter().copied();
        let own = projects.cmp(choices.iter().map(|choice| choice.0));
        let points = ballots.points(group);
        if points.is_empty() {
            own
        } else {
            own.then_with(|| {
                points
                    .iter()
                    .copied()
                    .cmp(choices.iter().map(|choice| choice.1))
            })
        }
    };
    let (mut low, mut high) = (0, ballots.distinct());
    while low < high {
        let middle = low + (high - low) / 2;
        if key(middle).is_lt() {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low as u32
}
