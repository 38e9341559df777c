//! Rows of the VOTES section.

use std::io::BufRead;

use memchr::memchr;

use super::error::{ParseError, ParseErrorKind};
use super::ids::{IdLookup, NONE, VoterIds};
use super::projects::{check_length, unique_headers};
use super::read::{Policy, ReadOptions, Section, section_error};
use super::records::{Record, Records};
use crate::ballots::{Ballots, Intake, IntakeError};
use crate::decimal::Decimal;
use crate::election::{Project, VoteType};
use crate::rows::{TextColumn, VoterRows};
use crate::warning::{WarningKind, Warnings};

/// Limits on ballots that META may state.
#[derive(Default)]
struct Limits {
    min_length: Option<u64>,
    max_length: Option<u64>,
    max_sum_points: Option<Decimal>,
    max_sum_cost: Option<u128>,
}

/// Reads the rows of VOTES.
pub(super) struct VoteReader<'r, 'p, R> {
    records: &'r mut Records<R>,
    options: &'r ReadOptions,
    warnings: &'r mut Warnings,
    vote_type: VoteType,
    projects: &'p [Project],
    decimals: u32,
}

/// Where the columns stand that have a meaning.
pub(super) struct Columns {
    headers: Vec<String>,
    pub(super) voter: usize,
    pub(super) vote: usize,
    pub(super) points: Option<usize>,
}

/// A ballot being read; reused from row to row.
#[derive(Default)]
struct Scratch {
    projects: Vec<u32>,
    points: Vec<u32>,
    decimals: Vec<Decimal>,
    pairs: Vec<(u32, u32)>,
}

impl<'r, 'p, R: BufRead> VoteReader<'r, 'p, R> {
    pub(super) fn new(
        records: &'r mut Records<R>,
        options: &'r ReadOptions,
        warnings: &'r mut Warnings,
        vote_type: VoteType,
        projects: &'p [Project],
        decimals: u32,
    ) -> Self {
        Self {
            records,
            options,
            warnings,
            vote_type,
            projects,
            decimals,
        }
    }

    /// Reads all rows; gives the ballots, the kept rows and the number of rows.
    pub(super) fn read<'m>(
        self,
        meta: &dyn Fn(&str) -> Option<(&'m str, u64)>,
    ) -> Result<(Ballots, Option<VoterRows>, u64), ParseError> {
        let Self {
            records,
            options,
            warnings,
            vote_type,
            projects,
            decimals,
        } = self;
        let columns = read_header(records, vote_type)?;
        let ids = IdLookup::new(projects);
        let limits = read_limits(meta, decimals)?;
        let has_points = vote_type.has_points();
        let ordered = vote_type == VoteType::Ordinal;
        let mut intake = Intake::new(has_points, ordered, options.keep_voters);
        let mut rows = options.keep_voters.then(|| VoterRows {
            headers: columns.headers.clone(),
            columns: vec![TextColumn::default(); columns.headers.len()],
            groups: Vec::new(),
            weights: Vec::new(),
        });
        let mut voters = VoterIds::default();
        let (mut scratch, mut count) = (Scratch::default(), 0u64);
        while let Some(record) = records.next()? {
            count += 1;
            if record.len() < columns.headers.len() && Section::of(&record).is_some() {
                let expected = "a vote: each section stands once, VOTES last";
                let found = record.text(0, "section")?;
                let kind = ParseErrorKind::unexpected(expected, found);
                return Err(section_error(record.line, "section", kind));
            }
            check_length(&record, &columns.headers, "VOTES", options, warnings)?;
            let voter = record.bytes(columns.voter);
            if voters.repeats(voter.trim_ascii()) {
                let error = || {
                    let text = "this voter id stands on an earlier row".to_owned();
                    let kind = ParseErrorKind::Contradiction(text);
                    record.error(columns.voter, 0, "voter_id", kind)
                };
                if options.duplicate_voters == Policy::Refuse {
                    return Err(error());
                }
                warnings.add(WarningKind::DuplicateVoter, || error().to_string());
            }
            let row = Row {
                record: &record,
                columns: &columns,
                ids: &ids,
                vote_type,
            };
            row.choices(&mut scratch, options, warnings)?;
            row.scale_points(&mut scratch, &mut intake, options, warnings)?;
            row.check_limits(&scratch, &limits, projects, options, warnings)?;
            if scratch.projects.is_empty() {
                warnings.add(WarningKind::EmptyBallot, || format!("line {}", record.line));
            }
            let points: &[u32] = if has_points { &scratch.points } else { &[] };
            intake
                .add(&scratch.projects, points)
                .map_err(|error| record.error(columns.vote, 0, "vote", capacity(&error)))?;
            if let Some(rows) = &mut rows {
                for (index, header) in columns.headers.iter().enumerate() {
                    if index == columns.vote || (has_points && Some(index) == columns.points) {
                        rows.columns[index].push("");
                    } else {
                        let column = &mut rows.columns[index];
                        record.with_text(index, header, |text| column.push(text))?;
                    }
                }
            }
        }
        let (ballots, groups) = intake
            .finish(projects.len())
            .map_err(|error| section_error(records.line(), "VOTES", capacity(&error)))?;
        if let Some(rows) = &mut rows {
            rows.groups = groups.unwrap_or_default();
        }
        Ok((ballots, rows, count))
    }
}

/// What is wrong when so many ballots cannot be taken in.
fn capacity(error: &IntakeError) -> ParseErrorKind {
    let text = format!("at vote {}: {}", error.ballot + 1, error.error);
    ParseErrorKind::Contradiction(text)
}

pub(super) fn read_header<R: BufRead>(
    records: &mut Records<R>,
    vote_type: VoteType,
) -> Result<Columns, ParseError> {
    let line = records.line();
    let Some(record) = records.next()? else {
        let kind = ParseErrorKind::unexpected("the header of VOTES", "the end of the file");
        return Err(section_error(line, "VOTES", kind));
    };
    let headers = (0..record.len())
        .map(|i| record.text(i, "header"))
        .collect::<Result<Vec<_>, _>>()?;
    unique_headers(&headers, record.line, "VOTES")?;
    let find = |name: &str| headers.iter().position(|header| header == name);
    let require = |name: &str| {
        find(name).ok_or_else(|| {
            let expected = format!("a column `{name}`");
            let kind = ParseErrorKind::unexpected(expected, headers.join(";"));
            section_error(record.line, "VOTES", kind)
        })
    };
    let points = if vote_type.has_points() {
        Some(require("points")?)
    } else {
        find("points")
    };
    let (voter, vote) = (require("voter_id")?, require("vote")?);
    Ok(Columns {
        headers,
        voter,
        vote,
        points,
    })
}

fn read_limits<'m>(
    meta: &dyn Fn(&str) -> Option<(&'m str, u64)>,
    decimals: u32,
) -> Result<Limits, ParseError> {
    let amount = |key: &str| {
        let stated = meta(key).filter(|(text, _)| !text.is_empty());
        stated
            .map(|(text, line)| {
                Decimal::parse(text).map_err(|reason| {
                    let expected = format!("a number ({reason})");
                    section_error(line, key, ParseErrorKind::unexpected(expected, text))
                })
            })
            .transpose()
    };
    // What is limited are integers in these units, so that a limit between two is the lower one.
    let units = |value: Decimal, decimals: u32| {
        let (numerator, denominator) = value.ratio();
        let scaled = numerator.saturating_mul(10u128.saturating_pow(decimals));
        scaled / denominator
    };
    let least = |key: &str| -> Result<Option<u64>, ParseError> {
        let up = |value: Decimal| {
            let (numerator, denominator) = value.ratio();
            u64::try_from(numerator.div_ceil(denominator)).unwrap_or(u64::MAX)
        };
        Ok(amount(key)?.map(up))
    };
    let most = |key: &str| -> Result<Option<u64>, ParseError> {
        let down = |value| u64::try_from(units(value, 0)).unwrap_or(u64::MAX);
        Ok(amount(key)?.map(down))
    };
    Ok(Limits {
        min_length: least("min_length")?,
        max_length: most("max_length")?,
        max_sum_points: amount("max_sum_points")?,
        max_sum_cost: amount("max_sum_cost")?.map(|value| units(value, decimals)),
    })
}

/// True when the sum of `points` is above `most`.
fn exceeds(points: &[Decimal], most: Decimal) -> bool {
    let finest = points
        .iter()
        .map(Decimal::decimals)
        .max()
        .unwrap_or(0)
        .max(most.decimals());
    let units = |value: &Decimal| value.scaled(finest).unwrap_or(crate::decimal::MAX_MONEY);
    points.iter().map(units).sum::<u128>() > units(&most)
}

struct Row<'a, 'p> {
    record: &'a Record<'a>,
    columns: &'a Columns,
    ids: &'a IdLookup<'p>,
    vote_type: VoteType,
}

impl Row<'_, '_> {
    /// Reads the choices of this row into `scratch`, in canonical order.
    fn choices(
        &self,
        scratch: &mut Scratch,
        options: &ReadOptions,
        warnings: &mut Warnings,
    ) -> Result<(), ParseError> {
        let Scratch {
            projects,
            points,
            decimals,
            ..
        } = scratch;
        projects.clear();
        points.clear();
        decimals.clear();
        let vote = self.record.bytes(self.columns.vote);
        self.ids_of(&vote, projects, options, warnings)?;
        if self.vote_type.has_points() {
            return self.read_points(projects.len(), decimals);
        }
        if self.vote_type == VoteType::Ordinal {
            self.check_ranking(projects.len())?;
        }
        projects.retain(|project| *project != NONE);
        if self.vote_type == VoteType::ChooseOne && projects.len() > 1 {
            return Err(self.error(0, "one project", &String::from_utf8_lossy(&vote)));
        }
        let ordered = self.vote_type == VoteType::Ordinal;
        if !ordered {
            projects.sort_unstable();
        }
        let before = projects.len();
        if ordered {
            for index in (1..projects.len()).rev() {
                if projects[..index].contains(&projects[index]) {
                    projects.remove(index);
                }
            }
        } else {
            projects.dedup();
        }
        self.twice(before - projects.len(), options, warnings)
    }

    /// Splits the list of ids; an unknown one that may be left out becomes [`NONE`].
    fn ids_of(
        &self,
        vote: &[u8],
        projects: &mut Vec<u32>,
        options: &ReadOptions,
        warnings: &mut Warnings,
    ) -> Result<(), ParseError> {
        if vote.trim_ascii().is_empty() {
            return Ok(());
        }
        let mut offset = 0;
        while offset <= vote.len() {
            let rest = &vote[offset..];
            if let Some((project, length)) = self.ids.find_first(rest) {
                projects.push(project);
                offset += length + 1;
                continue;
            }
            let part = &rest[..memchr(b',', rest).unwrap_or(rest.len())];
            let mut found = self.ids.find(part);
            if found.is_none() {
                let trimmed = part.trim_ascii();
                if trimmed.len() < part.len() {
                    found = self.ids.find(trimmed);
                    warnings.add(WarningKind::BlankInList, || {
                        format!("line {}", self.record.line)
                    });
                }
            }
            if found.is_none() {
                let id = String::from_utf8_lossy(part);
                let error = self.error(offset, "the id of a project", &id);
                if options.strict || options.unknown_projects == Policy::Refuse {
                    return Err(error);
                }
                warnings.add(WarningKind::UnknownProject, || error.to_string());
            }
            projects.push(found.unwrap_or(NONE));
            offset += part.len() + 1;
        }
        Ok(())
    }

    fn read_points(&self, wanted: usize, points: &mut Vec<Decimal>) -> Result<(), ParseError> {
        let Some(column) = self.columns.points else {
            return Ok(());
        };
        let bytes = self.record.bytes(column);
        let text = String::from_utf8_lossy(&bytes);
        if !text.trim().is_empty() {
            let mut offset = 0;
            for part in text.split(',') {
                points.push(Decimal::parse(part).map_err(|reason| {
                    let expected = format!("points such as 3 or 2.5 ({reason})");
                    self.points_error(offset, &expected, part)
                })?);
                offset += part.len() + 1;
            }
        }
        if points.len() != wanted {
            let expected = format!("points for {wanted} projects");
            return Err(self.points_error(0, &expected, &format!("{} numbers", points.len())));
        }
        Ok(())
    }

    /// Puts the points read on the common scale, widening it when a number has more decimals than
    /// any before, and settles the pairs of projects and points.
    fn scale_points(
        &self,
        scratch: &mut Scratch,
        intake: &mut Intake,
        options: &ReadOptions,
        warnings: &mut Warnings,
    ) -> Result<(), ParseError> {
        if !self.vote_type.has_points() {
            return Ok(());
        }
        let Scratch {
            projects,
            points,
            decimals,
            pairs,
        } = scratch;
        let too_large = || {
            let expected =
                "points of at most 4294967295 in units of the finest decimal in the file";
            self.points_error(0, expected, "larger ones")
        };
        let finest = decimals.iter().map(Decimal::decimals).max().unwrap_or(0);
        let widened = intake
            .widen_points(finest)
            .map_err(|error| self.points_capacity(&error))?;
        if !widened {
            return Err(too_large());
        }
        pairs.clear();
        for (project, value) in projects.iter().zip(decimals.iter()) {
            let scaled = value.scaled(intake.points_decimals());
            pairs.push((
                *project,
                scaled
                    .and_then(|v| u32::try_from(v).ok())
                    .ok_or_else(too_large)?,
            ));
        }
        self.settle_pairs(pairs, options, warnings)?;
        projects.clear();
        points.clear();
        projects.extend(pairs.iter().map(|(project, _)| *project));
        points.extend(pairs.iter().map(|(_, points)| *points));
        Ok(())
    }

    fn points_capacity(&self, error: &IntakeError) -> ParseError {
        let column = self.columns.points.unwrap_or(usize::MAX);
        self.record.error(column, 0, "points", capacity(error))
    }

    fn points_error(&self, offset: usize, expected: &str, found: &str) -> ParseError {
        let kind = ParseErrorKind::unexpected(expected, found);
        self.record.error(
            self.columns.points.unwrap_or(usize::MAX),
            offset,
            "points",
            kind,
        )
    }

    /// Leaves out unknown projects and zero points, keeps the last of repeated projects, sorts.
    fn settle_pairs(
        &self,
        pairs: &mut Vec<(u32, u32)>,
        options: &ReadOptions,
        warnings: &mut Warnings,
    ) -> Result<(), ParseError> {
        pairs.retain(|(project, _)| *project != NONE);
        let listed = pairs.len();
        pairs.reverse();
        pairs.sort_by_key(|(project, _)| *project);
        pairs.dedup_by_key(|(project, _)| *project);
        self.twice(listed - pairs.len(), options, warnings)?;
        let listed = pairs.len();
        pairs.retain(|(_, points)| *points > 0);
        for _ in pairs.len()..listed {
            warnings.add(WarningKind::ZeroPoints, || {
                format!("line {}", self.record.line)
            });
        }
        Ok(())
    }

    fn twice(
        &self,
        repeated: usize,
        options: &ReadOptions,
        warnings: &mut Warnings,
    ) -> Result<(), ParseError> {
        for _ in 0..repeated {
            options.doubt(warnings, WarningKind::ProjectTwiceOnBallot, || {
                self.error(0, "each project once", "a project twice")
            })?;
        }
        Ok(())
    }

    /// A ranking whose points are not strictly falling has ties, which the order cannot express.
    fn check_ranking(&self, wanted: usize) -> Result<(), ParseError> {
        let mut points = Vec::new();
        if self
            .columns
            .points
            .is_none_or(|c| self.record.bytes(c).trim_ascii().is_empty())
        {
            return Ok(());
        }
        self.read_points(wanted, &mut points)?;
        let units = |value: &Decimal| value.scaled(crate::decimal::MAX_DECIMALS);
        match points
            .windows(2)
            .position(|pair| units(&pair[0]) <= units(&pair[1]))
        {
            None => Ok(()),
            Some(at) => {
                let expected = "a ranking without ties: points strictly falling from first to last";
                let found = format!("places {} and {} not in order", at + 1, at + 2);
                Err(self.points_error(0, expected, &found))
            }
        }
    }

    fn check_limits(
        &self,
        ballot: &Scratch,
        limits: &Limits,
        projects: &[Project],
        options: &ReadOptions,
        warnings: &mut Warnings,
    ) -> Result<(), ParseError> {
        let length = ballot.projects.len() as u64;
        let mut breaks = |limit: &str| {
            options.doubt(warnings, WarningKind::BallotBreaksLimit, || {
                self.error(0, &format!("a ballot within {limit}"), "one that is not")
            })
        };
        if limits.min_length.is_some_and(|least| length < least) {
            breaks("min_length")?;
        }
        if limits.max_length.is_some_and(|most| length > most) {
            breaks("max_length")?;
        }
        if let Some(most) = limits.max_sum_points
            && self.vote_type.has_points()
            && exceeds(&ballot.decimals, most)
        {
            breaks("max_sum_points")?;
        }
        if let Some(most) = limits.max_sum_cost
            && ballot
                .projects
                .iter()
                .map(|p| projects[*p as usize].cost.0)
                .sum::<u128>()
                > most
        {
            breaks("max_sum_cost")?;
        }
        Ok(())
    }

    fn error(&self, offset: usize, expected: &str, found: &str) -> ParseError {
        let kind = ParseErrorKind::unexpected(expected, found);
        self.record.error(self.columns.vote, offset, "vote", kind)
    }
}
